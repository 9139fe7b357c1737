"""`advisor recommend`"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import click

from advisor import Recommendation, recommend
from advisor.domain import Choice, Count, Flag, Names
from advisor.errors import InputError
from advisor.facts import Account, Fact, Job, facts_of
from advisor.front import inputs
from advisor.front.options import FOUND, Options, common

__all__ = ["recommend_"]

_CODE = ("python", "javascript", "curl")
"""Formats of a recommendation that are code to run."""
F = TypeVar("F", bound=Callable[..., Any])


def fact_options(group: type[Job] | type[Account]) -> Callable[[F], F]:
    """One option per fact, named as the fact is."""

    def add(command: F) -> F:
        for fact in reversed(tuple(facts_of(group).values())):
            command = _fact_option(fact)(command)
        return command

    return add


def _fact_option(fact: Fact) -> Callable[[F], F]:
    name = fact.name.replace("_", "-")
    if isinstance(fact.domain, Flag):
        return click.option(f"--{name}/--no-{name}", fact.name, default=None, help=fact.asks)
    kinds: dict[type, tuple[Any, str]] = {Count: (click.INT, "N"), Names: (click.STRING, "ID,ID,...")}
    if isinstance(fact.domain, Choice):
        return click.option(f"--{name}", fact.name, type=click.Choice(fact.domain.values), help=fact.asks)
    kind, metavar = kinds.get(type(fact.domain), (click.STRING, "TEXT"))
    return click.option(f"--{name}", fact.name, type=kind, metavar=metavar, help=fact.asks)


def _told(group: type[Job] | type[Account], file: Mapping[str, Any], flags: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a file, overruled by the flags that were given."""
    facts = facts_of(group)
    given = {name: flags[name] for name in facts if flags[name] is not None}
    for name, value in given.items():
        if isinstance(facts[name].domain, Names):
            given[name] = tuple(part.strip() for part in value.split(",") if part.strip())
    return {**file, **given}


@click.command(name="recommend", short_help="The request to send for a job.")
@click.argument("job", required=False, metavar="[JOB.yaml|JOB.json|-]")
@click.option("--account", metavar="FILE", help="What is known of the account, as YAML or JSON.")
@fact_options(Job)
@fact_options(Account)
@partial(common, formats=("text", "json", "yaml", "markdown", *_CODE))
def recommend_(job: str | None, account: str | None, options: Options, **flags: Any) -> None:
    """The request to send for a job: route, model, payload, what blocks it, and why."""
    from advisor.report.document import recommendation_document
    from advisor.report.pages import recommendation_page

    account = account or (str(options.configuration.account) if options.configuration.account else None)
    if job == "-" and account == "-":
        raise InputError("job and account: both are `-`; expected only one from standard input")
    job_facts = _told(Job, inputs.read_job(job) if job else {}, flags)
    account_facts = _told(Account, inputs.read_account(account) if account else {}, flags)
    answer = recommend(Job(**job_facts), Account(**account_facts), as_of=options.as_of, rules=options.book)
    if options.format in _CODE:
        _print_code(answer, options.format)
    else:
        options.show(lambda: recommendation_page(answer), lambda: recommendation_document(answer))
    if answer.access.standing == "blocked" or answer.unmet:
        raise click.exceptions.Exit(FOUND)


def _print_code(answer: Recommendation, language: str) -> None:
    """The snippet alone on standard output; what it cannot tell, on standard error."""
    from advisor.report.document import snippets

    code = snippets(answer)[language]  # type: ignore[literal-required]
    if not code:
        lacks = "; ".join(f"{lack.fact}: {lack.because}" for lack in answer.lacks)
        raise InputError(f"there is no request to write as code on {answer.as_of}: {lacks}")
    click.echo(code.rstrip("\n"))
    notes = [f"access is blocked: {blocker.text}" for blocker in answer.access.blockers]
    notes += [f"{unmet.fact} is not met: {unmet.text}" for unmet in answer.unmet]
    for note in notes:
        click.echo(f"advisor: {note}", err=True)
