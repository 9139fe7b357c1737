"""An extension of Sphinx: `.. advisor:: KIND`, with the attributes of a block as options; MyST takes it as a fence.

In conf.py: `extensions = ["advisor.front.sphinx_ext"]`, and if wished `advisor_as_of` and `advisor_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from advisor.docs.kinds import asked
from advisor.errors import AdvisorError
from advisor.front import inputs
from advisor.front.options import today
from advisor.report.layout import Block, Bullets, Code, Heading, Lead, Outline, Page, Table

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["AdvisorDirective", "setup"]

_INLINE = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>.+?)\*\*|\[(?P<title>[^\]]*)\]\((?P<to>[^)]*)\)"
    r"|(?P<address>https?://[^\s()\[\]<>|]*[^\s()\[\]<>|.,;:!?])"
)
"""What texts of pages are marked up with."""


class _AnyOption(dict[str, Any]):
    """Every option is taken as text; what the kind takes is told by the kind."""

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, name: str) -> Any:
        return lambda text: "true" if text is None else text


class AdvisorDirective(SphinxDirective):
    """A block of the advisor."""

    required_arguments = 1
    option_spec = _AnyOption()

    def run(self) -> list[nodes.Node]:
        """The nodes of the block."""
        from advisor import load_rules

        self.env.note_reread()  # what is known changes without the page
        told = self.config.advisor_as_of
        try:
            day = told if isinstance(told, date) else inputs.parse_day(told, "advisor_as_of") if told else today()
            overlays = (*inputs.read_configuration(Path.cwd()).rules, *map(Path, self.config.advisor_rules))
            book = load_rules(*overlays)
            wish = asked(self.arguments[0], self.options)
            page = wish.dated(wish.page(book, day), book, day)
        except AdvisorError as error:
            raise self.error(str(error)) from None
        return list(_nodes(page))


def _nodes(page: Page) -> Iterator[nodes.Node]:
    for block in page.blocks:
        yield _node(block)


def _node(block: Block) -> nodes.Node:
    if isinstance(block, Code):
        language = "text" if block.language in ("", "mermaid") else block.language  # what Sphinx has a lexer for
        return nodes.literal_block(block.text, block.text, language=language)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Bullets):
        texts = (f"{text} ({note})" if note else text for text, note in block.items)
        of = nodes.enumerated_list(enumtype="arabic") if block.numbered else nodes.bullet_list()
        return _list(of, ((text, None) for text in texts))
    if isinstance(block, Outline):
        return _list(nodes.bullet_list(), block.items)
    if isinstance(block, (Lead, Heading)):
        return nodes.paragraph("", "", nodes.strong("", "", *_inline(block.text)))
    return nodes.paragraph("", "", *_inline(block.text))


def _list(of: nodes.Element, items: Iterable[tuple[str, Outline | None]]) -> nodes.Element:
    for text, below in items:
        within = [_list(nodes.bullet_list(), below.items)] if below else []
        of += nodes.list_item("", nodes.paragraph("", "", *_inline(text)), *within)
    return of


def _table(block: Table) -> nodes.Element:
    group = nodes.tgroup(cols=len(block.columns))
    group += [nodes.colspec(colwidth=1) for _ in block.columns]
    group += nodes.thead("", _row(block.columns))
    group += nodes.tbody("", *map(_row, block.rows))
    return nodes.table("", group, classes=["colwidths-auto"])


def _row(cells: Iterable[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *_inline(cell))) for cell in cells))


def _inline(text: str) -> Iterator[nodes.Node]:
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            yield nodes.Text(text[at : found.start()])
        yield _marked(found)
        at = found.end()
    if at < len(text):
        yield nodes.Text(text[at:])


def _marked(found: re.Match[str]) -> nodes.Node:
    if found["code"]:
        return nodes.literal(found["code"], found["code"])
    if found["strong"]:
        return nodes.strong("", "", *_inline(found["strong"]))
    address = found["address"] or found["to"]
    return nodes.reference(address, found["title"] or address, refuri=address)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Adds the directive and what conf.py may say."""
    app.add_config_value("advisor_as_of", "", "env", [str, date])
    app.add_config_value("advisor_rules", [], "env", [list, tuple])
    app.add_directive("advisor", AdvisorDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
