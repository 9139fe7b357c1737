"""Keys are never repeated, wherever in a text they stand."""

from __future__ import annotations

import re

__all__ = ["is_secret", "without_keys"]

_KEY = re.compile(
    r"\b(?:sk|sess|pk|xai)-[A-Za-z0-9_-]{8,}|\bBearer\s+[A-Za-z0-9._-]{8,}"
    r"|\bAKIA[A-Z0-9]{12,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bAIza[A-Za-z0-9_-]{20,}"
)
_SECRET_NAME = re.compile(r"key$|token$|secret|password|^organization$|^project$|authorization|cookie", re.IGNORECASE)


def without_keys(text: str) -> str:
    """The text, each key in it replaced by `<key>`."""
    return _KEY.sub("<key>", text)


def is_secret(name: str) -> bool:
    """Whether a field of that name holds what nobody should repeat."""
    return _SECRET_NAME.search(name) is not None
