import base64
import logging
from typing import Any

from openai import APIError, OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def tile(prompt: str, **extra: Any) -> bytes | None:
    opts = dict(size="1000x1000", quality="low")
    if extra.get("seamless"):
        prompt += ", seamless"
    try:
        # expect: size-not-multiple
        result = client.images.generate(model="gpt-image-2", prompt=prompt, **opts)
    except APIError:
        log.exception("no tile")
        return None
    return base64.b64decode(result.data[0].b64_json)
