"""The pages of documentation below some paths, what belongs into their blocks, and writing it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.docs.fill import Filled, FilledPage, filled_page
from advisor.docs.marks import page_text
from advisor.documented import EDITED, FRESH, BlockState
from advisor.errors import InputError
from advisor.front.exact import Exact, read_exact
from advisor.front.inputs import masked
from advisor.front.walk import walk
from advisor.front.writing import write_whole
from advisor.printable import in_utf8
from advisor.rulebook import RuleBook
from advisor.secrets import without_keys

__all__ = ["DocsPage", "docs_files", "read_pages"]

_ENDINGS = (".md", ".markdown", ".mdx")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class DocsPage:
    """A page as it stands in its file, and what belongs into its blocks."""

    file: Exact
    filled: FilledPage

    @property
    def path(self) -> str:
        return self.filled.path

    def holds(self, line: int) -> bool:
        """Whether a line belongs to a block."""
        return any(one.block.line <= line <= one.block.end_line for one in self.filled.blocks)

    def diff(self) -> str:
        """What would change in the blocks that were filled before, hand edits included; keys are masked."""
        before, after = (_LINE.findall(text) for text in (self.file.text, self.filled.amended()))
        lines = difflib.unified_diff(before, after, f"a/{self.path}", f"b/{self.path}")
        return "".join(f"{without_keys(line.rstrip(chr(10)))}\n" for line in lines)

    def write(self, *, force: bool) -> None:
        """Writes the page whole where something in it changes.

        Raises:
            InputError: it cannot be written; it is as it was.
        """
        text = self.filled.written(force=force)
        if text == self.file.text:
            return
        try:
            write_whole(Path(self.path), self.file.with_text(text).content)
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written ({error.strerror or error}); it is as it was") from None

    def states(self) -> Iterator[BlockState]:
        """How each block stands."""
        for one in self.filled.blocks:
            yield self._state(one, one.block.line)

    def states_written(self, *, force: bool) -> Iterator[BlockState]:
        """How each block stood before the page was written, and where it begins since."""
        after = page_text(self.filled.written(force=force), self.path).blocks
        for one, now in zip(self.filled.blocks, after, strict=True):
            yield self._state(one, now.line, written=one.standing != FRESH and (force or one.standing != EDITED))

    def _state(self, one: Filled, line: int, *, written: bool = False) -> BlockState:
        return BlockState(in_utf8(self.path), line, one.block.kind, one.as_of, one.standing, written)


def docs_files(paths: Sequence[str]) -> list[str]:
    """The pages of Markdown and MDX at and below some paths, each once, in the order of the paths.

    Raises:
        InputError: a path that is not there, or a file that is no such page.
    """
    for path in paths:
        if Path(path).is_file() and not path.endswith(_ENDINGS):
            raise InputError(f"{path}: is no page; expected a folder, or a file that ends in {', '.join(_ENDINGS)}")
    return [path for path in walk([Path(path) for path in paths]).files if path.endswith(_ENDINGS)]


def read_pages(files: Sequence[str], book: RuleBook, today: date) -> tuple[list[DocsPage], list[str]]:
    """The pages with what belongs into them on a day, and what is wrong with those that cannot be read."""
    pages, wrong = [], []
    for path in files:
        file = read_exact(path)
        try:
            if file is None:
                raise InputError(f"{path}: cannot be read; expected text in UTF-8, or in UTF-16 or UTF-32 with a mark")
            page = DocsPage(file, filled_page(file.text, path, book, today))
            for one in page.filled.blocks:
                masked(one.block.attributes)
            pages.append(page)
        except InputError as error:
            wrong.append(str(error))
    return pages, wrong
