"""A short loop and a logo: GIF and SVG, for accounts that have the preview."""

import base64

from openai import OpenAI

client = OpenAI()


def animation(prompt: str) -> bytes:
    drawn = client.images.generate(
        model="gpt-image-2.6-flare",
        prompt=prompt,
        output_format="gif",
        frame_count=12,
        frame_duration_ms=120,
        size="1024x1024",
    )
    return base64.b64decode(drawn.data[0].b64_json)


def logo(prompt: str) -> str:
    drawn = client.images.generate(model="gpt-image-2.6-sunburst", prompt=prompt, output_format="svg", n=1)
    return base64.b64decode(drawn.data[0].b64_json).decode()


open("kite.gif", "wb").write(animation("A kite going up and down"))
open("kite.svg", "w").write(logo("A kite in two colours"))
