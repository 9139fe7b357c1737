"""What an expression leads to: names, parameters, parts and conditions are followed as far as the code tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, cast

from advisor.extract.known import simpler
from advisor.extract.options import CommandLine
from advisor.extract.reached import Change, Frame, Project, Reached
from advisor.extract.scope import Scope
from advisor.extract.unit import Unit
from advisor.extract.values import MOST, ORIGINS, Possible
from advisor.extract.view import (
    Binding,
    Branch,
    Call,
    Class,
    Constant,
    Environment,
    Expression,
    Fallback,
    Function,
    Imported,
    Joined,
    Member,
    Name,
    Object,
    Parameter,
    Sequence,
    Span,
    Unknown,
    argument_of,
    is_nothing,
    items_at,
    names_of,
)
from advisor.facts import UNKNOWN

if TYPE_CHECKING:
    from advisor.extract.resolve import Resolver

__all__ = ["Follower"]

_DEEPEST = 28
_MOST_STEPS = 600
"""Steps from an expression to its value, and for one expression in all; code that needs more is given up."""
_MOST_CALLERS = 8
_ITSELF = ("value", "rawValue", "href")
"""Parts that are the whole: of an enumeration's member, of an address."""
_MOST_HANDED_ON = 8
"""Files that one imports everything from; the front of a whole package, which has more, is not looked through."""


class Follower:
    """Follows the names of one file, and of the files it imports."""

    def __init__(self, unit: Unit, project: Project | None = None) -> None:
        self.unit = unit
        self.scope = Scope(unit)
        self._command_line = CommandLine(unit)
        self._project = project
        self._depth = self._steps = 0
        self._reached: dict[int, tuple[Expression, tuple[Reached, ...]]] = {}
        """What was reached before; the expression is kept so that its identity stays its own."""
        self._handed: dict[str, tuple[Reached, ...]] = {}

    # -- what an expression stands for -------------------------------------------------------------------------------

    def reach(self, expression: Expression, frame: Frame | None = None) -> tuple[Reached, ...]:
        """Every expression that this one may stand for; itself where nothing more is known."""
        kept = self._reached.get(id(expression)) if frame is None else None
        if kept is not None:
            return kept[1]
        itself = (self._at(expression, frame, "unknown"),)
        with self._deeper() as may_go_on:
            found = tuple(islice(self._reach(expression, frame), MOST)) if may_go_on else itself
        if frame is None and self._steps < _MOST_STEPS and self._depth < _DEEPEST // 2:
            self._reached[id(expression)] = (expression, found or itself)
        return found or itself

    def _at(self, expression: Expression, frame: Frame | None, origin: str) -> Reached:
        """An expression of this file that was reached."""
        return Reached(expression, frame, origin, cast("Resolver", self))

    @contextmanager
    def _deeper(self) -> Iterator[bool]:
        """A step further from the expression that was asked for; False where it is time to give up."""
        self._steps = self._steps + 1 if self._depth else 0
        self._depth += 1
        try:
            yield self._depth <= _DEEPEST and self._steps <= _MOST_STEPS
        finally:
            self._depth -= 1

    def _reach(self, expression: Expression, frame: Frame | None) -> Iterator[Reached]:
        if isinstance(expression, Name):
            yield from self._named(expression, frame)
        elif isinstance(expression, Member):
            yield from self._member(expression, frame)
        elif isinstance(expression, Parameter):
            yield from self._parameter(expression, frame)
        elif isinstance(expression, Fallback):
            yield from self._fallback(expression, frame)
        elif isinstance(expression, Branch):
            for option in expression.options:
                yield from self.reach(option, frame)
        elif isinstance(expression, Imported):
            yield from self._imported(expression, frame)
        elif isinstance(expression, Environment):
            yield from self._environment(expression, frame)
        elif isinstance(expression, Call):
            yield from self._call(expression, frame)
        else:
            yield self._at(expression, frame, "literal")

    def _named(self, name: Name, frame: Frame | None) -> Iterator[Reached]:
        found = list(self._bound((name.name,), name.span, frame))
        around = self.unit.class_at(name.span) if self.unit.grammar.bare_members else None
        if around is not None and all(isinstance(one.expression, Unknown) for one in found):
            found = list(self.attribute(around.name, name.name)) or found
        yield from found or self._handed_on(name.name)

    def _bound(self, names: tuple[str, ...], place: Span, frame: Frame | None) -> Iterator[Reached]:
        """What a name, or a part of one, was given; where it is used decides which of its assignments count."""
        for binding in self.scope.live(names, place):
            within = frame if self._inside(binding.span, frame) else None
            for one in self.reach(binding.value, within):
                changes = (*one.changes, *self._changes(names, binding, place, frame))
                origin = "constant" if one.origin == "literal" else one.origin
                yield replace(one, origin=origin, changes=changes)

    def _changes(self, names: tuple[str, ...], since: Binding, place: Span, frame: Frame | None) -> Iterator[Change]:
        for where, entry in self.scope.changes(names, since, place):
            yield Change(entry, frame if self._inside(where, frame) else None)

    def _inside(self, place: Span, frame: Frame | None) -> bool:
        return frame is not None and frame.function.span.holds(place)

    def _member(self, member: Member, frame: Frame | None) -> Iterator[Reached]:
        names = names_of(member)
        simple = simpler(member)
        if simple is not None and not self.scope.live(names[:1], member.span):
            yield from self.reach(simple, frame)
            return
        found = False
        if all(names) and len(names) > 1:
            for one in self._bound(names, member.span, frame):
                found = True
                yield one
        if not found:
            for base in self.reach(member.base, frame):
                yield from base.resolver.part(base, member)

    def part(self, base: Reached, member: Member) -> Iterator[Reached]:
        """A part of what was reached."""
        inside = base.expression
        if isinstance(inside, Object):
            yield from self._entry(base, member)
        elif isinstance(inside, Call) and (given := self._given(inside, member.name)) is not None:
            yield from self.reach(given, base.frame)
        elif isinstance(inside, (Constant, Joined)) and member.name in _ITSELF:
            yield base
        elif isinstance(inside, (Sequence, Joined)):
            for item in items_at(inside, member.key):
                yield from self.reach(item, base.frame)
        elif isinstance(inside, Imported) and not inside.name:
            yield from self.reach(Imported(inside.module, member.name, member.span), base.frame)
        else:
            attributes = list(self._attributes(inside, member))
            yield from attributes or [self._at(replace(member, base=inside), base.frame, "unknown")]

    def _entry(self, base: Reached, member: Member) -> Iterator[Reached]:
        """An entry of an object that is written out, or of any of its entries where the key is not known."""
        assert isinstance(base.expression, Object)
        keys = [one.value for one in self.values(member.key, base.frame)]
        wanted = {key for key in keys if isinstance(key, str)} if UNKNOWN not in keys else None
        found: list[Reached] = []
        for entry in (*base.expression.entries, *(change.entry for change in base.changes)):
            if entry.spread:
                inner = self.reach(Member(entry.value, member.key, member.span), base.frame)
                found += [one for one in inner if not is_nothing(one.expression)]
            elif wanted is None or entry.name in wanted:
                kept = found if wanted is None or entry.optional else []
                found = [*kept, *self.reach(entry.value, base.frame)]
        yield from found or [self._at(Constant(None, member.span), base.frame, "literal")]

    def _given(self, made: Call, name: str) -> Expression | None:
        """What an instance was given under a name when it was made."""
        made_of = names_of(made.callee)[-1]
        is_made = made.new or any(one.name == made_of for one in self.unit.classes)
        return made.named(name) if is_made and name else None

    def _attributes(self, base: Expression, member: Member) -> Iterator[Reached]:
        """What a class gives its instances, or itself, under a name."""
        class_name = ""
        if isinstance(base, Name) and base.name in self.unit.grammar.instance:
            around = self.unit.class_at(member.span)
            class_name = around.name if around else ""
        elif isinstance(base, Call):
            class_name = names_of(base.callee)[-1]
            yield from self._declared(self._command_line.of_parsed(base, member.name), member)
        elif isinstance(base, Parameter):
            class_name = base.annotation.strip("'\"*&?").split("|")[0].strip()
        elif isinstance(base, Name):
            class_name = base.name
            if member.span.start != base.span.start:  # of another file
                yield from self._bound((base.name, member.name), base.span, None)
        if class_name and member.name:
            yield from self.attribute(class_name, member.name)

    def _declared(self, defaults: Iterator[Expression], given: Expression) -> Iterator[Reached]:
        """What may be given otherwise, and its defaults."""
        for default in defaults:
            yield self._at(given, None, "parameter")
            for one in self.reach(default):
                yield replace(one, origin=max(one.origin, "default-arg", key=ORIGINS.index))

    def attribute(self, class_name: str, name: str, depth: int = 0) -> Iterator[Reached]:
        """What instances of a class of this file have under a name; of the classes it extends, where it has none."""
        for call in (*self.unit.calls_named(class_name), *self.unit.calls_named("Self")):
            if call.new and (given := call.named(name)) is not None:
                yield from self.reach(given)
        for one in self.unit.classes:
            if one.name != class_name:
                continue
            found = list(self._own_attribute(one.span, name))
            yield from found
            if not found and depth < 4:
                for above in one.bases:
                    yield from self.attribute(above.split(".")[-1], name, depth + 1)

    def _own_attribute(self, inside: Span, name: str) -> Iterator[Reached]:
        paths = [(name,), *((instance, name) for instance in self.unit.grammar.instance)]
        for path in paths:
            for binding in self.unit.bound(path):
                if not inside.holds(binding.span) or (len(path) == 1 and not self._of_class(binding, inside)):
                    continue
                if isinstance(binding.value, Unknown):
                    continue  # declared, and given its value elsewhere
                weakest = "default-arg" if len(path) == 1 else "constant"
                for one in self.reach(binding.value):
                    changes = (*one.changes, *self._changes(path, binding, Span(inside.end, inside.end), None))
                    yield replace(one, origin=max(one.origin, weakest, key=ORIGINS.index), changes=changes)
        if not any(inside.holds(one.span) for path in paths for one in self.unit.bound(path)):
            yield from self._got(inside, name)

    def declared(self, of: Class) -> list[str]:
        """The fields with a default that a class of this file declares for its instances."""
        named = [(names[0], one) for names, found in self.unit.bindings.items() if len(names) == 1 for one in found]
        return [name for name, one in named if of.span.holds(one.span) and self._of_class(one, of.span)]

    def _got(self, inside: Span, name: str) -> Iterator[Reached]:
        """What a method without parameters gives, which is read like an attribute."""
        for function in self.unit.functions_named(name):
            around = self.unit.class_at(function.span) if not function.parameters else None
            if around is not None and around.span == inside:
                for result in function.returns:
                    yield from self.reach(result)

    def _of_class(self, binding: Binding, inside: Span) -> bool:
        """Whether an assignment stands in the class itself and in none of its methods."""
        function = self.unit.function_at(binding.span)
        bare = self.unit.grammar.bare_members and not binding.declares
        return function is None or bare or not inside.holds(function.span)

    def _parameter(self, parameter: Parameter, frame: Frame | None) -> Iterator[Reached]:
        function = self.unit.function_at(parameter.span)
        inside = frame
        while inside is not None and (function is None or inside.function.span != function.span):
            inside = inside.outer
        if inside is not None:
            given = argument_of(inside.call, parameter)
            if given is not None:
                yield from self.reach(given, inside.outer)
            elif parameter.default is not None:
                yield from self._default(parameter)
            else:
                yield self._at(parameter, inside.outer, "parameter")
        elif parameter.default is not None:
            yield from self._default(parameter)
            yield self._at(parameter, None, "parameter")
        else:
            options = self._command_line.of_parameter(function, parameter.name) if function is not None else iter(())
            declared = list(self._declared(options, parameter))
            yield from declared or self._from_callers(parameter, function)

    def _default(self, parameter: Parameter) -> Iterator[Reached]:
        assert parameter.default is not None
        for one in self.reach(parameter.default):
            yield replace(one, origin=max(one.origin, "default-arg", key=ORIGINS.index))

    def _from_callers(self, parameter: Parameter, function: Function | None) -> Iterator[Reached]:
        """What the calls in this file give a parameter; itself where there is none."""
        callers = self.scope.calls_of(function) if function is not None else []
        found = False
        for call in callers[:_MOST_CALLERS]:
            given = argument_of(call, parameter)
            for one in self.reach(given) if given is not None else ():
                found = True
                yield replace(one, origin=max(one.origin, "constant", key=ORIGINS.index))
        if not found or len(callers) > _MOST_CALLERS:
            yield self._at(parameter, None, "parameter")

    def _fallback(self, fallback: Fallback, frame: Frame | None) -> Iterator[Reached]:
        found = self.reach(fallback.first, frame)
        firsts = [one for one in found if not is_nothing(one.expression)]
        yield from firsts
        known = len(firsts) == len(found) and all(
            isinstance(one.expression, (Constant, Object, Call)) for one in firsts
        )
        if known and not self._is_looked_up(fallback.first, frame):
            return
        weakest = "env-default" if any(isinstance(one.expression, Environment) for one in firsts) else "default-arg"
        for one in self.reach(fallback.second, frame):
            origin = max(one.origin, weakest, key=ORIGINS.index) if firsts else one.origin
            yield replace(one, origin=origin)

    def _is_looked_up(self, expression: Expression, frame: Frame | None) -> bool:
        """Whether it is an entry whose key is not known, so that there may be none."""
        return isinstance(expression, Member) and any(
            one.value is UNKNOWN for one in self.values(expression.key, frame)
        )

    def _environment(self, lookup: Environment, frame: Frame | None) -> Iterator[Reached]:
        yield self._at(replace(lookup, default=None), frame, "unknown")
        if lookup.default is not None:
            for one in self.reach(lookup.default, frame):
                yield replace(one, origin=max(one.origin, "env-default", key=ORIGINS.index))

    def _imported(self, imported: Imported, frame: Frame | None) -> Iterator[Reached]:
        """What a name means in the file it comes from; itself where that file is none of the run."""
        other = self._project.find(imported.module) if self._project else None
        if other is not None and imported.name:
            found = list(other.exported(imported.name))
        else:
            found = []
            whole = f"{imported.module.rstrip('.')}.{imported.name}"
            if self._project and imported.name and self._project.find(whole) is not None:
                imported = Imported(whole, "", imported.span)
        yield from found or [self._at(imported, frame, "unknown")]

    def exported(self, name: str) -> Iterator[Reached]:
        """What a name means to whoever imports it from this file; one that holds no such word is not parsed."""
        told = name.encode("utf-8", "replace")
        if not any(word in self.unit.written for word in (told, b"import *", b"export *")):
            return
        end = Span(len(self.unit.source), len(self.unit.source))
        for names in ((name,), ("exports", name), ("module", "exports", name)):
            yield from self._bound(names, end, None)
        for one in self._bound(("module", "exports"), end, None):
            yield from self.part(one, Member(one.expression, Constant(name, end), end))
        bound = self.unit.bindings_near(name)
        parts = any(one.names[0] == name and len(one.names) > 1 for one in bound)
        if (parts and not self.unit.bound((name,))) or any(one.name == name for one in self.unit.classes):
            yield self._at(Name(name, end), None, "constant")
        for function in self.unit.functions_named(name):
            if self.unit.function_at(function.span) is None:
                yield self._at(function, None, "constant")
        yield from self._handed_on(name)

    def _handed_on(self, name: str) -> tuple[Reached, ...]:
        """What a name means in the files from which everything is imported, or in the one a class is named for."""
        modules = [one.value.module for one in self.unit.bound(("*",)) if isinstance(one.value, Imported)]
        modules += [name] if self.unit.grammar.own_spelling and name[:1].isupper() else []
        if 0 < len(modules) <= _MOST_HANDED_ON and name not in self._handed:
            self._handed[name] = ()
            others = map(self._project.find, modules) if self._project else ()
            self._handed[name] = tuple(one for other in filter(None, others) for one in other.exported(name))
        return self._handed.get(name, ())

    def _call(self, call: Call, frame: Frame | None) -> Iterator[Reached]:
        function = self.scope.function_of(call)
        if function is not None and function.returns:
            inside = Frame(function, call, frame)
            for result in function.returns:
                yield from self.reach(result, inside)
            return
        simple = simpler(call)
        if simple is not None:
            yield from self.reach(simple, frame)
        else:
            yield from list(self._from_elsewhere(call)) or [self._at(call, frame, "literal")]

    def _from_elsewhere(self, call: Call) -> Iterator[Reached]:
        """What a function of another file gives, where nothing is handed to it."""
        bound = self.unit.bound(names_of(call.callee)[:1])
        if call.arguments or not any(isinstance(one.value, Imported) for one in bound):
            return
        for one in self.reach(call.callee):
            if isinstance(one.expression, Function) and one.resolver is not self:
                for result in one.expression.returns:
                    yield from one.resolver.reach(result)

    def values(self, expression: Expression, frame: Frame | None = None) -> tuple[Possible, ...]:
        """What an expression may come to; the resolver of the file says how."""
        raise NotImplementedError
