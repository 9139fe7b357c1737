"""The whole decision tree of a day: every question in turn, with what each answer leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from advisor.facts import UNKNOWN
from advisor.interview import Interview, Known, Option, Question

__all__ = ["Fork", "Leaf", "Tree", "decision_tree", "leaves"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """Nothing that is still unknown changes the answer in the stages of the tree."""

    known: Known


@dataclass(frozen=True, slots=True)
class Fork:
    """A question, and what follows from each answer to it."""

    question: Question
    branches: tuple[tuple[Option, Tree], ...]
    otherwise: Tree
    """What follows where it is not known: the same as after the answer that is assumed, where one is."""


Tree: TypeAlias = Fork | Leaf


def decision_tree(interview: Interview, known: Known, last: str) -> Tree:
    """Every question up to and with a stage, and every answer to it.

    The questions on access come after the others and add up: none of them changes route, model or payload.
    """
    question = interview.question(known, last)
    if question is None:
        return Leaf(known)
    name = question.fact.full_name

    def after(value: object) -> Tree:
        return decision_tree(interview, interview.answered(known, name, value), last)

    branches = tuple((option, after(option.value)) for option in question.options)
    assumed = next((branch for option, branch in branches if option.value == question.assumed), None)
    return Fork(question, branches, assumed or after(UNKNOWN))


def leaves(tree: Tree) -> Iterator[Known]:
    """What is known at every end of a tree, in order."""
    if isinstance(tree, Leaf):
        yield tree.known
        return
    branches = [branch for _, branch in tree.branches]
    for branch in [*branches, *([tree.otherwise] if all(one is not tree.otherwise for one in branches) else [])]:
        yield from leaves(branch)
