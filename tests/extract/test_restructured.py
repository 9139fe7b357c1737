"""Code in reStructuredText is found in directives, literal blocks, sessions and prose."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given

from advisor.extract.restructured import fragments
from tests.extract.texts import TEXTS, check_place, placed


def read(text: str) -> list[tuple[str, str]]:
    """Language and text of each fragment."""
    return [(found.language, found.text) for found in fragments(dedent(text))]


def test_a_directive_knows_its_language_lines_and_columns() -> None:
    (found,) = fragments("Title\n=====\n\n.. code-block:: python\n   :linenos:\n\n   a = 1\n\n     b\n\nText\n")
    assert found.language == "python"
    assert placed(found) == [("a = 1", 7, 3), ("", 8, 0), ("  b", 9, 3)]


@pytest.mark.parametrize("name", ["code", "code-block", "sourcecode", "code-tab"])
def test_every_directive_of_code_is_read(name: str) -> None:
    assert read(f".. {name}:: js\n\n  a()\n") == [("javascript", "a()")]


def test_directives_stand_in_tabs_and_lists() -> None:
    text = """\
    .. tabs::

       .. tab:: Python

          .. code-block:: python

             a = 1

       .. group-tab:: JS

          .. code:: js

             b()

    #. Then:

       * .. code:: sh

           ls
    """
    assert read(text) == [("python", "a = 1"), ("javascript", "b()"), ("shell", "ls")]


def test_a_literal_block_has_the_language_of_highlight() -> None:
    text = "Call::\n\n  a\n\n.. highlight:: python\n\nCall it ::\n\n    b = 1\n      c\n\nEnd\n"
    assert read(text) == [("", "a"), ("python", "b = 1\n  c")]


def test_prompts_are_shell() -> None:
    assert read(".. prompt:: bash $\n\n   curl a\n") == [("shell", "curl a")]
    assert read(".. code-block:: console\n\n   $ curl a\n   out\n") == [("shell", "curl a\n")]


def test_a_session_of_python_needs_no_directive() -> None:
    assert read("Text\n\n>>> a = 1\n>>> a\n1\n\nText\n") == [("python", "a = 1\na\n")]


def test_what_is_commented_out_is_not_read() -> None:
    assert read(".. old\n   .. code:: js\n\n      a()\n\n..\n   .. code:: js\n\n      b()\n") == []


def test_an_empty_comment_hides_nothing() -> None:
    assert read("..\n\n   .. code:: js\n\n      a()\n") == [("javascript", "a()")]


def test_commands_in_prose_are_shell() -> None:
    (line, span) = fragments("* curl https://a.b/c \\\n    -d x\n* or ``curl -s https://a.b/d``.\n")
    assert placed(line) == [("curl https://a.b/c \\", 1, 2), ("-d x", 2, 4)]
    assert placed(span) == [("curl -s https://a.b/d", 3, 7)]


@given(TEXTS)
def test_every_line_is_what_stands_in_the_file_after_the_cut(text: str) -> None:
    for found in fragments(text):
        check_place(found, text)
