"""The answers to a question, each with what is still possible then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.domain import Count, Names
from advisor.facts import ABSENT, Fact
from advisor.rulebook import Rule
from advisor.wording import in_words
from advisor.worlds import Outcome, Worlds

__all__ = ["CARRIED_OVER", "Option", "options_of"]

CARRIED_OVER = " (carried over)"
"""Follows a rule in an outcome where what it rests on was said of an older model."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to a question."""

    value: object
    """A value of the fact; of a range of numbers, the least."""
    label: str
    leads_to: tuple[str, ...]
    """What is still possible then: surfaces, models, or what would block or caution, in words with the rule behind."""
    rules: tuple[str, ...] = ()
    """The ids of the rules that would block or caution then."""


def options_of(fact: Fact, worlds: Worlds, rules: Mapping[str, Rule]) -> Iterator[Option]:
    """The answers, each with what it leaves possible; numbers between two cut points are one answer.

    An outcome that is the id of one of the rules is told by its title.
    """
    name = fact.full_name
    always = frozenset[str].intersection(*map(frozenset, worlds.outcomes.values())) if worlds.outcomes else frozenset()
    values = [one for one in dict.fromkeys(v[worlds.names.index(name)] for v in worlds.outcomes) if one is not ABSENT]
    if not isinstance(fact.domain, Count):
        for value in values:
            yield _option(value, _label(fact, value, values), worlds.profile(name, value), always, rules)
        return
    ranges = [[values[0]]]
    for value in values[1:]:
        same = worlds.profile(name, value) == worlds.profile(name, ranges[-1][0])
        ranges[-1].append(value) if same else ranges.append([value])
    for part in ranges:
        most = part[-1] if part is not ranges[-1] else None
        yield _option(part[0], _range(part[0], most), worlds.profile(name, part[0]), always, rules)


def _option(
    value: object,
    label: str,
    profile: Mapping[tuple[object, ...], Outcome],
    always: frozenset[str],
    rules: Mapping[str, Rule],
) -> Option:
    """An answer with its outcomes, once each, without what comes of every answer; what changes nothing is left out.

    Where the other facts can be left open, what comes of them told is left for their own questions.
    """
    outcomes = [one for others, one in profile.items() if set(others) <= {ABSENT}] or profile.values()
    told = [[word for word in outcome if word not in always] for outcome in outcomes]
    ids = (word.removesuffix(CARRIED_OVER) for words in told for word in words)
    leads_to = (", ".join(_named(word, rules) for word in words) for words in told)
    return Option(
        value,
        label,
        tuple(dict.fromkeys(filter(None, leads_to))),
        tuple(dict.fromkeys(id_ for id_ in ids if id_ in rules)),
    )


def _named(word: str, rules: Mapping[str, Rule]) -> str:
    """A word of an outcome; of a rule, what it does, its title and its id."""
    id_ = word.removesuffix(CARRIED_OVER)
    if id_ not in rules:
        return word
    does = "caution" if rules[id_].level == "note" else "blocks" if word == id_ else "may block"
    return f"{does}: {rules[id_].title} ({id_}{', carried over' if word != id_ else ''})"


def _label(fact: Fact, value: object, values: Sequence[object]) -> str:
    if not isinstance(fact.domain, Names):
        return in_words(value)
    named = tuple(dict.fromkeys(name for one in values if isinstance(one, tuple) for name in one))
    return in_words(value) if value else f"not {' nor '.join(named)}" if named else "none"


def _range(least: object, most: object) -> str:
    if most is None:
        return f"{in_words(least)} or more"
    return in_words(least) if least == most else f"{in_words(least)} to {in_words(most)}"
