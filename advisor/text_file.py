"""Text that a person hands in, in a file or otherwise."""

from __future__ import annotations

from pathlib import Path

from advisor.errors import InputError

__all__ = ["MAX_BYTES", "decode", "read_text"]

MAX_BYTES = 10_000_000
"""A file that a person hands in is refused beyond this size."""


def read_text(path: Path) -> str:
    """The text of a file that a person hands in.

    Raises:
        InputError: missing, unreadable, no regular file, larger than 10 MB, or not UTF-8.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise InputError(f"{path}: is no regular file; expected a YAML or JSON file")
        with path.open("rb") as file:
            return decode(file.read(MAX_BYTES + 1), str(path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); expected a YAML or JSON file") from None


def decode(content: bytes, path: str) -> str:
    """Bytes that a person hands in, as text.

    Raises:
        InputError: larger than 10 MB, or not UTF-8.
    """
    if len(content) > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES:,} bytes; expected a smaller file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8; expected text in UTF-8") from None
