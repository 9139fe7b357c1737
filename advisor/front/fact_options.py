"""The facts of a job and of an account as options, one each, and what was told by files and options together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.domain import Choice, Count, Flag, ModelId, Names
from advisor.errors import InputError
from advisor.facts import Account, Fact, Job, facts_of
from advisor.front import completing, inputs

if TYPE_CHECKING:
    from advisor.front.options import Options

__all__ = ["facts_told", "tells_facts"]

F = TypeVar("F", bound=Callable[..., Any])


def tells_facts(command: F) -> F:
    """A job file, an account file, and one option per fact, named as the fact is; `facts_told` joins them."""
    for group in (Account, Job):
        for fact in reversed(tuple(facts_of(group).values())):
            command = _fact_option(fact)(command)
    account = click.option(
        "--account",
        metavar="FILE",
        shell_complete=completing.files,
        help="What is known of the account, as YAML or JSON.",
    )
    job = click.argument("job", required=False, metavar="[JOB.yaml|JOB.json|-]", shell_complete=completing.files)
    return job(account(command))


def _fact_option(fact: Fact) -> Callable[[F], F]:
    name = fact.name.replace("_", "-")
    if isinstance(fact.domain, Flag):
        return click.option(f"--{name}/--no-{name}", fact.name, default=None, help=fact.asks)
    kinds: dict[type, tuple[Any, str]] = {Count: (click.INT, "N"), Names: (click.STRING, "ID,ID,...")}
    if isinstance(fact.domain, Choice):
        return click.option(f"--{name}", fact.name, type=click.Choice(fact.domain.values), help=fact.asks)
    kind, metavar = kinds.get(type(fact.domain), (click.STRING, "TEXT"))
    complete = completing.models if isinstance(fact.domain, (ModelId, Names)) else None
    return click.option(f"--{name}", fact.name, type=kind, metavar=metavar, help=fact.asks, shell_complete=complete)


def facts_told(job: str | None, account: str | None, flags: Mapping[str, Any], options: Options) -> tuple[Job, Account]:
    """The facts of the files, overruled by the options that were given.

    Raises:
        AdvisorError: a file that cannot be read, an unknown fact, or a value outside its domain.
    """
    account = account or (str(options.configuration.account) if options.configuration.account else None)
    if job == "-" and account == "-":
        raise InputError("job and account: both are `-`; expected only one from standard input")
    job_facts = _told(Job, inputs.read_job(job) if job else {}, flags)
    account_facts = _told(Account, inputs.read_account(account) if account else {}, flags)
    return Job(**job_facts), Account(**account_facts)


def _told(group: type[Job] | type[Account], file: Mapping[str, Any], flags: Mapping[str, Any]) -> dict[str, Any]:
    facts = facts_of(group)
    given = {name: flags[name] for name in facts if flags[name] is not None}
    for name, value in given.items():
        if isinstance(facts[name].domain, Names):
            given[name] = tuple(part.strip() for part in value.split(",") if part.strip())
    return inputs.masked({**file, **given})
