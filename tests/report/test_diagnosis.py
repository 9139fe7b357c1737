"""Whole diagnoses as text, Markdown and JSON, compared with the files in golden/diagnosis/.

After a wanted change write them anew with `UPDATE_GOLDEN=1 python -m pytest tests/report/test_diagnosis.py`, and read
what `git diff tests/report/golden` shows.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from pydantic import TypeAdapter

from advisor.diagnosis import Diagnosis
from advisor.report import json, markdown, text
from advisor.report.diagnosis_document import diagnosis_document, unread_document
from advisor.report.diagnosis_page import diagnosis_page
from advisor.report.published import DOCUMENTS
from tests.report.diagnosis_answers import ANSWERS, KEY

FOLDER = Path(__file__).parent / "golden" / "diagnosis"
FORMATS: dict[str, Callable[[Diagnosis], str]] = {
    "txt": lambda answer: text.render(diagnosis_page(answer)),
    "md": lambda answer: markdown.render(diagnosis_page(answer)),
    "json": lambda answer: json.render(diagnosis_document(answer)),
}
SCHEMA = TypeAdapter(DOCUMENTS["diagnose"]).json_schema()


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ANSWERS)
def test_the_whole_answer(name: str, format_: str) -> None:
    shown = FORMATS[format_](ANSWERS[name])
    file = FOLDER / f"{name}.{format_}"
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == file.read_text(encoding="utf-8")


def test_no_file_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {f"{name}.{format_}" for name in ANSWERS for format_ in FORMATS}


@pytest.mark.parametrize("name", ANSWERS)
def test_json_fits_the_published_shape(name: str) -> None:
    document = diagnosis_document(ANSWERS[name])
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert set(document) == set(SCHEMA["properties"])


def test_a_line_that_was_not_read_has_the_same_shape() -> None:
    document = unread_document(f"no JSON: {KEY}", date(2026, 11, 22), None)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert (document["error"], document["causes"], set(document)) == ("no JSON: <key>", [], set(SCHEMA["properties"]))


@pytest.mark.parametrize("format_", FORMATS)
def test_no_secret_and_nothing_that_steers_a_terminal_is_printed(format_: str) -> None:
    shown = FORMATS[format_](ANSWERS["hostile"])
    assert KEY not in shown
    assert "<key>" in shown
    assert not {"\x1b", "\x00", "\u202e"} & set(shown)
    shown.encode("utf-8")


@pytest.mark.parametrize("name", ["sure", "likely", "nothing"])
@pytest.mark.parametrize("width", [100, 60])
def test_text_keeps_to_its_width_but_for_what_is_to_be_pasted(name: str, width: int) -> None:
    answer = ANSWERS[name]
    commands = {one.check.command for one in answer.checks} | {answer.first_step.command}
    lines = text.render(diagnosis_page(answer), width=width).splitlines()
    too_long = [line for line in lines if len(line) > width and line not in commands]
    assert [line for line in too_long if " " in line.strip()] == []


def test_colour_changes_no_word() -> None:
    page = diagnosis_page(ANSWERS["likely"])
    assert "\x1b[" in text.render(page, color=True)
    plain = text.render(page)
    assert text.render(page, color=True).count("First step") == plain.count("First step") == 1


def test_what_is_sure_asks_for_nothing_more() -> None:
    assert "What would make it surer" not in FORMATS["txt"](ANSWERS["sure"])
    told = {"failure.status": 400, "request.surface": "images.edits", "request.model": "m", "failure.client": "curl"}
    assert "What would make it surer" not in FORMATS["txt"](replace(ANSWERS["likely"], understood=told))
