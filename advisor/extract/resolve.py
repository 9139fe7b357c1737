"""What the expressions of a file stand for: one resolver for all languages."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from advisor.extract.follow import Follower
from advisor.extract.reached import Frame, Project, Reached
from advisor.extract.values import HOLE, KIND, MOST, Fields, Place, Possible, Value, either
from advisor.extract.view import (
    Call,
    Constant,
    Entry,
    Expression,
    Imported,
    Joined,
    Member,
    Name,
    Object,
    Parameter,
    Sequence,
    Span,
    is_struct,
    names_of,
)
from advisor.facts import ABSENT, UNKNOWN

__all__ = ["Frame", "Project", "Reached", "Resolver"]

_UNKNOWN = (Possible(UNKNOWN, "unknown"),)


class Resolver(Follower):
    """Tells what the expressions of one file may come to."""

    def values(self, expression: Expression, frame: Frame | None = None) -> tuple[Possible, ...]:
        """What an expression may come to."""
        with self._deeper() as may_go_on:
            reached = self.reach(expression, frame) if may_go_on else ()
            return either(*(one.resolver.value(one) for one in reached)) if may_go_on else _UNKNOWN

    def value(self, reached: Reached) -> tuple[Possible, ...]:
        """What was reached, as values."""
        expression, frame, origin = reached.expression, reached.frame, reached.origin
        if isinstance(expression, Constant):
            return (Possible(expression.value, origin, at=(Place(self.unit, expression.span),)),)
        if isinstance(expression, Joined):
            return self._joined(expression, reached)
        if isinstance(expression, Sequence):
            items = [one for item in expression.items for one in self.values(item, frame)]
            return (self._listed(items, reached),)
        if isinstance(expression, Object) or reached.changes or self._is_struct(expression):
            return (Possible(self._fields(reached), origin),)
        return (Possible(UNKNOWN, origin if origin != "literal" else "unknown", _symbol(expression)),)

    def _listed(self, items: list[Possible], reached: Reached) -> Possible:
        """A list of what each item may be, those that were added to it included."""
        for change in reached.changes:
            if change.entry.key is None:
                added = self.values(change.entry.value, change.frame)
                items += _items(added) if change.entry.spread else added
        return Possible(tuple(items[:MOST]), reached.origin)

    def _joined(self, joined: Joined, reached: Reached) -> tuple[Possible, ...]:
        """Every text that the parts make, or the list where one of them is a list; what is not known is a HOLE."""
        parts = [self.values(part, reached.frame) for part in joined.parts]
        found = [one.value for part in parts for one in part]
        if any(isinstance(one, tuple) for one in found) and not any(isinstance(one, str) for one in found):
            return (self._listed([item for part in parts for item in _items(part)], reached),)
        if len(parts) > 1 and all(isinstance(one, (int, float)) for one in found):
            return (Possible(UNKNOWN, reached.origin),)  # a sum
        return self._text(parts, reached.origin)

    @staticmethod
    def _text(parts: list[tuple[Possible, ...]], origin: str) -> tuple[Possible, ...]:
        choices = [list(dict.fromkeys(_written(one.value) for one in part)) or [HOLE] for part in parts]
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

    def _is_struct(self, expression: Expression) -> bool:
        """Whether an instance is made of named values, or as yet of none."""
        empty = isinstance(expression, Call) and expression.new and not expression.arguments
        return is_struct(expression) or (empty and self.unit.grammar.own_spelling)

    def _fields(self, reached: Reached) -> Fields:
        inside = reached.expression
        if isinstance(inside, Object):
            result = replace(self.entries(inside.entries, reached.frame), form=inside.form)
        elif self._is_struct(inside):
            assert isinstance(inside, Call)
            result = self.entries(inside.arguments, reached.frame)
            kind = {KIND: (Possible(".".join(names_of(inside.callee)), "literal"),)} if inside.new else {}
            result = Fields({**kind, **result.entries}, result.open or bool(inside.positional))
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
        return fields.with_entry(names[0], self._placed(entry, self.values(entry.value, frame)), perhaps=perhaps)

    def _placed(self, entry: Entry, values: tuple[Possible, ...]) -> tuple[Possible, ...]:
        """The values of an entry, with its place."""
        if entry.key is None:
            return values
        place = Place(self.unit, Span(entry.key.span.start, entry.value.span.end))
        return tuple(replace(one, entries=(place,)) for one in values)

    def held(self, reached: Reached) -> tuple[Possible, ...]:
        """What there is to spread: an instance of a class of this file has the fields that its class declares."""
        inside, made = reached.expression, Fields(open=True)
        if isinstance(inside, Parameter):
            name = inside.annotation
        elif isinstance(inside, Call):
            name, made = names_of(inside.callee)[-1], self.entries(inside.arguments, reached.frame)
        else:
            return self.value(reached)
        of = next((one for one in self.unit.classes if one.name == name), None)
        if of is None:
            return self.value(reached)
        keys = [Constant(name, inside.span) for name in self.declared(of) if name not in made.entries]
        more = {str(key.value): self.values(Member(inside, key, inside.span), reached.frame) for key in keys}
        return (Possible(Fields({**more, **made.entries}, made.open or bool(of.bases)), "constant"),)

    def _spread(self, fields: Fields, entry: Entry, frame: Frame | None, *, perhaps: bool) -> Fields:
        """All entries of another object; those that only some of its alternatives have may be left out."""
        with self._deeper() as may_go_on:
            reached = self.reach(entry.value, frame) if may_go_on else ()
            found = either(*(one.resolver.held(one) for one in reached)) if may_go_on else _UNKNOWN
        objects = [one.value for one in found if isinstance(one.value, Fields)]
        nothing = any(one.value is None or one.value is False or one.value == "" for one in found)
        unclear = any(one.value is UNKNOWN for one in found)
        for one in objects:
            for name, values in one.entries.items():
                optional = perhaps or nothing or unclear
                kept = tuple(value for value in values if value.value is not ABSENT)
                fields = fields.with_entry(name, kept or values, perhaps=optional or len(kept) < len(values))
        return replace(fields, open=fields.open or unclear or any(one.open for one in objects))


def _items(values: tuple[Possible, ...]) -> list[Possible]:
    """The items that a part gives to the list it is joined to; nothing gives none."""
    items = [item for one in values if isinstance(one.value, tuple) for item in one.value]
    return items + [one for one in values if one.value is UNKNOWN or isinstance(one.value, Fields)]


def _symbol(expression: Expression) -> str:
    """The name of what is not known here, if it has one: `CONSTANT`, `function()`, `Struct{}`."""
    if isinstance(expression, (Name, Member, Imported)):
        return expression.name
    if not isinstance(expression, Call):
        return ""
    made = ".".join(names_of(expression.callee))
    return f"{made}{{}}" if expression.new and not expression.arguments else f"{made}()"


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
