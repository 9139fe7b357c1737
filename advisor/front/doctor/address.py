"""Does the API answer at the address? Name, connection, encryption and what answers are told apart."""

from __future__ import annotations

import math
import shlex
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from advisor.diagnosis import Step
from advisor.front.doctor.plan import Plan, without_login
from advisor.front.doctor.session import Heard, Outcome, Session

if TYPE_CHECKING:
    from openai import APIConnectionError

__all__ = ["NOT_FOUND", "broken", "check_address", "look", "waiting_longer"]

NOT_FOUND = 404

_NO_TLS = "WRONG_VERSION_NUMBER"
"""What OpenSSL says where the other side does not speak TLS."""
_LONGER, _LONGEST = 60, 3600
"""Seconds to wait the second time, at least and at most."""
_ENOUGH = 400
"""Characters of a page by which it is known."""


def check_address(session: Session) -> Outcome:
    """Whether the server answers, and with what the API answers: one free request, through the SDK."""
    from openai import APIConnectionError

    plan = session.plan
    shown = without_login(plan.address)
    details = (f"told by {plan.address_from}", *_proxy(plan.address))
    try:
        heard = session.ask(session.client.models.with_raw_response.list)
    except APIConnectionError as error:
        shows = f"{shown}: {broken(error, plan.seconds)}"
        if _timed_out(error):  # what the rules say of a time-out is said of pictures, which take longer and are billed
            return Outcome(state="refuted", shows=shows, details=details, next_step=waiting_longer(plan))
        return replace(session.refuted(shows, error, details=details), next_step=_step(error))
    session.listing = heard
    if not heard.is_json:
        shows = f"{shown}: answers {heard.status} with {_kind(heard)} instead of JSON."
        if heard.status == NOT_FOUND and plan.by_gateway:  # it need not have a list of models
            return Outcome(state="no evidence", shows=shows, details=details, next_step=look(plan))
        failure = session.failure(heard, heard.body.decode("utf-8", "replace"))
        return session.refuted(shows, failure, details=details, otherwise=look(plan))
    secure = "over TLS" if urlsplit(plan.address).scheme == "https" else "without encryption"
    return Outcome(state="proved", shows=f"{shown} answers with JSON, {secure}.", details=details)


def look(plan: Plan) -> Step:
    """To see for oneself what answers at an address, without the key."""
    address = shlex.quote(f"{without_login(plan.address)}/models")
    text = "Look at what answers there, and hold the address against the one that its owner tells."
    return Step(text, f"curl -sS -i {address}", "", paid=False)


def waiting_longer(plan: Plan) -> Step:
    """To ask once more, with more time than before."""
    text = "Wait longer once; if nothing comes then, look for a proxy or firewall in between."
    seconds = min(_LONGEST, max(_LONGER, math.ceil(2 * plan.seconds)))
    return Step(text, plan.command("--timeout", str(seconds)), "", paid=False)


def broken(error: APIConnectionError, seconds: float) -> str:
    """Where a connection broke, in words."""
    causes = list(_chain(error))
    names = {type(one).__name__ for one in causes}
    if any(isinstance(one, socket.gaierror) for one in causes):
        return "the name does not resolve (DNS)."
    for one in causes:
        if isinstance(one, ssl.SSLCertVerificationError):
            return f"the TLS certificate is not trusted: {one.verify_message}."
        if isinstance(one, ssl.SSLError):
            return f"TLS failed ({one.reason or type(one).__name__})."
    if any(isinstance(one, ConnectionRefusedError) for one in causes):
        return "the connection is refused (TCP); nothing listens there."
    if "ProxyError" in names:
        return "the proxy refuses to pass the connection on."
    if "ConnectTimeout" in names:
        return f"no connection within {seconds:g} s (TCP)."
    if any(isinstance(one, TimeoutError) for one in causes):
        return f"connected, but no answer within {seconds:g} s."
    return f"the connection broke ({type(causes[-1]).__name__})."


def _step(error: APIConnectionError) -> Step | None:
    """What to do, where the doctor knows more than an error tells; else None."""
    causes = list(_chain(error))
    if any(isinstance(one, ssl.SSLError) and one.reason == _NO_TLS for one in causes):
        return Step("Ask this server with http://, or at the port at which it speaks TLS.", "", "", paid=False)
    return None


def _timed_out(error: APIConnectionError) -> bool:
    return any(isinstance(one, TimeoutError) for one in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that led to it, the last one first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _kind(heard: Heard) -> str:
    """What kind of body it is, in words."""
    if b"<html" in heard.body[:_ENOUGH].lower() or b"<!doctype" in heard.body[:_ENOUGH].lower():
        return "an HTML page"
    return "other text" if heard.body.strip() else "nothing"


def _proxy(address: str) -> tuple[str, ...]:
    """The proxy that the SDK goes through, as the environment names it."""
    parts = urlsplit(address)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.hostname or ""):
        return ()
    return (f"through the proxy {without_login(proxy)}, which the environment names",)
