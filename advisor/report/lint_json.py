"""A lint answer as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.report.json import render as render_json
from advisor.report.lint_document import lint_document

if TYPE_CHECKING:
    from advisor.finding import Linted

__all__ = ["render"]


def render(answer: Linted) -> str:
    """One JSON document."""
    return render_json(lint_document(answer))
