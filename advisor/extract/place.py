"""What code does around a request: what it reads from the answer, where its key comes from, where it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from advisor.extract.answer import fields_read, is_only_printed, texts_read
from advisor.extract.sent import Sent
from advisor.extract.table import CallTable
from advisor.facts import UNKNOWN, Maybe

__all__ = ["Place", "facts_of_place"]


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of the place of a request."""

    browser: bool
    literal_key: bool
    reads: tuple[str, ...]
    decodes: Maybe[bool]
    printed: bool
    """The image that is read goes to the screen only."""


_KEY = re.compile(r"\bsk-(?!\.\.\.|x{3}|your|test|placeholder)[A-Za-z0-9_-]{20,}")
"""A key that looks alive."""
_ALLOWED = re.compile(r"dangerouslyAllowBrowser\s*:\s*true")
_BROWSER = re.compile(
    r"\bprocess\.env\.(?:REACT_APP|NEXT_PUBLIC)_|\bimport\.meta\.env\.VITE_"
    r"|\bdocument\.(?:getElementById|querySelector)|\blocalStorage\."
)
"""What only code in a browser says, unless a script of Node borrows a name from it."""
_NODE = re.compile(
    r"\A#!.*\bnode\b|(?:\bfrom\s*|\brequire\(\s*|\bimport\s*)[\"'](?:node:[\w/]+|fs(?:/promises)?|path|http|express|dotenv(?:/config)?)[\"']"
)
"""What only code on a machine says."""
_DECODES = re.compile(
    r"\bb64decode\b|\bdecodebytes\b|from\s*\([^()]*(?:\([^()]*\)[^()]*)*,\s*[\"']base64[\"']|\batob\s*\(|base64\s+(?:-d|-D|--decode)"
    r"|;base64,|FromBase64String|Base64\.(?:getDecoder|decode)|base64_decode|decode64|StdEncoding\.DecodeString"
)
"""Ways to turn base64 into bytes, or to hand it to what does so by itself (a data address)."""


def facts_of_place(sent: Sent, table: CallTable) -> Place:
    """What the code around a request shows of it."""
    if sent.resolver is None:
        return Place(False, False, (), UNKNOWN, False)
    unit = sent.resolver.unit
    reads = fields_read(sent, sent.resolver, table.answer_fields)
    texts = texts_read(sent, sent.resolver, table.text_fields)
    browser, literal_key, decodes = _of_file(unit.source)
    printed = not decodes and is_only_printed(sent, sent.resolver, reads)
    return Place(browser, literal_key, (*reads, *texts), decodes if reads else UNKNOWN, printed)


@lru_cache(maxsize=1)
def _of_file(source: bytes) -> tuple[bool, bool, bool]:
    """Whether a file runs in a browser, holds a key, and decodes images; kept for its next request."""
    whole = source.decode("utf-8", "replace")
    allowed, browser, node, key, decodes = (
        pattern.search(whole) is not None for pattern in (_ALLOWED, _BROWSER, _NODE, _KEY, _DECODES)
    )
    return allowed or (browser and not node), key, decodes
