"""How well diagnosis finds stage and cause of labelled failures.

Run: python -m tests.benchmarks.failures CASES.jsonl [--misses] [--fuzz]

Each line is a case with `stage`, `cause` and `established` (`thread` or `text`); the labels are withheld from the tool.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from advisor import Diagnosis, diagnose, load_rules
from tests.mutations import ALL, is_pasted, mutated

LABELS = ("stage", "cause", "established", "fix", "url")
TODAY = date(2026, 11, 28)
"""For cases without a date of their own."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A labelled case and what the tool said of it."""

    case: dict[str, Any]
    answer: Diagnosis

    @property
    def causes(self) -> list[str]:
        return [one.cause for one in self.answer.causes if one.standing != "cleared"]

    @property
    def right_stage(self) -> bool:
        return bool(self.answer.causes[0].stage == self.case["stage"])

    @property
    def right_first(self) -> bool:
        return self.causes[:1] == [self.case["cause"]]

    @property
    def among_three(self) -> bool:
        return self.case["cause"] in self.causes[:3]


def score(cases: Iterable[dict[str, Any]]) -> list[Scored]:
    """Each case diagnosed without its labels."""
    book = load_rules()
    return [
        Scored(case, diagnose({k: v for k, v in case.items() if k not in LABELS}, as_of=TODAY, rules=book))
        for case in cases
    ]


def table(scored: Sequence[Scored]) -> str:
    """Shares of right stages and causes, for all cases and for those a thread confirms."""
    rows = []
    for title, part in (
        ("all", scored),
        ("thread", [one for one in scored if one.case.get("established") == "thread"]),
        ("text", [one for one in scored if one.case.get("established") != "thread"]),
    ):
        if part:
            shares = (
                f"{name} {sum(hits)}/{len(part)} ({sum(hits) / len(part):.1%})"
                for name, hits in (
                    ("stage", [one.right_stage for one in part]),
                    ("cause first", [one.right_first for one in part]),
                    ("among three", [one.among_three for one in part]),
                )
            )
            rows.append(f"{title:7}{'  '.join(shares)}")
    return "\n".join(rows)


def single_signatures(scored: Sequence[Scored]) -> list[str]:
    """Signatures that exactly one of the cases has."""
    counts = Counter(id_ for one in scored for id_ in {id_ for cause in one.answer.causes for id_ in cause.signatures})
    return sorted(id_ for id_, count in counts.items() if count == 1)


def misses(scored: Sequence[Scored]) -> str:
    """A line for each case whose cause does not come first."""
    return "\n".join(
        f"{one.case['id']} {one.case['stage']}/{one.case['cause']} ({one.case.get('established')}): "
        + ", ".join(f"{cause.stage}/{cause.cause} {cause.standing}" for cause in one.answer.causes[:4])
        + f"\n    {one.case['error'].get('message', '')[:150]!r}"
        for one in scored
        if not one.right_first
    )


def fuzz(cases: Iterable[dict[str, Any]]) -> str:
    """How often a mutated paste keeps the stage that comes first, by mutation; cases told in words are left out."""
    book = load_rules()
    tried = [
        one
        for number, case in enumerate(cases)
        if is_pasted(case)
        for one in mutated(
            {key: value for key, value in case.items() if key not in LABELS}, ALL, str(number), as_of=TODAY, book=book
        )
    ]
    rows = [("all", tried), *((name, [one for one in tried if one.mutation == name]) for name in ALL)]
    return "\n".join(
        f"{name:32} stage kept {sum(one.kept for one in part)}/{len(part)} ({sum(one.kept for one in part) / len(part):.1%})"
        for name, part in rows
        if part
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument(
        "--fuzz", action="store_true", help="print how often mutated pastes keep the stage, and no score"
    )
    given = parser.parse_args(arguments)
    lines = given.cases.read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines if line.strip()]
    if given.fuzz:
        print(fuzz(cases))
        return
    scored = score(cases)
    print(table(scored))
    print(f"signatures that one case has: {len(single_signatures(scored))}")
    if given.misses:
        print(misses(scored))


if __name__ == "__main__":
    main()
