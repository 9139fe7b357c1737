import asyncio
import base64
import os

import aiohttp

API = "https://api.openai.com"


async def draw(session: aiohttp.ClientSession, prompt: str) -> bytes:
    payload = {"model": "gpt-image-2.5-flare", "prompt": prompt, "size": "1024x1024"}
    async with session.post("/v1/images/generations", json=payload) as response:
        response.raise_for_status()
        answer = await response.json()
    return base64.b64decode(answer["data"][0]["b64_json"])


async def main() -> None:
    headers = {"Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"}
    async with aiohttp.ClientSession(API, headers=headers) as session:
        images = await asyncio.gather(*(draw(session, f"a {one}") for one in ("kite", "sail", "flag")))
    for number, image in enumerate(images):
        open(f"{number}.png", "wb").write(image)


asyncio.run(main())
