"""What the code around a request reads from its answer, and what it only reads from something else of the same name.

The code is looked at as text, where ANSWER stands for the request itself: a chain of parts (`ANSWER.data[0].url`) is
read from back to front to the name it begins with, and that name must lead to the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from advisor.extract.resolve import Resolver
from advisor.extract.sent import Sent
from advisor.extract.unit import Unit
from advisor.extract.view import Call, Name, Span, argument_of

__all__ = ["fields_read", "is_only_printed", "texts_read"]

ANSWER = "\1"
_FAR = 20_000
"""Bytes after a call in which its answer is looked for."""
_ADDRESS = re.compile(r"ur[il]", re.IGNORECASE)
"""Fields whose names much else has: they count only on what is seen to come from the answer."""
_PRINTS = re.compile(
    r"(?:\b(?:print(?:ln|f)?|pprint|puts|p|echo|var_dump|console\.(?:log|info|debug)|Console\.Write(?:Line)?)(?![\w.])|\bdbg!)"
    r"\s*\(?[^;\n]*$"
)
"""How a line begins that only shows something."""
_HAND_ON = frozenset(
    {"JSON", "json", "loads", "parse", "dict", "list", "next", "iter", "first", "json_decode", "enumerate", "zip"}
    | {"Promise", "asyncio"}
)
"""Functions that give what they are given, and modules of such, as names at the beginning of a chain."""
_IMPLIED = frozenset({"", ANSWER, "it", "$0", "_1"})
"""How chains begin that nothing else is known of, and arguments of a function that have no name."""
_NAME = re.compile(rf"(?:{ANSWER}|[$@]?\w+)$")
_LINK = re.compile(r"(?:[?!&]*\.|->|::)\s*$")
_OPENS = {")": "(", "]": "["}
_STRING = r"[\"']"


def fields_read(sent: Sent, resolver: Resolver, fields: Iterable[str]) -> tuple[str, ...]:
    """Those of the fields that the code reads after a request."""
    text, script = _seen(sent.span, resolver), resolver.unit.grammar.language == "shell"
    return tuple(name for name in fields if _is_read(name, text, script=script))


def texts_read(sent: Sent, resolver: Resolver, fields: Iterable[str]) -> tuple[str, ...]:
    """Those of the fields of text that the code names after a request, however it does."""
    text = _seen(sent.span, resolver)
    return tuple(name for name in fields if re.search(rf"\b{name}\b", text))


def is_only_printed(sent: Sent, resolver: Resolver, fields: Iterable[str]) -> bool:
    """Whether the image that the code reads goes nowhere but to the screen."""
    text = _seen(sent.span, resolver)
    of_image = (name for name in fields if not _ADDRESS.search(name))
    reads = [one for name in of_image for of in (_part(name), _taken(name)) for one in of.finditer(text)]
    return bool(reads) and all(_PRINTS.search(text[: one.start()].rpartition("\n")[2]) for one in reads)


# -- the code that can see the answer ----------------------------------------------------------------------------------


def _seen(span: Span, resolver: Resolver) -> str:
    """The code that can see an answer: what follows the call in its function, and in those that are handed it."""
    unit = resolver.unit
    function = unit.function_at(span)
    text = _seen_from(unit, span)
    if function is not None and re.match(rf"[^{ANSWER}]*{ANSWER}[\s;)]*\}}?\s*$", text):
        return "\n".join(_seen_from(unit, call.span) for call in resolver.scope.calls_of(function))  # it is returned
    return "\n".join((text, *_handed(span, resolver)))


def _seen_from(unit: Unit, call: Span) -> str:
    """The statement that holds a call, as far as it gives names, and the code below it in its function or file."""
    function = unit.function_at(call)
    end = function.span.end if function is not None else len(unit.source)
    bound, line = _statement(unit, call), unit.source.rfind(b"\n", 0, call.start) + 1
    start = bound.start if bound else max(line, call.start - 300)
    before = unit.source[start : call.start]
    after = _text(_without_strangers(unit, call, end)[:_FAR])
    return _text(before) + ANSWER + _until_renamed(after, _names(unit, call), unit.grammar.language)


def _until_renamed(text: str, names: set[str], language: str) -> str:
    """The text up to where all it calls by a name is something else; in a script, up to the next request."""
    if language == "shell":
        return re.split(r"\bcurl\b(?:[^\n]|\\\n)*?/v1/", text, maxsplit=1)[0]
    for name in names - {"self", "this"}:
        first = f"{name} = {ANSWER}\n"
        given = re.finditer(rf"(?m)^[ \t]*(?:const |let |var )?{re.escape(name)}[ \t]*:?=(?!=)", text)
        again = (one for one in given if not _is_own_value(first + text, len(first) + one.end(), ()))
        text = text[: next((one.start() for one in again), len(text))]
    return text


def _statement(unit: Unit, call: Span) -> Span | None:
    """The assignment, in the same function, that gives a name to a call or to what is made of it."""
    function = unit.function_at(call)
    bindings = (one for node in unit.around(call) for one in unit.bindings_of(node) if one.span.holds(call))
    inside = (one.span for one in bindings if function is None or one.span != function.span)
    return next((one for one in inside if function is None or function.span.holds(one)), None)


def _names(unit: Unit, call: Span) -> set[str]:
    """The names that a call's result is given where it stands."""
    statement = _statement(unit, call)
    nodes = unit.around(call) if statement else ()
    return {one.names[0] for node in nodes for one in unit.bindings_of(node) if one.span == statement}


def _without_strangers(unit: Unit, call: Span, end: int) -> bytes:
    """The code after a call, without the functions beside it that never name what the call gave."""
    names = _names(unit, call)
    statement = _statement(unit, call)
    named = re.compile(rb"(?<![\w$])(?:" + b"|".join(re.escape(one.encode()) for one in names) + rb")(?!\w)")
    kept, at = [], call.end
    for function in unit.functions if names and statement else ():
        inside = unit.source[function.span.start : function.span.end]
        follows = statement is not None and max(at, statement.end) <= function.span.start < end
        if follows and function.name and not named.search(inside):
            kept.append(unit.source[at : function.span.start])
            at = function.span.end
    return b"".join([*kept, unit.source[at:end]])


def _handed(span: Span, resolver: Resolver) -> Iterator[str]:
    """The functions of the file that are given the answer, each with the answer as what its parameter is given."""
    unit, names = resolver.unit, _names(resolver.unit, span)
    within = unit.function_at(span)
    for call in unit.calls_in(within.span if within else Span(span.end, len(unit.source))) if names else ():
        function = resolver.scope.function_of(call) if call.span.start > span.end and _is_given(call, names) else None
        for parameter in function.parameters if function is not None else ():
            given = argument_of(call, parameter)
            if function is not None and isinstance(given, Name) and given.name in names:
                body = _text(unit.source[function.span.start : function.span.end])
                yield f"{parameter.name} = {ANSWER}\n{body}"


def _is_given(call: Call, names: set[str]) -> bool:
    return any(isinstance(one.value, Name) and one.value.name in names for one in call.arguments)


def _text(source: bytes) -> str:
    return source.decode("utf-8", "replace")


# -- what is read ------------------------------------------------------------------------------------------------------


def _is_read(name: str, text: str, *, script: bool = False) -> bool:
    """Whether a text reads a field of the answer; in a `script`, whose programs read texts, any of its name."""
    for part in _part(name).finditer(text):
        if script or not _ADDRESS.search(name) or _leads_back(_root(text, part.start()), text):
            return True
    for taken in _taken(name).finditer(text):
        if not _ADDRESS.search(name) or _is_own_value(text, taken.end(), ()):
            return True
    wanted = rf"getattr\(\s*(?P<of>[^,]+),\s*{_STRING}{name}{_STRING}"
    return any(_leads_back(_root(text, one.end("of")), text) for one in re.finditer(wanted, text))


def _part(name: str) -> re.Pattern[str]:
    """A field as a part of something: `.url`, `->url`, `["url"]`, `.get("url")`."""
    return re.compile(
        rf"(?:[?!&]*\.|[\]>]|->|::)\s*{name}\b(?!\s*\([^)])|\??\.?\[\s*:?{_STRING}{name}{_STRING}\s*\]"
        rf"|\??\.(?:get|dig|fetch)\(\s*(?:[^()\n]*,\s*)?{_STRING}{name}{_STRING}"
    )


def _taken(name: str) -> re.Pattern[str]:
    """A field that a name is taken from: `{ url } = ...`, `[{ url }] = ...`."""
    return re.compile(rf"\{{[^{{}}]*\b{name}\b[^{{}}]*\}}[\s\]}}]*(?::[^=\n]*)?=(?![=>])")


def _root(text: str, at: int) -> str:
    """The name that a chain begins with, which ends at a place; empty where it begins with something else."""
    while at > 0:
        last = text[at - 1]
        if last in _OPENS:
            opening = _opening(text, at)
            if opening < 0:
                return ""
            called = opening and (text[opening - 1].isalnum() or text[opening - 1] in "_>)]!?")
            if last == ")" and not called:  # only brackets around it
                return _root(text, at - 1)
            at = opening
        elif last in "?!>":
            at -= 1
        else:
            found = _NAME.search(text, max(at - 60, 0), at)
            if found is None:
                return ""
            link = _LINK.search(text, max(found.start() - 60, 0), found.start())
            if link is None:
                return found[0]
            at = len(text[: link.start()].rstrip())
    return ""


def _opening(text: str, at: int) -> int:
    """Where the bracket opens that closes just before a place; -1 where it does not."""
    closes, depth = text[at - 1], 0
    for place in range(at - 1, max(at - 5000, -1), -1):
        depth += (text[place] == closes) - (text[place] == _OPENS[closes])
        if depth == 0:
            return place
    return -1


def _leads_back(name: str, text: str, seen: tuple[str, ...] = ()) -> bool:
    """Whether a name stands for the answer, or for a part of it."""
    if name in _IMPLIED or name in _HAND_ON:
        return True
    if name in seen or len(seen) > 5:
        return False
    word = rf"(?<![\w$.]){re.escape(name)}(?!\w)"
    seen = (*seen, name)
    given = re.finditer(
        rf"(?m)(?:^|[;{{])[^\n=;]*?{word}[^\n=;]*?:?=(?![=>])|{word}\s+(?:in|of)\s|for\b[^\n]*{word}\s*:", text
    )
    if any(_is_own_value(text, one.end(), seen) for one in given):
        return True
    if re.search(rf"&{re.escape(name)}\b", text):  # a parser fills it
        return True
    blocks = re.finditer(
        rf"\(\s*(?:async\s*)?\(?[^()=]*?{word}[^()=]*?\)?\s*[-=]>|(?:\bdo|\{{)\s*\|[^|]*{word}[^|]*\|", text
    )
    handed = (*blocks, *re.finditer(rf"\{{[^{{}}]*?{word}[^{{}}]*?->|\sas\s+(?:\$\w+\s*=>\s*)?{word}", text))
    return any(_leads_back(_root(text, len(text[: one.start()].rstrip())), text, seen) for one in handed)


def _is_own_value(text: str, at: int, seen: tuple[str, ...]) -> bool:
    """Whether what stands at a place is the answer, a part of it, or made of it by a parser."""
    value = re.compile(
        rf"\s*(?:(?:await|try|yield|range|new|return|<-)\b[?!]?\s*|[(*&\[{{]\s*)*({ANSWER}|[$@]?\w+)"
    ).match(text, at)
    if value is None:
        return False
    called = text[value.end() : value.end() + 1] == "("
    if value[1] != ANSWER and called and value[1] not in _HAND_ON:
        return False
    return _leads_back(value[1], text, seen)
