"""How other languages spell what a request holds: fields in camel case, and constants that stand for a model."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from advisor.extract.table import CallTable
from advisor.extract.values import KIND, Fields, Possible
from advisor.facts import UNKNOWN

__all__ = ["field_of", "in_the_apis_spelling", "model_of_constant", "of_the_api", "snake"]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PUNCTUATION = re.compile(r"[^a-z0-9]|(?<=\d)dot(?=\d)")


def snake(name: str) -> str:
    """A field's name as the API writes it: `responseFormat` is response_format, `B64JSON` b64_json."""
    return _HUMP.sub("_", name).lower()


def field_of(name: str) -> str:
    """The API's field that an SDK's name means; a deployment is named where the model is."""
    known = snake(name)
    return "model" if known in ("model_name", "deployment_name") else known


def in_the_apis_spelling(fields: Fields, table: CallTable) -> Fields:
    """The same fields under the API's names, with models for the constants that stand for them."""
    tools = {surface.tool for surface in table.surfaces if surface.tool}
    return _Spelling({_bare(model): model for model in sorted(table.image_models)}, tools).fields(fields)


def of_the_api(fields: Fields, known: frozenset[str]) -> Fields:
    """The fields that the API knows; a struct's other parts are an SDK's own and may set any."""
    kept = {name: values for name, values in fields.entries.items() if name in known}
    return Fields(kept, fields.open or len(kept) < len(fields.entries))


@dataclass(frozen=True, slots=True)
class _Spelling:
    models: dict[str, str]
    """By their ids without punctuation."""
    tools: set[str]

    def fields(self, fields: Fields) -> Fields:
        entries: dict[str, tuple[Possible, ...]] = {}
        for name, values in fields.without_kind().entries.items():
            known = field_of(name)
            entries[known] = tuple(self._possible(one, known) for one in values)
        return Fields(entries, fields.open)

    def _possible(self, possible: Possible, name: str) -> Possible:
        value = possible.value
        if isinstance(value, Fields):
            own = Possible(UNKNOWN, "unknown")  # a struct has a meaning that only its SDK knows
            return own if KIND in value.entries else replace(possible, value=self.fields(value))
        if isinstance(value, tuple):
            each = self._tool if name == "tools" else lambda one: self._possible(one, name)
            return replace(possible, value=tuple(map(each, value)))
        if possible.symbol and name == "model":
            model = model_of_constant(possible.symbol, self.models)
            return Possible(model, "constant") if model else possible
        return possible

    def _tool(self, possible: Possible) -> Possible:
        """A tool that is known by its type: `{OfImageGeneration: {...}}`, `Tool.ImageGeneration.builder()...`."""
        inside = possible.value
        if not isinstance(inside, Fields):
            named = self._tool_named(possible.symbol)
            return _typed(Fields(open=not possible.symbol.endswith("{}")), named) if named else possible
        kind = next((str(one.value) for one in inside.entries.get(KIND, ())), "")
        for name, values in inside.entries.items():
            if name != KIND and (named := self._tool_named(name)):
                held = next((one.value for one in values if isinstance(one.value, Fields)), None)
                return _typed(self.fields(held) if held else Fields(open=not values[0].symbol.endswith("{}")), named)
        made = self.fields(inside)
        named = self._tool_named(kind)
        return _typed(made, named) if named and "type" not in made.entries else replace(possible, value=made)

    def _tool_named(self, name: str) -> str:
        """The tool whose name is in that of a type, a field or a function."""
        return next((tool for tool in self.tools if name and tool in snake(name).replace(".", "_")), "")


def _typed(fields: Fields, tool: str) -> Possible:
    return Possible(fields.with_entry("type", (Possible(tool, "literal"),)), "literal")


def model_of_constant(name: str, bare: dict[str, str]) -> str:
    """The model that a constant is named for; empty where its name is none's, or says more than that.

    `bare` holds the models by their ids without punctuation.
    """
    written = "" if name.endswith(")") else _bare(name)
    endings = (one for one in bare if written.endswith(one))
    longest = max(endings, key=len, default="")
    before = written.removesuffix(longest)
    return bare[longest] if longest and (not before or before.isalpha()) else ""


def _bare(name: str) -> str:
    return _PUNCTUATION.sub("", name.lower())
