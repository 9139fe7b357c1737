"""PHP: which node of its syntax tree means what."""

from __future__ import annotations

from collections.abc import Iterator

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
    Imported,
    Member,
    Name,
    Object,
    Parameter,
    Sequence,
    Unknown,
)

__all__ = ["PHP"]


def _variable(reader: g.Reader, node: Node) -> Expression:
    return Name(reader.text(node).lstrip("$"), g.span_of(node))


def _qualified(reader: g.Reader, node: Node) -> Expression:
    """`\\Vendor\\Package\\Class` as a chain of names."""
    found: Expression | None = None
    for part in reader.text(node).strip("\\").split("\\"):
        where = g.span_of(node)
        found = Name(part, where) if found is None else Member(found, Constant(part, where), where)
    return found or Unknown(g.span_of(node))


def _member(base: str) -> g.Convert:
    """`$base->name`, `Base::name`, `Base::$name`."""

    def convert(reader: g.Reader, node: Node) -> Expression:
        parts = [part for part in node.named_children if part.type != "comment"]
        inside = node.child_by_field_name(base) or parts[0]
        key = node.child_by_field_name("name") or parts[-1]
        name = reader.text(key).lstrip("$")
        if name == "value" and base == "object":
            return reader.expression(inside)  # of an enumeration
        return Member(reader.expression(inside), Constant(name, g.span_of(key)), g.span_of(node))

    return convert


def _called(base: str) -> g.Convert:
    """`$base->name(...)`, `Base::name(...)`."""
    member = _member(base)

    def convert(reader: g.Reader, node: Node) -> Expression:
        return Call(member(reader, node), reader.entries(node.child_by_field_name("arguments")), g.span_of(node))

    return convert


def _made(reader: g.Reader, node: Node) -> Expression:
    arguments = next((part for part in node.named_children if part.type == "arguments"), None)
    made = next((part for part in node.named_children if part.type in ("name", "qualified_name")), None)
    return Call(reader.expression(made), reader.entries(arguments), g.span_of(node), new=True)


def _subscript(reader: g.Reader, node: Node) -> Expression:
    parts = node.named_children
    if len(parts) < 2:
        return Unknown(g.span_of(node))
    return Member(reader.expression(parts[0]), reader.expression(parts[1]), g.span_of(node))


def _array(reader: g.Reader, node: Node) -> Expression:
    """Entries where it has keys, else a list."""
    entries = reader.entries(node)
    if any(one.key is not None or one.spread for one in entries):
        return Object(tuple(one for one in entries if one.key is not None or one.spread), g.span_of(node))
    return Sequence(tuple(one.value for one in entries), g.span_of(node))


def _element(reader: g.Reader, node: Node) -> Entry:
    """`key => value`, or a value alone; options of curl have constants for keys."""
    parts = [part for part in node.named_children if part.type != "comment"]
    if len(parts) > 1:
        key = reader.expression(parts[0])
        option = isinstance(key, Name) and key.name.startswith("CURLOPT_")
        return Entry(
            Constant(key.name, key.span) if isinstance(key, Name) and option else key, reader.expression(parts[1])
        )
    if parts and parts[0].type == "variadic_unpacking":
        return g.spread(reader, parts[0])
    return Entry(None, reader.expression(parts[0] if parts else None))


def _argument(reader: g.Reader, node: Node) -> Entry:
    name = node.child_by_field_name("name")
    value = next((part for part in reversed(node.named_children) if part.type != "comment"), None)
    if value is not None and value.type == "variadic_unpacking":
        return g.spread(reader, value)
    return Entry(Constant(reader.text(name), g.span_of(name)) if name else None, reader.expression(value))


def _conditional(reader: g.Reader, node: Node) -> Expression:
    """`a ? b : c`, and `a ?: c`."""
    body, other = node.child_by_field_name("body"), reader.expression(node.child_by_field_name("alternative"))
    if body is None:
        return Fallback(reader.expression(node.child_by_field_name("condition")), other, g.span_of(node))
    return Branch((reader.expression(body), other), g.span_of(node))


def _match(reader: g.Reader, node: Node) -> Expression:
    body = node.child_by_field_name("body")
    arms = body.named_children if body is not None else []
    return Branch(
        tuple(reader.expression(arm.child_by_field_name("return_expression")) for arm in arms), g.span_of(node)
    )


def _accept(reader: g.Reader, node: Node, position: int) -> Parameter | None:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("default_value")
    if name is None:
        return None
    default = reader.expression(value) if value is not None else None
    annotation = reader.text(node.child_by_field_name("type")).lstrip("?")
    return Parameter(reader.text(name).lstrip("$"), position, default, annotation, g.span_of(node))


def _parameters(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """The parameters of a function; promoted ones are properties of the instance too."""
    yield from st.given(_accept)(reader, node)
    for one in node.named_children:
        if one.type == "property_promotion_parameter" and (made := _accept(reader, one, -1)) is not None:
            yield Binding(("this", made.name), made, made.span, annotation=made.annotation)


def _constant(reader: g.Reader, node: Node) -> Iterator[Binding]:
    if len(node.named_children) > 1:
        name, value = node.named_children[0], node.named_children[-1]
        yield Binding((reader.text(name),), reader.expression(value), g.span_of(node))


def _property(reader: g.Reader, node: Node) -> Iterator[Binding]:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("default_value")
    kind = node.parent.child_by_field_name("type") if node.parent is not None else None
    held = reader.expression(value) if value is not None else Unknown(g.span_of(node))
    yield Binding((reader.text(name).lstrip("$"),), held, g.span_of(node), annotation=reader.text(kind).lstrip("?"))


def _defined(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`define("NAME", value)`."""
    made = reader.expression(node)
    if isinstance(made, Call) and made.callee == Name("define", made.callee.span) and len(made.positional) > 1:
        name, value = made.positional[:2]
        if isinstance(name, Constant):
            yield Binding((str(name.value),), value, made.span)


def _use(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`use Vendor\\Package\\Class as Name`."""
    alias = node.child_by_field_name("alias")
    whole = next((part for part in node.named_children if part.type in ("qualified_name", "name")), None)
    module = reader.text(whole).strip("\\")
    parts = module.split("\\")
    where = g.span_of(node)
    yield Binding((reader.text(alias) or parts[-1],), Imported(".".join(parts), parts[-1], where), where)


def _heredoc(reader: g.Reader, node: Node) -> Expression:
    return reader.expression(node.child_by_field_name("value"))


_TEXT = g.quoted(
    contents=frozenset({"string_content", "nowdoc_string"}),
    escapes=frozenset({"escape_sequence"}),
    holes={},
)
_HOLES = frozenset(
    {"variable_name", "member_access_expression", "subscript_expression", "dynamic_variable_name"}
    | {"member_call_expression", "nullsafe_member_access_expression", "scoped_property_access_expression"}
)


def _template(reader: g.Reader, node: Node) -> Expression:
    """A text in which variables stand as they are."""
    parts: list[Expression] = []
    for child in node.children:
        if child.type in _HOLES:
            parts.append(reader.expression(child))
        elif child.type in ("string_content", "escape_sequence"):
            parts.append(g.piece(reader, child))
    return g.one_text(parts, g.span_of(node))


_NESTED = frozenset({"anonymous_function", "arrow_function", "function_definition", "method_declaration"})
_FUNCTION = st.defined(_accept, nested=_NESTED)

PHP = g.Grammar(
    language="php",
    load=g.Wheel("tree_sitter_php", "language_php"),
    expressions={
        "variable_name": _variable,
        "name": g.named,
        "relative_scope": g.named,
        "qualified_name": _qualified,
        "member_access_expression": _member("object"),
        "nullsafe_member_access_expression": _member("object"),
        "class_constant_access_expression": _member("scope"),
        "scoped_property_access_expression": _member("scope"),
        "subscript_expression": _subscript,
        "function_call_expression": g.called("function", "arguments"),
        "member_call_expression": _called("object"),
        "nullsafe_member_call_expression": _called("object"),
        "scoped_call_expression": _called("scope"),
        "object_creation_expression": _made,
        "array_creation_expression": _array,
        "string": _TEXT,
        "encapsed_string": _template,
        "heredoc": _heredoc,
        "nowdoc": _heredoc,
        "heredoc_body": _template,
        "nowdoc_body": _TEXT,
        "integer": g.number,
        "float": g.number,
        "boolean": lambda reader, node: Constant(reader.text(node).lower() == "true", g.span_of(node)),
        "null": g.literal(None),
        "parenthesized_expression": g.inner(),
        "cast_expression": g.inner("value"),
        "error_suppression_expression": g.inner(),
        "assignment_expression": g.inner("right"),
        "conditional_expression": _conditional,
        "match_expression": _match,
        "binary_expression": g.operator({".": "join", "??": "fallback", "+": "merge"}),
        "anonymous_function": lambda reader, node: _FUNCTION(reader, node),
        "arrow_function": lambda reader, node: _FUNCTION(reader, node),
    },
    entries={"array_element_initializer": _element, "argument": _argument},
    bindings={
        "assignment_expression": st.assigned("left", "right"),
        "augmented_assignment_expression": st.assigned("left", "right", operators=frozenset()),
        "formal_parameters": _parameters,
        "const_element": _constant,
        "property_element": _property,
        "function_call_expression": _defined,
        "namespace_use_clause": _use,
    },
    functions=dict.fromkeys(sorted(_NESTED), _FUNCTION),
    classes=dict.fromkeys(("class_declaration", "trait_declaration"), st.classed()),
    branches=frozenset(
        {"if_statement", "else_clause", "else_if_clause", "while_statement", "for_statement", "foreach_statement"}
        | {"switch_statement", "case_statement", "default_statement", "catch_clause"}
    ),
    instance=frozenset({"this", "self", "static"}),
    own_spelling=True,
)
