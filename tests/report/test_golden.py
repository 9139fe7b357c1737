"""Whole answers as text, Markdown and JSON, compared with the files in golden/.

After a wanted change write them anew with `UPDATE_GOLDEN=1 python -m pytest tests/report/test_golden.py`, and read
what `git diff tests/report/golden` shows.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from advisor import Account, Job, Recommendation, recommend
from advisor.report import json, markdown, text
from advisor.report.document import recommendation_document
from advisor.report.pages import recommendation_page

FOLDER = Path(__file__).parent / "golden"

ANSWERS: dict[str, Callable[[], Recommendation]] = {
    "generate-free-2026-03-23": lambda: recommend(Job(task="generate"), Account(tier="free"), as_of=date(2026, 3, 23)),
    "edit-2026-11-22": lambda: recommend(Job(task="edit", source_images=1), as_of=date(2026, 11, 22)),
    "responses-2026-11-22": lambda: recommend(Job(text_and_image=True), as_of=date(2026, 11, 22)),
}
FORMATS: dict[str, Callable[[Recommendation], str]] = {
    "txt": lambda answer: text.render(recommendation_page(answer)),
    "md": lambda answer: markdown.render(recommendation_page(answer)),
    "json": lambda answer: json.render(recommendation_document(answer)),
}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ANSWERS)
def test_the_whole_answer(name: str, format_: str) -> None:
    shown = FORMATS[format_](ANSWERS[name]())
    file = FOLDER / f"{name}.{format_}"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == file.read_text(encoding="utf-8")


def test_no_file_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir() if file.is_file()} == {
        f"{name}.{format_}" for name in ANSWERS for format_ in FORMATS
    }
