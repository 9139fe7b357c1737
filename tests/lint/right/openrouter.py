"""Pictures through a router whose chat models answer with images."""

import base64
import os

import requests

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"},
    json={
        "model": "openai/gpt-5-image",
        "messages": [{"role": "user", "content": "Draw a sextant"}],
        "modalities": ["image", "text"],
    },
    timeout=300,
)
for image in response.json()["choices"][0]["message"].get("images", []):
    _, _, encoded = image["image_url"]["url"].partition(",")
    open("sextant.png", "wb").write(base64.b64decode(encoded))
