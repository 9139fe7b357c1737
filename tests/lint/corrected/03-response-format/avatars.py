from base64 import b64decode

import openai

openai.timeout = 120


def options(size: str) -> dict[str, object]:
    return {"size": size, "n": 1}


def avatar(name: str) -> bytes:
    answer = openai.images.generate(
        model="gpt-image-2",
        prompt=f"A friendly avatar for {name}, plain background",
        **options("1024x1024"),
    )
    return b64decode(answer.data[0].b64_json)


open("ada.png", "wb").write(avatar("Ada"))
