"""What the parameter types of the installed official Python SDK refuse. Run as a program, it answers for another SDK:
bodies on stdin, refusals on stdout, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

import openai
from openai.types import ImageCreateVariationParams, ImageEditParams, ImageGenerateParams
from openai.types.responses import (
    EasyInputMessageParam,
    ResponseCreateParams,
    ResponseInputImageParam,
    ResponseInputTextParam,
)
from openai.types.responses.tool_param import ImageGeneration
from pydantic import ConfigDict, TypeAdapter, ValidationError

from tests.clients.parts import FILES, Part, Refusal, parts

TYPES: dict[str, Any] = {
    "images.generations": ImageGenerateParams,
    "images.edits": ImageEditParams,
    "images.variations": ImageCreateVariationParams,
    "responses.image_generation": ResponseCreateParams,
    "image_generation": ImageGeneration,
    "message": EasyInputMessageParam,
    "input_text": ResponseInputTextParam,
    "input_image": ResponseInputImageParam,
}


def refused(surface: str, body: Mapping[str, Any]) -> list[Refusal]:
    """The fields of a body that the types refuse: unknown names, other values or kinds of value, and gaps."""
    return [refusal for part in parts(surface, body) for refusal in _refused(part)]


def _refused(part: Part) -> list[Refusal]:
    variants = get_args(TYPES[part.kind]) or (TYPES[part.kind],)  # with and without a stream
    sent = {name: _opened(value) if name in FILES.get(part.kind, ()) else value for name, value in part.fields.items()}
    names = min((_names(variant, sent) for variant in variants), key=len)
    return [Refusal(part.where + name, part.fields.get(name)) for name in names]


def _opened(files: Any) -> Any:
    return [one.encode() for one in files] if isinstance(files, list) else files.encode()


def _names(variant: Any, sent: Mapping[str, Any]) -> list[str]:
    try:
        _adapter(variant).validate_python(sent)
    except ValidationError as error:
        return sorted({str(one["loc"][0]) for one in error.errors()})
    return []


@cache
def _adapter(variant: Any) -> TypeAdapter[Any]:
    variant.__pydantic_config__ = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)
    return TypeAdapter(variant)


if __name__ == "__main__":
    print(json.dumps([openai.__version__, [refused(surface, body) for surface, body in json.load(sys.stdin)]]))
