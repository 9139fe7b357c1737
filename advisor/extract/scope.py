"""Which assignments and functions of a file a place can see, and which of them count there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from advisor.extract.chain import PAIR_SETTERS, is_builder, set_on
from advisor.extract.statements import RECEIVER
from advisor.extract.unit import Unit
from advisor.extract.view import Binding, Call, Constant, Entry, Function, Parameter, Sequence, Span, Unknown, names_of

__all__ = ["Scope"]

_MOST_BINDINGS = 500
"""Assignments of one name in one function that are looked at, the last ones."""
_SETTERS = PAIR_SETTERS | {"add_field", "setdefault"}


class Scope:
    """The names of one file."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
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
            return next((one for one in self._functions.get(names[0], ()) if self._is_bare(one, call)), None)
        if len(names) == 2 and names[0] in self._unit.grammar.instance:
            around = self._unit.class_at(call.span)
            of = self._functions.get(names[1], ())
            return next((one for one in of if around is not None and self._unit.class_at(one.span) == around), None)
        if len(names) == 2 and self._is_receiver(names[0], call.span):
            of = self._functions.get(names[1], ())
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

    def named(self, name: str) -> list[Function]:
        """The functions of this file with a name."""
        return self._functions.get(name, [])

    @cached_property
    def _functions(self) -> dict[str, list[Function]]:
        found: dict[str, list[Function]] = defaultdict(list)
        for function in self._unit.functions:
            found[function.name].append(function)
        return found

    def calls_of(self, function: Function) -> list[Call]:
        """The calls in this file of one of its functions."""
        calls = (call for name in self._names[function.span] for call in self._calls_by_name.get(name, ()))
        return [call for call in calls if not function.span.holds(call.span) and self._may_call(call, function)]

    def _may_call(self, call: Call, function: Function) -> bool:
        """Whether a call with the right last name is one of this function: by its name alone, or on its instance."""
        names, of = names_of(call.callee), self._unit.class_at(function.span)
        if len(names) == 1:
            return of is None or call.new or self._unit.grammar.bare_members
        if of is None:
            return False
        if names[-2] in self._unit.grammar.instance:
            return self._unit.class_at(call.span) == of
        made = (one.value for one in self._unit.bindings.get(names[:-1], ()))
        return any(isinstance(one, Call) and names_of(one.callee)[-1] == of.name for one in made)

    @cached_property
    def _names(self) -> dict[Span, list[str]]:
        """By function: the names it is called by."""
        found: dict[Span, list[str]] = defaultdict(list)
        for function in self._unit.functions:
            if function.name:
                found[function.span].append(function.name)
        for names, bindings in self._unit.bindings.items():
            for binding in bindings:
                if isinstance(binding.value, Function) and names[-1] not in found[binding.value.span]:
                    found[binding.value.span].append(names[-1])
        return found

    @cached_property
    def _calls_by_name(self) -> dict[str, list[Call]]:
        found: dict[str, list[Call]] = defaultdict(list)
        for call in self._unit.calls:
            found[names_of(call.callee)[-1]].append(call)
        return found

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
                own = [one for one in own if one.span.end <= place.start] or own
            if own:
                return self._not_overwritten(own, place if function == here else None, function)
        return []

    def _by_function(self, names: tuple[str, ...]) -> dict[Span | None, list[Binding]]:
        """The assignments of a name by the function they stand in; None for the file itself."""
        if names not in self._homes:
            homes: dict[Span | None, list[Binding]] = defaultdict(list)
            for binding in self._unit.bindings.get(names, ()):
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
        if names not in self._changed:
            return
        function = self._unit.function_at(place)
        at = self._unit.conditions_at(place, function)
        for where, entry in self._changed[names]:
            here = self._unit.function_at(where)
            if where.start < since.span.end or (here == function and where.start >= place.start):
                continue
            if here not in (function, self._unit.function_at(since.span)):
                continue
            under = self._unit.conditions_at(where, here)
            if not _exclusive(under, at):
                yield where, replace(entry, optional=entry.optional or under != at[: len(under)])

    @cached_property
    def _changed(self) -> dict[tuple[str, ...], list[tuple[Span, Entry]]]:
        """By name: where its parts get values, and which; in order."""
        found: dict[tuple[str, ...], list[tuple[Span, Entry]]] = defaultdict(list)
        for names, bindings in self._unit.bindings.items():
            if len(names) > 1:
                for one in bindings:
                    key = Constant(names[-1], one.span)
                    found[names[:-1]].append((one.span, Entry(key, one.value, optional=one.optional)))
        for call in self._unit.calls:
            for names, entry in _changes_of(call):
                found[names].append((call.span, entry))
            part = set_on(call)
            if part is not None and any(is_builder(one.value) for one in self._unit.bindings.get((part[0],), ())):
                found[(part[0],)].append((call.span, part[1]))
        for names, behind in self._written_through():
            found[behind] += found.get(names, [])
        for changes in found.values():
            changes.sort(key=lambda pair: pair[0].start)
        return found

    def _written_through(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Writers and the buffers that they write into: `form := multipart.NewWriter(&body)`."""
        for names, bindings in self._unit.bindings.items():
            for one in bindings:
                made = one.value
                if isinstance(made, Call) and names_of(made.callee)[-1] == "NewWriter" and made.positional:
                    yield names, names_of(made.positional[0])


def _changes_of(call: Call) -> Iterator[tuple[tuple[str, ...], Entry]]:
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
        if not isinstance(key, Constant) or isinstance(key.value, str):
            is_file = method == "CreateFormFile" or len(given) > 2
            yield base, Entry(key, Unknown(call.span) if is_file else value, optional=method == "setdefault")
    elif method[:3] in ("set", "Set") and method[3:4].isupper() and len(given) == 1:
        yield base, Entry(Constant(method[3:4].lower() + method[4:], call.span), given[0])
    elif method in ("append", "push", "add") and len(given) == 1:
        yield base, Entry(None, given[0])
    elif method == "extend" and given:
        yield base, Entry(None, given[0], spread=True)
    elif method in ("pop", "delete") and given:
        yield base, Entry(given[0], Constant(None, call.span), optional=True)


def _exclusive(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> bool:
    """Whether two places stand in different parts of one statement."""
    parts = dict(other)
    return any(parts.get(statement, part) != part for statement, part in one)
