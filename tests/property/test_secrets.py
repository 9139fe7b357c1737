"""What nobody should repeat is repeated nowhere, wherever it was told, and the answer is the same without it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from html import escape
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import Diagnosis, Failure, InputError, Job, diagnose
from advisor.failure import Case
from advisor.front.cli import cli, main
from advisor.load import base_folder
from advisor.secrets import redacted
from tests.property.secret_strategies import PLANTED, SHAPES, Planted
from tests.property.strategies import BOOK

DAY = date(2026, 11, 22)
ERROR = "Unknown parameter: 'response_format'."
REQUEST = {"endpoint": "/v1/images/generations", "model": "gpt-image-2", "params": {"response_format": "url"}}
BODY = {
    "error": {
        "message": ERROR,
        "type": "invalid_request_error",
        "param": "response_format",
        "code": "unknown_parameter",
    }
}


def _case(**around: Any) -> dict[str, Any]:
    """A case that tells something more."""
    error = {"status": 400, "message": ERROR, **around.pop("error", {})}
    return {"error": error, "request": {**REQUEST, **around.pop("request", {})}, **around}


def _pasted(text: str) -> str:
    return f"openai.BadRequestError: Error code: 400 - {BODY}\n{text}\n"


def _broken(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


PLACES: dict[str, Callable[[str], Any]] = {
    "message": lambda text: _case(error={"message": f"{ERROR} {text}"}),
    "raw": lambda text: _case(error={"raw": f"2026-11-22 10:00:00 ERROR {ERROR}\n{text}\n"}),
    "type": lambda text: _case(error={"type": text, "code": text, "param": "response_format"}),
    "params": lambda text: _case(request={"params": {"response_format": "url", "user": text, "extra": [{"a": text}]}}),
    "name of a field": lambda text: _case(request={"params": {"response_format": "url", text: 1}}),
    "sdk": lambda text: _case(request={"sdk": f"openai-python {text}"}),
    "address": lambda text: _case(request={"endpoint": f"/v1/images/generations?{text}"}),
    "notes": lambda text: _case(account={"auth": text, "plan": {"told": text}}),
    "id": lambda text: _case(id=text),
    "paste": _pasted,
    "log": lambda text: f"10:00:00 INFO request {text}\n{_pasted('')}",
    "JSON": lambda text: json.dumps({**BODY, "headers": [text]}),
    "JSON in JSON": lambda text: json.dumps({"detail": json.dumps({**BODY, "sent": json.dumps({"it": text})})}),
    "JSON in a log": lambda text: json.dumps({"level": "error", "msg": f"{_pasted(text)}"}),
    "HTML": lambda text: escape(_pasted(text)),
    "citation": lambda text: textwrap.indent(_pasted(text), "> "),
    "line breaks of Windows": lambda text: _pasted(text).replace("\n", "\r\n"),
    "colours": lambda text: _pasted(f"\x1b[31m{text}\x1b[0m"),
    "broken at 80": lambda text: _broken(_pasted("").strip() + " " + text, 80),
}


def leaves(value: object) -> Iterator[str]:
    """Every text in an answer, names included."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from (*leaves(key), *leaves(item))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from leaves(item)
    elif value is not None:
        yield str(value)


def shows(told: str, secret: str) -> bool:
    """Whether any piece of a secret stands in a text, however it was broken."""
    bare = re.sub(r"[\s*]", "", told)
    whole = secret.strip("*")
    pieces = (
        {whole[at : at + 12] for at in range(max(1, len(whole) - 11))} if "*" not in secret else set(whole.split("*"))
    )
    return any(piece in bare for piece in pieces if len(piece) >= 4)


def _answer(given: Any) -> Diagnosis:
    return diagnose(given, as_of=DAY, rules=BOOK)


@pytest.mark.parametrize("place", PLACES)
@settings(deadline=None, max_examples=12)
@given(planted=PLANTED)
def test_a_secret_is_repeated_nowhere_and_changes_nothing(place: str, planted: Planted) -> None:
    answer = _answer(PLACES[place](planted.text))
    told = [*leaves(asdict(answer)), repr(answer), str(answer)]
    assert [text for text in told if shows(text, planted.secret)] == [], planted.kind
    without = _answer(PLACES[place](redacted(planted.text)))
    assert answer.causes[0].cause == without.causes[0].cause, planted.kind


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_every_shape_is_left_out_of_a_text(shape: st.SearchStrategy[Planted], data: st.DataObject) -> None:
    planted = data.draw(shape)
    for text in (
        planted.text,
        f"{planted.text}\\nmore",
        f"x = [{planted.text}]",
        json.dumps(planted.text),
        escape(planted.text),
    ):
        assert not shows(redacted(text), planted.secret), (planted.kind, text)


@settings(deadline=None, max_examples=150)
@given(st.lists(PLANTED.map(lambda one: one.text) | st.text(max_size=30), max_size=6))
def test_what_is_redacted_stays_as_it_is(parts: list[str]) -> None:
    once = redacted("\n".join(parts))
    assert redacted(once) == once
    assert len(once) <= 2 * len("\n".join(parts)) + 20


FIELDS = ("model", "sdk", "code", "type", "param", "id", "size", "user", "name of a field")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("key", ["0123456789abcdef0123456789abcdef", "a1" * 42])
def test_a_key_where_something_else_should_stand_is_repeated_nowhere(field: str, key: str) -> None:
    case = _case(error={"raw": f"{ERROR}\n{key} was sent"})
    part = {"model": "request", "sdk": "request", "code": "error", "type": "error", "param": "error"}.get(field)
    if part:
        case[part][field] = key
    elif field == "id":
        case["id"] = key
    else:
        case["request"]["params"] |= {key: 1} if field == "name of a field" else {field: key}
    assert [text for text in leaves(asdict(_answer(case))) if shows(text, key)] == []


def test_the_id_of_a_request_is_told_whatever_it_looks_like() -> None:
    answer = _answer(_case(error={"request_id": "0123456789abcdef0123456789abcdef"}))
    assert answer.understood["failure.request_id"] == "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("told", "secret", "place"),
    [
        ("Authorization: Bearer zz90123456789abc", "zz90123456789abc", "The value zz90123456789abc is unknown"),
        ("openai-organization: acme-corp", "acme-corp", "The value acme-corp is unknown"),
        ('password="correct-horse-7"', "correct-horse-7", "Unknown parameter: 'correct-horse-7'."),
    ],
)
def test_what_one_place_tells_to_be_secret_is_left_out_of_every_other(told: str, secret: str, place: str) -> None:
    for case in (
        f"{told}\n{place}\n{_pasted('')}",
        _case(error={"message": place, "raw": told}),
        _case(id=f"{secret}", notes=told),
    ):
        assert [text for text in leaves(asdict(_answer(case))) if secret in text] == []


def _texts(value: object) -> Iterator[str]:
    """The texts of a rule file; not its examples, whose keys are there to be left out."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from () if key in ("matches", "differs", "avoid") else _texts(item)
    elif isinstance(value, list):
        yield from (text for item in value for text in _texts(item))
    elif isinstance(value, str):
        yield value


def test_nothing_that_the_rules_say_is_taken_for_a_secret() -> None:
    told = {
        text
        for file in base_folder().rglob("*.yaml")
        for text in _texts(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader))
    }
    assert len(told) > 1000
    assert [text for text in told if redacted(text) != text] == []


@pytest.mark.parametrize(
    "text",
    [
        "The model `gpt-image-2.5-flare-2026-09-08` does not exist or you do not have access to it.",
        "Error code: 401 - {'error': {'message': '', 'param': None, 'code': 'invalid_api_key'}}",
        "request id: req_0123456789abcdef0123456789abcdef, x-request-id: 5f4dcc3b-5aa7-65d6-1d83-27deb882cf99",
        "(request id: 202606081209263620517518268d9d6GqyX1eEs)",
        "Invalid 'prompt': string too long. Expected a string with maximum length 32000, but got a string with length 40000.",
        "You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
        "Your organization must be verified to use the model. Go to: https://platform.openai.com/settings/organization/general",
        "connect ECONNREFUSED 127.0.0.1:7890 and 192.168.1.4:3128",
        "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON; max_tokens: 4096",
        "npm install openai@4.104.0 @ai-sdk/openai@1.3.22; Chrome/120.0.0.0; System.ClientModel, Version=8.0.0.0",
        "at /home/runner/work/app/app.py, /app/node_modules/openai/src/core.ts:12:3",
        "api_key=os.environ['OPENAI_API_KEY_2'], organization=None, project: undefined, OPENAI_API_KEY: not set",
        "data of the answer start with iVBORw0KGgo and `image_generation` is in tool_choice",
        "The URL http://localhost:3000/users/@me and https://registry.npmjs.org:443/@scope/x",
        "deployment model_not_found for organization verification; e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "LogicException: Provider [Laravel\\Ai\\Providers\\OpenRouterProvider] does not support image generation.",
    ],
)
def test_what_a_diagnosis_needs_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("in organization org-AbCdEf0123456789 on images per min", "in organization <organization> on images per min"),
        ("Project `proj_AbCdEf0123456789` does not", "Project `<project>` does not"),
        ("provided: sk-proj-******************abcd. You", "provided: <masked key>. You"),
        ("as jane.doe@example.com from 203.0.113.7", "as <email> from <ip>"),
        (r"C:\Users\Jane Doe\app\main.py", r"C:\Users\<name>\app\main.py"),
        ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA", "data:image/png;base64,<base64 image>"),
        ("Cookie: a=1; b=2\nHost: x", "Cookie: <cookie>\nHost: x"),
        ('{"prompt": "An old harbour in the morning, with seven boats in it", "n": 1}', '{"prompt": "An old harbour in the...", "n": 1}'),
    ],
)  # fmt: skip
def test_each_has_a_marker_that_can_be_read(text: str, shown: str) -> None:
    assert redacted(text) == shown


HOSTILE = [
    "token=", "-eyJaaaaaaaa", "a.", "a=", 'prompt="', "prompt='x", "token=       ", "api key ", "Bearer aaaaaaaa", "\\",
    '\\"', "cookie=a", "/Users/", "/home/a b c ", "a@a.a", "sk-", "-sk-a", "a***", "1.", "2000:", "iVBORw0KGgo", "\n",
    "\x1b]", "organization: ", "&quot;", "://a:", "?key=aaaaa", "-----BEGIN PRIVATE KEY-----", f"{'x' * 80}\n", "aA1",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_come_to_an_end(unit: str) -> None:
    """Half a megabyte each: what is not linear in it would run for hours."""
    text = (unit * (300_000 // len(unit) + 1))[:300_000]
    assert len(redacted(text)) <= 2 * len(text)


@pytest.mark.parametrize(
    "model",
    [
        "x; rm -rf ~",
        "$(id)",
        "`id`",
        "--help",
        "-rf",
        "../../x",
        "a/../b",
        "_",
        "a\nb",
        "sk-proj-abcdefghij0123456789",
        "a' b",
    ],
)
def test_a_command_to_copy_holds_no_text_of_a_stranger(model: str) -> None:
    error = {"status": 404, "code": "model_not_found", "message": f"The model '{model}' does not exist"}
    answer = _answer({"error": error, "request": {**REQUEST, "model": model}})
    steps = [step for one in answer.causes for step in (one.next_step, one.check)] + [
        one.check for one in answer.checks
    ]
    assert [
        step.command for step in steps if re.search(rf"(?:^|[\s/]){re.escape(model)}(?:[\s\"]|$)", step.command)
    ] == []


@given(PLANTED)
def test_a_failure_shows_no_text_in_a_log(planted: Planted) -> None:
    failure = Failure(status=400, code="x", message=planted.text, text=planted.text, notes=(planted.text,))
    case = Case(failures=(failure,))
    assert not shows(f"{failure!r} {failure} {case!r}", planted.secret)
    assert "status=400" in repr(case)


@given(PLANTED)
def test_an_error_of_the_library_repeats_nothing(planted: Planted) -> None:
    with pytest.raises(InputError) as error:
        Job(size=planted.text)
    assert not shows(str(error.value), planted.secret)


@settings(deadline=None, max_examples=12)
@given(PLANTED)
def test_the_command_line_repeats_nothing(planted: Planted) -> None:
    for format_ in ("text", "json", "markdown"):
        shown = CliRunner().invoke(
            cli,
            ["diagnose", "--as-of", str(DAY), "--format", format_],
            input=_pasted(planted.text),
            catch_exceptions=False,
        )
        assert not shows(shown.output, planted.secret), planted.kind


@pytest.mark.parametrize("command", [["diagnose"], ["recommend", "--task"], ["lint", "--format"]])
def test_bad_usage_repeats_nothing(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    key = "sk-proj-abcdefghij0123456789"
    with pytest.raises(SystemExit) as stop:
        main([*command, f"organization: familyorg, {key}"])
    written = "".join(capsys.readouterr())
    assert stop.value.code == 2
    assert key not in written
    assert "familyorg" not in written
