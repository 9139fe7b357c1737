"""Requests that are sent as raw HTTP: to an address that ends in a surface's path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from advisor.extract.address import Addresses, path_written, with_deployment
from advisor.extract.flow import Flow
from advisor.extract.http_body import HttpBodies
from advisor.extract.parts import LINKS, Parts, base_address
from advisor.extract.resolve import Frame, Resolver
from advisor.extract.sent import Sent
from advisor.extract.table import CallTable
from advisor.extract.values import HOLE, Fields, Possible
from advisor.extract.view import (
    Call,
    Constant,
    Expression,
    Function,
    Imported,
    Joined,
    Member,
    Name,
    Span,
    is_struct,
    names_of,
)
from advisor.extract.whose import FOREIGN, Whose

__all__ = ["HttpCalls"]


_DECLARES = ("stub", "mock", "expect", "assert", "allow", "Register", "Mock")
"""How functions begin that say what is answered, or what should have been asked."""
_SENDER = re.compile(
    r"(?:^|_)(?:post|put|fetch|requests?|send|call|ajax|axios|got|ky|urlopen|open|execute|stream)(?:$|_)|(?:^|_)api$"
    r"|^(?:post|fetch|send|call)[A-Z]"
    r"|(?:Post|Fetch|Request|Send|Call|Execute|Ajax|Open)(?:[A-Z_]|$)|^\$fetch$|^\$http$|^http$"
    r"|^requestUrl$|^ofetch$|^file_get_contents$|^curl_|^exchange$|^method$|^POST$|^openConnection$|^HttpPost$|^submitForm",
)
"""Names of functions that send a request."""
_READING = frozenset({"GET", "HEAD", "OPTIONS", "DELETE"})
_READS_ALONE = frozenset({"fetch", "$fetch", "ofetch", "urlopen", "file_get_contents"})
"""Functions that only read when they are given an address alone."""
_INBOUND = frozenset({"Request", "NextRequest"})
"""Classes of requests that fetch sends, and that handlers of a server are given."""
_MOCKS = frozenset(
    {
        "nock",
        "respx",
        "responses",
        "requests_mock",
        "mock",
        "mocker",
        "m",
        "aioresponses",
        "httpx_mock",
        "httpserver",
        "rest",
        "msw",
        "fetchMock",
        "fetch_mock",
        "mockServer",
        "server",
        "app",
        "router",
        "fastify",
        "api_router",
        "blueprint",
        "page",
        "cy",
        "wiremock",
        "test_client",
        "testClient",
        "TestClient",
        "supertest",
        "httptest",
        "httpmock",
        "WireMock",
        "Mock",
        "mockito",
        "SELF",
        "worker",
        "live_server",
        "liveServer",
        "console",
        "logger",
        "logging",
        "log",
    }
)
"""Names that answer a request instead of sending one, or only speak of it."""


_ARGUMENT = re.compile(rb"[(,]\s*([A-Za-z_]\w*)(?=\s*[.,)])")
"""An argument that begins with a name and has none itself."""


class HttpCalls:
    """Finds the calls of one file that send raw HTTP."""

    def __init__(self, resolver: Resolver, whose: Whose, table: CallTable) -> None:
        self._resolver, self._whose, self._table = resolver, whose, table
        self._parts = Parts(resolver)
        self._addresses, self._bodies = Addresses(table), HttpBodies(resolver, self._parts)

    def __iter__(self) -> Iterator[Sent]:
        """The outermost calls that name an address: a helper's own call only where no call of the helper does."""
        found: list[tuple[Sent, Function | None]] = []
        for call in self._candidates():
            if not any(sent.span.holds(call.span) for sent, _ in found):
                helper = self._resolver.scope.function_of(call)
                sent = self._through(helper, call) if helper is not None else self._sent(call, None)
                if sent is not None:
                    found.append((sent, helper))
        helpers = [helper.span for _, helper in found if helper is not None]
        return (sent for sent, _ in found if not any(span.holds(sent.span) for span in helpers))

    def _candidates(self) -> list[Call]:
        """The calls that may be given an address, of this file or of another one; in order."""
        unit, scope = self._resolver.unit, self._resolver.scope
        given = Flow(unit, scope).calls_given(self._addresses.places(unit.source))
        found = {call.span: call for call in (*given, *self._with_imported_addresses())}
        return sorted(found.values(), key=lambda call: (call.span.start, -call.span.end))

    def _with_imported_addresses(self) -> Iterator[Call]:
        """The calls that send to what another file names."""
        unit = self._resolver.unit
        imported = {binding.names[0] for binding in unit.imports}
        written = {name.encode("utf-8", "replace") for name in imported}
        for found in _ARGUMENT.finditer(unit.source) if imported else ():
            if found[1] in written:
                call = unit.call_at(Span(*found.span(1)))
                if call and _SENDER.search(names_of(call.callee)[-1]) and not imported.isdisjoint(_roots(call)):
                    yield call

    def _through(self, helper: Function, call: Call) -> Sent | None:
        """The request that a function of the file sends for a call that gives it the path or the address."""
        given = [address for address in self._addresses_of(call, None) if self._addresses.surface(address)]
        if not given:
            return None
        senders = list(self._senders(Frame(helper, call, None)))
        if not senders:
            return None
        for inner, frame in senders:
            sent = self._sent(inner, frame)
            if sent is not None:
                seen = sent.fields.entries.keys() - {"model"}
                fields = sent.fields if seen else _with_model_of(sent.fields, self._bodies.of(call, None))
                return replace(sent, span=call.span, call=call, fields=fields)
        surfaces = tuple(dict.fromkeys(filter(None, map(self._addresses.surface, given))))
        return Sent(surfaces, self._bodies.of(call, None), call.span, "http", "dynamic", call, self._resolver)

    def _sent(self, call: Call, frame: Frame | None) -> Sent | None:
        name = names_of(call.callee)[-1]
        if not _SENDER.search(name) or self._answers(call) or self._asks(call, frame):
            return None
        if name.startswith(_DECLARES) or (name in LINKS and not self._parts.is_request(call)):
            return None
        addresses = self._addresses_of(call, frame)
        surfaces = tuple(dict.fromkeys(filter(None, map(self._addresses.surface, addresses))))
        if not surfaces or _has_handler(call, addresses) or not (frame or self._is_sent(call, addresses)):
            return None
        host = self._host(call, addresses)
        asked = call.callee.base if isinstance(call.callee, Member) else call.callee
        if host in ("other-vendor", "chatgpt-backend") or self._whose.is_double(asked):
            return None
        if host not in ("openai", "azure") and self._comes_in(call):
            return None
        fields = with_deployment(self._bodies.of(call, frame), addresses)
        alike = host in ("gateway", "dynamic", "local") and self._is_only_alike(call, addresses)
        path = path_written(addresses, self._table)
        return Sent(surfaces, fields, call.span, "http", host, call, self._resolver, alike, path)

    def _asks(self, call: Call, frame: Frame | None) -> bool:
        """Whether it only reads: its method says so, or it has an address and nothing to send."""
        if names_of(call.callee)[-1] in _READS_ALONE and len(call.arguments) == 1:
            return isinstance(call.arguments[0].value, (Constant, Joined))
        given = [call.named("method"), *call.positional[:1]]
        methods = [text for one in given if one is not None for text in self._texts(one, frame)]
        for one in call.positional[:2]:
            fields = self._options(one, frame)
            methods += [str(of.value) for of in fields.entries.get("method", ())] if fields else []
        return any(method.upper() in _READING for method in methods)

    def _comes_in(self, call: Call) -> bool:
        """Whether it is made for a server of one's own: `new Request(...)` that no fetch is given, or one of a test."""
        if call.new and names_of(call.callee)[-1] in _INBOUND:
            return True
        parts = [part for one in call.positional[:2] for part in (one.parts if isinstance(one, Joined) else ())]
        return any(self._is_own_server(part) for part in parts)

    def _is_own_server(self, part: Expression) -> bool:
        names = set(names_of(part))
        if names & (_MOCKS | {"location"}):
            return True
        made = self._resolver.reach(part.base) if isinstance(part, Member) else self._resolver.reach(part)
        return any(isinstance(one.expression, Call) and set(names_of(one.expression.callee)) & _MOCKS for one in made)

    def _is_only_alike(self, call: Call, addresses: list[str]) -> bool:
        """Whether an address only ends as ours do, on a server that nothing is known of."""
        bases = [one.value for one in self._base_address(call) if isinstance(one.value, str)]
        if bases and all(base.startswith("/") for base in bases):
            return True
        return self._whose.hosts.is_only_alike(one for one in addresses if self._addresses.names_one(one))

    def _senders(self, frame: Frame, depth: int = 0) -> Iterator[tuple[Call, Frame]]:
        """The calls in a function that send something, those of the functions it calls included."""
        for call in self._resolver.unit.calls_in(frame.function.span):
            inner = self._resolver.scope.function_of(call)
            if inner is None and _SENDER.search(names_of(call.callee)[-1]) and not self._answers(call):
                yield call, frame
            elif inner is not None and inner.span != frame.function.span and depth < 2:
                yield from self._senders(Frame(inner, call, frame), depth + 1)

    def _answers(self, call: Call) -> bool:
        """Whether it is a mock or a server that declares what it answers."""
        callee = call.callee
        names = names_of(callee)
        if self._resolver.unit.source[call.span.start - 1 : call.span.start] == b"@":  # a decorator
            return True
        if isinstance(callee, Member) and (set(names[:-1]) & _MOCKS):
            return True
        root: Expression = callee
        while isinstance(root, (Member, Call)):
            root = root.base if isinstance(root, Member) else root.callee
        if isinstance(root, Name) and root.name in _MOCKS and not isinstance(callee, Name):
            return True
        for one in self._resolver.reach(callee.base) if isinstance(callee, Member) else ():
            made = one.expression
            written = names_of(made.callee) if isinstance(made, Call) else ()
            if set(written) & _MOCKS:
                return True
            if isinstance(made, Imported) and {made.module.split(".")[0], made.name} & _MOCKS:
                return True
        return False

    def _is_sent(self, call: Call, addresses: list[str]) -> bool:
        """Whether something is sent to the address; a path alone counts where the client has an address of its own."""
        if any(re.match(rf"(?:https?://|[^/]*{HOLE})", address) for address in addresses):
            return True
        return bool(self._base_address(call) or self._host_of_client(call)) or any(
            not address.startswith("/") and "." in address.split("/")[0] for address in addresses
        )

    def _base_address(self, call: Call) -> tuple[Possible, ...]:
        """The address that a client was made with: `axios.create({baseURL})`, `httpx.Client(base_url=...)`."""
        callee = call.callee
        if not isinstance(callee, (Member, Name)):
            return ()
        for one in self._resolver.reach(callee.base if isinstance(callee, Member) else callee):
            if isinstance(one.expression, Call):
                given = [one.resolver.entries(one.expression.arguments, one.frame)]
                given += [one.resolver.fields(argument, one.frame) for argument in one.expression.positional]
                found = base_address(one, given)
                if found:
                    return found
                for fields in given:
                    for name in ("baseURL", "base_url", "baseUrl", "prefixUrl", "prefix_url", "prefix"):
                        if name in fields.entries:
                            return fields.entries[name]
        return ()

    def _host(self, call: Call, addresses: list[str]) -> str:
        whole = [one for one in addresses if self._addresses.names_one(one)]
        kinds = [self._whose.hosts.of_address(one) for one in whole]
        known = [kind for kind in kinds if kind != "dynamic"]
        if known:
            mixed = "dynamic" in kinds and known[0] == "openai"
            return "dynamic" if mixed else known[0]
        return self._whose.hosts.of_addresses(self._base_address(call)) or self._host_of_client(call) or "dynamic"

    def _host_of_client(self, call: Call) -> str:
        """The host of an SDK's own client, which sends to paths too; empty where it is none."""
        callee = call.callee
        host = self._whose.of_client(callee.base, package_only=True) if isinstance(callee, Member) else FOREIGN
        return "" if host in (FOREIGN, "dynamic") else host

    # -- the address -------------------------------------------------------------------------------------------------

    def _addresses_of(self, call: Call, frame: Frame | None) -> list[str]:
        """The texts among the arguments that may be the address: given by position, by name, or in an object."""
        found: list[str] = []
        for argument in call.arguments:
            if argument.key is None or argument.name in ("url", "uri", "endpoint", "path", "address", "input"):
                found += self._texts(argument.value, frame)
        for address in self._parts.addresses(call):
            found += self._texts(address, frame)
        for one in call.positional[:2]:
            fields = self._options(one, frame) or Fields()
            hosts = [of.value for name in ("hostname", "host") for of in fields.entries.get(name, ())]
            start = f"https://{hosts[0] if isinstance(hosts[0], str) else HOLE}" if hosts else ""
            for name in ("url", "uri", "path", "endpoint", "CURLOPT_URL"):
                given = [of.value for of in fields.entries.get(name, ()) if isinstance(of.value, str)]
                found += [start + each if each.startswith("/") else each for each in given]
        return found

    def _texts(self, expression: Expression, frame: Frame | None) -> list[str]:
        return [one.value for one in self._resolver.values(expression, frame) if isinstance(one.value, str)]

    def _options(self, expression: Expression, frame: Frame | None) -> Fields | None:
        if any(is_struct(one.expression) for one in self._resolver.reach(expression, frame)):
            return None  # a request that was made elsewhere, and is found there
        values = self._resolver.values(expression, frame)
        return next((one.value for one in values if isinstance(one.value, Fields)), None)


def _roots(call: Call) -> Iterator[str]:
    """The names that the first arguments of a call begin with."""
    return (names_of(one)[0] for one in call.positional[:2])


def _has_handler(call: Call, addresses: list[str]) -> bool:
    """Whether a function answers the request: then it is a route that is declared and not called."""
    method = names_of(call.callee)[-1]
    if len(call.positional) > 2 and any(address.startswith("http") for address in addresses):
        return False  # it is handed the answer
    return (
        len(names_of(call.callee)) > 1
        and method in ("post", "put", "all", "route", "use")
        and any(isinstance(one, Function) for one in call.positional[1:])
    )


def _with_model_of(fields: Fields, body: Fields) -> Fields:
    """A body with the model that is known otherwise."""
    return Fields({**fields.entries, **body.entries}, body.open)
