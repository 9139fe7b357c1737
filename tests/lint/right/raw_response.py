import base64

from openai import OpenAI

client = OpenAI()
raw = client.images.with_raw_response.generate(model="gpt-image-2", prompt="An abacus", size="1024x1024")
print(raw.headers.get("x-request-id"))
picture = raw.parse()
with open("abacus.png", "wb") as file:
    file.write(base64.b64decode(picture.data[0].b64_json))
