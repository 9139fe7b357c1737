"""The hooks and the action as a repository uses them: by the real pre-commit, and by the action's own steps."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
STYLED = 'from openai import OpenAI\nOpenAI().images.generate(model="gpt-image-2.6-flare", prompt="a", style="vivid")\n'


def call(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a request that is wrong, one commit long."""
    top = tmp_path / "repository"
    top.mkdir()
    (top / "draw.py").write_text(STYLED)
    (top / "right.py").write_text(STYLED.replace(', style="vivid"', ""))
    for command in (
        ("init", "--quiet", "--initial-branch", "main"),
        ("add", "--all"),
        ("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "Begin"),
    ):
        assert call("git", *command, cwd=top).returncode == 0
    return top


@pytest.mark.slow
def test_the_hooks_run_under_pre_commit(repository: Path, tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("pre-commit takes hooks from a repository, and this is none")

    def hook(file: str, *ids: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), *ids, "--files", file)
        return call(*command, cwd=repository, PRE_COMMIT_HOME=str(tmp_path / "cache"))

    refused = hook("draw.py", "advisor-lint")
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "error[style-unsupported]" in refused.stdout
    assert hook("right.py", "advisor-lint").returncode == 0
    mended = hook("draw.py", "advisor-lint-fix")
    assert "files were modified by this hook" in mended.stdout
    assert (repository / "draw.py").read_text() == (repository / "right.py").read_text()
    (repository / "page.md").write_text("<!-- advisor:begin routes -->\n<!-- advisor:end -->\n")
    assert call("git", "add", "page.md", cwd=repository).returncode == 0
    every = hook("page.md")  # all of them
    assert "page.md:1: routes: not filled yet" in every.stdout
    assert (repository / "page.md").read_text().count("| `POST /v1/images/edits` |") == 1


def steps(**inputs: str) -> list[dict[str, Any]]:
    """The steps of the action that run advisor, their inputs filled in."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    given = {name: inputs.get(name, one["default"]) for name, one in action["inputs"].items()}
    found = [step for step in action["runs"]["steps"] if "advisor lint" in step.get("run", "")]
    for step in found:
        step["env"] = {
            name: next((value for key, value in given.items() if expression == f"${{{{ inputs.{key} }}}}"), "")
            for name, expression in step["env"].items()
        }
    return found


def run_step(step: dict[str, Any], repository: Path, tmp_path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """One step as a runner runs it, with `advisor` on the path."""
    bin_ = tmp_path / "bin"
    bin_.mkdir(exist_ok=True)
    program = bin_ / "advisor"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from advisor.front.cli import main; main()" "$@"\n')
    program.chmod(0o755)
    path = f"{bin_}{os.pathsep}{os.environ['PATH']}"
    bash = shutil.which("bash")
    assert bash
    command = (bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
    return call(*command, cwd=repository, **{**step["env"], **env, "PATH": path})


def test_the_action_annotates_and_fails(repository: Path, tmp_path: Path) -> None:
    _, lint = steps()
    summary = tmp_path / "summary.md"
    done = run_step(lint, repository, tmp_path, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=draw.py,line=2")
    assert "style-unsupported" in summary.read_text(encoding="utf-8")


def test_the_action_writes_sarif_and_leaves_failing_to_the_next_step(repository: Path, tmp_path: Path) -> None:
    sarif, _ = steps(sarif="advisor.sarif")
    done = run_step(sarif, repository, tmp_path)
    assert done.returncode == 0, done.stderr
    report = json.loads((repository / "advisor.sarif").read_text(encoding="utf-8"))
    assert [one["ruleId"] for one in report["runs"][0]["results"]] == ["style-unsupported"]


def test_the_action_looks_at_changes_only_where_it_is_asked_to(repository: Path, tmp_path: Path) -> None:
    _, lint = steps(arguments="--min-level warning")
    done = run_step(lint, repository, tmp_path, CHANGED="--changed HEAD")
    assert done.returncode == 0, done.stdout + done.stderr
    (repository / "new.py").write_text(STYLED)
    done = run_step(lint, repository, tmp_path, CHANGED="--changed HEAD")
    assert done.returncode == 1
    assert "draw.py" not in done.stdout
