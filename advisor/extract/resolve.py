"""What the expressions of a file stand for: one resolver for all languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Protocol

from advisor.extract.known import simpler
from advisor.extract.options import CommandLine
from advisor.extract.scope import Scope
from advisor.extract.unit import Unit
from advisor.extract.values import HOLE, KIND, MOST, ORIGINS, Fields, Possible, Value, either
from advisor.extract.view import (
    Binding,
    Branch,
    Call,
    Constant,
    Entry,
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
    is_struct,
    names_of,
)
from advisor.facts import ABSENT, UNKNOWN

__all__ = ["Frame", "Project", "Reached", "Resolver"]

_DEEPEST = 40
"""Steps from an expression to its value; code that needs more is given up."""
_MOST_STEPS = 600
"""Steps for one expression in all; code that needs more is given up."""
_MOST_CALLERS = 8
_UNKNOWN = (Possible(UNKNOWN, "unknown"),)


class Project(Protocol):
    """The other files of a run."""

    def find(self, module: str) -> Resolver | None:
        """The file that a module's name means, seen from the file that imports it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A call whose function is looked into: its parameters have the values of the arguments."""

    function: Function
    call: Call
    outer: Frame | None


@dataclass(frozen=True, slots=True)
class Reached:
    """What an expression stands for, when names, parameters and conditions are followed as far as they lead."""

    expression: Expression
    frame: Frame | None
    origin: str
    resolver: Resolver
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that an object was given after it was made."""

    entry: Entry
    frame: Frame | None


class Resolver:
    """Follows the names of one file, and of the files it imports."""

    def __init__(self, unit: Unit, project: Project | None = None) -> None:
        self.unit = unit
        self.scope = Scope(unit)
        self._command_line = CommandLine(unit)
        self._project = project
        self._depth = self._steps = 0
        self._reached: dict[int, tuple[Expression, tuple[Reached, ...]]] = {}
        """What was reached before; the expression is kept so that its identity stays its own."""

    # -- what an expression stands for -------------------------------------------------------------------------------

    def reach(self, expression: Expression, frame: Frame | None = None) -> tuple[Reached, ...]:
        """Every expression that this one may stand for; itself where nothing more is known."""
        kept = self._reached.get(id(expression)) if frame is None else None
        if kept is not None:
            return kept[1]
        itself = (Reached(expression, frame, "unknown", self),)
        with self._deeper() as may_go_on:
            found = tuple(islice(self._reach(expression, frame), MOST)) if may_go_on else itself
        if frame is None and self._steps < _MOST_STEPS and self._depth < _DEEPEST // 2:
            self._reached[id(expression)] = (expression, found or itself)
        return found or itself

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
            yield Reached(expression, frame, "literal", self)

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
        elif isinstance(inside, Constant) and member.name in ("value", "rawValue"):  # of an enumeration
            yield base
        elif isinstance(inside, Sequence) and isinstance(member.key, Constant) and isinstance(member.key.value, int):
            items = inside.items[member.key.value : member.key.value + 1] if member.key.value >= 0 else ()
            for item in items:
                yield from self.reach(item, base.frame)
        elif isinstance(inside, Sequence):
            for item in inside.items:
                yield from self.reach(item, base.frame)
        elif isinstance(inside, Imported) and not inside.name:
            yield from self.reach(Imported(inside.module, member.name, member.span), base.frame)
        else:
            attributes = list(self._attributes(inside, member))
            yield from attributes or [Reached(replace(member, base=inside), base.frame, "unknown", self)]

    def _entry(self, base: Reached, member: Member) -> Iterator[Reached]:
        """An entry of an object that is written out, or of any of its entries where the key is not known."""
        assert isinstance(base.expression, Object)
        keys = [one.value for one in self.values(member.key, base.frame)]
        wanted = {key for key in keys if isinstance(key, str)} if UNKNOWN not in keys else None
        entries = (*base.expression.entries, *(change.entry for change in base.changes))
        found = False
        for entry in entries:
            if entry.spread:
                inner = self.reach(Member(entry.value, member.key, member.span), base.frame)
                known = [one for one in inner if not isinstance(one.expression, Member)]
                found = found or bool(known)
                yield from known
            elif wanted is None or entry.name in wanted:
                found = True
                yield from self.reach(entry.value, base.frame)
        if not found:
            yield Reached(Constant(None, member.span), base.frame, "literal", self)

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
            yield Reached(given, None, "parameter", self)
            for one in self.reach(default):
                yield replace(one, origin=max(one.origin, "default-arg", key=ORIGINS.index))

    def attribute(self, class_name: str, name: str, depth: int = 0) -> Iterator[Reached]:
        """What instances of a class of this file have under a name; of the classes it extends, where it has none."""
        for call in self.unit.calls:
            if call.new and names_of(call.callee)[-1] == class_name and (given := call.named(name)) is not None:
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
            for binding in self.unit.bindings.get(path, ()):
                if not inside.holds(binding.span) or (len(path) == 1 and not self._of_class(binding, inside)):
                    continue
                if isinstance(binding.value, Unknown):
                    continue  # declared, and given its value elsewhere
                weakest = "default-arg" if len(path) == 1 else "constant"
                for one in self.reach(binding.value):
                    changes = (*one.changes, *self._changes(path, binding, Span(inside.end, inside.end), None))
                    yield replace(one, origin=max(one.origin, weakest, key=ORIGINS.index), changes=changes)
        if not any(inside.holds(one.span) for path in paths for one in self.unit.bindings.get(path, ())):
            yield from self._got(inside, name)

    def _got(self, inside: Span, name: str) -> Iterator[Reached]:
        """What a method without parameters gives, which is read like an attribute."""
        for function in self.unit.functions:
            around = self.unit.class_at(function.span) if function.name == name and not function.parameters else None
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
            given = _argument(inside.call, parameter)
            if given is not None:
                yield from self.reach(given, inside.outer)
            elif parameter.default is not None:
                yield from self._default(parameter)
            else:
                yield Reached(parameter, inside.outer, "parameter", self)
        elif parameter.default is not None:
            yield from self._default(parameter)
            yield Reached(parameter, None, "parameter", self)
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
            given = _argument(call, parameter)
            for one in self.reach(given) if given is not None else ():
                found = True
                yield replace(one, origin=max(one.origin, "constant", key=ORIGINS.index))
        if not found or len(callers) > _MOST_CALLERS:
            yield Reached(parameter, None, "parameter", self)

    def _fallback(self, fallback: Fallback, frame: Frame | None) -> Iterator[Reached]:
        firsts = [one for one in self.reach(fallback.first, frame) if not _is_nothing(one.expression)]
        yield from firsts
        known = firsts and all(isinstance(one.expression, (Constant, Object, Call)) for one in firsts)
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
        yield Reached(replace(lookup, default=None), frame, "unknown", self)
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
        yield from found or [Reached(imported, frame, "unknown", self)]

    def exported(self, name: str) -> Iterator[Reached]:
        """What a name means to whoever imports it from this file."""
        end = Span(len(self.unit.source), len(self.unit.source))
        for names in ((name,), ("exports", name), ("module", "exports", name)):
            yield from self._bound(names, end, None)
        for one in self._bound(("module", "exports"), end, None):
            yield from self.part(one, Member(one.expression, Constant(name, end), end))
        parts = any(names[0] == name and len(names) > 1 for names in self.unit.bindings)
        if (parts and (name,) not in self.unit.bindings) or any(one.name == name for one in self.unit.classes):
            yield Reached(Name(name, end), None, "constant", self)
        for function in self.unit.functions:
            if function.name == name and self.unit.function_at(function.span) is None:
                yield Reached(function, None, "constant", self)
        yield from self._handed_on(name)

    def _handed_on(self, name: str) -> Iterator[Reached]:
        """What a name means in the files from which everything is imported."""
        for binding in self.unit.bindings.get(("*",), ()):
            module = binding.value.module if isinstance(binding.value, Imported) else ""
            other = self._project.find(module) if self._project else None
            if other is not None and other is not self:
                yield from other.exported(name)

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
            yield from list(self._from_elsewhere(call)) or [Reached(call, frame, "literal", self)]

    def _from_elsewhere(self, call: Call) -> Iterator[Reached]:
        """What a function of another file gives, where nothing is handed to it."""
        if call.arguments or not isinstance(call.callee, (Name, Member)):
            return
        for one in self.reach(call.callee):
            if isinstance(one.expression, Function) and one.resolver is not self:
                for result in one.expression.returns:
                    yield from one.resolver.reach(result)

    # -- values ------------------------------------------------------------------------------------------------------

    def values(self, expression: Expression, frame: Frame | None = None) -> tuple[Possible, ...]:
        """What an expression may come to."""
        with self._deeper() as may_go_on:
            reached = self.reach(expression, frame) if may_go_on else ()
            return either(*(one.resolver.value(one) for one in reached)) if may_go_on else _UNKNOWN

    def value(self, reached: Reached) -> tuple[Possible, ...]:
        """What was reached, as values."""
        expression, frame, origin = reached.expression, reached.frame, reached.origin
        if isinstance(expression, Constant):
            return (Possible(expression.value, origin),)
        if isinstance(expression, Joined):
            return self._text(expression, frame, origin)
        if isinstance(expression, Sequence):
            return (Possible(tuple(self._items(reached)[:MOST]), origin),)
        if isinstance(expression, Object) or reached.changes or is_struct(expression):
            return (Possible(self._fields(reached), origin),)
        return (Possible(UNKNOWN, origin if origin != "literal" else "unknown", _symbol(expression)),)

    def _items(self, reached: Reached) -> list[Possible]:
        """What each item of a list may be, those that were added to it included."""
        assert isinstance(reached.expression, Sequence)
        items = [one for item in reached.expression.items for one in self.values(item, reached.frame)]
        for change in reached.changes:
            for one in self.values(change.entry.value, change.frame):
                if change.entry.spread and isinstance(one.value, tuple):
                    items += one.value
                elif change.entry.key is None and not change.entry.spread:
                    items.append(one)
        return items

    def _text(self, joined: Joined, frame: Frame | None, origin: str) -> tuple[Possible, ...]:
        """Every text that the parts make; what is not known is a HOLE."""
        choices = []
        for part in joined.parts:
            found = self.values(part, frame)
            choices.append(list(dict.fromkeys(_written(one.value) for one in found)) or [HOLE])
        if all(len(one) == 1 for one in choices) or _count(choices) <= MOST:
            texts = dict.fromkeys("".join(parts) for parts in product(*choices))
            return tuple(Possible(text, origin) for text in texts)
        return (Possible("".join(one[0] if len(one) == 1 else HOLE for one in choices), origin),)

    def fields(self, expression: Expression, frame: Frame | None = None) -> Fields:
        """An expression as an object; whatever is none may hold anything."""
        for one in self.values(expression, frame):
            if isinstance(one.value, Fields):
                return one.value
        return Fields(open=True)

    def _fields(self, reached: Reached) -> Fields:
        inside = reached.expression
        if isinstance(inside, Object):
            result = replace(self.entries(inside.entries, reached.frame), form=inside.form)
        elif is_struct(inside):
            assert isinstance(inside, Call)
            result = self.entries(inside.arguments, reached.frame)
            kind = (Possible(".".join(names_of(inside.callee)), "literal"),)
            result = Fields({KIND: kind, **result.entries}, result.open or bool(inside.positional))
        else:
            result = Fields(open=True)
        for change in reached.changes:
            result = self._with(result, change.entry, change.frame, perhaps=change.entry.optional)
        return result

    def entries(self, entries: tuple[Entry, ...], frame: Frame | None = None) -> Fields:
        """Entries or named arguments as an object."""
        result = Fields()
        for entry in entries:
            if entry.key is not None or entry.spread:
                result = self._with(result, entry, frame, perhaps=entry.optional)
        return result

    def _with(self, fields: Fields, entry: Entry, frame: Frame | None, *, perhaps: bool) -> Fields:
        if entry.spread:
            return self._spread(fields, entry, frame, perhaps=perhaps)
        names = (
            [entry.name]
            if entry.name
            else [one.value for one in self.values(entry.key, frame) if isinstance(one.value, str)]
            if entry.key is not None
            else []
        )
        if len(names) != 1 or HOLE in names[0]:
            return replace(fields, open=True)
        return fields.with_entry(names[0], self.values(entry.value, frame), perhaps=perhaps)

    def _spread(self, fields: Fields, entry: Entry, frame: Frame | None, *, perhaps: bool) -> Fields:
        """All entries of another object; those that only some of its alternatives have may be left out."""
        found = self.values(entry.value, frame)
        objects = [one.value for one in found if isinstance(one.value, Fields)]
        nothing = any(one.value is None or one.value is False or one.value == "" for one in found)
        unclear = any(one.value is UNKNOWN for one in found)
        for one in objects:
            for name, values in one.entries.items():
                optional = perhaps or nothing or unclear
                kept = tuple(value for value in values if value.value is not ABSENT)
                fields = fields.with_entry(name, kept or values, perhaps=optional or len(kept) < len(values))
        return replace(fields, open=fields.open or unclear or any(one.open for one in objects))


def _symbol(expression: Expression) -> str:
    """The name of what is not known here, if it has one: `CONSTANT`, `function()`, `Struct{}`."""
    if isinstance(expression, (Name, Member, Imported)):
        return expression.name
    if not isinstance(expression, Call):
        return ""
    made = ".".join(names_of(expression.callee))
    return f"{made}{{}}" if expression.new and not expression.arguments else f"{made}()"


def _argument(call: Call, parameter: Parameter) -> Expression | None:
    """What a call gives a parameter; None where it gives nothing."""
    by_name = call.named(parameter.name)
    if by_name is not None:
        return by_name
    if 0 <= parameter.position < len(call.positional):
        return call.positional[parameter.position]
    if parameter.annotation == "**":
        return Object(tuple(one for one in call.arguments if one.key is not None or one.spread), call.span)
    return None


def _is_nothing(expression: Expression) -> bool:
    return isinstance(expression, Constant) and (expression.value is None or expression.value == "")


def _written(value: Value) -> str:
    """A value as part of a text."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (str, int, float)) else HOLE  # nothing at all is no part of a text


def _count(choices: list[list[str]]) -> int:
    total = 1
    for one in choices:
        total *= len(one)
    return total
