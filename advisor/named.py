"""Which model a failure speaks of, where nobody told what was sent."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.facts import UNKNOWN, Request
from advisor.failure import Failure
from advisor.rulebook import RuleBook

__all__ = ["with_named_model"]

_ASKED = re.compile(r"(?i)\b(?:supported|allowed|valid|possible) (?:values|models|options)|must be|expected one of")
"""After this a message lists what would have been right."""
_WORD = re.compile(r"[A-Za-z][\w.:-]*[\w]")
_REFUSED = re.compile(r"""(?i)(?:\bmodel:? ?|invalid value: ?)[`'"\\]+([\w][\w ./:-]{1,60}?)[`'"\\]+""")
"""A model as the API quotes it, whether or not there is one of that name."""


def with_named_model(request: Request, failure: Failure, book: RuleBook) -> Request:
    """The request with the model that the message names, as far as it told none itself.

    Which of its two models a call of the image tool got is read off what the named one does: it draws or it writes.
    """
    named = _named(failure, book)
    if not named:
        return request
    card = book.card_of(named)
    draws = card.kind == "image" if card else request.surface is UNKNOWN
    if draws and request.image_model is UNKNOWN:
        request = replace(request, image_model=named)
    if request.model is UNKNOWN and not (draws and _has_tool(request, book)):
        request = replace(request, model=named)
    return request


def _named(failure: Failure, book: RuleBook) -> str:
    """The first known model of the message, else what it quotes as one; empty where it names none."""
    message = failure.message if isinstance(failure.message, str) else failure.text
    if not isinstance(message, str):
        return ""
    said = _ASKED.split(message, maxsplit=1)[0]
    known = (word for word in _WORD.findall(said) if book.card_of(word))
    quoted = _REFUSED.search(said)
    return next(known, quoted[1] if quoted else "")


def _has_tool(request: Request, book: RuleBook) -> bool:
    surface = book.surfaces.get(str(request.surface))
    return surface is not None and bool(surface.tool)
