"""Code and the requests in it: one table of examples a theme, every form that the inventory promises."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor import load_rules
from advisor.call_table import call_table
from advisor.extract.file import file_sightings
from advisor.extract.project import Files
from advisor.extract.words import Words
from advisor.freshness import Knowledge
from advisor.inventory import inventory
from advisor.report.requests_rows import requests_document

FOLDER = Path(__file__).parent / "fixtures"
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['form']}")
    for file in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]
TABLE = call_table(load_rules(), {})
WORDS = Words.of(TABLE)
KNOWLEDGE = Knowledge(load_rules(), date(2026, 11, 22))


def rows(case: dict[str, Any]) -> list[dict[str, Any]]:
    """The requests that the inventory lists for a case."""
    content = case["code"].encode()
    if not WORDS.are_in(content):
        return []
    files = {name: text.encode() for name, text in case.get("files", {}).items()}
    found = file_sightings(case["path"], content, TABLE, WORDS, Files(files.get))
    rows_ = requests_document(inventory(KNOWLEDGE, found, 1))["requests"]
    return [{**row, "path_written": one.site.path_written} for row, one in zip(rows_, found, strict=True)]


@pytest.mark.parametrize("case", CASES)
def test_code_gives_the_requests_that_are_written_beside_it(case: dict[str, Any]) -> None:
    found = rows(case)
    wanted = case["expect"]
    shown = [{key: row.get(key) for key in one} for row, one in zip(found, wanted, strict=False)]
    assert (len(found), shown) == (len(wanted), wanted)
