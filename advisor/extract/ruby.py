"""Ruby: which node of its syntax tree means what."""

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
    Imported,
    Member,
    Name,
    Parameter,
    Unknown,
)

__all__ = ["RUBY"]


def _instance_variable(reader: g.Reader, node: Node) -> Expression:
    where = g.span_of(node)
    return Member(Name("self", where), Constant(reader.text(node).lstrip("@"), where), where)


def _call(reader: g.Reader, node: Node) -> Expression:
    """`receiver.method(...)`, `Class.new(...)`; a block is the default of `ENV.fetch`."""
    receiver, method = node.child_by_field_name("receiver"), node.child_by_field_name("method")
    arguments, where = reader.entries(node.child_by_field_name("arguments")), g.span_of(node)
    name, block = reader.text(method), node.child_by_field_name("block")
    if receiver is None:
        return Call(Name(name, g.span_of(method or node)), arguments, where)
    base = reader.expression(receiver)
    if name == "new":
        return Call(base, arguments, where, new=True)
    if name == "fetch" and block is not None:
        arguments = (*arguments, Entry(None, _last(reader, block)))
    return Call(Member(base, Constant(name, g.span_of(method or node)), where), arguments, where)


def _last(reader: g.Reader, node: Node | None) -> Expression:
    """What a body gives: its last expression."""
    while node is not None and node.type in _BODIES:
        inside = [part for part in node.named_children if part.type not in ("comment", "block_parameters")]
        node = inside[-1] if inside else None
    return reader.expression(node)


def _scope(reader: g.Reader, node: Node) -> Expression:
    scope, name = node.child_by_field_name("scope"), node.child_by_field_name("name")
    if scope is None:
        return Name(reader.text(name), g.span_of(node))
    return Member(reader.expression(scope), Constant(reader.text(name), g.span_of(name or node)), g.span_of(node))


def _reference(reader: g.Reader, node: Node) -> Expression:
    parts = node.named_children
    return (
        Member(reader.expression(parts[0]), reader.expression(parts[1]), g.span_of(node))
        if len(parts) > 1
        else Unknown(g.span_of(node))
    )


def _symbol(reader: g.Reader, node: Node) -> Expression:
    return Constant(reader.text(node).lstrip(":").rstrip(":"), g.span_of(node))


def _pair(reader: g.Reader, node: Node) -> Entry:
    """`key: value`, `"key" => value`, and `key:` for the value of that name."""
    key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    known = reader.expression(key)
    if value is None and isinstance(known, Constant):
        return Entry(known, Name(str(known.value), known.span))
    return Entry(known, reader.expression(value))


def _heredoc(reader: g.Reader, node: Node) -> Expression:
    """The text that follows the line of `<<~NAME`."""
    above: Node | None = node
    while above is not None:
        sibling = above.next_sibling
        while sibling is not None:
            if sibling.type == "heredoc_body":
                return _text(reader, sibling)
            sibling = sibling.next_sibling
        above = above.parent
    return Unknown(g.span_of(node))


def _text(reader: g.Reader, node: Node) -> Expression:
    made = _TEXT(reader, node)
    return Constant(dedent(str(made.value)), made.span) if isinstance(made, Constant) else made


def _branch(reader: g.Reader, node: Node) -> Expression:
    """`if`, `unless`, `case` as expressions."""
    parts = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
    if node.type == "case":
        cases = [part for part in node.named_children if part.type in ("when", "else")]
        bodies = [part.child_by_field_name("body") or part for part in cases]
        return Branch(tuple(_last(reader, one) for one in bodies), g.span_of(node))
    return Branch(tuple(_last(reader, one) for one in parts if one is not None), g.span_of(node))


def _accept(reader: g.Reader, node: Node, position: int) -> Parameter | None:
    """A parameter; a keyword is given by name only."""
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    default = reader.expression(value) if value is not None else None
    if node.type == "identifier":
        return Parameter(reader.text(node), position, None, "", g.span_of(node))
    if name is None or node.type not in ("keyword_parameter", "optional_parameter", "hash_splat_parameter"):
        return None
    if node.type == "hash_splat_parameter":
        return Parameter(reader.text(name), -1, None, "**", g.span_of(node))
    at = -1 if node.type == "keyword_parameter" else position
    return Parameter(reader.text(name), at, default, "", g.span_of(node))


def _assigned(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`name = value`, `thing.part = value`, `a, b = 1, 2`, `name ||= value`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    sign = reader.text(node.child_by_field_name("operator")) or "="
    if left is None or right is None or sign not in ("=", "||="):
        return
    targets = left.named_children if left.type == "left_assignment_list" else [left]
    values = right.named_children if right.type == "right_assignment_list" else [right]
    for position, target in enumerate(targets):
        value = reader.expression(values[position]) if position < len(values) else Unknown(g.span_of(right))
        path = st.path_of(_target(reader, target))
        if path:
            yield Binding(path, value, g.span_of(node), optional=sign == "||=")


def _target(reader: g.Reader, node: Node) -> Expression:
    """What is assigned to: a call without arguments is a part."""
    made = reader.expression(node)
    return made.callee if isinstance(made, Call) and not made.arguments else made


def _required(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`require "package"`."""
    made = reader.expression(node)
    if isinstance(made, Call) and made.callee == Name("require", made.callee.span) and made.positional:
        what = made.positional[0]
        if isinstance(what, Constant):
            yield Binding((f"require {what.value}",), Imported(str(what.value), "", made.span), made.span)


def _method(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """A method without parameters is written like a variable."""
    function = _FUNCTION(reader, node)
    if not function.parameters and function.returns:
        yield Binding((function.name,), Branch(function.returns, function.span), function.span)


_BODIES = frozenset(
    {"then", "else", "block", "do_block", "block_body", "body_statement", "argument_list", "parenthesized_statements"}
)
_TEXT = g.quoted(
    contents=frozenset({"string_content", "heredoc_content"}),
    escapes=frozenset({"escape_sequence"}),
    holes={"interpolation": ""},
)
_NESTED = frozenset({"method", "singleton_method", "lambda"})
_FUNCTION = st.defined(_accept, returns="return", nested=_NESTED, tail=True)

RUBY = g.Grammar(
    language="ruby",
    load=g.Wheel("tree_sitter_ruby"),
    expressions={
        "identifier": g.named,
        "constant": g.named,
        "self": g.named,
        "instance_variable": _instance_variable,
        "class_variable": _instance_variable,
        "global_variable": g.named,
        "call": _call,
        "scope_resolution": _scope,
        "element_reference": _reference,
        "string": _TEXT,
        "heredoc_beginning": _heredoc,
        "chained_string": g.joined,
        "bare_string": _TEXT,
        "bare_symbol": _TEXT,
        "simple_symbol": _symbol,
        "hash_key_symbol": _symbol,
        "delimited_symbol": _TEXT,
        "integer": g.number,
        "float": g.number,
        "true": g.literal(True),
        "false": g.literal(False),
        "nil": g.literal(None),
        "hash": g.object_of(),
        "array": g.listed,
        "string_array": g.listed,
        "symbol_array": g.listed,
        "argument_list": _last,
        "parenthesized_statements": _last,
        "begin": g.inner(),
        "assignment": g.inner("right"),
        "operator_assignment": g.inner("right"),
        "conditional": g.branch("consequence", "alternative"),
        "if": _branch,
        "unless": _branch,
        "case": _branch,
        "binary": g.operator({"+": "join", "||": "fallback", "or": "fallback", "&&": "guard"}),
        "lambda": lambda reader, node: _FUNCTION(reader, node),
    },
    entries={"pair": _pair, "hash_splat_argument": g.spread},
    bindings={
        "assignment": _assigned,
        "operator_assignment": _assigned,
        "method_parameters": st.given(_accept),
        "block_parameters": st.given(_accept),
        "lambda_parameters": st.given(_accept),
        "call": _required,
        "method": _method,
        "singleton_method": _method,
    },
    functions=dict.fromkeys(sorted(_NESTED), _FUNCTION),
    classes=dict.fromkeys(("class", "module"), st.classed()),
    branches=frozenset(
        {"if", "unless", "elsif", "else", "case", "when", "while", "rescue", "if_modifier", "unless_modifier"}
    ),
    instance=frozenset({"self"}),
    bare_members=True,
    own_spelling=True,
)
