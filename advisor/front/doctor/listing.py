"""What the API says of models: is the key accepted, which image models are visible, and when do they end?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from advisor.diagnosis import Step
from advisor.facts import ABSENT, Gap, Request
from advisor.failure import Failure
from advisor.freshness import Knowledge
from advisor.front.doctor.address import NOT_FOUND, look
from advisor.front.doctor.session import Heard, Outcome, Session
from advisor.front.doctor.told import Veil
from advisor.wording import counted

__all__ = ["check_listing", "check_models"]

_NO_SCOPE = "credential-lacks-image-scope"
"""A restricted key that may not list models may draw all the same."""
_WRONG = "wrong-base-url"
_ID = re.compile(r"[A-Za-z0-9][\w.:/@+-]{0,127}", re.ASCII)
"""How the id of a model looks; a server may tell anything as one."""


def check_listing(session: Session) -> Outcome:
    """Whether the key is accepted: the answer to the question which models there are."""
    heard = session.listing
    assert heard is not None
    if heard.status == NOT_FOUND:
        return _not_found(session, heard)
    if heard.error:
        refused = session.refuted(f"Refused with status {heard.status}.", heard.error, details=heard.says)
        if refused.diagnosis and refused.diagnosis.causes[0].cause == _NO_SCOPE:
            shows = "The key may not list models; only a request tells what it may draw."
            return Outcome(state="no evidence", shows=shows, details=heard.says)
        return refused
    models = heard.document.get("data") if isinstance(heard.document, Mapping) else None
    if not isinstance(models, list):
        failure = session.failure(heard, heard.body.decode("utf-8", "replace"))
        shows = "Answered 200, but with no list of models."
        return session.refuted(shows, failure, otherwise=look(session.plan))
    return _listed(session, [one for one in models if isinstance(one, Mapping) and isinstance(one.get("id"), str)])


def _not_found(session: Session, heard: Heard) -> Outcome:
    """The path is the SDK's own: OpenAI has it below the right address, and a gateway need not have it at all."""
    refused = session.diagnose(heard.error) if heard.error and heard.is_json else None
    tells = refused is not None and (refused.causes[0].cause, refused.causes[0].standing) == (_WRONG, "shown")
    if tells or not session.plan.by_gateway:
        return Outcome(state="refuted", shows="Not found there (404).", details=heard.says, cause=_WRONG)
    shows = "Not found there (404): a server without a list of models, or a wrong base address."
    return Outcome(state="no evidence", shows=shows, details=heard.says, next_step=look(session.plan))


def _listed(session: Session, models: list[Mapping[str, Any]]) -> Outcome:
    """What is listed. An id that does not look like one, or that tells more than a model, goes no further."""
    veil = Veil(session)
    session.listed = tuple(one for one in models if _ID.fullmatch(one["id"]) and veil(one["id"]) == one["id"])
    session.learned["models_visible"] = session.visible()
    left = len(models) - sum(":" not in one["id"] for one in session.listed)
    details = (f"{counted(left, 'model')} left out: fine-tuned, or with an id that no model has",) if left else ()
    return Outcome(state="proved", shows=f"Accepted; it sees {counted(len(models), 'model')}.", details=details)


def check_models(session: Session) -> Outcome:
    """Whether the recommended image models are visible, and what the API says of their end."""
    if session.listed is None:
        return Outcome(state="no evidence", shows="No list of models was given.")
    knowledge, visible = session.plan.knowledge, session.visible()
    drawing = [id_ for id_ in knowledge.book.cards if id_ in visible and knowledge.book.cards[id_].kind == "image"]
    wanted = _wanted(session)
    missing = [id_ for id_ in wanted if id_ not in visible]
    details = (
        f"listed: {', '.join(drawing) or 'none that the rules know'}",
        *_unknown(session),
        *_endings(session, drawing),
    )
    if not missing:
        return Outcome(state="proved", shows=f"Visible: {', '.join(wanted)}.", details=details)
    shows = f"{'Not' if session.plan.chosen else 'Recommended, but not'} visible: {', '.join(missing)}."
    return _missing(session, missing[0], shows, details)


def _missing(session: Session, model: str, shows: str, details: tuple[str, ...]) -> Outcome:
    """A model that is not listed is refuted by the same rule that recommend and lint apply."""
    request = Request(surface=session.plan.boring.route.surface, model=model, image_model=model, open=True)
    diagnosis = session.diagnose(Failure(), request)
    if diagnosis.causes[0].signatures:
        return Outcome(state="refuted", shows=shows, details=details, diagnosis=diagnosis)
    known = session.plan.boring.access.questions
    check = next(
        (one.free_check for one in known if one.fact == "models_allowed"), "Look at the limits of the project."
    )
    return Outcome(state="refuted", shows=shows, details=details, next_step=Step(check, "", "", paid=False))


def _wanted(session: Session) -> tuple[str, ...]:
    """The models that have to be visible: the one that was asked for, or else all that are recommended."""
    model, current = str(session.plan.boring.request.image_model), session.plan.knowledge.current_models()
    others = current if isinstance(current, tuple) and not session.plan.chosen else ()
    return tuple(dict.fromkeys((model, *others)))


def _unknown(session: Session) -> Iterator[str]:
    """Listed models that are named as the image models are and stand in no rule: newer than the rules, perhaps."""
    knowledge = session.plan.knowledge
    families = {card.family for card in knowledge.book.cards.values() if card.kind == "image"}
    ids = sorted(one["id"] for one in session.listed or ())
    new = [id_ for id_ in ids if id_.startswith(tuple(families)) and id_ not in knowledge.book.cards]
    if new:
        yield f"named like image models, but unknown to the rules: {', '.join(new)}"


def _endings(session: Session, drawing: list[str]) -> Iterator[str]:
    """The days on which models end, as the API tells them, held against the rules."""
    knowledge = session.plan.knowledge
    told = {one["id"]: _day(one.get("shutdown_date")) for one in session.listed or ()}
    for id_ in drawing:
        day = told.get(knowledge.sent_as(id_))
        if day:
            yield f"{id_} ends on {day}, says the API; {_held(day, id_, knowledge)}"


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _held(day: date, model: str, knowledge: Knowledge) -> str:
    ends = knowledge.value(f"model:{model}", "shutdown")
    if ends == day:
        return "the rules say the same"
    if ends is ABSENT:
        return "by the rules none was announced"
    return "the rules do not tell" if isinstance(ends, Gap) else f"the rules say {ends}"
