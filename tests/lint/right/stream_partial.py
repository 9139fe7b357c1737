import asyncio
import base64

from openai import AsyncOpenAI


async def main() -> None:
    async with AsyncOpenAI() as client:
        stream = await client.images.generate(
            model="gpt-image-2.5-flare",
            prompt="A river delta seen from above, in watercolour",
            size="1536x1024",
            stream=True,
            partial_images=2,
        )
        async for event in stream:
            if event.type == "image_generation.partial_image":
                name = f"delta-{event.partial_image_index}.png"
            elif event.type == "image_generation.completed":
                name = "delta.png"
            else:
                continue
            with open(name, "wb") as file:
                file.write(base64.b64decode(event.b64_json))


asyncio.run(main())
