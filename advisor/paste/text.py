"""A text that somebody pasted, as the failures it tells of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from advisor.extract.table import CallTable
from advisor.facts import UNKNOWN
from advisor.failure import Failure
from advisor.paste.address import address_told
from advisor.paste.bodies import Body, bodies_in, failure_of
from advisor.paste.classes import without_class
from advisor.paste.cleaned import cleaned
from advisor.paste.clients import client_told
from advisor.paste.loose import unescaped
from advisor.paste.merged import beside
from advisor.paste.page import is_page, seen
from advisor.paste.places import around_errors
from advisor.paste.sections import sections
from advisor.paste.spoken import param_named, spoken

__all__ = ["failures_in", "plain"]


def plain(text: str) -> str:
    """The part of a text that tells of errors, readable and at most about 40,000 characters long."""
    return cleaned(around_errors(text)).strip()


def failures_in(text: str, table: CallTable) -> tuple[Failure, ...]:
    """The failures of a text that is `plain`, the first cause first; never empty."""
    found = [failure for part in sections(text) for failure in _of_part(part)]
    distinct: list[Failure] = []
    for one in found:
        if not any(str(_told(other)).startswith(str(_told(one)).removesuffix("...")) for other in distinct):
            distinct.append(one)
    client, endpoint = client_told(text), address_told(text, table)
    around = Failure(client=client, endpoint=endpoint)
    return tuple(beside(one, around) for one in distinct)


def _told(failure: Failure) -> object:
    """By which two failures are the same one told twice."""
    return failure.message if isinstance(failure.message, str) else failure.text


def _of_part(text: str) -> list[Failure]:
    """The failures of a text without a chain: one for each error body that says something else."""
    bodies: list[tuple[Body, Failure]] = []
    for body in bodies_in(text):
        failure = failure_of(body.chain)
        said = {_told(one) for _, one in bodies}
        if _told(failure) not in said and (isinstance(failure.message, str) or not bodies):
            bodies.append((body, failure))
    if not bodies:
        return [_from_words(text)]
    starts = [0, *(max(text.rfind("\n", 0, body.start) + 1, before.end) for (before, _), (body, _) in pairwise(bodies))]
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [_from_body(failure, piece or text) for (_, failure), piece in zip(bodies, pieces, strict=True)]


def _from_body(failure: Failure, text: str) -> Failure:
    message = failure.message
    words = _from_words(text)
    if isinstance(message, str):
        failure = _with_page(replace(failure, message=without_class(message)))
        words = replace(words, param=param_named(message))
    return beside(failure, words)


def _with_page(failure: Failure) -> Failure:
    """The failure, its message read where it is an HTML page."""
    if not isinstance(failure.message, str) or not is_page(failure.message):
        return failure
    page = _seen(failure.message)
    return beside(replace(failure, message=UNKNOWN), page)


def _from_words(text: str) -> Failure:
    page = _seen(text)
    words = replace(spoken(text), text=text)
    return beside(replace(words, message=UNKNOWN), page) if isinstance(page.message, str) else words


def _seen(text: str) -> Failure:
    """What an HTML page within a text shows."""
    if not is_page(text):
        return Failure()
    title, visible = seen(unescaped(text) if '\\"' in text or "\\n" in text else text)
    page = title or visible[:200]
    return replace(spoken(f"{title}\n{visible[:2000]}"), message=page or UNKNOWN, exceptions=UNKNOWN)
