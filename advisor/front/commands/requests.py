"""`advisor requests`"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.front import completing
from advisor.front.options import Options, common

if TYPE_CHECKING:  # loaded for what is found
    from advisor.front.reading import Readings
    from advisor.inventory import Inventory
    from advisor.report.layout import Page
    from advisor.report.requests_shapes import RequestsDocument

__all__ = ["requests"]


@click.command(short_help="Every image request in code.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=completing.files)
@partial(common, formats=("text", "json", "jsonl", "csv", "markdown"))
def requests(paths: tuple[str, ...], options: Options) -> None:
    """Every image request in the files at and below some paths, with the state of the models it names."""
    from advisor.front.reading import Requests, readings

    search = Requests(options.overlays, options.configuration.aliases)
    found = readings([Path(path) for path in paths], search)
    if options.format == "jsonl":
        _print_lines(found, options)
    else:
        _print_whole(found, search.days, options)
    if options.format != "text":
        for one in found.left:
            click.echo(f"advisor: not read: {one}", err=True)


def _print_lines(found: Readings, options: Options) -> None:
    if found.sightings:  # else there is no line to print, and nothing to load for it
        from advisor.inventory import inventory
        from advisor.report.requests_rows import requests_lines

        click.echo(requests_lines(inventory(options.knowledge, found.sightings, found.files, found.left)), nl=False)


def _print_whole(found: Readings, days: tuple[str, ...], options: Options) -> None:
    from advisor.inventory import Inventory, inventory

    if found.sightings:
        answer = inventory(options.knowledge, found.sightings, found.files, found.left)
    else:  # what is known of models says nothing about none
        newest = max((day for day in map(date.fromisoformat, days) if day <= options.as_of), default=None)
        answer = Inventory(options.as_of, newest, (), (), found.files, found.left)
    if options.format == "csv":
        from advisor.report.requests_rows import requests_csv

        click.echo(requests_csv(answer), nl=False)
    else:
        options.show(partial(_page, answer), partial(_document, answer))


def _page(answer: Inventory) -> Page:
    from advisor.report.requests_page import requests_page

    return requests_page(answer)


def _document(answer: Inventory) -> RequestsDocument:
    from advisor.report.requests_rows import requests_document

    return requests_document(answer)
