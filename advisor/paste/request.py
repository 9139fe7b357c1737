"""What a paste tells of the request: surface, model and fields. What is not told may have been sent all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from advisor.extract.table import CallTable, SurfaceCalls
from advisor.facts import ABSENT, UNKNOWN, Maybe, Request
from advisor.paste.address import surface_called, surface_of
from advisor.paste.loose import objects_in

__all__ = ["request_from", "request_told"]

_MODEL = re.compile(
    r"(?<![\w.-])(?:--model[ =]|[\"'`]?(?:image_)?model[\"'`]?\s*(?:=>|[:=])\s*)"
    r"[\"'`]?(?P<model>[A-Za-z][\w.:/-]{2,60})",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?<![\w.])(?P<name>[a-z_]{1,30})\s*[=:]\s*(?:[bf]?(?P<quote>[\"'])(?P<text>[^\"'\n]{0,200})(?P=quote)|(?P<word>\d+|True|False|true|false)(?=\s*(?:[,)\n]|$))|(?=\w))"
)
_NO_MODEL = {"none", "null", "undefined", "str", "string", "model", "self", "the", "object", "optional", "not", "name"}


def request_from(told: Mapping[str, Any], endpoint: str, table: CallTable) -> Request:
    """The request that a model and its fields make at an address."""
    return _request(surface_of(endpoint, table.surfaces), told.get("model"), told.get("params"))


def request_told(text: str, endpoint: Maybe[str], table: CallTable) -> Request:
    """The request that a text tells of: a body, the call in a traceback, or single names and values."""
    surface = surface_of(endpoint, table.surfaces) if isinstance(endpoint, str) else None
    called = surface_called(text, table)
    fields = {name for one in table.surfaces for name in one.fields} | {"model", "prompt", "input", "messages", "tools"}
    params = _body(text, fields)
    if called:
        surface = surface or called[0]
        params = params or _arguments(text[called[1] : called[1] + 2000], fields)
    model = params.pop("model", None) or _model(text)
    request = _request(surface, model, params)
    drawn = surface is not None or request.model in table.image_models or "image" in str(request.model)
    return request if drawn else replace(request, image_model=UNKNOWN)


def _request(surface: SurfaceCalls | None, model: object, params: object) -> Request:
    own: Maybe[str] = model if isinstance(model, str) and model else UNKNOWN
    fields = {str(name): value for name, value in params.items()} if isinstance(params, Mapping) else {}
    drawing = own
    if surface is not None and surface.tool:
        tools = fields.pop("tools", ())
        tool = next((one for one in _maps(tools) if one.get("type") == surface.tool), {})
        fields |= {str(name): value for name, value in tool.items() if name not in ("type", "model")}
        drawing = _text(tool.get("model")) if "model" in tool else (ABSENT if tool else UNKNOWN)
    return Request(
        surface=surface.surface if surface else UNKNOWN, model=own, image_model=drawing, params=fields, open=True
    )


def _text(value: object) -> Maybe[str]:
    return value if isinstance(value, str) and value else UNKNOWN


def _maps(value: object) -> Iterable[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, (list, tuple)) else ()


def _body(text: str, fields: set[str]) -> dict[str, Any]:
    """The first object of a text that is the body of a request."""
    for _, _, value in objects_in(text):
        for one in _every_map(value, 0):
            known = fields & one.keys()
            if not {"message", "msg", "loc"} & one.keys() and len(known) >= 2 and ({"model", "prompt"} & known):
                return {name: one[name] for name in one if name in known and one[name] is not None}
    return {}


def _every_map(value: object, depth: int) -> Iterable[Mapping[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, Mapping):
        yield value
        for item in value.values():
            yield from _every_map(item, depth + 1)
    elif isinstance(value, list):
        for item in value[:20]:
            yield from _every_map(item, depth + 1)
    elif isinstance(value, str) and value.lstrip()[:1] == "{" and len(value) < 100_000:
        for _, _, inner in objects_in(value):
            yield from _every_map(inner, depth + 1)


def _arguments(text: str, fields: set[str]) -> dict[str, Any]:
    """The literal arguments of a call."""
    found: dict[str, Any] = {}
    for pair in _PAIR.finditer(_inside(text)):
        if pair["name"] in fields:
            found.setdefault(pair["name"], _literal(pair))
    return found


def _literal(pair: re.Match[str]) -> Any:
    """The value of an argument; UNKNOWN where it is no literal."""
    word = pair["word"]
    if word is None:
        return UNKNOWN if pair["text"] is None else pair["text"]
    return int(word) if word.isdigit() else word.lower() == "true"


def _inside(text: str) -> str:
    """A text up to the bracket that closes what was opened before it, without what stands in brackets within."""
    kept, depth = [], 0
    for piece in re.split(r"([()\[\]])", text):
        if piece in ("(", "["):
            depth += 1
        elif piece in (")", "]"):
            depth -= 1
            if depth < 0:
                break
        elif depth == 0:
            kept.append(piece)
    return "".join(kept)


def _model(text: str) -> str | None:
    names = (one["model"].rstrip(".:,/") for one in _MODEL.finditer(text))
    return next((name for name in names if name.lower() not in _NO_MODEL and re.search(r"[-\d]", name)), None)
