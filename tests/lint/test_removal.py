"""With one rule file removed, its finding and its page vanish, and nothing else changes: nothing but the file decides."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor import InputError, RuleBook, lint, load_rules
from advisor.explain import explanation
from advisor.freshness import Knowledge
from advisor.load import base_folder, read_book
from advisor.rulebook import Rule

BOOK = load_rules()
SHOWN = [rule for rule in BOOK.rules if rule.stage != "access" and any(isinstance(one, str) for one in rule.avoid)]
"""The rules that a call shows; code does not tell what those on access judge."""


def found_by(book: RuleBook, code: str, rule: Rule) -> set[tuple[str, str]]:
    """The rules that code breaks, each with its message."""
    answer = lint({"example.py": code}, as_of=rule.as_of, rules=book)
    assert {one.rule for one in answer.findings} == set(answer.pages)
    return {(one.rule, one.message) for one in answer.findings}


def page(book: RuleBook, rule: Rule) -> str:
    """What is explained under the id of a rule, which a cause may bear too; empty where nothing is."""
    try:
        return str(explanation(Knowledge(book, rule.as_of), rule.id))
    except InputError:
        return ""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    left_out = shutil.ignore_patterns("errors")  # lint asks no signature of an error, and reads the folder sooner
    return Path(shutil.copytree(base_folder(), tmp_path_factory.mktemp("book") / "rules", ignore=left_out))


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_a_rule_that_is_removed_takes_its_finding_and_its_page_along(rule: Rule, folder: Path) -> None:
    file = folder / rule.stage / f"{rule.id}.yaml"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    try:
        without = read_book([folder])
    finally:
        file.write_text(text, encoding="utf-8")
    code = next(one for one in rule.avoid if isinstance(one, str))
    before, after = found_by(BOOK, code, rule), found_by(without, code, rule)
    assert {one for one in before if one[0] == rule.id}
    assert after == {one for one in before if one[0] != rule.id}
    assert rule.because in page(BOOK, rule)
    assert rule.because not in page(without, rule)
