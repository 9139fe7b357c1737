"""One source text, parsed: its calls, its assignments, its functions, and which of them can be seen from where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator
from functools import cache, cached_property

from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

from advisor.extract.grammar import Grammar, span_of
from advisor.extract.nest import Nest
from advisor.extract.view import Binding, Call, Class, Entry, Expression, Function, Imported, Span, Unknown, names_of

__all__ = ["Unit"]

_DEEPEST = 100
"""Expressions inside of expressions; what stands deeper is Unknown."""
Chain = tuple[tuple[int, int], ...]
"""The conditions that a place stands under, outermost first: which statement, which part of it."""


_LETTERS = frozenset(bytes([one]) for one in range(128) if chr(one).isalnum() or chr(one) == "_")
_CALLS = frozenset({"new_expression", "command", "composite_literal", "struct_expression"})


class Unit:
    """A source text in one language. It survives half-written code: whatever is not understood is Unknown."""

    def __init__(self, source: bytes, grammar: Grammar, page: str = "") -> None:
        self.grammar = grammar
        self.written = source
        self._page = page
        self._made: dict[int, Expression] = {}
        self._bindings: dict[int, tuple[Binding, ...]] = {}
        self._functions: dict[int, Function] = {}
        self._found: dict[str, list[Node]] = {}
        self._bound: dict[tuple[str, ...], list[Binding]] = {}
        self._nesting = 0

    @cached_property
    def _parsed(self) -> tuple[bytes, Tree]:
        return _parse(self.written, self.grammar)

    @cached_property
    def source(self) -> bytes:
        """What was parsed: the text, closed at its end where it was cut off."""
        return self._parsed[0]

    @cached_property
    def page(self) -> str:
        """The text of the whole file that holds it: a page, a notebook; its own where it is a file of its own."""
        return self._page or self.written.decode("utf-8", "replace")

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
    def _ordered(self) -> list[Node]:
        """The nodes that mean something, in order; one that holds another comes first."""
        kinds = {name for name in self.grammar.expressions if self._is_call(name)}
        kinds |= {*self.grammar.bindings, *self.grammar.functions, *self.grammar.classes}
        query = _query(self.grammar.language, self.grammar.load, tuple(sorted(kinds)))
        found = QueryCursor(query).captures(self._tree.root_node).get("it", [])
        return sorted(found, key=lambda node: (node.start_byte, -node.end_byte))

    def _nodes_of(self, kinds: Container[str]) -> list[Node]:
        return [node for node in self._ordered if node.type in kinds]

    @staticmethod
    def _is_call(kind: str) -> bool:
        return any(word in kind for word in ("call", "creation", "invocation")) or kind in _CALLS

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Every call, in order."""
        return tuple(filter(None, map(self.call_of, self._ordered)))

    def first(self) -> Expression:
        """What the first statement stands for; Unknown where there is none."""
        node = next(iter(self._tree.root_node.named_children), None)
        while node is not None and node.type in ("expression_statement", "ERROR"):
            node = next(iter(node.named_children), None)
        return self.expression(node)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function, in order; one that holds another comes first."""
        found = map(self.function_of, self._nodes_of(self.grammar.functions))
        return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))

    @cached_property
    def classes(self) -> tuple[Class, ...]:
        """Every class, in order."""
        nodes = self._nodes_of(self.grammar.classes)
        found = [self.grammar.classes[node.type](self, node) for node in nodes]
        return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))

    @cached_property
    def bindings(self) -> dict[tuple[str, ...], list[Binding]]:
        """Every assignment by the names it gives a value to, in order."""
        found: dict[tuple[str, ...], list[Binding]] = defaultdict(list)
        for node in self._ordered:
            for binding in self.bindings_of(node):
                found[binding.names].append(binding)
        return found

    # -- what stands near a word -------------------------------------------------------------------------------------

    def around(self, place: Span) -> Iterator[Node]:
        """The nodes that mean something and hold a place, innermost first, up to the function or class around it."""
        closed: Span | None = None
        for node in (self._ordered[number] for number in self._nest.holding(place)):
            span = span_of(node)
            if closed not in (None, span):  # nodes of one span come in any order
                return
            yield node
            is_scope = node.type in self.grammar.functions or node.type in self.grammar.classes
            closed = span if is_scope and span != place else closed

    def places(self, word: str, within: Span | None = None) -> list[Span]:
        """Where a word stands in a stretch of the text, or anywhere."""
        start, last = (within.start, within.end) if within is not None else (0, len(self.source))
        written = "".join(re.findall(r"\w+", word)[-1:]).encode("utf-8", "replace")
        found, at = [], self.source.find(written, start, last) if written else -1
        while at >= 0:
            end = at + len(written)
            if self.source[end : end + 1] not in _LETTERS and self.source[max(at - 1, 0) : at] not in _LETTERS:
                found.append(Span(at, end))
            at = self.source.find(written, end, last)
        return found

    def call_at(self, place: Span) -> Call | None:
        """The innermost call that holds a place; None where a function stands between."""
        return next(filter(None, map(self.call_of, self.around(place))), None)

    def calls_in(self, place: Span) -> Iterator[Call]:
        """The calls in a place, those in the functions there included, in order."""
        for node in self._within(place.start, place.end):
            call = self.call_of(node) if node.end_byte <= place.end else None
            if call is not None:
                yield call

    def calls_from(self, start: int) -> Iterator[Call]:
        """The calls that begin at a place, the longest first."""
        return filter(None, map(self.call_of, self._within(start, start + 1)))

    def _within(self, start: int, end: int) -> list[Node]:
        """The nodes that begin in a stretch, in order."""
        first, last = (bisect_left(self._ordered, at, key=lambda node: node.start_byte) for at in (start, end))
        return self._ordered[first:last]

    def calls_near(self, word: str) -> tuple[Call, ...]:
        """The calls that hold a word and no function with it, in order."""
        return tuple(filter(None, map(self.call_of, self._near(word))))

    def calls_named(self, name: str) -> list[Call]:
        """The calls of what has a name, whatever it is a part of, in order."""
        return [call for call in self.calls_near(name) if names_of(call.callee)[-1] == name]

    def functions_named(self, name: str) -> list[Function]:
        """The functions with a name, in order."""
        found = (self.function_of(node) for node in self._near(name) if node.type in self.grammar.functions)
        return [one for one in found if one.name == name]

    def bindings_near(self, word: str) -> tuple[Binding, ...]:
        """The assignments that hold a word and no function with it, in order."""
        return tuple(one for node in self._near(word) for one in self.bindings_of(node))

    def bound(self, names: tuple[str, ...]) -> list[Binding]:
        """The assignments that give a value to some names, in order."""
        if names not in self._bound:
            if not names or re.fullmatch(r"\w*", names[-1]):
                self._bound[names] = [one for one in self.bindings_near("".join(names[-1:])) if one.names == names]
            else:  # a module whose names are all brought in
                self._bound[names] = self.bindings.get(names, [])
        return self._bound[names]

    def _near(self, word: str) -> list[Node]:
        """The nodes that hold a word and no function with it, in order."""
        if word not in self._found:
            nodes = {node.id: node for place in self.places(word) for node in self.around(place)}
            self._found[word] = sorted(nodes.values(), key=lambda node: (node.start_byte, -node.end_byte))
        return self._found[word]

    @cached_property
    def imports(self) -> tuple[Binding, ...]:
        """The names that other files give this one, in order."""
        words = ("import", "export", "use", "using")
        nodes = (node for node in self._ordered if any(word in node.type for word in words))
        bound = [one for node in nodes for one in self.bindings_of(node)]
        return tuple(one for one in (*bound, *self.bindings_near("require")) if isinstance(one.value, Imported))

    def call_of(self, node: Node) -> Call | None:
        """A node as a call; None where it is none."""
        made = self.expression(node) if self._is_call(node.type) else None
        return made if isinstance(made, Call) else None

    def bindings_of(self, node: Node) -> tuple[Binding, ...]:
        """The assignments that a node makes."""
        bind = self.grammar.bindings.get(node.type)
        if bind is None:
            return ()
        if node.id not in self._bindings:
            self._bindings[node.id] = tuple(bind(self, node))
        return self._bindings[node.id]

    def function_of(self, node: Node) -> Function:
        """The function that a node makes."""
        if node.id not in self._functions:
            self._functions[node.id] = self.grammar.functions[node.type](self, node)
        return self._functions[node.id]

    @cached_property
    def _nest(self) -> Nest:
        return Nest(node.byte_range for node in self._ordered)

    # -- what can be seen from where ---------------------------------------------------------------------------------

    def function_at(self, place: Span) -> Function | None:
        """The innermost function that holds a place."""
        nodes, nest = self._nest_of_functions
        holding = (self.function_of(nodes[number]) for number in nest.holding(place))
        return next((one for one in holding if one.span.holds(place) and one.span != place), None)

    def class_at(self, place: Span) -> Class | None:
        """The innermost class that holds a place."""
        holding = (self.classes[number] for number in self._nest_of_classes.holding(place))
        return next((one for one in holding if one.span != place), None)

    def functions_around(self, place: Span) -> Iterator[Function | None]:
        """The functions that hold a place, innermost first, and at last the file itself."""
        function = self.function_at(place)
        while function is not None:
            yield function
            function = self.function_at(function.span)
        yield None

    @cached_property
    def _nest_of_functions(self) -> tuple[list[Node], Nest]:
        nodes = self._nodes_of(self.grammar.functions)
        return nodes, Nest(node.byte_range for node in nodes)

    @cached_property
    def _nest_of_classes(self) -> Nest:
        return Nest((one.span.start, one.span.end) for one in self.classes)

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
