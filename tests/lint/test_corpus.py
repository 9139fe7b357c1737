"""Code that misuses the API, the same code corrected, and code that is right: each file gives just what it should.

A file under `misuse` says what is wrong with a request in a comment on the line above it, `expect: rule-id, ...`; its twin
under `corrected` differs by the correction only. What is asked of all three is about warnings and errors; notes are free.
`advisor lint tests/lint/misuse --as-of 2026-11-22` shows them as a user would see them.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from advisor import Linted, lint

FOLDER = Path(__file__).parent
DAY = date(2026, 11, 22)
FORMS = {".ipynb", ".md", ".py", ".sh", ".ts"}
"""Of each case; a component (`.tsx`) is TypeScript too."""
WITHOUT_REQUEST = {"Gallery.tsx", "make_batch.py", "openrouter.py", "settings.py", "settings.yaml"}
"""Code that asks a server of its own, or nothing, or of which only a line of a batch is a request."""


def files_in(folder: str) -> list[Path]:
    """The files of a corpus, in order."""
    return sorted(path for path in (FOLDER / folder).rglob("*") if path.is_file())


def named(folder: str) -> list[object]:
    """A parameter a file."""
    return [pytest.param(path, id=str(path.relative_to(FOLDER / folder))) for path in files_in(folder)]


def linted(path: Path) -> Linted:
    """What lint says of one file."""
    return lint({str(path.relative_to(FOLDER)): path.read_bytes()}, as_of=DAY)


def graver_than_notes(answer: Linted) -> Counter[tuple[int, str]]:
    """Line and rule of every warning and error."""
    return Counter((one.site.line, one.rule) for one in answer.findings if one.level != "note")


def expected(path: Path) -> Counter[tuple[int, str]]:
    """What the comments of a file say: each speaks of the line below it."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    found = ((number, re.search(r"\bexpect: ([a-z0-9, -]+)", line)) for number, line in lines)
    return Counter((number + 1, rule.strip()) for number, match in found if match for rule in match[1].split(","))


@pytest.mark.parametrize("path", named("misuse"))
def test_misuse_is_found_where_it_stands_and_nothing_else_is(path: Path) -> None:
    wanted = expected(path)
    assert wanted, "the file says of no line what is wrong with it"
    assert graver_than_notes(linted(path)) == wanted


@pytest.mark.parametrize("path", named("corrected") + named("right"))
def test_code_that_is_right_gives_no_warning(path: Path) -> None:
    assert [(one.site.line, one.rule, one.message) for one in linted(path).findings if one.level != "note"] == []


@pytest.mark.parametrize("path", named("corrected") + named("right"))
def test_code_that_is_right_is_read(path: Path) -> None:
    assert (linted(path).requests > 0) == (path.name not in WITHOUT_REQUEST), (
        "where no request is found, silence is cheap"
    )


def test_every_case_has_every_form_and_a_twin() -> None:
    cases = [folder for folder in sorted((FOLDER / "misuse").iterdir()) if folder.is_dir()]
    assert len(cases) == 15
    for case in cases:
        assert {path.suffix.replace(".tsx", ".ts") for path in case.iterdir()} == FORMS, case.name
    twins = ([path.relative_to(FOLDER / folder) for path in files_in(folder)] for folder in ("misuse", "corrected"))
    assert next(twins) == next(twins)


def test_no_note_calls_a_decoded_image_undecoded() -> None:
    found = {
        path.name
        for path in (*files_in("corrected"), *files_in("right"))
        for one in linted(path).findings
        if one.rule == "image-never-decoded"
    }
    assert found == set()
