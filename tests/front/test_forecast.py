"""`advisor forecast`: what appears by when, and nothing that nobody had announced."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter

from advisor import Linted, lint
from advisor.report.published import DOCUMENTS
from tests.front.test_cli import run

DRAW = 'from openai import OpenAI\nOpenAI().images.generate(model="{}", prompt="a")\n'
CODE = {
    "a.py": DRAW.format("gpt-image-1.5"),
    "b.py": DRAW.format("gpt-image-2.6-flare"),
    "c.py": DRAW.format("dall-e-3"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in CODE.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def told(*arguments: str, cwd: Path) -> Any:
    done = run("forecast", *arguments, "--format", "json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    jsonschema.validate(document, TypeAdapter(DOCUMENTS["forecast"]).json_schema())
    return document


def appearing(document: Any) -> list[tuple[str, str, str]]:
    return [(day["day"], one["path"], one["rule"]) for day in document["coming"] for one in day["findings"]]


def test_it_tells_the_day_on_which_a_finding_appears(tree: Path) -> None:
    document = told(".", "--days", "60", "--as-of", "2026-11-22", cwd=tree)
    assert appearing(document) == [("2026-12-01", "a.py", "image-model-shut-down")]
    assert document["now"] == len(linted(date(2026, 11, 22)).findings), "what stands already is counted, not told again"


def test_it_looks_no_farther_than_asked(tree: Path) -> None:
    assert appearing(told(".", "--days", "8", "--as-of", "2026-11-22", cwd=tree)) == []
    assert appearing(told(".", "--days", "9", "--as-of", "2026-11-22", cwd=tree)) != []


def test_a_level_that_rises_is_told(tree: Path) -> None:
    document = told("a.py", "--days", "60", "--as-of", "2026-10-15", cwd=tree)
    assert appearing(document) == [
        ("2026-11-01", "a.py", "image-model-deprecated"),
        ("2026-12-01", "a.py", "image-model-shut-down"),
    ]


def test_what_is_announced_later_is_not_foreseen(tree: Path) -> None:
    assert appearing(told("a.py", "--days", "365", "--as-of", "2026-03-23", cwd=tree)) == []


def test_without_a_path_it_tells_which_models_end(tmp_path: Path) -> None:
    document = told("--days", "10", "--as-of", "2026-11-22", cwd=tmp_path)
    (day,) = document["coming"]
    assert day["day"] == "2026-12-01"
    assert {row["model"] for row in day["models"]} >= {"gpt-image-1.5", "gpt-image-1-mini", "chatgpt-image-latest"}


def test_its_screen_says_how_much_comes_and_when(tree: Path) -> None:
    done = run("forecast", ".", "--as-of", "2026-11-22", cwd=tree)
    first, *rest = done.stdout.splitlines()
    assert first == "1 error will appear by 2027-03-22 in 3 requests of 3 files, the first on 2026-12-01"
    assert any(line.startswith("2026-12-01 (in 9 days)") for line in rest)


def test_a_clean_forecast_says_what_it_looked_at(tree: Path) -> None:
    done = run("forecast", "b.py", "--as-of", "2026-11-22", cwd=tree)
    assert done.stdout.startswith("No finding appears by 2027-03-22 in 1 request of 1 file")


def linted(day: date) -> Linted:
    return lint(CODE, as_of=day)


def test_it_tells_what_lint_then_finds(tree: Path) -> None:
    start = date(2026, 11, 22)
    by_day = appearing(told(".", "--days", "30", "--as-of", str(start), cwd=tree))
    for days in range(1, 31):
        day = start + timedelta(days=days)
        new = {(one.site.path, one.rule, one.level) for one in linted(day).findings} - {
            (one.site.path, one.rule, one.level) for one in linted(day - timedelta(days=1)).findings
        }
        assert {(path, rule) for on, path, rule in by_day if on == str(day)} == {(path, rule) for path, rule, _ in new}


def test_a_comment_lets_findings_pass_until_its_day_and_is_then_told(tmp_path: Path) -> None:
    comment = "# advisor: ignore[image-model-deprecated] until=2026-11-20 moved in the last week\n"
    (tmp_path / "a.py").write_text(DRAW.format("gpt-image-1.5").replace("OpenAI()", f"{comment}OpenAI()"))
    document = told(".", "--days", "20", "--as-of", "2026-11-10", cwd=tmp_path)
    assert appearing(document) == [
        ("2026-11-20", "a.py", "ignore-expired"),
        ("2026-11-20", "a.py", "image-model-deprecated"),
    ]


def test_what_the_settings_leave_out_is_not_told(tree: Path) -> None:
    (tree / "advisor.toml").write_text('[lint]\nignore = ["model"]\n')
    assert appearing(told(".", "--days", "60", "--as-of", "2026-11-22", cwd=tree)) == []
