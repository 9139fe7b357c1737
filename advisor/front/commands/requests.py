"""`advisor requests`"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from advisor.front.options import Options, common

__all__ = ["requests"]


@click.command(short_help="Every image request in code.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@partial(common, formats=("text", "json", "jsonl", "csv", "markdown"))
def requests(paths: tuple[str, ...], options: Options) -> None:
    """Every image request in the files at and below some paths, with the state of the models it names."""
    from advisor.call_table import call_table
    from advisor.front.reading import Requests, readings
    from advisor.inventory import inventory
    from advisor.report.requests_page import requests_page, skipped_lines
    from advisor.report.requests_rows import requests_csv, requests_document, requests_lines

    table = call_table(options.book, getattr(options.configuration, "aliases", {}))
    found, files, skipped = readings([Path(path) for path in paths], Requests(table))
    answer = inventory(options.knowledge, found, files, skipped)
    if options.format in ("jsonl", "csv"):
        click.echo((requests_lines if options.format == "jsonl" else requests_csv)(answer), nl=False)
    else:
        options.show(lambda: requests_page(answer), lambda: requests_document(answer))
    if options.format != "text":
        for line in skipped_lines(answer.skipped):
            click.echo(f"advisor: not read: {line}", err=True)
