from openai import OpenAI
import base64

client = OpenAI()


def variants(path: str, count: int = 2) -> list[bytes]:
    with open(path, "rb") as source:
        # expect: no-live-model-for-route
        result = client.images.create_variation(image=source, n=count, size="1024x1024")
    return [base64.b64decode(one.b64_json) for one in result.data]
