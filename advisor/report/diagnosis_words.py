"""What every format of a diagnosis says alike: facts in plain words, and how sure the answer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.facts import UNKNOWN
from advisor.printable import on_one_line
from advisor.secrets import redacted

if TYPE_CHECKING:
    from advisor.diagnosis import Cause, Diagnosis

__all__ = ["NO_CAUSE", "QUOTED", "STAGES", "SURE", "clean", "fact_in_words", "is_told", "not_told"]

NO_CAUSE = UNKNOWN.value
"""What stands for a cause where nothing tells of one."""
SURE = {
    "shown": ("To blame", "the evidence shows it"),
    "likely": ("Likely to blame", "not certain"),
    "possible": ("Perhaps to blame", "a guess: too little was told"),
}
"""What a standing means, before and after the cause."""
STAGES = {
    "route": "the route",
    "model": "the model",
    "access": "the account",
    "payload": "the payload",
    "other": "something around the request",
}
QUOTED = ("failure.message", "failure.text", "failure.told", "failure.notes")
"""Facts whose evidence is words that somebody or something said."""
_FACTS = {
    "failure.status": "HTTP status",
    "failure.type": "error type",
    "failure.code": "error code",
    "failure.param": "field the error names",
    "failure.message": "message",
    "failure.text": "what was printed",
    "failure.exceptions": "exception",
    "failure.client": "client",
    "failure.endpoint": "address",
    "failure.notes": "what was told beside it",
    "failure.told": "what was told beside it",
    "failure.request_id": "request id",
    "failure.silent": "no error was seen",
    "failure.in_words": "told in words",
    "failure.parties": "who stands in between",
    "as_of": "day",
}
_GROUPS = {
    "request": "{} sent",
    "account": "{} of the account",
    "model": "{} of the model",
    "image_model": "{} of the model",
    "surface": "{} of the surface",
}
_WANTED = (
    ("failure.status", "the HTTP status"),
    ("failure.endpoint", "the address that was called"),
    ("request.model", "the model"),
    ("failure.client", "the SDK or app"),
)
"""What helps most where it is not told, the most telling first."""


def clean(text: str) -> str:
    """A text on one line, without secrets, whatever it quotes."""
    return on_one_line(redacted(text).encode("utf-8", "backslashreplace").decode())


def fact_in_words(fact: str) -> str:
    """The name of a fact as a person would say it."""
    group, _, name = fact.partition(".")
    return _FACTS.get(fact) or _GROUPS.get(group, "{}").format((name or group).replace("_", " "))


def is_told(cause: Cause) -> bool:
    """Whether evidence leads to it, so that it is more than a stage to look at, or a hint by mere words."""
    return bool(cause.signatures)


def not_told(answer: Diagnosis) -> list[str]:
    """What was not told and would make the answer surer."""
    told = set(answer.understood)
    if "request.surface" in told:
        told.add("failure.endpoint")
    return [name for fact, name in _WANTED if fact not in told]
