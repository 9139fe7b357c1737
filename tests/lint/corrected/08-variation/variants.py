from openai import OpenAI
import base64

client = OpenAI()


def variants(path: str, count: int = 2) -> list[bytes]:
    with open(path, "rb") as source:
        result = client.images.edit(
            model="gpt-image-2",
            image=source,
            prompt="The same motif, drawn anew in another pose",
            n=count,
            size="1024x1024",
        )
    return [base64.b64decode(one.b64_json) for one in result.data]
