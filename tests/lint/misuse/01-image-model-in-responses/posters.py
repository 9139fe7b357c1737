"""Draws a poster for every event of the season."""

import base64
from dataclasses import dataclass
from pathlib import Path

from openai import OpenAI

DRAWING_MODEL = "gpt-image-2.5-flare"


@dataclass
class Event:
    title: str
    place: str


def poster_prompt(event: Event) -> str:
    return f"A linocut poster for {event.title} at {event.place}, two colours"


def draw(client: OpenAI, event: Event, folder: Path) -> Path:
    # expect: image-model-in-responses-model
    response = client.responses.create(
        model=DRAWING_MODEL,
        input=poster_prompt(event),
        tools=[{"type": "image_generation", "size": "1024x1536"}],
    )
    calls = [item for item in response.output if item.type == "image_generation_call"]
    target = folder / f"{event.title}.png"
    target.write_bytes(base64.b64decode(calls[0].result))
    return target


if __name__ == "__main__":
    draw(OpenAI(), Event("Jazz night", "the old mill"), Path("out"))
