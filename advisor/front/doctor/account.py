"""Whose key is it, how much may it do, and is it verified and paid for? Read from answers; nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.diagnosis import Step
from advisor.front.doctor.session import Heard, Outcome, Session

__all__ = ["HEADERS", "check_billing", "check_identity", "check_limits", "check_verification", "masked"]

HEADERS = {"organization": "openai-organization", "project": "openai-project"}
"""Headers in which the API says whose request it was."""
_KINDS = ("org-", "proj_", "user-")
_LIMIT, _LEFT, _RESET = "x-ratelimit-limit-", "x-ratelimit-remaining-", "x-ratelimit-reset-"
_SHOWN = 4
"""Of an id, so many last characters are shown, by which its owner knows it."""
_LONG_ENOUGH = 12
_VERIFIED, _PAID = "organization_verified", "billing_active"


def masked(id_: str) -> str:
    """An id of which no more is shown than its owner needs to recognize it."""
    kind = next((one for one in _KINDS if id_.startswith(one)), "")
    return f"{kind}***{id_[-_SHOWN:] if len(id_) >= _LONG_ENOUGH else ''}"


def check_identity(session: Session) -> Outcome:
    """Whether the API names the organization and project, and whether it is the project that was asked for."""
    heard = session.listing
    assert heard is not None
    echoed = {what: heard.headers[name] for what, name in HEADERS.items() if heard.headers.get(name)}
    sent = session.plan.sent
    details = tuple(f"{what} sent with every request: {masked(id_)}" for what, id_ in sent.items())
    if not echoed:
        return Outcome(state="no evidence", shows="The answer names no organization and no project.", details=details)
    named = ", ".join(f"{what} {masked(id_)}" for what, id_ in echoed.items())
    asked, came = sent.get("project", ""), echoed.get("project", "")
    if asked and came and asked != came:
        return Outcome(
            state="refuted",
            shows=f"The answer is for {named}, not for the project that was sent.",
            details=details,
            cause="project-header-mismatch",
        )
    return Outcome(state="proved", shows=f"The key works for {named}.", details=details)


def check_limits(session: Session) -> Outcome:
    """What headers tell of the allowance; the usage tier itself is told nowhere."""
    heard = [one for one in (session.listing, session.first) if one is not None]
    limits = {name.removeprefix(_LIMIT): one for one in heard for name in one.headers if name.startswith(_LIMIT)}
    free_check = _free_check(session, "tier")
    if not limits:
        shows = "No answer told a rate limit, so nothing tells of the usage tier."
        return Outcome(state="no evidence", shows=shows, next_step=free_check)
    details = tuple(_allowance(name, one) for name, one in limits.items())
    if session.first is not None:
        details = (*details, *_tiers(session, session.first))
    empty = [name for name, one in limits.items() if one.headers[_LIMIT + name] == "0"]
    if empty:
        return Outcome(
            state="refuted",
            shows=f"The account may use no {', '.join(empty)} of this kind: the limit is 0.",
            details=details,
            diagnosis=session.refused,
            next_step=None if session.refused else free_check,
        )
    shows = "Limits are told; what tier they belong to is not said."
    return Outcome(state="proved", shows=shows, details=details)


def _allowance(name: str, heard: Heard) -> str:
    left, reset = heard.headers.get(_LEFT + name, ""), heard.headers.get(_RESET + name, "")
    return (
        f"{name}: limit {heard.headers[_LIMIT + name]}"
        + (f", {left} left" if left else "")
        + (f", again full in {reset}" if reset else "")
    )


def _tiers(session: Session, heard: Heard) -> Iterator[str]:
    """The usage tiers for which such a limit was published. A limit may also be set by hand, so it proves none."""
    for limit in session.plan.boring.access.limits:
        told = heard.headers.get(_LIMIT + limit.fact.removesuffix("_per_minute"), "")
        tiers = [tier for tier, value in limit.published.items() if str(value) == told]
        if tiers:
            renamed = ", a name no longer in use" if limit.renamed else ""
            what = limit.fact.replace("_", " ")
            yield f"{told} {what} is what was published for {' and '.join(tiers)}{renamed}; that is no proof"


def check_verification(session: Session) -> Outcome:
    """Whether the organization is verified. Only a request for an image can tell."""
    boring = session.plan.boring
    if session.learned.get(_VERIFIED) is False:
        return Outcome(state="refuted", shows="The request was refused: not verified.", diagnosis=session.refused)
    if session.drawn:
        needs = session.plan.knowledge.value(f"model:{boring.request.image_model}", "verification")
        if needs == "required":
            session.learned[_VERIFIED] = True
            return Outcome(state="proved", shows=f"{session.plan.model} drew, which wants a verified organization.")
        return Outcome(state="proved", shows=f"Not in the way: {session.plan.model} drew for this organization.")
    why = _failed(session) if session.failed is not None else "that a model is listed proves nothing"
    return Outcome(state="no evidence", shows=f"Not known: {why}.", next_step=_free_check(session, _VERIFIED))


def check_billing(session: Session) -> Outcome:
    """Whether there is credit. Only a request that costs money can tell."""
    if session.learned.get(_PAID) is False:
        return Outcome(state="refuted", shows="The request was refused for want of credit.", diagnosis=session.refused)
    if session.drawn:
        session.learned[_PAID] = True
        return Outcome(state="proved", shows="A request that costs money was served.")
    why = _failed(session) if session.failed is not None else "free requests need no credit"
    return Outcome(state="no evidence", shows=f"Not known: {why}.", next_step=_free_check(session, _PAID))


def _failed(session: Session) -> str:
    """That the first request failed, and why."""
    return f"the first request failed{f' ({session.failed})' if session.failed else ''}"


def _free_check(session: Session, fact: str) -> Step | None:
    """What to look at to learn a fact of the account, as the rules tell it; None where no rule asks for it."""
    asked = next((one for one in session.plan.boring.access.questions if one.fact == fact), None)
    return Step(asked.free_check, "", "", paid=False) if asked else None
