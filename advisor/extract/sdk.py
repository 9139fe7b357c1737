"""Requests that are sent through an SDK."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from advisor.extract.address import deployed, path_written
from advisor.extract.flow import Flow
from advisor.extract.languages import family_of
from advisor.extract.resolve import Reached, Resolver
from advisor.extract.sent import Sent
from advisor.extract.spelling import field_of
from advisor.extract.table import CallTable, SurfaceCalls
from advisor.extract.values import KIND, Fields, Possible, either, of_file
from advisor.extract.view import (
    Branch,
    Call,
    Constant,
    Entry,
    Expression,
    Fallback,
    Imported,
    Member,
    Object,
    Span,
    Unknown,
    names_of,
)
from advisor.extract.whose import FOREIGN, Whose
from advisor.facts import ABSENT, Maybe

__all__ = ["SdkCalls"]

_WRAPPERS = frozenset({"with_raw_response", "with_streaming_response", "beta", "asResponse", "withResponse"})
"""Parts of a client that change how the answer is given and not what is sent."""
_RUNNERS = frozenset(
    {"to_thread", "run_in_executor", "partial", "run_sync", "run_in_threadpool", "sync_to_async", "submit"}
)
"""Functions that call the function they are given with the other arguments."""
_TRANSPORT = frozenset(
    {
        "extra_headers",
        "extra_query",
        "timeout",
        "extra_body",
        "headers",
        "signal",
        "maxRetries",
        "api_key",
        "api_base",
        "api_type",
        "api_version",
        "organization",
    }
)
"""Arguments of the SDK that are no fields of the body."""
_MORE = Entry(None, Unknown(Span(0, 0)), spread=True)
"""What a function is given when it runs, which is not seen where its first arguments are bound."""
_STREAMS = re.compile(r"(?i)stream[a-z_]*$")
"""How calls end that ask for a stream by their name: `responses.stream`, `Images.GenerateStreaming`."""
_WITH_BASE = {"python": "base_url", "javascript": "baseURL"}
"""How the clients of a language are told the address before the path, its version included."""
_DEPLOYMENTS = ("engine", "deployment_id")
"""Arguments of a call that name the model's deployment on Azure."""
_ENVELOPES = frozenset({"parameters", "params", "query", "request", "creation", "edit", "variation", "options"})
"""Arguments that hold the body."""


_PART = re.compile(rb"[.>:{,\[\"']\s*\Z")
"""What stands before a part of something."""


@dataclass(frozen=True, slots=True)
class _Match:
    surfaces: tuple[SurfaceCalls, ...]
    """One, or those between which a condition decides."""
    name: str
    client: Expression
    part: Expression
    """What the last name is called on."""

    @property
    def surface(self) -> SurfaceCalls:
        """The one that tells how the arguments are read."""
        return self.surfaces[0]


class SdkCalls:
    """Finds the calls of one file that go through an SDK."""

    def __init__(self, resolver: Resolver, whose: Whose, table: CallTable) -> None:
        language = resolver.unit.grammar.language
        family = family_of(language)
        self._language = family
        self._resolver, self._whose, self._table = resolver, whose, table
        self._paths = [(surface, path) for surface in table.surfaces for path in surface.calls.get(family, ())]
        self._methods = [(surface, path) for surface in table.surfaces for path in surface.methods.get(family, ())]
        source = resolver.unit.source
        self._paths = [(surface, path) for surface, path in self._paths if all(map(source.__contains__, _words(path)))]
        self._methods = [pair for pair in self._methods if all(name.encode() in source for name in pair[1])]
        self._paths.sort(key=lambda pair: -len(pair[1]))
        self._last = {path[-1] for _, path in (*self._paths, *self._methods)}

    def __iter__(self) -> Iterator[Sent]:
        unit = self._resolver.unit
        places = (
            place
            for name in self._last
            for place in unit.places(name)
            if _PART.search(unit.source, max(place.start - 40, 0), place.start)
        )
        calls = Flow(unit, self._resolver.scope).calls_of(places)
        run = {call.callee.span for call in calls if isinstance(call.callee, Call)}
        for call in calls:
            sent = self._sent(call)
            if sent is not None and not (call.span in run and names_of(call.callee)[-1] == "partial"):
                yield sent

    def _sent(self, call: Call) -> Sent | None:
        function, given = self._called(call)
        found = (self._match(function) or self._by_class(function, given)) if function is not None else None
        if found is None or self._whose.is_double(found.client):
            return None
        fields = self._fields(given, found)
        host = self._host(found, fields)
        if host == FOREIGN or (host == "dynamic" and self._takes_no_body(given, found)):
            return None
        if {self._language, found.name} & found.surface.model_in_client:
            named = {field_of(name) for name in fields.entries}
            of_client = self._whose.fields_of_client(found.client, found.surface)
            rest = {name: values for name, values in of_client.entries.items() if name not in named}
            fields = replace(fields, entries={**rest, **fields.entries})
        if _STREAMS.search(found.name) and "stream" not in fields.entries:
            fields = fields.with_entry("stream", (Possible(True, "literal"),))
        path = self._path(found, host)
        kept = self._deployed(fields, found, host)
        return Sent(found.surfaces, kept, call.span, "sdk", host, call, self._resolver, path=path)

    def _path(self, found: _Match, host: str) -> Maybe[str]:
        """The path that a call ends in where its client is told an address on our own server."""
        if host != "openai" or self._language not in _WITH_BASE or not found.surface.paths:
            return ABSENT
        tail = max(found.surface.paths, key=len).strip("/").partition("/")[2]
        for one in self._resolver.reach(found.client):
            if isinstance(one.expression, Call):
                given = [one.resolver.entries(one.expression.arguments, one.frame)]
                given += [one.resolver.fields(argument, one.frame) for argument in one.expression.positional]
                bases = [of.value for fields in given for of in fields.entries.get(_WITH_BASE[self._language], ())]
                addresses = [f"{base.rstrip('/')}/{tail}" for base in bases if isinstance(base, str)]
                if addresses:
                    return path_written(addresses, self._table)
        return ABSENT

    def _deployed(self, fields: Fields, found: _Match, host: str) -> Fields:
        """The fields with the name of a deployment as the model, where they name none."""
        given = [fields.entries[name] for name in _DEPLOYMENTS if name in fields.entries]
        kept = Fields({name: of for name, of in fields.entries.items() if name not in _DEPLOYMENTS}, fields.open)
        if host == "azure" and not given:
            given = [self._whose.deployment_of_client(found.client)]
        if any(one.value for one in fields.entries.get("model", ())) or not any(given):
            return kept
        return kept.with_entry("model", deployed(given[0]))

    def _takes_no_body(self, call: Call, found: _Match) -> bool:
        """Whether it is given a plain value where ours take an object, or names: another's method of the same name."""
        if self._language == "swift":
            return bool(call.positional)
        first = call.positional[0] if call.positional and self._language == "javascript" else None
        return isinstance(first, Constant) and not found.surface.positional.get(found.name)

    def _host(self, found: _Match, fields: Fields) -> str:
        """Whose client it is; names as common as `images.create` count for ours only where something else says so."""
        common = found.surface.package_only or "." not in found.name
        own_spelling = self._resolver.unit.grammar.own_spelling
        host = self._whose.of_client(found.client, package_only=common or own_spelling)
        if host == FOREIGN and own_spelling and self._is_told(found, fields, common):
            host = self._whose.of_client(found.client)
            return "dynamic" if host == FOREIGN and self._is_ours(fields) else host
        return self._host_of_part(found, host)

    def _is_told(self, found: _Match, fields: Fields, common: bool) -> bool:
        """Whether the body says that it is one of ours: by its type, or by its fields."""
        if self._is_ours(fields):
            return True
        telling = {"prompt", *found.surface.image_fields}
        return not common and (bool(found.surface.tool) or bool(telling & set(map(field_of, fields.entries))))

    def _is_ours(self, fields: Fields) -> bool:
        """Whether the type of the body is one of ours."""
        return self._whose.speaks_of_ours("".join(str(one.value) for one in fields.entries.get(KIND, ())))

    def _host_of_part(self, found: _Match, host: str) -> str:
        """The host of what the part of a client was made from: `self.images = OpenAI().images`."""
        if host != "dynamic" or not isinstance(found.part, Member):
            return host
        parts = (one.expression for one in self._resolver.reach(found.part))
        kinds = {self._whose.of_client(one.base) for one in parts if isinstance(one, Member) and one != found.part}
        return kinds.pop() if len(kinds) == 1 else host

    def _called(self, call: Call) -> tuple[Expression | None, Call]:
        """The function that runs in the end, and the call with its arguments."""
        names = names_of(call.callee)
        if names[-1] in _RUNNERS:
            for position, argument in enumerate(call.arguments):
                inside = argument.value
                if isinstance(inside, Call) and names_of(inside.callee)[-1] in _RUNNERS:
                    return None, call  # the inner one is found by itself
                if argument.key is None and self._may_run(inside):
                    more = (_MORE,) if names[-1] == "partial" and not self._is_run(call) else ()
                    return inside, replace(call, arguments=(*call.arguments[position + 1 :], *more))
            return None, call
        handed = call.positional[0] if call.positional and _has_fields(call) else None
        if handed is not None and len(names_of(handed)) > 1 and names_of(handed)[-1] in self._last:
            return handed, replace(call, arguments=call.arguments[1:])  # a function of its own that runs another
        if isinstance(call.callee, Call) and call.callee.arguments:  # retry(...)(generate)(...), partial(generate)(...)
            return self._run_at_once(call, call.callee)
        return call.callee, call

    def _run_at_once(self, call: Call, made: Call) -> tuple[Expression | None, Call]:
        """The function that another makes a function of, which is called."""
        function = next(filter(self._may_run, made.positional), None)
        is_partial = names_of(made.callee)[-1] == "partial"
        if function is None or not (is_partial or _has_fields(call)):
            return None, call
        bound = tuple(one for one in made.arguments if one.value is not function) if is_partial else ()
        return function, replace(call, arguments=(*bound, *call.arguments))

    def _is_run(self, call: Call) -> bool:
        """Whether the function that a call makes is called where it stands, with nothing that is not seen."""
        around = (one for one in self._resolver.unit.calls if one.span != call.span and one.span.holds(call.span))
        return any(one.callee == call or names_of(one.callee)[-1] in _RUNNERS for one in around)

    def _may_run(self, function: Expression) -> bool:
        """Whether it ends in the last part of a call, or has a name that was given one."""
        return names_of(function)[-1] in self._last or self._is_given(names_of(function))

    def _match(self, function: Expression) -> _Match | None:
        """The surfaces that a function reaches, itself or through the name it was given."""
        direct = self._by_names(function)
        if direct is not None:
            return direct
        names = names_of(function)
        given = names if names[-1] else names[:-1]  # METHODS[name]
        if isinstance(function, (Branch, Fallback)) or self._is_given(given):  # generate = client.images.generate
            reached = [one.expression for one in self._resolver.reach(function)]
        elif isinstance(function, Member) and names[-1] in self._last:  # images = client.images
            reached = [
                replace(function, base=one)
                for one in map(_of_module, self._resolver.reach(function.base))
                if isinstance(one, Member)
            ]
        else:
            return None
        found = [one for one in map(self._by_names, reached) if one is not None]
        surfaces = tuple(dict.fromkeys(one.surface for one in found))
        return replace(found[0], surfaces=surfaces) if found else None

    def _is_given(self, names: tuple[str, ...]) -> bool:
        """Whether a name is given the last part of a call; any other name is not worth following."""
        values = (one.value for one in self._resolver.unit.bound(names))
        return any(name in self._last for one in values for name in _ends(one))

    def _by_names(self, function: Expression) -> _Match | None:
        names = tuple(name for name in names_of(function) if name not in _WRAPPERS)
        if not names or names[-1] not in self._last:
            return None
        for surface, path in self._paths:
            if names[-len(path) :] == path and len(names) > len(path):
                return _Match((surface,), ".".join(path), _client(function, path), _part(function))
        return None

    def _by_class(self, function: Expression, call: Call) -> _Match | None:
        """The surface that a method with a common name reaches: one of a class of an SDK, or that is given one."""
        name = names_of(function)[-1] if self._methods else ""
        for surface, path in self._methods:
            if name == path[-1] and isinstance(function, Member):
                given = (function.base, *(one.value for one in call.arguments))
                if any(self._whose.is_a(one, path[-2]) for one in given):
                    return _Match((surface,), name, function.base, _part(function))
        return None

    def _fields(self, call: Call, found: _Match) -> Fields:
        fields = self._unwrapped(self._resolver.entries(call.arguments))
        positional = found.surface.positional.get(found.name, ())
        context = self._resolver.unit.grammar.context_first
        for position, argument in enumerate(call.positional[context:]):
            values = self._by_position(argument, found.surface) or self._resolver.values(argument)
            body = next((self._unwrapped(one.value) for one in values if isinstance(one.value, Fields)), None)
            if body is not None:
                fields = Fields({**fields.entries, **body.entries}, fields.open or body.open)
            elif position < len(positional):
                fields = fields.with_entry(positional[position], values)
            elif position == 0:
                fields = replace(fields, open=True)
        extra = [one.value for one in fields.entries.get("extra_body", ()) if isinstance(one.value, Fields)]
        kept = {name: values for name, values in fields.entries.items() if name not in _TRANSPORT}
        for one in extra:
            kept |= one.entries
        files = {name: tuple(map(of_file, kept[name])) for name in found.surface.image_fields if name in kept}
        return Fields(kept | files, fields.open or not kept.keys() - {KIND})

    def _by_position(self, argument: Expression, surface: SurfaceCalls) -> tuple[Possible, ...]:
        """A body whose class takes its fields by position; empty where it is none."""
        found: list[tuple[Possible, ...]] = []
        for one in self._resolver.reach(argument) if surface.positional else ():
            made = one.expression
            fields = surface.positional.get(names_of(made.callee)[-1], ()) if isinstance(made, Call) else ()
            if isinstance(made, Call) and made.positional and fields:
                told = [Entry(Constant(name, made.span), of) for name, of in zip(fields, made.positional, strict=False)]
                rest = [Entry(None, of) for of in made.positional[len(fields) :]]
                whole = (*told, *rest, *(entry for entry in made.arguments if entry.key is not None))
                found.append(one.resolver.value(replace(one, expression=replace(made, arguments=whole, new=True))))
        return either(*found)

    @staticmethod
    def _unwrapped(fields: Fields) -> Fields:
        """The fields of the body that an argument holds: `parameters: {...}`, `query: ImagesQuery(...)`."""
        for name in _ENVELOPES & fields.entries.keys():
            values = fields.entries[name]
            body = next((one.value for one in values if isinstance(one.value, Fields)), Fields(open=True))
            rest = {other: of for other, of in fields.entries.items() if other != name}
            fields = Fields({**rest, **body.entries}, fields.open or body.open)
        return fields


def _has_fields(call: Call) -> bool:
    """Whether a call is given what a body holds, or may be."""
    return call.named("prompt", "input", "model") is not None or any(one.spread for one in call.arguments)


def _ends(given: Expression) -> Iterator[str]:
    """The last names of what a name may be given."""
    if isinstance(given, Branch):
        for option in given.options:
            yield from _ends(option)
    elif isinstance(given, Object):
        for entry in given.entries:
            yield from _ends(entry.value)
    elif isinstance(given, Call) and isinstance(given.callee, Member):
        yield from _ends(given.callee.base)  # generate.bind(client)
    elif isinstance(given, Member):
        yield given.name


def _words(path: tuple[str, ...]) -> list[bytes]:
    """What a file holds that calls a path: its last part, and the one before it."""
    return [name.encode() for name in path[-2:]]


def _of_module(reached: Reached) -> Expression:
    """What was reached; a name that is imported as the part of its module."""
    one = reached.expression
    if isinstance(one, Imported) and one.name:
        return Member(replace(one, name=""), Constant(one.name, one.span), one.span)
    return one


def _client(function: Expression, path: tuple[str, ...]) -> Expression:
    """What stands before the path: the client."""
    left = len(path)
    inside = function
    while left or _is_wrapper(inside):
        if isinstance(inside, Call):
            inside = inside.callee
        if not isinstance(inside, Member):
            return inside
        left -= inside.name not in _WRAPPERS
        inside = inside.base
    return inside


def _part(function: Expression) -> Expression:
    return function.base if isinstance(function, Member) else function


def _is_wrapper(expression: Expression) -> bool:
    return isinstance(expression, Member) and expression.name in _WRAPPERS
