"""Which OpenAI image endpoint, model and payload, for which account, on which day: with reasons and sources.

>>> from datetime import date
>>> from advisor import Account, Job, recommend
>>> answer = recommend(Job(task="generate"), Account(tier="free"), as_of=date(2026, 3, 23))
>>> answer.access.standing
'blocked'
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # each name is loaded when it is asked for, so that a command starts with what it needs
    from datetime import date
    from pathlib import Path

    from advisor.answer import Recommendation
    from advisor.errors import AdvisorError, InputError, RuleError
    from advisor.facts import ABSENT, UNKNOWN, Account, Job, Request
    from advisor.rulebook import RuleBook

__all__ = [
    "ABSENT",
    "UNKNOWN",
    "Account",
    "AdvisorError",
    "InputError",
    "Job",
    "Recommendation",
    "Request",
    "RuleBook",
    "RuleError",
    "load_rules",
    "recommend",
]

_HOMES = {
    **dict.fromkeys(("ABSENT", "UNKNOWN", "Account", "Job", "Request"), "facts"),
    **dict.fromkeys(("AdvisorError", "InputError", "RuleError"), "errors"),
    "Recommendation": "answer",
    "RuleBook": "rulebook",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"advisor.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_rules(*overlays: Path | str) -> RuleBook:
    """The rule book, with an organization's overlays on top, in order. Read once, then shared; it is frozen.

    Raises:
        InputError: a folder that does not exist.
        RuleError: every problem of every rule file.
    """
    from pathlib import Path

    with _loading:
        return _read_once(tuple(Path(folder).absolute() for folder in overlays))


_loading = Lock()


@cache
def _read_once(overlays: tuple[Path, ...]) -> RuleBook:
    from advisor.load import base_folder, read_book

    return read_book([base_folder(), *overlays])


def recommend(
    job: Job, account: Account | None = None, *, as_of: date, rules: RuleBook | None = None
) -> Recommendation:
    """The recommended endpoint, model and payload for a job, with reasons, sources and blockers, as of a day.

    Raises:
        InputError: a model no rule knows, or a job that contradicts itself.
    """
    from advisor.facts import Account
    from advisor.recommendation import recommend as answer

    return answer(job, account or Account(), as_of=as_of, book=rules or load_rules())
