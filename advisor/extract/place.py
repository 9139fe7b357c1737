"""What code does around a request: what it reads from the answer, where its key comes from, where it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from advisor.extract.resolve import Resolver
from advisor.extract.sent import Sent
from advisor.extract.table import CallTable
from advisor.extract.unit import Unit
from advisor.extract.view import Span
from advisor.facts import UNKNOWN, Maybe

__all__ = ["Place", "facts_of_place"]


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of the place of a request."""

    browser: bool
    literal_key: bool
    reads: tuple[str, ...]
    decodes: Maybe[bool]


_FAR = 20_000
"""Bytes after a call in which its answer is looked for."""
_KEY = re.compile(r"\bsk-(?!\.\.\.|x{3}|your|test|placeholder)[A-Za-z0-9_-]{20,}")
"""A key that looks alive."""
_BROWSER = re.compile(
    r"dangerouslyAllowBrowser\s*:\s*true|\bprocess\.env\.(?:REACT_APP|NEXT_PUBLIC)_|\bimport\.meta\.env\.VITE_"
    r"|\bdocument\.(?:getElementById|querySelector)|\blocalStorage\."
)
"""What only code in a browser says."""
_DECODES = re.compile(
    r"\bb64decode\b|\bdecodebytes\b|from\s*\([^()]*(?:\([^()]*\)[^()]*)*,\s*[\"']base64[\"']|\batob\s*\(|base64\s+(?:-d|-D|--decode)"
    r"|;base64,|FromBase64String|Base64\.(?:getDecoder|decode)|base64_decode|decode64|StdEncoding\.DecodeString"
)
"""Ways to turn base64 into bytes, or to hand it to what does so by itself (a data address)."""


def facts_of_place(sent: Sent, table: CallTable) -> Place:
    """What the code around a request shows of it."""
    if sent.resolver is None:
        return Place(False, False, (), UNKNOWN)
    unit = sent.resolver.unit
    around = _after(unit, sent, sent.resolver)
    reads = tuple(name for name in table.answer_fields if re.search(_reading(name), around))
    texts = tuple(name for name in table.text_fields if re.search(rf"\b{name}\b", around))
    browser, literal_key, decodes = _of_file(unit.source)
    return Place(browser, literal_key, (*reads, *texts), decodes if reads else UNKNOWN)


@lru_cache(maxsize=1)
def _of_file(source: bytes) -> tuple[bool, bool, bool]:
    """Whether a file runs in a browser, holds a key, and decodes images; kept for its next request."""
    whole = source.decode("utf-8", "replace")
    browser, key, decodes = (pattern.search(whole) is not None for pattern in (_BROWSER, _KEY, _DECODES))
    return browser, key, decodes


def _reading(name: str) -> str:
    """How code reads a field: as a part, or as a name that it takes apart."""
    part = (
        rf"[.\]>]\s*{name}\b(?!\s*\()|\[\s*:?[\"']{name}[\"']\s*\]|get\(\s*[\"']{name}[\"']|getattr\(\w+,\s*[\"']{name}"
    )
    return rf"{part}|\{{[^{{}}]*\b{name}\b[^{{}}]*\}}\s*="


def _after(unit: Unit, sent: Sent, resolver: Resolver) -> str:
    """The code that can see the answer: what follows the call in its function, else in the file."""
    function = unit.function_at(sent.span)
    end = function.span.end if function is not None else len(unit.source)
    text = _without_strangers(unit, sent.span, end)
    if function is not None and re.match(r"[\s;]*\}?\s*$", text):  # it is returned: whoever called reads it
        callers = resolver.scope.calls_of(function)
        return "\n".join(_follows(unit, call.span.end) for call in callers)
    return text


def _without_strangers(unit: Unit, call: Span, end: int) -> str:
    """The code after a call, without the functions that never name what the call gave."""
    around = (one for node in unit.around(call) for one in unit.bindings_of(node) if one.span.holds(call))
    bound = next((one.names for one in around), ())
    named = re.compile(rf"\b{re.escape(bound[0])}\b".encode()) if bound else None
    kept, at = [], call.end
    for function in unit.functions if named is not None else ():
        inside = slice(function.span.start, function.span.end)
        if at <= function.span.start < end and named is not None and not named.search(unit.source[inside]):
            kept.append(unit.source[at : function.span.start])
            at = function.span.end
    return b"".join([*kept, unit.source[at:end]])[:_FAR].decode("utf-8", "replace")


def _follows(unit: Unit, start: int) -> str:
    return unit.source[start : start + 2000].decode("utf-8", "replace")
