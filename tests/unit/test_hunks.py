"""Which lines a diff says are new."""

from __future__ import annotations

import pytest

from advisor.front.changed import Lines, hunks

HEAD = "diff --git a/{0} b/{0}\nindex 1..2 100644\n--- a/{0}\n+++ b/{0}\n"


@pytest.mark.parametrize(
    ("hunk", "lines"),
    [
        ("@@ -1 +1 @@\n-a\n+b\n", [Lines(1, 1)]),
        ("@@ -3,0 +4,2 @@\n+a\n+b\n", [Lines(4, 5)]),
        ("@@ -5,2 +4,0 @@ def f():\n-a\n-b\n", [Lines(5, 4)]),
        ("@@ -1 +1 @@\n-a\n+b\n@@ -9 +9 @@\n-a\n+b\n", [Lines(1, 1), Lines(9, 9)]),
        ("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n", [Lines(1, 1)]),
    ],
)
def test_a_hunk_tells_the_new_lines(hunk: str, lines: list[Lines]) -> None:
    assert hunks((HEAD.format("a.py") + hunk).encode()) == {"a.py": lines}


def test_a_line_of_a_file_that_looks_like_one_of_a_diff_is_none() -> None:
    added = ["++ b/other.py", "@@ -1 +1 @@", "diff --git a/x b/x", "-- a/other.py"]
    text = HEAD.format("a.py") + "@@ -0,0 +1,4 @@\n" + "".join(f"+{line}\n" for line in added)
    assert hunks(text.encode()) == {"a.py": [Lines(1, 4)]}


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("b/a b.py\t", "a b.py"),
        (r'"b/\303\251.py"', "é.py"),
        (r'"b/two\nlines\t\"quoted\" \\.py"', 'two\nlines\t"quoted" \\.py'),
        ("b/b/c.py", "b/c.py"),
    ],
)
def test_odd_names_are_read(written: str, path: str) -> None:
    text = f"diff --git a/x b/x\n--- a/x\n+++ {written}\n@@ -1 +1 @@\n-a\n+b\n"
    assert hunks(text.encode()) == {path: [Lines(1, 1)]}


def test_deleted_and_binary_files_have_no_lines() -> None:
    gone = "diff --git a/a.py b/a.py\ndeleted file mode 100644\n--- a/a.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
    binary = "diff --git a/b.png b/b.png\nindex 1..2\nBinary files a/b.png and b/b.png differ\n"
    assert hunks((gone + binary).encode()) == {}


@pytest.mark.parametrize(
    ("lines", "touched"),
    [
        (Lines(4, 4), True),
        (Lines(6, 9), True),
        (Lines(1, 3), False),
        (Lines(7, 9), False),
        (Lines(5, 4), True),  # taken out between lines 4 and 5
        (Lines(4, 3), False),  # right above
        (Lines(7, 6), False),  # right below
    ],
)
def test_a_change_touches_a_request_in_lines_4_to_6(lines: Lines, touched: bool) -> None:
    assert lines.touch(4, 6) is touched
