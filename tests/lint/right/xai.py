import os
import urllib.request

from openai import OpenAI

xai = OpenAI(api_key=os.environ["XAI_API_KEY"], base_url="https://api.x.ai/v1")

answer = xai.images.generate(
    model="grok-2-image-1212",
    prompt="A cat in a tree",
    n=4,
    response_format="url",
)
for number, image in enumerate(answer.data):
    urllib.request.urlretrieve(image.url, f"cat-{number}.jpg")
