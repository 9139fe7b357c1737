"""Java: which node of its syntax tree means what."""

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
    Environment,
    Expression,
    Function,
    Imported,
    Member,
    Name,
    Object,
    Parameter,
    Unknown,
)

__all__ = ["JAVA", "dotted"]


def dotted(reader: g.Reader, node: Node) -> Expression:
    """`a.b.C` without its types, as a chain of names."""
    found: Expression | None = None
    for part in reader.text(node).split("<")[0].split("."):
        where = g.span_of(node)
        found = Name(part.strip(), where) if found is None else Member(found, Constant(part.strip(), where), where)
    return found or Unknown(g.span_of(node))


def _invocation(reader: g.Reader, node: Node) -> Expression:
    """`base.name(...)`, `name(...)`."""
    base, name = node.child_by_field_name("object"), node.child_by_field_name("name")
    where = g.span_of(name or node)
    callee: Expression = Name(reader.text(name), where)
    if base is not None:
        callee = Member(reader.expression(base), Constant(reader.text(name), where), g.span_of(node))
    return Call(callee, reader.entries(node.child_by_field_name("arguments")), g.span_of(node))


def _made(reader: g.Reader, node: Node) -> Expression:
    """`new Class(...)`; what its own block puts into it are its entries: `new HashMap<>() {{ put("a", 1); }}`."""
    kind = node.child_by_field_name("type")
    callee = dotted(reader, kind) if kind is not None else Unknown(g.span_of(node))
    body = next((part for part in node.named_children if part.type == "class_body"), None)
    entries = list(_put(reader, body)) if body is not None else []
    if entries:
        return Object(tuple(entries), g.span_of(node))
    return Call(callee, reader.entries(node.child_by_field_name("arguments")), g.span_of(node), new=True)


def _put(reader: g.Reader, body: Node) -> Iterator[Entry]:
    stack = [body]
    while stack:
        node = stack.pop()
        made = reader.expression(node) if node.type == "method_invocation" else None
        if isinstance(made, Call) and made.callee == Name("put", made.callee.span) and len(made.positional) == 2:
            yield Entry(*made.positional)
        elif node.type in ("class_body", "block", "expression_statement"):
            stack.extend(reversed(node.named_children))


def _string(reader: g.Reader, node: Node) -> Expression:
    """A text, or a block of it without the indentation of the code."""
    made = _TEXT(reader, node)
    if isinstance(made, Constant) and isinstance(made.value, str) and reader.text(node).startswith('"""'):
        return Constant(dedent(made.value).lstrip("\n"), made.span)
    return made


def _switch(reader: g.Reader, node: Node) -> Expression:
    body = node.child_by_field_name("body")
    arms = [part for part in body.named_children if part.type == "switch_rule"] if body is not None else []
    results = [arm.named_children[-1] for arm in arms if arm.named_children]
    return Branch(tuple(map(reader.expression, results)), g.span_of(node))


def _accept(reader: g.Reader, node: Node, position: int) -> Parameter | None:
    if node.type == "identifier":
        return Parameter(reader.text(node), position, None, "", g.span_of(node))
    name = node.child_by_field_name("name")
    if name is None:
        return None
    return Parameter(reader.text(name), position, None, reader.text(node.child_by_field_name("type")), g.span_of(node))


def _declaration(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`Type name = value;` of a variable or a field; what injects a value may name its default."""
    kind = reader.text(node.child_by_field_name("type"))
    for one in node.children_by_field_name("declarator"):
        value = one.child_by_field_name("value")
        held = reader.expression(value) if value is not None else _injected(reader, node)
        name = reader.text(one.child_by_field_name("name"))
        yield Binding((name,), held, g.span_of(one), declares=True, annotation="" if kind == "var" else kind)


def _injected(reader: g.Reader, node: Node) -> Expression:
    """`@Value("${setting:default}") String name;`."""
    where = g.span_of(node)
    modifiers = next((part for part in node.named_children if part.type == "modifiers"), None)
    for one in modifiers.named_children if modifiers is not None else ():
        if one.type == "annotation" and reader.text(one.child_by_field_name("name")) == "Value":
            setting, colon, default = reader.text(one.child_by_field_name("arguments")).strip('()"${}').partition(":")
            return Environment(setting, Constant(default, where) if colon else None, where)
    return Unknown(where)


def _resource(reader: g.Reader, node: Node) -> Iterator[Binding]:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    if name is not None and value is not None:
        yield Binding((reader.text(name),), reader.expression(value), g.span_of(node), declares=True)


def _class(_: g.Reader, node: Node) -> Expression:
    """`Name.class`."""
    where = g.span_of(node)
    return Member(Unknown(where), Constant("class", where), where)


def _import(reader: g.Reader, node: Node) -> Iterator[Binding]:
    whole = reader.text(node.named_children[0] if node.named_children else None)
    where = g.span_of(node)
    if not (reader.text(node).startswith("import static") and "*" in reader.text(node)):
        yield Binding((whole.split(".")[-1],), Imported(whole, whole.split(".")[-1], where), where)


def _record(reader: g.Reader, node: Node) -> Function:
    return st.maker(reader, node.child_by_field_name("parameters"), node.child_by_field_name("name"), _accept)


def _parameters(reader: g.Reader, node: Node) -> Iterator[Binding]:
    of_record = node.parent is not None and node.parent.type == "record_declaration"
    yield from (st.fields(_accept, "this") if of_record else st.given(_accept))(reader, node)


_TEXT = g.quoted(
    contents=frozenset({"string_fragment", "multiline_string_fragment"}),
    escapes=frozenset({"escape_sequence"}),
    holes={},
)
_FUNCTION = st.defined(_accept, nested=frozenset({"lambda_expression", "method_declaration", "class_body"}))

JAVA = g.Grammar(
    language="java",
    load=g.Wheel("tree_sitter_java"),
    expressions={
        "class_literal": _class,
        "identifier": g.named,
        "this": g.named,
        "super": g.named,
        "scoped_identifier": dotted,
        "field_access": g.member("object", "field"),
        "array_access": g.keyed("array", "index"),
        "method_invocation": _invocation,
        "object_creation_expression": _made,
        "array_initializer": g.listed,
        "array_creation_expression": g.inner("value"),
        "string_literal": _string,
        "decimal_integer_literal": g.number,
        "decimal_floating_point_literal": g.number,
        "true": g.literal(True),
        "false": g.literal(False),
        "null_literal": g.literal(None),
        "parenthesized_expression": g.inner(),
        "cast_expression": g.inner("value"),
        "assignment_expression": g.inner("right"),
        "ternary_expression": g.branch("consequence", "alternative"),
        "switch_expression": _switch,
        "expression_statement": g.inner(),
        "binary_expression": g.operator({"+": "join"}),
        "lambda_expression": lambda reader, node: _FUNCTION(reader, node),
    },
    bindings={
        "local_variable_declaration": _declaration,
        "field_declaration": _declaration,
        "assignment_expression": st.assigned("left", "right"),
        "formal_parameters": _parameters,
        "enhanced_for_statement": st.looped("name", "value"),
        "resource": _resource,
        "import_declaration": _import,
    },
    functions={
        **dict.fromkeys(("method_declaration", "constructor_declaration", "lambda_expression"), _FUNCTION),
        "record_declaration": _record,
    },
    classes=dict.fromkeys(("class_declaration", "record_declaration", "enum_declaration"), st.classed()),
    branches=frozenset(
        {"if_statement", "for_statement", "enhanced_for_statement", "while_statement", "catch_clause"}
        | {"switch_expression", "switch_block_statement_group", "switch_rule"}
    ),
    blocks=frozenset({"block", "class_body", "program", "for_statement", "enhanced_for_statement", "constructor_body"}),
    instance=frozenset({"this"}),
    bare_members=True,
    own_spelling=True,
)
