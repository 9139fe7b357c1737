"""A stretch of code in a file that holds code of several languages, with the place of each of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Fragment", "Row", "fragment", "physical_lines", "rows_of"]


class Row(NamedTuple):
    """One line of code and where it stands."""

    text: str
    line: int
    """The physical line in the file, from 1."""
    column: int = 0
    """Characters of the physical line that stand before the text."""
    cell: int = -1
    """In a notebook: the index of the cell among all cells, from 0."""
    cell_line: int = 0
    """In a notebook: the line in the cell, from 1."""

    def cut(self, width: int) -> Row:
        """The row without its first characters."""
        return self._replace(text=self.text[width:], column=self.column + min(width, len(self.text)))

    def blank(self) -> Row:
        """The row with nothing left of it."""
        return self.cut(len(self.text))


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of code in a file; `lines`, `columns` and `cells` have one entry for each line of `text`.

    Without `lines` it is a whole file.
    """

    language: str
    """As the parsers name it, such as python, tsx or shell; empty where the file does not say."""
    text: str
    """Its lines, parted by `\\n` whatever the file has."""
    lines: tuple[int, ...] = ()
    """The physical line in the file, from 1."""
    columns: tuple[int, ...] = ()
    """Characters cut off at the left; in a notebook exact up to the first escaped character of the line."""
    cells: tuple[int, ...] = ()
    """In a notebook: the index of the cell among all cells, from 0; else empty."""
    cell_lines: tuple[int, ...] = ()
    """In a notebook: the line in the cell, from 1; else empty."""
    before: int = 0
    """Lines at its beginning that only give it names: what they hold is found elsewhere."""

    def within(self, rows: Sequence[Row]) -> Fragment:
        """The same fragment, placed in the file the rows come from: its lines counted those rows until now."""
        texts = self.text.split("\n")
        outer = [rows[line - 1] for line in self.lines]
        return fragment(
            self.language,
            [
                row._replace(text=text, column=row.column + column)
                for text, row, column in zip(texts, outer, self.columns, strict=True)
            ],
        )


def fragment(language: str, rows: Iterable[Row], before: Sequence[Row] = ()) -> Fragment:
    """The fragment that the rows make up, in their order, with the names of what stands before it."""
    held = [*before, *rows]
    in_notebook = any(row.cell >= 0 for row in held)
    return Fragment(
        language=language,
        text="\n".join(row.text for row in held),
        lines=tuple(row.line for row in held),
        columns=tuple(row.column for row in held),
        cells=tuple(row.cell for row in held) if in_notebook else (),
        cell_lines=tuple(row.cell_line for row in held) if in_notebook else (),
        before=len(before),
    )


def physical_lines(text: str) -> list[str]:
    """The lines of a file without their ends, which are LF, CR LF or CR."""
    return re.split(r"\r\n|\n|\r", text)


def rows_of(text: str) -> list[Row]:
    """Every line of a file as a row."""
    return [Row(line, number) for number, line in enumerate(physical_lines(text), start=1)]
