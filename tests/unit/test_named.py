"""The model a failure names, where nobody told what was sent."""

from __future__ import annotations

from datetime import date

import pytest

from advisor import diagnose, load_rules
from advisor.facts import UNKNOWN, Request
from advisor.failure import Failure
from advisor.named import with_named_model

BOOK = load_rules()
NOTHING_TOLD = Request(open=True)


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("The model `dall-e-3` does not exist or you do not have access to it.", "dall-e-3"),
        ("Invalid value: 'gpt-image-l'. Supported values are: 'gpt-image-1' and 'dall-e-3'.", "gpt-image-l"),
        ("404 models/gpt-image-2 is not found", "gpt-image-2"),
        ("The 'GPT Image 2' model is not supported", UNKNOWN),
        ("Billing hard limit has been reached", UNKNOWN),
    ],
)
def test_the_refused_model_is_read_and_not_those_that_would_have_been_right(message: str, named: object) -> None:
    assert with_named_model(NOTHING_TOLD, Failure(message=message), BOOK).image_model == named


def test_a_model_for_text_stands_at_the_top_and_draws_nothing() -> None:
    read = with_named_model(NOTHING_TOLD, Failure(message="The model `gpt-5.5` does not exist"), BOOK)
    assert (read.model, read.image_model) == ("gpt-5.5", UNKNOWN)


def test_behind_the_tool_the_image_model_is_the_tools() -> None:
    told = Request(surface="responses.image_generation", open=True)
    read = with_named_model(told, Failure(message="The model 'gpt-image-2' does not exist."), BOOK)
    assert (read.model, read.image_model) == (UNKNOWN, "gpt-image-2")


def test_what_was_told_of_the_request_counts_before_what_the_message_names() -> None:
    told = Request(model="gpt-image-2", image_model="gpt-image-2", open=True)
    assert with_named_model(told, Failure(message="The model `dall-e-3` does not exist"), BOOK) == told


def first_cause(message: str, day: str) -> str:
    return diagnose({"error": {"message": message}, "date": day}, as_of=date(2026, 11, 22), rules=BOOK).causes[0].cause


def test_the_day_decides_what_a_model_that_does_not_exist_means() -> None:
    refusal = "The model `gpt-image-1` does not exist or you do not have access to it."
    days = ("2025-04-25", "2026-02-01", "2026-11-01")
    assert [first_cause(refusal, day) for day in days] == [
        "model-not-rolled-out",
        "project-lacks-model",
        "model-shut-down",
    ]
