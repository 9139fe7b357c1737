"""A run in parts that are merged, and standard input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from advisor.front.output import FORMATS
from tests.front.lint_trees import GONE, HEAD, MANY, RIGHT, UNNAMED, document, found, lint, plant, refused
from tests.front.test_cli import run

KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"
TREE = {
    "a.py": HEAD + GONE + GONE + MANY,
    "b.py": HEAD + RIGHT + "# advisor: ignore[n-over-limit] why\n",
    "deep/c.ipynb": json.dumps({"cells": [{"cell_type": "code", "source": (HEAD + UNNAMED).splitlines(True)}]}),
    "d.py": HEAD.replace("OpenAI()", f'OpenAI(api_key="{KEY}")')
    + f'client.images.generate(prompt="{KEY}", model="dall-e-3")\n',
    "e.py": HEAD + GONE.replace("\n", "  # advisor: ignore[image-model-shut-down] why\n"),
    "f.png": "\0",
    "g.py": 'from openai import OpenAI\nOpenAI(base_url="https://api.x.ai/v1").images.generate(prompt="a")\n',
    "h.py": "print('nothing')\n",
}
FORMS = [form for form in FORMATS if form != "auto"]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(tmp_path_factory.mktemp("tree"), TREE)


@pytest.fixture(scope="module")
def parts(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("parts")
    files = [folder / f"{number}.json" for number in (1, 2, 3)]
    for number, file in enumerate(files, start=1):
        file.write_text(lint("--shard", f"{number}/3", "--format", "json", cwd=tree).stdout)
    return list(map(str, files))


def test_every_file_is_read_in_one_part(parts: list[str]) -> None:
    answers = [json.loads(Path(part).read_text()) for part in parts]
    assert [answer["summary"]["shard"] for answer in answers] == ["1/3", "2/3", "3/3"]
    assert sum(answer["summary"]["files"] for answer in answers) == 7
    assert [len(answer["findings"]) > 0 for answer in answers].count(True) > 1


@pytest.mark.parametrize("form", FORMS)
def test_merged_they_say_what_the_whole_says(tree: Path, parts: list[str], form: str) -> None:
    whole = lint("--format", form, cwd=tree, GITHUB_STEP_SUMMARY="")
    merged = run("lint", "--merge", *reversed(parts), "--format", form, cwd=tree, GITHUB_STEP_SUMMARY="")
    assert merged.stdout == whole.stdout
    assert (merged.returncode, merged.stderr) == (whole.returncode, whole.stderr) == (1, "")


def test_merging_needs_no_code(tree: Path, parts: list[str], tmp_path: Path) -> None:
    there = run("lint", "--merge", *parts, "--format", "text", cwd=tree).stdout
    assert run("lint", "--merge", *parts, "--format", "text", cwd=tmp_path).stdout == there
    assert KEY[:12] not in there


def test_the_same_flags_narrow_a_merged_answer(tree: Path, parts: list[str]) -> None:
    flags = ["--select", "model", "--min-level", "error"]
    merged = json.loads(run("lint", "--merge", *parts, *flags, "--format", "json", cwd=tree).stdout)
    assert merged == document(*flags, cwd=tree)
    assert run("lint", "--merge", *parts, "--exit-zero", cwd=tree).returncode == 0
    assert run("lint", "--merge", *parts, "--select", "route", cwd=tree).returncode == 0


def test_answers_of_other_folders_merge_too(tree: Path, tmp_path: Path) -> None:
    for name in ("a.py", "deep"):
        (tmp_path / f"{name}.json").write_text(lint(name, "--format", "json", cwd=tree).stdout)
    merged = run("lint", "--merge", "deep.json", "a.py.json", "--format", "json", cwd=tmp_path)
    assert json.loads(merged.stdout)["findings"] == document("a.py", "deep", cwd=tree)["findings"]


def test_a_part_fits_its_schema(parts: list[str]) -> None:
    schema = json.loads(run("schema", "lint").stdout)
    for part in parts:
        jsonschema.validate(json.loads(Path(part).read_text()), schema, cls=jsonschema.Draft202012Validator)


def changed(part: str, tmp_path: Path, change: Any) -> str:
    answer = json.loads(Path(part).read_text())
    change(answer)
    file = tmp_path / "changed.json"
    file.write_text(json.dumps(answer))
    return str(file)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda answer: answer.update(as_of="2026-11-21"), ": its day is "),
        (lambda answer: answer["knowledge"].update(newest_reading="2026-10-01"), ": its newest reading is "),
        (lambda answer: answer["summary"].update(rules=1), ": its number of rules is "),
        (lambda answer: answer.update(version=2), ": version: 2; expected 1"),
        (lambda answer: answer.update(as_of="someday"), ": Invalid isoformat string: 'someday'; expected what"),
        (
            lambda answer: answer.pop("pages"),
            ": pages: Field required; expected what `advisor lint --format json` wrote",
        ),
        (lambda answer: answer["summary"].update(shard="2/3"), ": is part 2/3, as "),
        (lambda answer: answer["summary"].update(shard="1/9"), "part 1/3 is missing"),
        (lambda answer: answer["summary"].update(shard="x"), "'x' is no part of a whole"),
    ],
)
def test_parts_that_do_not_fit_together(
    tree: Path, parts: list[str], tmp_path: Path, change: Any, message: str
) -> None:
    first = changed(parts[0], tmp_path, change)
    for files in ([first, *parts[1:]], [*parts[1:], first]):
        assert message in refused("--merge", *files, cwd=tree)


def test_a_part_that_is_missing_or_given_twice_or_none(tree: Path, parts: list[str]) -> None:
    assert refused("--merge", *parts[:2], cwd=tree) == "--merge: part 3/3 is missing; expected every part of the run"
    assert refused("--merge", *parts, parts[0], cwd=tree) == f"{parts[0]}: is given twice; expected each part once"
    assert refused("--merge", cwd=tree).startswith("--merge: nothing to merge; expected the JSON answers")
    assert refused("--merge", "nowhere.json", cwd=tree).startswith("nowhere.json: cannot be read (No such file")
    assert refused("--merge", "a.py", cwd=tree).startswith("a.py: is no JSON (")


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "", "-1/2"])
def test_a_part_that_is_none(tree: Path, shard: str) -> None:
    assert refused("--shard", shard, cwd=tree) == (
        f"--shard: {shard!r} is no part of a whole; expected I/N with I from 1 to N, such as 2/4"
    )


def test_more_parts_than_files_leave_some_empty(tree: Path) -> None:
    answer = document("--shard", "9/9", cwd=tree)
    assert (answer["findings"], answer["summary"]["files"], answer["summary"]["left"]) == ([], 0, [])


# -- standard input ----------------------------------------------------------------------------------------------------

STDIN = ["-", "--stdin-filename"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_standard_input_says_what_the_file_says(tree: Path, form: str) -> None:
    there = lint("a.py", "--format", form, cwd=tree)
    given = lint(*STDIN, "a.py", "--format", form, cwd=tree, stdin=TREE["a.py"])
    assert (given.stdout, given.returncode) == (there.stdout, there.returncode)


def test_it_is_what_stands_there_and_not_what_the_file_holds(tree: Path) -> None:
    shown = lint(*STDIN, "a.py", "--format", "text", cwd=tree, stdin=HEAD + "\n\n" + MANY).stdout
    assert '5 | client.images.generate(model="gpt-image-2.6-sunburst", prompt="a", n=50)' in shown
    assert "dall-e-3" not in shown


def test_its_name_need_not_exist_and_tells_the_language(tmp_path: Path) -> None:
    script = 'import OpenAI from "openai";\nnew OpenAI().images.generate({model: "dall-e-3", prompt: "a"});\n'
    assert found(*STDIN, "new/page.ts", cwd=tmp_path, stdin=script) == [("new/page.ts", 2, "image-model-shut-down")]
    assert found(*STDIN, "new/page.txt", cwd=tmp_path, stdin=script) == []


def test_files_beside_it_are_followed(tmp_path: Path) -> None:
    plant(tmp_path, {"config.py": 'MODEL = "dall-e-3"\n'})
    text = HEAD + 'from config import MODEL\nclient.images.generate(model=MODEL, prompt="a")\n'
    assert found(*STDIN, "a.py", cwd=tmp_path, stdin=text) == [("a.py", 4, "image-model-shut-down")]


def test_comments_settings_and_encodings_hold_for_it_too(tmp_path: Path) -> None:
    (tmp_path / "advisor.toml").write_text('[lint]\nexclude = ["/gen"]\n[lint.paths."tests/"]\nignore = ["model"]\n')
    assert found(*STDIN, "gen/a.py", cwd=tmp_path, stdin=HEAD + GONE) == []
    assert found(*STDIN, "tests/a.py", cwd=tmp_path, stdin=HEAD + GONE + MANY) == [("tests/a.py", 4, "n-over-limit")]
    assert found(*STDIN, "a.py", cwd=tmp_path, stdin=TREE["e.py"]) == []
    for encoding in ("utf-8-sig", "utf-16"):
        given = (HEAD + GONE).encode(encoding)
        assert found(*STDIN, "a.py", cwd=tmp_path, stdin=given) == [("a.py", 3, "image-model-shut-down")]
    answer = document(*STDIN, "a.py", cwd=tmp_path, stdin=b"\0images.generate(")
    assert answer["summary"]["left"] == [{"reason": "binary", "count": 1, "examples": ["a.py"]}]


@pytest.mark.parametrize(
    "arguments", [["-"], ["a.py", "--stdin-filename", "a.py"], [*STDIN, "a.py", "a.py"], ["--stdin-filename", "a.py"]]
)
def test_standard_input_needs_a_name_and_stands_alone(tree: Path, arguments: list[str]) -> None:
    assert refused(*arguments, cwd=tree) == (
        "-: standard input is one file, whose language its name tells; expected `advisor lint - --stdin-filename NAME` "
        "and no other path"
    )


@pytest.mark.parametrize("flags", [["--fix"], ["--changed", "main"], ["--shard", "1/2"], ["--merge"]])
def test_what_does_not_go_with_standard_input(tree: Path, flags: list[str]) -> None:
    assert " cannot be combined: " in refused(*STDIN, "a.py", *flags, cwd=tree)
