"""Python: which node of its syntax tree means what."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Language, Node

from advisor.extract import grammar as g
from advisor.extract import statements as st
from advisor.extract.view import Binding, Constant, Entry, Expression, Imported, Member, Parameter, Sequence, Unknown

__all__ = ["PYTHON"]


def _load() -> Language:
    import tree_sitter_python

    return Language(tree_sitter_python.language())


_KEYWORD_ONLY = ("*", "keyword_separator", "list_splat_pattern")


def _accept(reader: g.Reader, node: Node, position: int) -> Parameter | None:
    """A parameter; the instance counts for nothing, since a call does not write it."""
    name = node.child_by_field_name("name") or (node.named_children[0] if node.type == "typed_parameter" else node)
    if node.type in _KEYWORD_ONLY or name.type in ("dictionary_splat_pattern", "list_splat_pattern"):
        return None
    written = reader.text(name)
    if written in ("self", "cls") and position == 0:
        return None
    value = node.child_by_field_name("value")
    default = reader.expression(value) if value is not None else None
    by_name_only = any(other.type in _KEYWORD_ONLY for other in _before(node))
    annotation = reader.text(node.child_by_field_name("type"))
    return Parameter(written, -1 if by_name_only else position, default, annotation, g.span_of(node))


def _before(node: Node) -> Iterator[Node]:
    sibling = node.prev_sibling
    while sibling is not None:
        yield sibling
        sibling = sibling.prev_sibling


def _splat_parameters(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """The parameters of a function, `*args` and `**kwargs` as not known."""
    yield from _GIVEN(reader, node)
    for one in node.named_children:
        part = one.named_children[0] if one.type == "typed_parameter" and one.named_children else one
        if part.type in ("dictionary_splat_pattern", "list_splat_pattern") and part.named_children:
            name, where = part.named_children[0], g.span_of(part)
            yield Binding((reader.text(name),), Parameter(reader.text(name), -1, None, "**", where), where)


_GIVEN = st.given(_accept)


def _imports(reader: g.Reader, node: Node) -> Iterator[Binding]:
    of = node.child_by_field_name("module_name")
    module, where = reader.text(of), g.span_of(node)
    if any(child.type == "wildcard_import" for child in node.named_children):
        yield Binding(("*",), Imported(module, "", where), where)
    for one in node.children_by_field_name("name"):
        name = one.child_by_field_name("name") or one
        alias = one.child_by_field_name("alias")
        written = reader.text(name)
        if of is not None:
            yield Binding((reader.text(alias) or written,), Imported(module, written, where), where)
        elif alias is not None:
            yield Binding((reader.text(alias),), Imported(written, "", where), where)
        else:
            yield Binding((written.split(".")[0],), Imported(written.split(".")[0], "", where), where)


def _with(reader: g.Reader, node: Node) -> Iterator[Binding]:
    value = node.child_by_field_name("value")
    if value is not None and value.type == "as_pattern" and len(value.named_children) > 1:
        target = value.named_children[1]
        name = target.named_children[0] if target.named_children else target
        yield from st.bound(reader, name, reader.expression(value.named_children[0]), g.span_of(node))


def _loop(reader: g.Reader, node: Node) -> Iterator[Binding]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is not None and right is not None:
        where = g.span_of(left)
        each = Member(reader.expression(right), Unknown(where), where)
        yield from st.bound(reader, left, each, where)


def _comprehension(reader: g.Reader, node: Node) -> Expression:
    """`{key: value for key, value in other.items() if ...}` has the entries of the other."""
    clause = next((part for part in node.named_children if part.type == "for_in_clause"), None)
    over = reader.expression(clause.child_by_field_name("right")) if clause is not None else None
    if over is not None and getattr(over, "callee", None) is not None:
        callee = over.callee  # type: ignore[union-attr]
        if isinstance(callee, Member) and callee.name == "items":
            return callee.base
    return Unknown(g.span_of(node))


def _each(reader: g.Reader, node: Node) -> Expression:
    """`[f(x) for x in several]`: a list of what each comes to."""
    return Sequence((reader.expression(node.child_by_field_name("body")),), g.span_of(node))


_STRING = g.quoted(
    contents=frozenset({"string_content"}),
    escapes=frozenset({"escape_sequence", "escape_interpolation"}),
    holes={"interpolation": "expression"},
)


def _string(reader: g.Reader, node: Node) -> Expression:
    """A text; a raw one keeps its backslashes."""
    prefix = reader.text(node)[:3].lower().split("'")[0].split('"')[0]
    if "r" in prefix and "f" not in prefix:
        inside = "".join(reader.text(part) for part in node.children if part.type == "string_content")
        return Constant(inside, g.span_of(node))
    return _STRING(reader, node)


def _subscript(reader: g.Reader, node: Node) -> Expression:
    """A part; `x[:]` is all of it."""
    part = node.child_by_field_name("subscript")
    if part is not None and part.type == "slice" and not part.named_children:
        return reader.expression(node.child_by_field_name("value"))
    return _KEYED(reader, node)


_KEYED = g.keyed("value", "subscript")


def _named(reader: g.Reader, node: Node) -> Entry:
    name = node.child_by_field_name("name")
    return Entry(g.name_key(reader, name), reader.expression(node.child_by_field_name("value")))


def _pair(reader: g.Reader, node: Node) -> Entry:
    """`key: value` of a dict, where a name is a look-up and not its own text."""
    return Entry(
        reader.expression(node.child_by_field_name("key")), reader.expression(node.child_by_field_name("value"))
    )


_FUNCTION = st.defined(_accept, nested=frozenset({"function_definition", "lambda", "class_definition"}))

PYTHON = g.Grammar(
    language="python",
    load=_load,
    expressions={
        "identifier": g.named,
        "attribute": g.member("object", "attribute"),
        "subscript": _subscript,
        "call": g.called("function", "arguments"),
        "string": _string,
        "concatenated_string": g.joined,
        "integer": g.number,
        "float": g.number,
        "unary_operator": g.signed,
        "true": g.literal(True),
        "false": g.literal(False),
        "none": g.literal(None),
        "dictionary": g.object_of(),
        "dictionary_comprehension": _comprehension,
        "list": g.listed,
        "list_comprehension": _each,
        "generator_expression": _each,
        "tuple": g.listed,
        "expression_list": g.listed,
        "parenthesized_expression": g.inner(),
        "await": g.inner(),
        "named_expression": g.inner("value"),
        "conditional_expression": g.branch(),
        "boolean_operator": g.operator({"or": "fallback", "and": "guard"}),
        "binary_operator": g.operator({"+": "join", "|": "merge"}),
        "lambda": lambda reader, node: _FUNCTION(reader, node),
    },
    entries={
        "keyword_argument": _named,
        "pair": _pair,
        "dictionary_splat": g.spread,
        "list_splat": g.spread,
    },
    bindings={
        "assignment": st.assigned("left", "right"),
        "augmented_assignment": st.assigned("left", "right"),
        "delete_statement": st.deleted,
        "named_expression": st.assigned("name", "value"),
        "parameters": _splat_parameters,
        "lambda_parameters": _splat_parameters,
        "import_from_statement": _imports,
        "import_statement": _imports,
        "with_item": _with,
        "for_statement": _loop,
        "for_in_clause": _loop,
    },
    functions={"function_definition": _FUNCTION, "lambda": _FUNCTION},
    classes={"class_definition": st.classed(bases="superclasses")},
    branches=frozenset(
        {
            "if_statement",
            "elif_clause",
            "else_clause",
            "for_statement",
            "while_statement",
            "except_clause",
            "except_group_clause",
            "case_clause",
            "match_statement",
        }
    ),
    instance=frozenset({"self", "cls"}),
)
