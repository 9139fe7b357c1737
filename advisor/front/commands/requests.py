"""`advisor requests`"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.front.options import Options, common

if TYPE_CHECKING:
    from advisor.front.reading import Readings

__all__ = ["requests"]


@click.command(short_help="Every image request in code.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@partial(common, formats=("text", "json", "jsonl", "csv", "markdown"))
def requests(paths: tuple[str, ...], options: Options) -> None:
    """Every image request in the files at and below some paths, with the state of the models it names."""
    from advisor.front.reading import Requests, readings

    found = readings([Path(path) for path in paths], Requests(options.overlays, options.configuration.aliases))
    if found.sightings or options.format != "jsonl":
        _print(found, options)
    if options.format != "text":
        for one in found.left:
            click.echo(f"advisor: not read: {one}", err=True)


def _print(found: Readings, options: Options) -> None:
    from advisor.inventory import inventory
    from advisor.report.requests_page import requests_page
    from advisor.report.requests_rows import requests_csv, requests_document, requests_lines

    answer = inventory(options.knowledge, found.sightings, found.files, found.left)
    if options.format in ("jsonl", "csv"):
        click.echo((requests_lines if options.format == "jsonl" else requests_csv)(answer), nl=False)
    else:
        options.show(lambda: requests_page(answer), lambda: requests_document(answer))
