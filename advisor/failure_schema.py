"""The shapes of what diagnosis rests on: causes, signatures of errors, and who stands in between."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, RootModel

from advisor.shape import HostKind, Id, Sentence, Strict, When

__all__ = ["CausesFile", "PartyEntry", "ProbeEntry", "SignatureFile", "WordsFile"]


class ProbeEntry(Strict):
    """The cheapest check of something: what to look at, and a command or a link where one exists."""

    look: Sentence
    command: str | None = None
    link: str | None = None
    paid: bool = False


class CauseEntry(Strict):
    """A cause of failures."""

    stage: Id
    means: Sentence
    next_step: Sentence
    command: str | None = None
    link: str | None = None
    probe: ProbeEntry
    do_not: list[Sentence] = []
    tells: dict[str, bool] = {}
    sources: list[Id] = []


class SignatureRow(Strict):
    """A cause that a signature leads to."""

    cause: Id
    when: When = {}
    standing: Literal["shown", "likely", "possible"] = "shown"
    because: Sentence | None = None


class SignatureFile(Strict):
    """rules/errors/<signature>.yaml"""

    as_of: date
    title: Sentence
    when: When
    because: Sentence
    causes: list[SignatureRow] = []
    clears: list[Id] = []
    sets_aside: list[Id] = []
    sources: list[Id] = []
    matches: Annotated[list[dict[str, Any]], Field(min_length=1)]
    differs: list[dict[str, Any]] = []


class PartyEntry(Strict):
    """What shows that a kind of host stands between the caller and the model, or is the caller's own account."""

    kind: HostKind
    when: When
    because: Sentence


class WordsEntry(Strict):
    """Words of one meaning that several conditions look for, as `fact|says: ["@<id>"]`."""

    means: Sentence
    phrases: Annotated[list[Sentence], Field(min_length=2)]


class WordsFile(RootModel[dict[Id, WordsEntry]]):
    """rules/words.yaml, and words.yaml of an overlay, which adds to it"""


class CausesFile(RootModel[dict[Id, CauseEntry]]):
    """rules/causes.yaml, and causes.yaml of an overlay, which adds to it"""
