"""Where a lint answer goes and how it is told, as a person, a CI and a coding agent meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from advisor.front.lines import with_lines
from advisor.front.output import FORMATS, format_for
from tests.front.test_cli import DAY, run
from tests.report.lint_answers import HOSTILE

KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"
CODE = f"""\
from openai import OpenAI
client = OpenAI(api_key="{KEY}")
画 = client.images.generate(model="dall-e-3", prompt="猫", user="{KEY}"); b = 1
if 画:
\timages = client.images.edit(
\t\tmodel="gpt-image-2.6-flare", prompt="a", image=open("a.png", "rb"), input_fidelity="high",
\t)
"""
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": ["words"]},
        {"cell_type": "code", "source": ["import openai\n", "openai.images.generate(model=\"dall-e-3\", prompt='a')"]},
    ]
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with code that breaks rules."""
    top = tmp_path_factory.mktemp("tree")
    (top / "sub").mkdir()
    (top / "sub" / "draw it.py").write_text(CODE, encoding="utf-8")
    (top / "sub" / "crlf.py").write_bytes(b"\xef\xbb\xbf" + CODE.replace("\n", "\r\n").encode())
    (top / "notes.ipynb").write_text(json.dumps(NOTEBOOK, indent=1), encoding="utf-8")
    (top / "nothing.py").write_text("print('nothing here')\n")
    return top


def linted(*arguments: str, cwd: Path, code: int = 1, **env: str) -> str:
    done = run("lint", *arguments, *DAY, cwd=cwd, **env)
    assert (done.returncode, done.stderr) == (code, "")
    return done.stdout


# -- which format ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "output", "expected"),
    [
        ({}, None, "text"),
        ({"CI": "true"}, None, "text"),
        ({"GITHUB_ACTIONS": "true"}, None, "github"),
        ({"GITHUB_ACTIONS": "false"}, None, "text"),
        ({"GITLAB_CI": "true"}, None, "text"),
        ({"CLAUDECODE": "1"}, None, "agent"),
        ({"CURSOR_AGENT": "1"}, None, "agent"),
        ({"CURSOR_AGENT": ""}, None, "text"),
        ({"AI_AGENT": "my-agent", "GITHUB_ACTIONS": "true"}, None, "agent"),
        ({"CLAUDECODE": "1"}, "a.txt", "text"),
        ({"GITHUB_ACTIONS": "true"}, "advisor.sarif", "sarif"),
        ({}, "advisor.sarif.json", "sarif"),
        ({}, "advisor.json", "json"),
        ({"GITLAB_CI": "true"}, "gl-code-quality-report.json", "gitlab"),
        ({}, "junit.xml", "junit"),
        ({}, "comment.md", "markdown"),
    ],
)
def test_the_format_where_none_is_asked_for(environment: dict[str, str], output: str | None, expected: str) -> None:
    assert format_for(environment, Path(output) if output else None) == expected


def test_a_format_that_is_asked_for_is_given_in_ci_too(tree: Path) -> None:
    assert linted(".", cwd=tree, GITHUB_ACTIONS="true").startswith("::error file=")
    assert "::error" not in linted(".", "--format", "text", cwd=tree, GITHUB_ACTIONS="true")


def test_help_says_how_the_format_is_chosen() -> None:
    told = " ".join(run("lint", "--help").stdout.split())
    assert "agent where a coding agent runs it, github in GitHub Actions, else text" in told


# -- code in the answer ------------------------------------------------------------------------------------------------


def test_the_caret_is_below_the_call_as_the_editor_shows_it(tree: Path) -> None:
    lines = linted("sub/draw it.py", cwd=tree, code=1).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("3 | "))
    assert lines[at] == '3 | 画 = client.images.generate(model="dall-e-3", prompt="猫", user="<key>"); b = 1'
    wide = 1  # the first character takes two columns
    begin = lines[at].index('"dall-e-3"') + wide
    assert lines[at + 1] == "  | " + " " * (begin - 4) + "^" * len('"dall-e-3"')
    at = next(number for number, line in enumerate(lines[at + 1 :], at + 1) if line.startswith("3 | "))  # of its key
    begin = lines[at].index("client") + wide
    call = 'client.images.generate(model="dall-e-3", prompt="猫", user="<key>")'
    assert lines[at + 1] == "  | " + " " * (begin - 4) + "^" * (len(call) + wide)
    at = next(number for number, line in enumerate(lines) if line.startswith("6 | "))  # whose tabs are columns too
    assert lines[at + 1][lines[at].index("input_fidelity") :] == "^" * len('input_fidelity="high"')


def test_a_notebook_has_its_cell_and_the_line_of_the_file(tree: Path) -> None:
    text = linted("notes.ipynb", cwd=tree)
    number, line = next(
        (number, line)
        for number, line in enumerate((tree / "notes.ipynb").read_text().split("\n"), 1)
        if "images" in line
    )
    assert f"notes.ipynb:{number}:" in text
    assert "(cell 1, line 2)" in text
    assert f"{number} | {line}" in text


@pytest.mark.parametrize("name", ["sub/draw it.py", "sub/crlf.py", "notes.ipynb"])
def test_a_snippet_is_what_the_file_holds_in_its_region(tree: Path, name: str) -> None:
    lines = (tree / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    (sarif,) = json.loads(linted(name, "--format", "sarif", cwd=tree))["runs"]
    assert sarif["results"]
    for result in sarif["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        held = lines[region["startLine"] - 1 : region["endLine"]]
        held[-1] = held[-1][: region["endColumn"] - 1]
        held[0] = held[0][region["startColumn"] - 1 :]
        assert region["snippet"]["text"] == "\n".join(held).replace(KEY, "<key>")
        assert held[0].startswith(("client.images.", "openai.images."))


@pytest.mark.parametrize("format_", FORMATS)
def test_no_key_of_the_code_is_repeated(tree: Path, format_: str) -> None:
    assert KEY[:12] not in linted(".", "--format", format_, cwd=tree)


def test_a_file_that_went_or_was_cut_meanwhile_leaves_its_findings_without_code() -> None:
    bare = replace(HOSTILE, findings=tuple(replace(one, line="", code="") for one in HOSTILE.findings))
    answer = with_lines(bare, {"a.ipynb": b"short\n"})
    assert [(one.line, one.code) for one in answer.findings] == [("", "")] * len(HOSTILE.findings)


# -- where it goes -----------------------------------------------------------------------------------------------------


def test_output_writes_a_file_whole_and_says_so(tree: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.sarif"
    file.write_text("what was there before")
    done = run("lint", ".", "--output", str(file), *DAY, cwd=tree)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"advisor: sarif written to {file}. ")
    assert done.stderr.count("\n") == 1
    assert json.loads(file.read_text())["version"] == "2.1.0"
    assert [path.name for path in tmp_path.iterdir()] == ["out.sarif"]


def test_output_that_cannot_be_written_is_one_clear_message(tree: Path) -> None:
    done = run("lint", ".", "-o", "no/such/folder/a.json", *DAY, cwd=tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("advisor: --output no/such/folder/a.json: cannot be written (")


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such device")
def test_output_may_be_a_device(tree: Path) -> None:
    done = run("lint", ".", "-o", "/dev/stdout", "--format", "json", *DAY, cwd=tree)
    assert json.loads(done.stdout)["version"] == 1


def test_github_gets_a_summary_of_the_job_below_what_is_there(tree: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    env: dict[str, Any] = {"GITHUB_SERVER_URL": "https://example.com", "GITHUB_REPOSITORY": "o/r", "GITHUB_SHA": "abc"}
    linted(".", cwd=tree, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary), **env)
    told = summary.read_text(encoding="utf-8")
    assert told.startswith("before\n### advisor: ")
    assert "(https://example.com/o/r/blob/abc/sub/draw%20it.py#L3)" in told
    assert KEY[:12] not in told


def test_other_formats_leave_the_summary_alone(tree: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    linted(".", "--format", "text", cwd=tree, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert not summary.exists()


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_reports_name_files_from_the_root_of_the_repository(tree: Path, variable: str) -> None:
    env: dict[str, Any] = {variable: str(tree)}
    github = linted(".", "--format", "github", cwd=tree / "sub", **env)
    assert "::error file=sub/draw it.py," in github
    gitlab = json.loads(linted(".", "../notes.ipynb", "--format", "gitlab", cwd=tree / "sub", **env))
    assert {one["location"]["path"] for one in gitlab} == {"notes.ipynb", "sub/crlf.py", "sub/draw it.py"}
    assert linted(".", "--format", "text", cwd=tree / "sub", **env).startswith("crlf.py:3:")


# -- what a program may rely on ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paths", "code"), [((".",), 1), (("nothing.py",), 0)])
def test_json_fits_the_schema_that_the_command_prints(tree: Path, paths: tuple[str, ...], code: int) -> None:
    schema = json.loads(run("schema", "lint").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    document: Any = json.loads(linted(*paths, "--format", "json", cwd=tree, code=code))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert set(document) == set(schema["properties"])
    assert (document["version"], document["as_of"]) == (1, "2026-11-22")


LOADED = """
import sys
from advisor.front.cli import main
sys.argv = ["advisor", "lint", "nothing.py", "--format", sys.argv[1], "--as-of", "2026-11-22"]
try:
    main()
finally:
    reports = [name.rpartition("_")[2] for name in sys.modules if name.startswith("advisor.report.lint_")]
    print(*{"pydantic", "rich", "tree_sitter", "yaml", "markdown_it"} & set(sys.modules), *reports, file=sys.stderr)
"""


@pytest.mark.parametrize("format_", FORMATS)
def test_a_run_that_finds_nothing_loads_its_own_format_and_no_parser(tree: Path, format_: str) -> None:
    run("lint", "nothing.py", *DAY, cwd=tree)  # keeps the rules as they are compiled
    done = subprocess.run(
        [sys.executable, "-c", LOADED, format_], cwd=tree, capture_output=True, text=True, check=True, env=os.environ
    )
    own = {"auto": {"text"}, "json": {"json", "document"}, "sarif": {"sarif", "markdown"}}.get(format_, {format_})
    assert set(done.stderr.split()) == own | {"words"}
