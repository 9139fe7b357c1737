"""Swift: which node of its syntax tree means what."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

from tree_sitter import Node

from advisor.extract import grammar as g
from advisor.extract import statements as st
from advisor.extract.view import (
    Binding,
    Branch,
    Call,
    Constant,
    Entry,
    Expression,
    Function,
    Imported,
    Joined,
    Member,
    Name,
    Object,
    Parameter,
    Span,
    Unknown,
)

__all__ = ["SWIFT"]


def _instance(_: g.Reader, node: Node) -> Expression:
    return Name("self", g.span_of(node))


def _navigation(reader: g.Reader, node: Node) -> Expression:
    """`base.part`; the raw value of an enumeration's case is the case."""
    base = reader.expression(node.child_by_field_name("target"))
    suffix = node.child_by_field_name("suffix")
    part = suffix.child_by_field_name("suffix") if suffix is not None else None
    name = reader.text(part)
    return base if name == "rawValue" else Member(base, Constant(name, g.span_of(part or node)), g.span_of(node))


def _prefix(reader: g.Reader, node: Node) -> Expression:
    """`.part` of a type that goes without saying."""
    target = node.child_by_field_name("target")
    where = g.span_of(node)
    if reader.text(node).startswith(".") and target is not None:
        return Member(Unknown(where), Constant(reader.text(target), where), where)
    return Unknown(where)


def _call(reader: g.Reader, node: Node) -> Expression:
    """A call, a look-up in brackets, or the making of an instance."""
    callee = reader.expression(node.named_children[0] if node.named_children else None)
    suffix = next((part for part in node.named_children if part.type == "call_suffix"), None)
    parts = suffix.named_children if suffix is not None else []
    listing = next((part for part in parts if part.type == "value_arguments"), None)
    arguments = reader.entries(listing)
    if reader.text(listing).startswith("[") and arguments:
        return Member(callee, arguments[0].value, g.span_of(node))
    implied = isinstance(callee, Member) and callee.name == "init"
    return Call(callee, arguments, g.span_of(node), new=implied or st.makes_instance(callee))


def _argument(reader: g.Reader, node: Node) -> Entry:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    return Entry(Constant(reader.text(name), g.span_of(name)) if name else None, reader.expression(value))


def _string(reader: g.Reader, node: Node) -> Expression:
    """A text with `\\(code)` in it."""
    parts: list[Expression] = []
    for number, child in enumerate(node.children):
        field = node.field_name_for_child(number)
        if field == "interpolation":
            parts.append(reader.expression(child.child_by_field_name("value")))
        elif field == "text":
            parts.append(g.piece(reader, child))
    made = g.one_text(parts, g.span_of(node))
    if node.type == "multi_line_string_literal" and isinstance(made, Constant):
        return Constant(dedent(str(made.value)), made.span)
    return made


def _raw(reader: g.Reader, node: Node) -> Expression:
    return Constant(reader.text(node).strip("#").strip('"'), g.span_of(node))


def _dictionary(reader: g.Reader, node: Node) -> Expression:
    keys, values = node.children_by_field_name("key"), node.children_by_field_name("value")
    pairs = zip(map(reader.expression, keys), map(reader.expression, values), strict=False)
    return Object(tuple(Entry(key, value) for key, value in pairs), g.span_of(node))


def _sum(reader: g.Reader, node: Node) -> Expression:
    sides = [reader.expression(node.child_by_field_name(side)) for side in ("lhs", "rhs")]
    adds = any(child.type == "+" for child in node.children)
    return Joined(tuple(sides), g.span_of(node)) if adds else Unknown(g.span_of(node))


def _last(reader: g.Reader, node: Node | None) -> Expression:
    """What a body gives: what it returns, or its only expression."""
    while node is not None and node.type in _BODIES:
        inside = [part for part in node.named_children if part.type not in ("comment", "getter_specifier")]
        node = inside[-1] if inside else None
    return reader.expression(node)


def _property(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`let name: Type = value`, and a property that is computed."""
    pattern = node.child_by_field_name("name")
    name = pattern.child_by_field_name("bound_identifier") if pattern is not None else None
    if name is None:
        return
    value, computed = node.child_by_field_name("value"), node.child_by_field_name("computed_value")
    held = reader.expression(value) if value is not None else _last(reader, computed)
    if value is None and computed is None:
        held = Unknown(g.span_of(node))
    yield Binding((reader.text(name),), held, g.span_of(node), declares=True, annotation=_annotation(reader, node))


def _annotation(reader: g.Reader, node: Node) -> str:
    declared = next((part for part in node.named_children if part.type == "type_annotation"), None)
    return reader.text(declared).lstrip(": ").rstrip("?!")


def _assignment(reader: g.Reader, node: Node) -> Iterator[Binding]:
    target, value = node.child_by_field_name("target"), node.child_by_field_name("result")
    if target is not None and value is not None and reader.text(node.child_by_field_name("operator")) == "=":
        path = st.path_of(reader.expression(target))
        if path:
            yield Binding(path, reader.expression(value), g.span_of(node))


def _unwrapped(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`guard let name = value`, `if let name = value`."""
    for number, child in enumerate(node.children):
        if node.field_name_for_child(number) == "bound_identifier" and number + 2 < len(node.children):
            where = Span(child.start_byte, node.children[number + 2].end_byte)
            yield Binding((reader.text(child),), reader.expression(node.children[number + 2]), where)


def _accept(reader: g.Reader, node: Node, position: int) -> Parameter | None:
    if node.type != "parameter":
        return None
    names = node.children_by_field_name("name")
    after, default = node.next_sibling, None
    if after is not None and after.type == "=":
        default = reader.expression(after.next_named_sibling)
    annotation = reader.text(names[1]).rstrip("?") if len(names) > 1 else ""
    return Parameter(reader.text(names[0] if names else None), position, default, annotation, g.span_of(node))


def _function(reader: g.Reader, node: Node) -> Function:
    body = node.child_by_field_name("body")
    inside = next(iter(body.named_children), None) if body is not None else None
    results = list(st.returned(reader, inside, "control_transfer_statement", _NESTED)) if inside is not None else []
    only = inside.named_children[0] if inside is not None and len(inside.named_children) == 1 else None
    if not results and only is not None:
        results = [reader.expression(only)]
    name = reader.text(node.child_by_field_name("name"))
    return Function(name, st.accepted(reader, node, _accept), g.span_of(node), lambda: results)


def _maker(reader: g.Reader, node: Node) -> Function:
    """What makes a struct that says no more than its stored properties: each may be given, by its name."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    members = body.named_children if body is not None else []
    if name is None or body is None or reader.text(node.child_by_field_name("declaration_kind")) != "struct":
        return Function("", (), Span(node.start_byte, node.start_byte))
    fields = []
    for one in members:
        for binding in _property(reader, one) if one.type == "property_declaration" else ():
            if one.child_by_field_name("computed_value") is None:
                default = None if isinstance(binding.value, Unknown) else binding.value
                fields.append(Parameter(binding.names[0], -1, default, binding.annotation, g.span_of(name)))
    entries = tuple(Entry(Constant(one.name, one.span), one) for one in fields)
    own = any(one.type == "init_declaration" for one in members)
    head = Span(node.start_byte, body.start_byte)
    results = (Object(entries, head),) if entries and not own else ()
    return Function(reader.text(name), tuple(fields), head, lambda: results)


def _given(reader: g.Reader, node: Node) -> Iterator[Binding]:
    for one in st.accepted(reader, node, _accept):
        yield Binding((one.name,), one, one.span, declares=True)


def _case(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """A case of an enumeration with its raw value, as a part of its name."""
    above = node.parent.parent if node.parent is not None else None
    enumeration = reader.text(above.child_by_field_name("name")) if above is not None else ""
    name = ""
    for number, child in enumerate(node.children):
        field = node.field_name_for_child(number)
        if field == "name":
            name = reader.text(child)
        elif field == "raw_value":
            yield Binding((enumeration, name), reader.expression(child), g.span_of(node))


def _import(reader: g.Reader, node: Node) -> Iterator[Binding]:
    module, where = reader.text(node.named_children[-1] if node.named_children else None), g.span_of(node)
    yield Binding((f"import {module}",), Imported(module, "", where), where)


_BODIES = frozenset({"statements", "computed_property", "computed_getter", "control_transfer_statement"})
_NESTED = frozenset({"function_declaration", "lambda_literal"})

SWIFT = g.Grammar(
    language="swift",
    load=g.Wheel("tree_sitter_swift"),
    expressions={
        "simple_identifier": g.named,
        "self_expression": _instance,
        "navigation_expression": _navigation,
        "prefix_expression": _prefix,
        "call_expression": _call,
        "directly_assignable_expression": g.inner(),
        "line_string_literal": _string,
        "multi_line_string_literal": _string,
        "raw_string_literal": _raw,
        "integer_literal": g.number,
        "real_literal": g.number,
        "boolean_literal": lambda reader, node: Constant(reader.text(node) == "true", g.span_of(node)),
        "nil_literal": g.literal(None),
        "dictionary_literal": _dictionary,
        "array_literal": g.listed,
        "tuple_expression": g.inner("value"),
        "try_expression": g.inner("expr"),
        "await_expression": g.inner("expr"),
        "as_expression": g.inner("expr"),
        "postfix_expression": g.inner("target"),
        "nil_coalescing_expression": g.fallback("value", "if_nil"),
        "ternary_expression": g.branch("if_true", "if_false"),
        "additive_expression": _sum,
        "control_transfer_statement": g.inner("result"),
        "if_statement": lambda reader, node: Branch(
            tuple(_last(reader, part) for part in node.named_children if part.type == "statements"), g.span_of(node)
        ),
    },
    entries={"value_argument": _argument},
    bindings={
        "property_declaration": _property,
        "assignment": _assignment,
        "guard_statement": _unwrapped,
        "if_statement": _unwrapped,
        "function_declaration": _given,
        "init_declaration": _given,
        "enum_entry": _case,
        "import_declaration": _import,
    },
    functions={"function_declaration": _function, "init_declaration": _function, "class_declaration": _maker},
    classes={"class_declaration": st.classed()},
    branches=frozenset(
        {"if_statement", "switch_statement", "switch_entry", "for_statement", "while_statement", "catch_block"}
    ),
    blocks=frozenset({"statements", "class_body", "source_file", "lambda_literal"}),
    instance=frozenset({"self"}),
    bare_members=True,
    own_spelling=True,
)
