"""How grave a finding is."""

from __future__ import annotations

__all__ = ["LEVELS"]

LEVELS = ("error", "warning", "note")
"""The gravest first, as in SARIF."""
