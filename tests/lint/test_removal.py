"""With one rule file removed, its finding and its page vanish, and nothing else changes: nothing but the file decides."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor import RuleBook, load_rules
from advisor.call_table import call_table
from advisor.catalogue import explain
from advisor.errors import InputError
from advisor.extract.file import file_sightings
from advisor.extract.project import Files
from advisor.extract.words import Words
from advisor.freshness import Knowledge
from advisor.judge import lint
from advisor.load import base_folder, read_book
from advisor.rulebook import Rule

BOOK = load_rules()
SHOWN = [rule for rule in BOOK.rules if rule.stage != "access" and any(isinstance(one, str) for one in rule.avoid)]
"""The rules that a call shows; code does not tell what those on access judge."""


def found_by(book: RuleBook, code: str, rule: Rule) -> set[tuple[str, str]]:
    """The rules that code breaks, each with its message."""
    table = call_table(book)
    seen = file_sightings("example.py", code.encode(), table, Words.of(table), Files(lambda _: None))
    answer = lint(Knowledge(book, rule.as_of), seen, files=1)
    assert {one.rule for one in answer.findings} == set(answer.pages)
    return {(one.rule, one.message) for one in answer.findings}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(base_folder(), tmp_path_factory.mktemp("book") / "rules"))


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
    assert explain(Knowledge(BOOK, rule.as_of), rule.id).title == rule.title
    with pytest.raises(InputError):
        explain(Knowledge(without, rule.as_of), rule.id)
