"""Requests in Python source: calls of the official SDK whose arguments are written out."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.facts import ABSENT, UNKNOWN, Maybe, Request

__all__ = ["Call", "requests"]


@dataclass(frozen=True, slots=True)
class Call:
    """How a surface is called: the call table's row for one surface."""

    surface: str
    path: tuple[str, ...]
    """The attributes of the call, such as ("images", "edit")."""
    tool: str
    """The tool that holds the image fields; empty where they stand at the top."""


def requests(source: str, calls: Iterable[Call]) -> list[Request]:
    """Every request of the source, in order; a value that is not a plain literal is UNKNOWN.

    Raises:
        SyntaxError: the source is no Python.
    """
    table = list(calls)
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            attributes = _attributes(node.func)
            call = next((one for one in table if attributes[-len(one.path) :] == one.path), None)
            request = _request(node, call) if call else None
            if request is not None:
                found.append(request)
    return found


def _attributes(node: ast.expr) -> tuple[str, ...]:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    return tuple(names)


def _request(node: ast.Call, call: Call) -> Request | None:
    """The request of a call; None where it calls no image tool."""
    fields = {keyword.arg: _literal(keyword.value) for keyword in node.keywords if keyword.arg}
    is_open = any(keyword.arg is None for keyword in node.keywords)
    left_out = UNKNOWN if is_open else ABSENT
    model = fields.pop("model", left_out)
    image_model = model
    if call.tool:
        tool = _tool(fields.pop("tools", left_out), call.tool)
        if tool is None:
            return None
        image_model = tool.pop("model", ABSENT)
        fields |= {name: value for name, value in tool.items() if name != "type"}
    return Request(
        surface=call.surface, model=_text(model), image_model=_text(image_model), params=fields, open=is_open
    )


def _tool(tools: object, kind: str) -> dict[str, object] | None:
    held = tools if isinstance(tools, list) else []
    return next((dict(tool) for tool in held if isinstance(tool, Mapping) and tool.get("type") == kind), None)


def _text(value: object) -> Maybe[str]:
    return value if isinstance(value, str) or value is ABSENT else UNKNOWN


def _literal(node: ast.expr) -> object:
    if isinstance(node, ast.List):
        return [_literal(item) for item in node.elts]
    if isinstance(node, ast.Dict):
        keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        return {key: _literal(value) for key, value in zip(keys, node.values, strict=True) if isinstance(key, str)}
    return node.value if isinstance(node, ast.Constant) else UNKNOWN
