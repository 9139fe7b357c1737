"""Code in notebooks: the code cells as one fragment, what their magics hand to others, and code in their texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.extract import languages, markdown
from advisor.extract.blocks import block
from advisor.extract.fragment import Fragment, Row, fragment
from advisor.extract.json_places import PlacedText, Value, read
from advisor.extract.prose import Paragraph

__all__ = ["cells", "fragments", "paragraphs"]

_CELL_MAGIC = re.compile(r"\s*%%(!|[\w.]+)(?:[ \t]+(.*\S))?|\s*%(sh|bash|md)\s*$")
_WRAPPERS = frozenset(
    {"capture", "debug", "memit", "prun", "python", "python3", "scalene", "snakeviz", "time", "timeit"}
)
"""Cell magics whose body runs as the kernel's own code."""
_SHELLS = frozenset({"!", "bash", "sh", "shell", "system", "sx"})
_WRITERS = frozenset({"writefile", "file"})
_MARKED = frozenset({"html", "javascript", "js", "script"})
_ASSIGNED = r"\s*+(?:[\w., ]++=\s*+)?+"
_COMMAND = re.compile(_ASSIGNED + r"!!?(?!=)")
_TIMED = re.compile(_ASSIGNED + r"%(?:time|timeit|prun|memit)\s+(?:-\w+(?:\s+\d+)?\s+)*(?=[^\s-])")
_MAGIC = re.compile(_ASSIGNED + r"%%?(?=[A-Za-z_])|\s*(?:\?{1,2}[\w.*]+|[\w.*]+\?{1,2})\s*$")
_CLOSED = re.compile(
    r'''("""|\'\'\')(?:\\[\s\S]|(?!\1)[\s\S])*+\1|#[^\n]*|"(?:\\[\s\S]|[^"\\\n])*+"|'(?:\\[\s\S]|[^'\\\n])*+\''''
)


@dataclass(frozen=True, slots=True)
class _Cell:
    kind: str
    rows: tuple[Row, ...]


def fragments(text: str) -> list[Fragment]:
    """The code of a notebook, in order of its first lines.

    A cell that leaves a bracket or a string open does not swallow those after it: it is a fragment of its own, with the
    names of those before it. A notebook that breaks off gives what stood before.
    """
    notebook = read(text)
    language = _kernel_language(notebook)
    found: list[Fragment] = []
    joined: list[Row] = []
    for cell in _cells(text, notebook):
        if cell.kind == "markdown":
            inner = markdown.fragments("\n".join(row.text for row in cell.rows))
            found += [one.within(cell.rows) for one in inner]
        elif cell.kind == "code":
            code, others = _parted(cell.rows) if language == "python" else (cell.rows, [])
            found += others
            if language == "python" and not _is_whole(code):
                found.append(fragment(language, code, before=joined))
            else:
                joined += code
    if language and any(row.text.strip() for row in joined):
        found.append(fragment(language, joined))
    return sorted(found, key=lambda one: (one.lines[one.before], one.columns[one.before]))


def cells(text: str) -> list[tuple[str, tuple[Row, ...]]]:
    """The kind of each cell of a notebook (`code`, `markdown`, `raw`), and its lines."""
    return [(cell.kind, cell.rows) for cell in _cells(text, read(text))]


def paragraphs(text: str) -> list[Paragraph]:
    """The prose of a notebook, in order."""
    return [
        paragraph._replace(rows=[_placed(row, rows[row.line - 1]) for row in paragraph.rows])
        for kind, rows in cells(text)
        if kind == "markdown"
        for paragraph in markdown.paragraphs("\n".join(row.text for row in rows))
    ]


def _placed(row: Row, outer: Row) -> Row:
    """A row of a cell as one of the file."""
    return outer._replace(text=row.text, column=outer.column + row.column)


def _kernel_language(notebook: Value) -> str | None:
    """The language of code cells: Python where the notebook does not say, None where nothing reads it."""
    metadata = _at(notebook, "metadata")
    for told in (_at(metadata, "language_info", "name"), _at(metadata, "kernelspec", "language")):
        if isinstance(told, PlacedText) and told.raw:
            return languages.of_label(told.value) or None
    return "python"


def _at(value: Value, *names: str) -> Value:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _cells(text: str, notebook: Value) -> Iterator[_Cell]:
    sheets = _at(notebook, "worksheets")
    holders = [notebook, *(sheets if isinstance(sheets, list) else [])]
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]
    cells = [cell for holder in holders if isinstance(held := _at(holder, "cells"), list) for cell in held]
    for index, cell in enumerate(cells):
        told = _at(cell, "cell_type")
        source = _at(cell, "source") or _at(cell, "input")
        kind = told.value if isinstance(told, PlacedText) else "code"
        yield _Cell(kind, tuple(_rows(source, index, starts)))


def _rows(source: Value, index: int, starts: Sequence[int]) -> Iterator[Row]:
    """The lines of a cell. A source is a string or a list of strings that are parts of it, usually its lines."""
    parts = [part for part in (source if isinstance(source, list) else [source]) if isinstance(part, PlacedText)]
    are_lines = len(parts) > 1 and not any(part.raw.endswith("\\n") for part in parts)
    lines: list[tuple[str, int]] = []
    for part in parts:
        first, *others = part.lines()
        before = lines.pop() if lines and not are_lines else ("", 0)
        lines += [(before[0] + first[0], before[1]) if before[0] else first, *others]
    if lines and not lines[-1][0]:
        lines.pop()
    for number, (text, place) in enumerate(lines, start=1):
        line = bisect_right(starts, place)
        yield Row(text, line, place - starts[line - 1], index, number)


def _parted(rows: Sequence[Row]) -> tuple[list[Row], list[Fragment]]:
    """A cell's own code, and the fragments that its magics hand to other languages or to files."""
    first = next((at for at, row in enumerate(rows) if row.text.strip()), len(rows))
    magic = _CELL_MAGIC.match(rows[first].text) if first < len(rows) else None
    if not magic:
        return _without_line_magics(rows)
    head = [row.blank() for row in rows[: first + 1]]
    name, argument = magic[1] or magic[3], magic[2] or ""
    body = rows[first + 1 :]
    if name in _WRAPPERS or (name == "script" and languages.of_label(argument) == "python"):
        code, others = _without_line_magics(body)
        return head + code, others
    return [row.blank() for row in rows], _handed(name, argument, body)


def _handed(name: str, argument: str, body: Sequence[Row]) -> list[Fragment]:
    """What becomes of a cell that is not the kernel's code."""
    words = argument.split() or [""]
    if name in _SHELLS:
        return block("shell", body)
    if name in _WRITERS:
        language = languages.of_name(words[-1].strip("'\""))
        return block(language, body) if language else []
    if name in ("md", "markdown"):
        return [found.within(body) for found in markdown.fragments("\n".join(row.text for row in body))]
    label = words[0].rpartition("/")[2] if name == "script" else name
    return block(label, body) if name in _MARKED else []


def _without_line_magics(rows: Sequence[Row]) -> tuple[list[Row], list[Fragment]]:
    """The rows without their line magics, and the commands for a shell among them."""
    code: list[Row] = []
    others: list[Fragment] = []
    while len(code) < len(rows):
        row = rows[len(code)]
        command, timed = _COMMAND.match(row.text), _TIMED.match(row.text)
        if timed:
            code.append(row.cut(timed.end()))
        elif command or _MAGIC.match(row.text):
            magic = _continued(rows[len(code) :])
            if command:
                others += block("shell", [row.cut(command.end()), *magic[1:]])
            code += [_nothing(row), *(one.blank() for one in magic[1:])]
        else:
            code.append(row)
    return code, others


def _continued(rows: Sequence[Row]) -> Sequence[Row]:
    """The first row and those a backslash joins to it."""
    length = next((at for at, row in enumerate(rows, start=1) if not row.text.rstrip().endswith("\\")), len(rows))
    return rows[:length]


def _nothing(row: Row) -> Row:
    """A row that does nothing, as deep as the given one."""
    depth = len(row.text) - len(row.text.lstrip())
    return row._replace(text=f"{row.text[:depth]}pass") if depth else row.blank()


def _is_whole(rows: Sequence[Row]) -> bool:
    """Whether no string and no bracket is left open."""
    bare = _CLOSED.sub("", "\n".join(row.text for row in rows))
    quotes = '"""' in bare or "'''" in bare
    return not quotes and all(bare.count(left) == bare.count(right) for left, right in ("()", "[]", "{}"))
