"""How the nodes of a syntax tree become the resolver's view: one table a language, made of the converters here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, TypeAlias

from tree_sitter import Language, Node

from advisor.extract.view import (
    Binding,
    Branch,
    Call,
    Class,
    Constant,
    Entry,
    Expression,
    Fallback,
    Function,
    Joined,
    Member,
    Name,
    Object,
    Span,
    Unknown,
    list_of,
)

__all__ = [
    "Bind",
    "Classify",
    "Convert",
    "Define",
    "Enter",
    "Grammar",
    "Reader",
    "Wheel",
    "branch",
    "called",
    "fallback",
    "inner",
    "joined",
    "keyed",
    "listed",
    "literal",
    "member",
    "name_key",
    "named",
    "number",
    "object_of",
    "one_text",
    "operator",
    "pair",
    "piece",
    "quoted",
    "shorthand",
    "signed",
    "span_of",
    "spread",
    "text",
]


class Reader(Protocol):
    """What converts the nodes of one tree."""

    def expression(self, node: Node | None) -> Expression:
        """What a node stands for; Unknown where it has no meaning here."""

    def entries(self, node: Node | None) -> tuple[Entry, ...]:
        """The arguments or entries below a node."""

    def text(self, node: Node | None) -> str:
        """The source of a node; empty for none."""


Convert: TypeAlias = Callable[[Reader, Node], Expression]
Enter: TypeAlias = Callable[[Reader, Node], Entry]
Bind: TypeAlias = Callable[[Reader, Node], Iterator[Binding]]
Define: TypeAlias = Callable[[Reader, Node], Function]
Classify: TypeAlias = Callable[[Reader, Node], Class]


@dataclass(frozen=True, slots=True)
class Wheel:
    """An installed package that holds a grammar; called, it imports it."""

    module: str
    function: str = "language"

    def __call__(self) -> Language:
        return Language(getattr(import_module(self.module), self.function)())

    @property
    def is_there(self) -> bool:
        """Whether it is installed."""
        return find_spec(self.module) is not None


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language: which node means what."""

    language: str
    load: Callable[[], Language]
    """Imports the grammar; called only for files that are parsed."""
    expressions: Mapping[str, Convert]
    entries: Mapping[str, Enter] = field(default_factory=dict)
    """What stands among arguments and in objects; any other node there is a positional argument."""
    bindings: Mapping[str, Bind] = field(default_factory=dict)
    functions: Mapping[str, Define] = field(default_factory=dict)
    classes: Mapping[str, Classify] = field(default_factory=dict)
    branches: frozenset[str] = frozenset()
    """Statements whose parts run under a condition."""
    conditions: frozenset[str] = frozenset({"condition", "left", "right", "value", "subject", "initializer"})
    """Fields of such a statement that always run."""
    blocks: frozenset[str] = frozenset()
    """Nodes in which a declared name lives; empty where it lives in the whole function."""
    instance: frozenset[str] = frozenset({"this", "self"})
    """Names of the instance in its methods."""
    bare_members: bool = False
    """Methods may name the parts of their instance, and of its class, without naming the instance."""
    own_spelling: bool = False
    """Fields of the body are written as the language writes names, and its SDKs have constants for models."""
    binds_functions: bool = False
    """A function that can be called by its name alone is bound to it; methods of objects cannot."""
    context_first: bool = False
    """Calls of an SDK take a context before anything else."""


def span_of(node: Node) -> Span:
    """Where a node stands."""
    return Span(node.start_byte, node.end_byte)


# -- expressions -----------------------------------------------------------------------------------------------------


def named(reader: Reader, node: Node) -> Expression:
    """A name."""
    return Name(reader.text(node), span_of(node))


def text(reader: Reader, node: Node) -> Expression:
    """A node whose source is the text itself."""
    return Constant(reader.text(node), span_of(node))


def literal(value: bool | None) -> Convert:
    """A word that means a value."""
    return lambda _, node: Constant(value, span_of(node))


def number(reader: Reader, node: Node) -> Expression:
    """A number."""
    written = reader.text(node).replace("_", "").rstrip("lLuUfFdDmMn")
    try:
        value: int | float = int(written, 0) if not written.isdecimal() else int(written)
    except ValueError:
        try:
            value = float(written)
        except ValueError:
            return Unknown(span_of(node))
    return Constant(value, span_of(node))


def signed(reader: Reader, node: Node) -> Expression:
    """A number with its sign."""
    value = reader.expression(next(iter(node.named_children), None))
    is_number = isinstance(value, Constant) and isinstance(value.value, (int, float))
    if is_number and reader.text(node).startswith("-"):
        return Constant(-value.value, span_of(node))  # type: ignore[operator, union-attr]
    return value if is_number and reader.text(node).startswith("+") else Unknown(span_of(node))


def member(base: str, part: str) -> Convert:
    """`base.part`."""

    def convert(reader: Reader, node: Node) -> Expression:
        key = node.child_by_field_name(part)
        if key is None:
            return Unknown(span_of(node))
        name = Constant(reader.text(key).lstrip("#$"), span_of(key))
        return Member(reader.expression(node.child_by_field_name(base)), name, span_of(node))

    return convert


def keyed(base: str, key: str) -> Convert:
    """`base[key]`."""

    def convert(reader: Reader, node: Node) -> Expression:
        inside, part = reader.expression(node.child_by_field_name(base)), node.child_by_field_name(key)
        return Member(inside, reader.expression(part), span_of(node)) if part else Unknown(span_of(node))

    return convert


def called(callee: str, arguments: str, *, new: bool = False) -> Convert:
    """A call, or the making of an instance."""

    def convert(reader: Reader, node: Node) -> Expression:
        given = reader.entries(node.child_by_field_name(arguments))
        return Call(reader.expression(node.child_by_field_name(callee)), given, span_of(node), new)

    return convert


def inner(field_name: str = "") -> Convert:
    """Whatever stands inside: parentheses, `await`, a type beside a value."""

    def convert(reader: Reader, node: Node) -> Expression:
        part = node.child_by_field_name(field_name) if field_name else next(iter(node.named_children), None)
        return reader.expression(part) if part is not None else Unknown(span_of(node))

    return convert


def object_of(field_name: str = "") -> Convert:
    """Named values."""

    def convert(reader: Reader, node: Node) -> Expression:
        body = node.child_by_field_name(field_name) if field_name else node
        return Object(reader.entries(body), span_of(node))

    return convert


def listed(reader: Reader, node: Node) -> Expression:
    """A list."""
    return list_of(reader.entries(node), span_of(node))


def branch(*options: str) -> Convert:
    """One of several, by a condition; the fields that hold them, or by default the first and the last part."""

    def convert(reader: Reader, node: Node) -> Expression:
        parts = [node.child_by_field_name(option) for option in options] if options else _first_and_last(node)
        return Branch(tuple(map(reader.expression, parts)), span_of(node))

    return convert


def _first_and_last(node: Node) -> list[Node | None]:
    return [node.named_children[0], node.named_children[-1]] if node.named_child_count > 1 else []


def operator(meanings: Mapping[str, str]) -> Convert:
    """Two parts and an operator: `join`, `fallback`, `guard` (the second or nothing), `merge`, or nothing known."""

    def convert(reader: Reader, node: Node) -> Expression:
        sign = reader.text(node.child_by_field_name("operator"))
        left, right = (reader.expression(node.child_by_field_name(side)) for side in ("left", "right"))
        where, meaning = span_of(node), meanings.get(sign)
        if meaning == "join":
            return Joined((left, right), where)
        if meaning == "fallback":
            return Fallback(left, right, where)
        if meaning == "guard":
            return Branch((right, Constant(None, where)), where)
        if meaning == "merge":
            return Object((Entry(None, left, spread=True), Entry(None, right, spread=True)), where)
        return Unknown(where)

    return convert


def fallback(first: str, second: str) -> Convert:
    """The first, or the second where the first is empty."""

    def convert(reader: Reader, node: Node) -> Expression:
        left, right = (reader.expression(node.child_by_field_name(part)) for part in (first, second))
        return Fallback(left, right, span_of(node))

    return convert


_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "0": "\0",
    "a": "\a",
    "\n": "",
}


def _unescaped(written: str) -> str:
    """The character that an escape sequence stands for."""
    body = written[1:]
    if body[:1] in ("x", "u", "U") and (digits := body[1:].strip("{}")):
        try:
            return chr(int(digits, 16))
        except (ValueError, OverflowError):
            return written
    return _ESCAPES.get(body, body)


def quoted(*, contents: frozenset[str], escapes: frozenset[str], holes: Mapping[str, str]) -> Convert:
    """A text in quotes; `holes` are the nodes in which code stands, with the field that holds it, or none."""

    def parts(reader: Reader, node: Node) -> Iterator[Expression]:
        for child in node.children:
            if child.type in escapes:
                yield Constant(_unescaped(reader.text(child)), span_of(child))
            elif child.type in contents:
                nested = [part for part in child.children if part.type in escapes]
                yield from _content(reader, child, nested)
            elif child.type in holes:
                within = child.child_by_field_name(holes[child.type]) if holes[child.type] else None
                hole = within or next(iter(child.named_children), None)
                yield reader.expression(hole) if hole is not None else Unknown(span_of(child))

    def convert(reader: Reader, node: Node) -> Expression:
        return one_text(list(parts(reader, node)), span_of(node))

    return convert


def one_text(parts: list[Expression], where: Span) -> Expression:
    """Pieces of text, with code among them, as one."""
    if all(isinstance(part, Constant) for part in parts):
        return Constant(_paired("".join(str(part.value) for part in parts if isinstance(part, Constant))), where)
    return Joined(tuple(parts), where)


def piece(reader: Reader, node: Node) -> Expression:
    """A stretch of text or an escape sequence."""
    written = reader.text(node)
    return Constant(_unescaped(written) if "escape" in node.type else written, span_of(node))


def _paired(written: str) -> str:
    """A text in which two escape sequences that stand for one character have become it; half of one is no character."""
    if written.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in written):
        return written
    return written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _content(reader: Reader, node: Node, escapes: list[Node]) -> Iterator[Expression]:
    """A stretch of text with escape sequences in it."""
    source, start = reader.text(node).encode("utf-8", "surrogatepass"), node.start_byte
    at = start
    for escape in escapes:
        yield Constant(source[at - start : escape.start_byte - start].decode("utf-8", "replace"), span_of(node))
        yield Constant(_unescaped(reader.text(escape)), span_of(escape))
        at = escape.end_byte
    yield Constant(source[at - start :].decode("utf-8", "replace"), span_of(node))


def joined(reader: Reader, node: Node) -> Expression:
    """Texts that stand side by side."""
    return Joined(tuple(map(reader.expression, node.named_children)), span_of(node))


# -- entries ---------------------------------------------------------------------------------------------------------


def name_key(reader: Reader, node: Node | None) -> Expression | None:
    """The key of an entry: a name means itself."""
    if node is None:
        return None
    if node.type == "computed_property_name":
        return reader.expression(next(iter(node.named_children), None))
    found = reader.expression(node)
    if isinstance(found, Name):
        return Constant(found.name, found.span)
    return found if not isinstance(found, Unknown) else Constant(reader.text(node), span_of(node))


def pair(key: str = "key", value: str = "value", *, computed: bool = False) -> Enter:
    """`key: value`; with `computed` a key that is a name stands for what it names."""

    def enter(reader: Reader, node: Node) -> Entry:
        of = node.child_by_field_name(key)
        known = reader.expression(of) if computed else name_key(reader, of)
        return Entry(known, reader.expression(node.child_by_field_name(value)))

    return enter


def spread(reader: Reader, node: Node) -> Entry:
    """All entries of a value."""
    return Entry(None, reader.expression(next(iter(node.named_children), None)), spread=True)


def shorthand(reader: Reader, node: Node) -> Entry:
    """`{name}`: the value of that name under that name."""
    where = span_of(node)
    return Entry(Constant(reader.text(node), where), Name(reader.text(node), where))
