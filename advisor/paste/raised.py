"""An exception that was caught, read by what the official SDK and others put on it; no SDK is imported."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from advisor.extract.table import CallTable
from advisor.facts import ABSENT, UNKNOWN, Maybe
from advisor.failure import Case, Failure, joined
from advisor.paste.bodies import body_of
from advisor.paste.clients import client_told
from advisor.paste.merged import beside
from advisor.paste.request import request_told
from advisor.paste.statuses import as_status
from advisor.paste.text import failures_in, plain

__all__ = ["case_raised"]

_MOST = 8


def case_raised(error: BaseException, table: CallTable) -> Case:
    """The case that an exception tells: itself and those that led to it, the first cause first."""
    chain = _chain(error)
    failures = tuple(_failure(one, table) for one in chain)
    endpoint = next((one.endpoint for one in reversed(failures) if isinstance(one.endpoint, str)), UNKNOWN)
    sent = next((text for one in reversed(chain) if (text := _sent(one))), "")
    told = joined(sent, *(str(one.text) for one in failures), _trace(error))
    around = Failure(client=client_told(told), endpoint=endpoint)
    failures = tuple(beside(one, around) for one in failures)
    return Case(failures=failures, request=request_told(plain(told), endpoint, table))


def _chain(error: BaseException) -> list[BaseException]:
    """An exception and those before it, as Python prints them: the root first."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and len(chain) < _MOST and not any(one is following for one in chain):
        chain.append(following)
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)
    return chain[::-1]


def _failure(error: BaseException, table: CallTable) -> Failure:
    body = _own(error, "body")
    said = _said(error)
    statuses = (
        as_status(_own(one, name)) for one in (error, _own(error, "response")) for name in ("status_code", "status")
    )
    told = Failure(
        status=next((one for one in statuses if isinstance(one, int)), UNKNOWN),
        type=_field(error, body, "type"),
        code=_field(error, body, "code"),
        param=_field(error, body, "param"),
        request_id=_text(_own(error, "request_id")),
        exceptions=(type(error).__name__,),
        text=joined(f"{type(error).__module__}.{type(error).__qualname__}: {said}", _answer(error, body))[:40_000],
        endpoint=_text(_own(_own(error, "request"), "url")),
        silent=False,
    )
    in_body = body_of(body) if isinstance(body, Mapping) else None
    words = [failures_in(text, table)[0] for text in (plain(said), plain(_answer(error, body))) if text]
    words = [replace(one, exceptions=UNKNOWN, text=UNKNOWN) for one in (words[::-1] if _bare(said) else words)]
    return beside(told, in_body or Failure(), *words)


def _bare(said: str) -> bool:
    """Whether an exception says no more than the status."""
    return re.fullmatch(r"\s*(?:Error code: )?\d{3}\s*", said) is not None


def _answer(error: BaseException, body: object) -> str:
    """The body of the answer as text."""
    text = _own(_own(error, "response"), "text")
    return str(body) if body else text[:20_000] if isinstance(text, str) else ""


def _said(error: BaseException) -> str:
    try:
        return str(error) or str(_own(error, "message") or "")
    except Exception:  # noqa: BLE001  # an exception of somebody else may fail at anything
        return ""


def _trace(error: BaseException) -> str:
    try:
        return "".join(traceback.format_exception(error))[-20_000:]
    except Exception:  # noqa: BLE001
        return ""


def _own(thing: Any, name: str) -> Any:
    """An attribute that may be missing or fail, as httpx's `request` does where there is none."""
    try:
        return getattr(thing, name, None)
    except Exception:  # noqa: BLE001
        return None


def _field(error: BaseException, body: object, name: str) -> Maybe[str]:
    """A field of the SDK's exception: null where the answer had it and it was null."""
    value = _own(error, name)
    if isinstance(value, str) and value:
        return value
    if isinstance(body, Mapping) and name in body and body[name] is None:
        return ABSENT
    return UNKNOWN


def _text(value: object) -> Maybe[str]:
    text = "" if value is None else str(value)
    return text or UNKNOWN


def _sent(error: BaseException) -> str:
    """The body that was sent, where the client kept it and it is text."""
    content = _own(_own(error, "request"), "content")
    return content[:20_000].decode("utf-8", "ignore") if isinstance(content, bytes) and content[:1] == b"{" else ""
