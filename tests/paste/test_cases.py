"""JSON cases, bodies, exceptions and bytes: what is read from each, and what is refused."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

from advisor import Failure, diagnose
from advisor.errors import InputError
from advisor.facts import ABSENT, UNKNOWN
from advisor.paste import read_case
from tests.paste.test_forms import TABLE

ERROR = {"message": "Unknown parameter: 'style'.", "type": "invalid_request_error", "param": None, "code": None}
LINE = "openai.BadRequestError: Error code: 400 - " + str({"error": ERROR})


def test_a_case_whose_fields_are_null_is_filled_from_its_texts() -> None:
    case = read_case(
        {"error": {"status": None, "type": None, "message": "it fails", "raw": LINE}, "account": {}}, TABLE
    )
    first = case.failures[0]
    assert (first.status, first.type, first.code, first.param) == (400, "invalid_request_error", ABSENT, "style")
    assert first.exceptions == ("BadRequestError",)
    assert "it fails" in str(first.text)
    assert LINE in str(first.text)


def test_fields_of_a_case_win_over_its_texts() -> None:
    told = {"status": 403, "code": "model_not_found", "param": "model", "message": LINE}
    request = {"endpoint": "/v1/images/edits", "model": "gpt-image-2", "params": {"size": "auto"}}
    case = read_case({"error": told, "request": request}, TABLE)
    assert (case.failures[0].status, case.failures[0].code, case.failures[0].param) == (403, "model_not_found", "model")
    assert (case.request.surface, case.request.model, case.request.params) == (
        "images.edits",
        "gpt-image-2",
        {"size": "auto"},
    )


def test_a_case_has_one_failure_for_what_it_reports() -> None:
    raw = "requests.exceptions.ConnectionError: gone\nDuring handling of the above exception, another exception occurred:\nE: Invalid image file"
    case = read_case({"error": {"message": "Invalid image file", "raw": raw}, "date": "2026-05-06"}, TABLE)
    assert case.failures[0].message == "Invalid image file"
    assert [one.message for one in case.failures[1:]] == ["gone"]


def test_what_is_known_of_an_account_becomes_facts_and_the_rest_stays() -> None:
    account = {"org_verified": False, "tier": "Tier 2", "works_with": "the same key in curl"}
    case = read_case({"account": account, "cookies": "none", "error": {"message": "x", "seen_in": "browser"}}, TABLE)
    assert (case.account.organization_verified, case.account.tier) == (False, "tier-2")
    assert set(case.failures[0].notes) >= {"works_with: the same key in curl", "cookies: none", "seen_in: browser"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mark", "words", "silent"),
    [("(no error) ", "HTTP 200, but no image", True), ("(reported in words) ", "it fails", False)],
)
def test_a_remark_tells_that_it_is_told_in_words_and_whether_an_error_was_seen(
    mark: str, words: str, silent: bool
) -> None:
    for case in ({"error": {"message": mark + words}, "request": {}}, mark + words):
        failure = read_case(case, TABLE).failures[0]
        assert (failure.silent, failure.in_words, failure.text) == (silent, True, words)
    failure = read_case({"error": {"message": mark + words}}, TABLE).failures[0]
    assert (failure.silent, failure.in_words, failure.message) == (silent, True, words)


@pytest.mark.parametrize(
    "told",
    [
        "My key is refused as soon as I ask for a picture",
        "chat works fine, pictures end with a 403",
        "Der Aufruf mit der neuen Bibliothek wird abgelehnt, die alte ist in Ordnung",
        "一直提示限流 明明今天还没有画过图",
        "картинки перестали приходить после обновления библиотеки",
    ],
)
def test_what_a_person_tells_is_told_in_words_without_a_remark(told: str) -> None:
    assert read_case(told, TABLE).failures[0].in_words is True
    assert read_case({"error": {"message": told, "status": 403}, "request": {}}, TABLE).failures[0].in_words is True


@pytest.mark.parametrize(
    "printed",
    [
        "Your organization must be verified to use the model `x`. Please go to settings.",
        "Error code: 400 - {'error': {'message': 'Unknown parameter: x'}}",
        "Rate limit exceeded for images per minute. Please visit our help pages to learn how to increase your limit.",
        "TypeError: my_call() got an unexpected keyword argument 'size' in my code of today",
        "it fails again",
    ],
)
def test_what_a_program_prints_is_not_told_in_words(printed: str) -> None:
    assert read_case({"error": {"message": printed}, "request": {}}, TABLE).failures[0].in_words is False


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"date": "some day", "error": ["a", {"b": 1}], "request": "curl", "account": [1, 2]},
        {"error": {"status": "many", "type": ["x"], "message": {"deep": [1]}, "raw": 7}, "request": {"params": [1]}},
        {"request": {"endpoint": 4, "model": ["a"], "params": {"tools": "none"}}, "id": [1]},
        {"error": None, "account": None, "request": None, "date": None},
        {"something": "else"},
        {"message": {"": 0.0, "{": None}},
    ],
    ids=str,
)
def test_malformed_fields_are_evidence_and_never_an_error(given: dict[str, Any]) -> None:
    assert read_case(given, TABLE) == read_case(json.dumps(given), TABLE)


def test_the_day_of_a_case_is_read_from_the_case_alone() -> None:
    assert read_case({"date": "2026-05-06T10:00:00Z", "error": {}}, TABLE).as_of == date(2026, 5, 6)
    assert read_case(f"2026-05-06 10:00:00 {LINE}", TABLE).as_of is None


@pytest.mark.parametrize("given", ["", "  \n ", "42", "true", "null", "[1, 2]", "```\n```", b"", b"\x00\x00"])
def test_what_is_no_case_is_refused_with_what_was_expected(given: str | bytes) -> None:
    with pytest.raises(InputError, match=r"the failure: is .*; expected a JSON case"):
        read_case(given, TABLE)


def test_too_much_is_refused() -> None:
    with pytest.raises(InputError, match="larger than 10,000,000 bytes"):
        read_case(b"x" * 10_000_001, TABLE)


def test_an_error_in_a_long_log_is_found_and_its_text_stays_short() -> None:
    quiet = "2026-05-06 10:11:12 INFO worker took task 7 in 200 ms\n" * 60_000
    case = read_case(f"{quiet}{LINE}\n{quiet}".encode(), TABLE)
    assert (case.failures[0].status, case.failures[0].param) == (400, "style")
    assert len(str(case.failures[0].text)) < 40_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_every_form(encoding: str) -> None:
    failure = read_case(f"Größe 大小: {LINE}".encode(encoding), TABLE).failures[0]
    assert (failure.status, failure.param) == (400, "style")
    assert "Größe 大小" in str(failure.text)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("gb18030", "当前分组下对于模型 gpt-image-1 无可用渠道 请稍后再试"),
        ("cp932", "エラー: 画像生成に失敗しました。しばらくしてからもう一度お試しください"),
        ("cp1252", "Die Größe wird für dieses Modell nicht unterstützt"),
    ],
)
def test_other_encodings_are_guessed(encoding: str, words: str) -> None:
    failure = read_case(f"{words}\n{LINE}".encode(encoding), TABLE).failures[0]
    assert failure.status == 400
    assert words in str(failure.text)


def test_utf8_cut_within_a_letter_is_still_utf8() -> None:
    assert "画像" in str(read_case("画像生成 failed 失敗".encode()[:-1], TABLE).failures[0].text)


class APIStatusError(Exception):
    """What an SDK that is not installed here raises."""

    status_code = 429
    request_id = "req_1"
    code = "rate_limit_exceeded"
    param = None
    type = "rate_limit"
    body = {"message": "Rate limit reached.", "type": "rate_limit", "param": None, "code": "rate_limit_exceeded"}

    @property
    def request(self) -> object:
        raise RuntimeError("no request was kept")


def test_an_exception_is_read_by_what_stands_on_it() -> None:
    failure = read_case(APIStatusError("Error code: 429 - Rate limit reached."), TABLE).failures[0]
    assert (failure.status, failure.code, failure.param, failure.request_id) == (
        429,
        "rate_limit_exceeded",
        ABSENT,
        "req_1",
    )
    assert (failure.message, failure.exceptions) == ("Rate limit reached.", ("APIStatusError",))
    assert failure.endpoint is UNKNOWN


def test_what_led_to_an_exception_comes_first() -> None:
    try:
        try:
            raise TimeoutError("the read timed out")
        except TimeoutError as root:
            raise ValueError("no picture") from root
    except ValueError as error:
        case = read_case(error, TABLE)
    assert [one.exceptions for one in case.failures] == [("TimeoutError",), ("ValueError",)]


def test_an_exception_that_fails_when_it_is_printed_is_read_all_the_same() -> None:
    class Unprintable(Exception):  # noqa: N818
        def __str__(self) -> str:
            raise RuntimeError

    assert read_case(Unprintable(), TABLE).failures[0].exceptions == ("Unprintable",)


def test_what_has_no_form_that_fits_is_kept_as_a_note() -> None:
    told = {
        "date": "bogus",
        "error": {"status": "abc", "message": "it fails"},
        "request": {"model": ["a"], "params": [1]},
    }
    case = read_case(told, TABLE)
    assert (case.as_of, case.failures[0].status, case.request.model) == (None, UNKNOWN, UNKNOWN)
    assert set(case.failures[0].notes) >= {"date: bogus", "status: abc", "model: ['a']", "params: [1]"}  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [None, 5, [1], object(), {"a"}])
def test_what_is_no_paste_at_all_is_refused(given: Any) -> None:
    with pytest.raises(InputError, match=r"the failure: is .*; expected a JSON case"):
        diagnose(given, as_of=date(2026, 11, 22))


def test_bytes_that_can_change_are_read_too() -> None:
    assert read_case(bytearray(LINE.encode()), TABLE) == read_case(LINE, TABLE)


@pytest.mark.parametrize("day", ["2026-11-22", None, datetime(2026, 11, 22, 10)])
def test_a_day_that_is_none_is_refused(day: Any) -> None:
    with pytest.raises(InputError, match=r"as_of: .* is not a datetime\.date"):
        diagnose(LINE, as_of=day)


def test_a_request_or_an_account_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match=r"request: a map is not an advisor\.Request"):
        diagnose(LINE, {"model": "x"}, as_of=date(2026, 11, 22))  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"account: .* is not an advisor\.Account"):
        diagnose(LINE, None, "free", as_of=date(2026, 11, 22))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "401"),
        ("status", True),
        ("status", 42),
        ("code", None),
        ("message", b"x"),
        ("notes", "a"),
        ("silent", 1),
    ],
)
def test_a_failure_takes_no_value_of_another_kind(field: str, value: Any) -> None:
    with pytest.raises(InputError, match=rf"^{field}: .* is not "):
        Failure(**{field: value})
    assert Failure(exceptions=["KeyError"]).exceptions == ("KeyError",)  # type: ignore[arg-type]
