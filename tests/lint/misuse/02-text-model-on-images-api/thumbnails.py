import asyncio
import base64
import os
from pathlib import Path

from openai import AsyncOpenAI

MODEL = os.environ.get("THUMBNAIL_MODEL", "gpt-5.6-sol")


class Thumbnails:
    def __init__(self, folder: Path) -> None:
        self._client = AsyncOpenAI(timeout=180)
        self._folder = folder

    async def make(self, title: str) -> Path:
        # expect: text-model-on-images-api
        image = await self._client.images.generate(
            model=MODEL,
            prompt=f"Thumbnail for a video called {title!r}, bold shapes, no text",
            size="1536x1024",
        )
        target = self._folder / "thumbnail.png"
        target.write_bytes(base64.b64decode(image.data[0].b64_json))
        return target


if __name__ == "__main__":
    asyncio.run(Thumbnails(Path(".")).make("How bread rises"))
