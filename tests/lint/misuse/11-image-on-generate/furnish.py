import base64
from pathlib import Path

from openai import OpenAI

client = OpenAI()
room = Path("rooms/kitchen.png")

kwargs = {
    "model": "gpt-image-2",
    "prompt": "Furnish this room in oak",
    "image": room.open("rb"),
}
# expect: source-image-on-generations
response = client.images.generate(**kwargs)
room.with_name("kitchen-furnished.png").write_bytes(base64.b64decode(response.data[0].b64_json))
