"""Small trees for lint, and what it answers about them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.front.test_cli import DAY, run

HEAD = "from openai import OpenAI\nclient = OpenAI()\n"
RIGHT = 'client.images.generate(model="gpt-image-2.6-sunburst", prompt="a")\n'
GONE = 'client.images.generate(model="dall-e-3", prompt="a")\n'
"""image-model-shut-down, an error of the stage `model`."""
UNNAMED = 'client.images.generate(prompt="a")\n'
"""image-model-left-out, a warning of the stage `model`."""
MANY = 'client.images.generate(model="gpt-image-2.6-sunburst", prompt="a", n=50)\n'
"""n-over-limit, an error of the stage `payload`."""


def plant(top: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    return top


def lint(*arguments: str, cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return run("lint", *arguments, *DAY, cwd=cwd, **more)


def document(*arguments: str, cwd: Path, **more: Any) -> Any:
    done = lint(*arguments, "--format", "json", cwd=cwd, **more)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def found(*arguments: str, cwd: Path, **more: Any) -> list[tuple[str, int, str]]:
    """Path, line and rule of each finding."""
    return [(one["path"], one["line"], one["rule"]) for one in document(*arguments, cwd=cwd, **more)["findings"]]


def refused(*arguments: str, cwd: Path, **more: Any) -> str:
    """The one clear message of a run that cannot be."""
    done = lint(*arguments, cwd=cwd, **more)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr.removeprefix("advisor: ").removesuffix("\n")


QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "x@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(*arguments: str, at: Path) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=at, env={**os.environ, **QUIET}, capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


def commit(top: Path, files: dict[str, str], message: str = "x") -> str:
    """A commit of a repository, made where there is none, that holds the files too."""
    if not (top / ".git").exists():
        git("init", "--quiet", "--initial-branch", "main", at=top)
    plant(top, files)
    git("add", "--all", at=top)
    git("commit", "--quiet", "--allow-empty", "--message", message, at=top)
    return git("rev-parse", "HEAD", at=top)
