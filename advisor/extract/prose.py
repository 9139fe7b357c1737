"""Sentences of documentation that call an image model the latest, or the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from advisor.extract.fragment import Row
from advisor.extract.table import CallTable

__all__ = ["Paragraph", "Statement", "may_state", "statements"]


class Paragraph(NamedTuple):
    """Lines of prose that belong together."""

    rows: Sequence[Row]
    heading: int = 0
    """The level of a heading, 1 for the highest; 0 for anything else."""


class Statement(NamedTuple):
    """A model that is called the latest, and where its name stands."""

    model: str
    row: Row
    column: int
    """From 0, in the row's text."""


def _any(words: str) -> str:
    """A pattern of any of some words: `_` stands for a space or a hyphen, `*` for any ending."""
    return "|".join(word.replace("_", "[ -]").replace("*", "[a-z]*") for word in words.split())


_CURRENT = r"current(?=(?:[ -]generation)?\s(?:[\w-]+\s){0,2}?model\b)"
_PRAISE = (
    rf"(?:{_any('latest newest most_recent state_of_the_art recommended flagship')}"
    rf"|{_any('most_capable most_advanced most_powerful')}|{_CURRENT})"
)
_BETWEEN = _any(
    "and our the its their a an is are remains as being called named currently now still today use uses we you using"
    " most capable advanced powerful best high quality openai openai['\u2019]s gpt ai api native multimodal image"
    " images text-to-image generation generator generating model models snapshot version from for of by"
)
_FILLER = rf"(?:[\s`*_\"'()\[\],:|\u2013\u2014-]|\b(?:{_BETWEEN})\b)"
"""What may stand between a model and the word that praises it."""
_YEAR = r"20\d\d"
_PAST = re.compile(
    rf"\b(?:{_any('was were used_to had_been at_the_time at_launch formerly previous* until since then once ago')}"
    rf"|{_any('announc* introduc* launch* releas*')}|(?:in|as of|on|by|late|early|mid) (?:\w+ )?{_YEAR})\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    rf"\b(?:{_any('not never neither nor no_longer than instead_of unlike legacy older old outdated before')}"
    rf"|{_any('deprecat* retir* shut_down shutdown sunset* supersed* replac* migrat* upgrad* moved moving')}"
    rf"|{_any('switch* succe* if whether may might')})\b"
    "|n['\u2019]t\\b|\\?",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\b{_YEAR}\b|\bv?\d+\.\d+\.\d+\b|\b(?:changelog|release notes?|history|what.s new)\b", re.IGNORECASE
)
"""A heading over what held on a day."""
_LOG = re.compile(
    rf"(?:^|/)(?:[^/]*(?:{_any('change release migrat upgrad histor news')})[^/]*"
    rf"|{_any('blogs? _?posts? archives? announcements?')}|[^/]*{_YEAR}[-_]\d\d[^/]*)(?:/|$)",
    re.IGNORECASE,
)
"""Files whose sentences were true on their day."""
_FRONT_DATE = re.compile(r"\A---\n(?:.*\n)*?date\s*:(?:.*\n)*?---\n", re.IGNORECASE)
_NO_LOG = 9
"""Deeper than any heading."""
_END = re.compile(r"[.!?](?=[\s\"')*_]|$)|\|(?=\s*\n)")


def may_state(path: str, text: str) -> bool:
    """Whether a file is worth looking at: it praises something, and is no log of what was."""
    return bool(re.search(_PRAISE, text, re.IGNORECASE)) and not _LOG.search(path) and not _FRONT_DATE.match(text)


def statements(paragraphs: Iterable[Paragraph], table: CallTable) -> Iterator[Statement]:
    """The statements in some paragraphs, each model once a sentence; what stands under a dated heading is a log."""
    name = "|".join(map(re.escape, sorted(table.image_models, key=len, reverse=True)))
    model = rf"(?<![\w./-])(?P<model>{name})(?![\w-]|\.\d)"
    forms = [
        re.compile(rf"\b{_PRAISE}\b{_FILLER}{{0,24}}?{model}", re.IGNORECASE),
        re.compile(rf"{model}{_FILLER}{{1,24}}?\b{_PRAISE}\b", re.IGNORECASE),
    ]
    log = _NO_LOG
    for paragraph in paragraphs:
        if paragraph.heading and paragraph.heading <= log:  # a deeper one still belongs to the day
            log = paragraph.heading if any(_DATED.search(row.text) for row in paragraph.rows) else _NO_LOG
        if log == _NO_LOG:
            yield from _of_paragraph(paragraph.rows, forms)


def _of_paragraph(rows: Sequence[Row], forms: Sequence[re.Pattern[str]]) -> Iterator[Statement]:
    text = "\n".join(row.text for row in rows)
    start = 0
    for end in (*(found.end() for found in _END.finditer(text)), len(text)):
        sentence, at = text[start:end], start
        start = end
        if _PAST.search(sentence) or _DENIED.search(sentence):
            continue
        hits = {found["model"].lower(): found.start("model") for form in forms for found in form.finditer(sentence)}
        for model, place in hits.items():
            row = text.count("\n", 0, at + place)
            yield Statement(model, rows[row], at + place - (text.rfind("\n", 0, at + place) + 1))
