"""`advisor lint`"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from advisor.front.options import FOUND, Options, common
from advisor.front.output import FORMAT_HELP, FORMATS, deliver

__all__ = ["lint_"]

_LEVELS = ("error", "warning", "note")


@click.command("lint", short_help="What the image requests in code break.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--pedantic", is_flag=True, help="Also tell what might be wrong, as notes.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also what makes a request ask for another image.")
@click.option("--diff", is_flag=True, help="Print what the fixes would change, and change nothing.")
@click.option(
    "--fail-on", type=click.Choice(_LEVELS), default="warning", show_default=True, help="Exit 1 from this level on."
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write the answer to this file.")
@partial(common, formats=FORMATS, format_help=FORMAT_HELP)
def lint_(
    paths: tuple[str, ...],
    pedantic: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    fail_on: str,
    exit_zero: bool,
    output: Path | None,
    options: Options,
) -> int:
    """Judges every image request in the files at and below some paths by the rules."""
    from advisor.front.linting import Linting

    linting = Linting(options, pedantic=pedantic)
    answer = linting.answer(paths)
    if fix or unsafe_fixes or diff:
        from advisor.front.mending import mended_files, unified_diff, write_all

        mended = mended_files(answer, linting.of_text, ("safe", "unsafe") if unsafe_fixes else ("safe",))
        if diff:
            click.echo(unified_diff(mended), nl=False)
            return FOUND if mended and not exit_zero else 0
        write_all(mended)
        answer = linting.answer(paths) if mended else answer
        click.echo(f"advisor: {sum(one.count for one in mended)} mended in {len(mended)} files", err=True)
    deliver(answer, options, output)
    worst = min((_LEVELS.index(one.level) for one in answer.findings), default=len(_LEVELS))
    return FOUND if worst <= _LEVELS.index(fail_on) and not exit_zero else 0
