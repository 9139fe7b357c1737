"""Requests that stand in data files: the body of one, or a call as collections and batches write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.extract.address import Addresses, path_written, with_deployment
from advisor.extract.body import body_of_parts, body_of_text, with_holes
from advisor.extract.http_file import HttpRequest
from advisor.extract.javascript import JAVASCRIPT
from advisor.extract.resolve import Resolver
from advisor.extract.sent import Sent, is_request, tools_of
from advisor.extract.table import CallTable, SurfaceCalls
from advisor.extract.unit import Unit
from advisor.extract.values import HOLE, Fields, Possible, unformed
from advisor.extract.view import Expression, Object, Sequence, Span
from advisor.extract.whose import Whose
from advisor.facts import UNKNOWN

__all__ = ["data_requests"]


def data_requests(value: Expression, table: CallTable) -> Iterator[Sent]:
    """The requests in a value of a data file: whole bodies at its top, and calls anywhere in it."""
    resolver = _nothing()
    whose, addresses = Whose(resolver, table), Addresses(table)
    for top in value.items if isinstance(value, Sequence) else (value,):
        body = _whole_body(top, resolver, table)
        if body is not None:
            yield body
        else:
            yield from _calls(top, resolver, whose, addresses, table)


def http_request(request: HttpRequest, table: CallTable) -> Sent | None:
    """A request that is written out as HTTP; None where it is none of ours, or only names an address."""
    addresses = Addresses(table)
    address = _FILLED.sub(HOLE, request.url)
    surface = addresses.surface(address)
    body = _FILLED.sub(HOLE, request.body)
    if surface is None or request.method != "POST" or not body:
        return None
    fields = body_of_text(body) or body_of_parts(body)
    whose = Whose(_nothing(), table)
    span = Span(request.line - 1, request.end_line - 1)
    whole = with_deployment(fields or Fields(open=True), [address])
    host, alike = whose.hosts.of_address(address), whose.hosts.is_only_alike([address])
    path = path_written([address], table)
    return is_request(Sent((surface,), whole, span, "http", host, None, None, alike, path), table)


def _nothing() -> Resolver:
    """A resolver for what has no names; any grammar does."""
    return Resolver(Unit(b"", JAVASCRIPT))


def _whole_body(top: Expression, resolver: Resolver, table: CallTable) -> Sent | None:
    """A body alone: an image model with a prompt and nothing that no body has, or a call of the image tool."""
    if not isinstance(top, Object):
        return None
    fields = resolver.fields(top)
    models = {one.value for one in fields.get("model") if isinstance(one.value, str)}
    known = {name for surface in table.surfaces for name in surface.fields}
    draws = bool(models & table.image_models) and "prompt" in fields.entries and known >= set(fields.entries)
    for surface in table.surfaces:
        with_tool = surface.tool and any(True for _ in tools_of(fields, surface.tool)) and "input" in fields.entries
        fits = draws and surface.model_kind == "image" and surface.paths and _takes(surface, fields, table)
        if with_tool or fits:
            return Sent((surface,), fields, top.span, "body", "dynamic", None, None)
    return None


def _takes(surface: SurfaceCalls, fields: Fields, table: CallTable) -> bool:
    """Whether a body is one of this surface: a body with files belongs where files are sent."""
    given = set(fields.entries)
    if surface.image_fields:
        return bool(given & set(surface.image_fields)) and "prompt" in given
    return not any(given & set(other.image_fields) for other in table.surfaces)


def _calls(
    data: Expression, resolver: Resolver, whose: Whose, addresses: Addresses, table: CallTable
) -> Iterator[Sent]:
    """Objects that name an address and hold a body: a line of a batch, a request of a collection."""
    if isinstance(data, Sequence):
        for item in data.items:
            yield from _calls(item, resolver, whose, addresses, table)
    elif isinstance(data, Object):
        named = any(entry.name == "url" for entry in data.entries)
        fields = resolver.fields(data) if named else Fields()
        address = _address(fields)
        surface = addresses.surface(address) if address else None
        body = _body(fields) if surface is not None else None
        if surface is not None and body is not None:
            body = with_deployment(body, [address])
            host, alike = whose.hosts.of_address(address), whose.hosts.is_only_alike([address])
            path = path_written([address], table)
            yield Sent((surface,), body, data.span, "body", host, None, None, alike, path)
            return
        for entry in data.entries:
            yield from _calls(entry.value, resolver, whose, addresses, table)


def _address(fields: Fields) -> str:
    for possible in fields.entries.get("url", ()):
        if isinstance(possible.value, str):
            return _FILLED.sub(HOLE, possible.value.removeprefix("="))
        if isinstance(possible.value, Fields):
            return next((_FILLED.sub(HOLE, str(one.value)) for one in possible.value.entries.get("raw", ())), "")
    return ""


_FILLED = re.compile(r"\{\{.*?\}\}")
"""What is filled in before it is sent."""
_EXPRESSION = re.compile(r"=?\s*\{\{\s*(?:JSON\.stringify\()?\s*(\{[\s\S]*\})\s*\)?\s*\}\}\s*")
"""A body that is code as a whole."""
_BODIES = ("body", "jsonBody", "bodyParametersJson", "bodyParameters", "postData", "data")
_TEXTS = ("raw", "text", "json")
_ROWS = ("formdata", "urlencoded", "params", "parameters", "form")
"""What collections, recordings and workflows call a body, its text, and the parts of a form."""


def _body(fields: Fields) -> Fields | None:
    """The body beside an address: an object, a text of JSON, or a form as collections write it."""
    methods = {str(one.value).upper() for name in ("method", "requestMethod") for one in fields.entries.get(name, ())}
    if methods & {"GET", "HEAD", "OPTIONS", "DELETE"}:
        return None
    for possible in (one for name in _BODIES for one in fields.entries.get(name, ())):
        value = possible.value
        if isinstance(value, str):
            return _of_text(value)
        if isinstance(value, Fields):
            return with_holes(_of_collection(value), _FILLED)
    return None


def _of_collection(body: Fields) -> Fields:
    for text in (one.value for name in _TEXTS for one in body.entries.get(name, ())):
        if isinstance(text, str) and text:
            return _of_text(text) or Fields(open=True)
    for rows in (one.value for name in _ROWS for one in body.entries.get(name, ())):
        if isinstance(rows, tuple) and rows:
            return _form(rows)
    return body if body.entries.keys() - {"mode", "type", "mimeType"} else Fields(open=True)


def _of_text(text: str) -> Fields | None:
    whole = _EXPRESSION.fullmatch(text)
    return body_of_text(whole[1] if whole else _FILLED.sub(HOLE, text.removeprefix("=")))


def _form(rows: tuple[Possible, ...]) -> Fields:
    found: dict[str, tuple[Possible, ...]] = {}
    for row in rows:
        if isinstance(row.value, Fields):
            given = row.value.entries
            for key in (*given.get("key", ()), *given.get("name", ())):
                found[str(key.value)] = given.get("value", (Possible(UNKNOWN, "unknown"),))
    return unformed(Fields(found, form=True))
