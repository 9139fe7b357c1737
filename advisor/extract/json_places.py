"""JSON with the place of every string, read as far as it goes: a file that breaks off gives what stood before."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["PlacedText", "Value", "read"]

_TOKEN = re.compile(r'"(?P<text>[^"\\]*+(?:\\[\s\S][^"\\]*+)*+)\\?(?:"|\Z)|[\[\]{},]|[^\s"\[\]{},:]++')
_LINE_END = re.compile(r"((?:\\\\|\\[^\\rn]|[^\\\r\n]++)*+)(\\r\\n|\\n|\\r|\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A string as it is written, and where its first character stands."""

    raw: str
    start: int
    """In characters of the file."""

    @property
    def value(self) -> str:
        """What the string says."""
        return "\n".join(text for text, _ in self.lines()) if "\\" in self.raw else self.raw

    def lines(self) -> list[tuple[str, int]]:
        """Each line the string says, with the place of its first character in the file."""
        found: list[tuple[str, int]] = []
        at = 0
        while True:
            line = _LINE_END.match(self.raw, at)
            if line is None:  # an escape that breaks off
                return [*found, (_said(self.raw[at:]), self.start + at)]
            found.append((_said(line[1]), self.start + at))
            if not line[2]:
                return found
            at = line.end()


Value: TypeAlias = "dict[str, Value] | list[Value] | PlacedText | None"
"""A value of the file; numbers, true, false and null are None."""


def _said(raw: str) -> str:
    if "\\" not in raw:
        return raw
    try:
        said = json.loads(f'"{raw}"', strict=False)
    except ValueError:
        return raw
    return str(said).encode("utf-8", "replace").decode("utf-8")


class _Open:
    """A map or list whose end has not been read."""

    def __init__(self, value: dict[str, Value] | list[Value]) -> None:
        self.value = value
        self.key: str | None = None

    def take(self, value: Value) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is not None:
            self.value[self.key] = value
            self.key = None
        elif isinstance(value, PlacedText):
            self.key = value.value


def read(text: str) -> Value:
    """The first map or list of the text; what is no JSON is passed over."""
    top = _Open([])
    stack = [top]
    for token in _TOKEN.finditer(text):
        first = text[token.start()]
        if first == '"':
            stack[-1].take(PlacedText(token["text"], token.start() + 1))
        elif first in "{[":
            value: dict[str, Value] | list[Value] = {} if first == "{" else []
            stack[-1].take(value)
            stack.append(_Open(value))
        elif first == ",":
            stack[-1].key = None
        elif first in "]}":
            if len(stack) > 1:
                stack.pop()
        else:
            stack[-1].take(None)
    return next((value for value in top.value if isinstance(value, (dict, list))), None)
