"""Where and how a request stands in code."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.facts import UNKNOWN, Maybe

__all__ = ["Site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a request stands in code, and what is known of it there. Lines and columns (characters) count from 1."""

    path: str
    """As it was given, with forward slashes."""
    line: int
    column: int
    end_line: int
    end_column: int
    """The column after the last character."""
    language: str
    """Of the code itself: in Markdown, of the fence."""
    how: str
    """How it is sent: sdk, http, curl, body (a request body in a file) or setting (a model id alone)."""
    host: str
    """Whose server: openai, azure, gateway, local, other-vendor, chatgpt-backend or dynamic (configured elsewhere)."""
    model_from: str
    """Where the model's name comes from: literal, constant, default-arg, env-default, parameter, omitted or unknown."""
    confidence: str = "high"
    """high, medium or low."""
    cell: int | None = None
    """In a notebook: the index of the cell among all cells, from 0."""
    cell_line: int | None = None
    """In a notebook: the line in the cell."""
    browser: bool = False
    """It runs in a browser."""
    literal_key: bool = False
    """An API key is written out in the code that sends it."""
    reads: tuple[str, ...] = ()
    """Fields of the answer that the code reads: `url`, `b64_json`, ..."""
    decodes: Maybe[bool] = UNKNOWN
    """Whether the code decodes base64 of the answer."""
