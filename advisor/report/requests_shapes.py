"""The published shape of an inventory."""

from __future__ import annotations

import sys
from typing import Any, Literal

from advisor.report.shapes import KnowledgeDocument

if sys.version_info >= (3, 12):
    from typing import NotRequired, TypedDict
else:  # pydantic, which brings it, reads no other before 3.12
    from typing import NotRequired

    from typing_extensions import TypedDict

__all__ = ["LeftDocument", "RequestRow", "RequestsDocument"]


class RequestRow(TypedDict):
    """A request in code. `<dynamic>` is what the code does not tell, a list what it may be, null what is left out."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    language: str
    surface: str | list[str]
    how: Literal["sdk", "http", "curl", "body", "setting"]
    model: str | list[str] | None
    image_model: str | list[str] | None
    model_from: Literal["literal", "constant", "default-arg", "env-default", "parameter", "omitted", "unknown"]
    params: dict[str, Any]
    open: bool
    host: Literal["openai", "azure", "gateway", "local", "other-vendor", "chatgpt-backend", "dynamic"]
    lifecycle: str | list[str] | None
    confidence: Literal["high", "medium", "low"]
    reads: list[str]
    decodes: bool | str
    browser: bool
    literal_key: bool
    cell: NotRequired[int]
    cell_line: NotRequired[int]


class LeftDocument(TypedDict):
    """Files that were not read, and why."""

    reason: str
    count: int
    examples: list[str]


class RequestsDocument(TypedDict):
    """Every request of the files that were read."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    requests: list[RequestRow]
    files: int
    left: list[LeftDocument]
