"""The caret stands below what is meant, whatever is before it on the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.report.columns import excerpt, width_of, wrapped
from advisor.secrets import key_spans, without_keys

KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"


def meant(line: str, what: str, width: int = 60) -> tuple[str, str]:
    """What is shown of a line, and the part of it above the carets; every character there is one column wide."""
    column = line.index(what) + 1
    part = excerpt(line, column, column + len(what), width)
    assert width_of(part.text) <= width
    return part.text, part.text[part.start : part.start + part.length]


@pytest.mark.parametrize(
    "line",
    [
        "draw()",
        "    x = draw()  # a",
        "\tif a:\tdraw()\t# b",
        f'client("{KEY}", "{KEY}").draw()',
        "\x1b[31m\x00draw()",
        "x" * 5_000 + "draw()" + "y" * 5_000,
        "x" * 40 + "draw()" + "y" * 100,
        "a\u202eb draw()",
    ],
)
def test_the_caret_is_below_the_call(line: str) -> None:
    text, below = meant(line, "draw()")
    assert below == "draw()"
    assert text.isprintable()
    assert KEY[:10] not in text


def test_wide_characters_take_two_columns() -> None:
    line = '名前 = 画像("猫")'
    part = excerpt(line, 6, len(line) + 1, 60)
    assert (part.text, part.start, part.length) == (line, 7, 10)


def test_a_long_line_is_cut_on_both_sides_and_keeps_what_is_before() -> None:
    text, _ = meant("a = b; " * 100 + "draw(1)" + "; c" * 100, "draw(1)")
    assert text.startswith("...")
    assert text.endswith("...")
    assert "a = b; draw(1)" in text


def test_a_long_call_is_shown_from_its_beginning() -> None:
    text, below = meant("x = draw(" + "1, " * 100 + ")", "draw(" + "1, " * 100 + ")")
    assert text.startswith("x = draw(1, ")
    assert below == text.removeprefix("x = ").removesuffix("...")


@given(st.text(max_size=300), st.integers(1, 310), st.integers(1, 310), st.integers(20, 100))
def test_any_line_and_place_fit(line: str, column: int, end_column: int, width: int) -> None:
    line = line.replace("\n", " ")
    part = excerpt(line, column, end_column, width)
    assert width_of(part.text) <= width
    assert part.length >= 1
    assert part.start + part.length <= width + 1


def test_words_are_never_broken() -> None:
    assert wrapped(f"see {'x' * 50} or", 20, "- ", "  ") == ["- see", f"  {'x' * 50}", "  or"]


@pytest.mark.parametrize(
    "text",
    [
        'OpenAI(api_key="{}")',
        "-H 'Authorization: Bearer {}'",
        '{{"api_key": "{}"}}',
        '"{{\\"api-key\\": \\"{}\\"}}"',
        'headers["api-key"] = "{}"',
        'setHeader("api-key", "{}")',
        'new AzureKeyCredential("{}")',
        "AZURE_OPENAI_API_KEY={}",
        "token: {}",
        "https://user:{}@example.com/v1",
    ],
)
@pytest.mark.parametrize("key", ["0123456789abcdef0123456789abcdef", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4"])
def test_a_key_is_masked_by_what_it_is_given_to(text: str, key: str) -> None:
    masked = without_keys(text.format(key))
    assert key not in masked
    assert masked == text.format("<key>") or "<key>" in masked


@pytest.mark.parametrize(
    "key",
    [
        "sk-proj-abcdefghij0123456789", "sk-ant-api03-abcdefghij0123456789", "xai-abcdefghij0123456789",
        "ghp_abcdefghij0123456789abcd", "github_pat_11ABCDEFG0123456789_abcdef", "glpat-abcdefghij0123456789",
        "hf_abcdefghijklmnopqrstuvwx", "r8_abcdefghijklmnopqrstuvwx", "gsk_abcdefghijklmnopqrstuvwx",
        "AKIAABCDEFGHIJKLMNOP", "AIzaSyabcdefghijklmnopqrstuvw", "xoxb-123456789012-abcdef", "sk_live_abcdefghij0123",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc_def-123",
    ],
)  # fmt: skip
def test_a_key_is_masked_by_its_shape(key: str) -> None:
    assert without_keys(f"x = f('{key}', 1)") == "x = f('<key>', 1)"


@pytest.mark.parametrize(
    "text",
    [
        'client.images.generate(model="gpt-image-1.5-2025-12-16", size="1024x1024")',
        'OpenAI(api_key=os.environ["OPENAI_API_KEY"])',
        "Authorization: Bearer $OPENAI_API_KEY",
        'apiKey: process.env.NEXT_PUBLIC_OPENAI_KEY_2',
        "token = read_the_token_of_version_2(path)",
        "max_tokens=4096, task-force-0123456789",
        "https://example.com:8080/v1/images/generations",
        'model_key="gpt-image-2.6-sunburst-2026-11-04"',
    ],
)  # fmt: skip
def test_what_is_no_key_stays(text: str) -> None:
    assert without_keys(text) == text


@given(st.text(alphabet=f"{KEY}=:\"' ", max_size=200))
def test_spans_are_in_order_and_none_is_over_another(text: str) -> None:
    ends = [place for span in key_spans(text) for place in span]
    assert ends == sorted(ends)
