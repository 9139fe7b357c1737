"""The values a fact may take: what makes tables enumerable, provable and askable."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

__all__ = ["Choice", "Count", "Domain", "Flag", "ModelId", "Names", "Text"]


class Domain:
    """The values a fact may take."""

    expected = "a value"

    def holds(self, value: object) -> bool:
        """Whether `value` lies in the domain."""
        raise NotImplementedError

    def samples(self, literals: Iterable[object]) -> tuple[object, ...]:
        """Values that stand for the whole domain when conditions compare it with `literals`."""
        raise NotImplementedError

    def json_schema(self) -> dict[str, object]:
        """The JSON Schema of a value."""
        raise NotImplementedError


@dataclass(frozen=True)
class Choice(Domain):
    """One of a few words."""

    values: tuple[str, ...]

    @property
    def expected(self) -> str:  # type: ignore[override]
        return "one of " + ", ".join(self.values)

    def holds(self, value: object) -> bool:
        return isinstance(value, str) and value in self.values

    def samples(self, literals: Iterable[object]) -> tuple[object, ...]:  # noqa: ARG002
        return self.values

    def json_schema(self) -> dict[str, object]:
        return {"type": "string", "enum": list(self.values)}


@dataclass(frozen=True)
class Flag(Domain):
    """True or false."""

    expected = "true or false"

    def holds(self, value: object) -> bool:
        return isinstance(value, bool)

    def samples(self, literals: Iterable[object]) -> tuple[object, ...]:  # noqa: ARG002
        return (False, True)

    def json_schema(self) -> dict[str, object]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Count(Domain):
    """A whole number from `least` up to `most`."""

    least: int = 0
    most: int = 1_000_000

    @property
    def expected(self) -> str:  # type: ignore[override]
        return f"a whole number from {self.least} to {self.most}"

    def holds(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most

    def samples(self, literals: Iterable[object]) -> tuple[object, ...]:
        cuts = {self.least} | {near for cut in literals if isinstance(cut, int) for near in (cut - 1, cut, cut + 1)}
        return tuple(sorted(cut for cut in cuts if self.least <= cut <= self.most))

    def json_schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Text(Domain):
    """Free text, optionally of a shape."""

    pattern: str = r"(?s).+"
    shape: str = "text that is not empty"

    @property
    def expected(self) -> str:  # type: ignore[override]
        return self.shape

    def holds(self, value: object) -> bool:
        if not isinstance(value, str) or re.search("[\ud800-\udfff\0]", value):  # half a character cannot be sent
            return False
        return re.fullmatch(self.pattern, value) is not None

    def samples(self, literals: Iterable[object]) -> tuple[object, ...]:
        return (*sorted(str(literal) for literal in literals), "something else")

    def json_schema(self) -> dict[str, object]:
        schema: dict[str, object] = {"type": "string", "minLength": 1}
        return schema if self.pattern == Text.pattern else {**schema, "pattern": f"^({self.pattern})$"}


@dataclass(frozen=True)
class ModelId(Text):
    """The id of a model; which there are, the rules tell."""

    shape: str = "the id of a model"


@dataclass(frozen=True)
class Names(Domain):
    """A list of names."""

    expected = "a list of names"

    def holds(self, value: object) -> bool:
        return isinstance(value, (list, tuple)) and all(isinstance(name, str) and name for name in value)

    def samples(self, literals: Iterable[object]) -> tuple[object, ...]:
        names = sorted(str(literal) for literal in literals)
        return tuple(some for count in range(len(names) + 1) for some in combinations(names, count))

    def json_schema(self) -> dict[str, object]:
        return {"type": "array", "items": {"type": "string", "minLength": 1}}
