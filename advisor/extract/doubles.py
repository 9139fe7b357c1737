"""What stands in for a client or a server in tests: mocks, fakes, servers of their own; and which code is a test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.extract.reached import Reached
from advisor.extract.unit import Unit
from advisor.extract.view import Call, Expression, Joined, Member, Name, Object, Span

__all__ = ["is_test", "replaced_in", "says_double", "stands_in"]

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_DOUBLES = frozenset(
    {"mock", "mocks", "mocked", "mocking", "mockk", "mockito", "fake", "fakes", "faked"}
    | {"stub", "stubs", "stubbed", "dummy", "spy", "autospec"}
)
"""Words in the names of what stands in for something."""
_MAKERS = frozenset(
    {"vi", "jest", "sinon", "td", "httptest", "Substitute", "ASGITransport", "WSGITransport"}
    | {"double", "instance_double", "class_double"}
)
"""Libraries and classes that make it, whose names do not say so."""
_REPLACES = frozenset({"mock", "doMock", "patch", "object", "setattr", "unstable_mockModule", "overload"})
"""Last names of functions that put something else in the place of a module or of a part of it."""
_DEEPEST = 3
_FAR = 300
"""Bytes before a function in which what makes it a test begins."""
_BEFORE_TEST = re.compile(
    r"\b(?:it|test|describe|specify|context|beforeEach|beforeAll|It|Describe|Context|When|By|Run)(?:\.\w+)*\(\s*"
    r"(?:[\"'`].*[\"'`]|[\w.]+)?\s*,?\s*(?:async\s*)?$"
    r"|(?:#\[(?:\w+::)*test(?:\([^()]*\))?\]|@(?:\w+\.)*(?:Parameterized)?Test|\[(?:Fact|Theory|Test|TestMethod)\])"
    r"(?:\s*(?:#\[[^\]]*\]|@\w+(?:\([^()]*\))?|\[[^\]]*\]))*(?:\s*\w+)*\s*$",
    re.DOTALL,
)
"""What stands before a function that is a test: a call that is given it, or an attribute or annotation."""
_TEST_NAME = re.compile(r"^(?:test(?:_|[A-Z]|$)|Test[A-Z_])")
_TEST_START = re.compile(r"^\s*(?:@(?:\w+\.)*(?:Parameterized)?Test\b|\[(?:Fact|Theory|Test|TestMethod)\b)")


def says_double(name: str) -> bool:
    """Whether a name says that it stands in for something: `mockClient`, `FakeOpenAI`, `http_stub`."""
    return any(word.lower() in _DOUBLES for word in _WORDS.findall(name))


def stands_in(reached: Reached, depth: int = 0) -> bool:
    """Whether what was reached is a double, is made by what makes them, or is given one when it is made."""
    inside = reached.expression
    if any(name in _MAKERS or says_double(name) for name in _spoken(inside)):
        return True
    if depth >= _DEEPEST:
        return False
    parts = (*_parts(inside), *(change.entry.value for change in reached.changes))
    return any(stands_in(one, depth + 1) for part in parts for one in reached.resolver.reach(part, reached.frame))


def _spoken(expression: Expression) -> Iterator[str]:
    """The names on the way to an expression, from its end to its root."""
    while isinstance(expression, (Member, Call)):
        if isinstance(expression, Member):
            yield expression.name
        expression = expression.base if isinstance(expression, Member) else expression.callee
    if isinstance(expression, Name):
        yield expression.name


def _parts(expression: Expression) -> Iterator[Expression]:
    """What an expression is made with: the root of a part, the arguments of what makes it."""
    if isinstance(expression, Member):
        yield expression.base
    elif isinstance(expression, Call):
        if isinstance(expression.callee, Member):
            yield expression.callee.base
        yield from (one.value for one in expression.arguments if "key" not in one.name.lower())  # "fake-key" is no fake
    elif isinstance(expression, Object):
        yield from (one.value for one in expression.entries if "key" not in one.name.lower())
    elif isinstance(expression, Joined):
        yield from expression.parts


def replaced_in(unit: Unit) -> Iterator[Expression]:
    """What a file puts something else in the place of: `"package"` in `jest.mock("package")`."""
    for call in (call for name in sorted(_REPLACES) for call in unit.calls_named(name)):
        yield from call.positional[:1]


def is_test(unit: Unit, place: Span) -> bool:
    """Whether a place stands in a test, by what the frameworks of the languages call one."""
    for function in unit.functions_around(place):
        if function is None:
            continue
        start = function.span.start
        before = unit.source[max(0, start - _FAR) : start].decode("utf-8", "replace")
        head = unit.source[start : start + _FAR].decode("utf-8", "replace")
        if _TEST_NAME.match(function.name) or _BEFORE_TEST.search(before) or _TEST_START.match(head):
            return True
    return False
