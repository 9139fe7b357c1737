"""One source text, parsed: its calls, its assignments, its functions, and which of them can be seen from where."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property

from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

from advisor.extract.grammar import Grammar
from advisor.extract.view import Binding, Call, Class, Entry, Expression, Function, Span, Unknown

__all__ = ["Unit"]

_DEEPEST = 100
"""Expressions inside of expressions; what stands deeper is Unknown."""
Chain = tuple[tuple[int, int], ...]
"""The conditions that a place stands under, outermost first: which statement, which part of it."""


_CALLS = frozenset({"new_expression", "command", "composite_literal", "struct_expression"})


class Unit:
    """A source text in one language. It survives half-written code: whatever is not understood is Unknown."""

    def __init__(self, source: bytes, grammar: Grammar) -> None:
        self.grammar = grammar
        self.written = source
        self._made: dict[int, Expression] = {}
        self._nesting = 0

    @cached_property
    def _parsed(self) -> tuple[bytes, Tree]:
        return _parse(self.written, self.grammar)

    @cached_property
    def source(self) -> bytes:
        """What was parsed: the text, closed at its end where it was cut off."""
        return self._parsed[0]

    @cached_property
    def _tree(self) -> Tree:
        return self._parsed[1]

    # -- nodes become the view ---------------------------------------------------------------------------------------

    def text(self, node: Node | None) -> str:
        """The source of a node; empty for none."""
        return "" if node is None else self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def expression(self, node: Node | None) -> Expression:
        """What a node stands for."""
        if node is None:
            return Unknown(Span(0, 0))
        made = self._made.get(node.id)
        if made is None:
            convert = self.grammar.expressions.get(node.type) if self._nesting < _DEEPEST else None
            self._nesting += 1
            made = convert(self, node) if convert else Unknown(Span(node.start_byte, node.end_byte))
            self._nesting -= 1
            self._made[node.id] = made
        return made

    def entries(self, node: Node | None) -> tuple[Entry, ...]:
        """The arguments or entries below a node, comments left out."""
        found = []
        for child in node.named_children if node is not None else ():
            if "comment" in child.type or child.type in ("ERROR", "ellipsis"):
                continue
            enter = self.grammar.entries.get(child.type)
            found.append(enter(self, child) if enter else Entry(None, self.expression(child)))
        return tuple(found)

    # -- what stands in it -------------------------------------------------------------------------------------------

    @cached_property
    def _nodes(self) -> dict[str, list[Node]]:
        """The nodes that mean something, by type, in order."""
        kinds = {name for name in self.grammar.expressions if self._is_call(name)}
        kinds |= {*self.grammar.bindings, *self.grammar.functions, *self.grammar.classes}
        query = _query(self.grammar.language, self.grammar.load, tuple(sorted(kinds)))
        found: dict[str, list[Node]] = defaultdict(list)
        for node in QueryCursor(query).captures(self._tree.root_node).get("it", []):
            found[node.type].append(node)
        return found

    @staticmethod
    def _is_call(kind: str) -> bool:
        return any(word in kind for word in ("call", "creation", "invocation")) or kind in _CALLS

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Every call, in order."""
        nodes = [node for kind, of in self._nodes.items() if self._is_call(kind) for node in of]
        found = (self.expression(node) for node in sorted(nodes, key=lambda node: (node.start_byte, -node.end_byte)))
        return tuple(call for call in found if isinstance(call, Call))

    def first(self) -> Expression:
        """What the first statement stands for; Unknown where there is none."""
        node = next(iter(self._tree.root_node.named_children), None)
        while node is not None and node.type in ("expression_statement", "ERROR"):
            node = next(iter(node.named_children), None)
        return self.expression(node)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function, in order; one that holds another comes first."""
        found = [
            define(self, node) for kind, define in self.grammar.functions.items() for node in self._nodes.get(kind, ())
        ]
        return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))

    @cached_property
    def classes(self) -> tuple[Class, ...]:
        """Every class, in order."""
        found = [
            classify(self, node)
            for kind, classify in self.grammar.classes.items()
            for node in self._nodes.get(kind, ())
        ]
        return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))

    @cached_property
    def bindings(self) -> dict[tuple[str, ...], list[Binding]]:
        """Every assignment by the names it gives a value to, in order."""
        found: dict[tuple[str, ...], list[Binding]] = defaultdict(list)
        nodes = [(node, bind) for kind, bind in self.grammar.bindings.items() for node in self._nodes.get(kind, ())]
        for node, bind in sorted(nodes, key=lambda pair: pair[0].start_byte):
            for binding in bind(self, node):
                found[binding.names].append(binding)
        return found

    # -- what can be seen from where ---------------------------------------------------------------------------------

    def function_at(self, place: Span) -> Function | None:
        """The innermost function that holds a place."""
        at = bisect_right(self._starts, place.start) - 1
        while at >= 0 and not (self.functions[at].span.holds(place) and self.functions[at].span != place):
            at = self._around[at]
        return self.functions[at] if at >= 0 else None

    def class_at(self, place: Span) -> Class | None:
        """The innermost class that holds a place."""
        return next((one for one in reversed(self.classes) if one.span.holds(place) and one.span != place), None)

    def functions_around(self, place: Span) -> Iterator[Function | None]:
        """The functions that hold a place, innermost first, and at last the file itself."""
        function = self.function_at(place)
        while function is not None:
            yield function
            function = self.function_at(function.span)
        yield None

    @cached_property
    def _starts(self) -> list[int]:
        return [function.span.start for function in self.functions]

    @cached_property
    def _around(self) -> list[int]:
        """For each function, the number of the one that holds it; -1 where none does."""
        around: list[int] = []
        opened: list[int] = []
        for number, function in enumerate(self.functions):
            while opened and not self.functions[opened[-1]].span.holds(function.span):
                opened.pop()
            around.append(opened[-1] if opened else -1)
            opened.append(number)
        return around

    def conditions_at(self, place: Span, within: Function | None) -> Chain:
        """The conditions a place stands under inside of a function."""
        chain: list[tuple[int, int]] = []
        for above, part in self._ancestry(place, within):
            if above.type in self.grammar.branches and not self._always_runs(above, part):
                chain.append((above.id, part.id))
        return tuple(reversed(chain))

    def block_at(self, place: Span) -> Span:
        """The block that a declared name lives in."""
        for above, _ in self._ancestry(place, None):
            if above.type in self.grammar.blocks:
                return Span(above.start_byte, above.end_byte)
        return Span(0, len(self.source))

    def _always_runs(self, statement: Node, part: Node) -> bool:
        return any(statement.child_by_field_name(name) == part for name in self.grammar.conditions)

    def _ancestry(self, place: Span, within: Function | None) -> Iterator[tuple[Node, Node]]:
        """Each node around a place with its part that leads there, innermost first."""
        node = self._tree.root_node.descendant_for_byte_range(place.start, max(place.start, place.end - 1))
        while node is not None and node.parent is not None:
            if within is not None and (node.start_byte, node.end_byte) == (within.span.start, within.span.end):
                return
            yield node.parent, node
            node = node.parent

    def point(self, offset: int) -> tuple[int, int]:
        """Line (from 0) and column (in characters, from 0) of a byte."""
        row = bisect_right(self._line_starts, offset) - 1
        start = self._line_starts[row]
        return row, len(self.source[start:offset].decode("utf-8", "replace"))

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, at = [0], self.source.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.source.find(b"\n", at + 1)
        return starts


# -- parsing ---------------------------------------------------------------------------------------------------------


@cache
def _query(language: str, load: object, kinds: tuple[str, ...]) -> Query:  # noqa: ARG001
    loaded: Language = load()  # type: ignore[operator]
    return Query(loaded, "[" + " ".join(f"({kind})" for kind in kinds) + "] @it")


_OPENERS = {"(": ")", "[": "]", "{": "}"}
_QUOTES = (b"", b'"', b"'", b"`", b'"""', b"'''")


def _parse(source: bytes, grammar: Grammar) -> tuple[bytes, Tree]:
    """The source and its tree; what is cut off inside its brackets or quotes is closed at its end."""
    parser = Parser(grammar.load())
    tree = parser.parse(source)
    if not tree.root_node.has_error:
        return source, tree
    best, best_left = (source, tree), _errors(tree)
    for quote in _QUOTES:
        opened = source + quote
        closed = opened + _closers(parser.parse(opened))
        if closed == source:
            continue
        other = parser.parse(closed)
        left = _errors(other)
        if left < best_left:
            best, best_left = (closed, other), left
    return best


def _errors(tree: Tree) -> int:
    """The bytes of a tree that were not understood, and what is missing."""
    total, stack = 0, [tree.root_node]
    while stack:
        node = stack.pop()
        if node.type == "ERROR":
            total += node.end_byte - node.start_byte + 1
        elif node.is_missing:
            total += 1
        elif node.has_error:
            stack.extend(node.children)
    return total


def _closers(tree: Tree) -> bytes:
    """What closes the brackets that are still open at the end."""
    opened: list[str] = []
    for leaf in _leaves(tree.root_node):
        if leaf.type in _OPENERS and not leaf.is_missing:
            opened.append(_OPENERS[leaf.type])
        elif opened and leaf.type == opened[-1] and not leaf.is_missing:
            opened.pop()
    return "".join(reversed(opened)).encode()


def _leaves(node: Node) -> Iterator[Node]:
    stack = [node]
    while stack:
        top = stack.pop()
        if top.child_count:
            stack.extend(reversed(top.children))
        else:
            yield top
