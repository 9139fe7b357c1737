"""Which rules code is judged by, and which of their findings are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.errors import InputError, nearest

if TYPE_CHECKING:  # a run that finds nothing loads no rules
    from advisor.rulebook import Rule, RuleBook

__all__ = ["Selection", "check_names", "judging"]

_ACCOUNT_STAGE = "access"
"""Rules about the account, which code does not tell."""


def judging(book: RuleBook) -> tuple[Rule, ...]:
    """The rules that code is judged by."""
    return tuple(rule for rule in book.rules if rule.stage != _ACCOUNT_STAGE)


def check_names(names: Iterable[str], rules: Mapping[str, str], where: str) -> None:
    """Whether every name is that of a rule or a stage; `rules` are the stages by rule id.

    Raises:
        InputError: one is not.
    """
    stages = sorted(set(rules.values()) - {""})
    for name in names:
        if name not in rules and name not in stages:
            hint = nearest(name, [*stages, *rules])
            raise InputError(
                f"{where}: no rule and no stage is named {name!r}{hint}; expected the id of a rule, or one of "
                f"{', '.join(stages)}"
            )


@dataclass(frozen=True, slots=True)
class Selection:
    """Names of rules and stages whose findings are shown; a rule's own name wins over its stage's."""

    select: tuple[str, ...] = ()
    """Empty for all."""
    ignore: tuple[str, ...] = ()

    def wants(self, rule: str, stage: str) -> bool:
        """Whether findings of a rule are shown."""
        if rule in self.ignore or rule in self.select:
            return rule not in self.ignore
        return stage not in self.ignore and (not self.select or stage in self.select)
