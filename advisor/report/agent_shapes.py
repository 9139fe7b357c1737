"""The published shapes of what only agents are told: the next question, and what was named and is not known."""

from __future__ import annotations

import sys
from typing import Any, Literal

from advisor.report.shapes import KnowledgeDocument

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # pydantic, which brings it, reads no other before 3.12
    from typing_extensions import TypedDict

__all__ = [
    "AskedDocument",
    "BesideDocument",
    "KnownDocument",
    "NextQuestionDocument",
    "OptionDocument",
    "SoFarDocument",
    "UnheardDocument",
]


class UnheardDocument(TypedDict):
    """A name that nothing here knows. That is never a sign that it is supported, nor that it is not."""

    name: str
    what: Literal["model", "id", "host", "code"]
    standing: Literal["unknown"]
    means: str
    nearest: list[str]


class BesideDocument(TypedDict, total=False):
    """What may stand beside any answer."""

    left_out: dict[str, int]
    """How many entries of a list are left out in short; `detail: full` has them."""
    unknown: list[UnheardDocument]


class OptionDocument(TypedDict):
    """An answer to a question, and what is still possible then."""

    value: Any
    label: str
    leads_to: list[str]
    rules: list[str]
    """The rules that would block or caution then; `explain` tells what each is."""


class AskedDocument(TypedDict):
    """The fact that decides most."""

    fact: str
    """Its full name, such as `job.task`: tell it as `task` of `job`, or in `passed` when nobody knows."""
    asks: str
    stage: Literal["route", "model", "access"]
    why: str
    expected: str
    """Which values the fact may take."""
    options: list[OptionDocument]
    assumed: Any
    """What holds while it is not known: `<absent>` for nothing of the kind, `<unknown>` where nothing is assumed."""
    free_check: str
    asked_by: list[str]


class KnownDocument(TypedDict):
    """What counts as told, to be handed in again with the next answer."""

    job: dict[str, Any]
    account: dict[str, Any]
    passed: list[str]


class SoFarDocument(TypedDict):
    """The recommendation as far as things are known, in short."""

    surface: str
    method: str
    path: str
    model: str
    image_model: str
    standing: Literal["ready", "blocked", "unknown"]
    blockers: list[str]
    unmet: list[str]


class NextQuestionDocument(TypedDict):
    """Which fact to ask for next; with `done`, nothing that is still unknown changes the answer."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    done: bool
    question: AskedDocument | None
    known: KnownDocument
    answer: SoFarDocument | None
    """Null while the job contradicts itself without the fact that is asked for."""
