"""JavaScript and TypeScript: which node of their syntax trees means what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Language, Node

from advisor.extract import grammar as g
from advisor.extract import statements as st
from advisor.extract.view import Binding, Call, Constant, Entry, Expression, Imported, Member, Name, Parameter, Unknown

__all__ = ["JAVASCRIPT", "TSX", "TYPESCRIPT"]


def _load_javascript() -> Language:
    import tree_sitter_javascript

    return Language(tree_sitter_javascript.language())


def _load_typescript() -> Language:
    import tree_sitter_typescript

    return Language(tree_sitter_typescript.language_typescript())


def _load_tsx() -> Language:
    import tree_sitter_typescript

    return Language(tree_sitter_typescript.language_tsx())


_PATTERNS = ("object_pattern", "array_pattern")


def _pattern(node: Node) -> Node | None:
    """The pattern of a parameter that is taken apart."""
    inside = node.child_by_field_name("pattern") or node
    if inside.type == "assignment_pattern":
        inside = inside.child_by_field_name("left") or inside
    return inside if inside.type in _PATTERNS else None


def _accept(reader: g.Reader, node: Node, position: int) -> Parameter | None:
    inside = node.child_by_field_name("pattern") or node
    value = node.child_by_field_name("value")
    if inside.type == "assignment_pattern":
        value, inside = inside.child_by_field_name("right"), inside.child_by_field_name("left") or inside
    if inside.type not in ("identifier", *_PATTERNS):
        return None
    name = reader.text(inside) if inside.type == "identifier" else ""
    default = reader.expression(value) if value is not None else None
    annotation = reader.text(node.child_by_field_name("type")).lstrip(": ")
    return Parameter(name, position, default, annotation, g.span_of(node))


def _parameters(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """The parameters of a function; those of a constructor with an access word are fields of the instance too."""
    yield from st.given(_accept, _pattern)(reader, node)
    for one in node.named_children:
        if any(part.type in ("accessibility_modifier", "readonly") for part in one.children):
            accepted = _accept(reader, one, -1)
            if accepted is not None and accepted.name:
                yield Binding(("this", accepted.name), accepted, accepted.span)


def _single(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """An arrow function's only parameter, written without brackets."""
    only = node.child_by_field_name("parameter")
    if only is not None:
        parameter = Parameter(reader.text(only), 0, None, "", g.span_of(only))
        yield Binding((parameter.name,), parameter, parameter.span, declares=True)


def _import(reader: g.Reader, node: Node) -> Iterator[Binding]:
    source = node.child_by_field_name("source")
    module = reader.text(source).strip("\"'`")
    for clause in (child for child in node.named_children if child.type == "import_clause"):
        for part in clause.named_children:
            where = g.span_of(part)
            if part.type == "identifier":
                yield Binding((reader.text(part),), Imported(module, "default", where), where)
            elif part.type == "namespace_import":
                yield Binding((reader.text(part.named_children[0]),), Imported(module, "", where), where)
            else:
                yield from _specifiers(reader, part, module)


def _specifiers(reader: g.Reader, node: Node, module: str) -> Iterator[Binding]:
    for one in node.named_children:
        name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
        where = g.span_of(one)
        if name is not None:
            yield Binding((reader.text(alias or name),), Imported(module, reader.text(name), where), where)


def _call(reader: g.Reader, node: Node) -> Expression:
    """A call; `require("x")` and `await import("x")` give the module, a text after a tag its text."""
    arguments = node.child_by_field_name("arguments")
    if arguments is not None and arguments.type == "template_string":
        return reader.expression(arguments)
    made = _CALLED(reader, node)
    if isinstance(made, Call) and len(made.arguments) == 1:
        word, what = reader.text(node.child_by_field_name("function")), made.arguments[0].value
        if word in ("require", "import") and isinstance(what, Constant):
            return Imported(str(what.value), "", made.span)
    return made


_CALLED = g.called("function", "arguments")


def _entry_of_method(reader: g.Reader, node: Node) -> Entry:
    return Entry(g.name_key(reader, node.child_by_field_name("name")), Unknown(g.span_of(node)))


def _field(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """A field of a class, as if the instance were given it."""
    name = node.child_by_field_name("property") or node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    if name is not None and value is not None:
        where = g.span_of(node)
        yield Binding(("this", reader.text(name).lstrip("#")), reader.expression(value), where)


def _export(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """What a module gives under a name of its own: its default, and what it hands on from others."""
    source, value = node.child_by_field_name("source"), node.child_by_field_name("value")
    where, module = g.span_of(node), reader.text(source).strip("\"'`")
    if value is not None:
        yield Binding(("default",), reader.expression(value), where)
    clause = next((child for child in node.named_children if child.type == "export_clause"), None)
    for one in clause.named_children if clause is not None else ():
        name, alias = reader.text(one.child_by_field_name("name")), reader.text(one.child_by_field_name("alias"))
        if source is not None:
            yield Binding((alias or name,), Imported(module, name, where), where)
        elif alias and alias != name:
            yield Binding((alias,), Name(name, where), where)
    if source is not None and any(child.type == "*" for child in node.children):
        yield Binding(("*",), Imported(module, "", where), where)


def _enumeration(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """An enumeration's values, as parts of its name."""
    name, body = reader.text(node.child_by_field_name("name")), node.child_by_field_name("body")
    for one in body.named_children if body is not None else ():
        if one.type == "enum_assignment":
            key, value = one.child_by_field_name("name"), one.child_by_field_name("value")
            where = g.span_of(one)
            yield Binding((name, reader.text(key).strip("\"'")), reader.expression(value), where)


def _loop(reader: g.Reader, node: Node) -> Iterator[Binding]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is not None and right is not None:
        where = g.span_of(left)
        yield from st.bound(reader, left, Member(reader.expression(right), Unknown(where), where), where, declares=True)


def _last(reader: g.Reader, node: Node) -> Expression:
    """The last of several parts."""
    return reader.expression(node.named_children[-1] if node.named_children else None)


_TEXT = g.quoted(contents=frozenset({"string_fragment"}), escapes=frozenset({"escape_sequence"}), holes={})
_TEMPLATE = g.quoted(
    contents=frozenset({"string_fragment"}),
    escapes=frozenset({"escape_sequence"}),
    holes={"template_substitution": ""},
)
_NESTED = frozenset(
    {
        "function_declaration",
        "function_expression",
        "arrow_function",
        "method_definition",
        "generator_function",
        "generator_function_declaration",
        "class_declaration",
        "class",
    }
)
_FUNCTION = st.defined(_accept, parameters=("parameters", "parameter"), nested=_NESTED)


def _bound_function(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """A function that is declared is a value of its name."""
    name = reader.text(node.child_by_field_name("name"))
    where = g.span_of(node)
    if name:
        yield Binding((name,), _FUNCTION(reader, node), where)


_EXPRESSIONS: dict[str, g.Convert] = {
    "identifier": g.named,
    "this": g.named,
    "super": g.named,
    "undefined": g.literal(None),
    "member_expression": g.member("object", "property"),
    "subscript_expression": g.keyed("object", "index"),
    "call_expression": _call,
    "new_expression": g.called("constructor", "arguments", new=True),
    "string": _TEXT,
    "template_string": _TEMPLATE,
    "number": g.number,
    "unary_expression": g.signed,
    "true": g.literal(True),
    "false": g.literal(False),
    "null": g.literal(None),
    "object": g.object_of(),
    "array": g.listed,
    "parenthesized_expression": g.inner(),
    "sequence_expression": _last,
    "await_expression": g.inner(),
    "as_expression": g.inner(),
    "satisfies_expression": g.inner(),
    "non_null_expression": g.inner(),
    "type_assertion": _last,
    "assignment_expression": g.inner("right"),
    "augmented_assignment_expression": g.operator({"??=": "fallback", "||=": "fallback", "+=": "join"}),
    "ternary_expression": g.branch("consequence", "alternative"),
    "binary_expression": g.operator({"+": "join", "||": "fallback", "??": "fallback", "&&": "guard"}),
    "arrow_function": lambda reader, node: _FUNCTION(reader, node),
    "function_expression": lambda reader, node: _FUNCTION(reader, node),
}

JAVASCRIPT = g.Grammar(
    language="javascript",
    load=_load_javascript,
    expressions=_EXPRESSIONS,
    entries={
        "pair": g.pair(),
        "spread_element": g.spread,
        "shorthand_property_identifier": g.shorthand,
        "method_definition": _entry_of_method,
    },
    bindings={
        "variable_declarator": st.assigned("name", "value", declares=True),
        "assignment_expression": st.assigned("left", "right"),
        "augmented_assignment_expression": st.assigned("left", "right", operators=frozenset()),
        "unary_expression": st.deleted,
        "formal_parameters": _parameters,
        "arrow_function": _single,
        "import_statement": _import,
        "export_statement": _export,
        "function_declaration": _bound_function,
        "field_definition": _field,
        "for_in_statement": _loop,
    },
    functions=dict.fromkeys(sorted(_NESTED - {"class_declaration", "class"}), _FUNCTION),
    classes={"class_declaration": st.classed(), "class": st.classed()},
    branches=frozenset(
        {
            "if_statement",
            "else_clause",
            "for_statement",
            "for_in_statement",
            "while_statement",
            "catch_clause",
            "switch_statement",
            "switch_case",
            "switch_default",
            "switch_body",
        }
    ),
    blocks=frozenset({"statement_block", "program", "for_statement", "for_in_statement", "switch_body"}),
    instance=frozenset({"this"}),
    binds_functions=True,
)


def _typed_member(reader: g.Reader, node: Node) -> Expression:
    """A part; what follows `as` or `satisfies` is all of it a type: `x as A.B.C`."""
    base = node.child_by_field_name("object")
    if base is not None and base.type in ("as_expression", "satisfies_expression"):
        return reader.expression(base)
    return _EXPRESSIONS["member_expression"](reader, node)


TYPESCRIPT = replace(
    JAVASCRIPT,
    language="typescript",
    load=_load_typescript,
    expressions={**_EXPRESSIONS, "member_expression": _typed_member},
    bindings={
        **{kind: bind for kind, bind in JAVASCRIPT.bindings.items() if kind != "field_definition"},
        "public_field_definition": _field,
        "enum_declaration": _enumeration,
    },
    classes={**JAVASCRIPT.classes, "abstract_class_declaration": st.classed()},
)

TSX = replace(TYPESCRIPT, language="tsx", load=_load_tsx)
