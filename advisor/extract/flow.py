"""Where something that is written leads: the calls that may be given it, through names, parameters and results."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from advisor.extract.chain import links
from advisor.extract.known import simpler
from advisor.extract.options import names_of_option
from advisor.extract.scope import Scope, changes_of
from advisor.extract.unit import Unit
from advisor.extract.view import Call, Expression, Member, Name, Parameter, Span, argument_of, is_struct, names_of

__all__ = ["Flow"]


class Flow:
    """Follows words of one file from where they stand to the names that are given them, and on from those.

    It goes by names alone, and so reaches too much rather than too little; what it spares is a look at all the rest.
    """

    def __init__(self, unit: Unit, scope: Scope) -> None:
        self._unit, self._scope = unit, scope
        self._found: dict[Span, Call] = {}
        self._followed: set[tuple[str, Span | None]] = set()
        self._places: deque[Span] = deque()

    def calls_of(self, places: Iterable[Span]) -> list[Call]:
        """The innermost calls around some places, and those of the names that are given what stands there; in order."""
        return self._calls(places, through_calls=False)

    def calls_given(self, places: Iterable[Span]) -> list[Call]:
        """Every call that may be handed what stands at some places, in order."""
        return self._calls(places, through_calls=True)

    def _calls(self, places: Iterable[Span], *, through_calls: bool) -> list[Call]:
        self._places.extend(places)
        while self._places:
            self._climb(self._places.popleft(), through_calls=through_calls)
        return sorted(self._found.values(), key=lambda call: (call.span.start, -call.span.end))

    def _climb(self, place: Span, *, through_calls: bool) -> None:
        """From a place outward, until a name is given it or a call keeps it; the links after that call have it too."""
        kept_by: Span | None = None
        for node in self._unit.around(place):
            call = self._unit.call_of(node)
            if kept_by is None:
                given = {one.names for one in self._unit.bindings_of(node) if _holds(one.value, place)}
                for names in given:
                    self._name(names, place)
                if given:
                    return
            elif call is None or call.span.start != kept_by.start:
                return
            if call is not None:
                self._found |= {link.span: link for link in links(call)}
                if kept_by is None and through_calls:
                    self._hand_on(call, place)
                gives_on = _gives_on(call, place) if through_calls else _is_bound(call, place)
                kept_by = kept_by if kept_by is None and gives_on else call.span
        if kept_by is None:
            self._leave(place)

    def _leave(self, place: Span) -> None:
        """A function that gives what stands at a place."""
        function = self._unit.function_at(place)
        if function is not None and any(one.span.holds(place) for one in function.returns):
            for name in self._scope.names_of(function):
                self._follow(name)

    def _hand_on(self, call: Call, place: Span) -> None:
        """What a call does with an argument: a function of the file has it, an object keeps it, an option is read."""
        for names, _ in changes_of(call):
            self._name(names, place)
        called = names_of(call.callee)[-1]
        for function in self._unit.functions_named(called):
            for parameter in function.parameters if self._scope.may_call(call, function) else ():
                given = argument_of(call, parameter)
                if given is not None and given.span.holds(place):
                    self._follow(parameter.name, function.span)
        if any(one.name == called for one in self._unit.classes):
            for argument in call.arguments:
                if argument.name and argument.value.span.holds(place):
                    self._follow(argument.name)
        for name in names_of_option(call):
            self._follow(name)

    def _name(self, names: tuple[str, ...], place: Span) -> None:
        """A name, or a part of one, that is given what stands at a place."""
        if len(names) > 1 and names[0] in self._unit.grammar.instance:
            self._follow(names[-1])
        else:
            function = self._unit.function_at(place)
            self._follow(names[0], function.span if function is not None else None)

    def _follow(self, name: str, within: Span | None = None) -> None:
        if name and (name, within) not in self._followed and (name, None) not in self._followed:
            self._followed.add((name, within))
            self._places.extend(self._unit.places(name, within))


def _gives_on(call: Call, place: Span) -> bool:
    """Whether what a call gives may hold what stands at a place in it."""
    if is_struct(call) or simpler(call) is not None:
        return True
    callee = call.callee
    if not callee.span.holds(place):
        return False
    return isinstance(callee, Name) or not isinstance(callee, Member) or callee.key.span.holds(place)


def _is_bound(call: Call, place: Span) -> bool:
    """Whether a call gives the function that a place names once more: `images.generate.bind(images)`."""
    base = call.callee.base if isinstance(call.callee, Member) else None
    return isinstance(base, Member) and base.key.span.holds(place)


def _holds(value: Expression, place: Span) -> bool:
    """Whether a value is made of what stands at a place."""
    if isinstance(value, Parameter):
        return value.default is not None and value.default.span.holds(place)
    return value.span.holds(place) or (isinstance(value, Member) and _holds(value.base, place))
