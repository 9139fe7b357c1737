"""Pages for a terminal: at most 100 columns, colour only where asked for."""

from __future__ import annotations

import textwrap

from advisor.report.layout import Block, Bullets, Code, Heading, Lead, Outline, Page, Table

__all__ = ["WIDTH", "outline_lines", "render"]

WIDTH = 100


def render(page: Page, *, color: bool = False, width: int = WIDTH) -> str:
    """The page as text, with colour codes if `color`."""
    width = min(width, WIDTH)
    if color or any(isinstance(block, Table) for block in page.blocks):
        from advisor.report.terminal import render as with_rich  # loaded only for what it is needed for

        return with_rich(page, color=color, width=width)
    lines: list[str] = []
    for index, block in enumerate(page.blocks):
        if index and (isinstance(block, (Heading, Lead, Code)) or isinstance(page.blocks[index - 1], Code)):
            lines.append("")
        lines += _lines(block, width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(block: Block, width: int) -> list[str]:
    if isinstance(block, Code):
        return block.text.split("\n")
    if isinstance(block, Bullets):
        marks = [f"{number}." if block.numbered else "-" for number in range(1, len(block.items) + 1)]
        column = max([3, *map(len, marks)])
        return [
            line
            for mark, (text, note) in zip(marks, block.items, strict=True)
            for line in _wrapped(f"{text}  [{note}]" if note else text, width, f"{mark:>{column}} ", " " * (column + 1))
        ]
    if isinstance(block, Outline):
        return outline_lines(block, width)
    assert not isinstance(block, Table)
    return _wrapped(block.text, width)


def outline_lines(block: Outline, width: int, depth: int = 1) -> list[str]:
    """The lines of a list in lists."""
    lines: list[str] = []
    for text, below in block.items:
        indent = "  " * depth
        lines += _wrapped(text, width, f"{indent}- ", f"{indent}  ")
        lines += outline_lines(below, width, depth + 1) if below else []
    return lines


def _wrapped(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """Lines of at most `width` columns, broken at spaces where there are any."""
    found: list[str] = []
    for number, line in enumerate(text.split("\n")):
        lead = others if number else first
        shape = textwrap.TextWrapper(width, lead, others, expand_tabs=False, replace_whitespace=False)
        shape.break_on_hyphens = False
        found += shape.wrap(line) or [lead]
    return found
