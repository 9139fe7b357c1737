"""What the endpoints answer: real small images, and the documents and events that carry them."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image

TEXT = "Here is the boat.\nIt is red."
USAGE = {
    "input_tokens": 9,
    "input_tokens_details": {"image_tokens": 0, "text_tokens": 9, "cached_tokens": 0, "cache_write_tokens": 0},
    "output_tokens": 196,
    "output_tokens_details": {"image_tokens": 196, "text_tokens": 0, "reasoning_tokens": 0},
    "total_tokens": 205,
}
Event = dict[str, Any]


def picture(form: str, number: int) -> bytes:
    """A real image of a format, another one for each number."""
    if form == "svg":
        text = f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><path d="M0 0h{number + 1}v9z"/></svg>'
        return text.encode()
    drawn = io.BytesIO()
    Image.new("RGB", (16, 16), (200, 30, 7 * number % 256)).save(drawn, form)
    return drawn.getvalue()


@dataclass(frozen=True)
class Answer:
    """The images a request asks for, and how they are carried back."""

    surface: str
    fields: Mapping[str, Any]
    blank: bool = False
    """No image is drawn: a model may answer with text alone."""

    @property
    def asked(self) -> Mapping[str, Any]:
        """The fields that speak of the image: those of the tool, where there is one."""
        tools = self.fields.get("tools")
        return tools[0] if tools else self.fields

    @property
    def form(self) -> str:
        """The format of the images."""
        return str(self.asked.get("output_format", "png"))

    def images(self) -> list[bytes]:
        """The finished images."""
        return [picture(self.form, 10 + number) for number in range(0 if self.blank else self.asked.get("n", 1))]

    def partials(self) -> list[bytes]:
        """The images on the way to one finished image."""
        return [picture(self.form, number) for number in range(self.asked.get("partial_images", 0))]

    def document(self) -> dict[str, Any]:
        """The whole answer of a request that does not stream."""
        return self._response("completed") if "tools" in self.fields else self._images()

    def events(self) -> Iterator[Event]:
        """The answer of a request that streams."""
        return self._response_events() if "tools" in self.fields else self._image_events()

    # -- Images API --------------------------------------------------------------------------------------------------

    def _images(self) -> dict[str, Any]:
        return {"created": 1, "data": [{"b64_json": _text(image)} for image in self.images()], "usage": USAGE}

    def _image_events(self) -> Iterator[Event]:
        word = "image_edit" if self.surface.endswith("edits") else "image_generation"
        same = {"background": "opaque", "created_at": 1, "output_format": self.form, "quality": "low", "size": "auto"}
        for image in self.images():
            for index, partial in enumerate(self.partials()):
                carried = {"b64_json": _text(partial), "partial_image_index": index}
                yield {"type": f"{word}.partial_image", **same, **carried}
            yield {"type": f"{word}.completed", **same, "b64_json": _text(image), "usage": USAGE}

    # -- Responses API -----------------------------------------------------------------------------------------------

    def _response(self, status: str) -> dict[str, Any]:
        return {
            "id": "resp_1",
            "object": "response",
            "created_at": 1,
            "model": self.fields["model"],
            "status": status,
            "error": None,
            "incomplete_details": None,
            "instructions": None,
            "metadata": {},
            "output": self._output() if status == "completed" else [],
            "parallel_tool_calls": True,
            "temperature": 1,
            "tool_choice": "auto",
            "tools": self.fields["tools"],
            "top_p": 1,
            "usage": USAGE,
        }

    def _output(self) -> list[dict[str, Any]]:
        drawn = [
            {
                "id": f"ig_{number}",
                "type": "image_generation_call",
                "status": "completed",
                "result": _text(image),
                "output_format": self.form,
                "revised_prompt": "A boat",
            }
            for number, image in enumerate(self.images())
        ]
        said = {"type": "output_text", "text": TEXT, "annotations": [], "logprobs": []}
        message = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": [said]}
        return [*drawn, message]

    def _response_events(self) -> Iterator[Event]:
        events: list[Event] = [
            {"type": "response.created", "response": self._response("in_progress")},
            *(
                {
                    "type": "response.image_generation_call.partial_image",
                    "item_id": "ig_0",
                    "output_index": 0,
                    "partial_image_b64": _text(partial),
                    "partial_image_index": index,
                }
                for index, partial in enumerate(self.partials())
            ),
            *self._item_events(),
            {"type": "response.completed", "response": self._response("completed")},
        ]
        return ({**event, "sequence_number": number} for number, event in enumerate(events))

    def _item_events(self) -> Iterator[Event]:
        for index, item in enumerate(self._output()):
            if item["type"] == "message":
                at = {"item_id": item["id"], "output_index": index, "content_index": 0, "logprobs": []}
                yield {"type": "response.output_text.delta", **at, "delta": TEXT}
                yield {"type": "response.output_text.done", **at, "text": TEXT}
            yield {"type": "response.output_item.done", "output_index": index, "item": item}


def _text(image: bytes) -> str:
    return base64.b64encode(image).decode()
