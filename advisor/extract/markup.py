"""Code in the script blocks of HTML pages and of Vue, Svelte and Astro components."""

from __future__ import annotations

import re
from bisect import bisect_right

from advisor.extract import languages
from advisor.extract.fragment import Fragment, Row, fragment, rows_of

__all__ = ["KINDS", "fragments"]

KINDS = frozenset({"html", "vue", "svelte", "astro"})

_SCRIPT = re.compile(
    r"""<!--[\s\S]*?(?:-->|\Z)|<script\b(?P<tag>(?:"[^"]*"|'[^']*'|[^'"<>])*+)>(?P<code>[\s\S]*?)(?:</script|\Z)""",
    re.I,
)
_FRONT = re.compile(r"\s*---[^\S\r\n]*(?:\r\n|\n|\r)(?P<code>[\s\S]*?)(?:(?<=[\r\n])---|\Z)")
_LANGUAGE = re.compile(r"""\b(?:lang|type)\s*=\s*["']?(?:text/|application/)?(?:x-)?([\w+-]+)""", re.IGNORECASE)


def fragments(text: str, kind: str) -> list[Fragment]:
    """The script blocks of a page or component, in order; those of other languages are left out."""
    front = _FRONT.match(text) if kind == "astro" else None
    found = [("typescript", *front.span("code"))] if front else []
    usual = "typescript" if kind == "astro" else "javascript"
    for script in _SCRIPT.finditer(text):
        language = _language(script["tag"] or "", usual)
        if script["code"] and script["code"].strip() and language:
            found.append((language, *script.span("code")))
    rows = rows_of(text)
    starts = _starts(text)
    return [fragment(language, _between(rows, starts, start, end)) for language, start, end in found if start < end]


def _language(tag: str, usual: str) -> str:
    told = _LANGUAGE.search(tag)
    if not told or told[1].lower() in ("module", "babel"):
        return usual
    language = languages.of_label(told[1])
    return language if language in ("javascript", "typescript", "tsx", "python", "json") else ""


def _starts(text: str) -> list[int]:
    """Where each line begins, in characters of the text."""
    return [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]


def _between(rows: list[Row], starts: list[int], start: int, end: int) -> list[Row]:
    first, last = bisect_right(starts, start) - 1, bisect_right(starts, end) - 1
    held = rows[first : last + 1]
    held[-1] = held[-1]._replace(text=held[-1].text[: end - starts[last]])
    held[0] = held[0].cut(start - starts[first])
    return held
