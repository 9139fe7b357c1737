"""Converters for statements: assignments and patterns, parameters, functions, classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from tree_sitter import Node

from advisor.extract.grammar import Bind, Classify, Define, Reader, name_key, span_of
from advisor.extract.view import (
    Binding,
    Class,
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
)

__all__ = [
    "RECEIVER",
    "accepted",
    "assigned",
    "bound",
    "classed",
    "defined",
    "deleted",
    "fields",
    "given",
    "looped",
    "maker",
    "makes_instance",
    "path_of",
    "returned",
]

RECEIVER = -2
"""The position of a parameter that is the instance of a method."""


def path_of(target: Expression) -> tuple[str, ...]:
    """The names that an assignment gives a value to; empty where they are computed."""
    names: list[str] = []
    while isinstance(target, Member) and target.name:
        names.append(target.name)
        target = target.base
    return (target.name, *reversed(names)) if isinstance(target, Name) else ()


def assigned(left: str, right: str, *, declares: bool = False, operators: frozenset[str] = frozenset({"="})) -> Bind:
    """`left = right`, to a name, a part or several names."""

    def bind(reader: Reader, node: Node) -> Iterator[Binding]:
        target, value = node.child_by_field_name(left), node.child_by_field_name(right)
        annotation = reader.text(node.child_by_field_name("type")).lstrip(": ")
        sign = reader.text(node.child_by_field_name("operator")) or "="
        if target is None or value is None:
            return
        if sign in ("??=", "||="):
            yield from bound(reader, target, reader.expression(value), span_of(node), optional=True)
        elif sign in _ADDING:
            both = _ADDING[sign](reader.expression(target), reader.expression(value), span_of(node))
            yield from bound(reader, target, both, span_of(node))
        elif sign in operators:
            for binding in bound(reader, target, reader.expression(value), span_of(node), declares=declares):
                yield replace(binding, annotation=annotation)

    return bind


_ADDING: Mapping[str, Callable[[Expression, Expression, Span], Expression]] = {
    "+=": lambda left, right, where: Joined((left, right), where),
    "|=": lambda left, right, where: Object((Entry(None, left, spread=True), Entry(None, right, spread=True)), where),
}
"""What a name stands for after something was added to it."""


def deleted(reader: Reader, node: Node) -> Iterator[Binding]:
    """A part that is taken away is nothing afterwards."""
    if node.children[0].type in ("del", "delete"):
        for target in node.named_children:
            for one in target.named_children if target.type == "expression_list" else [target]:
                names = path_of(reader.expression(one))
                if len(names) > 1:
                    yield Binding(names, Constant(None, span_of(node)), span_of(node))


def bound(
    reader: Reader, target: Node, value: Expression, where: Span, *, declares: bool = False, optional: bool = False
) -> Iterator[Binding]:
    """The bindings of a target, taken apart where it is a pattern."""
    parts = list(_pattern(reader, target, value))
    for names, part in parts:
        if names:
            yield Binding(names, part, where, declares, optional)


_LISTS = frozenset({"pattern_list", "tuple_pattern", "list_pattern", "array_pattern", "expression_list", "tuple"})


def _pattern(reader: Reader, target: Node, value: Expression) -> Iterator[tuple[tuple[str, ...], Expression]]:
    where = span_of(target)
    if target.type == "object_pattern":
        for part in target.named_children:
            yield from _object_pattern(reader, part, value)
    elif target.type in _LISTS:
        items = value.items if isinstance(value, Sequence) else ()
        for position, part in enumerate(target.named_children):
            inside = items[position] if position < len(items) else Member(value, Constant(position, where), where)
            yield from _pattern(reader, part, inside)
    elif target.type == "assignment_pattern":
        default = reader.expression(target.child_by_field_name("right"))
        left = target.child_by_field_name("left")
        if left is not None:
            yield from _pattern(reader, left, Fallback(value, default, where))
    else:
        yield path_of(reader.expression(target)), value


def _object_pattern(reader: Reader, part: Node, value: Expression) -> Iterator[tuple[tuple[str, ...], Expression]]:
    where = span_of(part)
    if part.type == "shorthand_property_identifier_pattern":
        name = reader.text(part)
        yield (name,), Member(value, Constant(name, where), where)
    elif part.type == "object_assignment_pattern":
        name, default = reader.text(part.child_by_field_name("left")), part.child_by_field_name("right")
        yield (name,), Fallback(Member(value, Constant(name, where), where), reader.expression(default), where)
    elif part.type == "pair_pattern":
        key, target = name_key(reader, part.child_by_field_name("key")), part.child_by_field_name("value")
        if key is not None and target is not None:
            yield from _pattern(reader, target, Member(value, key, where))
    elif part.type == "rest_pattern" and part.named_children:
        yield (reader.text(part.named_children[0]),), value


Accept: TypeAlias = Callable[[Reader, Node, int], Parameter | None]
"""One parameter, at its position; None for what is none, such as a bare `*`."""


def _accepted(reader: Reader, listing: Node | None, accept: Accept) -> list[tuple[Node, Parameter]]:
    """The parameters of a function, each with its node."""
    if listing is None:
        return []
    found: list[tuple[Node, Parameter]] = []
    for one in [listing] if listing.type == "identifier" else listing.named_children:
        made = accept(reader, one, sum(before.position >= 0 for _, before in found))
        if made is not None:
            found.append((one, made))
    return found


def given(accept: Accept, pattern: Callable[[Node], Node | None] = lambda _: None) -> Bind:
    """The names that parameters bring into their function; `pattern` finds the pattern that takes one apart."""

    def bind(reader: Reader, node: Node) -> Iterator[Binding]:
        for one, parameter in _accepted(reader, node, accept):
            taken_apart = pattern(one)
            if taken_apart is not None:
                yield from bound(reader, taken_apart, parameter, parameter.span, declares=True)
            else:
                yield Binding((parameter.name,), parameter, parameter.span, declares=True)

    return bind


def defined(
    accept: Accept,
    *,
    name: str = "name",
    parameters: tuple[str, ...] = ("parameters",),
    body: str = "body",
    returns: str = "return_statement",
    nested: frozenset[str] = frozenset(),
    tail: bool = False,
) -> Define:
    """A function: its parameters, and what it may return; with `tail` that is its last expression too."""

    def define(reader: Reader, node: Node) -> Function:
        listing = next(filter(None, map(node.child_by_field_name, parameters)), None)
        given = accepted(reader, listing, accept)
        inside = node.child_by_field_name(body)
        read = _with_last if tail else returned
        results = partial(read, reader, inside, returns, nested)
        return Function(reader.text(node.child_by_field_name(name)), given, span_of(node), results)

    return define


def _with_last(reader: Reader, body: Node | None, returns: str, nested: frozenset[str]) -> Iterator[Expression]:
    """What the body of a function may return, its last expression included."""
    yield from returned(reader, body, returns, nested)
    last = body.named_children[-1] if body is not None and body.named_children else None
    if last is not None and last.type != returns and not isinstance(reader.expression(last), Unknown):
        yield reader.expression(last)


def returned(reader: Reader, body: Node | None, returns: str, nested: frozenset[str]) -> Iterator[Expression]:
    """What the body of a function may return."""
    if body is None:
        return
    if "block" not in body.type and body.type not in ("compound_statement", "statements", "body_statement"):
        yield reader.expression(body)  # an arrow function's or a lambda's
        return
    stack = [body]
    while stack:
        node = stack.pop()
        if node.type == returns:
            yield reader.expression(next(iter(node.named_children), None))
        elif node.type not in nested:
            stack.extend(reversed(node.named_children))


def accepted(reader: Reader, listing: Node | None, accept: Accept) -> tuple[Parameter, ...]:
    """The parameters that stand in a list."""
    return tuple(parameter for _, parameter in _accepted(reader, listing, accept))


def makes_instance(callee: Expression) -> bool:
    """Whether a call makes an instance, where only a capital says so."""
    named = callee.name if isinstance(callee, (Name, Member)) else ""
    return named[:1].isupper() and not named.isupper()


def maker(reader: Reader, listing: Node | None, name: Node | None, accept: Accept) -> Function:
    """What makes an instance of a class whose fields are parameters: a record, a data class."""
    given = accepted(reader, listing, accept)
    part = listing or name
    where = span_of(part) if part is not None else Span(0, 0)
    fields = tuple(Entry(Constant(one.name, one.span), one) for one in given)
    results = (Object(fields, where),) if fields else ()
    return Function(reader.text(name), given, where, lambda: results)


def fields(accept: Accept, instance: str) -> Bind:
    """The parameters of a class, as parts of its instance."""

    def bind(reader: Reader, node: Node) -> Iterator[Binding]:
        for _, one in _accepted(reader, node, accept):
            yield Binding((instance, one.name), one, one.span, annotation=one.annotation)

    return bind


def looped(left: str, right: str) -> Bind:
    """Each of several in turn."""

    def bind(reader: Reader, node: Node) -> Iterator[Binding]:
        target, over = node.child_by_field_name(left), node.child_by_field_name(right)
        if target is not None and over is not None:
            where = span_of(target)
            each = Member(reader.expression(over), Unknown(where), where)
            yield from bound(reader, target, each, where, declares=True)

    return bind


def classed(name: str = "name", bases: str = "") -> Classify:
    """A class and what it extends."""

    def classify(reader: Reader, node: Node) -> Class:
        above = (
            node.child_by_field_name(bases)
            if bases
            else next((child for child in node.named_children if child.type in ("class_heritage", "superclass")), None)
        )
        words = reader.text(above).replace("extends", " ").replace("(", " ").replace(")", " ").replace(",", " ").split()
        return Class(reader.text(node.child_by_field_name(name)), tuple(words), span_of(node))

    return classify
