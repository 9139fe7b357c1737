"""A page of text before it has a format: headings, paragraphs, lists, tables and code."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Block", "Bullets", "Code", "Heading", "Lead", "Outline", "Page", "Paragraph", "Table"]


@dataclass(frozen=True, slots=True)
class Lead:
    """The answer in one line."""

    text: str
    tone: str = "plain"
    """`good`, `bad`, `open` or `plain`."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item may end with a note such as its sources."""

    items: tuple[tuple[str, str], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A list in lists; each item with what stands below it."""

    items: tuple[tuple[str, Outline | None], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Something to paste, never wrapped."""

    text: str
    language: str = ""


Block = Lead | Heading | Paragraph | Bullets | Outline | Table | Code


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks in reading order."""

    blocks: tuple[Block, ...]
