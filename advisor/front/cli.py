"""The command line: the only place with a clock and a terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import click

from advisor import Recommendation, RuleBook, load_rules, recommend
from advisor import catalogue as catalogue_
from advisor.check import check_up
from advisor.domain import Choice, Count, Flag, Names
from advisor.errors import AdvisorError, InputError, nearest
from advisor.facts import Account, Fact, Job, facts_of
from advisor.freshness import Knowledge
from advisor.front import inputs
from advisor.report.layout import Page

__all__ = ["main"]

EXAMPLES = """\
Which OpenAI image endpoint, model and payload, for which account, on which day.

  advisor recommend --task generate                     one image from a prompt
  advisor recommend --source-images 1 --fidelity high   change an image you have
  advisor sources image-generation                      who says which model is current, and who wins

`advisor --help` lists every command."""

_FOUND, _BAD_INPUT, _CRASHED = 1, 2, 3
_CODE = ("python", "javascript", "curl")
"""Formats of a recommendation that are code to run."""
F = TypeVar("F", bound=Callable[..., Any])


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; exits 0, 1 for a finding, 2 for bad input, 3 for an internal error."""
    try:
        given = None if arguments is None else list(arguments)
        sys.exit(cli.main(args=given, prog_name="advisor", standalone_mode=False))  # a command's Exit code, or None
    except click.ClickException as error:
        error.show()
        sys.exit(_BAD_INPUT)
    except AdvisorError as error:
        click.echo(f"advisor: {error}", err=True)
        sys.exit(_BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        click.echo("advisor: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:  # `advisor ... | head`: whoever read has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "unknown"
        click.echo(f"advisor: internal error ({type(error).__name__} at {where}, version {_version()})", err=True)
        click.echo("Please open an issue with this line and the command; leave keys and prompts out.", err=True)
        sys.exit(_CRASHED)


def _version() -> str:
    return version("openai-image-advisor")


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="openai-image-advisor", prog_name="advisor")
@click.pass_context
def cli(context: click.Context) -> None:
    """Which OpenAI image endpoint, model and payload, for which account, on which day: with reasons and sources."""
    if context.invoked_subcommand is None:
        click.echo(EXAMPLES)


class _Options:
    """What every command is told: the day, the rules, the format, the colour."""

    def __init__(self, as_of: str | None, rules: tuple[str, ...], format_: str, *, no_color: bool) -> None:
        self.configuration = inputs.read_configuration(Path.cwd())
        self.as_of = _today() if as_of is None else inputs.parse_day(as_of)
        overlays = [*self.configuration.rules, *(Path(folder) for folder in rules)]
        self.book: RuleBook = load_rules(*overlays)
        self.knowledge = Knowledge(self.book, self.as_of)
        self.newest = self.book.newest_reading(self.as_of)
        self.format = format_
        self.color = not no_color and not os.environ.get("NO_COLOR") and sys.stdout.isatty()

    def show(self, page: Callable[[], Page], document: Callable[[], Mapping[str, Any]]) -> None:
        """Prints the answer in the format asked for."""
        click.echo(self._rendered(page, document), nl=False, color=self.color)

    def _rendered(self, page: Callable[[], Page], document: Callable[[], Mapping[str, Any]]) -> str:
        if self.format == "json":
            from advisor.report.json import render as render_json

            return render_json(document())
        if self.format == "yaml":
            from advisor.report.yaml import render as render_yaml

            return render_yaml(document())
        if self.format == "markdown":
            from advisor.report.markdown import render as render_markdown

            return render_markdown(page())
        from advisor.report.text import WIDTH, render  # rich is loaded for text only

        width = os.get_terminal_size().columns if sys.stdout.isatty() else WIDTH
        return render(page(), color=self.color, width=width)


def _today() -> date:
    return datetime.now(UTC).date()


def common(command: F, formats: Sequence[str] = ("text", "json", "yaml", "markdown")) -> F:
    """The options of every command; the command receives them as `options`."""

    def wrapped(
        *arguments: Any, as_of: str | None, rules: tuple[str, ...], format_: str, no_color: bool, **others: Any
    ) -> Any:
        return command(*arguments, options=_Options(as_of, rules, format_, no_color=no_color), **others)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    wrapped.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    for option in (
        click.option("--no-color", is_flag=True, help="Plain text, as with NO_COLOR."),
        click.option(
            "--format",
            "format_",
            type=click.Choice(formats),
            default="text",
            show_default=True,
        ),
        click.option(
            "--rules", multiple=True, metavar="DIR", help="An overlay of your organization's rules; repeatable."
        ),
        click.option("--as-of", metavar="YYYY-MM-DD", help="Answer as of this day instead of today (UTC)."),
    ):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def fact_options(group: type[Job] | type[Account]) -> Callable[[F], F]:
    """One option per fact, named as the fact is."""

    def add(command: F) -> F:
        for fact in reversed(facts_of(group).values()):
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


@cli.command(name="recommend", short_help="The request to send for a job.")
@click.argument("job", required=False, metavar="[JOB.yaml|JOB.json|-]")
@click.option("--account", metavar="FILE", help="What is known of the account, as YAML or JSON.")
@fact_options(Job)
@fact_options(Account)
@partial(common, formats=("text", "json", "yaml", "markdown", *_CODE))
def recommend_(job: str | None, account: str | None, options: _Options, **flags: Any) -> None:
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
        raise click.exceptions.Exit(_FOUND)


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


@cli.command(short_help="Which models live, which end when.")
@common
def models(options: _Options) -> None:
    """The lifecycle of every known model on a day."""
    from advisor.report.document import models_document
    from advisor.report.pages import models_page

    rows = catalogue_.models(options.knowledge)
    options.show(lambda: models_page(rows, options.as_of), lambda: models_document(rows, options.as_of, options.newest))


@cli.command(short_help="Which surface for which job.")
@common
def routes(options: _Options) -> None:
    """The route table: which surface for which job."""
    from advisor.report.document import routes_document
    from advisor.report.pages import routes_page

    lines = catalogue_.routes(options.knowledge)
    options.show(
        lambda: routes_page(lines, options.as_of), lambda: routes_document(lines, options.as_of, options.newest)
    )


@cli.command(short_help="Who says what, and who wins.")
@click.argument("topic")
@click.argument("subject", required=False, default="")
@common
def sources(topic: str, subject: str, options: _Options) -> None:
    """Who says what on TOPIC, since when, who wins and why; SUBJECT narrows it to a model or surface."""
    from advisor.report.document import sources_document
    from advisor.report.pages import sources_page

    answers = catalogue_.sources(options.knowledge, topic, subject)
    options.show(
        lambda: sources_page(answers, topic, options.as_of),
        lambda: sources_document(answers, options.as_of, options.newest),
    )


@cli.command(short_help="What an id means.")
@click.argument("id_", metavar="ID")
@common
def explain(id_: str, options: _Options) -> None:
    """What a rule, model, surface, source, topic or route row is."""
    from advisor.report.document import explanation_document
    from advisor.report.pages import explanation_page

    told = catalogue_.explain(options.knowledge, id_)
    options.show(lambda: explanation_page(told), lambda: explanation_document(told, options.as_of, options.newest))


@cli.command(short_help="The JSON Schema of a document.")
@click.argument("name")
def schema(name: str) -> None:
    """The JSON Schema of an answer (recommend, models, ...), of a job or account, or of the rule files (rules)."""
    schemas: dict[str, Callable[[], Any]] = {
        "job": lambda: _facts_schema(Job),
        "account": lambda: _facts_schema(Account),
    }
    from pydantic import TypeAdapter

    from advisor.report.shapes import DOCUMENTS
    from advisor.schema import json_schemas

    schemas |= {command: lambda shape=shape: TypeAdapter(shape).json_schema() for command, shape in DOCUMENTS.items()}  # type: ignore[misc]
    schemas["rules"] = json_schemas
    if name not in schemas:
        raise InputError(
            f"no schema is named {name!r}{nearest(name, schemas)}; expected one of {', '.join(sorted(schemas))}"
        )
    click.echo(json.dumps(schemas[name](), indent=2))


def _facts_schema(group: type[Job] | type[Account]) -> dict[str, Any]:
    facts = facts_of(group).values()
    properties = {fact.name: {**fact.domain.json_schema(), "description": fact.asks} for fact in facts}
    return {"title": group.__name__, "type": "object", "properties": properties, "additionalProperties": False}


@cli.group(short_help="Check the rules themselves.")
def rules() -> None:
    """Work on the rules themselves."""


@rules.command()
@common
def check(options: _Options) -> None:
    """Schema, references, tables complete and without dead or overlapping rows; and what sources dispute when."""
    from advisor.report.document import check_document
    from advisor.report.pages import check_page

    checkup = check_up(options.book)
    options.show(lambda: check_page(checkup), lambda: check_document(checkup, options.as_of, options.newest))
    if checkup.faults:
        raise click.exceptions.Exit(_FOUND)
