"""`advisor page`"""

from __future__ import annotations

import shlex
from datetime import date
from functools import partial
from pathlib import Path

import click

from advisor.errors import InputError
from advisor.front import inputs
from advisor.front.options import Options, common

__all__ = ["page"]

_LOOKED_AT = 2_000
"""How much of a file is read to tell whether it is such a page."""


@click.command(short_help="A web page that answers.")
@click.argument("out", metavar="OUT.html", type=click.Path(path_type=Path))
@click.option("--since", metavar="YYYY-MM-DD", help="The first day it answers for, instead of its own.")
@click.option("--force", is_flag=True, help="Write over a file that is no such page.")
@partial(common, formats=("html",))
def page(out: Path, since: str | None, options: Options, *, force: bool) -> None:
    """One HTML file, OUT.html, that asks what decides and shows the request: from its own day on, for every later day.

    It needs no network. It opens on the day of whoever looks at it, or on the day of --as-of. Each month of --since
    before that makes it about 100 KB larger.
    """
    first = options.as_of if since is None else inputs.parse_day(since, "since")
    if first > options.as_of:
        raise InputError(f"since: {first} is after {options.as_of}, the day of the page; expected that day or before")
    _check(out, force=force)
    text = _written(options, first)
    from advisor.front.writing import write_whole

    try:
        write_whole(out, text.encode())
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror or error})") from None
    click.echo(f"advisor: {out} written: {len(text.encode()) // 1024} KB, answers from {first} on", err=True)


def _check(out: Path, *, force: bool) -> None:
    """Refuses to write over what is no page of ours."""
    from advisor.report.decision_page import GENERATOR

    if out.exists() and not out.is_file():
        raise InputError(f"{out}: is no file; expected the name of the page to write")
    if not out.parent.is_dir():
        raise InputError(f"{out}: there is no folder {out.parent}")
    if out.exists() and not force:
        try:
            with out.open("rb") as file:
                begins = file.read(_LOOKED_AT)
        except OSError as error:
            raise InputError(f"{out}: cannot be read ({error.strerror or error})") from None
        if begins and GENERATOR.encode() not in begins:
            raise InputError(f"{out}: holds something else than such a page; --force writes over it")


def _written(options: Options, first: date) -> str:
    from importlib.metadata import version

    from advisor.decision_data import decision_data
    from advisor.report.decision_page import decision_page

    told = {
        "written": {"version": version("openai-image-advisor"), "day": options.as_of},
        "opens": options.as_of if options.day_is_told else "",
        "options": [f"--rules {shlex.quote(folder)}" for folder in options.told_rules],
    }
    return decision_page({**told, **decision_data(options.book, first)})
