"""Chains of calls: `Params.builder().prompt("x").build()`, `client.post(url).json(body).send()`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.extract.view import Call, Constant, Entry, Expression, Member, Name, Object, Sequence, Unknown, names_of

__all__ = ["PAIR_SETTERS", "built", "is_builder", "links", "set_on"]

_MAKERS = frozenset({"builder", "newBuilder", "Builder", "factory", "default", "new", "create"})
"""Calls that begin a chain which makes something."""
_BEGINNINGS = frozenset({"builder", "newBuilder", "default"})
_ENDS = frozenset({"build", "Build", "unwrap", "expect"})
_GIVING = re.compile(r"(?i:get|send|execute|encode|write|serialize|read|parse)|to[A-Z_]")
PAIR_SETTERS = frozenset(
    {"put", "append", "set", "add", "Add", "addProperty", "insert", "accumulate", "putAdditionalBodyProperty"}
    | {"addFormDataPart", "text", "part", "WriteField", "CreateFormFile", "setField", "field", "WithJSONSet"}
)
"""Methods that give an object an entry: its name, and its value."""


def links(call: Call) -> Iterator[Call]:
    """The calls of a chain, the last first."""
    link: Expression = call
    while isinstance(link, Call):
        yield link
        callee = link.callee
        while isinstance(callee, Member) and isinstance(callee.base, Member):
            callee = callee.base  # `a.b().c.d()`
        link = callee.base if isinstance(callee, Member) else callee


def built(call: Call) -> Call | None:
    """The instance that a chain of setters makes, its entries as named arguments; None where it is no such chain."""
    chain = list(links(call))
    if _is_begun(chain[-1]) and names_of(call.callee)[-1] in _ENDS and len(chain) > 1:
        return _completed(call, chain)
    root = chain.pop()
    if not chain:
        begins = names_of(call.callee)[-1] in _BEGINNINGS and not call.new and _makes(call)
        return Call(_made(call), (), call.span, new=True) if begins else None
    if not _makes(root) or call.new or _gives(call):
        return None
    entries = list(_entries(reversed(chain)))
    return Call(_made(root), tuple(entries), call.span, new=True) if entries else None


def _is_begun(link: Call) -> bool:
    """Whether a chain goes on with what has a name: `builder.prompt("x").build()`."""
    base = link.callee.base if isinstance(link.callee, Member) else None
    return isinstance(base, Name) and not base.name[:1].isupper()


def set_on(call: Call) -> tuple[str, Entry] | None:
    """The name of a builder and the entry that a link of a statement gives it: `builder.prompt("x").size("y");`."""
    root = list(links(call))[-1]
    if not _is_begun(root) or len(call.positional) != 1:
        return None
    name = _field(names_of(call.callee)[-1])
    return names_of(root.callee)[0], Entry(Constant(name, call.span), call.positional[0])


def is_builder(expression: Expression) -> bool:
    """Whether a value is a builder that is not done: `Params.builder().prompt("x")`."""
    chain = list(links(expression)) if isinstance(expression, Call) else []
    return bool(chain) and names_of(chain[-1].callee)[-1] in _BEGINNINGS and names_of(chain[0].callee)[-1] not in _ENDS


def _completed(call: Call, chain: list[Call]) -> Call | None:
    """What a builder that has a name makes, after the setters of the chain."""
    assert isinstance(chain[-1].callee, Member)
    named = chain[-1].callee.base
    entries = tuple(_entries(reversed(chain)))
    return Call(named, (Entry(None, named, spread=True), *entries), call.span, new=True) if entries else None


def _gives(call: Call) -> bool:
    """Whether a call gives a part of what it is called on, or sends it, and sets nothing."""
    name = names_of(call.callee)[-1]
    return _GIVING.match(name) is not None or any(isinstance(one.value, Object) for one in call.arguments)


def _makes(root: Call) -> bool:
    """Whether a call begins to make something: of a class, which has a capital."""
    names = names_of(root.callee)
    if root.new:
        return True
    if names[-1].endswith("Builder") and names[-1][:1].isupper():
        return True
    return names[-1] in _MAKERS and len(names) > 1 and names[-2][:1].isupper() and not root.arguments


def _made(root: Call) -> Expression:
    """The class that is made."""
    callee = root.callee
    if isinstance(callee, Member) and (callee.name in _MAKERS or not callee.name[:1].isupper()):
        return callee.base
    return callee


def _entries(chain: Iterator[Call]) -> Iterator[Entry]:
    lists: dict[str, list[Expression]] = {}
    for link in chain:
        name, given = names_of(link.callee)[-1], link.positional
        if name in PAIR_SETTERS and len(given) > 1:
            yield Entry(given[0], given[1] if len(given) == 2 else Unknown(link.span))  # a file has a name and a type
        elif len(given) == 1 and name[:3] == "add" and name[3:4].isupper():
            key = f"{name[3:4].lower()}{name[4:]}s"
            lists.setdefault(key, []).append(given[0])
        elif len(given) == 1 and name not in ("expect", "unwrap_or", "setType"):
            yield Entry(Constant(_field(name), link.span), given[0])
    for key, items in lists.items():
        where = items[0].span
        yield Entry(Constant(key, where), Sequence(tuple(items), where))


def _field(name: str) -> str:
    """The field that a setter sets: `setModel`, `withModel`, `with_model` and `model` set the model."""
    for prefix in ("set", "with", "Set", "With"):
        rest = name.removeprefix(prefix)
        if rest != name and rest[:1].isupper():
            return rest[:1].lower() + rest[1:]
        if rest != name and rest[:1] == "_":
            return rest[1:]
    return name
