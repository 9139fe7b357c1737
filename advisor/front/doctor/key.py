"""Is there a key, and has it the shape of one? Only its shape is looked at, and it is never shown."""

from __future__ import annotations

from advisor.failure import Failure
from advisor.front.doctor.plan import KEY
from advisor.front.doctor.session import Outcome, Session

__all__ = ["check_key"]

_OWN = "sk-"
"""How OpenAI's keys begin."""
_SHORTEST = 20
"""Characters; every key OpenAI gave out is longer."""
_REFUSED = "Incorrect API key provided: {}"
"""How the API names a key that it refuses."""
_FOREIGN = ("key-of-other-provider", "oauth-route-mismatch")


def check_key(session: Session) -> Outcome:
    """Whether a key is there and looks like one."""
    key = session.plan.key
    if not key:
        return Outcome(state="refuted", shows=f"{KEY} is not set, or empty.", cause="api-key-missing")
    if "***" in key or "..." in key or "\u2026" in key:
        shows = f"{KEY} is set (***), but to the masked form of a key, not to the key."
        return Outcome(state="refuted", shows=shows, cause="sdk-sends-masked-key")
    fault = _fault(key)
    if fault:
        return Outcome(state="refuted", shows=f"{KEY} is set (***), but {fault}.", cause="invalid-api-key")
    foreign = _foreign(session)
    if foreign and session.plan.at_home:
        shows = f"{KEY} is set (***), but is not shaped like a key of OpenAI, and requests go there."
        return Outcome(state="refuted", shows=shows, cause=foreign)
    if foreign or not key.startswith(_OWN):
        return Outcome(state="no evidence", shows=f"{KEY} is set (***); it is not shaped like a key of OpenAI.")
    if len(key) < _SHORTEST and session.plan.at_home:
        return Outcome(state="refuted", shows=f"{KEY} is set (***), but too short for a key.", cause="invalid-api-key")
    return Outcome(state="proved", shows=f"{KEY} is set (***) and shaped like a key of OpenAI.")


def _foreign(session: Session) -> str:
    """What the rules would put it down to if OpenAI refused this key, where that is its shape; else empty."""
    text = _REFUSED.format(session.plan.key)
    leading = session.diagnose(Failure(status=401, message=text, text=text)).causes[0]
    return leading.cause if leading.cause in _FOREIGN and leading.standing == "shown" else ""


def _fault(key: str) -> str:
    """What no key of any provider has; empty where there is nothing of it."""
    if key != key.strip() or "\n" in key or "\r" in key:
        return "has a space or a line break at an end or inside"
    if key[0] in "\"'`" or key[-1] in "\"'`":
        return "still has its quotation marks"
    if key[0] in "<$%{[" or "your" in key.lower():
        return "it is a placeholder"
    if not key.isascii() or not key.isprintable() or " " in key:
        return "has characters that no key has"
    return ""
