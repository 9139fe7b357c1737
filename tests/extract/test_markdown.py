"""Code in Markdown and MDX is found wherever documents put it, with its lines and columns."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.extract.markdown import fragments
from tests.extract.texts import TEXTS, check_place, placed


def read(text: str, kind: str = "markdown") -> list[tuple[str, str]]:
    """Language and text of each fragment."""
    return [(found.language, found.text) for found in fragments(dedent(text), kind)]


def test_a_fence_knows_its_language_lines_and_columns() -> None:
    (found,) = fragments("# Title\n\n1. Call\n\n   ```python\n   a = 1\n\n     b\n   ```\n")
    assert found.language == "python"
    assert placed(found) == [("a = 1", 6, 3), ("", 7, 0), ("  b", 8, 3)]


def test_quotes_and_tildes_are_cut_and_read() -> None:
    (found,) = fragments("> ~~~js\n> a()\n>\n> b()\n> ~~~\n")
    assert placed(found) == [("a()", 2, 2), ("", 3, 1), ("b()", 4, 2)]


def test_a_fence_that_is_never_closed_reaches_to_the_end() -> None:
    assert read("```go\na\nb") == [("go", "a\nb")]


def test_dots_in_a_fence_are_kept() -> None:
    assert read("```python\nf(a, ...)\n```") == [("python", "f(a, ...)")]


def test_a_fence_without_a_label_has_no_language() -> None:
    assert read("```\na\n```") == [("", "a")]


def test_a_fence_of_a_language_nothing_reads_is_left_out() -> None:
    assert read("```mermaid\na --> b\n```") == []


def test_indented_code_has_no_language() -> None:
    (found,) = fragments("Call:\n\n    a(\n\n      b)\n\nDone.\n")
    assert (found.language, placed(found)) == ("", [("a(", 3, 4), ("", 4, 0), ("  b)", 5, 4)])


def test_indented_text_of_mdx_is_no_code() -> None:
    assert read("Call:\n\n    a(b)\n", "mdx") == []


def test_bodies_of_tabs_and_admonitions_are_read() -> None:
    text = """\
    !!! note "Mind"
        Text at once:
        ```bash
        ls
        ```

    === "Python"

        ```python
        a = 1
        ```

        === "Inner"

            ```js
            b()
            ```
    """
    assert read(text) == [("shell", "ls"), ("python", "a = 1"), ("javascript", "b()")]


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize("kind", ["markdown", "mdx"])
def test_tags_may_stand_close_to_fences(kind: str, blank: str) -> None:
    text = f'<Tabs>\n  <Tab title="a">\n{blank}    ```js\n    a()\n    ```\n{blank}  </Tab>\n</Tabs>\n<details>\n{blank}```sh\nls\n```\n</details>\n'
    assert read(text, kind) == [("javascript", "a()"), ("shell", "ls")]


def test_a_fence_indented_deeply_under_text_is_read() -> None:
    assert read("<Step>\n    Call it:\n    ```js\na()\n    ```\n</Step>\n", "mdx") == [("javascript", "a()")]


def test_what_is_commented_out_is_not_read() -> None:
    assert read("<!--\n```js\na()\n```\n-->\n{/* \n```js\nb()\n```\n*/}\n```js\nc()\n```\n", "mdx") == [
        ("javascript", "c()")
    ]


def test_commands_in_prose_are_shell() -> None:
    text = "- curl https://a.b/c \\\n    -d '{}'\n- then `curl -X POST https://a.b/d`.\n"
    found = fragments(text)
    assert {one.language for one in found} == {"shell"}
    assert [placed(one) for one in found] == [
        [("curl https://a.b/c \\", 1, 2), ("  -d '{}'", 2, 2)],
        [("curl -X POST https://a.b/d", 3, 8)],
    ]


def test_a_session_is_cut_to_what_was_typed() -> None:
    (found,) = fragments("```console\n$ curl a\nout\n```\n")
    assert placed(found) == [("curl a", 2, 2), ("", 3, 3)]


def test_of_a_difference_the_new_side_is_read() -> None:
    (found,) = fragments("```diff python\n@@ -1 +1 @@\n-a = 1\n+a = 2\n b = 3\n```\n")
    assert (found.language, placed(found)) == (
        "python",
        [("", 2, 11), ("", 3, 6), ("a = 2", 4, 1), ("b = 3", 5, 1)],
    )


def test_markdown_in_a_fence_is_markdown() -> None:
    found = fragments("> ````md\n> Text\n> ```js\n> a()\n> ```\n> ````\n````{tab-item} B\n```js\nb()\n```\n````\n")
    assert [placed(one) for one in found] == [[("a()", 4, 2)], [("b()", 9, 0)]]


def test_options_of_a_directive_are_blanked() -> None:
    assert read("```{code-cell} ipython3\n:tags: [x]\na = 1\n```") == [("python", "\na = 1")]


def test_script_blocks_in_a_fence_are_read() -> None:
    (found,) = fragments("```html\n<b>x</b>\n<script>a()</script>\n```\n")
    assert (found.language, placed(found)) == ("javascript", [("a()", 3, 8)])


def test_python_without_a_fence_reaches_to_the_next_fence() -> None:
    text = "from a import B\nb = B()\n\ndef f():\n\n    # says\n    return b\n\n```sh\nls\n```\n"
    assert read(text) == [
        ("python", "from a import B\nb = B()\n\ndef f():\n\n    # says\n    return b\n"),
        ("shell", "ls"),
    ]


@given(TEXTS, st.sampled_from(["markdown", "mdx"]))
def test_every_line_is_what_stands_in_the_file_after_the_cut(text: str, kind: str) -> None:
    for found in fragments(text, kind):
        check_place(found, text)


@given(TEXTS.map(lambda text: text.replace("\r", "")), st.sampled_from(["\r\n", "\r"]))
def test_line_ends_change_nothing(text: str, end: str) -> None:
    assert fragments(text.replace("\n", end)) == fragments(text)
