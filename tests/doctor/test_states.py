"""Every state that an account may be in: the right states, the right first step, and nothing spent unasked."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import trustme
from PIL import Image

from tests.doctor.api import (
    BOOK,
    BORING,
    FREE,
    HEALTHY,
    MODEL,
    OLDER,
    ORGANIZATION,
    PAID,
    PROJECT,
    SIBLING,
    Api,
    Reply,
    drawing,
    listing,
    picture,
    refusal,
)
from tests.doctor.conftest import Doctor

VERIFY = (
    f"Your organization must be verified to use the model `{MODEL}`. Please go to: "
    "https://platform.openai.com/settings/organization/general and click on Verify Organization. "
    "If you just verified, it can take up to 15 minutes for access to propagate."
)
AFTER = dict.fromkeys(("limits", "verification", "billing"), "no evidence")
LISTED = {"key": "proved", "address": "proved", "listing": "proved", "models": "proved", "identity": "proved"}
FREELY = {**LISTED, **AFTER, "first-request": "skipped"}
BARRED = dict.fromkeys(("models", "identity", "limits", "verification", "billing", "first-request"), "skipped")


LINK = "https://files.example/boat.png?sig=Zm9yIHRlc3Rz"


@dataclass(frozen=True)
class Refused:
    """A state in which the API refuses, and what it comes down to."""

    states: dict[str, str]
    causes: tuple[str, ...]
    """Any of these as the first cause."""
    models: Reply = HEALTHY
    image: Reply = drawing("")
    check: str = "first-request"
    """The check that tells the cause."""


REFUSED = {
    "bad key": Refused(
        {"key": "proved", "address": "proved", "listing": "refuted", **BARRED},
        ("invalid-api-key",),
        models=refusal(401, "Incorrect API key provided: sk-proj-****bmc.", "invalid_api_key"),
        check="listing",
    ),
    "rate limited": Refused(
        {"key": "proved", "address": "proved", "listing": "refuted", **BARRED},
        ("rate-limit-ipm",),
        models=refusal(
            429,
            "Rate limit reached for requests per min. Please try again in 20s.",
            "rate_limit_exceeded",
            "requests",
            retry_after="20",
        ),
        check="listing",
    ),
    "server fault": Refused(
        {"key": "proved", "address": "proved", "listing": "refuted", **BARRED},
        ("server-error",),
        models=refusal(500, "The server had an error while processing your request.", None, "server_error"),
        check="listing",
    ),
    "page of a gateway": Refused(
        {"key": "proved", "address": "refuted", "listing": "skipped", **BARRED},
        ("timeout-gateway",),
        models=Reply(502, "<html><head><title>502 Bad Gateway</title></head><center>nginx</center></html>"),
        check="address",
    ),
    "unverified though listed": Refused(
        {**LISTED, **AFTER, "verification": "refuted", "first-request": "refuted"},
        ("org-not-verified",),
        image=refusal(403, VERIFY),
    ),
    "billing limit": Refused(
        {**LISTED, **AFTER, "billing": "refuted", "first-request": "refuted"},
        ("billing-limit",),
        image=refusal(
            400, "Billing hard limit has been reached", "billing_hard_limit_reached", "billing_limit_user_error"
        ),
    ),
    "no credit": Refused(
        {**LISTED, **AFTER, "billing": "refuted", "first-request": "refuted"},
        ("insufficient-quota",),
        image=refusal(
            429,
            "You exceeded your current quota, please check your plan and billing details.",
            "insufficient_quota",
            "insufficient_quota",
        ),
    ),
    "free tier": Refused(
        {**LISTED, **AFTER, "limits": "refuted", "first-request": "refuted"},
        ("image-quota-zero-for-tier",),
        image=refusal(
            429,
            f"Rate limit reached for {MODEL} in organization {ORGANIZATION} on input-images per min: Limit 0, Used 0, Requested 1.",
            "rate_limit_exceeded",
            "input-images",
            x_ratelimit_limit_images="0",
            x_ratelimit_remaining_images="0",
        ),
    ),
    "images per minute": Refused(
        {**LISTED, **AFTER, "limits": "proved", "first-request": "refuted"},
        ("rate-limit-ipm",),
        image=refusal(
            429,
            f"Rate limit reached for {MODEL} on images per min (IPM): Limit 5, Used 5, Requested 1. Please try again in 12s.",
            "rate_limit_exceeded",
            "images",
            x_ratelimit_limit_images="5",
            x_ratelimit_remaining_images="0",
            retry_after="12",
        ),
    ),
    "project lacks model": Refused(
        {**LISTED, **AFTER, "first-request": "refuted"},
        ("project-lacks-model",),
        image=refusal(403, f"Project `{PROJECT}` does not have access to model `{MODEL}`", "model_not_found"),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_api_refuses(name: str, doctor: Doctor) -> None:
    expected = REFUSED[name]
    with Api(models=expected.models, image=expected.image) as api:
        told = doctor("--base-url", api.url, "--spend", "--save-account", "account.yaml")
    assert told.states == expected.states
    found = told.check(expected.check)
    asks_to_wait = any("retry-after" in reply.headers for reply in (expected.models, expected.image))
    assert ("retry-after" in str(found["details"])) is asks_to_wait
    assert found["cause"] in expected.causes
    assert told.document["first_step"] == found["next_step"]
    assert told.document["first_step"]["text"] in {
        text for one in BOOK.causes.values() if one.id in expected.causes for text in (one.next_step, one.probe.look)
    }
    assert told.code == 1
    assert api.spent == int(expected.check == "first-request")  # nothing is sent twice
    assert told.document["spent"] is (api.spent == 1)


@pytest.mark.parametrize("name", [name for name, one in REFUSED.items() if one.models is not HEALTHY])
def test_nothing_is_spent_unasked(name: str, doctor: Doctor) -> None:
    with Api(models=REFUSED[name].models) as api:
        told = doctor("--base-url", api.url)
    assert api.log == [FREE]
    assert told.document["spent"] is False
    assert told.states["first-request"] == "skipped"


@pytest.mark.parametrize(
    ("key", "cause"),
    [
        ("", "api-key-missing"),
        ("sk-proj-abcdefghijklmnopqrstuvwxyz\n", "invalid-api-key"),
        ('"sk-proj-abcdefghijklmnopqrstuvwxyz"', "invalid-api-key"),
        ("sk-proj-****************bmc", "sdk-sends-masked-key"),
        ("<your key here>", "invalid-api-key"),
        ("sk-proj-abcdefgh\u2013jklmnopqrstuvwxyz", "invalid-api-key"),
    ],
)
def test_a_key_that_is_none_is_never_sent(key: str, cause: str, doctor: Doctor) -> None:
    with Api() as api:
        told = doctor("--base-url", api.url, "--spend", key=key)
    assert told.check("key")["cause"] == cause
    assert told.states == {"key": "refuted", "address": "skipped", "listing": "skipped", **BARRED}
    assert told.document["first_step"]["text"] == BOOK.causes[cause].next_step
    assert (told.code, api.log) == (1, [])


@pytest.mark.parametrize("key", ["AIzaSyA-abcdefghijklmnopqrstuvwxyz01234", "sk-ant-api03-abcdefghijklmnopqrstuvw"])
def test_the_key_of_another_provider_is_never_sent_to_openai(key: str, doctor: Doctor) -> None:
    told = doctor(key=key)
    assert told.check("key")["cause"] == "key-of-other-provider"
    assert told.states["address"] == "skipped"


def test_a_key_that_the_server_does_not_know(doctor: Doctor) -> None:
    with Api() as api:
        told = doctor("--base-url", api.url, key="sk-proj-abcdefghijklmnopqrstuvwxyz")
    assert told.check("listing")["cause"] == "invalid-api-key"


def test_healthy_and_free(doctor: Doctor) -> None:
    with Api() as api:
        told = doctor("--base-url", api.url)
    assert told.states == FREELY
    assert (told.code, api.log) == (0, [FREE])
    assert "proves nothing" in told.check("verification")["shows"]
    assert told.document["first_step"]["paid"] is False
    assert told.check("first-request")["next_step"]["paid"] is True


def test_healthy_with_a_picture(doctor: Doctor, tmp_path: Path) -> None:
    tier = BORING.access.limits[0].published["tier-1"]
    with Api(image=drawing(picture(), x_ratelimit_limit_images=str(tier))) as api:
        told = doctor("--base-url", api.url, "--spend", "--output", "boat.png")
    assert set(told.states.values()) == {"proved"}
    assert (told.code, api.log) == (0, [FREE, PAID])
    assert api.sent == [dict(BORING.body)]
    assert told.document["image"] == "boat.png"
    with Image.open(tmp_path / "boat.png") as drawn:
        assert drawn.size == (1024, 1024)
    assert any("tier-1" in one and "no proof" in one for one in told.check("limits")["details"])
    assert "Look at the image" in told.document["first_step"]["text"]


@pytest.mark.parametrize(
    ("reply", "says", "cause"),
    [
        (drawing(""), "without an image", "gateway-response-not-openai-shaped"),
        (Reply(body={"task_id": "a1", "status": "queued"}), "without an image", "gateway-response-not-openai-shaped"),
        (drawing("PGh0bWw+"), "no image", "gateway-response-not-openai-shaped"),
        (drawing("data:image/png;base64," + picture()), "not plain base64", "response-not-plain-base64"),
        (Reply(body={"data": [{"url": LINK}]}), "a link to an image", "response-not-plain-base64"),
        (drawing(picture(form="jpeg")), "Drew a JPEG, no PNG; saved as", ""),
        (drawing(picture()[:200]), "cut off", ""),
        (drawing(picture(16, 16)), "16x16 pixels instead of 1024x1024", "gateway-drops-param"),
        (Reply(body=refusal(429, "quota of this user used up", "insufficient_user_quota").body), "an error", None),
    ],
)
def test_an_answer_of_200_is_not_the_proof(reply: Reply, says: str, cause: str | None, doctor: Doctor) -> None:
    with Api(image=reply) as api:
        told = doctor("--base-url", api.url, "--spend")
    found = told.check("first-request")
    assert (found["state"], told.states["billing"], told.code) == ("refuted", "no evidence", 1)
    assert says in found["shows"]
    assert cause in (found["cause"], None)
    assert told.document["first_step"] == found["next_step"]
    assert found["next_step"]["paid"] is False  # it was paid once
    assert LINK not in told.out  # it opens the image


def test_a_wrong_result_of_openai_itself_is_no_gateways(doctor: Doctor, at_home: str) -> None:
    with Api(image=drawing(picture(16, 16))) as api:
        told = doctor("--base-url", api.url, "--spend", "--rules", at_home)
    found = told.check("first-request")
    assert (found["state"], found["cause"], found["next_step"]["paid"]) == ("refuted", "", False)
    assert "size" in found["next_step"]["text"]


def test_models_that_are_not_listed(doctor: Doctor) -> None:
    with Api(models=listing(OLDER, "gpt-5.5")) as api:
        told = doctor("--base-url", api.url, "--spend")
    models = told.check("models")
    assert models["state"] == "refuted"
    assert MODEL in models["shows"]
    assert SIBLING in models["shows"]
    assert any(OLDER in one for one in models["details"])
    assert told.document["first_step"] == models["next_step"]
    assert "not among the models" in told.check("first-request")["shows"]
    assert (told.code, api.log) == (1, [FREE])


def test_another_model_is_drawn_with(doctor: Doctor) -> None:
    with Api(models=listing(OLDER)) as api:
        told = doctor("--base-url", api.url, "--spend", "--model", OLDER)
    assert set(told.states.values()) - {"no evidence"} == {"proved"}
    assert api.sent[0]["model"] == OLDER


def test_a_model_that_nobody_knows(doctor: Doctor) -> None:
    with Api() as api:
        told = doctor("--base-url", api.url, "--spend", "--model", "gpt-image-99")
    assert told.states["models"] == "refuted"
    assert (told.code, api.spent) == (1, 0)


def test_days_on_which_models_end_are_held_against_the_rules(doctor: Doctor) -> None:
    with Api(models=listing(MODEL, SIBLING, "gpt-image-1", "gpt-image-7", **{"gpt-image-1": "2030-01-01"})) as api:
        details = doctor("--base-url", api.url).check("models")["details"]
    assert any(one.startswith("gpt-image-1 ends on 2030-01-01, says the API; the rules say 20") for one in details)
    assert any(one.endswith("unknown to the rules: gpt-image-7") for one in details)


def test_a_key_that_may_not_list_may_still_draw(doctor: Doctor) -> None:
    message = "You have insufficient permissions for this operation. Missing scopes: api.model.read."
    with Api(models=refusal(403, message)) as api:
        told = doctor("--base-url", api.url, "--spend")
    assert told.states["listing"] == told.states["models"] == "no evidence"
    assert told.states["first-request"] == "proved"
    assert told.code == 0


def test_a_project_that_is_not_the_one_sent(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj_AnotherOne0123456789")
    with Api() as api:
        told = doctor("--base-url", api.url)
    assert told.check("identity")["cause"] == "project-header-mismatch"
    assert "proj_AnotherOne0123456789" not in told.out


# -- the address -------------------------------------------------------------------------------------------------------


def test_nothing_listens(doctor: Doctor) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        told = doctor("--base-url", f"http://127.0.0.1:{free.getsockname()[1]}/v1", "--spend")
    assert told.states == {"key": "proved", "address": "refuted", "listing": "skipped", **BARRED}
    assert "refused (TCP)" in told.check("address")["shows"]
    assert told.check("address")["cause"] == "network-proxy"
    assert told.document["spent"] is False


def test_a_name_that_does_not_resolve(doctor: Doctor) -> None:
    told = doctor("--base-url", "https://no-such-host.invalid/v1")
    assert "(DNS)" in told.check("address")["shows"]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def test_a_certificate_that_nobody_trusts(doctor: Doctor, tls: ssl.SSLContext) -> None:
    with Api(tls=tls) as api:
        told = doctor("--base-url", api.url, "--spend")
    assert told.states["address"] == "refuted"
    assert "certificate is not trusted" in told.check("address")["shows"]
    assert told.check("address")["cause"] == "network-proxy"
    assert api.log == []


def test_a_certificate_that_is_trusted(
    doctor: Doctor, tls: ssl.SSLContext, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with Api(tls=tls) as api:
        told = doctor("--base-url", api.url)
    assert told.check("address")["shows"].endswith("over TLS.")


def test_no_tls_where_it_is_asked_for(doctor: Doctor) -> None:
    with Api() as api:
        told = doctor("--base-url", api.url.replace("http:", "https:"))
    assert "TLS failed" in told.check("address")["shows"]
    assert "http://" in told.document["first_step"]["text"]


def test_a_page_instead_of_the_api(doctor: Doctor) -> None:
    page = "<!doctype html><html><head><title>Sign in</title></head><body>Welcome</body></html>"
    with Api(models=Reply(200, page)) as api:
        told = doctor("--base-url", api.url, "--spend")
    assert told.states == {"key": "proved", "address": "refuted", "listing": "skipped", **BARRED}
    assert "answers 200 with an HTML page" in told.check("address")["shows"]
    assert told.check("address")["cause"] == "wrong-base-url"
    assert api.spent == 0


def test_a_path_added_to_a_full_address(doctor: Doctor) -> None:
    with Api() as api:
        told = doctor("--base-url", f"{api.url}/images/generations")
    assert told.states == {"key": "proved", "address": "proved", "listing": "refuted", **BARRED}
    assert told.check("listing")["cause"] == "wrong-base-url"
    assert told.document["first_step"]["text"] == BOOK.causes["wrong-base-url"].next_step


def test_openai_itself_has_a_list_of_models(doctor: Doctor, at_home: str) -> None:
    with Api() as api:
        told = doctor("--base-url", api.url.replace("/v1", ""), "--rules", at_home)
    assert told.check("listing")["cause"] == "wrong-base-url"


@pytest.mark.parametrize("body", [{"detail": "Not Found"}, "<html><pre>Cannot GET /v1/models</pre>"])
def test_a_gateway_without_a_list_of_models_may_still_draw(body: object, doctor: Doctor) -> None:
    with Api(models=Reply(404, body), image=drawing(picture())) as api:
        free, paid = doctor("--base-url", api.url), doctor("--base-url", api.url, "--spend")
    assert free.states["listing"] == free.states["models"] == "no evidence"
    assert free.document["first_step"]["paid"] is False
    assert free.document["first_step"]["command"] == f"curl -sS -i {api.url}/models"
    assert (free.code, paid.code, paid.states["first-request"]) == (0, 0, "proved")


@pytest.mark.parametrize(("body", "check"), [({"message": "ok"}, "listing"), (None, "listing"), ("ok", "address")])
def test_a_server_that_answers_something_else(body: object, check: str, doctor: Doctor) -> None:
    with Api(models=Reply(body=body)) as api:
        told = doctor("--base-url", api.url)
    found = told.check(check)
    assert found["state"] == "refuted"
    assert ("no list of models" in found["shows"]) is (check == "listing")
    assert told.document["first_step"] == found["next_step"]
    assert found["next_step"] == {**found["next_step"], "command": f"curl -sS -i {api.url}/models", "paid": False}


def test_a_server_that_answers_late(doctor: Doctor) -> None:
    with Api(models=replace(HEALTHY, seconds=0.8)) as api:
        told = doctor("--base-url", api.url, "--timeout", "2")
    assert told.states == FREELY
    assert "address: taking longer than usual" in told.err


def test_a_server_that_answers_too_late(doctor: Doctor) -> None:
    with Api(models=replace(HEALTHY, seconds=30)) as api:
        told = doctor("--base-url", api.url, "--timeout", "0.3")
    assert "no answer within 0.3 s" in told.check("address")["shows"]
    assert told.document["first_step"]["command"].startswith(f"advisor doctor --base-url {api.url} --timeout 60 ")
    assert not re.search("bill|picture|image", told.document["first_step"]["text"] + str(told.check("address")))
    assert api.log == [FREE]  # nothing is asked twice
