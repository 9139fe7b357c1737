import base64
import json
import sys

from openai import OpenAI

PRESETS = {"quality": "hd", "style": "vivid"}


def scene(prompt: str) -> bytes:
    request = dict(model="gpt-image-2", prompt=prompt, size="1536x1024")
    request.update(PRESETS)
    # expect: quality-not-of-this-model, style-unsupported
    picture = OpenAI().images.generate(**request)
    print(json.dumps({"tokens": picture.usage.total_tokens if picture.usage else None}), file=sys.stderr)
    return base64.b64decode(picture.data[0].b64_json)


sys.stdout.buffer.write(scene(" ".join(sys.argv[1:])))
