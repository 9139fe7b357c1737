"""Laws of reading pastes: nothing crashes it, and what surrounds an error does not change what is read from it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import InputError
from advisor.paste import read_case
from tests.paste.test_forms import TABLE

CODES = st.sampled_from(["unknown_parameter", "invalid_value", "model_not_found", "moderation_blocked"])
PARAMS = st.sampled_from(["style", "size", "tools[0].n", "response_format"])
STATUSES = st.sampled_from([400, 401, 403, 404, 429, 500, 503])
MESSAGES = st.sampled_from(
    [
        "Unknown parameter: '{}'.",
        "Invalid value: 'a \"b\" c' for '{}'. Supported values are: 'low', 'medium', and 'high'.",
        "Your request was rejected by the safety system, see '{}' and https://help.example.com/x?y=z.",
    ]
)


@st.composite
def errors(draw: st.DrawFn) -> tuple[int, dict[str, object]]:
    param = draw(PARAMS)
    message = draw(MESSAGES).format(param)
    return draw(STATUSES), {"message": message, "type": "invalid_request_error", "param": param, "code": draw(CODES)}


def python_line(status: int, body: object) -> str:
    return f"openai.APIStatusError: Error code: {status} - {body!r}"


def http_dump(status: int, body: object) -> str:
    return f"HTTP/1.1 {status}\ncontent-type: application/json\n\n{json.dumps(body, indent=2)}"


def log_line(status: int, body: object) -> str:
    return json.dumps({"level": "error", "status": status, "err": json.dumps(body)})


def javascript(status: int, body: object) -> str:
    return f"APIError: {status}\n    at draw (a.js:1:2) {{\n  status: {status},\n  error: {json.dumps(body)}\n}}"


WRITTEN = st.sampled_from([python_line, http_dump, log_line, javascript])


def coloured(text: str) -> str:
    return "".join(f"\x1b[3{at % 8}m{word} \x1b[0m" for at, word in enumerate(text.split(" ")))


def in_a_container(text: str) -> str:
    return "".join(f"api-1  | 2026-05-06T10:11:12.345Z {line}\n" for line in (*text.split("\n"), "done"))


def cited(text: str) -> str:
    return "".join(f"> {line}\n" for line in ("It says:", "```", *text.split("\n"), "```"))


def after_a_prefix(text: str) -> str:
    return f"[2026-05-06 10:11:12,345] ERROR in views (worker 200, took 404 ms): {text}"


def broken_at_the_width(text: str) -> str:
    return "\n".join(line[at : at + 60] for line in text.split("\n") for at in range(0, max(len(line), 1), 60))


def broken_at_words(text: str) -> str:
    return "\n".join(textwrap.fill(line, 70, break_long_words=False) for line in text.split("\n"))


def escaped(text: str) -> str:
    return f'time="10:11" msg={json.dumps(text)}'


def escaped_twice(text: str) -> str:
    return json.dumps({"log": json.dumps({"line": text}), "stream": "stderr"})


def windows(text: str) -> str:
    return "\ufeff" + text.replace("\n", "\r\n") + "\x00"


AROUND = st.sampled_from(
    [
        coloured,
        in_a_container,
        cited,
        after_a_prefix,
        broken_at_the_width,
        broken_at_words,
        escaped,
        escaped_twice,
        windows,
    ]
)


def fields(text: str) -> tuple[object, ...]:
    failure = read_case(text, TABLE).failures[0]
    return failure.status, failure.type, failure.code, failure.param


@settings(max_examples=150, deadline=None)
@given(errors(), WRITTEN, AROUND)
def test_what_stands_around_an_error_does_not_change_it(
    error: tuple[int, dict[str, object]], written: Callable[[int, object], str], around: Callable[[str], str]
) -> None:
    status, body = error
    expected = (status, body["type"], body["code"], body["param"])
    text = written(status, {"error": body})
    assert fields(text) == expected
    assert fields(around(text)) == expected


PIECES = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "\\",
        "\n",
        ":",
        "=>",
        ",",
        "error",
        "message",
        "Error: ",
        "400",
        "<html>",
        "\x1b[1m",
        "Traceback (most recent call last):\n",
        "Caused by: a.B: ",
        "HTTP/1.1 ",
        "model=",
        "None",
        "map[a:",
        "Array\n(",
        "`",
        " ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=60).map(lambda pieces: "".join(pieces).encode())))
def test_nothing_but_an_input_error_comes_of_any_bytes(content: bytes) -> None:
    try:
        case = read_case(content, TABLE)
    except InputError:
        return
    assert case.failures


KEYS = st.sampled_from(
    ["error", "request", "account", "date", "message", "raw", "status", "params", "model", "tools", "type"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_a_case_of_any_shape_is_read(case: dict[str, object]) -> None:
    assert read_case(case, TABLE).failures
