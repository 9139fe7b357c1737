"""A lint answer for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.finding import Linted

__all__ = ["render"]


def render(answer: Linted) -> str:
    """One line a finding."""
    lines = [
        f"{one.site.path}:{one.site.line}:{one.site.column}: {one.level} ({one.confidence}): {one.message} [{one.rule}]"
        for one in answer.findings
    ]
    return "\n".join([*lines, f"{len(answer.findings)} findings in {answer.requests} requests"]) + "\n"
