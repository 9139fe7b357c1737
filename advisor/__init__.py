"""Which OpenAI image endpoint, model and payload, for which account, on which day: with reasons and sources.

>>> from datetime import date
>>> from advisor import Account, Job, recommend
>>> answer = recommend(Job(task="generate"), Account(tier="free"), as_of=date(2026, 3, 23))
>>> answer.access.standing
'blocked'
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock

from advisor.answer import Recommendation
from advisor.errors import AdvisorError, InputError, RuleError
from advisor.facts import ABSENT, UNKNOWN, Account, Job, Request
from advisor.load import base_folder, read_book
from advisor.recommend import recommend as _recommend
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


def load_rules(*overlays: Path | str) -> RuleBook:
    """The rule book, with an organization's overlays on top, in order. Read once, then shared; it is frozen.

    Raises:
        InputError: a folder that does not exist.
        RuleError: every problem of every rule file.
    """
    with _loading:
        return _read_once(tuple(Path(folder).absolute() for folder in overlays))


_loading = Lock()


@cache
def _read_once(overlays: tuple[Path, ...]) -> RuleBook:
    return read_book([base_folder(), *overlays])


def recommend(
    job: Job, account: Account | None = None, *, as_of: date, rules: RuleBook | None = None
) -> Recommendation:
    """The recommended endpoint, model and payload for a job, with reasons, sources and blockers, as of a day.

    Raises:
        InputError: a model no rule knows, or a job that contradicts itself.
    """
    return _recommend(job, account or Account(), as_of=as_of, book=rules or load_rules())
