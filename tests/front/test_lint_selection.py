"""Which findings are shown: flags, the configuration, and the exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.front.lint_trees import GONE, HEAD, MANY, RIGHT, UNNAMED, document, found, lint, plant, refused
from tests.front.test_cli import run

TREE = {
    "app/draw.py": HEAD + GONE + UNNAMED + MANY,
    "tests/test_draw.py": HEAD + GONE,
    "tests/deep/more.py": HEAD + MANY,
    "right.py": HEAD + RIGHT,
}
GONE_RULE, UNNAMED_RULE, MANY_RULE = "image-model-shut-down", "image-model-left-out", "n-over-limit"


def rules(*arguments: str, cwd: Path) -> list[str]:
    return [rule for _, _, rule in found(*arguments, cwd=cwd)]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(tmp_path_factory.mktemp("tree"), TREE)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ([], "gone unnamed many"),
        (["--select", "model"], "gone unnamed"),
        (["--select", "payload, image-model-shut-down"], "gone many"),
        (["--select", "payload", "--select", "model"], "gone unnamed many"),
        (["--ignore", "payload"], "gone unnamed"),
        (["--ignore", "payload,image-model-left-out"], "gone"),
        (["--select", "model", "--ignore", "image-model-shut-down"], "unnamed"),
        (["--select", "image-model-shut-down", "--ignore", "model"], "gone"),
        (["--min-level", "error"], "gone many"),
        (["--min-level", "note"], "gone unnamed many"),
    ],
)
def test_flags_choose_by_rule_stage_and_level(tree: Path, flags: list[str], expected: str) -> None:
    names = {"gone": GONE_RULE, "unnamed": UNNAMED_RULE, "many": MANY_RULE}
    assert rules("app", *flags, cwd=tree) == [names[one] for one in expected.split()]


@pytest.mark.parametrize(
    ("paths", "flags", "code"),
    [
        (["right.py"], [], 0),
        (["app"], [], 1),
        (["app"], ["--exit-zero"], 0),
        (["app"], ["--select", UNNAMED_RULE], 1),
        (["app"], ["--select", UNNAMED_RULE, "--fail-on", "error"], 0),
        (["app"], ["--select", "route"], 0),
        (["app"], ["--select", "nothing"], 2),
        (["nowhere"], [], 2),
    ],
)
def test_exit_codes(tree: Path, paths: list[str], flags: list[str], code: int) -> None:
    assert lint(*paths, *flags, cwd=tree).returncode == code


def test_exit_codes_stand_in_the_help() -> None:
    shown = " ".join(run("lint", "--help").stdout.split())
    assert "Exit codes: 0 no finding of the level of --fail-on or a graver one, 1 there is one, 2 bad usage" in shown


def test_without_a_path_the_working_directory_is_read(tree: Path) -> None:
    assert found(cwd=tree) == found(".", cwd=tree)
    assert found(cwd=tree / "tests") != []


def test_the_order_of_paths_says_nothing(tree: Path) -> None:
    paths = ["tests", "right.py", "app/draw.py"]
    assert document(*paths, cwd=tree) == document(*reversed(paths), "app", cwd=tree)


@pytest.mark.parametrize(
    ("flag", "name", "hint"),
    [("--select", "paylod", "payload"), ("--ignore", "image-model-shutdown", GONE_RULE), ("--select", "access", "")],
)
def test_a_name_that_is_none_is_one_clear_message(tree: Path, flag: str, name: str, hint: str) -> None:
    told = f" (did you mean {hint!r}?)" if hint else ""
    assert refused("app", flag, name, cwd=tree) == (
        f"{flag}: no rule and no stage is named {name!r}{told}; expected the id of a rule, or one of "
        "code, model, payload, route"
    )


# -- the configuration -------------------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return plant(tmp_path, TREE)


@pytest.mark.parametrize(("file", "table"), [("advisor.toml", "lint"), ("pyproject.toml", "tool.advisor.lint")])
def test_settings_stand_in_either_file(own: Path, file: str, table: str) -> None:
    (own / file).write_text(f'[{table}]\nselect = ["model"]\nmin-level = "error"\n')
    assert set(rules(cwd=own)) == {GONE_RULE}


def test_a_flag_wins_over_the_setting_of_its_name(own: Path) -> None:
    (own / "advisor.toml").write_text(
        '[lint]\nselect = ["payload"]\nignore = ["code"]\nmin-level = "error"\nfail-on = "error"\n'
    )
    assert set(rules("app", "--select", UNNAMED_RULE, "--min-level", "note", cwd=own)) == {UNNAMED_RULE}
    flags = ["app", "--select", UNNAMED_RULE, "--min-level", "note"]
    assert lint(*flags, cwd=own).returncode == 0
    assert lint(*flags, "--fail-on", "warning", cwd=own).returncode == 1


def test_settings_of_paths_add_up_and_the_last_level_counts(own: Path) -> None:
    (own / "advisor.toml").write_text(
        '[lint.paths."tests/**"]\nignore = ["model"]\n[lint.paths."**/deep/"]\nmin-level = "error"\nignore = ["route"]\n'
        '[lint.paths."*.py"]\nmin-level = "warning"\n'
    )
    assert found(cwd=own) == [
        ("app/draw.py", 3, GONE_RULE),
        ("app/draw.py", 4, UNNAMED_RULE),
        ("app/draw.py", 5, MANY_RULE),
        ("tests/deep/more.py", 3, MANY_RULE),
    ]


@pytest.mark.parametrize(
    ("globs", "left"),
    [
        (["tests/"], {"app/draw.py"}),
        (["tests/**"], {"app/draw.py"}),
        (["/tests"], {"app/draw.py"}),
        (["deep"], {"app/draw.py", "tests/test_draw.py"}),
        (["test_*.py"], {"app/draw.py", "tests/deep/more.py"}),
        (["*.py", "!more.py"], {"tests/deep/more.py"}),
        (["draw.py"], {"tests/test_draw.py", "tests/deep/more.py"}),
    ],
)
def test_excluded_files_are_never_read_even_when_named(own: Path, globs: list[str], left: set[str]) -> None:
    (own / "advisor.toml").write_text(f"[lint]\nexclude = {globs!r}\n")
    assert {path for path, _, _ in found(cwd=own)} == left
    assert {path for path, _, _ in found(*(path for path in TREE), cwd=own)} == left


def test_globs_are_relative_to_the_configuration(own: Path) -> None:
    (own / "advisor.toml").write_text('[lint]\nexclude = ["/tests/deep"]\n')
    assert {path for path, _, _ in found(cwd=own / "tests")} == {"test_draw.py"}
    assert {path for path, _, _ in found("../tests", cwd=own / "app")} == {"../tests/test_draw.py"}


def test_what_is_excluded_is_told(own: Path) -> None:
    (own / "advisor.toml").write_text('[lint]\nexclude = ["tests"]\n')
    (left,) = document(cwd=own)["summary"]["left"]
    assert left == {
        "reason": "excluded by the configuration",
        "count": 2,
        "examples": ["tests/deep/more.py", "tests/test_draw.py"],
    }


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("selct = []", "lint: no setting is named 'selct' (did you mean 'select'?); expected one of select, ignore"),
        ('select = "model"', "lint.select: 'model'; expected a list of texts, such as [\"payload\"]"),
        ("ignore = [1]", "lint.ignore: a list; expected a list of texts"),
        ('min-level = "warn"', "lint.min-level: 'warn' (did you mean 'warning'?); expected one of error, warning"),
        ("fail-on = 1", "lint.fail-on: 1; expected one of error, warning, note"),
        ("baseline = []", "lint.baseline: a list; expected the name of a file"),
        ('exclude = ["#x"]', "lint.exclude: '#x' is no glob; expected one as in a .gitignore, such as 'tests/**'"),
        ('select = ["modle"]', "lint.select: no rule and no stage is named 'modle' (did you mean 'model'?)"),
        ("paths = []", "lint.paths: a list is no table"),
        ("paths.x = 1", "lint.paths.'x': 1 is no table"),
        ("paths.x.select = []", "lint.paths.'x': no setting is named 'select'; expected one of ignore, min-level"),
        ('paths.x.ignore = ["y"]', "lint.paths.'x'.ignore: no rule and no stage is named 'y'"),
        ('paths.x.min-level = ""', "lint.paths.'x'.min-level: ''; expected one of error"),
    ],
)
def test_a_wrong_setting_is_one_clear_message(own: Path, settings: str, message: str) -> None:
    (own / "pyproject.toml").write_text(f"[tool.advisor.lint]\n{settings}\n")
    assert refused(cwd=own).startswith(f"{own / 'pyproject.toml'}: {message}")


def test_an_overlay_that_retires_a_rule_leaves_its_name(own: Path) -> None:
    plant(own, {f"ours/model/{GONE_RULE}.yaml": f"override: {GONE_RULE}\nretired: true\nbecause: Ours.\n"})
    assert GONE_RULE not in rules("app", "--rules", "ours", "--ignore", GONE_RULE, cwd=own)


# -- what is loaded ----------------------------------------------------------------------------------------------------

LOADED = """
import sys
from advisor.front.cli import main
sys.argv = ["advisor", "lint", "--as-of", "2026-11-22", *sys.argv[1:]]
try:
    main()
finally:
    heavy = {"pydantic", "rich", "tree_sitter", "yaml", "markdown_it", "advisor.load", "advisor.build"}
    print(*sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("flags", [["--format", "json"], ["--select", "payload"], ["--min-level", "error"]])
def test_a_run_that_finds_nothing_loads_no_parser_and_no_rules(tmp_path: Path, flags: list[str]) -> None:
    plant(tmp_path, {"x.py": "print('nothing here, advisor: neither')\n"})
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *flags], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr.split() == []


def test_a_clean_run_says_what_was_looked_at_as_any_other(tmp_path: Path) -> None:
    plant(tmp_path, {"x.py": "print('nothing here')\n", "y/right.py": HEAD + RIGHT})
    clean, judged = document("x.py", cwd=tmp_path), document("y", cwd=tmp_path)
    assert clean["findings"] == judged["findings"] == []
    assert clean["knowledge"] == judged["knowledge"]
    assert clean["summary"] == {**judged["summary"], "requests": 0}
