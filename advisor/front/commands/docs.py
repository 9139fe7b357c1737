"""`advisor docs`"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import click

from advisor.errors import InputError
from advisor.front import completing
from advisor.front.lint_options import NOTHING_CHOSEN, is_grave
from advisor.front.options import FOUND, Options, common

if TYPE_CHECKING:  # loaded when the command runs
    from advisor.documented import Documented

__all__ = ["docs"]

_FORMATS = ("auto", "text", "json", "github")
_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=completing.files)


@click.group(short_help="Blocks in your docs that stay true.")
def docs() -> None:
    """Blocks in Markdown and MDX that the advisor writes, and that are checked.

    A block stands between two comments, each on a line of its own; in MDX `{/* advisor:... */}` serves as well:

    \b
      <!-- advisor:begin recommend source-images=1 snippet=python -->
      <!-- advisor:end -->

    Kinds: routes, models, recommend, access, debugging-order, decision-tree, explain. Attributes: `as-of=YYYY-MM-DD`
    fixes a block to a day, else it follows the days; recommend, access, debugging-order and decision-tree take the
    facts of `advisor recommend` by the names of its options (`mask=yes`), the first two those of the account too;
    recommend takes snippet=curl|python|javascript, models kind=image|text and state=active|deprecated|shutdown,
    decision-tree up-to=route|model, explain id=ID; routes and decision-tree are flowcharts with as=mermaid.
    """


@docs.command(short_help="Fill the blocks, in place.")
@_PATHS
@click.option("--force", is_flag=True, help="Write over blocks that were edited by hand, too.")
@partial(common, formats=("text", "json"))
def sync(paths: tuple[str, ...], force: bool, options: Options) -> int:
    """Fills the blocks of the pages at and below some paths, in place; all else in them stays byte for byte.

    A block that was edited by hand is left as it is and told, with exit code 1. A block that says what it would say
    today is left alone, whatever day it names.
    """
    from advisor.documented import Documented
    from advisor.front.docs_pages import docs_files, read_pages

    files = docs_files(paths)
    pages, wrong = read_pages(files, options.book, options.as_of)
    for page in pages:
        page.write(force=force)
    answer = Documented(
        as_of=options.as_of,
        newest_reading=options.newest,
        pages=len(files),
        blocks=tuple(state for page in pages for state in page.states_written(force=force)),
    )
    return _told(answer, wrong, options.format, options)


@docs.command(short_help="Whether the pages still hold.")
@_PATHS
@click.option("--max-age", type=click.IntRange(0), metavar="DAYS", help="Fail when the newest reading is older.")
@partial(common, formats=_FORMATS, format_help="auto: github in GitHub Actions, else text.")
def check(paths: tuple[str, ...], max_age: int | None, options: Options) -> int:
    """Whether the pages at and below some paths still hold; exits 1, with a diff, where they do not.

    They do not where `advisor docs sync` would write something else, where a block was edited by hand, where the
    newest reading is older than --max-age (`max-age` in [tool.advisor.docs]), and where a code fence or a statement
    outside of the blocks breaks a rule as `advisor lint` judges it.
    """
    from advisor.documented import Documented
    from advisor.front.docs_pages import docs_files, read_pages
    from advisor.front.lines import with_lines
    from advisor.front.linting import Linting

    files = docs_files(paths)
    pages, wrong = read_pages(files, options.book, options.as_of)
    within = {page.path: page for page in pages}
    linted = Linting(options, NOTHING_CHOSEN).answer(files)
    answer = Documented(
        as_of=options.as_of,
        newest_reading=options.newest,
        pages=len(files),
        blocks=tuple(state for page in pages for state in page.states()),
        diff="".join(page.diff() for page in pages),
        max_age=options.configuration.docs.max_age if max_age is None else max_age,
        lint=with_lines(
            linted.only(lambda one: not (one.site.path in within and within[one.site.path].holds(one.site.line)))
        ),
    )
    format_ = options.format
    if format_ == "auto":
        format_ = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    return _told(answer, wrong, format_, options)


def _told(answer: Documented, wrong: list[str], format_: str, options: Options) -> int:
    """Prints the answer; what is wrong with pages that could not be read comes last.

    Raises:
        InputError: some page could not be read.
    """
    click.echo(_rendered(answer, format_, color=options.color), nl=False, color=options.color)
    if wrong:
        raise InputError("\n".join(wrong))
    return FOUND if answer.amiss or answer.is_too_old or (answer.lint and is_grave(answer.lint, options)) else 0


def _rendered(answer: Documented, format_: str, *, color: bool) -> str:
    if format_ == "json":
        from advisor.report.docs_document import docs_document
        from advisor.report.json import render

        return render(docs_document(answer))
    from advisor.report import docs_text

    return docs_text.commands(answer) if format_ == "github" else docs_text.render(answer, color=color)
