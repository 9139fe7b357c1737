"""The bytes of one file, as UTF-8, or why it is left out."""

from __future__ import annotations

import codecs
import os
import stat

__all__ = ["BINARY", "GONE", "NO_FILE", "UNREADABLE", "as_source", "decode", "largest", "read_source"]

_LARGEST = 2_000_000
"""Bytes. What people write by hand stays far below it; bundles and data dumps lie above."""
_LARGEST_NOTEBOOK = 20_000_000
"""Bytes. A notebook keeps its pictures beside its code."""
_HEAD = 8_192
"""Bytes in which a NUL tells a binary file, as git and grep judge."""

BINARY, UNREADABLE = "binary", "unreadable"
GONE, NO_FILE = "gone before it was read", "neither file nor folder"

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Longest first: the mark of UTF-32 begins as that of UTF-16 does."""
_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that took the place of a file since it was listed must not hold the run."""


def largest(path: str) -> int:
    """The most bytes a file of this name may have."""
    return _LARGEST_NOTEBOOK if path.endswith(".ipynb") else _LARGEST


def read_source(path: str, limit: int) -> bytes | str:
    """The text of a file as UTF-8 without a byte order mark; a `str` is the reason why there is none.

    A file that says it is UTF-16 or UTF-32 is recoded, so that one search for words serves all.
    """
    try:
        content = _read(path, limit)
    except (FileNotFoundError, NotADirectoryError):
        return GONE
    except OSError:
        return UNREADABLE
    return content if isinstance(content, str) else as_source(content)


def as_source(content: bytes) -> bytes | str:
    """The text of some bytes as `read_source` gives it."""
    content = _as_utf8(content)
    return BINARY if content.find(b"\0", 0, _HEAD) >= 0 else content


def _read(path: str, limit: int) -> bytes | str:
    descriptor = os.open(path, os.O_RDONLY | _NEVER_WAIT)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return NO_FILE
        if status.st_size > limit:
            return f"larger than {limit // 1_000_000} MB"
        return os.read(descriptor, status.st_size)
    finally:
        os.close(descriptor)


def _as_utf8(content: bytes) -> bytes:
    if content.startswith(codecs.BOM_UTF8):
        return content[len(codecs.BOM_UTF8) :]
    for mark, encoding in _WIDE:
        if content.startswith(mark):
            return content.decode(encoding, "replace").encode()
    return content


def decode(content: bytes) -> str:
    """What `read_source` gave, as text; a byte that is no UTF-8 becomes one character, so that columns stay right."""
    return content.decode(errors="replace")
