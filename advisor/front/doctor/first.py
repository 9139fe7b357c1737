"""The first request: the smallest one that proves anything. It costs money, and is sent once at most."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Any

from advisor.clues import quoted
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
_PNG = "PNG"
_FORMS = {_MARK: _PNG, b"\xff\xd8\xff": "JPEG", b"RIFF": "WebP", b"GIF8": "GIF"}
"""How files of images begin."""
_REQUEST_ID = "x-request-id"


def _free(text: str) -> Step:
    return Step(text, "", "", paid=False)


_CUT_OFF = _free("Look for a proxy or gateway in between that limits the size of an answer; the picture came in part.")
_OTHER_FORM = _free("Open the file: it is a picture, in another form. Read the form from its first bytes.")
_OTHER_SIZE = _free("Look at the file, and at the size and model that the answer names, before another one is drawn.")
_NOTHING = _free("Look at what the answer has instead, and keep its request id: by it OpenAI finds what became of it.")
"""What to do for nothing, where no cause is known."""


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
        step = Step(f"Prove it with {_asked_for(session)}: --spend.", plan.command("--spend"), "", paid=True)
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
    image = next(_texts(heard.document, path(session.plan.boring.route.image_at)), None)
    if image is None:
        return _without_image(session, heard)
    try:
        content = base64.b64decode(image, validate=True)
    except ValueError:
        return _wrong(session, heard, "The image is not plain base64.", cause="response-not-plain-base64")
    size = png_size(content)
    if size is not None:
        return _drawn(session, heard, content, "x".join(map(str, size)))
    form = next((name for mark, name in _FORMS.items() if content.startswith(mark)), "")
    if not form:
        return _of_whom(session, heard, "What was decoded is no image.", "gateway-response-not-openai-shaped", _NOTHING)
    if form == _PNG:
        return _wrong(session, heard, f"The PNG is cut off; {_kept(session, content)}.", step=_CUT_OFF)
    return _wrong(session, heard, f"Drew a {form}, no PNG; {_kept(session, content)}.", step=_OTHER_FORM)


def _without_image(session: Session, heard: Heard) -> Outcome:
    """An error, a link or something else, where a picture should be."""
    document = heard.document
    if isinstance(document, Mapping) and document.get("error"):
        text = heard.body.decode("utf-8", "replace")
        return _failed(session, "Answered 200, but with an error.", session.failure(heard, text))
    if any(one.startswith(("http://", "https://")) for one in _strings(document)):
        shows = "Answered 200 with a link to an image, and not with the image itself."
        return _wrong(session, heard, shows, cause="response-not-plain-base64")
    shows = "Answered 200, but without an image."
    return _of_whom(session, heard, shows, "gateway-response-not-openai-shaped", _NOTHING)


def _drawn(session: Session, heard: Heard, content: bytes, size: str) -> Outcome:
    """A whole PNG, which is right if it has the size that was asked for."""
    plan, kept = session.plan, _kept(session, content)
    asked = plan.boring.body.get("size")
    if asked in (None, "auto", size):
        session.drawn = True
        return Outcome(state="proved", shows=f"{plan.model} drew a PNG of {size} pixels; {kept}.")
    shows = f"Drew {size} pixels instead of {asked}; {kept}."
    return _of_whom(session, heard, shows, "gateway-drops-param", _OTHER_SIZE)


def _kept(session: Session, content: bytes) -> str:
    """Where the picture is kept, in words: it is paid, right or wrong."""
    file = session.plan.image
    try:
        write_whole(file, content)
    except OSError as error:
        return f"not saved: {file}: {error.strerror or type(error).__name__}"
    session.saved = str(file)
    return f"saved as {file}"


def _of_whom(session: Session, heard: Heard, shows: str, by_gateway: str, step: Step) -> Outcome:
    """A wrong result, which a gateway makes for a reason that is known, and others do not."""
    if session.plan.by_gateway:
        return _wrong(session, heard, shows, cause=by_gateway)
    return _wrong(session, heard, shows, step=step)


def _wrong(session: Session, heard: Heard, shows: str, *, cause: str = "", step: Step | None = None) -> Outcome:
    """A result that is wrong without an error."""
    session.failed = cause
    details = tuple(_told(session, heard))
    return Outcome(state="refuted", shows=shows, details=details, cause=cause, next_step=step)


def _told(session: Session, heard: Heard) -> Iterator[str]:
    """What the answer says of itself: its fields, which values were used, and by what its sender finds it."""
    document = heard.document
    if isinstance(document, Mapping):
        yield f"the answer has: {quoted(', '.join(map(str, document)) or 'nothing')}"
        used = {name: document[name] for name in session.plan.boring.body if isinstance(document.get(name), str)}
        if used:
            yield f"the answer says: {quoted(', '.join(f'{name} {value}' for name, value in used.items()))}"
    if heard.headers.get(_REQUEST_ID):
        yield f"{_REQUEST_ID}: {quoted(heard.headers[_REQUEST_ID])}"


def _strings(document: Any) -> Iterator[str]:
    """Every text in an answer, however deep it stands."""
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, (Mapping, list)):
            waiting += one.values() if isinstance(one, Mapping) else one


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
