"""A rule book as JSON, and back: what YAML takes a hundred times as long to say.

Plain data stands as itself, whatever JSON has no word for as a map of one key that starts with `$`: a day, a set, a
condition (the map it is compiled from), pairs, and each kind of part by its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from advisor import causes, claim, clients, rulebook
from advisor.claim import Claim, Source
from advisor.condition import Condition, compile_condition
from advisor.facts import ABSENT
from advisor.rulebook import RuleBook

__all__ = ["dump", "parse"]


def dump(book: RuleBook) -> str:
    """The book as JSON text."""
    return json.dumps(_plain(book), ensure_ascii=False, separators=(",", ":"))


def parse(text: str) -> RuleBook:
    """The book that a text holds.

    Raises:
        ValueError: the text is no JSON, or JSON of another shape.
    """
    book = json.loads(text, object_hook=_Parts())
    if not isinstance(book, RuleBook):
        raise ValueError("no rule book")
    return book


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if value is ABSENT:
        return None
    if isinstance(value, Condition):
        return {"$when": _plain(value.when)}
    if isinstance(value, Claim):  # the book's sources stand before its claims
        value = replace(value, source=value.source.id)  # type: ignore[arg-type]
    if is_dataclass(value) and not isinstance(value, type):
        return {f"${type(value).__name__}": [_plain(getattr(value, slot.name)) for slot in fields(value)]}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    if isinstance(value, frozenset):
        return {"$set": sorted(map(_plain, value))}  # type: ignore[type-var]
    if isinstance(value, Mapping):
        if all(isinstance(key, str) for key in value):
            return {key: _plain(item) for key, item in value.items()}
        return {"$pairs": [[_plain(key), _plain(item)] for key, item in value.items()]}
    return [_plain(item) for item in value] if isinstance(value, (tuple, list)) else value


class _Parts:
    """Gives what each JSON object stands for; an object's own parts come first."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}

    def __call__(self, found: dict[str, Any]) -> object:
        name = next(iter(found), "")
        if not name.startswith("$"):
            return MappingProxyType({key: _frozen(item) for key, item in found.items()})
        return self._made(name, found[name])

    def _made(self, name: str, content: Any) -> object:
        if name == "$when":
            return compile_condition(content, None)
        if name == "$day":
            return date.fromisoformat(content)
        if name == "$set":
            return frozenset(map(_frozen, content))
        if name == "$pairs":
            return MappingProxyType({_frozen(key): _frozen(item) for key, item in content})
        if name == "$Claim":
            content[_SOURCE] = self.sources[content[_SOURCE]]
        part = _KINDS[name](*[_frozen(one) if one is None or type(one) is list else one for one in content])
        if isinstance(part, Source):
            self.sources[part.id] = part
        return part


def _frozen(value: object) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return ABSENT if value is None else value


_PARTS = (getattr(module, name) for module in (causes, claim, clients, rulebook) for name in module.__all__)
_KINDS: dict[str, Any] = {f"${part.__name__}": part for part in _PARTS if isinstance(part, type)}
_SOURCE = [slot.name for slot in fields(Claim)].index("source")
