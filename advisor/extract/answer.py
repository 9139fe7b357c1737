"""What code reads from the answer of a request: the names that hold it, followed through the code after the call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from advisor.extract.resolve import Resolver
from advisor.extract.sent import Sent
from advisor.extract.unit import Unit
from advisor.extract.view import Span

__all__ = ["fields_read", "is_only_printed", "texts_read"]

_FAR = 20_000
"""Bytes after a call in which its answer is looked for."""
_NEAR = 2_000
"""The same after a call of the function that returns it."""
_ADDRESS = re.compile(r"ur[il]", re.IGNORECASE)
"""Fields whose names much else has: they count only on what is seen to come from the answer."""
_LINK = r"(?:\s*(?:\?\.|\.|\?->|->|::)\s*[\w$]+(?:\([^()\n]*\))?|\s*(?:\?\.)?\[[^\]\n]*\]|\s*[!?)])"
"""A part between a name and what is read of it: a member, an item, a call."""
_LOOPS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bfor(?:each)?\b[ (]*(?:await )?(?:const |let |var )?[ (]*(?P<name>[\w$]+)\)? +(?:in|of) +(?P<over>[^\n{]*)",
        r"\bfor(?:each)?\s*\(\s*[\w<>. ]+\s(?P<name>\w+)\s*(?:in|:)\s*(?P<over>[^\n{]*)",
        r"\bfor\s+(?:\w+,\s*)?(?P<name>\w+)\s*:?=\s*range\s+(?P<over>[^\n{]*)",
        r"\bforeach\s*\((?P<over>[^\n]*?)\s+as\s+(?:\$\w+\s*=>\s*)?\$?(?P<name>\w+)",
        r"(?P<over>[^\n]*?)\.(?:each|map|flat_map|filter_map)\s*(?:do|\{)\s*\|(?P<name>\w+)",
    )
)
"""Loops over what a name holds, and the name of each item."""
_PRINTS = re.compile(
    r"(?:\bprint(?:ln|f)?|\bpprint|console\.(?:log|info|debug)|\bputs|\bp|\becho|\bvar_dump|Console\.Write(?:Line)?|\bdbg!)\s*\(?[^;\n]*$"
)
"""How a line begins that only shows something."""


def fields_read(sent: Sent, resolver: Resolver, fields: Iterable[str]) -> tuple[str, ...]:
    """Those of the fields that the code reads after a request."""
    parts = list(_seen_by(sent, resolver))
    return tuple(name for name in fields if any(_is_read(name, one) for one in parts))


def texts_read(sent: Sent, resolver: Resolver, fields: Iterable[str]) -> tuple[str, ...]:
    """Those of the fields of text that the code names after a request, however it does."""
    parts = list(_seen_by(sent, resolver))
    return tuple(name for name in fields if any(re.search(rf"\b{name}\b", one.text) for one in parts))


def is_only_printed(sent: Sent, resolver: Resolver, fields: Iterable[str]) -> bool:
    """Whether the image that the code reads goes nowhere but to the screen."""
    ends = [
        _PRINTS.search(one.text[: found.start()].rpartition("\n")[2]) is not None
        for one in _seen_by(sent, resolver)
        for name in fields
        if not _ADDRESS.search(name)
        for found in re.finditer(_reading(name), one.text)
    ]
    return bool(ends) and all(ends)


def _is_read(name: str, seen: _Seen) -> bool:
    if not _ADDRESS.search(name):
        return re.search(_reading(name), seen.text) is not None
    whole, part, any_ = (_either(names) for names in (seen.whole, seen.parts, seen.whole | seen.parts))
    direct = rf"(?:\A|{whole}){_LINK}+?(?:{_part(name)})|{part}{_LINK}*?(?:{_part(name)})"
    if seen.is_script and re.search(rf"\.data\b[][\d?.| ]*\.{name}\b", seen.text):  # jq's way to say it
        return True
    taken = rf"\{{[^{{}}]*\b{name}\b[^{{}}]*\}}\s*\]?\s*=[^;\n]*{any_}"
    return re.search(f"{direct}|{taken}", seen.text) is not None


def _either(names: frozenset[str]) -> str:
    """A pattern of any of some names."""
    return rf"(?<![\w.])\$?(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)" if names else r"(?!)"


def _reading(name: str) -> str:
    """How code reads a field: as a part, or as a name that it takes apart."""
    return rf"{_part(name)}|\{{[^{{}}]*\b{name}\b[^{{}}]*\}}\s*="


def _part(name: str) -> str:
    return (
        rf"[.\]>]\s*{name}\b(?!\s*\()|\[\s*:?[\"']{name}[\"']\s*\]|get\(\s*[\"']{name}[\"']|getattr\(\w+,\s*[\"']{name}"
    )


# -- where it may be read --------------------------------------------------------------------------------------------


class _Seen(NamedTuple):
    """Code that can see an answer."""

    text: str
    whole: frozenset[str]
    """Names of the answer itself, whose own `url` is that of the call."""
    parts: frozenset[str]
    """Names of what is made of it."""
    is_script: bool
    """It is a script of the shell, whose names hold texts."""


def _seen_by(sent: Sent, resolver: Resolver) -> Iterator[_Seen]:
    """The code after a call, or after the calls of the function that returns it."""
    unit = resolver.unit
    function = unit.function_at(sent.span)
    end = min(function.span.end if function is not None else len(unit.source), sent.span.end + _FAR)
    text = _without_strangers(unit, sent.span, end)
    if function is not None and re.match(r"[\s;]*\}?\s*$", text):  # it is returned: whoever called reads it
        for call in resolver.scope.calls_of(function):
            last = min(call.span.end + _NEAR, len(unit.source))
            yield _seen(unit, call.span, last, _text(unit, call.span.end, last))
    else:
        yield _seen(unit, sent.span, end, text)


def _text(unit: Unit, start: int, end: int) -> str:
    return unit.source[start:end].decode("utf-8", "replace")


def _seen(unit: Unit, call: Span, end: int, text: str) -> _Seen:
    whole = set(_bound(unit, call))
    parts = _made_of(unit, call, end, whole)
    return _Seen(text, frozenset(whole), frozenset(parts - whole), unit.grammar.language == "shell")


def _made_of(unit: Unit, call: Span, end: int, whole: set[str]) -> set[str]:
    """The names that get something made of the answer; those that get the answer itself are added to `whole`."""
    names = set(whole)
    after = (one for of in unit.bindings.values() for one in of if call.end <= one.span.start < end)
    steps: list[tuple[Span, tuple[str, ...], str]] = [
        (one.span, one.names[-1:], _text(unit, one.span.start, one.span.end)) for one in after
    ]
    for function in (one for one in unit.functions if call.start <= one.span.start < end and one.parameters):
        around = unit.call_at(function.span)
        if around is not None and around.span != function.span:
            given = "" if around.span.holds(call) else _text(unit, around.callee.span.start, around.callee.span.end)
            parameters = tuple(one.name for one in function.parameters[:1])
            if around.span.holds(call) and around.callee.span.holds(call):  # `.then((answer) => ...)`
                whole.update(parameters)
                names.update(parameters)
            steps.append((function.span, parameters, given))
    text = _text(unit, call.end, end)
    loops: list[tuple[int, tuple[str, ...], str]] = [
        (found.start(), (found["name"],), found["over"]) for loop in _LOOPS for found in loop.finditer(text)
    ]
    ordered = sorted([*loops, *((span.start - call.end, bound, of) for span, bound, of in steps)], key=itemgetter(0))
    for _, bound, of in ordered:
        if any(re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", of) for name in names):
            names.update(bound)
    return set(filter(None, names))


def _bound(unit: Unit, call: Span) -> tuple[str, ...]:
    """The name that a call's answer is bound to at once."""
    around = (one for node in unit.around(call) for one in unit.bindings_of(node) if one.span.holds(call))
    return next((one.names[-1:] for one in around), ())


def _without_strangers(unit: Unit, call: Span, end: int) -> str:
    """The code after a call, without the functions that never name what the call gave."""
    bound = _bound(unit, call)
    named = re.compile(rf"\b{re.escape(bound[0])}\b".encode()) if bound else None
    kept, at = [], call.end
    for function in unit.functions if named is not None else ():
        inside = slice(function.span.start, function.span.end)
        stands_alone = bool(function.name) and unit.call_at(function.span) is None
        strange = stands_alone and named is not None and not named.search(unit.source[inside])
        if at <= function.span.start < end and strange:
            kept.append(unit.source[at : function.span.start])
            at = function.span.end
    return b"".join([*kept, unit.source[at:end]]).decode("utf-8", "replace")
