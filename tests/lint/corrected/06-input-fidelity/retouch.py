"""Takes the stains out of scanned photographs."""

import argparse
import base64
import contextlib

from openai import OpenAI


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("photo")
    parser.add_argument("--target", default="clean.png")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        photo = stack.enter_context(open(arguments.photo, "rb"))
        edited = OpenAI().images.edit(
            model="gpt-image-2",
            image=photo,
            prompt="Remove the stains and keep every face as it is",
        )
    with open(arguments.target, "wb") as target:
        target.write(base64.b64decode(edited.data[0].b64_json))


if __name__ == "__main__":
    main()
