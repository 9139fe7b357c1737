"""What stands in the blocks of a page, held against what would be written today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advisor.docs.kinds import Asked, asked
from advisor.docs.marks import Block, PageText, gist, page_text
from advisor.documented import EDITED, EMPTY, FRESH, STALE
from advisor.errors import InputError
from advisor.report.layout import Page
from advisor.report.markdown import embedded
from advisor.rulebook import RuleBook

__all__ = ["Filled", "FilledPage", "filled", "filled_page"]


@dataclass(frozen=True, slots=True)
class Filled:
    """A block and what belongs into it."""

    block: Block
    as_of: date
    """The day for which it would be written."""
    content: str
    page: Page
    standing: str
    """`fresh`, `stale`, `empty` or `edited`."""


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A page and what belongs into its blocks, in order."""

    path: str
    text: PageText
    blocks: tuple[Filled, ...]

    def written(self, *, force: bool) -> str:
        """The page as it is to be: blocks that were edited by hand are left as they are, unless forced."""
        return self._with({STALE, EMPTY, *([EDITED] if force else [])})

    def amended(self) -> str:
        """The page as it is to be, hand edits undone, but with the blocks left empty that are not filled yet."""
        return self._with({STALE, EDITED})

    def _with(self, standings: set[str]) -> str:
        contents = {id(one.block): one.content for one in self.blocks if one.standing in standings}
        return self.text.with_contents(lambda block: contents.get(id(block)))


def filled_page(text: str, path: str, book: RuleBook, today: date) -> FilledPage:
    """A page and what belongs into its blocks on a day.

    A block without a day of its own is stale where something else than the day has changed.

    Raises:
        InputError: a block that cannot be read, or asks for what there is not; with file and line.
    """
    page = page_text(text, path)
    return FilledPage(path, page, tuple(filled(page, path, book, today)))


def filled(page: PageText, path: str, book: RuleBook, today: date) -> Iterator[Filled]:
    """What belongs into the blocks of a page on a day, in order; for the rest see `filled_page`."""
    for block in page.blocks:
        try:
            wish = asked(block.kind, block.attributes)
            bare = wish.page(book, today)
        except InputError as error:
            raise InputError(f"{path}:{block.line}: {error}") from None
        mdx = block.opener != "<!--" or path.endswith(".mdx")
        whole = wish.dated(bare, book, today)
        content = embedded(whole, mdx=mdx)
        standing = _standing(block, wish, content, embedded(bare, mdx=mdx))
        yield Filled(block, wish.day(today), content, whole, standing)


def _standing(block: Block, wish: Asked, content: str, undated: str) -> str:
    """How a block stands beside the content it should have, with and without its last paragraph, the day."""
    if not block.content:
        return EMPTY
    said = gist(block.content)
    if said == gist(content):
        return FRESH if block.is_as_written else STALE
    if not block.is_as_written:
        return EDITED
    is_same = wish.as_of is None and said.removeprefix(gist(undated)).startswith(" As of ")
    return FRESH if is_same else STALE
