"""Whose client a call goes through, and whose server an address is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from advisor.extract.address import with_deployment
from advisor.extract.doubles import replaced_in, says_double, stands_in
from advisor.extract.hosts import Hosts
from advisor.extract.languages import family_of
from advisor.extract.resolve import Reached, Resolver
from advisor.extract.spelling import field_of
from advisor.extract.table import CallTable, SurfaceCalls
from advisor.extract.values import Fields, Possible, merged
from advisor.extract.view import (
    Call,
    Constant,
    Expression,
    Function,
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
_LONG = 5
"""Letters of a vendor's name that other words hardly hold."""
_COPIES = frozenset({"with_options", "withOptions", "copy"})
"""Methods of a client that give the same client with other settings."""
_DEPLOYMENT_ARGUMENTS = ("azure_deployment", "deployment", "deploymentName", "deployment_name")
"""Arguments of a client that name the model's deployment."""
_ADDRESS_ARGUMENTS = ("base_url", "baseURL", "azure_endpoint", "endpoint", "basePath", "api_base", "apiBase", "baseUrl")


class Whose:
    """Tells hosts apart for the calls of one file."""

    def __init__(self, resolver: Resolver, table: CallTable) -> None:
        self._resolver = resolver
        self._table, self.hosts = table, Hosts(table)
        self._packages = table.packages.get(family_of(resolver.unit.grammar.language), ())
        self._clients = {client.name: client.host for client in table.clients}
        self._asked: set[Span] = set()

    # -- clients -----------------------------------------------------------------------------------------------------

    def of_client(self, client: Expression, *, package_only: bool = False) -> str:
        """The kind of host that a client calls; FOREIGN where the client is another vendor's own."""
        reached = self._resolver.reach(client)
        if package_only and isinstance(client, Name) and client.name in self._resolver.unit.grammar.instance:
            return FOREIGN  # a method of its own
        kinds = {self._of_reached(one, package_only) for one in reached}
        unknown = kinds == {_DYNAMIC} or not any(_names_class(one.expression) for one in reached)
        if unknown and (annotation := self._annotation(client)):
            kinds = {self._of_class(annotation, reached[0], package_only)}
        if package_only and self._is_named_for_ours(client, reached):
            kinds = {_DYNAMIC}
        known = kinds - {FOREIGN, _DYNAMIC}
        if known:
            return known.pop() if len(known) == 1 else _DYNAMIC
        return FOREIGN if FOREIGN in kinds else _DYNAMIC

    def is_double(self, client: Expression) -> bool:
        """Whether a test puts something else in the place of a client, or of the server that it calls."""
        named = any(map(says_double, names_of(client)))
        return named or self._is_replaced or any(map(stands_in, self._resolver.reach(client)))

    @cached_property
    def _is_replaced(self) -> bool:
        """Whether the file puts something else in the place of a package: `jest.mock("package")`."""
        replaced = replaced_in(self._resolver.unit)
        named = (str(one.value) if isinstance(one, Constant) else ".".join(names_of(one)) for one in replaced)
        return any(map(self._is_ours, named))

    def _annotation(self, client: Expression) -> str:
        """The type that a name is declared to have."""
        names, unit = names_of(client), self._resolver.unit
        bindings = unit.bound(names)
        if unit.grammar.own_spelling and names[0] in unit.grammar.instance:
            bindings = [*bindings, *unit.bound(names[1:])]
        return next((one.annotation for one in bindings if one.annotation), "")

    def is_a(self, expression: Expression, class_name: str) -> bool:
        """Whether an expression is an instance of a class, as it was made or is declared."""
        made = (one.expression for one in self._resolver.reach(expression))
        named = [
            one.annotation if isinstance(one, Parameter) else names_of(one.callee)[-1]
            for one in made
            if isinstance(one, (Call, Parameter))
        ]
        return any(re.search(rf"\b{class_name}\b", name) for name in (*named, self._annotation(expression)))

    def fields_of_client(self, client: Expression, surface: SurfaceCalls) -> Fields:
        """The fields that a client was made with, which it sends with every body."""
        found: list[dict[str, tuple[Possible, ...]]] = []
        for one in self._resolver.reach(client):
            made = one.expression
            name = names_of(made.callee)[-1] if isinstance(made, Call) else ""
            if isinstance(made, Call) and name.removeprefix("Get") in self._clients:
                given = one.resolver.entries(made.arguments, one.frame).entries
                placed = zip(surface.positional.get(name, ()), made.positional, strict=False)
                sent = {field: one.resolver.values(value, one.frame) for field, value in placed}
                sent |= {field_of(name): values for name, values in given.items()}
                found.append({name: values for name, values in sent.items() if name in {*surface.fields, "model"}})
        unknown = {"model": (Possible(UNKNOWN, "unknown"),)}
        return merged([Fields({**unknown, **sent}) for sent in found or [{}]])

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
                    return tuple(replace(one, value=one.symbol or UNKNOWN) for one in found)
        return ()

    def _of_reached(self, reached: Reached, package_only: bool) -> str:
        expression = reached.expression
        if isinstance(expression, Call):
            return self._of_instance(expression, reached, package_only)
        if isinstance(expression, Imported):
            if self._is_ours(expression.module):
                return self._of_module(reached)
            return self._unknown(f"{expression.module} {expression.name}", package_only)
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
        lower = name.lower()
        return any(word in lower for word in self._words) or any(client.lower() in lower for client in self._clients)

    def is_named_in(self, text: str) -> bool:
        """Whether a text names a package of ours, or an image model."""
        lower = text.lower()
        return any(word in lower for word in (*self._words, *self._table.image_models))

    @cached_property
    def _words(self) -> set[str]:
        last = (re.split(r"[./]", package.lower())[-1] for package in self._packages)
        return {word for name in last for word in re.findall(r"[a-z]{6,}", name)}

    def speaks_of_another(self, name: str) -> bool:
        """Whether a name holds that of another vendor's host; a short one must begin it."""
        lower = name.lower()
        return any(word in lower if len(word) >= _LONG else lower.startswith(word) for word in self._others)

    @cached_property
    def _others(self) -> set[str]:
        """What other vendors' hosts are called: the name that was registered, a short one with what follows it."""
        hosts = (host.split(".")[-2:] for kind, of in self._table.hosts if kind == "other-vendor" for host in of)
        return {re.sub(r"\W", "", name if len(name) >= _LONG else name + last) for name, last in hosts}

    def _is_named_for_ours(self, client: Expression, reached: tuple[Reached, ...]) -> bool:
        """Whether what another file of the project gives is named for a package here: `import openai from "./api"`."""
        given = [one.expression for one in reached]
        own = all(isinstance(one, Imported) and one.module.startswith(_OWN_MODULES) for one in given)
        return own and self.speaks_of_ours(names_of(client)[-1])

    def _knows_ours(self, resolver: Resolver) -> bool:
        """Whether a file imports one of our packages."""
        imported = (one.value for one in resolver.unit.imports)
        return any(isinstance(one, Imported) and self._is_ours(one.module) for one in imported)

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
        if handed := self._of_handed(call, reached):
            return handed
        made_of = ".".join(names)
        return self._named(made_of) if package_only else self._of_class(made_of, reached, package_only)

    def _of_handed(self, call: Call, reached: Reached, depth: int = 0) -> str:
        """The host of a client that is handed to what gives it back: `wrap(OpenAI())`, `memo(() => new OpenAI())`."""
        for given in call.positional if depth < _DEEPEST else ():
            for one in self._results(given, reached):
                made = one.expression
                if isinstance(made, Call):
                    is_client = names_of(made.callee)[-1] in self._clients
                    kind = self._of_instance(made, one, False) if is_client else self._of_handed(made, one, depth + 1)
                    if kind:
                        return kind
        return ""

    @staticmethod
    def _results(given: Expression, reached: Reached) -> Iterator[Reached]:
        """What an argument stands for, or gives where it is a function."""
        for one in reached.resolver.reach(given, reached.frame):
            inside = one.expression
            named = one.resolver.unit.functions_named(inside.name) if isinstance(inside, Name) else ()
            functions = (inside,) if isinstance(inside, Function) else named
            if functions:
                yield from (last for of in functions for result in of.returns for last in one.resolver.reach(result))
            else:
                yield one

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
            return self._named(written)
        return self._unknown(written, package_only)

    def _named(self, written: str) -> str:
        """A class that is named like ours, in a file that knows a package: a service of one's own is so named too."""
        ours = self.speaks_of_ours(written) and self._resolver.unit.grammar.own_spelling
        return _DYNAMIC if ours and self._knows_ours(self._resolver) else FOREIGN

    def _is_strange(self, found: Reached, class_name: str) -> bool:
        """Whether a class is another vendor's: its module is another's, or its file of the run knows no package."""
        expression = found.expression
        if isinstance(expression, Imported):
            return not expression.module.startswith(_OWN_MODULES) and self._is_foreign(expression.module, class_name)
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
                    return self.hosts.of_address(str(found.expression.value))
            fields = reached.resolver.fields(one, reached.frame)
            given = type(given)({**fields.entries, **given.entries})
        for name in _ADDRESS_ARGUMENTS:
            if name in given.entries:
                return self.hosts.of_addresses(given.entries[name])
        for name, values in given.entries.items():
            if self._resolver.unit.grammar.own_spelling and _plain(name) in _ADDRESS_NAMES:
                return self.hosts.of_addresses(_inner(values)) or _DYNAMIC
        return ""

    def _of_option(self, call: Call, reached: Reached) -> str:
        """What an option that is a call tells: `option.WithBaseURL(url)`, `DefaultAzureConfig(key, url)`."""
        names = names_of(call.callee)
        kind = self._clients.get(names[-1], "openai")
        if kind != "openai" or "azure" in ".".join(names).lower():
            return "azure"
        if _plain(names[-1]) in _ADDRESS_NAMES and call.positional:
            return self.hosts.of_addresses(reached.resolver.values(call.positional[0], reached.frame)) or _DYNAMIC
        return ""

    def _of_module(self, reached: Reached) -> str:
        """The host of the package's own functions, which its settings may have moved."""
        for setting in (*_ADDRESS_ARGUMENTS, "api_type"):
            for binding in reached.resolver.unit.bindings_near(setting):
                if binding.names[1:] != (setting,) or not self._is_package_name(binding.names[0], reached):
                    continue
                values = reached.resolver.values(binding.value)
                if setting != "api_type":
                    return self.hosts.of_addresses(values)
                if any("azure" in str(one.value) for one in values):
                    return "azure"
        return "openai"

    def _is_package_name(self, name: str, reached: Reached) -> bool:
        found = reached.resolver.unit.bound((name,))
        return name in self._packages or any(
            isinstance(one.value, Imported) and self._is_ours(one.value.module) for one in found
        )


def _names_class(expression: Expression) -> bool:
    """Whether something shows what it is; a name, a part, and what a function gives do not."""
    if isinstance(expression, Call):
        return expression.new or names_of(expression.callee)[-1][:1].isupper()
    return not isinstance(expression, (Name, Member, Unknown))


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
_OWN_MODULES = (".", "@/", "~/")
"""How the modules of a project's own files begin."""
_ANY = frozenset(
    {"Any", "Optional", "Union", "Callable", "Awaitable", "Promise", "Type", "Object", "Annotated", "Depends", "Inject"}
)
"""Types and markers that may stand for any client."""
