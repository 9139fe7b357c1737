"""Script blocks of pages and components are code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.extract.markup import KINDS, fragments
from tests.extract.texts import TEXTS, check_place, placed


def test_a_script_block_is_cut_out_of_its_lines() -> None:
    (found,) = fragments("<b>x</b>\n<script>a()\nb()</script> c", "html")
    assert (found.language, placed(found)) == ("javascript", [("a()", 2, 8), ("b()", 3, 0)])


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("<script>", "javascript"),
        ('<script type="module">', "javascript"),
        ('<script setup lang="ts" generic="T extends A<B>">', "typescript"),
        ("<script lang='tsx'>", "tsx"),
        ('<script type="application/json">', "json"),
    ],
)
def test_the_tag_tells_the_language(tag: str, language: str) -> None:
    (found,) = fragments(f"<template/>\n{tag}\na\n</script>\n", "vue")
    assert found.language == language


@pytest.mark.parametrize(
    "text", ["<!-- <script>a()</script> -->", "<script src=x></script>", "<script type=text/x-template>a</script>"]
)
def test_what_is_no_code_is_left_out(text: str) -> None:
    assert fragments(text, "html") == []


def test_the_front_of_an_astro_page_is_typescript() -> None:
    front, script = fragments("---\nconst a = 1\n---\n<p/>\n<script>b()</script>\n", "astro")
    assert (front.language, front.text, front.lines) == ("typescript", "const a = 1\n", (2, 3))
    assert (script.language, script.text) == ("typescript", "b()")


@given(TEXTS, st.sampled_from(sorted(KINDS)))
def test_every_line_is_what_stands_in_the_file_after_the_cut(text: str, kind: str) -> None:
    for found in fragments(text, kind):
        check_place(found, text)
