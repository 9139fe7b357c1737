"""Keys are never repeated, wherever in a text they stand."""

from __future__ import annotations

import re

__all__ = ["without_keys"]

_KEY = re.compile(r"\b(?:sk|sess|pk)-[A-Za-z0-9_-]{8,}|\bBearer\s+[A-Za-z0-9._-]{8,}")


def without_keys(text: str) -> str:
    """The text, each key in it replaced by `<key>`."""
    return _KEY.sub("<key>", text)
