"""A secret that one place of a case tells to be one stands in no other place either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from advisor.facts import Request
from advisor.failure import Case, Failure
from advisor.secrets import KEY, is_bare_key, secrets_in, without

__all__ = ["without_recognized"]

_WORDS = ("type", "code", "param", "client")
"""Fields of a failure that hold a word, which may be a key in the wrong place."""


def without_recognized(case: Case) -> Case:
    """A case without its secrets where nothing around them shows that they are some.

    Where something does they stay: it is evidence, and whoever shows it leaves them out.
    """
    secrets = {value: KEY for value in _words(case) if is_bare_key(value)}
    for text in _texts([*(_told(one) for one in case.failures), case.request.params]):
        secrets |= secrets_in(text)
    if not secrets:
        return case
    return replace(
        case,
        failures=tuple(replace(one, **_covered(_told(one), secrets)) for one in case.failures),
        request=_request(case.request, secrets),
        id=_covered(case.id, secrets),
    )


def _words(case: Case) -> Iterator[str]:
    """The values that may be a key by themselves."""
    request = case.request
    told = [getattr(one, name) for one in case.failures for name in _WORDS]
    for value in (*told, request.model, request.image_model, *request.params, *request.params.values(), case.id):
        if isinstance(value, str):
            yield value.strip()


def _told(failure: Failure) -> dict[str, object]:
    """What was told of a failure, but for the id of its request, which is no secret."""
    return {one.name: getattr(failure, one.name) for one in fields(failure) if one.name != "request_id"}


def _request(request: Request, secrets: Mapping[str, str]) -> Request:
    named = {name: _covered(getattr(request, name), secrets) for name in ("model", "image_model")}
    return replace(request, **named, params=_covered(request.params, secrets))


def _texts(value: object) -> Iterator[str]:
    """The texts within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for item in value.values() for text in _texts(item))
    elif isinstance(value, (list, tuple)):
        yield from (text for item in value for text in _texts(item))


def _covered(value: object, secrets: Mapping[str, str]) -> Any:
    """A value without some secrets, wherever they stand within it."""
    if isinstance(value, str):
        return without(value, secrets)
    if isinstance(value, Mapping):
        return {_covered(key, secrets): _covered(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_covered(item, secrets) for item in value)
    return value
