"""The route table as zen-engine decides it: a JDM graph made from the book's own conditions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any

import zen

from advisor.rulebook import RouteRow

Decide = Callable[[dict[str, Any]], Any]
"""Gives zen-engine's answer for facts as it takes them."""

_SIGNS = {"": "", "min": ">= ", "max": "<= ", "above": "> ", "below": "< "}
"""How a cell begins, by modifier; a KeyError is a modifier that the route table did not use until now."""


def compiled(rows: Iterable[RouteRow]) -> Decide:
    """The table where zen-engine is fastest: in a static loader, which compiles it once."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"routes": _graph(rows)}}})
    return lambda facts: engine.evaluate("routes", facts)


def created(rows: Iterable[RouteRow]) -> Decide:
    """The table as zen-engine's first page shows it: `create_decision`, which compiles its cells for every answer."""
    decision = zen.ZenEngine().create_decision(json.dumps(_graph(rows)))
    return lambda facts: decision.evaluate(facts)


def nested(facts: Mapping[str, object]) -> dict[str, Any]:
    """Facts by full name, as the maps inside maps that zen-engine takes."""
    whole: dict[str, Any] = {}
    for name, value in facts.items():
        *groups, last = name.split(".")
        inner = whole
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = value
    return whole


def _graph(rows: Iterable[RouteRow]) -> dict[str, Any]:
    """A graph of one table: a column for each `fact|modifier`, a row for each way in which a row of ours can hold."""
    ways = [(row.id, cells) for row in rows for cells in _ways(row.when.when)]
    columns = sorted({key for _, cells in ways for key in cells})
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": key, "name": key, "field": key.partition("|")[0]} for key in columns],
        "outputs": [{"id": "row", "name": "row", "field": "row"}],
        "rules": [{"row": json.dumps(name), **{key: cells.get(key, "") for key in columns}} for name, cells in ways],
    }
    kinds = {"inputNode": {}, "decisionTableNode": {"content": table}, "outputNode": {}}
    nodes = [{"id": kind, "name": kind, "type": kind, **more} for kind, more in kinds.items()]
    edges = [("inputNode", "decisionTableNode"), ("decisionTableNode", "outputNode")]
    return {
        "nodes": nodes,
        "edges": [{"id": start, "sourceId": start, "targetId": end, "type": "edge"} for start, end in edges],
    }


def _ways(when: Any) -> list[dict[str, str]]:
    """The cells of each way in which a `when:` can hold: one, but for `any`."""
    ways: list[dict[str, str]] = [{}]
    for key, value in when.items():
        parts = [way for part in value for way in _ways(part)] if key == "any" else [{key: _cell(key, value)}]
        ways = [{**way, **part} for way, part in product(ways, parts)]
    return ways


def _cell(key: str, value: object) -> str:
    sign = _SIGNS[key.partition("|")[2]]
    return ", ".join(sign + json.dumps(one) for one in (value if isinstance(value, (list, tuple)) else [value]))
