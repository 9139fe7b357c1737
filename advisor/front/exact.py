"""A file's text as it stands, to be given back byte for byte."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from pathlib import Path

__all__ = ["Exact", "read_exact"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Longest first where one begins as another does."""


@dataclass(frozen=True, slots=True)
class Exact:
    """A text with the mark and the encoding it was read in; its line ends are the file's."""

    text: str
    mark: bytes
    encoding: str

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.mark + self.text.encode(self.encoding)

    def with_text(self, text: str) -> Exact:
        """Another text in the same encoding."""
        return replace(self, text=text)


def read_exact(path: str) -> Exact | None:
    """A file's text; None where it cannot be read, or is text in no encoding that it names."""
    try:
        content = Path(path).read_bytes()
    except OSError:
        return None
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    try:
        exact = Exact(content[len(mark) :].decode(encoding), mark, encoding)
    except UnicodeDecodeError:
        return None
    return exact if exact.content == content else None
