"""An answer about documentation as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.report.document import head
from advisor.report.lint_document import lint_document

if TYPE_CHECKING:
    from advisor.documented import BlockState, Documented
    from advisor.report.docs_shapes import BlockDocument, DocsDocument

__all__ = ["docs_document"]


def docs_document(answer: Documented) -> DocsDocument:
    """The answer as plain data."""
    return {
        **head(answer.as_of, answer.newest_reading),  # type: ignore[typeddict-item]
        "pages": answer.pages,
        "blocks": list(map(_block, answer.blocks)),
        "diff": answer.diff,
        "max_age": answer.max_age,
        "too_old": answer.is_too_old,
        "lint": lint_document(answer.lint) if answer.lint else None,
    }


def _block(one: BlockState) -> BlockDocument:
    return {
        "path": one.path,
        "line": one.line,
        "kind": one.kind,
        "as_of": one.as_of.isoformat(),
        "standing": one.standing,  # type: ignore[typeddict-item]
        "written": one.written,
    }
