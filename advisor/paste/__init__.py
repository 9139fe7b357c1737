"""What people paste when something fails, read as a case: failures, request, account, day."""

from __future__ import annotations

from advisor.paste.read import read_case

__all__ = ["read_case"]
