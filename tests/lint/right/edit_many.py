"""Puts several products into one basket, on a transparent ground."""

import base64
from contextlib import ExitStack

from openai import OpenAI

PRODUCTS = ["soap.png", "towel.png", "candle.png", "lotion.png"]

client = OpenAI()

with ExitStack() as stack:
    basket = client.images.edit(
        model="gpt-image-2.5-sunburst",
        image=[stack.enter_context(open(product, "rb")) for product in PRODUCTS],
        prompt="A gift basket with all of these, ribbon on the handle",
        background="transparent",
        output_format="webp",
        output_compression=80,
        quality="high",
    )

with open("basket.webp", "wb") as file:
    file.write(base64.b64decode(basket.data[0].b64_json))
