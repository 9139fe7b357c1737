"""What a file must hold to be worth parsing: searched for in its raw bytes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.extract.table import CallTable


__all__ = ["Words"]

_BETWEEN = r"[\s?!.)\]>:\\(]*[.>:]\s*(?:with_\w+\s*\.\s*)?"
"""What may stand between two names of a call, whatever the language."""
_STEM = 4
"""Letters of a stem."""
_UNPACKED = r"\b[^{}\n]{0,200}\}\s*="
"""`const {images} = client`."""


class Words:
    """A path, a call, a tool or an image model: a text without any of them holds no request.

    Stems come first, since most texts hold none of them, then plain words, which are found many times faster than any
    pattern.
    """

    def __init__(self, plain: Iterable[str], calls: Iterable[tuple[str, str]]) -> None:
        """`calls` are words, each with a pattern of what follows it."""
        self._given = (sorted(plain), sorted((word, after) for word, after in calls))
        self._stems = tuple(stem.encode() for stem in _stems([*self._given[0], *(word for word, _ in self._given[1])]))
        self._plain = tuple(word.encode() for word in self._given[0])
        self._calls = [(word.encode(), re.compile((word + after).encode())) for word, after in self._given[1]]

    @classmethod
    def of(cls, table: CallTable) -> Words:
        """The words of a call table."""
        from advisor.extract.misspelt import searched_for

        drawing = [surface for surface in table.surfaces if surface.model_kind == "image"]
        words = [_tail(path) for surface in drawing for path in surface.paths]
        words += [surface.tool for surface in table.surfaces if surface.tool]
        words += [*table.image_models, *table.aliases]
        calls = {path for surface in drawing for of in surface.calls.values() for path in of}
        for path in (path for surface in drawing for of in surface.methods.values() for path in of):
            if path[-1].islower():
                words.append(max(path, key=len))  # a method of a common name is told by its class
            else:
                calls.add(path[-1:])
        return cls(_shortest(words), [*_called(calls), *searched_for(table)])

    def as_data(self) -> tuple[list[str], list[tuple[str, str]]]:
        """What the words can be made from again."""
        return self._given

    def are_in(self, content: bytes) -> bool:
        """Whether a text holds any of them."""
        if not any(stem in content for stem in self._stems):
            return False
        return any(word in content for word in self._plain) or any(
            word in content and pattern.search(content) for word, pattern in self._calls
        )


def _called(calls: Iterable[tuple[str, ...]]) -> list[tuple[str, str]]:
    """Words, each with a pattern of what follows it where an SDK is called, or a part of a client gets its own name."""
    methods: dict[str, set[str]] = defaultdict(set)
    for path in calls:
        methods["".join(path[-2:-1])].add(path[-1])
    alone = methods.pop("", set())
    found = []
    for name in _shortest(alone):
        endings = "|".join(sorted(other[len(name) :] for other in alone if other.startswith(name)))
        found.append((name, rf"(?:{endings})\s*[(<]"))
    found += [(name, r"\s*[(<]") for name in alone if not any(name.startswith(word) for word, _ in found)]
    for word, names in methods.items():
        called = rf"{_BETWEEN}(?:{'|'.join(map(re.escape, sorted(names)))})\b"
        aliased = rf"(?<=[.>]{word})\s*[;,\n]"
        found.append((word, rf"(?:{called}|{aliased}|{_UNPACKED})"))
    return found


def _tail(path: str) -> str:
    """The path below its version, or the whole path where too little would be left."""
    _, _, rest = path.strip("/").partition("/")
    return rest if "/" in rest else path


def _shortest(words: Iterable[str]) -> list[str]:
    """The words without those that another is part of."""
    ordered = sorted(set(words), key=len)
    return [word for number, word in enumerate(ordered) if not any(short in word for short in ordered[:number])]


def _stems(words: Iterable[str]) -> list[str]:
    """A few short texts of which every word holds one."""
    left, found = set(words), []
    while left:
        parts = Counter(part for word in sorted(left) for part in {word[at : at + _STEM] for at in range(len(word))})
        best = max(parts, key=lambda part: (len(part) == _STEM or part in left, parts[part], part))
        found.append(best)
        left = {word for word in left if best not in word}
    return found
