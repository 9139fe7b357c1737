"""Go: which node of its syntax tree means what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from advisor.extract import grammar as g
from advisor.extract import statements as st
from advisor.extract.view import (
    Binding,
    Call,
    Constant,
    Entry,
    Expression,
    Function,
    Imported,
    Member,
    Object,
    Parameter,
    Unknown,
)

__all__ = ["GO"]


def _parameters(reader: g.Reader, node: Node) -> Iterator[tuple[str, Parameter]]:
    """The parameters of a list; one declaration may hold several names."""
    receiver = node.parent is not None and node.parent.child_by_field_name("receiver") == node
    position = 0
    for one in node.named_children:
        annotation = reader.text(one.child_by_field_name("type"))
        for name in one.children_by_field_name("name"):
            at = st.RECEIVER if receiver else position
            yield reader.text(name), Parameter(reader.text(name), at, None, annotation, g.span_of(name))
            position += 1


def _given(reader: g.Reader, node: Node) -> Iterator[Binding]:
    if node.parent is not None and node.parent.child_by_field_name("result") != node:
        for name, parameter in _parameters(reader, node):
            yield Binding((name,), parameter, parameter.span, declares=True)


def _function(reader: g.Reader, node: Node) -> Function:
    listing = node.child_by_field_name("parameters")
    accepted = tuple(one for _, one in _parameters(reader, listing)) if listing is not None else ()
    body, nested = node.child_by_field_name("body"), frozenset({"func_literal"})
    results = partial(st.returned, reader, body, "return_statement", nested)
    return Function(reader.text(node.child_by_field_name("name")), accepted, g.span_of(node), results)


def _first(reader: g.Reader, node: Node) -> Expression:
    """The first of several: what counts of `body, err`."""
    return reader.expression(next(iter(node.named_children), None))


def _assigned(left: str, right: str, *, declares: bool) -> g.Bind:
    """One or several values; of what a call gives, the first counts."""

    def bind(reader: g.Reader, node: Node) -> Iterator[Binding]:
        targets = node.children_by_field_name(left)
        if left == "left" and targets and targets[0].type == "expression_list":
            targets = targets[0].named_children
        values = node.child_by_field_name(right)
        given = values.named_children if values is not None else []
        annotation, where = reader.text(node.child_by_field_name("type")), g.span_of(node)
        if node.type == "assignment_statement" and reader.text(node.child_by_field_name("operator")) not in ("=", ""):
            return
        for position, target in enumerate(targets):
            of = given[position] if position < len(given) else None
            path = st.path_of(reader.expression(target))
            if path and path != ("_",):
                yield Binding(path, reader.expression(of) if of else Unknown(where), where, declares, False, annotation)

    return bind


def _composite(reader: g.Reader, node: Node) -> Expression:
    """A struct, which is made by its type, or a map, or a list."""
    kind, body = node.child_by_field_name("type"), node.child_by_field_name("body")
    where = g.span_of(node)
    if kind is None or kind.type in ("slice_type", "array_type", "implicit_length_array_type"):
        return g.listed(reader, body) if body is not None else Unknown(where)
    if kind.type in ("map_type", "struct_type"):
        return Object(reader.entries(body), where)
    return Call(reader.expression(kind), reader.entries(body), where, new=True)


def _literal(reader: g.Reader, node: Node) -> Expression:
    """What stands in braces without a type: entries or a list."""
    if any(child.type == "keyed_element" for child in node.named_children):
        return Object(reader.entries(node), g.span_of(node))
    return g.listed(reader, node)


def _entry(reader: g.Reader, node: Node) -> Entry:
    key = node.child_by_field_name("key")
    inside = key.named_children[0] if key is not None and key.named_children else key
    of_struct = inside is not None and inside.type == "identifier" and not _in_map(node)
    known = Constant(reader.text(inside), g.span_of(node)) if of_struct else reader.expression(inside)
    return Entry(known, reader.expression(node.child_by_field_name("value")))


def _in_map(node: Node) -> bool:
    whole = node.parent.parent if node.parent is not None else None
    kind = whole.child_by_field_name("type") if whole is not None else None
    return kind is not None and kind.type == "map_type"


def _conversion(reader: g.Reader, node: Node) -> Expression:
    """`[]byte(text)`."""
    return reader.expression(node.child_by_field_name("operand"))


def _imports(reader: g.Reader, node: Node) -> Iterator[Binding]:
    module = reader.text(node.child_by_field_name("path")).strip('"`')
    name = reader.text(node.child_by_field_name("name")) or _package(module)
    yield Binding((name,), Imported(module, "", g.span_of(node)), g.span_of(node))


def _package(module: str) -> str:
    """The name that a module's package has, as a rule: no version, no `go-` before it and no `-go` behind."""
    parts = [part for part in module.split("/") if not (part[:1] == "v" and part[1:].isdigit())]
    return parts[-1].removeprefix("go-").removesuffix("-go").removesuffix(".go") if parts else module


def _loop(reader: g.Reader, node: Node) -> Iterator[Binding]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is not None and right is not None and len(left.named_children) > 1:
        where = g.span_of(left)
        each = Member(reader.expression(right), Unknown(where), where)
        yield Binding((reader.text(left.named_children[1]),), each, where, declares=True)


_TEXT = g.quoted(
    contents=frozenset({"interpreted_string_literal_content", "raw_string_literal_content"}),
    escapes=frozenset({"escape_sequence"}),
    holes={},
)

GO = g.Grammar(
    language="go",
    load=g.Wheel("tree_sitter_go"),
    expressions={
        "identifier": g.named,
        "package_identifier": g.named,
        "type_identifier": g.named,
        "field_identifier": g.named,
        "selector_expression": g.member("operand", "field"),
        "qualified_type": g.member("package", "name"),
        "index_expression": g.keyed("operand", "index"),
        "call_expression": g.called("function", "arguments"),
        "composite_literal": _composite,
        "literal_value": _literal,
        "literal_element": g.inner(),
        "interpreted_string_literal": _TEXT,
        "raw_string_literal": _TEXT,
        "int_literal": g.number,
        "float_literal": g.number,
        "true": g.literal(True),
        "false": g.literal(False),
        "nil": g.literal(None),
        "parenthesized_expression": g.inner(),
        "unary_expression": g.inner("operand"),
        "expression_list": _first,
        "type_assertion_expression": g.inner("operand"),
        "type_conversion_expression": _conversion,
        "binary_expression": g.operator({"+": "join"}),
        "func_literal": lambda reader, node: _function(reader, node),
    },
    entries={"keyed_element": _entry},
    bindings={
        "short_var_declaration": _assigned("left", "right", declares=True),
        "assignment_statement": _assigned("left", "right", declares=False),
        "var_spec": _assigned("name", "value", declares=True),
        "const_spec": _assigned("name", "value", declares=True),
        "parameter_list": _given,
        "import_spec": _imports,
        "range_clause": _loop,
    },
    functions=dict.fromkeys(("function_declaration", "method_declaration", "func_literal"), _function),
    branches=frozenset(
        {
            "if_statement",
            "for_statement",
            "expression_switch_statement",
            "type_switch_statement",
            "expression_case",
            "default_case",
            "type_case",
            "select_statement",
        }
    ),
    blocks=frozenset({"block", "source_file", "if_statement", "for_statement", "expression_case", "default_case"}),
    instance=frozenset(),
    own_spelling=True,
    context_first=True,
)
