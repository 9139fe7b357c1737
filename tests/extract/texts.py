"""Generators and checks that the tests of all container files share."""

from __future__ import annotations

from hypothesis import strategies as st

from advisor.extract.fragment import Fragment, physical_lines

LANGUAGES = set(
    "python javascript typescript tsx shell json http go java kotlin csharp ruby php rust swift yaml makefile dockerfile batch powershell".split()  # noqa: SIM905
) | {""}
"""All that a fragment may say it is."""

_PIECES = [
    "```", "```python\n", "~~~~", "````md\n", "```console\n", "```diff js\n", "```{note}\n", "```html\n", "<script>", "</script>",
    "\n", "\n\n", "\r\n", "\r", "    ", "\t", "  ", "> ", "- ", "1. ", "* ", "# ", "---\n", "!!! note\n", '=== "Tab"\n',
    "<Tabs>\n", "</Tabs>\n", "<!-- ", "-->", "{/* ", "*/}", "`", "``", "curl https://a.b/c", " -d '", "'", '"', "\\\n", "$ ", ">>> ",
    "... ", "<<EOF\n", "EOF\n", "import a\n", ".. code-block:: python\n", "a::\n\n", "..\n", ".. highlight:: js\n", ":linenos:\n",
    "### \n", "GET https://a.b/c\n", "@a = {{a}}\n", "{{a}}", "a: b\n", "< {%\n", "%}\n", "HTTP/1.1 200\n", "+", "@@", "\ufeff", "\0",
    "%%bash\n", "!curl -d @f http://a\n", "%time x\n", "x?\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=40).map("".join)
"""Texts made of what readers look for, in any order."""


def placed(found: Fragment) -> list[tuple[str, int, int]]:
    """Each line of a fragment with its physical line and the width of the cut."""
    return list(zip(found.text.split("\n"), found.lines, found.columns, strict=True))


def check_place(found: Fragment, text: str) -> None:
    """Whether each line of a fragment is what stands in the file after the cut, but for what ends a span or script."""
    lines = physical_lines(text)
    for said, line, column in placed(found):
        rest = lines[line - 1][column:]
        assert rest.startswith(said)
        assert rest == said or rest[len(said) :].lower().startswith(("`", "</script", "---"))
    assert found.language in LANGUAGES
