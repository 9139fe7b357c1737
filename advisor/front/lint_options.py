"""The options of `advisor lint`, and which of them cannot stand together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.errors import InputError
from advisor.front import completing
from advisor.front.options import Options
from advisor.levels import LEVELS

if TYPE_CHECKING:  # loaded for what is found
    from advisor.finding import Linted

__all__ = ["EXIT_CODES", "NOTHING_CHOSEN", "STDIN", "Chosen", "is_grave", "lint_options"]

STDIN = ("-",)
"""The paths that mean standard input."""
EXIT_CODES = """\
Exit codes: 0 no finding of the level of --fail-on or a graver one, 1 there is one, 2 bad usage or bad input, 3 an
internal error. What comments, the baseline, --select, --ignore, --min-level or --changed leave out does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was asked for on the command line; what was not is empty, None or false."""

    pedantic: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    min_level: str | None
    fail_on: str | None
    exit_zero: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    baseline: str | None
    write_baseline: bool
    prune_baseline: bool
    changed: str | None
    shard: str | None
    merge: bool
    stdin_filename: str | None
    output: Path | None

    @property
    def fixes(self) -> bool:
        """Whether files are to be mended."""
        return self.fix or self.unsafe_fixes or self.diff

    def check(self, paths: tuple[str, ...]) -> None:
        """Whether all that was asked for can be done in one run.

        Raises:
            InputError: it cannot.
        """
        if ("-" in paths) != (self.stdin_filename is not None) or ("-" in paths and paths != STDIN):
            raise InputError(
                "-: standard input is one file, whose language its name tells; expected `advisor lint - "
                "--stdin-filename NAME` and no other path"
            )
        for name, others, why in _APART:
            both = [other for other in others if getattr(self, other)]
            if getattr(self, name) and both:
                flags = " and ".join(f"--{one.replace('_', '-')}" for one in (name, both[0]))
                raise InputError(f"{flags} cannot be combined: {why}")
        if self.merge and not paths:
            raise InputError("--merge: nothing to merge; expected the JSON answers of every part of a run")


NOTHING_CHOSEN = Chosen(
    pedantic=False,
    select=(),
    ignore=(),
    min_level=None,
    fail_on=None,
    exit_zero=False,
    fix=False,
    unsafe_fixes=False,
    diff=False,
    baseline=None,
    write_baseline=False,
    prune_baseline=False,
    changed=None,
    shard=None,
    merge=False,
    stdin_filename=None,
    output=None,
)
"""What a command without these options does."""


_WRITES = ("write_baseline", "prune_baseline")
_FIXES = ("fix", "unsafe_fixes", "diff")
_APART = (
    ("merge", ("shard", "changed", "stdin_filename", "pedantic", *_WRITES, *_FIXES), "the parts were judged before"),
    ("stdin_filename", ("shard", "changed", *_WRITES, *_FIXES), "standard input is no file of the tree"),
    ("shard", _WRITES, "every part would write the same baseline; write it in a run of the whole"),
    ("write_baseline", ("prune_baseline", *_FIXES), "each changes what the other counts"),
    ("prune_baseline", _FIXES, "each changes what the other counts"),
    ("changed", _FIXES, "fixes move lines; mend the whole files, or leave --changed out"),
)
"""An option, those it cannot stand beside, and why."""


def is_grave(answer: Linted, options: Options, fail_on: str | None = None) -> bool:
    """Whether a finding is of the level that fails, as the command line, the configuration or else `warning` says."""
    bar = fail_on or options.configuration.lint.fail_on or "warning"
    return any(LEVELS.index(one.level) <= LEVELS.index(bar) for one in answer.findings)


def _split(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _level(name: str, text: str) -> Any:
    return click.option(name, type=click.Choice(LEVELS), help=text)


_OPTIONS = (
    click.option("--pedantic", is_flag=True, help="Also tell what might be wrong, as notes."),
    click.option(
        "--select",
        multiple=True,
        callback=_split,
        metavar="RULE|STAGE,...",
        help="Show findings of these only.",
        shell_complete=completing.rules_and_stages,
    ),
    click.option(
        "--ignore",
        multiple=True,
        callback=_split,
        metavar="RULE|STAGE,...",
        shell_complete=completing.rules_and_stages,
        help="Show no findings of these; a rule's own name wins over that of its stage.",
    ),
    _level("--min-level", "Show no findings below this level."),
    _level("--fail-on", "Exit 1 from this level on; warning where nothing says otherwise."),
    click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found."),
    click.option("--fix", is_flag=True, help="Mend what can be mended safely."),
    click.option("--unsafe-fixes", is_flag=True, help="Mend also where the image, or other code, may notice."),
    click.option("--diff", is_flag=True, help="Print what the fixes would change, and change nothing."),
    click.option(
        "--baseline",
        metavar="FILE",
        shell_complete=completing.files,
        help="Let pass what a baseline counts; of a rule of which a file has more, all findings are shown.",
    ),
    click.option("--write-baseline", is_flag=True, help="Write what is found now into the baseline."),
    click.option("--prune-baseline", is_flag=True, help="Take out of the baseline what is no longer found."),
    click.option(
        "--changed",
        metavar="REF",
        help="Show findings on requests that changed since the last commit in common with REF, new files included.",
    ),
    click.option("--shard", metavar="I/N", help="Read part I of N of the files, for --merge to join the answers."),
    click.option("--merge", is_flag=True, help="The paths are the JSON answers of all parts; join them."),
    click.option("--stdin-filename", metavar="NAME", help="What to call standard input, given as `-`."),
    click.option(
        "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write the answer to this file."
    ),
)


def lint_options(command: Callable[[tuple[str, ...], Chosen, Options], Any]) -> Callable[..., Any]:
    """The options of lint; the command receives the paths, what was chosen, and the common options."""

    def wrapped(paths: tuple[str, ...], options: Options, **chosen: Any) -> Any:
        return command(paths, Chosen(**chosen), options)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped
