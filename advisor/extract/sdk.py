"""Requests that are sent through an SDK."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from advisor.extract.resolve import Reached, Resolver
from advisor.extract.sent import Sent
from advisor.extract.spelling import snake
from advisor.extract.table import CallTable, SurfaceCalls
from advisor.extract.values import KIND, Fields
from advisor.extract.view import Branch, Call, Constant, Expression, Imported, Member, names_of
from advisor.extract.whose import FOREIGN, Whose

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
_DEPLOYMENTS = ("engine", "deployment_id")
"""Arguments of a call that name the model's deployment on Azure."""
_ENVELOPES = frozenset({"parameters", "params", "query", "request", "creation", "edit", "variation", "options"})
"""Arguments that hold the body."""


@dataclass(frozen=True, slots=True)
class _Match:
    surface: SurfaceCalls
    name: str
    client: Expression
    part: Expression
    """What the last name is called on."""


class SdkCalls:
    """Finds the calls of one file that go through an SDK."""

    def __init__(self, resolver: Resolver, whose: Whose, table: CallTable) -> None:
        language = resolver.unit.grammar.language
        family = "javascript" if language in ("typescript", "tsx") else language
        self._language = family
        self._resolver, self._whose = resolver, whose
        self._paths = [(surface, path) for surface in table.surfaces for path in surface.calls.get(family, ())]
        source = resolver.unit.source
        self._paths = [(surface, path) for surface, path in self._paths if all(map(source.__contains__, _words(path)))]
        self._paths.sort(key=lambda pair: -len(pair[1]))
        self._last = {path[-1] for _, path in self._paths}

    def __iter__(self) -> Iterator[Sent]:
        for call in self._resolver.unit.calls:
            sent = self._sent(call)
            if sent is not None:
                yield sent

    def _sent(self, call: Call) -> Sent | None:
        function, given = self._called(call)
        found = self._match(function) if function is not None else None
        if found is None:
            return None
        fields = self._fields(given, found)
        host = self._host(found, fields)
        if host == FOREIGN or (host == "dynamic" and self._takes_no_body(given, found)):
            return None
        if self._language in found.surface.model_in_client and not fields.entries.keys() & {"model", "Model"}:
            fields = fields.with_entry("model", self._whose.model_of_client(found.client))
        return Sent((found.surface,), self._deployed(fields, found, host), call.span, "sdk", host, call, self._resolver)

    def _deployed(self, fields: Fields, found: _Match, host: str) -> Fields:
        """The fields with the name of a deployment as the model, where they name none."""
        given = [fields.entries[name] for name in _DEPLOYMENTS if name in fields.entries]
        kept = Fields({name: of for name, of in fields.entries.items() if name not in _DEPLOYMENTS}, fields.open)
        if host == "azure" and not given:
            given = [self._whose.deployment_of_client(found.client)]
        if any(one.value for one in fields.entries.get("model", ())) or not any(given):
            return kept
        return kept.with_entry("model", given[0])

    def _takes_no_body(self, call: Call, found: _Match) -> bool:
        """Whether JavaScript gives it a plain value where ours take an object: another's method of the same name."""
        first = call.positional[0] if call.positional and self._language == "javascript" else None
        return isinstance(first, Constant) and not found.surface.positional.get(found.name)

    def _host(self, found: _Match, fields: Fields) -> str:
        """Whose client it is; names as common as `images.create` count for ours only where something else says so."""
        common = found.surface.package_only or "." not in found.name
        own_spelling = self._resolver.unit.grammar.own_spelling
        host = self._whose.of_client(found.client, package_only=common or own_spelling)
        if host == FOREIGN and own_spelling and self._is_told(found, fields, common):
            return self._whose.of_client(found.client)
        return self._host_of_part(found, host)

    def _is_told(self, found: _Match, fields: Fields, common: bool) -> bool:
        """Whether the body says that it is one of ours: by its type, or by its fields."""
        kind = "".join(str(one.value) for one in fields.entries.get(KIND, ()))
        if self._whose.speaks_of_ours(kind):
            return True
        telling = {"prompt", *found.surface.image_fields}
        return not common and (bool(found.surface.tool) or bool(telling & {snake(name) for name in fields.entries}))

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
                if argument.key is None and names_of(inside)[-1] in self._last:
                    return inside, replace(call, arguments=call.arguments[position + 1 :])
            return None, call
        handed = call.positional[0] if call.positional and call.named("prompt", "input") is not None else None
        if handed is not None and len(names_of(handed)) > 1 and names_of(handed)[-1] in self._last:
            return handed, replace(call, arguments=call.arguments[1:])  # a function of its own that runs another
        return call.callee, call

    def _match(self, function: Expression) -> _Match | None:
        """The surface that a function reaches, itself or through the name it was given."""
        direct = self._by_names(function)
        if direct is not None:
            return direct
        names = names_of(function)
        if len(names) == 1 and self._is_given(names):  # generate = client.images.generate
            reached = [one.expression for one in self._resolver.reach(function) if isinstance(one.expression, Member)]
        elif isinstance(function, Member) and names[-1] in self._last:  # images = client.images
            reached = [
                replace(function, base=one)
                for one in map(_of_module, self._resolver.reach(function.base))
                if isinstance(one, Member)
            ]
        else:
            return None
        return next(filter(None, map(self._by_names, reached)), None)

    def _is_given(self, names: tuple[str, ...]) -> bool:
        """Whether a name is given the last part of a call; any other name is not worth following."""
        values = (one.value for one in self._resolver.unit.bindings.get(names, ()))
        parts = (part for one in values for part in (one.options if isinstance(one, Branch) else (one,)))
        return any(isinstance(part, Member) and part.name in self._last for part in parts)

    def _by_names(self, function: Expression) -> _Match | None:
        names = tuple(name for name in names_of(function) if name not in _WRAPPERS)
        if not names or names[-1] not in self._last:
            return None
        for surface, path in self._paths:
            if names[-len(path) :] == path and len(names) > len(path):
                return _Match(surface, ".".join(path), _client(function, path), _part(function))
        return None

    def _fields(self, call: Call, found: _Match) -> Fields:
        fields = self._unwrapped(self._resolver.entries(call.arguments))
        positional = found.surface.positional.get(found.name, ())
        context = self._resolver.unit.grammar.context_first
        for position, argument in enumerate(call.positional[context:]):
            values = self._resolver.values(argument)
            body = next((one.value for one in values if isinstance(one.value, Fields)), None)
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
        return Fields(kept, fields.open)

    @staticmethod
    def _unwrapped(fields: Fields) -> Fields:
        """The fields of the body that an argument holds: `parameters: {...}`, `query: ImagesQuery(...)`."""
        for name in _ENVELOPES & fields.entries.keys():
            values = fields.entries[name]
            body = next((one.value for one in values if isinstance(one.value, Fields)), Fields(open=True))
            rest = {other: of for other, of in fields.entries.items() if other != name}
            fields = Fields({**rest, **body.entries}, fields.open or body.open)
        return fields


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
