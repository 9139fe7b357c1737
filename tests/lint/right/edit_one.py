"""Edits a photograph in place: `python edit_one.py photo.jpg "make it dusk"`."""

import base64
import sys
from pathlib import Path

from openai import BadRequestError, OpenAI


def edit(photo: Path, wish: str) -> None:
    client = OpenAI().with_options(timeout=240, max_retries=1)
    try:
        answer = client.images.edit(model="gpt-image-2", image=photo, prompt=wish, size="auto")
    except BadRequestError as error:
        sys.exit(f"refused: {error.message}")
    photo.with_suffix(".edited.png").write_bytes(base64.b64decode(answer.data[0].b64_json))


if __name__ == "__main__":
    edit(Path(sys.argv[1]), sys.argv[2])
