"""Error bodies within what was pasted: which objects are errors, and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.facts import ABSENT, UNKNOWN, Maybe
from advisor.failure import Failure
from advisor.paste.loose import objects_in
from advisor.paste.statuses import as_status

__all__ = ["Body", "bodies_in", "body_of", "errors_within", "failure_of", "text_at"]

Chain = tuple[Mapping[str, Any], ...]
"""An error and the objects around it, the error first."""

_MESSAGES: tuple[str, ...] = (
    "message",
    "Message",
    "msg",
    "error_description",
    "detail",
    "details",
    "error_message",
    "errorMessage",
)
_MESSAGES += ("error", "title", "reason", "description")
_STATUSES = ("status", "statusCode", "status_code", "StatusCode", "httpStatus", "http_status", "httpCode", "http_code")
_IDS = ("request_id", "requestID", "requestId", "x-request-id", "X-Request-Id", "x_request_id")
_MARKS = {"type", "code", "param", "error", "loc", "errorType", "error_code", "Code", "Type", *_STATUSES, *_IDS}
_SENT = {"requestBodyValues", "requestBody", "config", "request", "headers", "params", "input", "tools", "body_sent"}
"""What was sent, and not what came back."""
_SHORT = re.compile(r"\(truncated.*|\.{3}$", re.DOTALL)
"""What says that a value was cut off."""
_LEVELS = {"error", "fatal", "critical", "err", "warn", "warning"}
_MOST = 200
"""Objects of one text that are looked through."""


@dataclass(frozen=True, slots=True)
class Body:
    """An error body and where it stands in the text."""

    start: int
    end: int
    chain: Chain


def bodies_in(text: str) -> list[Body]:
    """The error bodies of a text, in order; the innermost of those that hold one another."""
    return [
        Body(start, end, chain)
        for (start, end, value), _ in zip(objects_in(text), range(_MOST), strict=False)
        for chain in errors_within(value)
    ]


def errors_within(value: object, above: Chain = (), name: str = "") -> Iterator[Chain]:
    """The innermost errors of a value, each with the objects around it."""
    if len(above) > 20:
        return
    if isinstance(value, str) and "{" in value and len(value) < 100_000:
        for _, _, inner in objects_in(value):
            yield from errors_within(inner, above, name)
    elif isinstance(value, (list, tuple)):
        for item in value[:_MOST]:
            yield from errors_within(item, above, name)
    elif isinstance(value, Mapping):
        chain = (value, *above)
        inner = [
            error for key, item in value.items() if key not in _SENT for error in errors_within(item, chain, str(key))
        ]
        if inner:
            yield from inner
        elif _is_error(value, name):
            yield chain


def _is_error(value: Mapping[str, Any], name: str) -> bool:
    """Whether an object tells of an error: by what it is called, or by what stands beside its message."""
    marks = _MARKS & value.keys()
    if not any(isinstance(value.get(key), str) and value[key] for key in _MESSAGES):
        return len(marks) >= 3 and ("headers" in value or "error" in value)
    if isinstance(value.get("error"), str) and value["error"]:
        return True
    called = any(word in name.lower() for word in ("error", "cause", "exception", "reason", "failure"))
    logged = str(value.get("level") or value.get("severity") or "").lower() in _LEVELS
    alone = len(value) <= 2 and isinstance(value.get("detail") or value.get("message"), str)
    return called or logged or alone or bool(marks and any(key in value for key in _MESSAGES[:8]))


def body_of(value: Mapping[str, Any]) -> Failure | None:
    """What a value that is an error body says; None where it is none."""
    chain = next(errors_within(value), None)
    return failure_of(chain) if chain else None


def failure_of(chain: Chain) -> Failure:
    """What an error says, the innermost object first. A null of the API is ABSENT."""
    message = text_at(chain[0])
    code = _told(chain, ("code", "error_code", "errorCode", "Code"))
    statuses = [as_status(one.get(key)) for one in chain for key in _STATUSES]
    statuses += [one for one in (as_status(code),) if isinstance(one, int) and one >= 400]
    spoken = isinstance(message, str)
    return Failure(
        status=next((one for one in statuses if isinstance(one, int)), UNKNOWN),
        type=_sure(_told(chain, ("type", "errorType", "Type")), spoken),
        code=_sure(code, spoken),
        param=_sure(_param(chain), spoken),
        message=message,
        request_id=_request_id(chain),
    )


def _sure(value: Maybe[str], spoken: bool) -> Maybe[str]:
    """Where there is no message, nothing came from the API, and a null is the SDK's own."""
    return UNKNOWN if value is ABSENT and not spoken else value


def text_at(error: Mapping[str, Any]) -> Maybe[str]:
    """The message of an error object."""
    texts = [error[key] for key in _MESSAGES if isinstance(error.get(key), str) and error[key].strip()]
    spoken = [one for one in texts if " " in one.strip()]
    own = error.get("error")
    if isinstance(own, str) and own in spoken and "level" in error:
        return own.strip()
    return (spoken or texts or [UNKNOWN])[0] if texts else UNKNOWN


def _told(chain: Chain, keys: tuple[str, ...]) -> Maybe[str]:
    """A short text under one of the keys, the innermost first; ABSENT where all that is said is null."""
    null = False
    for depth, one in enumerate(chain):
        for key in keys:
            value = one.get(key, UNKNOWN)
            null = null or (value is None and depth == 0)
            if isinstance(value, bool) or not isinstance(value, (str, int)):
                continue
            word = _SHORT.sub("", _unbroken(str(value)))
            if word == "error":
                continue
            number = isinstance(value, int) or word.isdigit()
            if word and (depth == 0 or not (number or null or " " in word)):
                return word
    return ABSENT if null else UNKNOWN


def _unbroken(value: str) -> str:
    """A short value that a terminal may have broken within; none of the API's has a space."""
    return "".join(value.split()) if "_" in value or "\n" in value else value.strip()


def _param(chain: Chain) -> Maybe[str]:
    told = _told(chain, ("param", "parameter", "Param"))
    place = chain[0].get("loc")
    if told is UNKNOWN and isinstance(place, (list, tuple)):
        return next((str(one) for one in place if one not in ("body", "query", "path")), UNKNOWN)
    return told


def _request_id(chain: Chain) -> Maybe[str]:
    headers = [one["headers"] for one in chain if isinstance(one.get("headers"), Mapping)]
    values = (one.get(key) for one in (*chain, *headers) for key in _IDS)
    return next((value for value in values if isinstance(value, str) and value), UNKNOWN)
