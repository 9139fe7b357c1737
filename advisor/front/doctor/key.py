"""Is there a key, and has it the shape of one? Only its shape is looked at, and it is never shown."""

from __future__ import annotations

from urllib.parse import urlsplit

from advisor.front.doctor.plan import KEY
from advisor.front.doctor.session import Outcome, Session

__all__ = ["check_key"]

_OWN = "sk-"
"""How OpenAI's keys begin."""
_SHORTEST = 20
"""Characters; every key OpenAI gave out is longer."""
_OTHERS = {
    "AIza": "Google",
    "gsk_": "Groq",
    "hf_": "Hugging Face",
    "pplx-": "Perplexity",
    "r8_": "Replicate",
    "sk-ant-": "Anthropic",
    "sk-or-": "OpenRouter",
    "xai-": "xAI",
}
"""How the keys of others begin."""


def check_key(session: Session) -> Outcome:
    """Whether a key is there and looks like one."""
    key = session.plan.key
    if not key:
        return Outcome(state="refuted", shows=f"{KEY} is not set, or empty.", cause="api-key-missing")
    fault = _fault(key)
    if fault:
        return Outcome(state="refuted", shows=f"{KEY} is set (***), but {fault}.", cause="invalid-api-key")
    owner = next((name for begins, name in _OTHERS.items() if key.startswith(begins)), "")
    if owner and _at_home(session):
        shows = f"{KEY} is set (***), but begins as the keys of {owner} do, and requests go to OpenAI."
        return Outcome(state="refuted", shows=shows, cause="key-of-other-provider")
    if owner or not key.startswith(_OWN):
        return Outcome(state="no evidence", shows=f"{KEY} is set (***); it is not shaped like a key of OpenAI.")
    if len(key) < _SHORTEST and _at_home(session):
        return Outcome(state="refuted", shows=f"{KEY} is set (***), but too short for a key.", cause="invalid-api-key")
    return Outcome(state="proved", shows=f"{KEY} is set (***) and shaped like a key of OpenAI.")


def _fault(key: str) -> str:
    """What no key of any provider has; empty where there is nothing of it."""
    if key != key.strip() or "\n" in key or "\r" in key:
        return "has a space or a line break at an end or inside"
    if key[0] in "\"'`" or key[-1] in "\"'`":
        return "still has its quotation marks"
    if "***" in key or "..." in key or "\u2026" in key:
        return "it is the masked form of a key, not the key"
    if key[0] in "<$%{[" or "your" in key.lower():
        return "it is a placeholder"
    if not key.isascii() or not key.isprintable() or " " in key:
        return "has characters that no key has"
    return ""


def _at_home(session: Session) -> bool:
    """Whether requests go to OpenAI itself."""
    own = session.plan.knowledge.value("platform", "sdk_base_url")
    return urlsplit(session.plan.address).hostname == urlsplit(str(own)).hostname
