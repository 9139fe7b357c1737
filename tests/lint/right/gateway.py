"""Through our own proxy, which speaks the same protocol and keeps the keys."""

import base64
import os

from openai import OpenAI

client = OpenAI(
    base_url=os.getenv("IMAGE_PROXY_URL", "https://litellm.internal.example/v1"),
    api_key=os.environ["IMAGE_PROXY_KEY"],
    default_headers={"x-team": "press"},
)

image = client.images.generate(
    model="house/drawing",
    prompt="The front page of tomorrow",
    extra_body={"metadata": {"desk": "night"}},
)
open("front.png", "wb").write(base64.b64decode(image.data[0].b64_json))
