"""`advisor models`, `routes`, `sources` and `changes`: what is known, looked up."""

from __future__ import annotations

from functools import partial

import click

from advisor.front import completing, inputs
from advisor.front.options import FORMATS, Options, common

__all__ = ["changes", "models", "routes", "sources"]


@click.command(short_help="Which models live, which end when.")
@partial(common, formats=(*FORMATS, "svg"))
def models(options: Options) -> None:
    """The lifecycle of every known model on a day; as SVG, a timeline."""
    from advisor.catalogue import models as all_models
    from advisor.report.document import models_document
    from advisor.report.layout import Lead, Page
    from advisor.report.pages import models_page

    rows, silence = all_models(options.knowledge), options.silence
    if options.format == "svg":
        from advisor.report.lifecycle_svg import lifecycle_svg

        click.echo(lifecycle_svg(rows, options.as_of, options.newest), nl=False)
        return
    options.show_dated(
        lambda: Page((Lead(silence),)) if silence else models_page(rows, options.as_of),
        lambda: models_document(rows, options.as_of, options.newest),
    )


@click.command(short_help="Which surface for which job.")
@partial(common, formats=(*FORMATS, "mermaid", "svg"))
def routes(options: Options) -> None:
    """The route table: which surface for which job; as mermaid or SVG, a flowchart."""
    from advisor.catalogue import routes as all_routes
    from advisor.report.document import routes_document
    from advisor.report.pages import routes_page

    lines = all_routes(options.knowledge)
    if options.format == "svg":
        from advisor.report.routes_svg import routes_svg

        click.echo(routes_svg(lines, options.as_of, options.newest), nl=False)
        return
    if options.format == "mermaid":
        from advisor.report.dated import day_line
        from advisor.report.routes_mermaid import routes_mermaid

        click.echo(f"{routes_mermaid(lines)}%% {day_line(options.as_of, options.newest)}")
        return
    options.show_dated(
        lambda: routes_page(lines, options.as_of), lambda: routes_document(lines, options.as_of, options.newest)
    )


@click.command(short_help="Who says what, and who wins.")
@click.argument("topic", shell_complete=completing.topics)
@click.argument("subject", required=False, default="", shell_complete=completing.subjects)
@common
def sources(topic: str, subject: str, options: Options) -> None:
    """Who says what on TOPIC, since when, who wins and why; SUBJECT narrows it to a model or surface."""
    from advisor.catalogue import sources as who_says
    from advisor.report.document import sources_document
    from advisor.report.pages import sources_page

    answers = who_says(options.knowledge, topic, subject)
    options.show(
        lambda: sources_page(answers, topic, options.as_of),
        lambda: sources_document(answers, options.as_of, options.newest),
    )


@click.command(name="changes", short_help="What is different now.")
@click.option(
    "--since",
    required=True,
    metavar="MODEL|YYYY-MM-DD",
    help="The model in use today, or a day.",
    shell_complete=completing.models_and_days,
)
@common
def changes(since: str, options: Options) -> None:
    """What is different now: since a MODEL, what moving from it changes; since a day, what is held otherwise."""
    from advisor.changes import since_day, since_model
    from advisor.report.changes_page import changes_page
    from advisor.report.document import changes_document

    if since[:4].isdecimal() and since not in options.book.cards:
        answer = since_day(options.knowledge, inputs.parse_day(since, "since"))
    else:
        answer = since_model(options.knowledge, since)
    options.show(lambda: changes_page(answer), lambda: changes_document(answer))
