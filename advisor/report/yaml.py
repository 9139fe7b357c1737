"""Documents as YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

__all__ = ["render"]


def render(document: Mapping[str, Any]) -> str:
    """One YAML document, keys in the order of the published shape."""
    text: str = yaml.safe_dump(dict(document), sort_keys=False, allow_unicode=True, width=100)
    return text
