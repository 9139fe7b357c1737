"""Diagnoses made by hand: one that is sure, one that is likely with code, one that knows nothing, one that is hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from advisor.diagnosis import CallSite, Cause, Check, Cleared, Diagnosis, Evidence, Linked, Step
from advisor.finding import Cited, Finding, Fix
from advisor.site import Site

__all__ = ["ANSWERS", "KEY"]

KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"
_CODES = Cited("error-codes-guide", "Error codes guide", "https://example.com/error-codes")
_BOOK = Cited("book", "A book without an address", "")
_SETTINGS = "https://platform.openai.com/settings/organization/general"
_ROUTE = Step("Print the address that is sent, and hold it against the route table.", "advisor routes", "", paid=False)
_LISTED = 'curl -sS "https://api.openai.com/v1/models" -H "Authorization: Bearer $OPENAI_API_KEY" | jq -r ".data[].id"'
_CHECKS = (
    Check("route", "Route", "Is it the right surface?", _ROUTE),
    Check(
        "payload", "Payload", "Does each field fit?", Step("Send it without its optional fields.", "", "", paid=True)
    ),
    Check("model", "Model", "Is the model alive?", Step("Ask for the list of models.", _LISTED, "", paid=False)),
    Check("access", "Account", "May the account use it?", Step("Look at the limits.", "", _SETTINGS, paid=False)),
)
_VERIFY = Step("Verify the organization in its settings, then wait some minutes.", "", _SETTINGS, paid=False)
_LOOK = Step("Read on the settings page whether it says Verified.", "", _SETTINGS, paid=False)
_NOT_VERIFIED = Cause(
    cause="org-not-verified",
    stage="access",
    standing="shown",
    confidence="high",
    means="The organization is not verified, and this model is open to verified organizations only.",
    because="The API says so in words, after it took the key and found the model.",
    evidence=(
        Evidence("failure.status", "403"),
        Evidence("model.lifecycle", "active"),
        Evidence("image_model.lifecycle", "active"),
        Evidence("failure.message", "must be verified to use the model"),
        Evidence("rule organization-not-verified", "`gpt-image-2` takes a verified organization."),
    ),
    next_step=_VERIFY,
    check=_LOOK,
    sources=(_CODES, _BOOK),
    signatures=("organization-must-be-verified", "organization-not-verified"),
)
_STILL_BLOCKED = replace(
    _NOT_VERIFIED,
    cause="verified-org-still-blocked",
    standing="possible",
    confidence="low",
    means="The organization is verified, and the key belongs to another one",
    check=replace(_LOOK, text="Ask with the same key which organization it belongs to."),
)
_SURE = Diagnosis(
    as_of=date(2026, 11, 22),
    newest_reading=date(2026, 11, 20),
    understood={"failure.status": 403, "failure.message": "Your organization must be verified to use the model."},
    causes=(_NOT_VERIFIED, _STILL_BLOCKED),
    first_step=_VERIFY,
    do_not=(
        "Do not change endpoints at random; the same account is refused there too.",
        "Do not rewrite the payload; it was not looked at.",
        "Never buy an account.",
        "Do not read this: text shows three.",
    ),
    checks=(),
    linked=(Linked("TypeError: data is undefined", "<unknown>"), Linked("429 Too Many Requests", "rate-limit-ipm")),
    cleared=(
        Cleared("route", "The API found the model at that address.", "organization-must-be-verified"),
        Cleared("model", "The API found the model at that address.", "organization-must-be-verified"),
        Cleared("network-proxy", "The answer is the API's own.", "an-answer-of-the-api"),
    ),
    id="case-7",
)
_SITE = Site(
    path="app/draw.py", line=12, column=12, end_line=12, end_column=40,
    language="python", how="sdk", host="openai", model_from="literal",
)  # fmt: skip
_FINDING = Finding(
    rule="size-not-listed",
    stage="payload",
    level="error",
    confidence="high",
    site=_SITE,
    message="`512x512` is not a size of `gpt-image-2`.",
    because="The page of the model lists its sizes.",
    sources=(_CODES,),
    fix=Fix(safety="unsafe", says="`size` becomes `1024x1024`", edits=()),
    fingerprint="0" * 32,
)
_LIKELY = replace(
    _SURE,
    causes=(
        replace(
            _NOT_VERIFIED,
            cause="size-invalid",
            stage="payload",
            standing="likely",
            confidence="medium",
            means="The size is none that the model draws",
            because="The model takes a list of sizes and this is none of them.",
            evidence=(Evidence("request.size", "512x512 (read from app/draw.py:12)"), Evidence("as_of", "2026-11-22")),
            sources=(),
        ),
    ),
    first_step=Step("Send a size that the model draws.", "advisor explain gpt-image-2", "", paid=True),
    understood={"failure.message": "it fails", "request.model": "gpt-image-2"},
    do_not=(),
    checks=_CHECKS,
    linked=(),
    cleared=(),
    call_sites=(
        CallSite("app/draw.py", 12, 12, "client.images.generate", ("model gpt-image-2", "size 512x512"), (_FINDING,)),
        CallSite("web/page.ts", 3, 1, "", ("the only such call that was found",), ()),
        CallSite("b.py", 1, 1, "draw", ("n 2",), (_FINDING, _FINDING, _FINDING, _FINDING)),
    ),
    id=7,
)
_NOTHING = replace(
    _LIKELY,
    newest_reading=None,
    understood={"failure.status": 1500, "failure.message": "it fails", "failure.exceptions": "ValueError, TypeError"},
    causes=tuple(
        Cause(
            cause="<unknown>",
            stage=one.stage,
            standing="possible",
            confidence="low",
            means=one.asks,
            because="",
            evidence=(),
            next_step=one.check,
            check=one.check,
            sources=(_CODES,),
            signatures=(),
        )
        for one in _CHECKS
    ),
    first_step=_ROUTE,
    do_not=("Do not change endpoints at random.",),
    call_sites=(),
    id=None,
)
_ODD = f"`a|b<c>\n::warning::\x1b[31m\x00\ud800 \u202e {KEY} " + "x" * 120
_HOSTILE = replace(
    _SURE,
    understood={"failure.message": _ODD, f"request.{_ODD}": _ODD},
    causes=(replace(_NOT_VERIFIED, evidence=(Evidence("failure.text", _ODD), Evidence("rule a", _ODD))),),
    first_step=replace(_ROUTE, command=f'curl "https://example.com/{_ODD}"'),
    linked=tuple(Linked(f"{number} {_ODD}", "<unknown>") for number in range(5)),
    call_sites=(CallSite("a\n::b\udc80\x1b.py", 1, 1, _ODD, (_ODD,), (replace(_FINDING, message=_ODD),)),),
    id=_ODD,
)

ANSWERS = {"sure": _SURE, "likely": _LIKELY, "nothing": _NOTHING, "hostile": _HOSTILE}
