"""Comments that let findings pass, in every kind of file, and what is told of the comments themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.load import base_folder
from tests.front.lint_trees import GONE, HEAD, RIGHT, UNNAMED, document, found, lint, plant
from tests.front.test_cli import run

GONE_RULE, UNNAMED_RULE = "image-model-shut-down", "image-model-left-out"
SAID = f"advisor: ignore[{GONE_RULE}] kept for the museum"
CELL = [f"# {SAID}\n", *(HEAD + GONE).splitlines(keepends=True)]
JS = 'import OpenAI from "openai";\nconst client = new OpenAI();\n'
JS_CALL = 'await client.images.generate({model: "dall-e-3", prompt: "a"});'
CURL = """curl https://api.openai.com/v1/images/generations -d '{"model": "dall-e-3", "prompt": "a"}'"""

FILES = {
    "beside.py": HEAD + GONE.replace("\n", f"  # {SAID}\n"),
    "above.py": HEAD + f"# {SAID}\n" + GONE,
    "inside.py": HEAD + f'client.images.generate(\n    model="dall-e-3",  # {SAID}\n    prompt="a",\n)\n',
    "above.ts": JS + f"// {SAID}\n{JS_CALL}\n",
    "block.js": JS + f"/* {SAID} */\n{JS_CALL}\n",
    "inside.mjs": JS + JS_CALL.replace("{model", f"{{\n  /* {SAID} */ model"),
    "above.sh": f"# {SAID}\n{CURL}\n",
    "above.yml": f"steps:\n  - run: |\n      # {SAID}\n      {CURL}\n",
    "beside.env": f"IMAGE_MODEL=dall-e-3  # {SAID}\n",
    "before.md": f"<!-- {SAID} -->\n\n```python\n{HEAD}{GONE}```\n",
    "inside.md": f"```python\n{HEAD}# {SAID}\n{GONE}```\n",
    "cell.ipynb": json.dumps({"cells": [{"cell_type": "code", "source": [CELL[1], CELL[2], CELL[0], CELL[3]]}]}),
    "text.ipynb": json.dumps({"cells": [{"cell_type": "code", "source": HEAD + f"# {SAID}\n" + GONE}]}, indent=1),
    "between.py": HEAD + f"# {SAID}\n# another remark\n" + GONE,
    "opened.py": HEAD + f"# {SAID}\npicture = (\n    {GONE.strip()}\n)\n",
    "page.vue": f"<template></template>\n<script>\n{JS}// {SAID}\n{JS_CALL}\n</script>\n",
    "main.go": 'package main\nimport "github.com/sashabaranov/go-openai"\nfunc main() {\n'
    f'\t// {SAID}\n\tclient.CreateImage(ctx, openai.ImageRequest{{Model: "dall-e-3", Prompt: "a"}})\n}}\n',
}


@pytest.mark.parametrize("name", FILES)
def test_it_lets_the_finding_pass_in_every_kind_of_file(tmp_path: Path, name: str) -> None:
    """The same file without the comment has the finding."""
    plant(tmp_path, {f"with/{name}": FILES[name], f"without/{name}": FILES[name].replace("advisor:", "a:")})
    assert GONE_RULE in {rule for _, _, rule in found("without", cwd=tmp_path)}
    answer = document("with", cwd=tmp_path)
    assert [one["rule"] for one in answer["findings"] if one["rule"] in (GONE_RULE, "unused-ignore")] == []
    assert answer["summary"]["suppressed"] == 1


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        (f"advisor: ignore[{GONE_RULE}] why", []),
        (f"advisor: ignore[{GONE_RULE}] why until=2026-11-23", []),
        (f"advisor: ignore[{GONE_RULE}] why until=2026-11-22", [GONE_RULE, "ignore-expired"]),
        (f"advisor: ignore[{GONE_RULE}] why until=tomorrow", [GONE_RULE, "ignore-until-no-day"]),
        (f"advisor: ignore[{GONE_RULE}] why until=20261123", [GONE_RULE, "ignore-until-no-day"]),
        (f"advisor: ignore[{GONE_RULE}]", [GONE_RULE, "ignore-without-reason"]),
        (f"advisor: ignore[{GONE_RULE}] until=2026-11-23", [GONE_RULE, "ignore-without-reason"]),
        (f"advisor: ignore[{GONE_RULE}, n-over-limit] why", ["unused-ignore"]),
        ("advisor: ignore[n-over-limit] why", [GONE_RULE, "unused-ignore"]),
        ("advisor: ignore[image-model-shutdown] why", [GONE_RULE, "ignore-unknown-rule"]),
        (f"advisor: ignore[{GONE_RULE}, model] why", ["ignore-unknown-rule"]),
        ("advisor: ignore[model]", [GONE_RULE, "ignore-unknown-rule"]),
        ("advisor: ignore why", [GONE_RULE, "ignore-without-rule"]),
        ("advisor: ignored why", [GONE_RULE]),
    ],
)
def test_a_comment_that_is_not_right_says_so(tmp_path: Path, comment: str, rules: list[str]) -> None:
    plant(tmp_path, {"a.py": HEAD + GONE.replace("\n", f"  # {comment}\n")})
    answer = document(cwd=tmp_path)
    assert [one["rule"] for one in answer["findings"]] == rules
    assert all(one["level"] == "warning" for one in answer["findings"] if one["rule"] != GONE_RULE)
    assert lint(cwd=tmp_path).returncode == (1 if rules else 0)


def test_messages_name_the_rule_the_day_and_the_nearest_name(tmp_path: Path) -> None:
    comments = (f"[{GONE_RULE}] why until=2026-01-01", "[image-model-shutdown] why", "[n-over-limit] why")
    plant(tmp_path, {"a.py": "".join(f"# advisor: ignore{one}\n" for one in comments)})
    assert [one["message"] for one in document(cwd=tmp_path)["findings"]] == [
        f"This comment let findings of `{GONE_RULE}` pass until 2026-01-01; it no longer does.",
        f"No rule is named `image-model-shutdown` (nearest name: {GONE_RULE}), so this comment lets nothing of it pass.",
        "This comment lets findings of `n-over-limit` pass, and there are none here: remove it.",
    ]


@pytest.mark.parametrize("text", [f"# {SAID}\nprint('no request')\n", f"// {SAID}", f"<!-- {SAID} -->"])
def test_one_in_a_file_without_a_request_is_found(tmp_path: Path, text: str) -> None:
    plant(tmp_path, {"a.html": text})
    assert found(cwd=tmp_path) == [("a.html", 1, "unused-ignore")]


def test_one_in_a_text_is_no_comment(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": HEAD + GONE.replace('prompt="a"', f'prompt="# {SAID}"')})
    assert {rule for _, _, rule in found("a.py", cwd=tmp_path)} == {GONE_RULE}


def test_a_model_that_has_been_shut_down_since_is_told_all_the_same(tmp_path: Path) -> None:
    """Who accepts that a model will end has not accepted that it is gone: those are two rules."""
    call = 'client.images.generate(model="gpt-image-1.5", prompt="a")  # advisor: ignore[image-model-deprecated] soon\n'
    plant(tmp_path, {"a.py": HEAD + call})

    def rules(day: str) -> list[str]:
        done = run("lint", "--format", "json", "--as-of", day, cwd=tmp_path)
        return [one["rule"] for one in json.loads(done.stdout)["findings"]]

    assert rules("2026-11-30") == []
    assert set(rules("2026-12-02")) == {"image-model-shut-down", "unused-ignore"}


def test_a_comment_on_what_only_pedantic_tells_is_used_without_it_too(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": HEAD + 'client.images.generate(model=pick(), prompt="a")\n'})
    doubted = {rule for _, _, rule in found("--pedantic", cwd=tmp_path)}
    assert GONE_RULE in doubted
    plant(tmp_path, {"a.py": HEAD + f'client.images.generate(model=pick(), prompt="a")  # {SAID}\n'})
    assert found(cwd=tmp_path) == []
    assert {rule for _, _, rule in found("--pedantic", cwd=tmp_path)} == doubted - {GONE_RULE}


@pytest.mark.parametrize("at", [0, 1], ids=["above", "beside"])
def test_a_comment_may_stand_where_the_model_is_written(tmp_path: Path, at: int) -> None:
    """That line is what the finding shows."""
    named = ['MODEL = "dall-e-3"\n', 'client.images.generate(model=MODEL, prompt="a")\n']
    plant(tmp_path, {"a.py": HEAD + "".join(named)})
    assert 'MODEL = "dall-e-3"' in lint("--format", "text", cwd=tmp_path).stdout
    written = f"# {SAID}\n{named[0]}" if at == 0 else named[0].replace("\n", f"  # {SAID}\n")
    plant(tmp_path, {"a.py": HEAD + written + "\n" + named[1]})
    assert found(cwd=tmp_path) == []


def test_what_a_comment_does_not_name_stays(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": HEAD + f"# {SAID}\n" + GONE + UNNAMED + RIGHT})
    assert found(cwd=tmp_path) == [("a.py", 5, UNNAMED_RULE)]


def test_passing_one_of_two_alike_leaves_the_fingerprint_of_the_other(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": HEAD + GONE + GONE})
    before = [one["fingerprint"] for one in document(cwd=tmp_path)["findings"]]
    plant(tmp_path, {"a.py": HEAD + GONE.replace("\n", f"  # {SAID}\n") + GONE})
    assert [one["fingerprint"] for one in document(cwd=tmp_path)["findings"]] == before[1:]


def test_another_selection_makes_no_comment_unused(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": HEAD + GONE.replace("\n", f"  # {SAID}\n")})
    assert found("--select", "payload,code", cwd=tmp_path) == []


@pytest.mark.parametrize("rule", ["unused-ignore", "ignore-expired"])
def test_with_its_rule_retired_the_finding_and_its_page_vanish(tmp_path: Path, rule: str) -> None:
    comments = "# advisor: ignore[n-over-limit] why\n# advisor: ignore[n-over-limit] why until=2026-01-01\n"
    plant(tmp_path, {"a.py": comments, f"ours/code/{rule}.yaml": f"override: {rule}\nretired: true\nbecause: Ours.\n"})
    assert {one for _, _, one in found("a.py", cwd=tmp_path)} == {"unused-ignore", "ignore-expired"}
    assert {one for _, _, one in found("a.py", "--rules", "ours", cwd=tmp_path)} == {
        "unused-ignore",
        "ignore-expired",
    } - {rule}


def test_every_state_of_a_comment_but_the_right_one_has_one_rule_file() -> None:
    names = {file.stem for file in (base_folder() / "code").glob("*ignore*.yaml")}
    assert names == {
        "unused-ignore",
        "ignore-expired",
        "ignore-without-reason",
        "ignore-without-rule",
        "ignore-unknown-rule",
        "ignore-until-no-day",
    }
