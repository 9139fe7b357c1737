"""Every case under tests/cases: facts in, answer out. A folder holds the cases of one command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from advisor import Account, Job, recommend
from advisor.facts import facts_of
from advisor.front.cli import cli
from advisor.report.document import recommendation_document
from tests.cases.matching import mismatches

FOLDER = Path(__file__).parent
COMMANDS = ("sources", "explain", "models", "routes", "changes")


def _cases(folder: str) -> list[Any]:
    found = []
    for file in sorted((FOLDER / folder).glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            found.append(pytest.param(case, id=f"{file.stem}: {case['says']}"))
    return found


def _days(case: dict[str, Any]) -> list[date]:
    days = case["as_of"] if isinstance(case["as_of"], list) else [case["as_of"]]
    assert days
    assert all(isinstance(day, date) for day in days)
    return days


def _told(case: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Job and account of a case; `for_each` stands for every combination of the values it lists for a fact."""
    each = case.get("for_each", {})
    for values in product(*each.values()):
        facts = dict(zip(each, values, strict=True))
        job = {name: value for name, value in facts.items() if name in facts_of(Job)}
        account = {name: value for name, value in facts.items() if name not in job}
        yield {**case.get("job", {}), **job}, {**case.get("account", {}), **account}


def test_says_only_once() -> None:
    says = [case.values[0]["says"] for folder in ("recommend", *COMMANDS) for case in _cases(folder)]
    assert sorted(says) == sorted(set(says))


@pytest.mark.parametrize("case", _cases("recommend"))
def test_recommend(case: dict[str, Any]) -> None:
    assert set(case) <= {"says", "as_of", "job", "account", "for_each", "answer"}
    for day in _days(case):
        for job, account in _told(case):
            answer = recommend(Job(**job), Account(**account), as_of=day)
            found = mismatches(recommendation_document(answer), case["answer"])
            assert not found, f"as of {day}, {job}, {account}: " + "; ".join(found)


@pytest.mark.parametrize(("command", "case"), [
    pytest.param(command, *case.values, id=f"{command}: {case.id}") for command in COMMANDS for case in _cases(command)
])  # fmt: skip
def test_command(command: str, case: dict[str, Any]) -> None:
    assert set(case) <= {"says", "as_of", "asks", "answer"}
    for day in _days(case):
        asked = [command, *case.get("asks", []), "--as-of", day.isoformat(), "--format", "json"]
        result = CliRunner().invoke(cli, asked, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        found = mismatches(json.loads(result.output), case["answer"])
        assert not found, f"as of {day}: " + "; ".join(found)
