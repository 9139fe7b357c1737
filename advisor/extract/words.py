"""What a file must hold to be worth parsing: searched for in its raw bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from advisor.extract.table import CallTable

__all__ = ["Words"]

_BETWEEN = rb"[\s?!.)\]>:\\(]*[.>:]\s*(?:with_\w+\s*\.\s*)?"
"""What may stand between two names of a call, whatever the language."""
_UNPACKED = rb"\b[^{}\n]{0,200}\}\s*="
"""`const {images} = client`."""


class Words:
    """A path, a call, a tool or an image model: a text without any of them holds no request.

    Plain words are looked for first, since that is many times faster than any pattern.
    """

    def __init__(self, table: CallTable) -> None:
        drawing = [surface for surface in table.surfaces if surface.model_kind == "image"]
        words = [_tail(path) for surface in drawing for path in surface.paths]
        words += [surface.tool for surface in table.surfaces if surface.tool]
        words += [*table.image_models, *table.aliases]
        calls = {path for surface in drawing for of in surface.calls.values() for path in of}
        self._plain = tuple(word.encode() for word in _shortest(words))
        self._calls = [(word, re.compile(word + after)) for word, after in _called(calls)]

    def are_in(self, content: bytes) -> bool:
        """Whether a text holds any of them."""
        return any(word in content for word in self._plain) or any(
            word in content and pattern.search(content) for word, pattern in self._calls
        )


def _called(calls: Iterable[tuple[str, ...]]) -> list[tuple[bytes, bytes]]:
    """Words, each with a pattern of what follows it where an SDK is called, or a part of a client gets its own name."""
    methods: dict[str, set[str]] = defaultdict(set)
    for path in calls:
        methods["".join(path[-2:-1])].add(path[-1])
    found = [(name.encode(), rb"\s*[(<]") for name in sorted(methods.pop("", ()))]
    for part, names in sorted(methods.items()):
        word, after = part.encode(), "|".join(map(re.escape, sorted(names))).encode()
        called, aliased, unpacked = (
            _BETWEEN + rb"(?:" + after + rb")\b",
            rb"(?<=[.>]" + word + rb")\s*[;,\n]",
            _UNPACKED,
        )
        found.append((word, rb"(?:" + called + rb"|" + aliased + rb"|" + unpacked + rb")"))
    return found


def _tail(path: str) -> str:
    """The path below its version, or the whole path where too little would be left."""
    _, _, rest = path.strip("/").partition("/")
    return rest if "/" in rest else path


def _shortest(words: Iterable[str]) -> list[str]:
    """The words without those that another is part of."""
    ordered = sorted(set(words), key=len)
    return [word for number, word in enumerate(ordered) if not any(short in word for short in ordered[:number])]
