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
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from advisor.answer import Recommendation
    from advisor.diagnosis import Diagnosis
    from advisor.errors import AdvisorError, InputError, RuleError
    from advisor.facts import ABSENT, UNKNOWN, Account, Job, Request
    from advisor.failure import Case, Failure
    from advisor.finding import Finding, Linted
    from advisor.rulebook import RuleBook

__all__ = [
    "ABSENT",
    "UNKNOWN",
    "Account",
    "AdvisorError",
    "Case",
    "Diagnosis",
    "Failure",
    "Finding",
    "InputError",
    "Job",
    "Linted",
    "Recommendation",
    "Request",
    "RuleBook",
    "RuleError",
    "diagnose",
    "lint",
    "load_rules",
    "recommend",
]

_HOMES = {
    **dict.fromkeys(("ABSENT", "UNKNOWN", "Account", "Job", "Request"), "facts"),
    **dict.fromkeys(("AdvisorError", "InputError", "RuleError"), "errors"),
    **dict.fromkeys(("Finding", "Linted"), "finding"),
    **dict.fromkeys(("Case", "Failure"), "failure"),
    "Diagnosis": "diagnosis",
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
        InputError: a model no rule knows, a job that contradicts itself, or a day that is none.
    """
    from advisor.facts import Account
    from advisor.recommendation import recommend as answer

    _expect_day(as_of)
    return answer(job, account or Account(), as_of=as_of, book=rules or load_rules())


def diagnose(
    failure: Case | Failure | Mapping[str, Any] | str | bytes | bytearray | BaseException,
    request: Request | None = None,
    account: Account | None = None,
    *,
    as_of: date,
    rules: RuleBook | None = None,
) -> Diagnosis:
    """What is to blame for a failure, on what evidence, and the one next step.

    `failure` is an exception of an SDK, whatever was printed or logged, the body of an API error, or a case as a
    mapping (`error`, `request`, `account`, `date`); what `request` and `account` tell counts before what it tells.
    Where it tells its own day, that day counts before `as_of`.

    Raises:
        InputError: a failure that tells nothing or is of another kind, or a request, an account or a day that is none.
    """
    from dataclasses import replace

    from advisor.blame import diagnose as answer
    from advisor.call_table import call_table
    from advisor.facts import Account, Request
    from advisor.failure import Case, Failure
    from advisor.paste import read_case

    _expect_day(as_of)
    for name, told, kind in (("request", request, Request), ("account", account, Account)):
        _expect(name, told is None or isinstance(told, kind), told, f"an advisor.{kind.__name__}")
    book = rules or load_rules()
    if isinstance(failure, Failure):
        failure = Case(failures=(failure,))
    case = failure if isinstance(failure, Case) else read_case(failure, call_table(book))
    case = replace(case, request=request or case.request, account=account or case.account)
    return answer(case, as_of=as_of, book=book)


def _expect_day(as_of: object) -> None:
    from datetime import date, datetime

    _expect("as_of", isinstance(as_of, date) and not isinstance(as_of, datetime), as_of, "a datetime.date")


def _expect(name: str, fits: bool, value: object, expected: str) -> None:
    if not fits:
        from advisor.errors import InputError, as_written

        raise InputError(f"{name}: {as_written(value)} is not {expected}")


def lint(files: Mapping[str, str | bytes], *, as_of: date, rules: RuleBook | None = None) -> Linted:
    """Which rules the requests in some files break on a day. `files` are their contents by path; no other is read.

    Raises:
        InputError: a day that is none.
    """
    from advisor.call_table import call_table
    from advisor.extract.file import file_sightings
    from advisor.extract.project import Files
    from advisor.extract.words import Words
    from advisor.freshness import Knowledge
    from advisor.judge import lint as judge

    _expect_day(as_of)
    book = rules or load_rules()
    table = call_table(book)
    contents = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    beside, words = Files(contents.get), Words.of(table)
    seen = [one for path, content in contents.items() for one in file_sightings(path, content, table, words, beside)]
    return judge(Knowledge(book, as_of), seen, files=len(contents), texts=lambda path: _text(contents[path]))


def _text(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
