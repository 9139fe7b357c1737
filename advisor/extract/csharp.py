"""C#: which node of its syntax tree means what."""

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
    Function,
    Imported,
    Member,
    Name,
    Object,
    Parameter,
    Sequence,
    Unknown,
)

__all__ = ["CSHARP"]


def _base_name(reader: g.Reader, node: Node) -> Expression:
    """A generic name without its types."""
    return reader.expression(next(iter(node.named_children), None))


def _access(reader: g.Reader, node: Node) -> Expression:
    """`base.Name`, `base?.Name`."""
    name = node.child_by_field_name("name")
    base = node.child_by_field_name("expression") or node.child_by_field_name("condition") or node.children[0]
    if name is None:
        binding = node.named_children[-1]
        name = binding.child_by_field_name("name") or binding
    part = reader.text(name).split("<")[0]
    inside = Name("this", g.span_of(base)) if base.type == "this" else reader.expression(base)
    return Member(inside, Constant(part, g.span_of(name)), g.span_of(node))


def _conditional_access(reader: g.Reader, node: Node) -> Expression:
    """`base?.Method(...)`, where the call stands inside."""
    last = node.named_children[-1]
    if last.type != "invocation_expression":
        return _access(reader, node)
    inner = last.child_by_field_name("function")
    name = inner.child_by_field_name("name") if inner is not None else None
    part = Constant(reader.text(name).split("<")[0], g.span_of(last))
    callee = Member(reader.expression(node.child_by_field_name("condition")), part, g.span_of(node))
    return Call(callee, reader.entries(last.child_by_field_name("arguments")), g.span_of(node))


def _element(reader: g.Reader, node: Node) -> Expression:
    listing = node.child_by_field_name("subscript")
    key = reader.entries(listing)
    base = reader.expression(node.child_by_field_name("expression"))
    return Member(base, key[0].value, g.span_of(node)) if key else Unknown(g.span_of(node))


def _made(reader: g.Reader, node: Node) -> Expression:
    """`new Class(...) { Name = value, ["key"] = value, { key, value } }`, or a list of what it holds."""
    kind, body = node.child_by_field_name("type"), node.child_by_field_name("initializer")
    listing = next((part for part in node.named_children if part.type == "argument_list"), None)
    body = body or next((part for part in node.named_children if part.type == "initializer_expression"), None)
    inside = _initial(reader, body)
    callee = reader.expression(kind) if kind is not None else Name(_declared(reader, node), g.span_of(node))
    name = reader.text(kind).split("<")[0]
    if "Dictionary" in name and inside:
        return Object(inside, g.span_of(node))
    if inside and all(one.key is None for one in inside):
        return Sequence(tuple(one.value for one in inside), g.span_of(node))
    return Call(callee, (*reader.entries(listing), *inside), g.span_of(node), new=True)


def _initial(reader: g.Reader, body: Node | None) -> tuple[Entry, ...]:
    """The entries of an initialiser."""
    found: list[Entry] = []
    for one in body.named_children if body is not None else ():
        if one.type == "assignment_expression":
            left, right = one.child_by_field_name("left"), reader.expression(one.child_by_field_name("right"))
            subscript = left is not None and left.type == "element_binding_expression"
            key = reader.entries(left)[0].value if subscript and reader.entries(left) else g.name_key(reader, left)
            found.append(Entry(key, right))
        elif one.type == "initializer_expression" and len(one.named_children) == 2:
            key, value = map(reader.expression, one.named_children)
            form = isinstance(value, Constant) and isinstance(key, Call)  # `{ new StringContent("1"), "n" }`
            found.append(Entry(value, key) if form else Entry(key, value))
        elif one.type == "initializer_expression" and len(one.named_children) == 3:  # a file, its name, and its own
            found.append(Entry(reader.expression(one.named_children[1]), Unknown(g.span_of(one))))
        elif one.type != "comment":
            found.append(Entry(None, reader.expression(one)))
    return tuple(found)


def _assigned(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`name = value`; in the braces after a `new` it is an entry, and the name is none of here."""
    if node.parent is None or node.parent.type != "initializer_expression":
        yield from st.assigned("left", "right")(reader, node)


def _initialiser(reader: g.Reader, node: Node) -> Expression:
    """Braces without a `new`: entries or a list."""
    inside = _initial(reader, node)
    if any(one.key is not None for one in inside):
        return Object(tuple(one for one in inside if one.key is not None), g.span_of(node))
    return Sequence(tuple(one.value for one in inside), g.span_of(node))


def _declared(reader: g.Reader, node: Node) -> str:
    """The type that `new(...)` makes: that of what it is assigned to."""
    above = node.parent
    while above is not None and above.type not in ("variable_declaration", "property_declaration"):
        if above.type in ("block", "argument", "declaration_list"):
            return ""
        above = above.parent
    return reader.text(above.child_by_field_name("type")) if above is not None else ""


def _anonymous(reader: g.Reader, node: Node) -> Expression:
    """`new { name = value, other }`; the tree has names and values side by side."""
    entries: list[Entry] = []
    children = [child for child in node.children if child.type != "comment"]
    at = 0
    while at < len(children):
        child = children[at]
        if child.is_named and at + 2 < len(children) and children[at + 1].type == "=":
            key = Constant(reader.text(child).lstrip("@"), g.span_of(child))
            entries.append(Entry(key, reader.expression(children[at + 2])))
            at += 3
        else:
            if child.is_named:
                name = reader.text(child).split(".")[-1]
                entries.append(Entry(Constant(name, g.span_of(child)), reader.expression(child)))
            at += 1
    return Object(tuple(entries), g.span_of(node))


def _argument(reader: g.Reader, node: Node) -> Entry:
    name = node.child_by_field_name("name")
    value = next((part for part in reversed(node.named_children) if part.type != "comment"), None)
    return Entry(Constant(reader.text(name), g.span_of(name)) if name else None, reader.expression(value))


def _verbatim(reader: g.Reader, node: Node) -> Expression:
    return Constant(reader.text(node)[2:-1].replace('""', '"'), g.span_of(node))


def _interpolated(reader: g.Reader, node: Node) -> Expression:
    """`$"text {value}"`; a doubled brace is one, save where braces are counted by dollars."""
    single = not reader.text(node).startswith("$$")
    parts: list[Expression] = []
    for child in node.named_children:
        if child.type == "interpolation":
            inside = [part for part in child.named_children if part.type != "interpolation_brace"]
            parts.append(reader.expression(inside[0] if inside else None))
        elif child.type == "string_content":
            written = reader.text(child)
            if single:
                written = written.replace("{{", "{").replace("}}", "}").replace('""', '"')
            parts.append(Constant(written, g.span_of(child)))
        elif "escape" in child.type:
            parts.append(g.piece(reader, child))
    return g.one_text(parts, g.span_of(node))


def _switch(reader: g.Reader, node: Node) -> Expression:
    arms = [part for part in node.named_children if part.type == "switch_expression_arm" and part.named_children]
    return Branch(tuple(reader.expression(arm.named_children[-1]) for arm in arms), g.span_of(node))


def _collection(reader: g.Reader, node: Node) -> Expression:
    """`[a, b]`."""
    inner = [part.named_children[0] for part in node.named_children if part.named_children]
    inner = [part.named_children[0] if part.type == "expression_element" else part for part in inner]
    return Sequence(tuple(map(reader.expression, inner)), g.span_of(node))


def _accept(reader: g.Reader, node: Node, position: int) -> Parameter | None:
    name = node.child_by_field_name("name")
    if node.type in ("implicit_parameter", "identifier"):
        return Parameter(reader.text(node), position, None, "", g.span_of(node))
    if name is None:
        return None
    after = [part for part in node.named_children if part.start_byte > name.end_byte]
    default = reader.expression(after[-1]) if after else None
    annotation = reader.text(node.child_by_field_name("type")).rstrip("?")
    return Parameter(reader.text(name), position, default, annotation, g.span_of(node))


def _declaration(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`Type name = value;` of a variable or a field; without a value it is given one elsewhere."""
    kind = node.child_by_field_name("type")
    annotation = "" if kind is None or kind.type == "implicit_type" else reader.text(kind).rstrip("?")
    for one in node.named_children:
        name = one.child_by_field_name("name")
        if one.type == "variable_declarator" and name is not None:
            value = one.named_children[-1] if len(one.named_children) > 1 else None
            held = reader.expression(value) if value is not None else Unknown(g.span_of(one))
            yield Binding((reader.text(name),), held, g.span_of(one), declares=True, annotation=annotation)


def _property(reader: g.Reader, node: Node) -> Iterator[Binding]:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    inner = value.named_children[0] if value is not None and value.type == "arrow_expression_clause" else value
    held = reader.expression(inner) if inner is not None else Unknown(g.span_of(node))
    annotation = reader.text(node.child_by_field_name("type")).rstrip("?")
    yield Binding((reader.text(name),), held, g.span_of(node), annotation=annotation)


def _using(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`using Namespace;`: nothing gets a name, but the file uses it."""
    name = node.child_by_field_name("name")
    module = reader.text(node.named_children[-1] if node.named_children else None)
    where = g.span_of(node)
    yield Binding((reader.text(name) or f"using {module}",), Imported(module, "", where), where)


def _record(reader: g.Reader, node: Node) -> Function:
    """What makes a record, or a class with parameters of its own: each is a field of it."""
    listing = next((part for part in node.named_children if part.type == "parameter_list"), None)
    name = node.child_by_field_name("name")
    return st.maker(reader, listing, name, _accept)


def _parameters(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """The parameters of a function; those of a class are its fields."""
    of_class = node.parent is not None and node.parent.type in _CLASSES
    yield from (st.fields(_accept, "this") if of_class else st.given(_accept))(reader, node)


_TEXT = g.quoted(
    contents=frozenset({"string_literal_content", "raw_string_content"}),
    escapes=frozenset({"escape_sequence"}),
    holes={},
)
_NESTED = frozenset(
    {"lambda_expression", "local_function_statement", "method_declaration", "anonymous_method_expression"}
)
_CLASSES = ("class_declaration", "struct_declaration", "record_declaration")
_FUNCTION = st.defined(_accept, nested=_NESTED)

CSHARP = g.Grammar(
    language="csharp",
    load=g.Wheel("tree_sitter_c_sharp"),
    expressions={
        "identifier": g.named,
        "this": g.named,
        "base": g.named,
        "generic_name": _base_name,
        "qualified_name": g.member("qualifier", "name"),
        "member_access_expression": _access,
        "conditional_access_expression": _conditional_access,
        "element_access_expression": _element,
        "invocation_expression": g.called("function", "arguments"),
        "object_creation_expression": _made,
        "implicit_object_creation_expression": _made,
        "anonymous_object_creation_expression": _anonymous,
        "initializer_expression": _initialiser,
        "implicit_array_creation_expression": g.inner(),
        "array_creation_expression": lambda reader, node: reader.expression(node.named_children[-1]),
        "collection_expression": _collection,
        "string_literal": _TEXT,
        "raw_string_literal": _TEXT,
        "verbatim_string_literal": _verbatim,
        "interpolated_string_expression": _interpolated,
        "integer_literal": g.number,
        "real_literal": g.number,
        "boolean_literal": lambda reader, node: Constant(reader.text(node) == "true", g.span_of(node)),
        "null_literal": g.literal(None),
        "parenthesized_expression": g.inner(),
        "await_expression": g.inner(),
        "cast_expression": g.inner("value"),
        "as_expression": g.inner(),
        "postfix_unary_expression": g.inner(),
        "assignment_expression": g.inner("right"),
        "conditional_expression": g.branch("consequence", "alternative"),
        "switch_expression": _switch,
        "binary_expression": g.operator({"+": "join", "??": "fallback"}),
        "lambda_expression": lambda reader, node: _FUNCTION(reader, node),
    },
    entries={"argument": _argument},
    bindings={
        "variable_declaration": _declaration,
        "assignment_expression": _assigned,
        "property_declaration": _property,
        "parameter_list": _parameters,
        "using_directive": _using,
        "foreach_statement": st.looped("left", "right"),
    },
    functions={
        **dict.fromkeys(sorted(_NESTED), _FUNCTION),
        "constructor_declaration": _FUNCTION,
        **dict.fromkeys(_CLASSES, _record),
    },
    classes=dict.fromkeys(_CLASSES, st.classed()),
    branches=frozenset(
        {"if_statement", "for_statement", "foreach_statement", "while_statement", "catch_clause"}
        | {"switch_statement", "switch_section"}
    ),
    blocks=frozenset({"block", "compilation_unit", "declaration_list", "for_statement", "foreach_statement"}),
    instance=frozenset({"this"}),
    bare_members=True,
    own_spelling=True,
)
