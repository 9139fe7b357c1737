"""Rust: which node of its syntax tree means what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from advisor.extract import grammar as g
from advisor.extract import statements as st
from advisor.extract.view import (
    Binding,
    Branch,
    Call,
    Class,
    Constant,
    Entry,
    Expression,
    Imported,
    Joined,
    Member,
    Name,
    Object,
    Parameter,
    Span,
    Unknown,
)
from advisor.extract.view import Sequence as Listed

__all__ = ["RUST"]


def _scoped(reader: g.Reader, node: Node) -> Expression:
    """`path::name` as a chain."""
    path, name = node.child_by_field_name("path"), node.child_by_field_name("name")
    if path is None:
        return Name(reader.text(name), g.span_of(node))
    return Member(reader.expression(path), Constant(reader.text(name), g.span_of(name or node)), g.span_of(node))


def _struct(reader: g.Reader, node: Node) -> Expression:
    made = reader.expression(node.child_by_field_name("name"))
    return Call(made, reader.entries(node.child_by_field_name("body")), g.span_of(node), new=True)


def _field(reader: g.Reader, node: Node) -> Entry:
    name, value = node.child_by_field_name("field"), node.child_by_field_name("value")
    return Entry(Constant(reader.text(name), g.span_of(name or node)), reader.expression(value))


def _rest(reader: g.Reader, node: Node) -> Entry:
    """`..base`; the default of a type adds nothing."""
    base = reader.expression(next(iter(node.named_children), None))
    plain = isinstance(base, Call) and not base.arguments
    return Entry(None, Object((), g.span_of(node)) if plain else base, spread=True)


# -- macros: their inside is no tree but a row of tokens ---------------------------------------------------------------


def _macro(reader: g.Reader, node: Node) -> Expression:
    """`json!({...})`, `format!("...", x)`, `vec![...]`."""
    name = reader.text(node.child_by_field_name("macro")).split("::")[-1]
    tree = next((part for part in node.named_children if part.type == "token_tree"), None)
    return _expanded(reader, name, tree, g.span_of(node))


def _expanded(reader: g.Reader, name: str, tree: Node | None, where: Span) -> Expression:
    inside = [_tokens(reader, part) for part in _split(tree)] if tree is not None else []
    if name == "json":
        return inside[0] if len(inside) == 1 else Unknown(where)
    if name == "format" and inside:
        return _formatted(inside[0], inside[1:], where)
    return Listed(tuple(inside), where) if name == "vec" else Unknown(where)


def _split(tree: Node) -> Iterator[list[Node]]:
    """The parts between the commas of a bracket."""
    part: list[Node] = []
    for token in tree.children[1:-1]:
        if token.type == ",":
            yield part
            part = []
        elif "comment" not in token.type:
            part.append(token)
    if part:
        yield part


def _tokens(reader: g.Reader, tokens: Sequence[Node]) -> Expression:
    """What a row of tokens means: a value, an object, a chain of names and calls."""
    tokens = [token for token in tokens if token.type not in ("&", "*")]
    if not tokens:
        return Unknown(Span(0, 0))
    first = tokens[0]
    made = _bracket(reader, first) if first.type == "token_tree" else reader.expression(first)
    at = 1
    while at < len(tokens):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        where = Span(first.start_byte, (after or token).end_byte)
        if token.type in (".", "::") and after is not None and after.is_named:
            made = Member(made, Constant(reader.text(after), g.span_of(after)), where)
            at += 2
        elif token.type == "!" and after is not None and isinstance(made, (Name, Member)):
            made = _expanded(reader, made.name, after, where)
            at += 2
        elif token.type == "token_tree" and reader.text(token).startswith("("):
            given = tuple(Entry(None, _tokens(reader, part)) for part in _split(token))
            made = Call(made, given, Span(first.start_byte, token.end_byte))
            at += 1
        else:
            return Unknown(Span(first.start_byte, tokens[-1].end_byte))
    return made


def _bracket(reader: g.Reader, tree: Node) -> Expression:
    opening, where = reader.text(tree)[:1], g.span_of(tree)
    parts = list(_split(tree))
    if opening == "{":
        entries = []
        for part in parts:
            colon = next((number for number, token in enumerate(part) if token.type == ":"), 0)
            if colon:
                entries.append(Entry(_tokens(reader, part[:colon]), _tokens(reader, part[colon + 1 :])))
        return Object(tuple(entries), where)
    if opening == "(" and len(parts) == 1:
        return _tokens(reader, parts[0])
    return Listed(tuple(_tokens(reader, part) for part in parts), where)


_HOLE = re.compile(r"\{\{|\}\}|\{(\w*)(?::[^{}]*)?\}")


def _formatted(pattern: Expression, given: Sequence[Expression], where: Span) -> Expression:
    """The text of `format!`, with the names and values in its holes."""
    if not isinstance(pattern, Constant):
        return Unknown(where)
    written, at, rest = str(pattern.value), 0, iter(given)
    parts: list[Expression] = []
    for hole in _HOLE.finditer(written):
        parts.append(Constant(written[at : hole.start()], pattern.span))
        at = hole.end()
        if hole[0] in ("{{", "}}"):
            parts.append(Constant(hole[0][0], pattern.span))
        elif hole[1] and not hole[1].isdigit():
            parts.append(Name(hole[1], pattern.span))
        else:
            parts.append(next(rest, Unknown(where)))
    return Joined((*parts, Constant(written[at:], pattern.span)), where)


# -- statements ------------------------------------------------------------------------------------------------------


def _last(reader: g.Reader, node: Node) -> Expression:
    """What a block gives: its last expression."""
    inside = [part for part in node.named_children if "comment" not in part.type]
    return reader.expression(inside[-1] if inside else None)


def _match(reader: g.Reader, node: Node) -> Expression:
    body = node.child_by_field_name("body")
    arms = [part for part in body.named_children if part.type == "match_arm"] if body is not None else []
    return Branch(tuple(reader.expression(arm.child_by_field_name("value")) for arm in arms), g.span_of(node))


def _let(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`let name: Type = value`, `let Ok(name) = value`."""
    pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
    if pattern is not None and pattern.type == "tuple_struct_pattern" and len(pattern.named_children) == 2:
        pattern = pattern.named_children[1]
    if pattern is not None and pattern.type == "identifier" and value is not None:
        annotation = reader.text(node.child_by_field_name("type")).lstrip("&")
        where = g.span_of(node)
        yield Binding((reader.text(pattern),), reader.expression(value), where, declares=True, annotation=annotation)


def _arm(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`match value { Ok(name) => ... }`."""
    pattern = next(iter(node.named_children), None)
    inner = pattern.named_children[0] if pattern is not None and pattern.named_children else None
    whole = node.parent.parent if node.parent is not None else None
    if whole is None or inner is None or inner.type != "tuple_struct_pattern" or len(inner.named_children) != 2:
        return
    name, value = inner.named_children[1], whole.child_by_field_name("value")
    if reader.text(inner.named_children[0]) in ("Ok", "Some") and name.type == "identifier":
        yield Binding((reader.text(name),), reader.expression(value), g.span_of(name), declares=True)


def _implemented(reader: g.Reader, node: Node) -> Class:
    """The type that methods belong to."""
    return Class(reader.text(node.child_by_field_name("type")).split("<")[0], (), g.span_of(node))


def _constant(reader: g.Reader, node: Node) -> Iterator[Binding]:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    yield Binding((reader.text(name),), reader.expression(value), g.span_of(node))


def _accept(reader: g.Reader, node: Node, position: int) -> Parameter | None:
    if node.type == "identifier":
        return Parameter(reader.text(node), position, None, "", g.span_of(node))
    name = node.child_by_field_name("pattern")
    if node.type != "parameter" or name is None:
        return None
    annotation = reader.text(node.child_by_field_name("type")).lstrip("&")
    return Parameter(reader.text(name).removeprefix("mut "), position, None, annotation, g.span_of(node))


def _use(reader: g.Reader, node: Node) -> Iterator[Binding]:
    argument = node.child_by_field_name("argument")
    if argument is not None:
        yield from _used(reader, argument, "")


def _used(reader: g.Reader, node: Node, before: str) -> Iterator[Binding]:
    """The names that a path of `use` brings in."""
    where = g.span_of(node)
    path = ".".join(filter(None, (before, reader.text(node.child_by_field_name("path")).replace("::", "."))))
    if node.type in ("scoped_use_list", "use_list"):
        listing = node.child_by_field_name("list") or node
        for one in listing.named_children:
            yield from _used(reader, one, path or before)
    elif node.type == "use_as_clause":
        whole = path.split(".")
        yield Binding((reader.text(node.child_by_field_name("alias")),), Imported(path, whole[-1], where), where)
    elif node.type in ("identifier", "scoped_identifier"):
        name = reader.text(node.child_by_field_name("name") or node)
        yield Binding((name,), Imported(f"{path}.{name}".lstrip("."), name, where), where)


_TEXT = g.quoted(contents=frozenset({"string_content"}), escapes=frozenset({"escape_sequence"}), holes={})
_NESTED = frozenset({"function_item", "closure_expression"})
_FUNCTION = st.defined(_accept, returns="return_expression", nested=_NESTED, tail=True)

RUST = g.Grammar(
    language="rust",
    load=g.Wheel("tree_sitter_rust"),
    expressions={
        "identifier": g.named,
        "self": g.named,
        "type_identifier": g.named,
        "field_identifier": g.named,
        "metavariable": g.named,
        "scoped_identifier": _scoped,
        "scoped_type_identifier": _scoped,
        "generic_type": g.inner("type"),
        "generic_type_with_turbofish": g.inner("type"),
        "generic_function": g.inner("function"),
        "field_expression": g.member("value", "field"),
        "call_expression": g.called("function", "arguments"),
        "struct_expression": _struct,
        "macro_invocation": _macro,
        "string_literal": _TEXT,
        "raw_string_literal": _TEXT,
        "integer_literal": g.number,
        "float_literal": g.number,
        "boolean_literal": lambda reader, node: Constant(reader.text(node) == "true", g.span_of(node)),
        "array_expression": g.listed,
        "tuple_expression": g.listed,
        "parenthesized_expression": g.inner(),
        "try_expression": g.inner(),
        "await_expression": g.inner(),
        "reference_expression": g.inner("value"),
        "unary_expression": g.inner(),
        "type_cast_expression": g.inner("value"),
        "return_expression": g.inner(),
        "assignment_expression": g.inner("right"),
        "block": _last,
        "else_clause": g.inner(),
        "if_expression": g.branch("consequence", "alternative"),
        "match_expression": _match,
        "binary_expression": g.operator({"+": "join"}),
        "index_expression": lambda reader, node: _indexed(reader, node),
        "closure_expression": lambda reader, node: _FUNCTION(reader, node),
    },
    entries={
        "field_initializer": _field,
        "shorthand_field_initializer": g.shorthand,
        "base_field_initializer": _rest,
    },
    bindings={
        "let_declaration": _let,
        "let_condition": _let,
        "match_arm": _arm,
        "const_item": _constant,
        "static_item": _constant,
        "assignment_expression": st.assigned("left", "right"),
        "parameters": st.given(_accept),
        "closure_parameters": st.given(_accept),
        "use_declaration": _use,
        "for_expression": st.looped("pattern", "value"),
    },
    functions=dict.fromkeys(sorted(_NESTED), _FUNCTION),
    classes={"impl_item": _implemented},
    branches=frozenset(
        {"if_expression", "else_clause", "match_expression", "match_arm", "for_expression", "while_expression"}
    ),
    blocks=frozenset({"block", "source_file", "if_expression", "match_arm"}),
    instance=frozenset({"self", "Self"}),
    own_spelling=True,
)


def _indexed(reader: g.Reader, node: Node) -> Expression:
    parts = node.named_children
    if len(parts) < 2:
        return Unknown(g.span_of(node))
    return Member(reader.expression(parts[0]), reader.expression(parts[1]), g.span_of(node))
