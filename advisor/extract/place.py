"""What code does around a request: what it reads from the answer, where its key comes from, where it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.extract.resolve import Resolver
from advisor.extract.sent import Sent
from advisor.extract.table import CallTable
from advisor.extract.unit import Unit
from advisor.facts import UNKNOWN, Maybe

__all__ = ["Place", "facts_of_place"]


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of the place of a request."""

    browser: bool
    literal_key: bool
    reads: tuple[str, ...]
    decodes: Maybe[bool]


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
    decodes: Maybe[bool] = _DECODES.search(around) is not None if reads else UNKNOWN
    whole = unit.source.decode("utf-8", "replace")
    return Place(_BROWSER.search(whole) is not None, _KEY.search(whole) is not None, reads, decodes)


def _reading(name: str) -> str:
    """How code reads a field: as a part, or as a name that it takes apart."""
    part = rf"[.\]>]\s*{name}\b(?!\s*\()|\[\s*:?[\"']{name}[\"']\s*\]|get\(\s*[\"']{name}[\"']"
    return rf"{part}|\{{[^{{}}]*\b{name}\b[^{{}}]*\}}\s*="


def _after(unit: Unit, sent: Sent, resolver: Resolver) -> str:
    """The code that can see the answer: what follows the call in its function, else in the file."""
    function = unit.function_at(sent.span)
    end = function.span.end if function is not None else len(unit.source)
    text = unit.source[sent.span.end : end].decode("utf-8", "replace")
    if function is not None and re.match(r"[\s;]*\}?\s*$", text):  # it is returned: whoever called reads it
        callers = resolver.scope.calls_of(function)
        return "\n".join(_follows(unit, call.span.end) for call in callers)
    return text


def _follows(unit: Unit, start: int) -> str:
    return unit.source[start : start + 2000].decode("utf-8", "replace")
