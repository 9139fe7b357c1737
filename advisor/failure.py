"""A failure: what an error said, and what was told around it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date

from advisor.errors import InputError, as_written
from advisor.facts import UNKNOWN, Account, Gap, Maybe, Request
from advisor.secrets import redacted

__all__ = ["Case", "Failure", "in_its_own_words", "joined"]


_PLAIN = ("type", "code", "param")
"""Fields of single words."""
_FLAGS = ("silent", "in_words")


def _shown(name: str, value: object) -> str:
    if isinstance(value, str):
        return repr(redacted(value)) if name in _PLAIN and len(value) <= 60 else f"<{len(value):,} characters>"
    return f"<{len(value):,} texts>" if isinstance(value, tuple) else repr(value)


def _fits(name: str, value: object) -> bool:
    """Whether a field of a failure may have a value."""
    if isinstance(value, Gap):
        return True
    if name == "status":
        return isinstance(value, int) and not isinstance(value, bool) and 100 <= value < 600
    if name in ("exceptions", "notes"):
        return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    return isinstance(value, bool if name in _FLAGS else str)


_EXPECTED = {"status": "a whole number from 100 to 599"}
_EXPECTED |= dict.fromkeys(_FLAGS, "True or False")
_EXPECTED |= dict.fromkeys(("exceptions", "notes"), "a list of texts")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Failure:
    """One error, or one silent failure. A field nobody told is UNKNOWN; one that the API said is null is ABSENT.

    Raises:
        InputError: a value of another kind than its field has.
    """

    status: Maybe[int] = UNKNOWN
    """Status of the HTTP answer."""
    type: Maybe[str] = UNKNOWN
    """`error.type` of the answer."""
    code: Maybe[str] = UNKNOWN
    """`error.code` of the answer."""
    param: Maybe[str] = UNKNOWN
    """`error.param` of the answer, or the field its message names."""
    message: Maybe[str] = UNKNOWN
    """What the error says, without the class, the status and the log prefix around it."""
    request_id: Maybe[str] = UNKNOWN
    """By which OpenAI finds the request."""
    exceptions: Maybe[tuple[str, ...]] = UNKNOWN
    """Names of the classes that were raised, without their modules, in the order they are told."""
    text: Maybe[str] = UNKNOWN
    """All that was told of it, the message and what was printed around it, without colours."""
    client: Maybe[str] = UNKNOWN
    """The SDK, framework, app or gateway, as it was told."""
    endpoint: Maybe[str] = UNKNOWN
    """The address or path, as it was told."""
    notes: Maybe[tuple[str, ...]] = UNKNOWN
    """What else was told of account and circumstances, such as `auth: ChatGPT login`."""
    silent: Maybe[bool] = UNKNOWN
    """No error was seen, and the result is wrong all the same."""
    in_words: Maybe[bool] = UNKNOWN
    """A person tells of it in words of their own; what a program printed is none."""

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, list):
                value = tuple(value)
                object.__setattr__(self, one.name, value)
            if not _fits(one.name, value):
                expected = _EXPECTED.get(one.name, "a text")
                raise InputError(f"{one.name}: {as_written(value)} is not {expected}, nor UNKNOWN or ABSENT")

    @property
    def told(self) -> Maybe[str]:
        """Client, endpoint and notes as one text; UNKNOWN where none of them was told."""
        parts = [self.client, self.endpoint, *(self.notes if isinstance(self.notes, tuple) else ())]
        known = [part for part in parts if isinstance(part, str)]
        return "\n".join(known) if known else UNKNOWN

    def __repr__(self) -> str:
        """What was told, without its words: it may stand in a log or a traceback."""
        told = ((one.name, getattr(self, one.name)) for one in fields(self))
        return f"Failure({', '.join(f'{name}={_shown(name, value)}' for name, value in told if value is not UNKNOWN)})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Case:
    """What was handed in: its failures, and what it tells of request, account and day."""

    failures: tuple[Failure, ...]
    """In the order in which one led to the other, where that shows; never empty."""
    request: Request = field(default_factory=lambda: Request(open=True))
    account: Account = field(default_factory=Account)
    as_of: date | None = None
    """The day on which it failed; None where it was not told."""
    id: object = None
    """By which whoever handed it in knows it; None where there is none."""

    def __repr__(self) -> str:
        """What was told, without what was sent."""
        sent = ", ".join(redacted(name) for name in self.request.params) or "nothing known"
        return f"Case(failures={self.failures!r}, sent=<{sent}>, as_of={self.as_of!r})"


def joined(*texts: object) -> str:
    """Texts in order, without those that another one holds already."""
    kept: list[str] = []
    for text in texts:
        if isinstance(text, str) and text.strip() and not any(text in one for one in kept):
            kept = [*(one for one in kept if one not in text), text]
    return "\n".join(kept)


def in_its_own_words(failure: Failure) -> Failure:
    """The failure, its text holding what its fields say: there they may be escaped, or missing."""
    text = joined(failure.text, failure.message, failure.type, failure.code)
    if not text and isinstance(failure.status, int):
        text = f"HTTP {failure.status}"
    return replace(failure, text=text or UNKNOWN)
