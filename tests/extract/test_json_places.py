"""JSON gives its strings with their places, as far as the file goes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from advisor.extract.json_places import PlacedText, Value, read
from tests.extract.texts import TEXTS

TREES = st.recursive(
    st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
).filter(lambda tree: not isinstance(tree, str))


def said(value: Value) -> Any:
    if isinstance(value, dict):
        return {key: said(held) for key, held in value.items()}
    if isinstance(value, list):
        return [said(held) for held in value]
    return value.value if isinstance(value, PlacedText) else None


def one_kind_of_line_end(tree: Any) -> Any:
    return json.loads(json.dumps(tree).replace(r"\r\n", r"\n").replace(r"\r", r"\n"))


@given(TREES, st.sampled_from([None, 0, 2]), st.booleans())
def test_it_says_what_the_standard_reader_says(tree: Any, indent: int | None, ascii_only: bool) -> None:
    written = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    assert one_kind_of_line_end(said(read(written))) == one_kind_of_line_end(tree)


@given(TREES)
def test_a_string_stands_where_it_is_said_to(tree: Any) -> None:
    text = json.dumps(tree)

    def check(value: Value) -> None:
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            check(inner)
        if isinstance(value, PlacedText):
            assert text[value.start - 1] == '"'
            assert text[value.start :].startswith(value.raw + '"')

    check(read(text))


def test_each_line_of_a_string_has_its_place() -> None:
    value = read(r'["a\n\"b\"\r\nc"]')
    assert isinstance(value, list)
    (text,) = value
    assert isinstance(text, PlacedText)
    assert text.lines() == [("a", 2), ('"b"', 5), ("c", 14)]


def test_half_of_a_pair_of_surrogates_becomes_a_character_that_can_be_written() -> None:
    assert said(read(r'["\ud83d", "\ud83d\ude00"]')) == ["?", "\U0001f600"]


def test_a_file_that_breaks_off_gives_what_stood_before() -> None:
    assert said(read('{"a": ["b", "c\\nd')) == {"a": ["b", "c\nd"]}
    assert said(read('{"a": {"b": 1, "c')) == {"a": {"b": None}}


def test_depth_is_no_matter() -> None:
    assert isinstance(read("[" * 100_000), list)


@given(TEXTS)
def test_any_text_is_survived(text: str) -> None:
    said(read('{"a": "' + text))
