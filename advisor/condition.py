"""`when:` maps become conditions: `fact|modifier: value`; a map is AND, a list is OR; `any`, `all`, `not` nest.

Every comparison with ABSENT is FALSE, negated modifiers too; only `present` and `absent` see it. No modifier asks
whether a fact is known: that is what lets learning never remove a TRUE match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from advisor.domain import Domain
from advisor.errors import nearest
from advisor.facts import ABSENT, UNKNOWN
from advisor.phrases import says
from advisor.truth import Truth

__all__ = ["ALWAYS", "MODIFIERS", "Condition", "ConditionError", "Lookup", "Verdict", "Vocabulary", "compile_condition"]

Lookup = Callable[[str], object]
"""Gives the value of a fact by its full name: a value, UNKNOWN or ABSENT."""
Keys = tuple[object, ...]


class Vocabulary(Protocol):
    """Which fact names there are."""

    def knows(self, name: str) -> bool:
        """Whether a fact has this name."""

    def names(self) -> Iterable[str]:
        """Every fact name, for hints."""

    def domain(self, name: str) -> Domain | None:
        """The domain of a fact, None where any value may stand."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition came to, and the unknown facts that kept it from coming to more."""

    truth: Truth
    missing: frozenset[str] = frozenset()


Test = Callable[[Lookup], Verdict]


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled `when:`; call it with a lookup."""

    test: Test
    names: frozenset[str]
    """Every fact it may read."""
    literals: Mapping[str, frozenset[object]]
    """The plain values each fact is compared with: the cut points of its domain."""
    references: Mapping[str, frozenset[str]]
    """The facts each fact is compared with, whose values are cut points too."""
    when: object
    """The map it was compiled from, as plain data."""

    def __call__(self, lookup: Lookup) -> Verdict:
        return self.test(lookup)


class ConditionError(Exception):
    """All that is wrong in one `when:`: the keys that lead to each place, and a message."""

    def __init__(self, faults: Sequence[tuple[Keys, str]]) -> None:
        super().__init__("; ".join(message for _, message in faults))
        self.faults = tuple(faults)


def _has(value: Any, item: object) -> bool:
    return item in value if isinstance(value, (tuple, list)) else value == item


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _divisor(value: Any) -> bool:
    return _number(value) and value != 0


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first searched for: the rules hold more of them than `re` keeps."""
    return re.compile(text)


@dataclass(frozen=True, slots=True)
class Modifier:
    """How a fact is compared with a value."""

    compare: Callable[[Any, Any], bool]
    many: bool = False
    """The value is a list taken as a whole, not a choice of alternatives."""
    flag: bool = False
    """The value is true or false and the fact may be ABSENT."""
    fits: Callable[[Any], bool] | None = None
    """Whether a plain value can be compared at all; None where the fact's domain says."""
    expected: str = "a value"


MODIFIERS: Mapping[str, Modifier] = {
    "": Modifier(lambda fact, value: bool(fact == value)),
    "not": Modifier(lambda fact, value: bool(fact != value)),
    "in": Modifier(lambda fact, values: _has(values, fact), many=True),
    "not_in": Modifier(lambda fact, values: not _has(values, fact), many=True),
    "contains": Modifier(lambda fact, value: _has(fact, value)),
    "lacks": Modifier(lambda fact, value: not _has(fact, value)),
    "not_within": Modifier(lambda fact, values: any(not _has(values, item) for item in fact), many=True),
    "meets": Modifier(lambda fact, values: any(_has(values, item) for item in fact), many=True),
    "min": Modifier(lambda fact, value: bool(fact >= value), fits=_number, expected="a number"),
    "max": Modifier(lambda fact, value: bool(fact <= value), fits=_number, expected="a number"),
    "above": Modifier(lambda fact, value: bool(fact > value), fits=_number, expected="a number"),
    "below": Modifier(lambda fact, value: bool(fact < value), fits=_number, expected="a number"),
    "multiple_of": Modifier(lambda fact, value: fact % value == 0, fits=_divisor, expected="a number other than 0"),
    "not_multiple_of": Modifier(lambda fact, value: fact % value != 0, fits=_divisor, expected="a number other than 0"),
    "matches": Modifier(
        lambda fact, value: _pattern(value).search(str(fact)) is not None,
        fits=lambda value: isinstance(value, str) and _is_pattern(value),
        expected="a regular expression",
    ),
    "says": Modifier(
        lambda fact, phrase: says(str(fact), phrase),
        fits=lambda value: isinstance(value, str) and any(map(str.isalnum, value)),
        expected="a phrase",
    ),
    "before": Modifier(lambda fact, value: bool(fact < value)),
    "after": Modifier(lambda fact, value: bool(fact > value)),
    "present": Modifier(lambda fact, value: (fact is not ABSENT) == value, flag=True),
    "absent": Modifier(lambda fact, value: (fact is ABSENT) == value, flag=True),
}
"""The table of modifiers; the empty one is plain equality."""


def _is_pattern(text: str) -> bool:
    try:
        _pattern(text)
    except re.error:
        return False
    return True


def compile_condition(when: object, vocabulary: Vocabulary | None) -> Condition:
    """Compiles a `when:` map once, to a closure. Without a vocabulary it counts as checked before.

    Raises:
        ConditionError: an unknown fact, modifier or value; all of them at once.
    """
    compiler = _Compiler(vocabulary)
    test = compiler.mapping(when, ())
    if compiler.faults:
        raise ConditionError(compiler.faults)
    literals = {name: frozenset(values) for name, values in compiler.literals.items()}
    references = {name: frozenset(others) for name, others in compiler.references.items()}
    return Condition(test, frozenset(compiler.names), literals, references, when)


class _Compiler:
    def __init__(self, vocabulary: Vocabulary | None) -> None:
        self.vocabulary = vocabulary
        self.faults: list[tuple[Keys, str]] = []
        self.names: set[str] = set()
        self.literals: dict[str, set[object]] = {}
        self.references: dict[str, set[str]] = {}

    def mapping(self, when: object, keys: Keys) -> Test:
        if not isinstance(when, Mapping):
            return self._fault(keys, f"{when!r} is not a map of `fact|modifier: value`")
        return _joined(Truth.all, [self._entry(str(key), value, (*keys, key)) for key, value in when.items()])

    def _entry(self, key: str, value: object, keys: Keys) -> Test:
        if key in ("any", "all"):
            if not isinstance(value, (list, tuple)) or not value:
                return self._fault(keys, f"`{key}` takes a list of maps")
            join = Truth.any if key == "any" else Truth.all
            return _joined(join, [self.mapping(part, (*keys, index)) for index, part in enumerate(value)])
        if key == "not":
            return _negated(self.mapping(value, keys))
        return self._comparison(key, value, keys)

    def _comparison(self, key: str, value: object, keys: Keys) -> Test:
        name, _, word = key.partition("|")
        self._check_name(name, keys)
        modifier = MODIFIERS.get(word)
        if modifier is None:
            return self._fault(keys, f"no modifier is named {word!r}{nearest(word, MODIFIERS)}")
        if modifier.flag:
            if not isinstance(value, bool):
                return self._fault(keys, f"`{word}` takes true or false, not {value!r}")
            return _presence(name, modifier.compare, value)
        if word == "not" and isinstance(value, (list, tuple)):
            return self._fault(keys, f"`{name}|not` takes one value, for one of several always differs; use `not_in`")
        alternatives = value if isinstance(value, (list, tuple)) and not modifier.many else [value]
        return _joined(Truth.any, [self._against(name, modifier, one, keys) for one in alternatives])

    def _against(self, name: str, modifier: Modifier, value: object, keys: Keys) -> Test:
        if isinstance(value, str) and value.startswith("$"):
            other = value[1:]
            self._check_name(other, keys)
            self.references.setdefault(name, set()).add(other)
            return _with_fact(name, modifier.compare, other)
        if isinstance(value, Mapping):
            return self._fault(keys, f"{dict(value)!r} is a map; expected a value (a text with a colon needs quotes)")
        plain = tuple(value) if isinstance(value, list) else value
        self._check_value(name, modifier, plain, keys)
        self.literals.setdefault(name, set()).update(plain if isinstance(plain, tuple) else [plain])
        return _with_value(name, modifier.compare, plain)

    def _check_name(self, name: str, keys: Keys) -> None:
        self.names.add(name)
        if self.vocabulary and not self.vocabulary.knows(name):
            self._fault(keys, f"no fact is named {name!r}{nearest(name, self.vocabulary.names())}")

    def _check_value(self, name: str, modifier: Modifier, value: object, keys: Keys) -> None:
        if self.vocabulary is None:
            return
        if value is None:
            self._fault(keys, "no value; use `|absent: true` for a fact that is left out")
        elif modifier.fits and not modifier.fits(value):
            self._fault(keys, f"{value!r} is not {modifier.expected}")
        domain = self.vocabulary.domain(name)
        if domain is None or modifier.fits:
            return
        for one in value if isinstance(value, tuple) else [value]:
            if not domain.holds(one) and not domain.holds((one,)):
                self._fault(keys, f"{one!r} is no value of {name}; expected {domain.expected}")

    def _fault(self, keys: Keys, message: str) -> Test:
        self.faults.append((keys, message))
        return lambda _: Verdict(Truth.UNKNOWN)


def _joined(join: Callable[[Iterable[Truth]], Truth], tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    decisive, otherwise = (Truth.FALSE, _TRUE) if join == Truth.all else (Truth.TRUE, _FALSE)

    def test(lookup: Lookup) -> Verdict:
        missing: frozenset[str] = frozenset()
        for part in tests:
            verdict = part(lookup)
            if verdict.truth is decisive:
                return verdict
            missing |= verdict.missing
        return Verdict(Truth.UNKNOWN, missing) if missing else otherwise

    return test


def _negated(inner: Test) -> Test:
    def test(lookup: Lookup) -> Verdict:
        verdict = inner(lookup)
        return Verdict(verdict.truth.negated(), verdict.missing)

    return test


def _presence(name: str, compare: Callable[[Any, Any], bool], value: bool) -> Test:
    def test(lookup: Lookup) -> Verdict:
        fact = lookup(name)
        if fact is UNKNOWN:
            return Verdict(Truth.UNKNOWN, frozenset([name]))
        return _TRUE if compare(fact, value) else _FALSE

    return test


def _with_value(name: str, compare: Callable[[Any, Any], bool], value: object) -> Test:
    """A fact against a plain value."""
    unknown = Verdict(Truth.UNKNOWN, frozenset([name]))

    def test(lookup: Lookup) -> Verdict:
        fact = lookup(name)
        if fact is ABSENT:
            return _FALSE
        return unknown if fact is UNKNOWN else _compared(compare, fact, value)

    return test


def _with_fact(name: str, compare: Callable[[Any, Any], bool], other: str) -> Test:
    """A fact against another fact, which is not looked up where the first is absent."""

    def test(lookup: Lookup) -> Verdict:
        fact = lookup(name)
        value = lookup(other) if fact is not ABSENT else ABSENT
        if value is ABSENT:
            return _FALSE
        missing = frozenset(label for label, known in ((name, fact), (other, value)) if known is UNKNOWN)
        return Verdict(Truth.UNKNOWN, missing) if missing else _compared(compare, fact, value)

    return test


def _compared(compare: Callable[[Any, Any], bool], fact: object, value: object) -> Verdict:
    try:
        return _TRUE if compare(fact, value) else _FALSE
    except (TypeError, ZeroDivisionError):  # values that cannot be compared, such as text above a number
        return _FALSE


_TRUE, _FALSE = Verdict(Truth.TRUE), Verdict(Truth.FALSE)

ALWAYS = Condition(lambda _: _TRUE, frozenset(), {}, {}, {})
"""The condition of an empty `when:`."""
