"""Changes what a mask leaves open, and nothing else."""

import base64
import io

from openai import AsyncOpenAI
from PIL import Image


def mask_of(image: Image.Image, box: tuple[int, int, int, int]) -> bytes:
    mask = Image.new("RGBA", image.size, (0, 0, 0, 255))
    mask.paste((0, 0, 0, 0), box)
    target = io.BytesIO()
    mask.save(target, format="PNG")
    return target.getvalue()


async def inpaint(client: AsyncOpenAI, path: str, box: tuple[int, int, int, int], wish: str) -> Image.Image:
    image = Image.open(path)
    with open(path, "rb") as source:
        response = await client.images.edit(
            model="gpt-image-2",
            image=("room.png", source, "image/png"),
            mask=("mask.png", mask_of(image, box), "image/png"),
            prompt=wish,
        )
    return Image.open(io.BytesIO(base64.b64decode(response.data[0].b64_json)))
