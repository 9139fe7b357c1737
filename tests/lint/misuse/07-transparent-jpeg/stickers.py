import base64
from enum import StrEnum

from openai import OpenAI


class Format(StrEnum):
    PNG = "png"
    JPEG = "jpeg"


client = OpenAI(max_retries=3)
EXTENSION = "jpeg"

# expect: transparent-needs-alpha-format
sticker = client.images.generate(
    model="gpt-image-2.5-flare",
    prompt="A sticker of a teapot, thick white outline",
    background="transparent",
    output_format=EXTENSION,
)

with open(f"teapot.{EXTENSION}", "wb") as file:
    file.write(base64.b64decode(sticker.data[0].b64_json))
