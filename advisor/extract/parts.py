"""What a request is given outside of its own call: by links of its chain, in its block, by settings afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from advisor.extract.chain import links
from advisor.extract.resolve import Reached, Resolver
from advisor.extract.values import Fields, Possible
from advisor.extract.view import Binding, Call, Entry, Expression, Member, Name, Object, Span, Unknown, names_of

__all__ = ["LINKS", "Parts", "base_address"]

_ADDRESSES = frozenset({"uri", "url", "newBuilder", "requestUri", "URL"})
"""Links that give a request its address."""
LINKS = frozenset({"method", "POST"})
"""Calls that count as requests only as links of a chain that builds one."""
_VERBS = LINKS | {"post"}
_BODIES = frozenset(
    {"body", "Body", "SetBody", "setBody", "bodyValue", "json", "form", "multipart", "POST", "post", "send", "write"}
    | {"httpBody", "Content", "AddJsonBody", "AddBody", "AddStringBody", "setEntity", "set_form_data", "set_form"}
    | {"SetFormData", "withBody", "content", "BodyJson", "writeBytes", "print", "method", "setRequestBody"}
    | {"send_string", "send_json", "send_form", "uploadHandler", "data"}
)
"""Links, methods and settings that give a request its body."""
_CONNECTIONS = frozenset(
    {"HTTPSConnection", "HTTPConnection", "HTTPSConnectionPool", "HTTPConnectionPool", "ClientSession"}
)
"""Clients that are made for one host."""
_DEEPEST = 4
_OPTIONS = {"CURLOPT_URL": "address", "CURLOPT_POSTFIELDS": "body"}


class Parts:
    """Finds the parts of the requests of one file."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    def is_request(self, call: Call) -> bool:
        """Whether a link belongs to a chain that builds a request."""
        return any(names_of(link.callee)[-1] in _ADDRESSES for link in self._around(call))

    def addresses(self, call: Call) -> Iterator[Expression]:
        """The addresses that a request is given by what it is called on, or by the other links of its chain."""
        name = names_of(call.callee)[-1]
        if name == "openConnection" and isinstance(call.callee, Member):
            yield call.callee.base
        elif name in _VERBS:
            for link in self._around(call):
                if names_of(link.callee)[-1] in _ADDRESSES:
                    yield from link.positional[:1]

    def bodies(self, call: Call) -> Iterator[Expression]:
        """The bodies that a request is given."""
        for link in self._around(call):
            yield from _body_of(link)
        yield from self._inside(call)
        yield from self._afterwards(call)

    def _around(self, call: Call) -> Iterator[Call]:
        """The links of the chain of a call, before it and after it."""
        before = links(call)
        next(before)
        yield from before
        yield from self._later(call)

    def _later(self, call: Call) -> Iterator[Call]:
        for other in self._resolver.unit.calls_from(call.span.start):
            if other.span.end > call.span.end and any(link.span == call.span for link in links(other)):
                yield other

    # -- blocks and settings -----------------------------------------------------------------------------------------

    def _inside(self, call: Call) -> Iterator[Expression]:
        """What a block that belongs to the call says: `client.post(url) { setBody(body) }`."""
        for other in self._resolver.unit.calls_named("setBody"):
            if call.span.holds(other.span) and isinstance(other.callee, Name):
                yield from other.positional[:1]
        for binding in self._settings:
            if call.span.holds(binding.span):
                yield binding.value

    @cached_property
    def _settings(self) -> list[Binding]:
        """Where a part that is named for a body gets its value."""
        found = ((name, one) for name in sorted(_BODIES) for one in self._resolver.unit.bindings_near(name))
        return [one for name, one in found if len(one.names) > 1 and one.names[-1] == name]

    @cached_property
    def _setters(self) -> list[Call]:
        """The calls that may give a request its body after it was made, in order."""
        unit = self._resolver.unit
        methods = [call for name in _BODIES for call in unit.calls_named(name) if isinstance(call.callee, Member)]
        options = [
            *unit.calls_named("curl_setopt_array"),
            *(call for name in _OPTIONS for call in unit.calls_near(name)),
        ]
        found = {call.span: call for call in (*methods, *options)}
        return sorted(found.values(), key=lambda call: (call.span.start, -call.span.end))

    def _afterwards(self, call: Call) -> Iterator[Expression]:
        """What the request is given under its name: `request.httpBody = body`, `curl_setopt($ch, ..., $body)`."""
        for binding in self._settings:
            start = Span(binding.span.start, binding.span.start)
            if len(binding.names) == 2 and self._is_made_by(Name(binding.names[0], start), call):
                yield binding.value
        for other in self._setters:
            if other.span.start <= call.span.start:
                continue
            if isinstance(other.callee, Member) and other.callee.name in _BODIES:
                if self._is_made_by(other.callee.base, call):
                    yield from _body_of(other)
            elif self._sets(other) == "body" and self._same_handle(other, call):
                yield from _set_to(other.positional[-1], "body")

    def _is_made_by(self, owner: Expression, call: Call, depth: int = 0) -> bool:
        """Whether a request was made by a call, or something was opened on it: `connection.getOutputStream()`."""
        for one in self._resolver.reach(owner) if depth < _DEEPEST else ():
            made = one.expression
            if not isinstance(made, Call):
                continue
            if made.span == call.span or (made.new and made.span.holds(call.span)):
                return True
            streams = names_of(made.callee)[-1].endswith(("Stream", "Writer"))
            opened = made.callee.base if isinstance(made.callee, Member) and not made.new else made.positional[:1]
            inner = opened if isinstance(opened, tuple) else (opened,)
            if streams and any(self._is_made_by(base, call, depth + 1) for base in inner):
                return True
        return False

    @staticmethod
    def _sets(call: Call) -> str:
        """What an option of curl sets."""
        given = call.positional
        if names_of(call.callee) == ("curl_setopt_array",):
            return "body"
        return _OPTIONS.get(names_of(given[1])[-1], "") if len(given) == 3 else ""

    def _same_handle(self, other: Call, call: Call) -> bool:
        """Whether two calls set options of one handle."""
        mine, theirs = call.positional[:1], other.positional[:1]
        if not mine or not theirs or self._sets(call) != "address":
            made = self._resolver.reach(theirs[0]) if theirs else ()
            return any(isinstance(one.expression, Call) and one.expression.span == call.span for one in made)
        return _spans(self._resolver.reach(mine[0])) == _spans(self._resolver.reach(theirs[0]))


def _body_of(link: Call) -> Iterator[Expression]:
    """What a link, or a method, gives a request as its body."""
    name = names_of(link.callee)[-1]
    if name in _BODIES:
        yield from link.positional[1:2] if name == "method" else link.positional[:1]
    elif name in ("attach", "field") and len(link.positional) > 1:
        value = link.positional[1] if name == "field" else Unknown(link.span)
        yield Object((Entry(link.positional[0], value),), link.span, form=True)


def _spans(reached: tuple[Reached, ...]) -> set[Span]:
    return {one.expression.span for one in reached}


def base_address(client: Reached, given: list[Fields]) -> tuple[Possible, ...]:
    """The address that a client was made with, or was given afterwards, or that its class declares."""
    made = client.expression
    if isinstance(made, Call) and names_of(made.callee) == ("self", "class"):
        declared = client.resolver.unit.calls_named("base_uri")
        return next((client.resolver.values(one.positional[0]) for one in declared if one.positional), ())
    if isinstance(made, Call) and names_of(made.callee)[-1] in _CONNECTIONS:
        host = made.named("host", "base_url") or next(iter(made.positional), None)
        return client.resolver.values(host, client.frame) if host is not None else ()
    if isinstance(made, Call) and made.new and client.resolver.unit.grammar.own_spelling:
        first = made.named("url") or next(iter(made.positional), None)
        addresses = client.resolver.values(first) if first is not None else ()
        if any(isinstance(one.value, str) and one.value.startswith("http") for one in addresses):
            return addresses
    whole = [client.resolver.fields(made, client.frame), *given] if client.changes else given
    for fields in whole:
        for name, values in fields.entries.items():
            if name.replace("_", "").lower() in ("baseuri", "baseaddress", "baseurl"):
                return values
    return ()


def _set_to(value: Expression, kind: str) -> Iterator[Expression]:
    """What an option is set to; of an array of options, what those of the kind are."""
    named = (
        [entry.value for entry in value.entries if _OPTIONS.get(entry.name) == kind]
        if isinstance(value, Object)
        else []
    )
    yield from named or [value]
