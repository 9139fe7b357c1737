"""What a file must hold to be worth parsing: searched for in its raw bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.extract.table import CallTable

__all__ = ["pattern"]

_BETWEEN = rb"[\s?!.)\]>:\\(]*[.>:]\s*(?:with_\w+\s*\.\s*)?"
"""What may stand between two names of a call, whatever the language."""


def pattern(table: CallTable) -> re.Pattern[bytes]:
    """A pattern that every file with a request has: a path, a call, a tool, or an image model."""
    drawing = [surface for surface in table.surfaces if surface.model_kind == "image"]
    words = [_tail(path) for surface in drawing for path in surface.paths]
    words += [surface.tool for surface in table.surfaces if surface.tool]
    words += [*table.image_models, *table.aliases]
    calls = {path for surface in drawing for of in surface.calls.values() for path in of}
    parts = {path[-2] for path in calls if len(path) > 1}
    found = [re.escape(word).encode() for word in _shortest(words)]
    found += [*map(_called, sorted(calls)), *map(_part, sorted(parts))]
    return re.compile(b"|".join(found))


def _called(path: tuple[str, ...]) -> bytes:
    """A call of an SDK."""
    return rb"\b" + _BETWEEN.join(re.escape(name).encode() for name in path) + rb"\b"


def _part(name: str) -> bytes:
    """A part of a client that is given a name of its own before it is called."""
    word = re.escape(name).encode()
    return rb"[.>]" + word + rb"\s*[;,\n]|\{[^{}\n]*\b" + word + rb"\b[^{}\n]*\}\s*="


def _tail(path: str) -> str:
    """The path below its version, or the whole path where too little would be left."""
    _, _, rest = path.strip("/").partition("/")
    return rest if "/" in rest else path


def _shortest(words: Iterable[str]) -> list[str]:
    """The words without those that another is part of."""
    ordered = sorted(set(words), key=len)
    return [word for number, word in enumerate(ordered) if not any(short in word for short in ordered[:number])]
