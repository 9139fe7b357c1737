"""The parts of a long paste that tell of an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["LONGEST", "around_errors"]

LONGEST = 40_000
"""Characters that are looked at; what is shorter is read as a whole."""
_BEFORE, _AFTER = 2_500, 5_000
_MOST = 5
_SURE = re.compile(
    r"error code: \d{3}|invalid_request_error|_user_error"
    r"|\\?[\"']error\\*[\"']\s*:\s*(?:\{|\\*[\"'])|openai\.\w*(?:Error|Exception)"
    r"|(?:BadRequest|Authentication|PermissionDenied|NotFound|RateLimit|InternalServer|APIConnection|APITimeout)(?:Error|Exception)"
    r"|insufficient_quota|moderation_blocked|HTTP/\d(?:\.\d)?\\*\"? [45]\d\d|status code:? [45]\d\d",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"error|exception|traceback|failed|timed out|refused|HTTP[ /:]\S{0,12} ?[45]\d\d", re.IGNORECASE)


def around_errors(text: str) -> str:
    """A text of at most about 40,000 characters: a short one as it is, of a long one what stands around its errors."""
    if len(text) <= LONGEST:
        return text
    spans = _spans(_SURE, text) or _spans(_MAYBE, text) or [(0, LONGEST // 2), (len(text) - LONGEST // 2, len(text))]
    return "\n".join(text[start:end] for start, end in spans)


def _spans(mark: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [_whole_lines(text, max(0, at - _BEFORE), min(len(text), at + _AFTER)) for at in _apart(mark, text)]


def _whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a text without the pieces of lines at its ends, where its lines are not long."""
    first, last = text.find("\n", start, start + _BEFORE // 2), text.rfind("\n", end - _AFTER // 2, end)
    return (first + 1 if first >= 0 and start else start, last if last >= 0 and end < len(text) else end)


def _apart(mark: re.Pattern[str], text: str) -> Iterator[int]:
    """Where the first few marks stand that lie so far apart that their surroundings do not overlap."""
    at = 0
    for _ in range(_MOST):
        found = mark.search(text, at)
        if not found:
            return
        yield found.start()
        at = found.end() + _AFTER + _BEFORE
