"""Lint of files on disk, and of what they would hold once mended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.front.exact import read_exact
from advisor.front.reading import Requests, readings

if TYPE_CHECKING:
    from advisor.finding import Finding, Linted
    from advisor.freshness import Knowledge
    from advisor.front.options import Options

__all__ = ["Linting"]


class Linting:
    """One run of lint."""

    def __init__(self, options: Options, *, pedantic: bool) -> None:
        self._options, self._pedantic = options, pedantic
        self._search = Requests(options.overlays, options.configuration.aliases)

    @cached_property
    def _knowledge(self) -> Knowledge:
        return self._options.knowledge

    def answer(self, paths: Sequence[str]) -> Linted:
        """What the files at and below some paths break."""
        from advisor.lint import lint

        found = readings([Path(path) for path in paths], self._search)
        return lint(
            self._knowledge,
            found.sightings,
            files=found.files,
            left=found.left,
            texts=_text,
            pedantic=self._pedantic,
        )

    def of_text(self, path: str, text: str) -> tuple[Finding, ...]:
        """What a file would break, had it another text."""
        from advisor.lint import lint

        sightings = self._search.of_text(path, text.encode())
        return lint(self._knowledge, sightings, files=1, texts=lambda _: text, pedantic=self._pedantic).findings


def _text(path: str) -> str | None:
    exact = read_exact(path)
    return exact.text if exact else None
