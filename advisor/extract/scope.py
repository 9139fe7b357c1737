"""Which assignments and functions of a file a place can see, and which of them count there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from advisor.extract.chain import PAIR_SETTERS, is_builder, set_on
from advisor.extract.statements import RECEIVER
from advisor.extract.unit import Unit
from advisor.extract.view import (
    Binding,
    Call,
    Constant,
    Entry,
    Expression,
    Fallback,
    Function,
    Joined,
    Member,
    Name,
    Object,
    Parameter,
    Sequence,
    Span,
    Unknown,
    list_of,
    names_of,
)

__all__ = ["Scope", "changes_of"]

_MOST_BINDINGS = 500
"""Assignments of one name in one function that are looked at, the last ones."""
_SETTERS = PAIR_SETTERS | {"add_field", "setdefault"}

_SETS = re.compile(r"_*(?:maybe_?)?(?:add|set|put|append|assign)", re.IGNORECASE)
"""How functions are named that put an entry into an object."""


class Scope:
    """The names of one file."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._names: dict[Span, list[str]] = {}
        self._changed: dict[tuple[str, ...], list[tuple[Span, Entry]]] = {}
        self._homes: dict[tuple[str, ...], dict[Span | None, list[Binding]]] = {}

    # -- functions of the file ---------------------------------------------------------------------------------------

    def function_of(self, call: Call) -> Function | None:
        """The function of this file that a call calls; None where it is not known to be one."""
        names = names_of(call.callee)
        if len(names) == 1 and names[0]:
            for binding in self.live(names, call.callee.span):
                if isinstance(binding.value, Function):
                    return binding.value
            if self._unit.grammar.binds_functions:
                return None
            return next((one for one in self._unit.functions_named(names[0]) if self._is_bare(one, call)), None)
        if len(names) == 2 and names[0] in self._unit.grammar.instance:
            around = self._unit.class_at(call.span)
            of = self._unit.functions_named(names[1])
            return next((one for one in of if around is not None and self._unit.class_at(one.span) == around), None)
        if len(names) == 2 and self._is_receiver(names[0], call.span):
            of = self._unit.functions_named(names[1])
            return of[0] if len(of) == 1 else None
        return None

    def _is_bare(self, function: Function, call: Call) -> bool:
        """Whether a call may name a function alone: it is in no class, in the class of the call, or makes its class."""
        of = self._unit.class_at(function.span)
        if of is None or (call.new and of.name == function.name):
            return True
        return self._unit.grammar.bare_members and of == self._unit.class_at(call.span)

    def _is_receiver(self, name: str, place: Span) -> bool:
        """Whether a name is what a method's own declaration calls its instance."""
        return any(
            isinstance(one.value, Parameter) and one.value.position == RECEIVER for one in self.live((name,), place)
        )

    def calls_of(self, function: Function) -> list[Call]:
        """The calls in this file of one of its functions."""
        calls = (call for name in self.names_of(function) for call in self._unit.calls_named(name))
        return [call for call in calls if not function.span.holds(call.span) and self.may_call(call, function)]

    def may_call(self, call: Call, function: Function) -> bool:
        """Whether a call with the right last name is one of this function: by its name alone, or on its instance."""
        names, of = names_of(call.callee), self._unit.class_at(function.span)
        if len(names) == 1:
            return of is None or call.new or self._unit.grammar.bare_members
        if of is None:
            return False
        if names[-2] in self._unit.grammar.instance:
            return self._unit.class_at(call.span) == of
        made = (one.value for one in self._unit.bound(names[:-1]))
        return any(isinstance(one, Call) and names_of(one.callee)[-1] == of.name for one in made)

    def names_of(self, function: Function) -> list[str]:
        """The names that a function is called by."""
        if function.span not in self._names:
            bound = (one for node in self._unit.around(function.span) for one in self._unit.bindings_of(node))
            given = (one.names[-1] for one in bound if _is_function(one.value, function))
            self._names[function.span] = list(dict.fromkeys(filter(None, (function.name, *given))))
        return self._names[function.span]

    # -- assignments -------------------------------------------------------------------------------------------------

    def live(self, names: tuple[str, ...], place: Span) -> list[Binding]:
        """The assignments of a name that may hold at a place, oldest first."""
        homes = self._by_function(names)
        if not homes:
            return []
        here = self._unit.function_at(place)
        for function in self._unit.functions_around(place):
            inside = homes.get(function.span if function is not None else None, [])
            own = [one for one in inside[-_MOST_BINDINGS:] if self._visible(one, place)]
            if function == here:
                before = [one for one in own if one.span.end <= place.start]
                own = before or [one for one in own if not (place.end and one.span.holds(place))]  # made of itself
            if own:
                return self._not_overwritten(own, place if function == here else None, function)
        return []

    def _by_function(self, names: tuple[str, ...]) -> dict[Span | None, list[Binding]]:
        """The assignments of a name by the function they stand in; None for the file itself."""
        if names not in self._homes:
            homes: dict[Span | None, list[Binding]] = defaultdict(list)
            for binding in self._unit.bound(names):
                function = self._unit.function_at(binding.span)
                homes[function.span if function is not None else None].append(binding)
            self._homes[names] = homes
        return self._homes[names]

    def _visible(self, binding: Binding, place: Span) -> bool:
        if not binding.declares or not self._unit.grammar.blocks:
            return True
        if isinstance(binding.value, Parameter):
            return True
        return self._unit.block_at(binding.span).holds(place) or place.start >= len(self._unit.source)

    def _not_overwritten(self, bindings: list[Binding], place: Span | None, function: Function | None) -> list[Binding]:
        """What is left after the last assignment that surely happened, those of other branches left out."""
        if len(bindings) == 1:
            return bindings
        at = self._unit.conditions_at(place, function) if place is not None else ()
        live: list[Binding] = []
        for binding in bindings:
            under = self._unit.conditions_at(binding.span, function)
            if _exclusive(under, at):
                continue
            surely = under == at[: len(under)] and not binding.optional
            live = [binding] if surely else [*live, binding]
        return live

    def changes(self, names: tuple[str, ...], since: Binding, place: Span) -> Iterator[tuple[Span, Entry]]:
        """The entries that an object got under a name, between an assignment and a use, each with where it got it.

        An entry that it got under a condition which the use does not share is optional.
        """
        changed = self._changes_of(names)
        if not changed:
            return
        function = self._unit.function_at(place)
        at = self._unit.conditions_at(place, function)
        for where, entry in changed:
            here = self._unit.function_at(where)
            if where.start < since.span.end or (here == function and where.end > place.start):
                continue
            if here not in (function, self._unit.function_at(since.span)):
                continue
            under = self._unit.conditions_at(where, here)
            if not _exclusive(under, at):
                yield where, replace(entry, optional=entry.optional or under != at[: len(under)])

    def _changes_of(self, names: tuple[str, ...]) -> list[tuple[Span, Entry]]:
        """Where the parts of a name get values, and which; in order."""
        if names not in self._changed:
            self._changed[names] = []  # a writer that writes into itself
            self._changed[names] = sorted(self._made_changes(names), key=lambda pair: pair[0].start)
        return self._changed[names]

    def _made_changes(self, names: tuple[str, ...]) -> Iterator[tuple[Span, Entry]]:
        bindings, calls = self._unit.bindings_near(names[-1]), self._unit.calls_near(names[-1])
        for one in bindings:
            if one.names[:-1] == names:
                yield one.span, Entry(Constant(one.names[-1], one.span), one.value, optional=one.optional)
            elif _writes_into(one.value) == names:
                yield from self._changes_of(one.names)
        is_built = len(names) == 1 and any(is_builder(one.value) for one in self._unit.bound(names))
        for call in calls:
            for changed, entry in (*changes_of(call), *self._filled_by_helper(call)):
                if changed == names:
                    yield call.span, entry
            part = set_on(call) if is_built else None
            if part is not None and part[0] == names[0]:
                yield call.span, part[1]

    def _filled_by_helper(self, call: Call) -> Iterator[tuple[tuple[str, ...], Entry]]:
        """What a function that is handed an object may put into it: `set_if(body, "size", size)`; a form by any."""
        given = call.positional
        if not given or not isinstance(given[0], Name) or not isinstance(call.callee, Name):
            return
        path = (given[0].name,)
        made = [one.value for one in self._unit.bound(path)]
        is_form = any(isinstance(one, Call) and names_of(one.callee)[-1] == "FormData" for one in made)
        is_set = any(isinstance(one, Object) for one in made) and _SETS.match(call.callee.name)
        if len(given) == 3 and isinstance(given[1], Constant) and (is_form or is_set):
            yield path, Entry(given[1], given[2], optional=True)
        elif is_form:
            yield path, Entry(None, Unknown(call.span), spread=True)


def _is_function(value: Expression, function: Function) -> bool:
    return isinstance(value, Function) and value.span == function.span


def _writes_into(made: Expression) -> tuple[str, ...]:
    """The buffer that a writer writes into: `multipart.NewWriter(&body)`; empty for anything else."""
    if isinstance(made, Call) and names_of(made.callee)[-1] == "NewWriter" and made.positional:
        return names_of(made.positional[0])
    return ()


def changes_of(call: Call) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """The entries that a call gives an object: `x.update(...)`, `form.append(key, value)`, `Object.assign(x, ...)`."""
    names = names_of(call.callee)
    given = call.positional
    if names == ("Object", "assign") and given and all(path := names_of(given[0])):
        for other in given[1:]:
            yield path, Entry(None, other, spread=True)
    if len(names) < 2 or not all(names):
        return
    base, method = names[:-1], names[-1]
    if method in ("update", "merge!", "putAll"):
        for other in given:
            yield base, Entry(None, other, spread=True)
        for entry in call.arguments:
            if entry.key is not None:
                yield base, entry
    elif method == "add_fields":
        for pair in given:
            if isinstance(pair, Sequence) and len(pair.items) == 2:
                yield base, Entry(*pair.items)
    elif method in _SETTERS and len(given) > 1:
        key, value = (given[1], given[0]) if method == "Add" and isinstance(given[1], Constant) else given[:2]
        if method == "setdefault" and isinstance(call.callee, Member):
            yield base, Entry(key, Fallback(Member(call.callee.base, key, call.span), value, call.span))
        elif not isinstance(key, Constant) or isinstance(key.value, str):
            is_file = method == "CreateFormFile" or len(given) > 2
            yield base, Entry(key, Unknown(call.span) if is_file else value)
        elif method == "insert":
            yield from _added(base, call, (Entry(None, value),))
    elif method[:3] in ("set", "Set") and method[3:4].isupper() and len(given) == 1:
        yield base, Entry(Constant(method[3:4].lower() + method[4:], call.span), given[0])
    elif (method in ("append", "add") and len(given) == 1) or method in ("push", "unshift"):
        yield from _added(base, call, call.arguments)
    elif method == "extend" and given:
        yield from _added(base, call, (Entry(None, given[0], spread=True),))
    elif method in ("pop", "delete") and given:
        yield base, Entry(given[0], Constant(None, call.span))


def _added(base: tuple[str, ...], call: Call, items: tuple[Entry, ...]) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """The items that a call adds to a list; a list that is part of an object changes that object too."""
    for item in items:
        yield base, item
    if len(base) > 1 and isinstance(call.callee, Member):
        whole = Joined((call.callee.base, list_of(items, call.span)), call.span)
        yield base[:-1], Entry(Constant(base[-1], call.span), whole)


def _exclusive(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> bool:
    """Whether two places stand in different parts of one statement."""
    parts = dict(other)
    return any(parts.get(statement, part) != part for statement, part in one)
