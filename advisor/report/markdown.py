"""Pages as Markdown."""

from __future__ import annotations

from advisor.report.layout import Block, Bullets, Code, Heading, Lead, Page, Paragraph, Table

__all__ = ["render"]


def render(page: Page) -> str:
    """The page as Markdown, the lead as its title."""
    leads = [block for block in page.blocks if isinstance(block, Lead)]
    parts = [_block(block, first=bool(leads) and block is leads[0]) for block in page.blocks]
    return "\n\n".join(parts) + "\n"


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
    return _bullets(block)


def _bullets(block: Bullets) -> str:
    lines = []
    for number, (text, note) in enumerate(block.items, 1):
        mark = f"{number}." if block.numbered else "-"
        lines.append(f"{mark} {text}" + (f" _({note})_" if note else ""))
    return "\n".join(lines)


def _table(block: Table) -> str:
    rows = [block.columns, tuple("---" for _ in block.columns), *block.rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
