"""Code in notebooks is one fragment, with the physical line, cell and line in the cell of each line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.extract.fragment import Fragment, physical_lines
from advisor.extract.notebook import fragments
from tests.extract.texts import LANGUAGES, TEXTS, placed


def code(*sources: Any) -> list[dict[str, Any]]:
    return [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]


def notebook(cells: list[Any], indent: int | None = 1, **metadata: Any) -> str:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}, indent=indent)


def read(*sources: Any) -> list[tuple[str, str]]:
    """Language and text of each fragment of a notebook of code cells."""
    return [(found.language, found.text) for found in fragments(notebook(code(*sources)))]


def only(text: str) -> Fragment:
    (found,) = fragments(text)
    return found


def test_code_cells_are_joined_and_know_their_places() -> None:
    cells = [*code(["A = 1\n", "B = 2"]), {"cell_type": "raw", "source": "x"}, *code(["f(A)"])]
    found = only(notebook(cells))
    assert (found.language, found.text) == ("python", "A = 1\nB = 2\nf(A)")
    assert (found.cells, found.cell_lines) == ((0, 0, 2), (1, 2, 1))
    lines = physical_lines(notebook(cells))
    assert [lines[line - 1].strip(' ",') for line in found.lines] == ["A = 1\\n", "B = 2", "f(A)"]
    assert [lines[line - 1][column:][:1] for line, column in zip(found.lines, found.columns, strict=True)] == list(
        "ABf"
    )


def test_a_source_of_one_string_stands_on_one_line() -> None:
    found = only(notebook(code("a\nb\n"), indent=None))
    assert (found.text, found.lines, found.cell_lines) == ("a\nb", (1, 1), (1, 2))
    assert [notebook(code("a\nb\n"), indent=None)[column] for column in found.columns] == ["a", "b"]


def test_parts_of_a_source_need_not_be_lines() -> None:
    assert read(["a = ", "1\nb = 2\n", "c"]) == [("python", "a = 1\nb = 2\nc")]


def test_parts_with_no_line_end_at_all_are_lines() -> None:
    assert read(["import a", "a.b()"]) == [("python", "import a\na.b()")]


def test_magics_are_blanked_and_move_no_line() -> None:
    source = "%pip install x\n!ls \\\n  -l\nx?\n?x\ny = !ls\nif y:\n    !ls\n    %cd /\nz = 5 % y"
    python = next(found for found in fragments(notebook(code(source))) if found.language == "python")
    assert python.text.split("\n") == ["", "", "", "", "", "", "if y:", "    pass", "    pass", "z = 5 % y"]


def test_a_timed_statement_is_a_statement() -> None:
    assert read("%time x = f()\n%timeit -n 10 g()") == [("python", "x = f()\ng()")]


def test_commands_of_a_cell_are_shell() -> None:
    python, shell = fragments(notebook(code("a = 1\n!curl b \\\n  -d x\nc = 2")))
    assert (python.text, shell.language, shell.text) == ("a = 1\n\n\nc = 2", "shell", "curl b \\\n  -d x")
    assert (shell.cells, shell.cell_lines) == ((0, 0), (2, 3))


@pytest.mark.parametrize(
    ("source", "language", "text"),
    [
        ("%%bash\ncurl a", "shell", "curl a"),
        ("%%sh --out x\ncurl a", "shell", "curl a"),
        ("%sh\ncurl a", "shell", "curl a"),
        ("%%script /bin/bash\ncurl a", "shell", "curl a"),
        ("%%javascript\na()", "javascript", "a()"),
        ("%%writefile -a b.ts\na()", "typescript", "a()"),
        ("%%file 'b.py'\na()", "python", "a()"),
        ("%%capture out\na()", "python", "\na()"),
    ],
)
def test_the_magic_of_a_cell_tells_its_language(source: str, language: str, text: str) -> None:
    assert read(source) == [(language, text)]


def test_cells_of_languages_nothing_reads_are_left_out() -> None:
    assert read("%%sql\nselect 'it''s", "%%writefile b.png\nx", "a = 1") == [("python", "\n\n\n\na = 1")]
    assert fragments(notebook(code("a <- 1"), language_info={"name": "R"})) == []


def test_the_kernel_tells_the_language() -> None:
    found = only(notebook(code("const a = 1"), kernelspec={"language": "typescript"}))
    assert found.language == "typescript"


def test_a_cell_that_leaves_something_open_does_not_swallow_the_next() -> None:
    found = fragments(notebook(code("a = 1", "b = f('''", "c = 2")))
    assert [(one.text, one.before) for one in found] == [("a = 1\nc = 2", 0), ("a = 1\nb = f('''", 1)]


def test_texts_are_markdown() -> None:
    cells = [{"cell_type": "markdown", "source": ["- Call:\n", "\n", "  ```js\n", "  a()\n", "  ```\n"]}]
    found = only(notebook(cells))
    assert (found.language, found.text, found.cells, found.cell_lines) == ("javascript", "a()", (0,), (4,))
    assert physical_lines(notebook(cells))[found.lines[0] - 1][found.columns[0] :].startswith("a()")


def test_the_third_format_is_read() -> None:
    cells = [{"cell_type": "code", "input": "a = 1"}, {"cell_type": "heading", "source": "x"}]
    assert only(json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3})).text == "a = 1"


def test_broken_cells_are_passed_over() -> None:
    cells = [None, 3, "x", {}, {"cell_type": "code", "source": None}, {"cell_type": 5, "source": [1, "a", None]}]
    found = only(notebook(cells))
    assert (found.text, found.cells) == ("a", (5,))


def test_a_notebook_that_breaks_off_gives_what_stood_before() -> None:
    whole = notebook(code("a = 1", "b = 2"))
    assert only(whole[: whole.index(" = 2")]).text == "a = 1\nb"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cells": 5}', "<html>", "\ufeff{}"])
def test_what_is_no_notebook_has_no_code(text: str) -> None:
    assert fragments(text) == []


SOURCES = st.lists(st.text('ab =12_\tλ\\"é\n', max_size=30), max_size=4)


@given(SOURCES, st.sampled_from([None, 0, 1, 4]), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_is_the_line_of_its_cell(sources: list[str], indent: int | None, parts: bool, end: str) -> None:
    cells = code(*(source.splitlines(keepends=True) if parts else source for source in sources))
    text = notebook(cells, indent).replace("\n", end)
    lines = physical_lines(text)
    for found in fragments(text):
        for (said, line, _), cell, cell_line in zip(placed(found), found.cells, found.cell_lines, strict=True):
            assert sources[cell].split("\n")[cell_line - 1] == said
            assert json.dumps(said)[1:-1] in lines[line - 1]


@given(st.lists(TEXTS, max_size=4), st.data())
def test_any_notebook_is_survived_whole_or_cut(sources: list[str], data: st.DataObject) -> None:
    whole = notebook([*code(*sources), *({"cell_type": "markdown", "source": source} for source in sources)])
    text = whole[: data.draw(st.integers(0, len(whole)))]
    for found in [*fragments(whole), *fragments(text)]:
        assert found.language in LANGUAGES
        assert all(1 <= line <= len(physical_lines(whole)) for _, line, _ in placed(found))
