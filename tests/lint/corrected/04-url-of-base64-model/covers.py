import base64

from openai import OpenAI

client = OpenAI()


def cover(title: str, target: str) -> str:
    result = client.images.generate(model="gpt-image-2.5-flare", prompt=f"Book cover: {title}", size="1024x1536")
    with open(target, "wb") as file:
        file.write(base64.b64decode(result.data[0].b64_json))
    return target


if __name__ == "__main__":
    print(cover("The long winter", "winter.png"))
