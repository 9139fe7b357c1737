import base64
from collections.abc import Iterator

from openai import OpenAI


class Studio:
    """Draws while the reader watches."""

    tools = ({"type": "image_generation", "partial_images": 2}, {"type": "web_search"})

    def __init__(self, model: str = "gpt-5.6-sol") -> None:
        self.client = OpenAI()
        self.model = model

    def drafts(self, wish: str) -> Iterator[bytes]:
        events = self.client.responses.create(model=self.model, input=wish, tools=list(self.tools), stream=True)
        for event in events:
            if event.type == "response.image_generation_call.partial_image":
                yield base64.b64decode(event.partial_image_b64)
