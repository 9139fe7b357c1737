"""A baseline on a real tree: written, held against what is found, pruned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.front.lint_trees import GONE, HEAD, MANY, RIGHT, UNNAMED, document, found, lint, plant, refused

BASE = ["--baseline", "base.json"]
WRITE, PRUNE = [*BASE, "--write-baseline"], [*BASE, "--prune-baseline"]
TREE = {"app/a.py": HEAD + GONE + GONE + UNNAMED, "app/b c.py": HEAD + MANY, "é/c.py": HEAD + GONE}
ROWS = {
    "app/a.py": {"image-model-left-out": 1, "image-model-shut-down": 2},
    "app/b c.py": {"n-over-limit": 1},
    "é/c.py": {"image-model-shut-down": 1},
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    plant(tmp_path, TREE)
    assert lint(*WRITE, cwd=tmp_path).returncode == 0
    return tmp_path


def rows(tree: Path, file: str = "base.json") -> Any:
    document = json.loads((tree / file).read_text(encoding="utf-8"))
    assert document["version"] == 1
    return document["findings"]


def test_written_it_counts_by_path_and_rule_and_says_so(tmp_path: Path) -> None:
    plant(tmp_path, TREE)
    done = lint(*WRITE, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "advisor: base.json counts 5 findings now\n")
    assert rows(tmp_path) == ROWS
    assert list(rows(tmp_path)) == sorted(ROWS)


def test_it_lets_pass_what_was_there_and_tells_how_much(tree: Path) -> None:
    answer = document(*BASE, cwd=tree)
    assert answer["findings"] == []
    assert answer["summary"]["baselined"] == [
        {"path": path, "rule": rule, "count": count} for path, of in ROWS.items() for rule, count in of.items()
    ]
    assert lint(*BASE, cwd=tree).returncode == 0


def test_lines_may_move(tree: Path) -> None:
    plant(tree, {"app/a.py": "\n\n# moved\n" + HEAD + UNNAMED + GONE + RIGHT + GONE})
    assert found(*BASE, cwd=tree) == []


def test_of_a_rule_of_which_a_file_has_more_all_are_shown(tree: Path) -> None:
    plant(tree, {"app/a.py": HEAD + GONE + GONE + UNNAMED + GONE, "new.py": HEAD + MANY})
    assert found(*BASE, cwd=tree) == [
        ("app/a.py", 3, "image-model-shut-down"),
        ("app/a.py", 4, "image-model-shut-down"),
        ("app/a.py", 6, "image-model-shut-down"),
        ("new.py", 3, "n-over-limit"),
    ]
    assert lint(*BASE, cwd=tree).returncode == 1


def test_what_is_gone_is_told_and_pruned_and_nothing_is_added(tree: Path) -> None:
    plant(tree, {"app/a.py": HEAD + GONE + UNNAMED + MANY})
    (tree / "é" / "c.py").unlink()
    done = lint(*BASE, cwd=tree)
    assert done.stderr == "advisor: base.json counts 2 findings that are gone; --prune-baseline takes out what is\n"
    assert lint(*PRUNE, cwd=tree).returncode == 1
    assert rows(tree) == {
        "app/a.py": {"image-model-left-out": 1, "image-model-shut-down": 1},
        "app/b c.py": {"n-over-limit": 1},
    }
    done = lint(*BASE, cwd=tree)
    assert (done.stderr, done.returncode) == ("", 1)
    assert found(*BASE, cwd=tree) == [("app/a.py", 5, "n-over-limit")]


def test_files_that_were_not_read_keep_their_rows(tree: Path) -> None:
    plant(tree, {"app/a.py": HEAD + RIGHT, "é/c.py": HEAD + RIGHT, "app/b c.py": "\0" + HEAD})
    assert lint("app", *PRUNE, cwd=tree).returncode == 0
    assert rows(tree) == {"app/b c.py": ROWS["app/b c.py"], "é/c.py": ROWS["é/c.py"]}
    assert lint("app/a.py", *WRITE, cwd=tree).returncode == 0
    assert rows(tree) == {"app/b c.py": ROWS["app/b c.py"], "é/c.py": ROWS["é/c.py"]}


def test_what_was_not_selected_keeps_its_rows(tree: Path) -> None:
    plant(tree, {"app/a.py": HEAD + GONE + UNNAMED, "app/b c.py": HEAD + MANY + MANY})
    assert lint("--select", "payload", *WRITE, cwd=tree).returncode == 0
    assert rows(tree) == {
        "app/a.py": {"image-model-left-out": 1, "image-model-shut-down": 1},
        "app/b c.py": {"n-over-limit": 2},
        "é/c.py": ROWS["é/c.py"],
    }


def test_written_with_a_selection_it_counts_no_other_rule(tmp_path: Path) -> None:
    plant(tmp_path, TREE)
    lint("--select", "payload", *WRITE, cwd=tmp_path)
    assert rows(tmp_path) == {"app/b c.py": {"n-over-limit": 1}}
    assert {rule for _, _, rule in found(*BASE, cwd=tmp_path)} == {"image-model-left-out", "image-model-shut-down"}


def test_paths_are_relative_to_its_folder(tree: Path) -> None:
    plant(tree, {"deep/er/.keep": ""})
    lint("--baseline", "deep/er/base.json", "--write-baseline", cwd=tree)
    assert set(rows(tree, "deep/er/base.json")) == {f"../../{path}" for path in ROWS}
    assert found("..", "--baseline", "../base.json", cwd=tree / "app") == []
    assert found(str(tree), "--baseline", str(tree / "base.json"), cwd=tree / "deep") == []


def test_the_configuration_names_it(tree: Path) -> None:
    (tree / "advisor.toml").write_text('[lint]\nbaseline = "base.json"\n')
    assert found(cwd=tree) == found("..", cwd=tree / "app") == []
    plant(tree, {"new.py": HEAD + MANY})
    assert lint("--write-baseline", cwd=tree / "app").returncode == 0
    assert "new.py" not in rows(tree)
    assert lint("--write-baseline", cwd=tree).returncode == 0
    assert "new.py" in rows(tree)
    assert found(
        "--baseline", str(plant(tree, {"none.json": '{"version": 1, "findings": {}}'}) / "none.json"), cwd=tree
    )


def test_what_a_comment_lets_pass_is_not_counted(tmp_path: Path) -> None:
    said = "  # advisor: ignore[n-over-limit] they are split later\n"
    plant(tmp_path, {"a.py": HEAD + MANY.replace("\n", said) + MANY})
    lint(*WRITE, cwd=tmp_path)
    assert rows(tmp_path) == {"a.py": {"n-over-limit": 1}}


def test_written_twice_it_stays_as_it_is(tree: Path) -> None:
    before = (tree / "base.json").stat()
    lint(*WRITE, cwd=tree)
    after = (tree / "base.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--baseline", "none.json"], "none.json: no such baseline; expected one that --write-baseline wrote"),
        (["--baseline", "none.json", "--prune-baseline"], "none.json: no such baseline"),
        (["--write-baseline"], "--write-baseline: no baseline is named; expected --baseline FILE"),
        (["--prune-baseline"], "--prune-baseline: no baseline is named"),
        (["--baseline", "nowhere/b.json", "--write-baseline"], "nowhere/b.json: cannot be written (No such file"),
        (["--baseline", "app/a.py"], "app/a.py: is no JSON"),
        ([*WRITE, "--prune-baseline"], "--write-baseline and --prune-baseline cannot be combined"),
        ([*WRITE, "--shard", "1/2"], "--shard and --write-baseline cannot be combined"),
        ([*WRITE, "--fix"], "--write-baseline and --fix cannot be combined"),
    ],
)
def test_what_cannot_be_is_one_clear_message(tree: Path, flags: list[str], message: str) -> None:
    before = (tree / "base.json").read_bytes()
    assert refused(*flags, cwd=tree).startswith(message)
    assert (tree / "base.json").read_bytes() == before
