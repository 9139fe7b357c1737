"""Does the API answer at the address? Name, connection, encryption and what answers are told apart."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from advisor.diagnosis import Step
from advisor.failure import Failure
from advisor.front.doctor.plan import without_login
from advisor.front.doctor.session import Heard, Outcome, Session

if TYPE_CHECKING:
    from openai import APIConnectionError

__all__ = ["LONGER", "broken", "check_address"]

_NO_TLS = "WRONG_VERSION_NUMBER"
"""What OpenSSL says where the other side does not speak TLS."""
LONGER = Step(
    "Wait longer once; if nothing comes then, look for a proxy or firewall in between.",
    "advisor doctor --timeout 60",
    "",
    paid=False,
)
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
        outcome = session.refuted(f"{shown}: {broken(error, plan.seconds)}", error, details=details)
        return replace(outcome, next_step=_step(error))
    session.listing = heard
    if heard.document is None:
        shows = f"{shown}: answers {heard.status} with {_kind(heard)} instead of JSON."
        return session.refuted(shows, _page(heard, plan.address), details=details)
    secure = "over TLS" if urlsplit(plan.address).scheme == "https" else "without encryption"
    return Outcome(state="proved", shows=f"{shown} answers with JSON, {secure}.", details=details)


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
    if any(isinstance(one, TimeoutError) for one in causes):
        return LONGER
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that led to it, the last one first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _kind(heard: Heard) -> str:
    """What kind of body it is, in words."""
    if b"<html" in heard.body[:_ENOUGH].lower() or b"<!doctype" in heard.body[:_ENOUGH].lower():
        return "an HTML page"
    return "text that is no JSON" if heard.body.strip() else "nothing"


def _page(heard: Heard, address: str) -> Failure:
    """An answer that the API did not write; for some statuses the SDK raises nothing, for others as if it had."""
    text = heard.body.decode("utf-8", "replace")
    return Failure(status=heard.status, message=text, text=text, endpoint=address)


def _proxy(address: str) -> tuple[str, ...]:
    """The proxy that the SDK goes through, as the environment names it."""
    parts = urlsplit(address)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.hostname or ""):
        return ()
    return (f"through the proxy {without_login(proxy)}, which the environment names",)
