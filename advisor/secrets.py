"""Keys are never repeated, wherever in a text they stand."""

from __future__ import annotations

import re

__all__ = ["KEY", "is_secret", "key_spans", "redacted", "with_dummies", "without_keys"]

KEY = "<key>"
"""What stands for a key."""
_DUMMY = "sk-"
"""How a key begins that opens nothing, so that it is masked in its turn."""
_SHAPES = re.compile(
    r"""
    \b(?:sk|sess|pk|rk|xai|pplx|tvly|glpat|gho|dop_v1|xox[a-z]|xapp|whsec)-[A-Za-z0-9_-]{8,}
    |\bBearer\s+[A-Za-z0-9._~+/=-]{8,}
    |\b(?i:bearer|basic|token)\s+(?=[A-Za-z._~+/=-]*[0-9])[A-Za-z0-9._~+/=-]{16,}
    |\b(?:AKIA|ASIA)[A-Z0-9]{12,}
    |\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}
    |\bAIza[A-Za-z0-9_-]{20,}|\bya29\.[A-Za-z0-9_-]{20,}|\bGOCSPX-[A-Za-z0-9_-]{20,}
    |\b(?:hf|r8|gsk|fw|npm|nvapi|lin_api|dapi)[_-][A-Za-z0-9_-]{20,}|\bpypi-[A-Za-z0-9_-]{20,}
    |\b[spr]k_(?:live|test)_[A-Za-z0-9]{10,}|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}
    |\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?
    """,
    re.VERBOSE,
)
"""What a vendor's keys begin with, or the word that a header puts before one."""
_NAMED = re.compile(
    r"""
    (?i:api.?key|access.?key|account.?key|token|secret|password|passwd|authorization|subscription.?key|credential)
    \\?["'`\])]*\s*(?:=>|:=|[:=,(])\s*\\?["'`]?\s*
    (?P<key>(?=[A-Za-z+/_=]*[0-9])(?=[0-9+/_=]*[A-Za-z])[A-Za-z0-9+/_=]{20,}+(?![.(\[])
    |[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})
    """,
    re.VERBOSE,
)
"""Letters and digits in one piece, given to a name that says what they are; ids of models have hyphens."""
_COOKIE = re.compile(r"\bCookie[\"']?\s*[:=,]\s*[\"']?(?P<key>[\w.~%-]+=[^\"'\n]{4,})", re.IGNORECASE)
_IN_QUERY = re.compile(
    r"[?&](?:api[-_]?key|access[-_]?token|token|key|sig)=(?P<key>[^&\s\"'`<>${}]{6,})", re.IGNORECASE
)
_IN_ADDRESS = re.compile(r"://[^\s/@:\"'`]*:(?P<key>[^\s/@:\"'`{}<>$]{4,})@")
_SECRET_NAME = re.compile(r"key$|token$|secret|password|^organization$|^project$|authorization|cookie", re.IGNORECASE)


def key_spans(text: str) -> list[tuple[int, int]]:
    """Where keys stand in a text: the first character and the one after the last, in order, none over another."""
    found = [one.span() for one in _SHAPES.finditer(text)]
    found += [one.span("key") for form in (_NAMED, _IN_ADDRESS, _IN_QUERY, _COOKIE) for one in form.finditer(text)]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def without_keys(text: str) -> str:
    """The text, each key in it replaced by `<key>`."""
    for start, end in reversed(key_spans(text)):
        text = f"{text[:start]}{KEY}{text[end:]}"
    return text


def redacted(text: str) -> str:
    """The text without what tells whose it is: keys, and ids of organizations and projects."""
    return without_keys(text)


def with_dummies(text: str) -> str:
    """The text, each key in it replaced by one as long that opens nothing: what counts columns goes on being right."""
    for start, end in key_spans(text):
        text = f"{text[:start]}{_DUMMY.ljust(end - start, 'x')}{text[end:]}"
    return text


def is_secret(name: str) -> bool:
    """Whether a field of that name holds what nobody should repeat."""
    return _SECRET_NAME.search(name) is not None
