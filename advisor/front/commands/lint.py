"""`advisor lint`"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.front.options import FOUND, Options, common

if TYPE_CHECKING:  # loaded for what is found
    from advisor.finding import Linted

__all__ = ["lint_"]

_LEVELS = ("error", "warning", "note")


@click.command("lint", short_help="What the image requests in code break.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--pedantic", is_flag=True, help="Also tell what might be wrong, as notes.")
@click.option(
    "--fail-on", type=click.Choice(_LEVELS), default="warning", show_default=True, help="Exit 1 from this level on."
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@partial(common, formats=("text", "json"))
def lint_(paths: tuple[str, ...], pedantic: bool, fail_on: str, exit_zero: bool, options: Options) -> int:
    """Judges every image request in the files at and below some paths by the rules."""
    from advisor.front.reading import Requests, readings
    from advisor.lint import lint

    search = Requests(options.overlays, options.configuration.aliases)
    found = readings([Path(path) for path in paths], search)
    answer = lint(options.knowledge, found.sightings, files=found.files, left=found.left, pedantic=pedantic)
    click.echo(_rendered(answer, options), nl=False, color=options.color)
    worst = min((_LEVELS.index(one.level) for one in answer.findings), default=len(_LEVELS))
    return FOUND if worst <= _LEVELS.index(fail_on) and not exit_zero else 0


def _rendered(answer: Linted, options: Options) -> str:
    render = import_module(f"advisor.report.lint_{options.format}").render
    return str(render(answer))
