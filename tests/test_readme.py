"""The README does what it says: its commands run, its screens are what is printed, its Python works."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from advisor import load_rules
from advisor.check import check_book
from advisor.evaluate import evaluate
from advisor.freshness import Knowledge
from advisor.truth import Truth
from tests.rules.examples import facts_of_example

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def _run(command: str) -> subprocess.CompletedProcess[str]:
    arguments = shlex.split(command, comments=True)[1:]
    code = "from advisor.front.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's code to be searched and its error, written into the working directory under the names it gives."""
    for language in ("py", "ts", "text"):
        for block in _blocks(language):
            file = tmp_path / block.splitlines()[0].strip("#/ ")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.partition("\n")[2], encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The README's overlay, written file by file into an empty working directory."""
    (block,) = (block for block in _blocks("yaml") if block.startswith("# ci/advisor-rules/"))
    for name, text in re.findall(r"^# (ci/advisor-rules/[\w/.-]+\.yaml).*\n((?:[^#\n].*\n)+)", block, re.MULTILINE):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "ci" / "advisor-rules"


def test_the_overlay_is_sound_and_its_rule_tried(overlay: Path) -> None:
    book = load_rules(overlay)
    assert check_book(book) == ()
    assert {rule.id for rule in book.rules} ^ {rule.id for rule in load_rules().rules} == {
        "no-drafts",
        "organization-not-verified",
    }
    rule = book.rules_by_id["no-drafts"]
    for examples, expected in ((rule.avoid, {"no-drafts"}), (rule.prefer, set[str]())):
        for example in examples:
            knowledge = Knowledge(book, rule.as_of)
            matches = evaluate(knowledge, facts_of_example(example, knowledge))
            assert {match.rule.id for match in matches if match.truth is Truth.TRUE} == expected


@pytest.mark.parametrize("block", _blocks("console"), ids=lambda block: block.splitlines()[0])
@pytest.mark.usefixtures("overlay", "code")
def test_screens_are_what_is_printed(block: str) -> None:
    command, *shown = block.splitlines()
    printed = _run(command.removeprefix("$ ")).stdout.splitlines()
    if shown[-1] == "...":
        shown = shown[:-1]
        printed = printed[: len(shown)]
    assert printed == shown


COMMANDS = [line for block in _blocks("sh") for line in block.splitlines() if line.startswith("advisor")]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "job.yaml").write_text("task: generate\n", encoding="utf-8")
    (tmp_path / "account.yaml").write_text("tier: launch\n", encoding="utf-8")
    (tmp_path / "error.txt").write_text("Error code: 401\n", encoding="utf-8")
    done = _run(command)
    said = re.sub(r"advisor: [^\n]* written to [^\n]*\n", "", done.stderr)  # the note of what a command wrote
    assert (done.returncode in (0, 1), said) == (True, "")


@pytest.mark.parametrize("block", _blocks("python"))
def test_python_runs(block: str) -> None:
    done = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("/v1/images/edits gpt-image-2.6-sunburst unknown")


def test_ci_calls_exactly_the_test_command() -> None:
    commands = [line for block in _blocks("sh") for line in block.splitlines() if "pytest" in line]
    assert commands == ["pip install -e '.[test]' && pytest -n auto"]
    assert commands[0] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


@pytest.mark.usefixtures("code")
def test_the_comment_lets_its_finding_pass_until_its_day() -> None:
    before, after = (
        _run(f"advisor lint jobs --min-level warning --as-of {day}") for day in ("2026-11-30", "2026-12-01")
    )
    assert (before.returncode, after.returncode) == (0, 1)
    assert "1 by comments" in before.stdout
    assert "ignore-expired" in after.stdout


@pytest.mark.usefixtures("code")
def test_the_settings_of_lint_are_taken(tmp_path: Path) -> None:
    (block,) = (block for block in _blocks("toml") if "[tool.advisor.lint]" in block)
    (tmp_path / "pyproject.toml").write_text(block, encoding="utf-8")
    _run("advisor lint jobs --write-baseline --as-of 2026-11-30")
    assert (tmp_path / "advisor-baseline.json").exists()
    done = _run("advisor lint app web --as-of 2026-11-30")
    assert "image-model-superseded" not in done.stdout
    assert done.returncode == 1
