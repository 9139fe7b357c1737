"""Pastes of a case as they arrive: cut off, logged, coloured, broken into lines, wrapped in other formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from random import Random
from typing import Any

from advisor import Diagnosis, InputError, RuleBook, diagnose
from advisor.call_table import call_table
from advisor.facts import UNKNOWN
from advisor.failure import Case
from advisor.front.failing import with_request
from advisor.paste import read_case

__all__ = ["ALL", "MUTATIONS", "Mutated", "diagnosed", "is_pasted", "mutated", "printed"]

Mutation = Callable[[str, Random], str]


def printed(case: Mapping[str, Any]) -> str:
    """What a terminal shows of a case: what was printed, or the fields as an SDK prints them."""
    error = case.get("error") or {}
    message, raw = str(error.get("message") or ""), str(error.get("raw") or "")
    if raw:
        return raw if message in raw else f"{message}\n{raw}"
    body = {key: error.get(key) for key in ("message", "type", "param", "code")}
    if error.get("status") and any(body[key] for key in ("type", "param", "code")):
        return f"Error code: {error['status']} - {{'error': {body}}}"
    if any(body[key] for key in ("type", "param", "code")):
        return json.dumps({"error": body})
    return f"{error['status']} {message}" if error.get("status") else message


def is_pasted(case: Mapping[str, Any]) -> bool:
    """Whether a case holds what a program printed, and not what a person said of it."""
    return len(printed(case)) >= 20 and not str((case.get("error") or {}).get("message") or "").startswith("(")


def diagnosed(text: str, case: Mapping[str, Any], *, as_of: date, book: RuleBook) -> Diagnosis:
    """The answer to a paste, beside what its case tells of request, account and day."""
    table = call_table(book)
    beside = read_case({key: case.get(key) for key in ("request", "account", "date")} | {"error": {}}, table)
    read = read_case(text, table)
    if case.get("request"):
        read = with_request(read, case["request"], table)
    notes = beside.failures[0].notes
    failures = (replace(one, notes=notes if one.notes is UNKNOWN else one.notes) for one in read.failures)
    whole = Case(
        failures=tuple(failures), request=read.request, account=beside.account, as_of=beside.as_of or read.as_of
    )
    return diagnose(whole, as_of=as_of, rules=book)


# -- mutations ---------------------------------------------------------------------------------------------------------


def _without_end(text: str, chance: Random) -> str:
    return text[: int(len(text) * chance.uniform(0.7, 0.97))]


def _without_start(text: str, chance: Random) -> str:
    return text[int(len(text) * chance.uniform(0.03, 0.3)) :]


def _logged(text: str, chance: Random) -> str:
    prefix = chance.choice(
        (
            "2026-09-20 10:11:12,345 ERROR app.images: ",
            "2026-09-20T10:11:12.345Z ",
            "[2026-09-20 10:11:12] production.ERROR: ",
            "api-1  | ",
            "Sep 20 10:11:12 web-1 app[200]: ",
            "E 10:11:12.400 [worker-3] ",
        )
    )
    return "\n".join(f"{prefix}{line}" for line in text.split("\n"))


def _coloured(text: str, chance: Random) -> str:
    return " ".join(
        f"\x1b[{chance.randint(31, 37)}m{word}\x1b[0m" if chance.random() < 0.4 else word for word in text.split(" ")
    )


def _broken(width: int) -> Mutation:
    def broken(text: str, _: Random) -> str:
        return "\n".join(
            line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width)
        )

    return broken


def _in_json(text: str, _: Random) -> str:
    return json.dumps({"level": "error", "time": 1790000000, "msg": text})


def _in_json_twice(text: str, _: Random) -> str:
    return json.dumps({"detail": json.dumps({"error": text}, ensure_ascii=False)})


def _cited(text: str, _: Random) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _in_html(text: str, _: Random) -> str:
    return f"<pre>{escape(text)}</pre>"


def _of_windows(text: str, _: Random) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n"


def _amid_others(text: str, _: Random) -> str:
    return f"$ npm run dev\n\nready in 400 ms\n{text}\n\nserver stopped\n"


MUTATIONS: dict[str, Mutation] = {
    "cut at the end": _without_end,
    "cut at the start": _without_start,
    "log prefixes": _logged,
    "colours": _coloured,
    "broken at 60": _broken(60),
    "broken at 80": _broken(80),
    "broken at 100": _broken(100),
    "JSON": _in_json,
    "JSON in JSON": _in_json_twice,
    "citation": _cited,
    "HTML": _in_html,
    "line breaks of Windows": _of_windows,
    "amid other lines": _amid_others,
}
"""By name: a paste, and chance, give another paste of the same failure."""
PAIRS = (
    ("log prefixes", "broken at 80"),
    ("colours", "broken at 100"),
    ("cut at the end", "JSON"),
    ("JSON in JSON", "log prefixes"),
    ("cut at the start", "citation"),
    ("line breaks of Windows", "JSON"),
)


@dataclass(frozen=True, slots=True)
class Mutated:
    """A mutated paste of a case, and the stage that comes first with and without the mutation."""

    mutation: str
    text: str
    before: str
    after: str

    @property
    def kept(self) -> bool:
        return self.before == self.after


def mutated(
    case: Mapping[str, Any], names: tuple[str, ...], seed: str, *, as_of: date, book: RuleBook
) -> Iterator[Mutated]:
    """A case under each of some mutations; `a + b` is first a, then b. The same seed gives the same texts."""
    whole = printed(case)
    before = diagnosed(whole, case, as_of=as_of, book=book).causes[0].stage
    for name in names:
        text, chance = whole, Random(f"{seed} {name}")
        for part in name.split(" + "):
            text = MUTATIONS[part](text, chance)
        try:
            after = diagnosed(text, case, as_of=as_of, book=book).causes[0].stage
        except InputError:
            after = "not read"
        yield Mutated(name, text, before, after)


ALL = (*MUTATIONS, *(f"{one} + {other}" for one, other in PAIRS))
"""The names of all mutations, pairs included."""
