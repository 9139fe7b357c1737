"""A text that no signature knows may resemble a cause; a mere complaint resembles none."""

from __future__ import annotations

from datetime import date

import pytest

from advisor import diagnose

TODAY = date(2026, 11, 22)


def test_rare_words_in_common_are_a_hint() -> None:
    answer = diagnose("failed: route without headers for a browser", as_of=TODAY)
    first = answer.causes[0]
    assert (first.cause, first.standing, first.confidence) == ("browser-cors", "possible", "low")
    assert "browser" in first.evidence[0].shows
    assert answer.first_step == answer.checks[0].check, "a hint moves nobody from the debugging order"


@pytest.mark.parametrize("text", ["it does not work, no image", "help, my app fails", "the image is ugly", "???"])
def test_a_complaint_is_no_evidence(text: str) -> None:
    answer = diagnose(text, as_of=TODAY)
    assert [one.stage for one in answer.causes] == ["route", "model", "access", "payload", "other"]
    assert {one.cause for one in answer.causes} == {"<unknown>"}
