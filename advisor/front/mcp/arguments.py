"""The arguments of a call, with one clear error for those that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from advisor.document import Document
from advisor.errors import InputError, as_written, nearest
from advisor.facts import Account, Job, facts_of
from advisor.front.inputs import facts_in, masked, parse_day

__all__ = ["Arguments"]

_FACTS = {name: group.__name__.lower() for group in (Account, Job) for name in facts_of(group)}
"""Which group each fact is one of."""


class Arguments:
    """What a tool is called with; null stands for what is not told.

    Raises:
        InputError: an argument that the tool does not have.
    """

    def __init__(self, given: Mapping[str, Any], known: Collection[str]) -> None:
        self._given = {name: value for name, value in given.items() if value is not None}
        for name in given:
            if name not in known:
                within = _FACTS.get(name)
                hint = f"; it is a fact of `{within}`" if within in known else nearest(name, known)
                raise InputError(f"no argument is named {as_written(name)}{hint}; expected one of {', '.join(known)}")

    def holds(self, name: str) -> bool:
        """Whether it was told."""
        return name in self._given

    def text(self, name: str) -> str:
        """A text; empty where none is told.

        Raises:
            InputError: no text.
        """
        value = self._given.get(name, "")
        if not isinstance(value, str):
            raise InputError(f"{name}: {as_written(value)} is no text; expected one")
        return value

    def choice(self, name: str, values: Collection[str]) -> str:
        """One of a few words; the first where none is told.

        Raises:
            InputError: another value.
        """
        value = self._given.get(name, next(iter(values)))
        if value not in values:
            raise InputError(f"{name}: {as_written(value)} is not one of {', '.join(filter(None, values))}")
        return str(value)

    def names(self, name: str) -> tuple[str, ...]:
        """A list of names; none where it is not told.

        Raises:
            InputError: no list of texts.
        """
        value = self._given.get(name, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise InputError(f"{name}: {as_written(value)} is not a list of names")
        return tuple(value)

    def day(self, name: str) -> date | None:
        """A day; None where none is told.

        Raises:
            InputError: not written YYYY-MM-DD.
        """
        return parse_day(self.text(name), name) if self.holds(name) else None

    def map(self, name: str) -> Any:
        """A map, also where an agent wrote it as a text of JSON; what is neither is handed on as it is."""
        value = self._given.get(name, {})
        if isinstance(value, str) and value.lstrip().startswith("{"):
            try:
                return json.loads(value)
            except ValueError:
                return value
        return value

    def facts(self, group: type[Job] | type[Account]) -> dict[str, Any]:
        """The facts of a job or an account.

        Raises:
            InputError: an unknown fact, or a value outside its domain; each of them is told.
        """
        name = group.__name__.lower()
        value = self.map(name)
        if isinstance(value, Mapping):
            value = {fact: one for fact, one in value.items() if one is not None}
        return masked(facts_in(Document(name, value, {}), group))
