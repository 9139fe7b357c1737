"""The floors of the house: imports go down only, and no fact of the rules is spelled in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import advisor
from advisor import load_rules

PACKAGE = Path(__file__).parent.parent / "advisor"

FLOORS = (
    (
        "errors",
        "levels",
        "truth",
        "domain",
        "selector",
        "printable",
        "text_file",
        "phrases",
        "spotting",
        "identity",
        "secrets",
    ),
    ("facts", "failure", "left", "site"),
    ("document", "shape", "failure_schema", "schema", "condition", "word_lists", "wording", "vocabulary", "folders"),
    ("causes", "claim", "clients", "rulebook", "claims", "signatures", "build", "reader", "compiled", "store", "load"),
    ("freshness",),
    ("evaluate",),
    ("fill", "choose", "answer", "extract"),
    ("paste",),
    ("finding", "lookup", "call_table"),
    ("documented",),
    ("notes",),
    ("lifecycle", "breakage", "suppress", "selection", "baseline", "shards", "unheard"),
    ("inventory",),
    ("access", "wishes", "routing", "diagnosis", "examination", "clues", "likeness", "named", "recognized", "suspects"),
    ("blame", "closed"),
    ("offer", "proof"),
    ("recommendation", "worlds", "option", "cut_points"),
    ("interview",),
    ("decision_tree",),
    ("edits", "focus", "sizes"),
    ("data_address",),
    ("mend",),
    ("judge",),
    ("changes", "forecast"),
    ("catalogue", "explain", "cause_check", "check"),
    ("report",),
    ("docs", "decision_data"),
    ("__init__",),
    ("front",),
)
"""Lowest first. A module may import from its own floor and from below."""
HEIGHT = {name: height for height, names in enumerate(FLOORS) for name in names}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _floor(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(tree: ast.Module) -> Iterator[str]:
    """The floors a module imports from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "advisor":
            inner = (node.module or "").split(".")[1:]
            yield from (
                [inner[0]] if inner else [name.name if name.name in HEIGHT else "__init__" for name in node.names]
            )
        elif isinstance(node, ast.Import):
            yield from (name.name.split(".")[1] for name in node.names if name.name.startswith("advisor."))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_imports_go_down_only(module: Path) -> None:
    own = HEIGHT[_floor(module)]
    above = {name for name in _imports(ast.parse(module.read_text(encoding="utf-8"))) if HEIGHT[name] > own}
    assert not above, f"{module.name} imports from above: {sorted(above)}"


def test_no_module_has_the_name_of_a_public_one() -> None:
    """A module that is loaded becomes a part of its package, and would stand where the function of that name stood."""
    assert not {path.stem for path in PACKAGE.iterdir()} & set(advisor.__all__)


def test_extract_sees_the_lowest_floors_only() -> None:
    for module in (PACKAGE / "extract").glob("*.py"):
        seen = set(_imports(ast.parse(module.read_text(encoding="utf-8"))))
        assert seen <= {"errors", "truth", "domain", "facts", "site", "extract"}


def test_reports_never_see_the_rules() -> None:
    for module in (PACKAGE / "report").glob("*.py"):
        seen = set(_imports(ast.parse(module.read_text(encoding="utf-8"))))
        assert not seen & {"rulebook", "claim", "load", "build", "schema", "evaluate"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_no_model_and_no_path_is_spelled_in_python(module: Path) -> None:
    book = load_rules()
    paths = {str(claim.value) for claim in book.all_claims if claim.fact == "path"}
    spelled = [
        f"{node.lineno}: {node.value!r}"
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for fact in (*book.cards, *paths)
        if fact in node.value.replace("/v1/models", "")
    ]
    assert not spelled
