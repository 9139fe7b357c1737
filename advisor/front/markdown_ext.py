"""An extension of Python-Markdown that fills the blocks of a page when a site is built.

MkDocs, ProperDocs and Zensical take it by its name, `advisor.front.markdown_ext`. Blocks are marked as for `advisor
docs sync`; whatever stands in them, what belongs there on the day of the build is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from advisor.docs.fill import filled
from advisor.docs.marks import page_text
from advisor.errors import AdvisorError, InputError
from advisor.front import inputs
from advisor.front.options import today

if TYPE_CHECKING:
    from advisor.rulebook import RuleBook

__all__ = ["AdvisorExtension", "BlockError", "makeExtension"]

_BEFORE_FENCES = 27
"""After line ends are made alike (30), before anything takes a fence or a comment away (25, 20)."""


class BlockError(InputError, click.ClickException):
    """A block that cannot be filled; a host that is a program of click, as MkDocs is, tells it without a traceback."""


class AdvisorExtension(Extension):
    """Fills the blocks of every page. `as_of`: the day, today where it is left out; `rules`: overlays, as folders."""

    def __init__(self, **settings: Any) -> None:
        self.config = {
            "as_of": ["", "The day for which blocks are filled; today where it is left out."],
            "rules": [[], "Folders of your organization's rules, beside those of the configuration."],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # a name of Python-Markdown
        """Puts the filling of blocks before everything that reads Markdown."""
        md.preprocessors.register(_Filling(md, self.getConfigs()), "advisor", _BEFORE_FENCES)


def makeExtension(**settings: Any) -> AdvisorExtension:  # noqa: N802  # by this name Python-Markdown looks for it
    """The extension."""
    return AdvisorExtension(**settings)


class _Filling(Preprocessor):
    def __init__(self, md: Markdown, settings: dict[str, Any]) -> None:
        super().__init__(md)
        self._settings = settings

    def run(self, lines: list[str]) -> list[str]:
        if not any("advisor:" in line for line in lines):
            return lines
        try:
            return self._filled(lines)
        except AdvisorError as error:
            raise BlockError(str(error)) from None

    def _filled(self, lines: list[str]) -> list[str]:
        name, file = _page_of(self.md)
        cut = _lines_cut(lines, file)
        found = page_text("\n".join([*[""] * cut, *lines]), name)  # so that an error tells the line of the file
        if not found.blocks:
            return lines
        if "table" not in self.md.parser.blockprocessors:
            raise InputError(f"{name}: blocks hold tables; expected the extension `tables` beside this one")
        contents = {one.block.line: one.content for one in filled(found, name, self._book(), self._day())}
        return found.without_marks(lambda block: contents[block.line]).split("\n")[cut:]

    def _book(self) -> RuleBook:
        from advisor import load_rules

        return load_rules(*inputs.read_configuration(Path.cwd()).rules, *map(Path, self._settings["rules"]))

    def _day(self) -> date:
        told = self._settings["as_of"]
        return told if isinstance(told, date) else inputs.parse_day(str(told), "as_of") if told else today()


def _page_of(md: Markdown) -> tuple[str, Path | None]:
    """The page as its host names it, and its file; each host hands them over in its own way."""
    if "relpath" in md.treeprocessors:  # MkDocs, ProperDocs
        file = getattr(md.treeprocessors["relpath"], "file", None)
        if file is not None:
            return str(file.src_uri), Path(file.abs_src_path) if file.abs_src_path else None
    for one in md.preprocessors:  # Zensical
        path = getattr(getattr(one, "page", None), "path", None)
        if path:
            return str(path), Path(str(getattr(one, "config", {}).get("docs_dir", "docs")), str(path))
    return "page", None


def _lines_cut(lines: Sequence[str], file: Path | None) -> int:
    """How many lines the host took away from the top of a page, which are those of its front matter."""
    if file is None or not file.is_file():
        return 0
    rows = file.read_text(encoding="utf-8-sig", errors="replace").rstrip().split("\n")
    cut = len(rows) - len("\n".join(lines).rstrip().split("\n"))
    return cut if cut > 0 and rows[cut].strip() == lines[0].strip() else 0
