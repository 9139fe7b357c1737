"""Flowcharts in the language of mermaid: labels that are text only, and nothing in them that it would read."""

from __future__ import annotations

import re

from advisor.printable import on_one_line

__all__ = ["ask", "edge", "end", "faded", "flowchart"]

_READ = re.compile(r"""["#&;<>`\\]|[^ -~]""")
"""What has a meaning inside of a quoted label: quotes, entities, tags, Markdown; and what is no ASCII."""
_WIDE = '%%{init: {"flowchart": {"wrappingWidth": 320}}}%%'
"""Lines of up to 320 pixels instead of 200, so that an id of a model is not broken."""


def flowchart(direction: str, *lines: str) -> str:
    """A whole flowchart, `TD` (downwards) or `LR` (to the right)."""
    return "\n".join((_WIDE, f"flowchart {direction}", *(f"    {line}" for line in lines), ""))


def ask(id_: str, *texts: str) -> str:
    """A node that asks something."""
    return f'{id_}{{{{"{_label(texts)}"}}}}'


def end(id_: str, *texts: str) -> str:
    """A node where a way begins or ends."""
    return f'{id_}["{_label(texts)}"]'


def edge(start: str, goal: str, text: str = "") -> str:
    """An arrow, with what it stands for."""
    return f'{start} -->|"{_label((text,))}"| {goal}' if text else f"{start} --> {goal}"


def faded(id_: str) -> str:
    """Draws a node paler than the others."""
    return f"style {id_} opacity:0.5"


def _label(texts: tuple[str, ...]) -> str:
    return "<br>".join(_READ.sub(lambda found: f"#{ord(found[0])};", on_one_line(text)) for text in texts)
