"""A JSON case: what an error said, the request, the account and the day, each as far as it was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from advisor.errors import InputError
from advisor.extract.table import CallTable, SurfaceCalls
from advisor.facts import ABSENT, UNKNOWN, Account, Maybe, Request, facts_of
from advisor.failure import Case, Failure

__all__ = ["case_of"]


def case_of(given: Mapping[str, Any], table: CallTable) -> Case:
    """The case that a mapping tells; keys nobody knows are evidence."""
    error, request, account = (_map(given, key) for key in ("error", "request", "account"))
    return Case(
        failures=(_failure(error, request, account),),
        request=_request(request, table),
        account=_account(account),
        as_of=_day(given.get("date")),
        id=given.get("id"),
    )


def _map(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = given.get(key)
    return value if isinstance(value, Mapping) else {}


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _failure(error: Mapping[str, Any], request: Mapping[str, Any], account: Mapping[str, Any]) -> Failure:
    message, raw = error.get("message"), error.get("raw")
    texts = [part for part in (message, raw) if isinstance(part, str)]
    status = error.get("status")
    return Failure(
        status=status if isinstance(status, int) else UNKNOWN,
        type=_text(error.get("type")),
        code=_text(error.get("code")),
        param=_text(error.get("param")),
        message=_text(message),
        text="\n".join(texts) if texts else UNKNOWN,
        client=_text(request.get("sdk")),
        endpoint=_text(request.get("endpoint")),
        notes=tuple(f"{key}: {value}" for key, value in account.items()) or UNKNOWN,
        silent=texts[0].startswith("(no error)") if texts else UNKNOWN,
    )


def _text(value: object) -> Maybe[str]:
    return str(value) if value not in (None, "") else UNKNOWN


def _request(told: Mapping[str, Any], table: CallTable) -> Request:
    """The request as far as it was told; what was not told may have been sent all the same."""
    surface = _surface(str(told.get("endpoint") or ""), table.surfaces)
    model, params = _text(told.get("model")), dict(_map(told, "params"))
    drawing: Maybe[str] = model
    if surface is not None and surface.tool:
        tools = params.pop("tools", ())
        tool = next((one for one in _maps(tools) if one.get("type") == surface.tool), {})
        params |= {name: value for name, value in tool.items() if name not in ("type", "model")}
        drawing = _text(tool.get("model")) if "model" in tool else (ABSENT if tool else UNKNOWN)
    return Request(
        surface=surface.surface if surface else UNKNOWN, model=model, image_model=drawing, params=params, open=True
    )


def _maps(value: object) -> Iterable[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, (list, tuple)) else ()


def _surface(endpoint: str, surfaces: Iterable[SurfaceCalls]) -> SurfaceCalls | None:
    """The surface whose path an address ends in, the longest first."""
    bare = endpoint.partition("?")[0].rstrip("/")
    ends = ((path, one) for one in surfaces for path in one.paths)
    return next((one for path, one in sorted(ends, key=lambda pair: -len(pair[0])) if _ends(bare, path)), None)


def _ends(address: str, path: str) -> bool:
    """Whether an address leads to a path, with or without the version before it."""
    tail = path.partition("/v1")[2] or path
    return address.endswith(tail)


def _account(told: Mapping[str, Any]) -> Account:
    """The facts of an account among what was told; the rest stays evidence."""
    known = {}
    for name in facts_of(Account):
        if name in told:
            try:
                Account(**{name: told[name]})
            except InputError:
                continue
            known[name] = told[name]
    return Account(**known)
