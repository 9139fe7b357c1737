"""Whose client a call goes through, and whose server an address is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from advisor.extract.address import is_ours, with_deployment
from advisor.extract.resolve import Reached, Resolver
from advisor.extract.table import CallTable
from advisor.extract.values import HOLE, Fields, Possible, either
from advisor.extract.view import (
    Call,
    Constant,
    Expression,
    Imported,
    Member,
    Name,
    Parameter,
    Span,
    Unknown,
    names_of,
)
from advisor.facts import UNKNOWN

__all__ = ["FOREIGN", "Whose"]

FOREIGN = "foreign"
"""Another vendor's own client: no request of ours, whatever its methods are called."""
_DYNAMIC = "dynamic"
_DEEPEST = 4
"""Calls inside of a client's call in which its address may stand."""
_COPIES = frozenset({"with_options", "withOptions", "copy"})
"""Methods of a client that give the same client with other settings."""
_DEPLOYMENT_ARGUMENTS = ("azure_deployment", "deployment", "deploymentName", "deployment_name")
"""Arguments of a client that name the model's deployment."""
_OF_AZURE = re.compile(r"/openai/(?:deployments|images)/|/openai/v\d+/.*[?&]api-version=")
"""What only Azure has in an address, whatever the host."""
_ADDRESS_ARGUMENTS = ("base_url", "baseURL", "azure_endpoint", "endpoint", "basePath", "api_base", "apiBase", "baseUrl")


class Whose:
    """Tells hosts apart for the calls of one file."""

    def __init__(self, resolver: Resolver, table: CallTable) -> None:
        self._resolver = resolver
        self._table = table
        self._packages = table.packages.get(_family(resolver.unit.grammar.language), ())
        self._clients = {client.name: client.host for client in table.clients}
        self._asked: set[Span] = set()

    # -- clients -----------------------------------------------------------------------------------------------------

    def of_client(self, client: Expression, *, package_only: bool = False) -> str:
        """The kind of host that a client calls; FOREIGN where the client is another vendor's own."""
        reached = self._resolver.reach(client)
        if package_only and isinstance(client, Name) and client.name in self._resolver.unit.grammar.instance:
            return FOREIGN  # a method of its own
        kinds = {self._of_reached(one, package_only) for one in reached}
        unknown = kinds == {_DYNAMIC} or all(isinstance(one.expression, (Name, Member, Unknown)) for one in reached)
        if unknown and (annotation := self._annotation(client)):
            kinds = {self._of_class(annotation, reached[0], package_only)}
        known = kinds - {FOREIGN, _DYNAMIC}
        if known:
            return known.pop() if len(known) == 1 else _DYNAMIC
        return FOREIGN if FOREIGN in kinds else _DYNAMIC

    def _annotation(self, client: Expression) -> str:
        """The type that a name is declared to have."""
        names, unit = names_of(client), self._resolver.unit
        bindings = [*unit.bindings.get(names, ())]
        if unit.grammar.bare_members and names[0] in unit.grammar.instance:
            bindings += unit.bindings.get(names[1:], ())
        return next((one.annotation for one in bindings if one.annotation), "")

    def model_of_client(self, client: Expression) -> tuple[Possible, ...]:
        """The model that a client was made for: its first argument."""
        found: list[tuple[Possible, ...]] = []
        for one in self._resolver.reach(client):
            made = one.expression
            if isinstance(made, Call) and names_of(made.callee)[-1].removeprefix("Get") in self._clients:
                given = made.named("model", "deploymentName") or next(iter(made.positional), None)
                found += [one.resolver.values(given, one.frame)] if given is not None else []
        return either(*found) or (Possible(UNKNOWN, "unknown"),)

    def deployment_of_client(self, client: Expression) -> tuple[Possible, ...]:
        """The deployment that a client was made for, by its name or in its address; nothing where it is told none."""
        for one in self._resolver.reach(client):
            made = one.expression
            if not isinstance(made, Call):
                continue
            given = [one.resolver.entries(made.arguments, one.frame)]
            given += [one.resolver.fields(argument, one.frame) for argument in made.positional]
            for fields in given:
                for name in (name for name in _DEPLOYMENT_ARGUMENTS if name in fields.entries):
                    return fields.entries[name]
                addresses = (each for name in _ADDRESS_ARGUMENTS for each in fields.entries.get(name, ()))
                texts = [each.value for each in addresses if isinstance(each.value, str)]
                if texts and (found := with_deployment(Fields(), texts).entries.get("model")):
                    return found
        return ()

    def _of_reached(self, reached: Reached, package_only: bool) -> str:
        expression = reached.expression
        if isinstance(expression, Call):
            return self._of_instance(expression, reached, package_only)
        if isinstance(expression, Imported):
            if self._is_ours(expression.module):
                return self._of_module(reached)
            return self._unknown(expression.module, package_only)
        if isinstance(expression, Parameter) and expression.annotation:
            return self._of_class(expression.annotation, reached, package_only)
        if isinstance(expression, Name) and expression.name in self._packages:
            return self._of_module(reached)
        if isinstance(expression, Member) and not package_only:
            return self._of_part(expression, reached)
        named = expression.name if isinstance(expression, Parameter) else "".join(names_of(expression))
        return self._unknown(named, package_only)

    def _of_part(self, member: Member, reached: Reached) -> str:
        """A part of something: of another vendor's client, or not known."""
        base = Reached(member.base, reached.frame, reached.origin, reached.resolver)
        inside = member.base
        return self._of_reached(base, False) if isinstance(inside, (Call, Member)) else _DYNAMIC

    def _unknown(self, name: str, package_only: bool) -> str:
        """A client that nothing is known of; calls with common names count only where something speaks of a package."""
        if not package_only:
            return _DYNAMIC
        return _DYNAMIC if self.speaks_of_ours(name) or self._knows_ours(self._resolver) else FOREIGN

    def speaks_of_ours(self, name: str) -> bool:
        """Whether a name holds that of a package, or of a class that is a client."""
        words = {word for package in self._packages for word in re.findall(r"[a-z]{5,}", package.lower())}
        words |= {client.lower() for client in self._clients}
        return any(word in name.lower() for word in words - {"github", "client"})

    def _knows_ours(self, resolver: Resolver) -> bool:
        """Whether a file imports one of our packages."""
        bindings = (one for of in resolver.unit.bindings.values() for one in of)
        return any(isinstance(one.value, Imported) and self._is_ours(one.value.module) for one in bindings)

    def _is_ours(self, module: str) -> bool:
        return any(module == package or module.startswith((f"{package}.", f"{package}/")) for package in self._packages)

    def _imports_ours(self, callee: Expression, reached: Reached) -> bool:
        """Whether what is called comes from one of our packages: `openai.NewClient(...)`."""
        root = callee
        while isinstance(root, (Member, Call)):
            root = root.base if isinstance(root, Member) else root.callee
        if self._is_ours(".".join(names_of(callee))):
            return True
        found = (one.expression for one in reached.resolver.reach(root, reached.frame))
        return any(isinstance(one, Imported) and self._is_ours(one.module) for one in found)

    def _of_instance(self, call: Call, reached: Reached, package_only: bool) -> str:
        """The host of what a call makes; a client that is made of itself is not known."""
        if call.span in self._asked:
            return _DYNAMIC
        self._asked.add(call.span)
        try:
            return self._of_made(call, reached, package_only)
        finally:
            self._asked.discard(call.span)

    def _of_made(self, call: Call, reached: Reached, package_only: bool) -> str:
        names = names_of(call.callee)
        for name in reversed(names):
            if name in self._clients:
                return self._told(self._address(call, reached), self._clients[name])
        if names[-1] in _COPIES and isinstance(call.callee, Member):
            return self._address(call, reached) or self.of_client(call.callee.base)
        made_by = names[-1].removeprefix("Get")
        if made_by in self._clients and isinstance(call.callee, Member):  # client.GetImageClient(model)
            base = self.of_client(call.callee.base)
            return base if base not in (FOREIGN, _DYNAMIC) else self._of_annotated(call.callee.base, made_by)
        if self._resolver.unit.grammar.own_spelling and self._imports_ours(call.callee, reached):
            return self._address(call, reached) or "openai"
        if package_only:
            return FOREIGN
        return self._of_class(".".join(names_of(call.callee)), reached, package_only)

    @staticmethod
    def _told(address: str, usual: str) -> str:
        """The host of a client; one that is made for a vendor stays with it where its address is not known."""
        return usual if not address or (address == _DYNAMIC and usual != "openai") else address

    def _of_annotated(self, client: Expression, made: str) -> str:
        """The host of a client that another one made."""
        words = re.findall(r"\w+", self._annotation(client))
        return next((self._clients[word] for word in words if word in self._clients), self._clients[made])

    def _of_class(self, written: str, reached: Reached, package_only: bool) -> str:
        """The host of a class that is known by name only, such as in a type."""
        words = re.findall(r"[A-Za-z_][\w.]*", written)
        for word in words:
            if word.split(".")[-1] in self._clients:
                return self._clients[word.split(".")[-1]]
        for word in words:
            found = reached.resolver.reach(Name(word.split(".")[0], Span(0, 0)))
            ours = [one.expression.module for one in found if isinstance(one.expression, Imported)]
            if reached.resolver.unit.grammar.own_spelling and any(map(self._is_ours, ours)):
                return "azure" if "azure" in f"{ours[0]}.{word}".lower() else "openai"
            if any(self._is_strange(one, word.split(".")[-1]) for one in found):
                return FOREIGN
        if package_only and words and self._resolver.unit.grammar.own_spelling:
            return _DYNAMIC if self.speaks_of_ours(written) else FOREIGN
        return self._unknown(written, package_only)

    def _is_strange(self, found: Reached, class_name: str) -> bool:
        """Whether a class is another vendor's: its module is another's, or its file of the run knows no package."""
        expression = found.expression
        if isinstance(expression, Imported):
            own = expression.module.startswith((".", "@/", "~/"))
            return not own and self._is_foreign(expression.module, class_name)
        defined = isinstance(expression, Name) and any(one.name == class_name for one in found.resolver.unit.classes)
        return defined and found.resolver is not self._resolver and not self._knows_ours(found.resolver)

    def _is_foreign(self, module: str, class_name: str) -> bool:
        """A class of another package; a function that gives a client may give any."""
        ours = any(package.lower() in f"{module} {class_name}".lower() for package in self._packages)
        return not ours and class_name[:1].isupper() and class_name not in _ANY

    def _address(self, call: Call, reached: Reached, depth: int = 0) -> str:
        """The kind of host that a client is told to call; empty where it is told none."""
        given = reached.resolver.entries(call.arguments, reached.frame)
        own_spelling = self._resolver.unit.grammar.own_spelling
        named = [one.value for one in call.arguments if one.name and own_spelling]
        for one in (*call.positional, *named) if depth < _DEEPEST else ():
            inner = reached.resolver.reach(one, reached.frame)
            for found in inner:
                if isinstance(found.expression, Call):  # a Configuration
                    nested = self._of_option(found.expression, found) or self._address(
                        found.expression, found, depth + 1
                    )
                    if nested:
                        return nested
                elif isinstance(found.expression, Constant) and re.match("https?://", str(found.expression.value)):
                    return self.of_address(str(found.expression.value))
            fields = reached.resolver.fields(one, reached.frame)
            given = type(given)({**fields.entries, **given.entries})
        for name in _ADDRESS_ARGUMENTS:
            if name in given.entries:
                return self.of_addresses(given.entries[name])
        for name, values in given.entries.items():
            if self._resolver.unit.grammar.own_spelling and _plain(name) in _ADDRESS_NAMES:
                return self.of_addresses(_inner(values)) or _DYNAMIC
        return ""

    def _of_option(self, call: Call, reached: Reached) -> str:
        """What an option that is a call tells: `option.WithBaseURL(url)`, `DefaultAzureConfig(key, url)`."""
        names = names_of(call.callee)
        kind = self._clients.get(names[-1], "openai")
        if kind != "openai" or "azure" in ".".join(names).lower():
            return "azure"
        if _plain(names[-1]) in _ADDRESS_NAMES and call.positional:
            return self.of_addresses(reached.resolver.values(call.positional[0], reached.frame)) or _DYNAMIC
        return ""

    def _of_module(self, reached: Reached) -> str:
        """The host of the package's own functions, which its settings may have moved."""
        bindings = reached.resolver.unit.bindings
        names = [name for name in bindings if len(name) == 2 and self._is_package_name(name[0], reached)]
        for name in names:
            for binding in bindings[name]:
                if name[1] in _ADDRESS_ARGUMENTS:
                    return self.of_addresses(reached.resolver.values(binding.value))
                if name[1] == "api_type" and any(
                    "azure" in str(one.value) for one in reached.resolver.values(binding.value)
                ):
                    return "azure"
        return "openai"

    def _is_package_name(self, name: str, reached: Reached) -> bool:
        found = reached.resolver.unit.bindings.get((name,), ())
        return name in self._packages or any(
            isinstance(one.value, Imported) and self._is_ours(one.value.module) for one in found
        )

    # -- addresses ---------------------------------------------------------------------------------------------------

    def of_addresses(self, addresses: tuple[Possible, ...]) -> str:
        """The kind of host of an address that may be several: one that may be told otherwise and is ours is dynamic."""
        kinds = [self.of_address(one.value) for one in addresses if isinstance(one.value, str) and one.value]
        open_ = any(one.value is UNKNOWN for one in addresses)
        known = [kind for kind in kinds if kind != _DYNAMIC]
        if not known:
            return _DYNAMIC if kinds or open_ else ""
        return _DYNAMIC if open_ and known[0] == "openai" else known[0]

    def of_address(self, address: str) -> str:
        """The kind of host of an address; dynamic where its host is not known."""
        host = _host_of(address)
        if not host or host.startswith("$"):
            return _DYNAMIC
        return self._kind(host) or (_DYNAMIC if HOLE in host else "gateway")

    def _kind(self, host: str) -> str:
        """The kind of a host that is named; empty where none is."""
        named = (kind for kind, patterns in self._table.hosts if any(fnmatchcase(host, one) for one in patterns))
        return next(named, "")

    def is_only_alike(self, addresses: Iterable[str]) -> bool:
        """Whether every address only ends like one of ours: below another path, on a host that is not named."""
        whole = {path for surface in self._table.surfaces for path in surface.paths}
        return all(not self._kind(_host_of(address)) and not is_ours(address, whole) for address in addresses)


def _host_of(address: str) -> str:
    """The host in an address; empty where there is none."""
    match = re.match(r"(?:https?:)?//(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)", address)
    host = match[1].lower().strip("[]") if match else ""
    if not host and not address.startswith(("/", HOLE)) and re.match(r"[\w.-]+\.[a-z]{2,}(?=[:/]|$)", address):
        host = re.split(r"[:/]", address.lower())[0]
    if _OF_AZURE.search(address):
        host = host if host and HOLE not in host else "x.openai.azure.com"
    return host


def _inner(values: tuple[Possible, ...]) -> tuple[Possible, ...]:
    """The address in what holds one: `host = OpenAIHost(baseUrl = url)`."""
    found: list[Possible] = []
    for one in values:
        held = one.value.entries.items() if isinstance(one.value, Fields) else ()
        found += [inner for name, of in held if _plain(name) in _ADDRESS_NAMES for inner in of] or [one]
    return tuple(found)


def _plain(name: str) -> str:
    """A setting's name however it is written: `WithBaseURL`, `base_url` and `baseUrl` are the same."""
    return re.sub(r"^(?:with|set)|_", "", name.lower())


_ADDRESS_NAMES = frozenset(
    {"baseurl", "baseuri", "uribase", "apibase", "endpoint", "azureendpoint", "basepath", "host", "baseaddress"}
)
_ANY = frozenset({"Any", "Optional", "Union", "Callable", "Awaitable", "Promise", "Type", "Object"})


def _family(language: str) -> str:
    """Languages that share their packages."""
    return "javascript" if language in ("typescript", "tsx") else language
