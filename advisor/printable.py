"""Names of files, and texts out of them, as they can be written anywhere."""

from __future__ import annotations

import re

__all__ = ["in_utf8", "on_one_line"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Also what turns the direction of writing, so that a line shows as it is stored."""


def in_utf8(path: str) -> str:
    r"""The name of a file; a byte that is no UTF-8 stands as `\xe9`."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def on_one_line(text: str) -> str:
    r"""A text for a page; what would end the line or steer a terminal stands as `\n`."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], in_utf8(text))
