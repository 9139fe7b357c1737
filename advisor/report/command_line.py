"""What was told, as the one line that tells it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from datetime import date

from advisor.domain import Choice, Count, Flag, Names
from advisor.facts import Account, Fact, Job, facts_of, told
from advisor.secrets import without_keys

__all__ = ["advisor_command", "as_flag", "fact_flags", "flag_form"]


def as_flag(name: str) -> str:
    """The option that tells a fact, such as `--source-images`."""
    return f"--{name.replace('_', '-')}"


def flag_form(fact: Fact) -> str:
    """The option with what it takes, such as `--source-images N`."""
    flag, domain = as_flag(fact.name), fact.domain
    if isinstance(domain, Flag):
        return f"{flag} or {as_flag(f'no_{fact.name}')}"
    if isinstance(domain, Choice):
        return f"{flag} {'|'.join(domain.values)}"
    return f"{flag} {'N' if isinstance(domain, Count) else 'ID,ID,...' if isinstance(domain, Names) else 'TEXT'}"


def fact_flags(name: str, value: object) -> tuple[str, ...]:
    """One fact as arguments, not yet quoted."""
    if isinstance(value, bool):
        return (as_flag(name if value else f"no_{name}"),)
    text = ",".join(value) if isinstance(value, tuple) else str(value)
    return (f"{as_flag(name)}={text}",) if text.startswith("-") else (as_flag(name), text)


def advisor_command(
    command: str, job: Job, account: Account, as_of: date, rules: Iterable[str] = (), files: Iterable[str] = ()
) -> str:
    """A command that tells all that was told of a job and an account, quoted for a POSIX shell, on one line.

    A key in it is masked, for the line will be kept and passed on.
    `rules` are the folders of overlays. `files` are arguments that stand before the facts, such as a job's file.
    """
    arguments = ["advisor", command, *files, *_flags(job), *_flags(account)]
    for folder in rules:
        arguments += ["--rules", folder]
    return shlex.join(map(without_keys, [*arguments, "--as-of", as_of.isoformat()]))


def _flags(group: Job | Account) -> Iterator[str]:
    known = told(group)
    for name in facts_of(type(group)):
        if name in known:
            yield from fact_flags(name, known[name])
