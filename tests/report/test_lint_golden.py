"""Whole lint answers in every format, compared with the files in golden/lint/; what people read, on real code too.

After a wanted change write them anew with `UPDATE_GOLDEN=1 python -m pytest tests/report/test_lint_golden.py`, and
read what `git diff tests/report/golden` shows.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import pytest

from advisor.finding import Linted
from tests.front.test_cli import DAY, run
from tests.report.lint_answers import ANSWERS

FOLDER = Path(__file__).parent / "golden" / "lint"
FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown", "agent")
READ_BY_PEOPLE = ("text", "markdown", "agent", "github")
CODE = {
    "draw.py": """\
from openai import OpenAI

client = OpenAI()
client.images.generate(model="dall-e-3", prompt="a cat", style="vivid", response_format="url")
client.images.edit(
    model="gpt-image-2.6-sunburst",
    image=open("a.png", "rb"),
    prompt="a hat",
    input_fidelity="high",
)
client.images.generate(model=pick(), prompt="a cat")
""",
    "page.ts": """\
import OpenAI from "openai";
const client = new OpenAI({ baseURL: "http://localhost:8000/v1" });
await client.images.generate({ model: "flux", prompt: "a cat" });
await new OpenAI().images.generate({ model: "dall-e-3", prompt: "a dog" });
""",
}


def rendered(answer: Linted, format_: str) -> str:
    """An answer in a format, the tool's version masked."""
    told = {"version": "0.0.0"} if format_ == "sarif" else {}
    return str(import_module(f"advisor.report.lint_{format_}").render(answer, **told))


def compare(shown: str, name: str) -> None:
    """A whole output with its file."""
    file = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(shown.encode())
    assert shown == file.read_bytes().decode()


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ANSWERS)
def test_the_whole_answer(name: str, format_: str) -> None:
    compare(rendered(ANSWERS[name], format_), f"{name}.{format_}")


def test_colour_changes_nothing_but_colour() -> None:
    from advisor.report.lint_text import render

    colored = render(ANSWERS["hostile"], color=True)
    compare(colored, "hostile.color")
    plain = colored
    for code in ("1", "2", "0", "1;31", "1;33", "1;36"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == render(ANSWERS["hostile"])


@pytest.mark.parametrize("format_", READ_BY_PEOPLE)
def test_real_code(tmp_path: Path, format_: str) -> None:
    for name, code in CODE.items():
        (tmp_path / name).write_text(code, encoding="utf-8")
    done = run("lint", ".", "--format", format_, *DAY, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    compare(done.stdout, f"code.{format_}")


def test_no_file_is_left_over() -> None:
    names = {f"{name}.{format_}" for name in ANSWERS for format_ in FORMATS}
    names |= {f"code.{format_}" for format_ in READ_BY_PEOPLE} | {"hostile.color"}
    assert {file.name for file in FOLDER.iterdir()} == names
