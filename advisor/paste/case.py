"""A JSON case: what an error said, the request, the account and the day, each as far as it was told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from advisor.extract.table import CallTable
from advisor.facts import UNKNOWN, Maybe, Request
from advisor.failure import Case, Failure, joined
from advisor.paste.account import account_of
from advisor.paste.bodies import body_of
from advisor.paste.merged import beside
from advisor.paste.request import request_from, request_told
from advisor.paste.statuses import as_status
from advisor.paste.text import failures_in, plain

__all__ = ["case_of", "is_case"]

_PARTS = ("request", "account", "date")
_TOLD = ("error", "id", "url", *_PARTS)
_OWN = ("raw", "status", "message", "type", "code", "param", "request_id")


def is_case(given: Mapping[str, Any]) -> bool:
    """Whether a mapping is a case and not the body of an answer."""
    error = given.get("error")
    return any(key in given and (given[key] is None or not isinstance(given[key], int)) for key in _PARTS) or (
        isinstance(error, Mapping) and "raw" in error
    )


def case_of(given: Mapping[str, Any], table: CallTable) -> Case:
    """The case that a mapping tells; keys nobody knows are evidence, and a null was not told."""
    request, account = (_map(given, key) for key in ("request", "account"))
    error = given.get("error")
    told = error if isinstance(error, Mapping) else {"message": error} if error else {}
    texts = tuple(_words(told.get(key)) for key in ("message", "raw"))
    endpoint, client = _word(request.get("endpoint")), _word(request.get("sdk"))
    first, *others = _failures(told, joined(*texts), table)
    notes = (*_notes(given, _TOLD), *_notes(_map_or_value(given, "account"), ()), *_notes(told, _OWN))
    notes += _notes(request, ("endpoint", "sdk", "model", "params"))
    notes += _notes(_map(request, "params"), _fields(table))
    notes += _unread(given, error=told, request=request)
    first = beside(replace(Failure(client=client, endpoint=endpoint, notes=notes or UNKNOWN)), first)
    return Case(
        failures=(first, *(beside(one, Failure(client=client, endpoint=endpoint)) for one in others)),
        request=_request(request, first, table),
        account=account_of(account),
        as_of=_day(given.get("date")),
        id=given.get("id"),
    )


def _failures(error: Mapping[str, Any], text: str, table: CallTable) -> tuple[Failure, ...]:
    """What the fields of a case say, with what its texts tell beside; then what else its texts tell of."""
    message = _words(error.get("message"))
    told = Failure(
        status=as_status(error.get("status")),
        type=_word(error.get("type")),
        code=_word(error.get("code")),
        param=_word(error.get("param")),
        request_id=_word(error.get("request_id")),
        text=text or UNKNOWN,
        silent=False if message else UNKNOWN,
    )
    if not text:
        return (told,)
    said = failures_in(plain(message), table) if message else ()
    seen = failures_in(plain(text), table)
    own = beside(told, *said[:1], *_of_the_same(seen, said))
    every = replace(own, exceptions=_all_classes(seen))
    return (every, *(one for one in seen if not _within(one.message, message) and not _within(own.message, one.text)))


def _within(part: object, whole: object) -> bool:
    """Whether a text is a part of another one; what is not known is nothing new."""
    return not isinstance(part, str) or (isinstance(whole, str) and part in whole)


def _of_the_same(seen: tuple[Failure, ...], said: tuple[Failure, ...]) -> tuple[Failure, ...]:
    """The failures of the long text that the short one speaks of, else all of them in order."""
    words = said[0].message if said else UNKNOWN
    same = tuple(one for one in seen if isinstance(words, str) and words in str(one.text))
    return same or seen


def _all_classes(failures: tuple[Failure, ...]) -> Maybe[tuple[str, ...]]:
    names = dict.fromkeys(name for one in failures if isinstance(one.exceptions, tuple) for name in one.exceptions)
    return tuple(names) or UNKNOWN


def _request(told: Mapping[str, Any], failure: Failure, table: CallTable) -> Request:
    """What the case says of the request, with what its texts tell beside."""
    endpoint = failure.endpoint if isinstance(failure.endpoint, str) else ""
    said = request_from({**told, "model": _word(told.get("model"))}, endpoint, table)
    seen = request_told(str(failure.text), failure.endpoint, table) if isinstance(failure.text, str) else said
    gaps: dict[str, Any] = {"params": {**seen.params, **said.params}}
    if said.model is UNKNOWN and seen.model is not UNKNOWN:
        gaps |= {"model": seen.model, "image_model": seen.image_model}
    return replace(said, **gaps, surface=seen.surface if said.surface is UNKNOWN else said.surface)


def _map(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = given.get(key)
    return value if isinstance(value, Mapping) else {}


def _map_or_value(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A part of a case; what was told in its place counts under its name."""
    value = given.get(key)
    return value if isinstance(value, Mapping) else {key: value}


def _notes(told: Mapping[str, Any], known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{key}: {value}" for key, value in told.items() if key not in known and value not in (None, "", {}))


def _unread(given: Mapping[str, Any], *, error: Mapping[str, Any], request: Mapping[str, Any]) -> tuple[str, ...]:
    """What stands in a known place and has no form that fits there."""
    places: tuple[tuple[Mapping[str, Any], str, Callable[[object], object]], ...] = (
        (given, "date", _day),
        (error, "status", as_status),
        *((error, key, _word) for key in ("type", "code", "param", "request_id")),
        *((request, key, _word) for key in ("endpoint", "sdk", "model")),
        (request, "params", lambda value: value if isinstance(value, Mapping) else None),
    )
    return tuple(
        note
        for told, key, read in places
        if read(told.get(key)) in (None, UNKNOWN)
        for note in _notes({key: told.get(key)}, ())
    )


def _fields(table: CallTable) -> tuple[str, ...]:
    """What a request may hold; anything else among its fields is a remark."""
    return ("prompt", "tools", "tool_choice", "input", *(name for one in table.surfaces for name in one.fields))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _word(value: object) -> Maybe[str]:
    return str(value) if isinstance(value, (str, int, float)) and value != "" else UNKNOWN


def _words(value: object) -> str:
    """A text, or what stands in its place, as a text."""
    if isinstance(value, Mapping) and (body := body_of(value)) and isinstance(body.message, str):
        return f"{body.message}\n{value}"
    return "" if value is None else str(value)
