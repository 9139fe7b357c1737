"""What a person types at a question becomes a value of its fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from advisor.domain import Choice, Count, Flag, Names
from advisor.errors import InputError, as_written, nearest
from advisor.report.question_page import is_numbered

if TYPE_CHECKING:
    from advisor.interview import Question

__all__ = ["read_reply"]

_YES_AND_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_reply(question: Question, typed: str) -> object:
    """The value that was typed: the number of an option, a value, or the beginning of one.

    Raises:
        InputError: no value of the fact, or the beginning of several.
    """
    domain, options = question.fact.domain, question.options
    if is_numbered(question) and typed.isdecimal():
        if not 1 <= int(typed) <= len(options):
            raise InputError(f"{typed} is no answer; expected a number from 1 to {len(options)}, or the value itself")
        return options[int(typed) - 1].value
    if isinstance(domain, Flag):
        return _YES_AND_NO[_only(typed, _YES_AND_NO, "yes or no")]
    if isinstance(domain, Choice):
        return _only(typed, domain.values, domain.expected)
    if isinstance(domain, Count):
        return _count(typed, domain)
    if isinstance(domain, Names):
        names = [] if typed.lower() == "none" else typed.split(",")
        return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    begun = _beginning(typed, [str(option.value) for option in options])
    return begun[0] if len(begun) == 1 else typed


def _only(typed: str, values: Iterable[str], expected: str) -> str:
    """The one value that is typed, or that begins so."""
    values = tuple(values)
    begun = _beginning(typed, values)
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise InputError(f"{typed!r} may be {', '.join(begun)}; expected more of the word, or its number")
    raise InputError(f"{as_written(typed)} is no answer{nearest(typed.lower(), values)}; expected {expected}")


def _beginning(typed: str, values: Sequence[str]) -> list[str]:
    """The value itself, else those that begin with it."""
    if typed.lower() in values:
        return [typed.lower()]
    return [value for value in values if value.startswith(typed.lower())]


def _count(typed: str, domain: Count) -> int:
    digits = typed.replace(",", "")
    if not digits.isascii() or not digits.isdecimal() or not domain.holds(int(digits)):
        raise InputError(f"{as_written(typed)} is no answer; expected {domain.expected}")
    return int(digits)
