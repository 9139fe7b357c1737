"""What every team of the house draws through."""

from __future__ import annotations

import base64
import logging
from dataclasses import dataclass
from typing import Any, Literal

from openai import OpenAI, RateLimitError
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential

log = logging.getLogger(__name__)
Quality = Literal["low", "medium", "high", "auto"]


@dataclass(frozen=True)
class Drawing:
    content: bytes
    model: str


class Draughtsman:
    def __init__(self, client: OpenAI | None = None, *, model: str = "gpt-image-2.6-flare") -> None:
        self._client = client or OpenAI()
        self._model = model

    @retry(
        retry=retry_if_exception_type(RateLimitError),
        wait=wait_exponential(max=60),
        stop=stop_after_attempt(5),
    )
    def draw(self, prompt: str, *, quality: Quality = "auto", **more: Any) -> list[Drawing]:
        answer = self._client.images.generate(model=self._model, prompt=prompt, quality=quality, **more)
        log.info("drawn", extra={"model": self._model})
        return [Drawing(base64.b64decode(one.b64_json or ""), self._model) for one in answer.data or []]

    def redraw(self, source: bytes, prompt: str, **more: Any) -> Drawing:
        answer = self._client.images.edit(model=self._model, image=("source.png", source), prompt=prompt, **more)
        return Drawing(base64.b64decode(answer.data[0].b64_json), self._model)
