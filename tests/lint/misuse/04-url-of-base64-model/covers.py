import urllib.request

from openai import OpenAI

client = OpenAI()


def cover(title: str, target: str) -> str:
    # expect: url-from-base64-model
    result = client.images.generate(model="gpt-image-2.5-flare", prompt=f"Book cover: {title}", size="1024x1536")
    link = result.data[0].url
    urllib.request.urlretrieve(link, target)
    return target


if __name__ == "__main__":
    print(cover("The long winter", "winter.png"))
