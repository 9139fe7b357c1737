"""What an organization says of itself: its list of models, its gateway and the names there, surfaces it does not allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import InputError, Job, Recommendation, RuleBook, recommend
from advisor.catalogue import routes
from advisor.claim import Claim, Source
from advisor.evaluate import evaluate
from advisor.facts import Facts
from advisor.freshness import Knowledge
from advisor.report import text
from advisor.report.pages import routes_page
from advisor.truth import Truth
from tests.property.strategies import BOOK, IMAGE_MODELS, JOBS, MODELS

DAY = date(2026, 11, 22)
US = Source("us", "organization", "Our platform team", "us", "")


def ours(*said: tuple[str, str, Any]) -> RuleBook:
    """The book with an organization's claims, each a subject, a fact and a value."""
    claims = {
        (subject, fact): (
            Claim(subject, fact, value, US, date(2026, 1, 1), "high", "", "", "", (), f"{subject} {fact}"),
        )
        for subject, fact, value in said
    }
    return replace(BOOK, claims={**BOOK.claims, **claims})


def listed(*models: str) -> RuleBook:
    return ours(("platform", "allowed_models", models))


def not_allowed(*surfaces: str) -> list[tuple[str, str, Any]]:
    return [(f"surface:{surface}", "allowed", False) for surface in surfaces]


def ask(book: RuleBook, **job: Any) -> Recommendation:
    return recommend(Job(**job), as_of=DAY, rules=book)


def reasons(answer: Recommendation) -> str:
    return " ".join(f"{one.text} {one.sources}" for one in answer.reasons)


def test_a_list_of_models_decides_the_model_and_is_cited() -> None:
    answer = ask(listed("gpt-image-2"))
    assert answer.request.model == "gpt-image-2"
    assert "instead of gpt-image-2.6-flare, which is not on your organization's list: gpt-image-2. ('us',)" in reasons(
        answer
    )
    assert "with model gpt-image-2," in answer.proof[0]


def test_a_model_off_the_list_is_not_kept_in_a_migration() -> None:
    answer = ask(listed("gpt-image-2"), intent="migrate", current_model="gpt-image-1.5")
    assert answer.request.model == "gpt-image-2"
    assert "gpt-image-1.5 is not kept: it is not on your organization's list. ('us',)" in reasons(answer)


def test_a_list_decides_the_mainline_model_too() -> None:
    answer = ask(listed("gpt-5.5", "gpt-image-2"), other_tools=True)
    assert (answer.request.model, answer.request.image_model) == ("gpt-5.5", "gpt-image-2")


def test_a_list_without_a_model_that_serves_leaves_the_model_unknown() -> None:
    answer = ask(listed("gpt-5.5"))
    assert answer.body["model"] == "<unknown>"
    assert {lack.fact for lack in answer.lacks} >= {"image_model"}


def test_a_list_may_pin_a_snapshot() -> None:
    answer = ask(listed("gpt-image-2-2026-04-21"))
    assert answer.body["model"] == "gpt-image-2-2026-04-21"


def test_a_list_that_serves_nothing_is_named_as_the_cause() -> None:
    (lack,) = (lack for lack in ask(listed("gpt-imgae-2")).lacks if lack.fact == "image_model")
    assert lack.because == "no model on your organization's list is known to serve this surface"


@pytest.mark.parametrize(
    ("base_url", "url", "told_to_sdks"),
    [
        ("https://gw.example", "https://gw.example/images/generations", "https://gw.example"),
        ("https://gw.example/v1", "https://gw.example/v1/images/generations", "https://gw.example/v1"),
        ("https://gw.example/v1/", "https://gw.example/v1/images/generations", "https://gw.example/v1"),
        (
            "https://gw.example:8443/openai/v2",
            "https://gw.example:8443/openai/v2/images/generations",
            "https://gw.example:8443/openai/v2",
        ),
    ],
)
def test_curl_and_the_sdks_call_the_same_address(base_url: str, url: str, told_to_sdks: str) -> None:
    route = ask(ours(("platform", "base_url", base_url))).route
    assert (route.url, route.client_base_url) == (url, told_to_sdks)


def test_the_proof_never_sends_to_a_surface_that_is_not_allowed() -> None:
    answer = ask(ours(*not_allowed("images.generations")), size="1024x1024")
    assert answer.proof == ()
    assert "proof" in {lack.fact for lack in answer.lacks}


def test_a_gateway_gets_its_own_name_of_the_model() -> None:
    name = ("model:gpt-image-2.6-flare", "sent_as", "team-images")
    answer = ask(ours(name, ("platform", "base_url", "https://gw/v1")))
    assert (answer.request.model, answer.body["model"]) == ("gpt-image-2.6-flare", "team-images")
    assert answer.route.url == "https://gw/v1/images/generations"
    assert answer.route.client_base_url == "https://gw/v1"
    assert "gpt-image-2.6-flare is sent as team-images" in reasons(answer)


@pytest.mark.parametrize(
    ("forbidden", "job", "surface", "lost"),
    [
        ("responses.image_generation", {"text_and_image": True}, "images.generations", {"text_and_image"}),
        ("responses.image_generation", {"multi_turn": True, "source_images": 1}, "images.edits", {"multi_turn"}),
        ("images.edits", {"source_images": 2, "mask": True}, "responses.image_generation", set()),
        ("images.generations", {"size": "1024x1024"}, "responses.image_generation", set()),
        ("images.edits", {"task": "edit"}, "responses.image_generation", set()),
        ("images.edits", {"task": "vary"}, "responses.image_generation", set()),
        ("images.edits", {"task": "generate"}, "images.generations", set()),
    ],
)
def test_a_surface_that_is_not_allowed_is_left(
    forbidden: str, job: dict[str, Any], surface: str, lost: set[str]
) -> None:
    answer = ask(ours(*not_allowed(forbidden)), **job)
    assert answer.route.surface == surface
    assert {unmet.fact for unmet in answer.unmet if unmet.rule == "surface-not-allowed"} == lost
    if surface != "images.generations" or forbidden != "images.edits":
        assert f"Your organization does not allow {forbidden}. {surface} is what it leaves" in reasons(answer)


def test_the_route_table_tells_what_is_not_allowed() -> None:
    lines = routes(Knowledge(ours(*not_allowed("images.edits")), DAY))
    assert {line.surface for line in lines if not line.allowed} == {"images.edits"}
    assert "(your organization does not allow it)" in text.render(routes_page(lines, DAY))


def test_no_surface_that_is_allowed_is_one_clear_error() -> None:
    with pytest.raises(
        InputError, match=r"your organization allows no surface for this job: images\.generations is not"
    ):
        ask(ours(*not_allowed(*BOOK.surfaces)))


FORBIDDABLE = sorted(set(BOOK.surfaces) - {"images.generations"})


@settings(deadline=None, max_examples=150)
@given(
    JOBS,
    st.lists(st.sampled_from(MODELS), min_size=1, unique=True).map(tuple),
    st.sets(st.sampled_from(FORBIDDABLE)),
    st.sampled_from(IMAGE_MODELS),
)
def test_no_answer_breaks_the_word_of_the_organization(
    job: Job, allowed: tuple[str, ...], forbidden: set[str], renamed: str
) -> None:
    name = (f"model:{renamed}", "sent_as", "renamed")
    book = ours(("platform", "allowed_models", allowed), name, *not_allowed(*forbidden))
    answer = recommend(job, as_of=DAY, rules=book)
    broken = {
        match.rule.id
        for match in evaluate(Knowledge(book, DAY), Facts(as_of=DAY, request=answer.request))
        if match.truth is Truth.TRUE
    }
    assert not broken & {"surface-not-allowed", "image-model-not-on-the-list", "mainline-not-on-the-list"}
    assert (answer.body["model"] == "renamed") == (answer.request.model == renamed)
