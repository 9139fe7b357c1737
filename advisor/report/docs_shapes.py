"""The published shape of an answer about documentation; `advisor schema docs` prints it as JSON Schema."""

from __future__ import annotations

import sys
from typing import Literal

from advisor.report.lint_shapes import LintDocument
from advisor.report.shapes import KnowledgeDocument

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # pydantic, which brings it, reads no other before 3.12
    from typing_extensions import TypedDict

__all__ = ["BlockDocument", "DocsDocument"]


class BlockDocument(TypedDict):
    """A block of a page: where it begins, the day for which it would be written, how it stood, and whether it was."""

    path: str
    line: int
    kind: str
    as_of: str
    standing: Literal["fresh", "stale", "empty", "edited"]
    written: bool


class DocsDocument(TypedDict):
    """The answer of `advisor docs sync` and `docs check`; `lint` is null where nobody looked."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    pages: int
    blocks: list[BlockDocument]
    diff: str
    max_age: int | None
    too_old: bool
    lint: LintDocument | None
