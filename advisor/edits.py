"""Edits of one text: where they stand, what they leave, and how new parts are written beside old ones."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from advisor.errors import AdvisorError
from advisor.finding import Edit
from advisor.site import Region, Site

__all__ = ["Source", "UnmendedError", "edited_text", "value_in_place_of"]

_LINE_END = re.compile(r"\r\n|\n|\r")

_IN_TEXT = (re.compile(r"[ \t>]*"), re.compile(r"[\r\n]|\Z"), re.compile(r"\r\n|\n|\r|\Z"))
_IN_NOTEBOOK = (re.compile(r"[ \t]*\"[ \t]*"), re.compile(r"\\n|\""), re.compile(r"\\n\",[ \t]*(?:\r\n|\n|\r)"))
"""What may stand before an entry that has its line for itself, what ends the code of its line, and what its line."""


_GAP = r"(?:[ \t]*\\\r?\n)?[ \t]+"
_OPTION = r"(?:-F|-d|--form|--form-string|--data|--data-raw|--data-urlencode)[ \t=]*"
"""What stands in a command before the words of a field: a gap that may continue on the next line, and an option."""


class UnmendedError(AdvisorError):
    """Why there is no fix."""


class Source:
    """The text of a file."""

    def __init__(self, text: str, *, escaped: bool = False) -> None:
        self.text = text
        self._escaped = escaped
        """A notebook: its code stands in texts of JSON."""
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def span(self, region: Region) -> tuple[int, int]:
        """Where a region begins and ends, in characters of the text.

        Raises:
            UnmendedError: the text holds something else there.
        """
        start, end = self.offset(region.line, region.column), self.offset(region.end_line, region.end_column)
        held = self.text[start:end]
        if region.text and held not in (region.text, self.said(region.text)):
            raise UnmendedError("The file holds the code in other characters, escaped or joined; change it by hand.")
        return start, end

    def words(self, site: Site, text: str) -> list[tuple[int, int]]:
        """Where a command says some words, if it says them once."""
        start, end = self.offset(site.line, site.column), self.offset(site.end_line, site.end_column)
        found = [
            one.span() for one in re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w.-])").finditer(self.text, start, end)
        ]
        return found if len(found) == 1 else []

    def option(self, site: Site, text: str) -> tuple[int, int] | None:
        """Where a command gives some words to an option, if it does so once: option, quotes and the gap before it."""
        start, end = self.offset(site.line, site.column), self.offset(site.end_line, site.end_column)
        found = list(
            re.compile(rf"{_GAP}{_OPTION}([\"']?){re.escape(text)}\1(?=\s|\Z)").finditer(self.text, start, end)
        )
        return found[0].span() if len(found) == 1 else None

    def names_once(self, name: str) -> bool:
        """Whether the text names a field once."""
        return len(re.findall(rf"\b{re.escape(name)}\b", self.text)) == 1

    def said(self, text: str) -> str:
        """As the file holds what the code says."""
        return json.dumps(text, ensure_ascii=False)[1:-1] if self._escaped else text

    def offset(self, line: int, column: int) -> int:
        """Where a line and column, from 1, stand in the text."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def edited(self, spans: Iterable[tuple[int, int, str]]) -> tuple[Edit, ...]:
        """Stretches that become others, as edits in the order of their places; alike ones once.

        Raises:
            UnmendedError: two of them overlap.
        """
        ordered = sorted(set(spans))
        for (_, end, _), (start, _, _) in pairwise(ordered):
            if start < end:
                raise UnmendedError("The changes overlap.")
        return tuple(self._edit(*one) for one in ordered)

    def _edit(self, start: int, end: int, text: str) -> Edit:
        (line, column), (end_line, end_column) = self._point(start), self._point(end)
        return Edit(line=line, column=column, end_line=end_line, end_column=end_column, text=text)

    def _point(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    # -- entries -----------------------------------------------------------------------------------------------------

    def removed(self, entries: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
        """What goes with some entries of lists: their commas, and lines that would be left empty."""
        group: list[tuple[int, int]] = []
        for one in sorted(set(entries)):
            if group and not re.fullmatch(r"\s*,\s*", self.text[group[-1][1] : one[0]]):
                yield self._without(group[0][0], group[-1][1])
                group = []
            group.append(one)
        if group:
            yield self._without(group[0][0], group[-1][1])

    def _without(self, start: int, end: int) -> tuple[int, int, str]:
        comma = re.compile(r"[ \t]*,[ \t]*").match(self.text, end)
        if comma:
            end = comma.end()
        else:
            before = re.search(r",\s*$", self.text[:start])
            start = before.start() if before else start
        line = self._starts[bisect_right(self._starts, start) - 1]
        opening, ending, closing = _IN_NOTEBOOK if self._escaped else _IN_TEXT
        whole = closing.match(self.text, end)
        if whole and opening.fullmatch(self.text, line, start):
            return line, whole.end(), ""
        if comma and ending.match(self.text, end):
            start = len(self.text[:start].rstrip(" \t"))
        return start, end, ""

    def entry_like(self, start: int, end: int, other: str, name: str, value: object) -> str | None:
        """An entry as another one is written; None where that shows no way."""
        held = self.text[start:end]
        head = re.match(rf"(\\?[\"']?){re.escape(other)}\1(\s*(?:=>|[=:])\s*)(\\?[\"'])?", held)
        if head is None or not isinstance(value, str):
            return None
        quote = head[3] or head[1] or self.said('"')
        return f"{head[1]}{name}{head[1]}{head[2]}{quote}{value}{quote}"

    def gap_before(self, start: int) -> str:
        """What parts an entry from one that is put before it: a line end where it begins its line."""
        line = self._starts[bisect_right(self._starts, start) - 1]
        indent, ending = self.text[line:start], _LINE_END.search(self.text)
        return f"{ending[0]}{indent}" if ending and line and not indent.strip() else " "


def value_in_place_of(held: str, old: object, new: object) -> str | None:
    """A value as another one is written; None where that is not written out plainly."""
    if isinstance(old, (bool, list, tuple, dict)) or isinstance(new, (bool, list, tuple, dict)):
        return None
    before, after = str(old), str(new)
    if type(old) is not type(new) or held.count(before) != 1:
        return None
    return held.replace(before, after)


def edited_text(text: str, edits: Iterable[Edit]) -> str:
    """A text after some edits, none of which overlap."""
    source = Source(text)
    ends = ((source.offset(one.end_line, one.end_column), one) for one in edits)
    for end, one in sorted(ends, key=lambda pair: (pair[1].line, pair[1].column, pair[0]), reverse=True):
        text = text[: source.offset(one.line, one.column)] + one.text + text[end:]
    return text
