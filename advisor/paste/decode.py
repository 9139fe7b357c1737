"""Bytes as text, whatever wrote them."""

from __future__ import annotations

import codecs

from advisor.errors import InputError
from advisor.text_file import MAX_BYTES

__all__ = ["text_of"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64_000
"""Bytes an encoding is guessed from."""


def text_of(content: bytes) -> str:
    """What bytes say; what cannot be read becomes U+FFFD.

    Raises:
        InputError: larger than 10 MB.
    """
    if len(content) > MAX_BYTES:
        raise InputError(f"the failure: larger than {MAX_BYTES:,} bytes; expected the part around the error")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if wide := _wide(content):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content)


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of mostly English text is zero."""
    even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    most = min(len(content), _SAMPLE) // 2 * 0.6
    if max(even, odd) <= most or min(even, odd) > most / 4:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _guessed(content: bytes) -> str:
    """Text in another encoding, or UTF-8 that was cut or damaged here and there."""
    lenient = content.decode("utf-8", "replace")
    beyond = sum(letter > "\x7f" for letter in lenient)
    if lenient.count("�") * 5 <= beyond:
        return lenient
    from charset_normalizer import from_bytes

    first = next(at for at, byte in enumerate(content) if byte > 0x7F)
    start = max(0, first - _SAMPLE // 4)
    best = from_bytes(content[start : start + _SAMPLE]).best()
    return content.decode(best.encoding if best else "cp1252", "replace")
