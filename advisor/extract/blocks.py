"""A labelled block of code in a text becomes fragments: sessions, differences and script blocks are unwrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.extract import languages, markup
from advisor.extract.commands import typed
from advisor.extract.fragment import Fragment, Row, fragment

__all__ = ["block"]

_OPTION = re.compile(r"\s*:[\w-]+:(?:\s|$)")
_REMOVED = re.compile(r"-|\+\+\+ |@@|diff --git |index [0-9a-f]{7}|\\ ")


def block(label: str, rows: Sequence[Row]) -> list[Fragment]:
    """The fragments of a block of code, told its label; none where nothing reads its language."""
    language = languages.of_label(label)
    if label.startswith("{"):
        rows = _without_options(rows)
    if language is None or not any(row.text.strip() for row in rows):
        return []
    if language in markup.KINDS:
        inner = markup.fragments("\n".join(row.text for row in rows), language)
        return [found.within(rows) for found in inner]
    if language == "diff":
        language, rows = _compared(label), [_after(row) for row in rows]
    return [fragment(*typed(language, rows))]


def _without_options(rows: Sequence[Row]) -> list[Row]:
    """The rows with the options of a directive, which stand before all else, blanked."""
    code = next((at for at, row in enumerate(rows) if not _OPTION.match(row.text)), len(rows))
    return [row.blank() for row in rows[:code]] + list(rows[code:])


def _after(row: Row) -> Row:
    """A line of a difference as it stands after the change."""
    return row.blank() if _REMOVED.match(row.text) else row.cut(1)


def _compared(label: str) -> str:
    """The language of the code in a difference, such as `diff python` or `diff-js`."""
    return languages.of_label(re.sub(r"^\W*\w+[\s-]*", "", label)) or ""
