"""`advisor rules`"""

from __future__ import annotations

import click

from advisor.front.options import FOUND, Options, common

__all__ = ["rules"]


@click.group(short_help="Check the rules themselves.")
def rules() -> None:
    """Work on the rules themselves."""


@rules.command()
@common
def check(options: Options) -> None:
    """Schema, references, tables complete and without dead or overlapping rows; and what sources dispute when."""
    from advisor.check import check_up
    from advisor.report.document import check_document
    from advisor.report.pages import check_page

    checkup = check_up(options.book)
    options.show(lambda: check_page(checkup), lambda: check_document(checkup, options.as_of, options.newest))
    if checkup.faults:
        raise click.exceptions.Exit(FOUND)
