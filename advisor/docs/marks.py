"""Where blocks stand in a page of Markdown or MDX: between two comments, each on a line of its own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from advisor.errors import InputError
from advisor.extract.markdown import code_lines

__all__ = ["Block", "PageText", "checksum", "gist", "page_text"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_MARK = re.compile(
    r"(?P<prefix>[ \t>]*)(?P<open><!--|\{/\*)[ \t]*advisor:(?P<word>[\w-]+)(?P<rest>.*?)(?P<close>-->|\*/\})[ \t]*"
)
_ALMOST = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:<!--|\{/\*)[ \t]*advisor:(?=\w)(?!ignore\b)")
"""A mark, also one that shares its line with something, or is not closed on it."""
_CLOSES = {"<!--": "-->", "{/*": "*/}"}
_DASHES = re.compile(r"-{3,}")
_CHECKSUM = re.compile(r"sha256=(?P<hex>[0-9a-f]{16})")
_FORM = "expected `advisor:begin KIND name=value ...` before a block and `advisor:end` behind it"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page. Lines are counted from 1."""

    line: int
    """Where it begins."""
    end_line: int
    kind: str
    attributes: Mapping[str, str]
    """By name, in order; one without a value is `true`."""
    prefix: str
    """What stands before every line of it: the indentation of a list, the mark of a quotation."""
    opener: str
    """How its comments open: `<!--` or `{/*`."""
    content: str
    """What stands in it, without prefix and without blank lines around it; lines are parted by `\\n`."""
    checksum: str
    """That of its end mark; empty where it has none."""

    @property
    def is_as_written(self) -> bool:
        """Whether nobody touched the content since it was written."""
        return self.checksum == checksum(self.content)

    def lines(self, content: str) -> list[str]:
        """What is to stand behind the mark of its begin, up to and with that of its end."""
        end = f"{self.opener} advisor:end sha256={checksum(content)} {_CLOSES[self.opener]}"
        return [f"{self.prefix}{line}".rstrip() for line in ("", *content.split("\n"), "", end)]


@dataclass(frozen=True, slots=True)
class PageText:
    """A page and its blocks, in order."""

    rows: Sequence[str]
    """Its lines with their ends."""
    blocks: tuple[Block, ...]

    def with_contents(self, content: Callable[[Block], str | None]) -> str:
        """The page with other contents in its blocks; None leaves a block as it is. All else stays as it was."""

        def rows(block: Block) -> Iterator[str]:
            new = content(block)
            if new is None:
                yield from self.rows[block.line - 1 : block.end_line]
                return
            begin, end = self.rows[block.line - 1], self.rows[block.end_line - 1]
            yield begin
            *lines, last = block.lines(new)
            yield from (f"{line}{_end_of(begin)}" for line in lines)
            yield f"{last}{_end_of(end)}"

        return self._with(rows)

    def without_marks(self, content: Callable[[Block], str]) -> str:
        """The page with contents in the places of its blocks."""

        def rows(block: Block) -> Iterator[str]:
            end = _end_of(self.rows[block.line - 1])
            yield from (f"{line}{end}" for line in block.lines(content(block))[:-1])

        return self._with(rows)

    def _with(self, rows: Callable[[Block], Iterable[str]]) -> str:
        parts: list[str] = []
        at = 0
        for block in self.blocks:
            parts += [*self.rows[at : block.line - 1], *rows(block)]
            at = block.end_line
        return "".join([*parts, *self.rows[at:]])


def _end_of(row: str) -> str:
    """How a line ends."""
    return row[len(row.rstrip("\r\n")) :]


def gist(content: str) -> str:
    """A content without what a formatter of Markdown changes: how prose breaks into lines, how wide a table is."""
    parts, prose = [], True
    for line in content.split("\n"):
        is_fence = line.lstrip().startswith("```")
        parts.append(" ".join(_DASHES.sub("---", line).split()) if prose and not is_fence else f"\n{line.rstrip()}\n")
        prose = prose != is_fence
    return " ".join(filter(None, parts))


def checksum(content: str) -> str:
    """By which a content is known again, however it is laid out."""
    return sha256(gist(content).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def page_text(text: str, path: str) -> PageText:
    """A page and its blocks; what looks like a block inside of code is none.

    Raises:
        InputError: a mark that is no mark, a block that does not end, or one inside another; the first of them.
    """
    rows = _LINE.findall(text)
    code = code_lines(text, "mdx" if path.endswith(".mdx") else "markdown")
    return PageText(rows, tuple(_blocks(rows, code, path)))


def _blocks(rows: Sequence[str], code: frozenset[int], path: str) -> Iterator[Block]:
    begin: tuple[int, re.Match[str]] | None = None
    for number, mark in _marks(rows, code, path):
        if mark["word"] == "begin" and begin is None:
            begin = number, mark
        elif mark["word"] == "begin":
            raise InputError(f"{path}:{number}: a block inside of the one that begins on line {begin[0]}; {_FORM}")  # type: ignore[index]
        elif begin is None:
            raise InputError(f"{path}:{number}: the end of a block that does not begin; {_FORM}")
        else:
            yield _block(begin, (number, mark), rows, path)
            begin = None
    if begin is not None:
        raise InputError(f"{path}:{begin[0]}: this block does not end; {_FORM}")


def _marks(rows: Sequence[str], code: frozenset[int], path: str) -> Iterator[tuple[int, re.Match[str]]]:
    for number, row in enumerate(rows, 1):
        if number in code or not _ALMOST.match(row):
            continue
        mark = _MARK.fullmatch(row.rstrip("\r\n"))
        if mark is None or mark["close"] != _CLOSES[mark["open"]]:
            raise InputError(f"{path}:{number}: a comment that shares its line or is not closed on it; {_FORM}")
        if mark["word"] not in ("begin", "end"):
            raise InputError(f"{path}:{number}: no mark is named advisor:{mark['word']}; {_FORM}")
        yield number, mark


def _block(begin: tuple[int, re.Match[str]], end: tuple[int, re.Match[str]], rows: Sequence[str], path: str) -> Block:
    (first, head), (last, tail) = begin, end
    if (head["prefix"], head["open"]) != (tail["prefix"], tail["open"]):
        raise InputError(f"{path}:{last}: this end is not indented or written as its begin on line {first} is")
    kind, attributes = _asked(head["rest"], f"{path}:{first}")
    known = _CHECKSUM.fullmatch(tail["rest"].strip())
    if tail["rest"].strip() and known is None:
        raise InputError(f"{path}:{last}: {tail['rest'].strip()!r} is no checksum; expected `advisor:end` alone")
    return Block(
        line=first,
        end_line=last,
        kind=kind,
        attributes=MappingProxyType(attributes),
        prefix=head["prefix"],
        opener=head["open"],
        content=_content(rows[first : last - 1], head["prefix"]),
        checksum=known["hex"] if known else "",
    )


def _asked(text: str, place: str) -> tuple[str, dict[str, str]]:
    """The kind of a block and its attributes."""
    try:
        kind, *words = shlex.split(text)
    except ValueError as error:
        why = "names no kind" if not text.strip() else f"cannot be read ({error})"
        raise InputError(f"{place}: this block {why}; {_FORM}") from None
    attributes: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if name in attributes:
            raise InputError(f"{place}: {name} is told twice; expected it once")
        attributes[name] = value if equals else "true"
    return kind, attributes


def _content(rows: Sequence[str], prefix: str) -> str:
    lines = [row.rstrip("\r\n") for row in rows]
    bare = [line.removeprefix(prefix) if line.startswith(prefix) else line for line in lines]
    bare = ["" if line.strip() == prefix.strip() else line for line in bare]
    return "\n".join(bare).strip("\n")
