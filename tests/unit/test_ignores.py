"""Comments that let findings pass: what they say, and what they cover."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from advisor.extract.ignores import ignores, may_ignore
from advisor.site import Site

SITE = Site(
    path="a", line=1, column=1, end_line=1, end_column=9, language="", how="sdk", host="openai", model_from="literal"
)


def said(text: str, path: str = "a.py") -> list[tuple[tuple[str, ...], str, str | None]]:
    return [(one.rules, one.reason, one.until) for one in ignores(path, text.encode())]


@pytest.mark.parametrize(
    "text",
    [
        "x()  # advisor: ignore[a] we know",
        "x();  // advisor: ignore[a] we know",
        "x(/* advisor: ignore[a] we know */);",
        "/*\n * advisor: ignore[a] we know\n */",
        "<!-- advisor: ignore[a] we know -->",
        "-- advisor: ignore[a] we know",
        "; advisor: ignore[a] we know",
        "{/* advisor: ignore[a] we know */}",
        "{# advisor: ignore[a] we know #}",
        "REM advisor: ignore[a] we know",
        "#advisor:ignore [ a ]: we know",
        "# advisor: ignore[a] - we know",
    ],
)
def test_every_syntax_of_comments_is_known(text: str) -> None:
    assert [(rules, reason.lstrip(":- "), until) for rules, reason, until in said(text)] == [(("a",), "we know", None)]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("ignore[a, b-c] why", (("a", "b-c"), "why", None)),
        ("ignore[a b] why", (("a", "b"), "why", None)),
        ("ignore[a] why until=2026-12-01", (("a",), "why", "2026-12-01")),
        ("ignore[a] until=2026-12-01, then go", (("a",), "then go", "2026-12-01")),
        ("ignore[a] why until=soon", (("a",), "why", "soon")),
        ("ignore[a] why until=", (("a",), "why", "")),
        ("ignore[a] until=2026-12-01", (("a",), "", "2026-12-01")),
        ("ignore[a]", (("a",), "", None)),
        ("ignore[a] ...", (("a",), "", None)),
        ("ignore[a] 理由がある", (("a",), "理由がある", None)),
        ("ignore[] why", ((), "why", None)),
        ("ignore why", ((), "why", None)),
    ],
)
def test_what_a_comment_says(comment: str, expected: tuple[tuple[str, ...], str, str | None]) -> None:
    ((rules, reason, until),) = said(f"# advisor: {comment}")
    assert (rules, reason.strip(" ,"), until) == expected


def test_one_line_may_hold_two() -> None:
    assert said("x()  # advisor: ignore[a] one # advisor: ignore[b] two") == [
        (("a",), "one", None),
        (("b",), "two", None),
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "# advisor: ignored[a] yes"),
        ("a.py", "# the advisor: it ignores"),
        ("a.py", "say('advisor: ignore[a] why')"),
        ("a.md", "# advisor: ignore[a] in a title"),
        ("a.md", "Write `advisor: ignore[rule-id] reason`."),
        ("a.md", "-- advisor: ignore[a] after a dash"),
    ],
)
def test_other_words_are_no_such_comment(path: str, text: str) -> None:
    assert said(text, path) == []


@pytest.mark.parametrize("text", ["# advisor: ignore[a] b", "// advisor:ignore", "# advisor:\tignore[a]"])
def test_no_comment_is_missed_in_the_bytes(text: str) -> None:
    assert may_ignore(text.encode())
    assert not may_ignore(b"from advisor import recommend  # the advisor: it ignores")


PYTHON = """\
# advisor: ignore[a] above
# advisor: ignore[b] above, too
first(
    x,  # advisor: ignore[c] inside
)  # advisor: ignore[d] at the end
# advisor: ignore[e] two lines above

second()
third()  # advisor: ignore[f] of this line
fourth()
"""


@pytest.mark.parametrize(
    ("line", "end_line", "expected"),
    [(3, 5, "abcd"), (8, 8, ""), (9, 9, "f"), (10, 10, "")],
    ids=["first", "second", "third", "fourth"],
)
def test_a_comment_covers_its_line_and_alone_the_next(line: int, end_line: int, expected: str) -> None:
    site = replace(SITE, line=line, end_line=end_line)
    assert "".join(one.rules[0] for one in ignores("a.py", PYTHON.encode()) if one.covers(site)) == expected


MARKDOWN = """\
<!-- advisor: ignore[a] the block -->

```python
first()
second()  # advisor: ignore[b] one call
```

<!-- advisor: ignore[c] the sentence below -->
The latest model is old.
Another sentence. <!-- advisor: ignore[d] this one -->

~~~
third()
~~~
"""


@pytest.mark.parametrize(
    ("line", "expected"), [(4, "a"), (5, "ab"), (9, "c"), (10, "d"), (13, "")], ids=lambda value: str(value)
)
def test_on_a_page_a_comment_covers_the_block_that_follows(line: int, expected: str) -> None:
    site = replace(SITE, line=line, end_line=line)
    assert "".join(one.rules[0] for one in ignores("a.md", MARKDOWN.encode()) if one.covers(site)) == expected


SOURCE = "# advisor: ignore[a] above\nfirst()\nsecond()  # advisor: ignore[b] beside\n"


@pytest.mark.parametrize("source", [SOURCE, SOURCE.splitlines(keepends=True)], ids=["one string", "a list"])
@pytest.mark.parametrize("indent", [None, 1])
def test_in_a_notebook_lines_are_those_of_the_cell(source: object, indent: int | None) -> None:
    cells = [
        {"cell_type": kind, "source": text} for kind, text in (("code", source), ("raw", []), ("code", ["third()"]))
    ]
    text = json.dumps({"cells": cells}, indent=indent)
    found = ignores("a.ipynb", text.encode())
    assert [(one.rules, one.reason, one.cell, one.cell_line) for one in found] == [
        (("a",), "above", 0, 1),
        (("b",), "beside", 0, 3),
    ]
    lines = text.split("\n")
    for call, expected in (("first", "a"), ("second", "b"), ("third", "")):
        line = next(number for number, one in enumerate(lines, start=1) if call in one)
        column = lines[line - 1].index(call) + 1
        cell = 2 if call == "third" else 0
        site = replace(SITE, line=line, column=column, end_line=line, end_column=column + 9, cell=cell, cell_line=1)
        assert "".join(one.rules[0] for one in found if one.covers(site)) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_those_of_the_file(end: str) -> None:
    (found,) = ignores("a.py", f"x(){end}  y()  # advisor: ignore[a] why  {end}".encode())
    assert (found.place, found.end) == ((2, 8), (2, 32))
