"""`advisor forecast`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from advisor.front import completing
from advisor.front.lint_options import NOTHING_CHOSEN
from advisor.front.options import Options, common

if TYPE_CHECKING:  # loaded when the command runs
    from advisor.forecast import Forecast

__all__ = ["forecast_"]


@click.command("forecast", short_help="What lint will find, and when.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=completing.files)
@click.option("--days", type=click.IntRange(1, 3650), default=120, show_default=True, help="How far to look ahead.")
@common
def forecast_(paths: tuple[str, ...], days: int, options: Options) -> None:
    """Which findings appear, or become graver, in the files at and below some paths, and on which days.

    Without a path: which models are gone by when. Exits 0 when it answers.
    """
    from advisor.report.forecast_document import forecast_document
    from advisor.report.forecast_page import forecast_page

    answer = _answer(paths, days, options)
    options.show(lambda: forecast_page(answer), lambda: forecast_document(answer))


def _answer(paths: tuple[str, ...], days: int, options: Options) -> Forecast:
    from advisor.forecast import forecast
    from advisor.front.linting import Linting

    return Linting(options, NOTHING_CHOSEN).forecast(paths, days) if paths else forecast(options.knowledge, days)
