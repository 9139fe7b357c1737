"""Functions whose result is plain from their arguments: each call becomes a simpler expression."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from advisor.extract.chain import built
from advisor.extract.library import FUNCTIONS, METHODS, wrapped
from advisor.extract.view import (
    Call,
    Constant,
    Entry,
    Environment,
    Expression,
    Fallback,
    Joined,
    Member,
    Name,
    Object,
    Sequence,
    Unknown,
    names_of,
)

__all__ = ["simpler"]


def simpler(expression: Expression) -> Expression | None:
    """What a call or a member comes to; None where nothing is known of it."""
    if isinstance(expression, Member):
        return _environment_member(expression)
    if not isinstance(expression, Call):
        return None
    made = built(expression)
    if made is not None:
        return made
    names = names_of(expression.callee)
    for length in (3, 2, 1):
        rule = _FUNCTIONS.get(".".join(names[-length:])) if len(names) >= length else None
        if rule is not None and (length > 1 or len(names) == 1):
            return rule(expression)
    if (value := wrapped(expression)) is not None:
        return value
    if isinstance(expression.callee, Member):
        method = _METHODS.get(expression.callee.name)
        return method(expression, expression.callee.base) if method else _declared_default(expression)
    return None


# -- functions -------------------------------------------------------------------------------------------------------


def _first(call: Call) -> Expression | None:
    return call.positional[0] if call.positional else None


def _merge(call: Call) -> Expression:
    return Object(tuple(Entry(None, one, spread=True) for one in call.positional), call.span)


def _spread(held: Expression, call: Call) -> Expression:
    """All that something holds, as an object."""
    return Object((Entry(None, held, spread=True),), call.span)


def _dict(call: Call) -> Expression:
    spread = tuple(Entry(None, one, spread=True) for one in call.positional)
    return Object((*spread, *(one for one in call.arguments if one.key is not None or one.spread)), call.span)


def _list(call: Call) -> Expression:
    """All items of what is given."""
    return Joined((Sequence((), call.span), *call.positional[:1]), call.span)


def _empty(call: Call) -> Expression:
    fields = call.named("fields") or _first(call)
    inside = (Entry(None, fields, spread=True),) if isinstance(fields, Object) else ()
    return Object(inside, call.span, form=True)


def _environment(call: Call) -> Expression | None:
    name = _first(call)
    if not isinstance(name, Constant):
        return None
    default = call.positional[1] if len(call.positional) > 1 else call.named("default")
    return Environment(str(name.value), default, call.span)


def _declared(call: Call) -> Expression | None:
    """`Field(default="x")`, `Option("x")`: a value that may be given otherwise."""
    default = call.named("default", "default_factory") or _first(call)
    if default is None:
        return None
    return Fallback(Unknown(call.span), default, call.span)


def _path(call: Call) -> Expression | None:
    parts: list[Expression] = []
    for one in call.positional:
        parts += [Constant("/", call.span), one] if parts else [one]
    return Joined(tuple(parts), call.span) if parts else None


def _address(call: Call) -> Expression | None:
    """`new URL(path, base)`."""
    if len(call.positional) > 1:
        return Joined((call.positional[1], Constant("/", call.span), call.positional[0]), call.span)
    return _first(call)


_FUNCTIONS: dict[str, Callable[[Call], Expression | None]] = {
    **FUNCTIONS,
    "json.dumps": _first,
    "JSON.stringify": _first,
    "dict": _dict,
    "asdict": _dict,
    "dataclasses.asdict": _dict,
    "vars": _dict,
    "Object.assign": _merge,
    "Object.fromEntries": _first,
    "Object.entries": _first,
    "Object.freeze": _first,
    "structuredClone": _first,
    "z.object": _first,
    "z.strictObject": _first,
    "list": _list,
    "tuple": _list,
    "Array.from": _list,
    "copy.copy": _first,
    "copy.deepcopy": _first,
    "FormData": _empty,
    "aiohttp.FormData": _empty,
    "URLSearchParams": _empty,
    "MultipartEncoder": _empty,
    "str": _first,
    "int": _first,
    "float": _first,
    "String": _first,
    "Number": _first,
    "parseInt": _first,
    "cast": lambda call: call.positional[1] if len(call.positional) > 1 else None,
    "typing.cast": lambda call: call.positional[1] if len(call.positional) > 1 else None,
    "getattr": lambda call: (
        _get(replace(call, arguments=call.arguments[1:]), call.positional[0]) if call.positional else None
    ),
    "os.getenv": _environment,
    "os.environ.get": _environment,
    "environ.get": _environment,
    "getenv": _environment,
    "Deno.env.get": _environment,
    "Bun.env.get": _environment,
    "ENV.fetch": _environment,
    "System.getenv": _environment,
    "os.Getenv": _environment,
    "Environment.GetEnvironmentVariable": _environment,
    "env": _environment,
    "config": _environment,
    "get_option": _environment,
    "Field": _declared,
    "field": _declared,
    "Option": _declared,
    "typer.Option": _declared,
    "typer.Argument": _declared,
    "Query": _declared,
    "Form": _declared,
    "Body": _declared,
    "os.path.join": _path,
    "posixpath.join": _path,
    "urljoin": _path,
    "urllib.parse.urljoin": _path,
    "parse.urljoin": _path,
    "path.join": _path,
    "URL": lambda call: call.named("string") or _address(call),
}

# -- methods ---------------------------------------------------------------------------------------------------------


def _get(call: Call, base: Expression) -> Expression | None:
    """`object.get("key", default)`."""
    if not call.positional or len(call.positional) > 2:
        return None
    part = Member(base, call.positional[0], call.span)
    return Fallback(part, call.positional[1], call.span) if len(call.positional) == 2 else part


def _same(_: Call, base: Expression) -> Expression:
    return base


def _formatted(call: Call, base: Expression) -> Expression | None:
    """`"{}/{name}".format(...)`."""
    if not isinstance(base, Constant) or not isinstance(base.value, str):
        return None
    parts: list[Expression] = []
    given = iter(call.positional)
    rest = base.value
    while "{" in rest:
        before, _, rest = rest.partition("{")
        hole, _, rest = rest.partition("}")
        named = call.named(hole) if hole else next(given, None)
        parts += [Constant(before, base.span), named or Unknown(call.span)]
    return Joined((*parts, Constant(rest, base.span)), call.span)


_METHODS: dict[str, Callable[[Call, Expression], Expression | None]] = {
    **METHODS,
    "get": _get,
    "format": _formatted,
    "decode": _same,
    "strip": _same,
    "rstrip": _same,
    "lstrip": _same,
    "trim": _same,
    "trimEnd": _same,
    "toString": _same,
    "toLowerCase": _same,
    "lower": _same,
    "copy": _same,
    "bind": _same,
    "slice": lambda call, base: None if call.positional else base,
    "concat": lambda call, base: Joined((base, *call.positional), call.span),
    **dict.fromkeys(("model_dump", "dict", "to_dict"), lambda call, base: _spread(base, call)),
    "filter": _same,
    "parse": _same,
    "parseAsync": _same,
    "parseSync": _same,
    "refine": _same,
    "superRefine": _same,
    "strict": _same,
    "passthrough": _same,
    "items": _same,
    "replace": lambda call, base: base if _trims_slashes(call) else None,
}


def _trims_slashes(call: Call) -> bool:
    """`base.replace(/\\/+$/, "")`: only an address is written so."""
    last = call.positional[-1] if call.positional else None
    return isinstance(last, Constant) and last.value == "" and len(call.positional) == 2


def _declared_default(call: Call) -> Expression | None:
    """A chain that declares a value and its default: `z.string().default("x").describe("...")`."""
    link: Expression = call
    while isinstance(link, Call) and isinstance(link.callee, Member):
        if link.callee.name in ("default", "catch") and len(link.positional) == 1:
            return Fallback(Unknown(call.span), link.positional[0], call.span)
        link = link.callee.base
    return None


# -- the environment -------------------------------------------------------------------------------------------------

_ENVIRONMENTS = (
    ("process", "env"),
    ("os", "environ"),
    ("environ",),
    ("import", "meta", "env"),
    ("ENV",),
    ("env",),
    ("Bun", "env"),
    ("System", "getenv"),
    ("ProcessInfo", "processInfo", "environment"),
    ("_ENV",),
    ("_SERVER",),
)


def _environment_member(member: Member) -> Expression | None:
    if not member.name or not isinstance(member.base, (Member, Name, Call)):
        return None
    return Environment(member.name, None, member.span) if names_of(member.base) in _ENVIRONMENTS else None
