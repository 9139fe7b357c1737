"""Comments that let findings pass: `advisor: ignore[rule-id] reason`, in the comment syntax of any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from advisor.extract.fragment import Row, rows_of
from advisor.extract.languages import of_name
from advisor.site import Region, Site

__all__ = ["Ignore", "Place", "ignores", "may_ignore"]

Place = tuple[int, int]
"""A line of the file and a character in it, both from 1."""
_END_OF_LINE = 1_000_000_000
_IN_BYTES = re.compile(rb"advisor:[ \t]*ignore")
_HEAD = re.compile(
    r"(?P<open>\#+|//+|/\*+|<!--+|--+|;+|^\s*\*|^\s*(?i:@?rem|::))\s*"
    r"advisor:[ \t]*ignore(?![\w-])(?:\s*\[(?P<rules>[^\]]*)\])?"
)
_CLOSE = re.compile(r"\*/|--+>|\#\}")
_UNTIL = re.compile(r"\buntil\s*=\s*(\S*)")
_FENCE = re.compile(r"[\s>]*(`{3,}|~{3,})")
_PAGES = ("markdown", "mdx")
_OF_A_PAGE = ("<!", "/*")
"""What opens a comment of a page; elsewhere on it `#` begins a title, and `--` is a dash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """A comment that lets findings of some rules pass."""

    path: str
    place: Place
    end: Place
    """After its last character."""
    cell: int | None
    cell_line: int | None
    rules: tuple[str, ...]
    """The ids it names, as they are written."""
    reason: str
    until: str | None
    """What stands for a day; None where nothing does."""
    line: tuple[Place, Place]
    """From the beginning of its line to that of the next."""
    below: tuple[Place, Place] | None
    """What it announces where it stands alone: the next line, or on a page the block of code that follows."""

    def covers(self, span: Region | Site) -> bool:
        """Whether it stands in a line of a request, or of a part of one, or right above it."""
        begin, end = (span.line, span.column), (span.end_line, span.end_column)
        if begin < self.line[1] and end > self.line[0]:
            return True
        return self.below is not None and self.below[0] <= begin < self.below[1]


_COMMENT = re.compile(r"\s*(?:#(?!!)|//|/?\*|--|<!--)")
"""A line that is a comment and no more."""
_GOES_ON = ("(", "[", "{", "=", "\\")
"""How a line ends whose statement goes on below."""


def may_ignore(content: bytes) -> bool:
    """Whether a file may hold such a comment; told fast, since hardly any does."""
    return b"advisor:" in content and _IN_BYTES.search(content) is not None


def ignores(path: str, content: bytes) -> list[Ignore]:
    """Every such comment of a file, in order."""
    text, kind = content.decode("utf-8", "replace"), of_name(path)
    if kind != "notebook":
        return list(_in_rows(path, rows_of(text), is_page=kind in _PAGES))
    from advisor.extract.notebook import cells  # loads what reads Markdown

    held = [(kind, rows) for kind, rows in cells(text) if rows]
    nexts = [rows[0] for _, rows in held[1:]]
    return [
        one
        for (kind, rows), after in zip_longest(held, nexts)
        for one in _in_rows(path, rows, after, is_page=kind == "markdown")
    ]


@dataclass(frozen=True, slots=True)
class _Written:
    """A comment as it stands in its line."""

    rules: tuple[str, ...]
    rest: str
    start: int
    end: int
    alone: bool


def _in_rows(path: str, rows: Sequence[Row], after: Row | None = None, *, is_page: bool) -> Iterator[Ignore]:
    """The comments of a file or a cell; `after` is the first row of the next cell."""
    found = {number: written for number, row in enumerate(rows) if (written := _written(row.text))}
    blocks = _blocks(rows) if is_page and found else []
    extents = _extents(rows, after) if found else []
    for number, comments in found.items():
        outside = is_page and not any(first < number < last for first, last in blocks)
        for one in comments:
            if outside and not rows[number].text.startswith(_OF_A_PAGE, one.start):
                continue
            below = _below(number, rows, found, blocks if outside else ()) if one.alone else None
            announced = (extents[below[0]][0], extents[below[1]][1]) if below else None
            yield _ignore(path, rows[number], one, extents[number], announced)


def _written(text: str) -> list[_Written]:
    heads = (
        [head for head in _HEAD.finditer(text) if not _is_in_a_text(text[: head.start()])] if "advisor:" in text else []
    )
    bounds = [*(head.start() for head in heads), len(text)]
    return [_comment(text, head, end) for head, end in zip(heads, bounds[1:], strict=True)]


def _is_in_a_text(before: str) -> bool:
    """Whether a quote is open; a single one may be an apostrophe, or belong to a name."""
    return before.replace('\\"', "").count('"') % 2 == 1


def _comment(text: str, head: re.Match[str], end: int) -> _Written:
    rest = text[head.end() : end]
    close = _CLOSE.search(rest)
    after = rest[close.end() :] if close else ""
    told = rest[: close.start()] if close else rest
    start = head.start() + len(head["open"]) - len(head["open"].lstrip())
    alone = not text[: head.start()].strip(" \t{") and not after.strip(" \t}")
    rules = tuple(name for name in re.split(r"[\s,]+", head["rules"] or "") if name)
    return _Written(rules, told.strip(), start, head.end() + len(told.rstrip()), alone)


def _ignore(path: str, row: Row, one: _Written, line: tuple[Place, Place], below: tuple[Place, Place] | None) -> Ignore:
    until = _UNTIL.search(one.rest)
    reason = one.rest.replace(until[0], " ") if until else one.rest
    in_cell = row.cell >= 0
    return Ignore(
        path=path,
        place=(row.line, row.column + one.start + 1),
        end=(row.line, row.column + one.end + 1),
        cell=row.cell if in_cell else None,
        cell_line=row.cell_line if in_cell else None,
        rules=one.rules,
        reason=reason.strip() if re.search(r"\w", reason) else "",
        until=until[1].rstrip(",;.)") if until else None,
        line=line,
        below=below,
    )


def _below(
    number: int, rows: Sequence[Row], found: dict[int, list[_Written]], blocks: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The rows that a comment alone announces: a line and what it opens.

    Other comments may stand between, and before a block blank lines.
    """
    at = number + 1
    while at < len(rows) and (_COMMENT.match(rows[at].text) or (at in found and all(one.alone for one in found[at]))):
        at += 1
    filled = next((later for later in range(at, len(rows)) if rows[later].text.strip()), at)
    first, last = next((block for block in blocks if block[0] == filled), (at, at))
    while first == at and last < len(rows) and rows[last].text.rstrip().endswith(_GOES_ON):
        last += 1
    return (first, last) if last < len(rows) else None


def _blocks(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """The fenced blocks of a page: the rows of their two fences."""
    found: list[tuple[int, int]] = []
    begun: tuple[int, str] | None = None
    for number, row in enumerate(rows):
        fence = _FENCE.match(row.text)
        if begun is None:
            begun = (number, fence[1]) if fence else None
        elif fence and fence[1].startswith(begun[1]) and not row.text[fence.end() :].strip():
            found.append((begun[0], number))
            begun = None
    return [*found, (begun[0], len(rows) - 1)] if begun else found


def _extents(rows: Sequence[Row], after: Row | None) -> list[tuple[Place, Place]]:
    """From each row's beginning to that of the next in its line, where a notebook holds several, else to its end."""
    ends = (
        (later.line, later.column + 1) if later and later.line == row.line else (row.line, _END_OF_LINE)
        for row, later in zip(rows, [*rows[1:], after], strict=True)
    )
    return [((row.line, row.column + 1), end) for row, end in zip(rows, ends, strict=True)]
