"""`advisor explain`: what an id means, or a page for every id there is."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.front import completing
from advisor.front.options import Options, common

__all__ = ["explain"]


@click.command(short_help="What an id means.")
@click.argument("id_", metavar="ID|OUT_DIR", shell_complete=completing.ids)
@click.option("--all", "all_", is_flag=True, help="Write a page for every id, with tables of them, into OUT_DIR.")
@common
def explain(id_: str, all_: bool, options: Options) -> None:
    """What a rule, model, surface, source, topic, route row, cause, signature of an error or stage is.

    Where several kinds share an id, name the kind: rules/ID, causes/ID.
    With --all and --format markdown, a section for your documentation: a folder a kind, a page an id.
    """
    if all_:
        _write_all(Path(id_), options)
        return
    from advisor.explain import explanation
    from advisor.report.dated import day_line
    from advisor.report.document import explanation_document
    from advisor.report.explanation_markdown import render
    from advisor.report.pages import explanation_page

    told = explanation(options.knowledge, id_)
    if options.format == "markdown":
        click.echo(f"{render(told)}\n{day_line(options.as_of, options.newest)}")
        return
    options.show_dated(
        lambda: explanation_page(told), lambda: explanation_document(told, options.as_of, options.newest)
    )


def _write_all(folder: Path, options: Options) -> None:
    from advisor.explain import explained, references
    from advisor.front.folder import write_folder
    from advisor.report.explanation_markdown import MARK, docs_section

    if options.format != "markdown":
        raise click.UsageError(f"--all writes Markdown; expected --format markdown instead of {options.format}")
    told = [explained(options.knowledge, one) for one in references(options.book)]
    pages = docs_section(told, options.as_of, options.newest)
    write_folder(folder, pages, MARK)
    click.echo(f"advisor: {len(pages):,} pages written to {folder}, as of {options.as_of}.", err=True)
