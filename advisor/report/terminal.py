"""Pages with tables and colour, laid out by rich."""

from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from advisor.report.layout import Block, Bullets, Code, Heading, Lead, Outline, Page, Paragraph, Table

__all__ = ["render"]

_LONGEST_WORD = 36
_TONES = {"plain": "bold", "good": "bold green", "bad": "bold red", "open": "bold yellow"}


def render(page: Page, *, color: bool, width: int) -> str:
    """The page as text, with colour codes if `color`."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=color,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for index, block in enumerate(page.blocks):
        if index and (isinstance(block, (Heading, Lead, Code)) or isinstance(page.blocks[index - 1], Code)):
            console.print()
        _print(console, block)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _print(console: Console, block: Block) -> None:
    if isinstance(block, Lead):
        console.print(Text(block.text, style=_TONES[block.tone]))
    elif isinstance(block, Heading):
        console.print(Text(block.text, style="bold"))
    elif isinstance(block, Paragraph):
        console.print(Text(block.text))
    elif isinstance(block, Code):
        console.print(Text(block.text, style="cyan"), soft_wrap=True)
    elif isinstance(block, Table):
        console.print(Padding(_table(block), (0, 0, 0, 2)))
    elif isinstance(block, Outline):
        from advisor.report.text import outline_lines  # which loads this module

        console.print(Text("\n".join(outline_lines(block, console.width))))
    else:
        console.print(_bullets(block))


def _table(block: Table) -> RichTable:
    table = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="underline")
    for index, column in enumerate(block.columns):
        cells = [row[index] for row in block.rows]
        longest = max((len(word) for cell in cells for word in cell.split()), default=0)
        table.add_column(column, overflow="fold", min_width=min(longest, _LONGEST_WORD))  # ids stay whole, to be copied
    for row in block.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _bullets(block: Bullets) -> RichTable:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", min_width=3)
    grid.add_column(overflow="fold")
    for number, (text, note) in enumerate(block.items, 1):
        body = Text(text)
        if note:
            body.append(f"  [{note}]", style="dim")
        grid.add_row(f"{number}." if block.numbered else "-", body)
    return grid
