"""The first request: the smallest one that proves anything. It costs money, and is sent once at most."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Any

from advisor.diagnosis import Step
from advisor.facts import UNKNOWN
from advisor.failure import Failure
from advisor.front.doctor.address import broken
from advisor.front.doctor.session import Heard, Outcome, Session
from advisor.front.writing import write_whole
from advisor.report.code import can_be_sent, path
from advisor.selector import Selector

__all__ = ["check_first", "png_size"]

_MARK = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">8s4x4s2I")
"""How a PNG begins: its mark, the length and the name of its first part, then width and height in pixels."""
_LEFT_OUT = ("prompt", "model")


def _asked_for(session: Session) -> str:
    """What the request asks for, in words."""
    body = session.plan.boring.body
    options = ", ".join(f"{name} {value}" for name, value in body.items() if name not in _LEFT_OUT)
    return f"one image by {session.plan.model}{f' ({options})' if options else ''}"


def check_first(session: Session) -> Outcome:
    """Whether an image is drawn, decoded and saved."""
    from openai import APIConnectionError

    plan = session.plan
    if not plan.spend:
        step = Step(f"Prove it with {_asked_for(session)}.", "advisor doctor --spend", "", paid=True)
        return Outcome(state="skipped", shows="It costs money, and --spend is not given.", next_step=step)
    if not can_be_sent(plan.boring):
        return Outcome(state="skipped", shows=f"The rules do not tell how to send it on {plan.knowledge.as_of}.")
    if session.listed is not None and plan.boring.request.image_model not in session.visible():
        return Outcome(state="skipped", shows=f"{plan.model} is not among the models that the key sees.")
    session.tell(f"sending one request that costs money: {_asked_for(session)}")
    session.spent = True
    try:
        session.first = session.ask(_sender(session))
    except APIConnectionError as error:
        return _failed(session, broken(error, plan.boring.patience_seconds), error)
    if session.first.error:
        return _failed(session, f"Refused with status {session.first.status}.", session.first.error)
    return _judged(session, session.first)


def _sender(session: Session) -> Callable[[], Any]:
    """The call of the SDK that the surface is reached by."""
    boring = session.plan.boring
    client = session.client.with_options(timeout=boring.patience_seconds)
    *parts, method = boring.route.python.split(".")[1:]
    raw = reduce(getattr, (*parts, "with_raw_response", method), client)
    return lambda: raw(**boring.body)  # type: ignore[operator]


def _failed(session: Session, shows: str, failure: Exception | Failure) -> Outcome:
    """What a failed request comes down to, and which facts of the account it tells."""
    details = session.first.says if session.first else ()
    outcome = session.refuted(shows, failure, request=session.plan.boring.request, details=details)
    session.refused = outcome.diagnosis
    assert session.refused is not None
    leading = session.refused.causes[0]
    session.failed = leading.cause if leading.cause != UNKNOWN.value else ""
    known = session.plan.knowledge.book.causes.get(leading.cause)
    if known and leading.standing == "shown":
        session.learned |= {name.removeprefix("account."): value for name, value in known.tells.items()}
    return outcome


def _judged(session: Session, heard: Heard) -> Outcome:
    """An answer of status 200 is not the proof; a picture of the size that was asked for is."""
    plan = session.plan
    image = next(_texts(heard.document, path(plan.boring.route.image_at)), None)
    if image is None:
        return _failed(session, "Answered 200, but without an image.", _silent(heard, "no image in the answer"))
    try:
        content = base64.b64decode(image, validate=True)
    except ValueError:
        session.failed = "response-not-plain-base64"
        return Outcome(state="refuted", shows="The image is not plain base64.", cause=session.failed)
    size = png_size(content)
    if size is None:
        return _failed(session, "What was decoded is no PNG.", _silent(heard, "what was decoded is no PNG"))
    return _saved(session, heard, content, "x".join(map(str, size)))


def _saved(session: Session, heard: Heard, content: bytes, size: str) -> Outcome:
    plan = session.plan
    try:
        write_whole(plan.image, content)
        session.saved = str(plan.image)
        kept = f"saved as {plan.image}"
    except OSError as error:
        kept = f"not saved: {plan.image}: {error.strerror or type(error).__name__}"
    asked = plan.boring.body.get("size")
    if asked not in (None, "auto", size):
        failure = _silent(heard, f"asked for size {asked}, the image has {size}")
        return _failed(session, f"Drew {size} pixels instead of {asked}; {kept}.", failure)
    session.drawn = True
    return Outcome(state="proved", shows=f"{plan.model} drew a PNG of {size} pixels; {kept}.")


def _silent(heard: Heard, what: str) -> Failure:
    """A result that is wrong without an error, told as people tell one."""
    return Failure(status=heard.status, silent=True, message=f"(no error) {what}", text=f"(no error) {what}")


def _texts(document: Any, selector: Selector) -> Iterator[str]:
    """The texts that a path leads to."""
    items = document.get(selector.each) if selector.each and isinstance(document, Mapping) else [document]
    for item in items if isinstance(items, list) else ():
        if all(_at(item, (*names, "type")) == type_ for names, type_ in selector.types):
            value = _at(item, selector.names)
            if isinstance(value, str) and value:
                yield value


def _at(value: Any, names: tuple[str, ...]) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG; None where it is none, or is cut off."""
    if len(content) < _HEADER.size:
        return None
    mark, name, width, height = _HEADER.unpack_from(content)
    whole = mark == _MARK and name == b"IHDR" and content.rstrip().endswith(b"IEND\xaeB`\x82")
    return (width, height) if whole else None
