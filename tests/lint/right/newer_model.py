"""Tries a model that came out after this page was written."""

import base64

from openai import OpenAI

client = OpenAI()
drawn = client.images.generate(model="gpt-image-3-flare", prompt="A seed vault", size="1024x1024")
open("vault.png", "wb").write(base64.b64decode(drawn.data[0].b64_json))

told = client.responses.create(
    model="gpt-7-sol",
    input="Draw a seed vault and tell me how it is kept cold",
    tools=[{"type": "image_generation", "model": "gpt-image-3-flare"}],
)
print(told.output_text)
