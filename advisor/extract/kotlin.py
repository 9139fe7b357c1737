"""Kotlin: which node of its syntax tree means what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
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
    Fallback,
    Function,
    Imported,
    Joined,
    Member,
    Name,
    Object,
    Parameter,
    Unknown,
)

__all__ = ["KOTLIN"]


def _named(reader: g.Reader, node: Node) -> Expression:
    """A name; the words for values are names to the grammar."""
    words = {"true": True, "false": False, "null": None}
    written = reader.text(node)
    return Constant(words[written], g.span_of(node)) if written in words else Name(written, g.span_of(node))


def _navigation(reader: g.Reader, node: Node) -> Expression:
    """`base.part`, `base?.part`."""
    parts = node.named_children
    if len(parts) < 2:
        return Unknown(g.span_of(node))
    return Member(reader.expression(parts[0]), Constant(reader.text(parts[-1]), g.span_of(parts[-1])), g.span_of(node))


def _call(reader: g.Reader, node: Node) -> Expression:
    """A call; of a name with a capital it makes an instance. A block behind its arguments belongs to it."""
    callee = reader.expression(node.named_children[0] if node.named_children else None)
    listing = next((part for part in node.named_children if part.type == "value_arguments"), None)
    arguments = reader.entries(listing)
    block = next((part for part in node.named_children if part.type == "annotated_lambda"), None)
    if block is not None:
        if isinstance(callee, Name) and callee.name in _FILLED:
            return Object(tuple(_put(reader, block)), g.span_of(node))
        if listing is None and isinstance(callee, Call):  # `client.post(url) { ... }`
            return Call(callee.callee, callee.arguments, g.span_of(node), callee.new)
        arguments = (*arguments, Entry(None, reader.expression(block)))
    return Call(callee, arguments, g.span_of(node), new=st.makes_instance(callee))


def _put(reader: g.Reader, block: Node) -> Iterator[Entry]:
    """The entries that a block gives what it fills: `put("key", value)`; with more than these two it is a file."""
    inside = block.named_children[0] if block.named_children else block
    for one in inside.named_children:
        made = reader.expression(one) if one.type == "call_expression" else None
        if isinstance(made, Call) and len(made.positional) > 1 and reader.text(one).startswith(("put(", "append(")):
            value = made.positional[1] if len(made.positional) == 2 else Unknown(made.span)
            yield Entry(made.positional[0], value)


def _argument(reader: g.Reader, node: Node) -> Entry:
    """`name = value`, or a value."""
    parts = [part for part in node.named_children if "comment" not in part.type]
    if len(parts) == 2 and any(child.type == "=" for child in node.children):
        return Entry(Constant(reader.text(parts[0]), g.span_of(parts[0])), reader.expression(parts[1]))
    value = reader.expression(parts[-1] if parts else None)
    if parts and parts[-1].type == "infix_expression":
        return _to(reader, parts[-1])
    return Entry(None, value)


def _to(reader: g.Reader, node: Node) -> Entry:
    """`key to value`."""
    parts = node.named_children
    if len(parts) == 3 and reader.text(parts[1]) == "to":
        return Entry(reader.expression(parts[0]), reader.expression(parts[2]))
    return Entry(None, Unknown(g.span_of(node)))


def _string(reader: g.Reader, node: Node) -> Expression:
    """A text with `$name` and `${code}` in it."""
    parts: list[Expression] = []
    dollar = False
    for child in node.named_children:
        written, where = reader.text(child), g.span_of(child)
        if child.type == "interpolation":
            parts.append(reader.expression(next(iter(child.named_children), None)))
        elif dollar and (name := re.match(r"[A-Za-z_]\w*", written)):
            parts[-1] = Name(name[0], where)
            parts.append(Constant(written[name.end() :], where))
        else:
            parts.append(g.piece(reader, child))
        dollar = child.type == "string_content" and written == "$"
    made = g.one_text(parts, g.span_of(node))
    if node.type == "multiline_string_literal" and isinstance(made, Constant):
        return Constant(dedent(str(made.value)), made.span)
    return made


def _branch(reader: g.Reader, node: Node) -> Expression:
    """`if (a) b else c`, `when (a) { ... }`."""
    condition = node.child_by_field_name("condition")
    if node.type == "when_expression":
        entries = [part for part in node.named_children if part.type == "when_entry"]
        options = [part.named_children[-1] for part in entries if part.named_children]
    else:
        options = [part for part in node.named_children if part != condition]
    return Branch(tuple(_last(reader, one) for one in options), g.span_of(node))


def _last(reader: g.Reader, node: Node | None) -> Expression:
    """What a body gives."""
    while node is not None and node.type in ("block", "control_structure_body", "function_body", "statements"):
        node = node.named_children[-1] if node.named_children else None
    return reader.expression(node)


def _binary(reader: g.Reader, node: Node) -> Expression:
    left, right = (reader.expression(node.child_by_field_name(side)) for side in ("left", "right"))
    signs = {child.type for child in node.children if not child.is_named}
    if "+" in signs:
        return Joined((left, right), g.span_of(node))
    return Fallback(left, right, g.span_of(node)) if "?:" in signs else Unknown(g.span_of(node))


def _index(reader: g.Reader, node: Node) -> Expression:
    parts = node.named_children
    if len(parts) < 2:
        return Unknown(g.span_of(node))
    return Member(reader.expression(parts[0]), reader.expression(parts[1]), g.span_of(node))


def _property(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`val name: Type = value`, `val name by lazy { value }`."""
    declared = next((part for part in node.named_children if part.type == "variable_declaration"), None)
    if declared is None or not declared.named_children:
        return
    kind = reader.text(declared.named_children[1]).rstrip("?") if len(declared.named_children) > 1 else ""
    after = [
        part for part in node.named_children if part.start_byte >= declared.end_byte and "comment" not in part.type
    ]
    value = next((part for part in after if part.type not in ("getter", "setter")), None)
    inner = value.named_children[0] if value is not None and value.type == "property_delegate" else value
    held = reader.expression(inner) if inner is not None else Unknown(g.span_of(node))
    yield Binding((reader.text(declared.named_children[0]),), held, g.span_of(node), declares=True, annotation=kind)


def _accept(reader: g.Reader, node: Node, position: int) -> Parameter | None:
    """A parameter; of a function its default stands beside it, of a class inside of it."""
    if node.type not in ("parameter", "class_parameter"):
        return None
    parts = [part for part in node.named_children if part.type != "modifiers"]
    if not parts:
        return None
    default = parts[2] if len(parts) > 2 else None
    after = node.next_sibling
    if default is None and after is not None and after.type == "=":
        default = after.next_named_sibling
    annotation = reader.text(parts[1]).rstrip("?") if len(parts) > 1 else ""
    value = reader.expression(default) if default is not None else None
    return Parameter(reader.text(parts[0]), position, value, annotation, g.span_of(node))


def _function(reader: g.Reader, node: Node) -> Function:
    listing = next((part for part in node.named_children if part.type == "function_value_parameters"), None)
    body = next((part for part in node.named_children if part.type == "function_body"), None)
    block = next((part for part in body.named_children if part.type == "block"), None) if body is not None else None
    returned = partial(st.returned, reader, block, "return_expression", _NESTED)
    results = returned if block else lambda: (_last(reader, body),)
    name = node.child_by_field_name("name")
    return Function(reader.text(name), st.accepted(reader, listing, _accept), g.span_of(node), results)


def _lambda(reader: g.Reader, node: Node) -> Function:
    last = node.named_children[-1] if node.named_children else None
    return Function("", (), g.span_of(node), lambda: (_last(reader, last),))


def _maker(reader: g.Reader, node: Node) -> Function:
    """What makes a class whose fields stand in brackets behind its name."""
    own = next((part for part in node.named_children if part.type == "primary_constructor"), None)
    listing = next(iter(own.named_children), None) if own is not None else None
    return st.maker(reader, listing, node.child_by_field_name("name"), _accept)


def _import(reader: g.Reader, node: Node) -> Iterator[Binding]:
    parts = node.named_children
    if parts:
        module, where = reader.text(parts[0]), g.span_of(node)
        name = reader.text(parts[1]) if len(parts) > 1 else module.split(".")[-1]
        yield Binding((name,), Imported(module, module.split(".")[-1], where), where)


_FILLED = frozenset({"formData", "buildJsonObject", "buildMap", "parametersOf", "jsonObject"})
"""Functions whose block fills an object."""
_NESTED = frozenset({"function_declaration", "lambda_literal", "anonymous_function"})

KOTLIN = g.Grammar(
    language="kotlin",
    load=g.Wheel("tree_sitter_kotlin"),
    expressions={
        "identifier": _named,
        "this_expression": g.named,
        "navigation_expression": _navigation,
        "index_expression": _index,
        "call_expression": _call,
        "string_literal": _string,
        "multiline_string_literal": _string,
        "number_literal": g.number,
        "float_literal": g.number,
        "parenthesized_expression": g.inner(),
        "unary_expression": g.inner("argument"),
        "as_expression": g.inner("left"),
        "binary_expression": _binary,
        "collection_literal": g.listed,
        "if_expression": _branch,
        "when_expression": _branch,
        "return_expression": g.inner(),
        "annotated_lambda": g.inner(),
        "lambda_literal": lambda reader, node: _lambda(reader, node),
    },
    entries={"value_argument": _argument},
    bindings={
        "property_declaration": _property,
        "assignment": st.assigned("left", "right"),
        "function_value_parameters": st.given(_accept),
        "class_parameters": st.fields(_accept, "this"),
        "import": _import,
    },
    functions={"function_declaration": _function, "class_declaration": _maker},
    classes=dict.fromkeys(("class_declaration", "object_declaration"), st.classed()),
    branches=frozenset(
        {"if_expression", "when_expression", "when_entry", "for_statement", "while_statement", "catch_block"}
    ),
    blocks=frozenset({"block", "class_body", "source_file", "lambda_literal"}),
    instance=frozenset({"this"}),
    bare_members=True,
    own_spelling=True,
)
