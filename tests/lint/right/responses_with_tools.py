import base64
import json
from typing import Any

from openai import OpenAI

client = OpenAI()

tools: list[dict[str, Any]] = [
    {"type": "web_search"},
    {
        "type": "image_generation",
        "model": "gpt-image-2.5-sunburst",
        "size": "1024x1536",
        "background": "opaque",
        "output_format": "jpeg",
        "output_compression": 70,
    },
    {
        "type": "function",
        "name": "publish",
        "parameters": {"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url"]},
    },
]

response = client.responses.create(
    model="gpt-5.6-sol",
    instructions="Look the facts up before you draw.",
    input=[
        {
            "role": "user",
            "content": [
                {"type": "input_text", "text": "An infographic of this bridge"},
                {"type": "input_image", "image_url": "https://example.org/bridge.jpg", "detail": "auto"},
            ],
        }
    ],
    tools=tools,
    tool_choice="auto",
    store=False,
)

for item in response.output:
    match item.type:
        case "image_generation_call":
            open("bridge.jpg", "wb").write(base64.b64decode(item.result or ""))
        case "function_call":
            print("to publish:", json.loads(item.arguments)["url"])
