"""`advisor lint`"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from advisor.front import completing
from advisor.front.lint_options import EXIT_CODES, Chosen, is_grave, lint_options
from advisor.front.options import FOUND, Options, common
from advisor.front.output import FORMAT_HELP, FORMATS, deliver
from advisor.secrets import KEY

if TYPE_CHECKING:  # loaded for what is found
    from advisor.finding import Linted
    from advisor.front.linting import Linting

__all__ = ["lint_"]


@click.command("lint", short_help="What the image requests in code break.", epilog=EXIT_CODES)
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=completing.files)
@partial(common, formats=FORMATS, format_help=FORMAT_HELP)
@lint_options
def lint_(paths: tuple[str, ...], chosen: Chosen, options: Options) -> int:
    """Judges every image request in the files at and below some paths, by default `.`, by the rules.

    A comment `advisor: ignore[rule-id] reason`, in a request or on the line above, lets findings pass, with
    `until=YYYY-MM-DD` until that day. Settings stand in `[tool.advisor.lint]` of pyproject.toml or `[lint]` of
    advisor.toml: select, ignore, min-level, fail-on, baseline, exclude, and paths."GLOB" with ignore and min-level.
    A flag wins over the setting of its name.
    """
    from advisor.front.linting import Linting

    chosen.check(paths)
    linting = Linting(options, chosen)
    answer = linting.merged(paths) if chosen.merge else linting.answer(paths or (".",))
    if chosen.diff:
        return _diff(linting, answer, chosen, options)
    if chosen.fixes:
        answer = _mended(linting, answer, chosen, paths or (".",))
    deliver(answer, options, chosen.output)
    return _exit_code(answer, chosen, options)


def _diff(linting: Linting, answer: Linted, chosen: Chosen, options: Options) -> int:
    from advisor.front.mending import mended_files, unified_diff

    mended = mended_files(answer, linting.of_text, _safeties(chosen))
    diff = unified_diff(mended)
    click.echo(diff, nl=False)
    if KEY in diff:
        click.echo("advisor: keys are masked, so this diff cannot be applied; use --fix", err=True)
    return FOUND if mended and not chosen.exit_zero else _exit_code(answer, chosen, options)


def _mended(linting: Linting, answer: Linted, chosen: Chosen, paths: tuple[str, ...]) -> Linted:
    from advisor.front.mending import mended_files, write_all

    mended = mended_files(answer, linting.of_text, _safeties(chosen))
    write_all(mended)
    files = f"{len(mended):,} file{'' if len(mended) == 1 else 's'}"
    click.echo(f"advisor: {sum(one.count for one in mended):,} mended in {files}", err=True)
    return linting.answer(paths) if mended else answer


def _safeties(chosen: Chosen) -> tuple[str, ...]:
    return ("safe", "unsafe") if chosen.unsafe_fixes else ("safe",)


def _exit_code(answer: Linted, chosen: Chosen, options: Options) -> int:
    return FOUND if is_grave(answer, options, chosen.fail_on) and not chosen.exit_zero else 0
