"""Documents in short: fewer parts of the same shapes, for readers whose room is dear."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from advisor.report.agent_shapes import BesideDocument

__all__ = ["Short"]


@dataclass(frozen=True)
class Short:
    """A published shape, and what of it stays in short."""

    shape: type[Any]
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the name of a shape: the parts that stay. A shape that is not here stays whole."""
    most: Mapping[str, int] = field(default_factory=dict)
    """By the name of a list, wherever it stands: how many of its entries stay, the first ones."""

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema that both the whole document and the short one fit, with what may stand beside any."""
        schema, beside = deepcopy(self._whole), TypeAdapter(BesideDocument).json_schema()
        for definition in (schema, *schema.get("$defs", {}).values()):
            kept = self.keys.get(definition["title"])
            if kept is not None:
                definition["required"] = [name for name in definition["required"] if name in kept]
        schema["properties"] |= beside["properties"]
        schema["$defs"] = {**schema.get("$defs", {}), **beside["$defs"]}
        return schema

    def of(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The document in short, with how many entries of each list were left out."""
        left: dict[str, int] = {}
        short: dict[str, Any] = self._cut(document, self._whole, left)
        return {**short, "left_out": left} if left else short

    @cached_property
    def _whole(self) -> dict[str, Any]:
        return TypeAdapter(self.shape).json_schema()

    def _cut(self, value: Any, schema: Mapping[str, Any], left: dict[str, int]) -> Any:
        """A part of the document, without what does not stay; `left` counts the entries of lists that do not."""
        schema = self._resolved(schema)
        if isinstance(value, Mapping) and "properties" in schema:
            kept = self.keys.get(schema["title"], tuple(value))
            parts = {name: one for name, one in value.items() if name in kept}
            return {name: self._part(name, one, schema["properties"][name], left) for name, one in parts.items()}
        if isinstance(value, list):
            return [self._cut(one, schema.get("items", {}), left) for one in value]
        return value

    def _part(self, name: str, value: Any, schema: Mapping[str, Any], left: dict[str, int]) -> Any:
        most = self.most.get(name)
        if most is not None and len(value) > most:
            left[name] = len(value) - most
            value = value[:most]
        return self._cut(value, schema, left)

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a reference leads to; of several possible shapes the first, as only null stands beside one."""
        schema = schema["anyOf"][0] if "anyOf" in schema else schema
        if "$ref" in schema:
            found: Mapping[str, Any] = self._whole["$defs"][schema["$ref"].rpartition("/")[2]]
            return found
        return schema
