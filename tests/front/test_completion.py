"""What a shell completes: driven in bash, zsh and fish where they are, and through what click and a shell exchange."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from advisor.front.cli import cli
from tests.front.terminal import CALLED, Terminal
from tests.front.test_cli import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with `advisor` in it, as a program that a shell finds."""
    program = tmp_path / "bin" / "advisor"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{CALLED}' \"$@\"\n")
    program.chmod(0o755)
    return tmp_path


SHELLS = {
    "bash": (["--norc", "--noprofile"], 'eval "$(advisor completion bash)"'),
    "zsh": (["-f"], 'autoload -U compinit; compinit -u -D; eval "$(advisor completion zsh)"'),
    "fish": (["--no-config"], "advisor completion fish | source"),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_the_id_of_a_model(shell: str, folder: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    options, source = SHELLS[shell]
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with Terminal(program, *options, cwd=folder, PATH=path, TERM="dumb", HOME=str(folder)) as terminal:
        terminal.type(f"{source}; echo rea''dy\n")
        terminal.until("ready\r\n")
        terminal.type("advisor explain gpt-image-2.6-f\t")
        terminal.until("gpt-image-2.6-f")
        terminal.until("lare")


def offered(*words: str) -> list[str]:
    """What a shell is told to offer for the last word: kinds and values."""
    completing = ShellComplete(cli, {}, "advisor", "_ADVISOR_COMPLETE")
    return [f"{item.type},{item.value}" for item in completing.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["com"], "plain,completion"),
        (["recommend", "--current-model", "gpt-image-1.5"], "plain,gpt-image-1.5-2025-12-16"),
        (["ask", "--models-visible", "gpt-5.5,dall"], "plain,gpt-5.5,dall-e-3"),
        (["recommend", "--tier", "l"], "plain,launch"),
        (["recommend", "--rules", "ci"], "dir,ci"),
        (["changes", "--since", "2026-03"], "plain,2026-03-23"),
        (["explain", "organization-not"], "plain,organization-not-verified"),
        (["explain", "responses.im"], "plain,responses.image_generation"),
        (["explain", "rules/organization-not"], "plain,rules/organization-not-verified"),
        (["explain", "stages/"], "plain,stages/access"),
        (["sources", "image-g"], "plain,image-generation"),
        (["sources", "parameters", "gpt-image-1."], "plain,gpt-image-1.5"),
        (["lint", "--select", "route,n-over"], "plain,route,n-over-limit"),
        (["lint", "--format", "sa"], "plain,sarif"),
        (["lint", "src"], "file,src"),
        (["schema", "rec"], "plain,recommend"),
        (["completion", "f"], "plain,fish"),
    ],
    ids=str,
)
def test_values_are_offered(words: list[str], expected: str) -> None:
    assert expected in offered(*words)


def test_a_retired_rule_and_a_broken_configuration_offer_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rule = tmp_path / "ours" / "payload" / "n.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text("override: n-over-limit\nretired: true\nbecause: Our gateway splits requests.\n")
    assert offered("lint", "--select", "n-over") == ["plain,n-over-limit"]
    assert offered("lint", "--rules", "ours", "--select", "n-over") == []
    rule.write_text("nonsense: [\n")
    assert offered("lint", "--rules", "ours", "--select", "n-over") == []
    (tmp_path / "advisor.toml").write_text("rules = 7\n")
    assert offered("explain", "gpt") == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("shell", "word"), [("zsh", "2"), ("fish", "organization-not")])
def test_zsh_and_fish_are_told_what_an_id_is(shell: str, word: str) -> None:
    done = run(_ADVISOR_COMPLETE=f"{shell}_complete", COMP_WORDS="advisor explain organization-not", COMP_CWORD=word)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Organization that is not verified" in done.stdout


def test_an_unknown_shell_is_bad_usage() -> None:
    done = run("completion", "tcsh")
    assert done.returncode == 2
    assert "'bash', 'zsh', 'fish'" in done.stderr
