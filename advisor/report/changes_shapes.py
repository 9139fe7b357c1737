"""The published shape of what is different now."""

from __future__ import annotations

import sys
from typing import Any, Literal

from advisor.report.shapes import DecidedDocument, KnowledgeDocument, ModelDocument, ReasonDocument

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # pydantic, which brings it, reads no other before 3.12
    from typing_extensions import TypedDict

__all__ = ["BreakageDocument", "ChangeDocument", "ChangesDocument", "ModelChangeDocument", "MoveDocument"]


class MoveDocument(TypedDict):
    """A model on a surface, and what the advisor would choose in its place; empty where no route leads there."""

    kind: Literal["image", "text"]
    row: str
    surface: str
    model: str
    new_surface: str
    new_model: str
    why: list[ReasonDocument]


class BreakageDocument(TypedDict):
    """Values that the old model takes and a rule refuses for the new one."""

    field: str
    values: list[Any]
    rule: str
    title: str
    text: str
    because: str
    fix: str
    surfaces: list[str]
    models: list[str]
    certainty: Literal["certain", "likely"]
    rests_on: list[DecidedDocument]


class ChangeDocument(TypedDict):
    """A fact that is not what it was; `now` once for each new model and reading."""

    topic: str
    asks: str
    subject: str
    fact: str
    means: str
    when_none: str
    standing: Literal["changed", "new", "untold"]
    surfaces: list[str]
    gone: list[Any]
    added: list[Any]
    before: DecidedDocument
    now: list[DecidedDocument]


class ModelChangeDocument(TypedDict):
    """The lifecycle of a model, then and now."""

    was: Literal["active", "deprecated", "shutdown", "<unknown>"]
    shutdown_was: str
    now: ModelDocument


class ChangesDocument(TypedDict):
    """The answer of `advisor changes`; `model` is empty since a day, `named_by` empty where nobody names any."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    since: str
    model: str
    says: str
    moves: list[MoveDocument]
    models: list[ModelChangeDocument]
    named: list[str]
    named_by: list[DecidedDocument]
    breaks: list[BreakageDocument]
    changes: list[ChangeDocument]
    unchanged: list[str]
    carried: list[str]
