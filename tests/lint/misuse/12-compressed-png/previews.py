import base64
import os
from concurrent.futures import ThreadPoolExecutor

from openai import OpenAI

client = OpenAI()
OUTPUT_FORMAT = os.getenv("PREVIEW_FORMAT", "png")


def preview(prompt: str) -> bytes:
    # expect: compression-needs-lossy-format
    drawn = client.images.generate(
        model="gpt-image-2.6-flare",
        prompt=prompt,
        quality="low",
        output_format=OUTPUT_FORMAT,
        output_compression=50,
    )
    return base64.b64decode(drawn.data[0].b64_json)


with ThreadPoolExecutor() as pool:
    for number, content in enumerate(pool.map(preview, ["a fern", "a moss"])):
        open(f"{number}.{OUTPUT_FORMAT}", "wb").write(content)
