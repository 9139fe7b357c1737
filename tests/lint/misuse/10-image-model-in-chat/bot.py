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
    # expect: image-model-on-chat-completions
    completion = await openai.chat.completions.create(
        model=IMAGE_MODEL,
        messages=[{"role": "user", "content": prompt}],
    )
    picture = completion.choices[0].message.content
    await ctx.respond(file=discord.File(io.BytesIO(base64.b64decode(picture)), "drawing.png"))
