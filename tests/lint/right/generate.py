"""One picture from a prompt, saved beside the script."""

import base64
import hashlib
from pathlib import Path

from openai import OpenAI

client = OpenAI()

result = client.images.generate(
    model="gpt-image-2.6-sunburst",
    prompt="A cross-section of a lighthouse, labelled in neat handwriting",
    size="2048x1152",
    quality="xhigh",
    moderation="low",
    safety_identifier=hashlib.sha256(b"reader-17").hexdigest(),
)

image = result.data[0]
assert image.b64_json is not None
Path("lighthouse.png").write_bytes(base64.b64decode(image.b64_json))
if result.usage:
    print(f"{result.usage.output_tokens} tokens drawn")
