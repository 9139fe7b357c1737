"""What every rule file's shape is built of, and the check of a document against one."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import WithJsonSchema as Shown

from advisor.document import Document
from advisor.errors import Problem, as_written, nearest

__all__ = ["FieldName", "HostKind", "HostName", "Id", "Sentence", "ShapeError", "Strict", "When", "check_shape"]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$")]
Sentence = Annotated[str, StringConstraints(min_length=1)]
HostName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9._*:\[\]-]+$")]
HostKind = Literal["openai", "azure", "gateway", "local", "other-vendor", "chatgpt-backend"]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]*$")]
When = Annotated[dict[str, Any], Shown({"type": "object", "description": "fact|modifier: value"})]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ShapeError(Exception):
    """A file that has not the shape declared here."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def check_shape(document: Document, shape: type[BaseModel]) -> Any:
    """The document as an instance of `shape`.

    Raises:
        ShapeError: every place that differs, with the nearest right key where a key is unknown.
    """
    try:
        return shape.model_validate(document.data)
    except ValidationError as error:
        raise ShapeError([_problem(document, shape, dict(fault)) for fault in error.errors()]) from None


def _problem(document: Document, shape: type[BaseModel], fault: dict[str, Any]) -> Problem:
    keys = tuple(fault["loc"])
    if fault["type"] == "extra_forbidden":
        known = [name for name in _all_keys(shape) if name != keys[-1]]  # one of that name may belong elsewhere
        message = f"unknown key {keys[-1]!r}{nearest(str(keys[-1]), known)}"
    elif fault["type"] == "missing":
        message = f"key {keys[-1]!r} is missing"
    else:
        said = re.sub(r" or instance of \w+", "", fault["msg"]).replace("dictionary", "map")
        message = f"{said[0].lower()}{said[1:]}, not {as_written(fault.get('input'))}"
        message = f"{keys[-1]}: {message}" if keys and isinstance(keys[-1], str) else message
    return document.problem(keys, message)


def _all_keys(shape: type[BaseModel]) -> list[str]:
    """Every declared key of the shape, its parts included: near enough for a hint."""
    found: list[str] = []
    definitions = shape.model_json_schema()
    for part in (definitions, *definitions.get("$defs", {}).values()):
        found += part.get("properties", {})
    return found
