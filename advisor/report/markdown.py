"""Pages as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.report.layout import Block, Bullets, Code, Heading, Lead, Outline, Page, Paragraph, Table

__all__ = ["embedded", "render"]

_ADDRESS = re.compile(r"(?<![(\[])https?://[^\s()\[\]<>|]*[^\s()\[\]<>|.,;:!?]")
"""An address that is no link yet."""
_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def render(page: Page) -> str:
    """The page as Markdown, the lead as its title."""
    leads = [block for block in page.blocks if isinstance(block, Lead)]
    parts = [_block(block, first=bool(leads) and block is leads[0]) for block in page.blocks]
    return "\n\n".join(parts) + "\n"


def embedded(page: Page, *, mdx: bool = False) -> str:
    """The page as a part of another, whose outline stays its own: no headings, no HTML, for MDX no JSX."""
    return "\n\n".join(_embedded(block, mdx=mdx) for block in page.blocks)


def _embedded(block: Block, *, mdx: bool) -> str:
    if isinstance(block, Code):
        return _block(block, first=False)
    if isinstance(block, (Lead, Heading)):
        block = Paragraph(f"**{block.text}**")
    return _without_tags(_block(block, first=False), mdx=mdx)


def _without_tags(text: str, *, mdx: bool) -> str:
    """A text in which addresses are links, and nothing outside of code is taken for a tag or an expression."""
    table = str.maketrans({"<": "&lt;", **({"{": "&#123;"} if mdx else {})})
    parts, at = [], 0
    for span in (*_SPAN.finditer(text), None):
        prose = text[at : span.start() if span else None]
        parts += [_ADDRESS.sub(r"[\g<0>](\g<0>)", prose.translate(table)), *([span[0]] if span else [])]
        at = span.end() if span else at
    return "".join(parts)


def _block(block: Block, *, first: bool) -> str:
    if isinstance(block, Lead):
        return f"# {block.text}" if first else f"**{block.text}**"
    if isinstance(block, Heading):
        return f"## {block.text}"
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Code):
        return f"```{block.language}\n{block.text}\n```"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Outline):
        return "\n".join(_outline(block, 0))
    return _bullets(block)


def _outline(block: Outline, depth: int) -> Iterator[str]:
    """A list indented by four, which every reader of Markdown takes for a list in a list."""
    for text, below in block.items:
        yield f"{'    ' * depth}- {text}"
        if below:
            yield from _outline(below, depth + 1)


def _bullets(block: Bullets) -> str:
    lines = []
    for number, (text, note) in enumerate(block.items, 1):
        mark = f"{number}." if block.numbered else "-"
        lines.append(f"{mark} {text}" + (f" _({note})_" if note else ""))
    return "\n".join(lines)


def _table(block: Table) -> str:
    rows = [block.columns, tuple("---" for _ in block.columns), *block.rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
