import base64
import json
import os
import urllib.request

ENDPOINT = "https://api.openai.com/v1/responses"


def draw(wish: str) -> bytes:
    payload = json.dumps(
        {
            "model": "gpt-image-2.5-flare",
            "input": wish,
            "tools": [{"type": "image_generation"}],
        }
    ).encode()
    headers = {"Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}", "Content-Type": "application/json"}
    # expect: image-model-in-responses-model
    request = urllib.request.Request(ENDPOINT, data=payload, headers=headers)
    with urllib.request.urlopen(request, timeout=180) as answer:
        output = json.load(answer)["output"]
    return base64.b64decode(next(one["result"] for one in output if one["type"] == "image_generation_call"))
