"""Documents as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["render"]


def render(document: Mapping[str, Any]) -> str:
    """One JSON document, indented, ending in a newline."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
