"""A body taken apart into the pieces that the official types and the official schema describe one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Part(NamedTuple):
    """A piece of a body."""

    where: str
    """Where it stands, as a prefix of its fields' names, such as `tools.`."""
    kind: str
    """A surface id, or the `type` of a piece inside a Responses body."""
    fields: Mapping[str, Any]


class Refusal(NamedTuple):
    """A field that a peer refuses; `value` is None where it wants one that is not there."""

    field: str
    value: Any


FILES = {"images.edits": ("image", "mask"), "images.variations": ("image",)}
"""The fields that are uploaded files, by surface."""


def parts(surface: str, body: Mapping[str, Any]) -> Iterator[Part]:
    """The body itself, and the tools, messages and contents inside it, each with the inner pieces cut out."""
    messages = body["input"] if isinstance(body.get("input"), list) else []
    emptied = {"tools": [], **({"input": ""} if messages else {})}
    yield Part("", surface, {**body, **{name: empty for name, empty in emptied.items() if name in body}})
    yield from (Part("tools.", tool["type"], tool) for tool in body.get("tools", ()))
    for message in messages:
        yield Part("input.", "message", {**message, "content": ""})
        yield from (Part("input.content.", content["type"], content) for content in message["content"])
