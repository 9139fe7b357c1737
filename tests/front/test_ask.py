"""`advisor ask` in a real terminal, as a person meets it."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.front.terminal import CALLED, Terminal
from tests.front.test_cli import DAY, run

ONE_LINE = "The same in one line:"


def ask(*arguments: str, cwd: Path, columns: int = 100) -> Terminal:
    return Terminal.advisor("ask", *arguments, *DAY, cwd=cwd, columns=columns)


def answer_of(command: str, cwd: Path) -> Any:
    """The JSON of a command as it was printed."""
    program, *arguments = shlex.split(command)
    assert program == "advisor"
    return json.loads(run(*arguments, "--format", "json", cwd=cwd).stdout)


def test_enter_all_the_way_leads_to_the_page_of_recommend(tmp_path: Path) -> None:
    with ask(cwd=tmp_path) as terminal:
        first = terminal.until("Answer (Enter: ")
        terminal.type("\n")
        terminal.reply(*[""] * 12, "n")
        code = terminal.end()
    assert "Question 1 of about 13 (route): New work, a migration, a comparison, or a first proof?" in first
    assert "It decides between images.generations, " in first
    assert " 4. first-proof: images.generations (one boring request)\n" in first
    assert " no: blocks: Organization that is not verified (organization-not-verified)\n" in terminal.screen
    assert terminal.screen.count("`advisor explain ID` tells more of what stands in brackets.") == 1
    assert "Question 13 of 13 (access): Is there credit, and no spending limit reached?" in terminal.screen
    command = terminal.line_after(ONE_LINE)
    done = run(*shlex.split(command)[1:])
    assert done.stdout in terminal.screen
    assert (code, list(tmp_path.iterdir())) == (done.returncode, [])
    assert answer_of(command, tmp_path)["route"]["surface"] == "images.generations"


def test_steps_back_to_the_first_question_and_on_to_responses(tmp_path: Path) -> None:
    with ask(cwd=tmp_path) as terminal:
        terminal.reply("new", "yes", "b", "b", "b", "1", "n", "y", "qual", "launch", "s", "b", "b", "grow", "s", "n")
        code = terminal.end()
    assert "There is no question before this one." in terminal.screen
    assert "So far: POST /v1/responses with " in terminal.screen
    found = answer_of(terminal.line_after(ONE_LINE), tmp_path)
    assert found["route"]["surface"] == "responses.image_generation"
    commands = re.findall(r"^advisor recommend .*", terminal.screen, re.MULTILINE)
    assert [re.findall(r"--tier \w+", one) for one in commands] == [["--tier launch"], ["--tier grow"]]
    assert "--other-tools" in commands[1]
    assert code == 0


def test_a_migration_from_a_misspelt_model(tmp_path: Path) -> None:
    with ask("--text-and-image", cwd=tmp_path) as terminal:
        terminal.reply("migr", "s", "b", "gpt-image-15", "gpt-image-1.5", "s", "")
        terminal.end()
    assert "Taken back, because it cannot stand without that: intent." in terminal.screen
    screen = " ".join(terminal.screen.split())
    assert "'gpt-image-15' is unknown (did you mean 'gpt-image-1.5'?), so no move from it can be told." in screen
    assert "Known: gpt-image-2.6-flare, gpt-image-2.6-sunburst, " in terminal.screen
    found = answer_of(terminal.line_after(ONE_LINE), tmp_path)
    assert (found["image_model"], found["assumed"].get("intent")) == ("gpt-image-1.5", None)


def test_stopping_early_tells_the_answer_so_far_and_what_is_open(tmp_path: Path) -> None:
    with ask("--no-text-and-image", cwd=tmp_path) as terminal:
        terminal.reply("compare", "", "", "", "2", "s", "n")
        terminal.end()
    tail = terminal.screen.partition("Still open; each can change the answer")[2]
    assert "Which model does the code use today?" in tail
    assert "[--current-model TEXT]" in tail
    assert "Assumed" in terminal.screen


def test_a_comparison_with_a_model_that_nobody_knows_is_taken_back(tmp_path: Path) -> None:
    with ask("--text-and-image", cwd=tmp_path) as terminal:
        terminal.reply("compare", "?", "s", "n")
        terminal.end()
    assert "Taken back, because it cannot stand without that: intent." in terminal.screen
    assert terminal.line_after(ONE_LINE) == "advisor recommend --text-and-image --as-of 2026-11-22"


def test_not_known_everywhere_is_recommend_without_facts(tmp_path: Path) -> None:
    with ask(cwd=tmp_path) as terminal:
        terminal.reply(*["?"] * 14)
        terminal.end()
    assert terminal.line_after(ONE_LINE) == "advisor recommend --as-of 2026-11-22"
    assert run("recommend", *DAY).stdout in terminal.screen


def test_files_are_kept_and_read_again(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text("mine\n")
    (tmp_path / "rules").mkdir()
    with ask("--rules", "rules", "--prompt", 'It\'s a "cat"; -- $x', cwd=tmp_path) as terminal:
        terminal.reply("first-proof", "?", "2", "?", "gpt-5.5, gpt-image-2.6-flair", "s")
        terminal.reply("y", "", "n", "rules", "my job.yaml", "my job.yaml", "acc.json")
        terminal.end()
    assert "rules: no file can be written there" in terminal.screen
    assert "'gpt-image-2.6-flair' (did you mean 'gpt-image-2.6-flare'?); b takes it back." in " ".join(
        terminal.screen.split()
    )
    assert "my job.yaml is taken" in terminal.screen
    assert (tmp_path / "job.yaml").read_text() == "mine\n"
    command = terminal.line_after("To ask again:")
    assert command.startswith("advisor recommend 'my job.yaml' --account acc.json --rules rules ")
    assert answer_of(command, tmp_path) == answer_of(terminal.line_after(ONE_LINE), tmp_path)


def test_a_file_is_written_over_where_somebody_says_so(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text("mine\n")
    with ask(cwd=tmp_path) as terminal:
        terminal.reply("first-proof", "s", "y", "", "y")
        terminal.end()
    assert (tmp_path / "job.yaml").read_text() == "intent: first-proof\n"
    assert [file.name for file in tmp_path.iterdir()] == ["job.yaml"]


@pytest.mark.parametrize("key", ["q\n", "\x03", "\x04"], ids=["q", "Ctrl-C", "Ctrl-D"])
def test_whoever_quits_leaves_nothing_behind_and_may_go_on_later(key: str, tmp_path: Path) -> None:
    with ask("--tier", "launch", cwd=tmp_path) as terminal:
        terminal.reply("migrate")
        terminal.until("Answer (Enter: no): ")
        terminal.type(key)
        code = terminal.end()
    assert code == 130
    assert "advisor ask --intent migrate --tier launch --as-of 2026-11-22\nadvisor: stopped\n" in terminal.screen
    assert "Traceback" not in terminal.screen
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_understood_is_told_on_a_line_and_asked_again(tmp_path: Path) -> None:
    with ask("--task", "edit", cwd=tmp_path) as terminal:
        terminal.reply("9", "\x1b[A", "brush", "new", "perhaps", "no", "", "", "", "many", "0", "1", "h", "s", "n")
        terminal.end()
    screen = terminal.screen
    assert "9 is no answer; expected a number from 1 to 4, or the value itself." in screen
    assert "'brush' is no answer; expected one of new, migrate, compare, first-proof." in screen
    assert "'perhaps' is no answer; expected yes or no." in screen
    assert screen.count("At every question:") == 2
    assert "That cannot be read" in screen


def test_nothing_is_drawn_over_and_every_line_fits(tmp_path: Path) -> None:
    """A screen reader reads on; nothing is sent but text, colour and ends of lines."""
    with Terminal(sys.executable, "-c", CALLED, "ask", *DAY, cwd=tmp_path, columns=60) as terminal:
        terminal.reply(*[""] * 7)
        terminal.until("Answer (")
    assert "\x1b[1m" in terminal.raw
    assert not re.search(r"\x1b(?!\[[0-9;]*m)|\r(?!\n)|\x08", terminal.raw)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", terminal.screen).splitlines()
    assert max(map(len, lines)) <= 60


def test_over_a_pipe_it_names_the_flags(tmp_path: Path) -> None:
    done = run("ask", "--other-tools", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "expected a terminal, or `advisor recommend`" in done.stderr
    flags = re.findall(r"^  (--.*)", done.stderr, re.MULTILINE)
    assert flags[:2] == ["--intent new|migrate|compare|first-proof", "--priority quality|speed"]
    assert "--organization-verified or --no-organization-verified" in flags
    assert "--models-visible ID,ID,..." in flags


def test_the_screen_of_the_readme(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("```text\n$ advisor ask --as-of 2026-11-22\n")[2].partition("...\n```")[0]
    with ask(cwd=tmp_path) as terminal:
        terminal.until("Answer (Enter: new)")
    assert shown
    assert terminal.screen.startswith(shown)


def test_a_key_that_was_pasted_is_not_repeated(tmp_path: Path) -> None:
    key = "sk-proj-abcdEFGH1234567890abcdEFGH1234567890"
    with ask("--intent", "first-proof", "--tier", "launch", "--key-scope", "all", cwd=tmp_path) as terminal:
        terminal.reply(key, "?", key, "s", "y", "", "")
        terminal.end()
    assert re.findall(rf"^.*{key}.*$", terminal.screen, re.MULTILINE) == [f"Answer (Enter: leave it open): {key}"] * 2
    assert key not in (tmp_path / "account.yaml").read_text()
    assert "--models-visible '<key>'" in terminal.line_after(ONE_LINE)
    assert terminal.screen.count("advisor: a key in models_visible was masked\n") == 1


def test_the_question_of_a_retired_rule_is_not_asked(tmp_path: Path) -> None:
    asked = "--organization-verified or --no-organization-verified"
    rule = tmp_path / "ours" / "access" / "verified.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text("override: organization-not-verified\nretired: true\nbecause: We are verified.\n")
    assert asked in run("ask", *DAY, cwd=tmp_path).stderr
    assert asked not in run("ask", "--rules", "ours", *DAY, cwd=tmp_path).stderr
