import base64
import io

import discord
from openai import AsyncOpenAI

openai = AsyncOpenAI()
bot = discord.Bot()
IMAGE_MODEL = "gpt-image-2.5-flare"


@bot.slash_command(description="Draw something")
async def draw(ctx: discord.ApplicationContext, prompt: str) -> None:
    await ctx.defer()
    result = await openai.images.generate(model=IMAGE_MODEL, prompt=prompt)
    picture = result.data[0].b64_json
    await ctx.respond(file=discord.File(io.BytesIO(base64.b64decode(picture)), "drawing.png"))
