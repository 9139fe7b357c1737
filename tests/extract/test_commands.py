"""Commands end where a shell would end them, and prompts and output are no part of them."""

from __future__ import annotations

import pytest

from advisor.extract.commands import command_length, commands_in_prose, typed
from advisor.extract.fragment import rows_of


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("curl a\nmore", 1),
        ("curl a \\\n  -d b\nmore", 2),
        ("curl a \\ \n  -d b\nmore", 1),
        ("curl a -d '{\n  \"b\": 1\n}'\nmore", 3),
        ('curl a -d "x \\" y\n z"\nmore', 2),
        ("curl a -d @- <<EOF\n{'\nEOF\nmore", 3),
        ("curl a -d @- <<-'END' | jq\n\tx\n\tEND\nmore", 3),
        ("curl a <<< word\nmore\nword", 1),
        ("curl a # it's done\nmore", 1),
        ("curl a isn't closed\nmore\nand more", 1),
        ("curl a \\\n isn't closed\nmore", 2),
    ],
)
def test_a_command_reaches_as_far_as_a_shell_reads(text: str, length: int) -> None:
    assert command_length(text.split("\n")) == length


def prose(text: str) -> list[str]:
    return ["\n".join(row.text for row in rows) for rows in commands_in_prose(rows_of(text))]


def test_a_line_that_begins_with_curl_is_a_command() -> None:
    assert prose("Then send it:\n$ curl https://a.b/c \\\n  -d x\nand wait.") == ["curl https://a.b/c \\\n  -d x"]


def test_options_on_lines_of_their_own_go_with_the_command() -> None:
    assert prose("curl https://a.b/c\n -H 'x: y'\n -d '{\n}'\nThat's all.") == [
        "curl https://a.b/c\n -H 'x: y'\n -d '{\n}'"
    ]


def test_a_code_span_may_hold_a_command() -> None:
    assert prose("Run `curl -s https://a.b/c` or ``$ curl\nhttps://a.b/`d` `` now.") == [
        "curl -s https://a.b/c",
        "curl\nhttps://a.b/`d` ",
    ]


@pytest.mark.parametrize(
    "text", ["curl is a tool.", "curl and/or wget", "Use curl https://a.b/c", "`curl`", "curls /x"]
)
def test_a_sentence_about_curl_is_no_command(text: str) -> None:
    assert prose(text) == []


def session(language: str, text: str) -> tuple[str, list[str]]:
    said, rows = typed(language, rows_of(text))
    return said, [row.text for row in rows]


def test_prompts_of_a_shell_are_cut_and_its_output_is_blanked() -> None:
    text = "$ export A=b\nuser@host:~/x$ curl a \\\n>   -d '{\n> }'\n{'data'}\n\n(venv) $ ls\nfile"
    assert session("shell", text) == ("shell", ["export A=b", "curl a \\", "  -d '{", "}'", "", "", "ls", ""])


def test_an_angle_may_be_the_prompt() -> None:
    assert session("shell", "> curl a\nout\n> ls") == ("shell", ["curl a", "", "ls"])


def test_a_block_with_no_prompt_is_kept() -> None:
    assert session("shell", "curl a\n  > file") == ("shell", ["curl a", "  > file"])
    assert session("", "> quoted") == ("", ["> quoted"])


def test_prompts_of_python_are_cut_and_its_output_is_blanked() -> None:
    text = ">>> def f():\n...     return 1\n...\n>>> f()\n1\n... more output"
    assert session("", text) == ("python", ["def f():", "    return 1", "", "f()", "", ""])


def test_prompts_of_ipython_are_prompts_too() -> None:
    text = "In [1]: f(\n   ...: 2)\nOut[1]: 3"
    assert session("python", text) == ("python", ["f(", "2)", ""])


def test_a_cut_moves_the_columns() -> None:
    _, rows = typed("shell", rows_of("$ ls\nout"))
    assert [(row.line, row.column) for row in rows] == [(1, 2), (2, 3)]
