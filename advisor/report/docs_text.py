"""An answer about documentation for people, and for the log of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.documented import EDITED, EMPTY, FRESH, STALE
from advisor.printable import on_one_line
from advisor.report import lint_github, lint_text
from advisor.wording import counted

if TYPE_CHECKING:
    from advisor.documented import BlockState, Documented

__all__ = ["commands", "render"]

_WORDS = {
    STALE: "stale; other words belong here now. `advisor docs sync` writes them.",
    EMPTY: "not filled yet. `advisor docs sync` fills it.",
    EDITED: "edited by hand, so it is left as it is. Move what you wrote out of the block, then run `advisor docs sync "
    "--force`, which writes over it.",
}


def render(answer: Documented, *, color: bool = False) -> str:
    """The diff, then a line for each block that is amiss or was written, what lint found, and the sum."""
    told = [*answer.diff.splitlines(), *([""] if answer.diff else [])]
    told += [f"{_place(one)}: {_words(one)}" for one in answer.blocks if one.standing != FRESH]
    if answer.lint and answer.lint.findings:
        told += ["", *lint_text.render(answer.lint, color=color).splitlines(), ""]
    return "\n".join([*told, *_sum(answer)]) + "\n"


def commands(answer: Documented) -> str:
    """A command for each block that is amiss, those of lint, the diff and the sum as lines of the log."""
    told = [lint_github.command(one.path, one.line, f"docs {one.kind}", _WORDS[one.standing]) for one in answer.amiss]
    log = [lint_github.plain(line) for line in (*answer.diff.splitlines(), *_sum(answer))]
    found = lint_github.render(answer.lint) if answer.lint else ""
    return "\n".join([*told, *log]) + "\n" + found


def _place(one: BlockState) -> str:
    return f"{on_one_line(one.path)}:{one.line}: {one.kind}"


def _words(one: BlockState) -> str:
    return "written." if one.written else _WORDS[one.standing]


def _sum(answer: Documented) -> Iterator[str]:
    kinds = [
        f"{number:,} {'edited by hand' if name == EDITED else name}" for name, number in sorted(answer.counts.items())
    ]
    blocks = f"{counted(len(answer.blocks), 'block')} in {counted(answer.pages, 'page')}"
    yield f"{blocks}: {', '.join(kinds)}." if kinds else f"{blocks}."
    if answer.lint and not answer.lint.findings:
        yield "What stands outside of the blocks breaks no rule."
    if answer.lint and answer.lint.findings and not answer.is_too_old:
        return  # lint has told the day
    if answer.newest_reading is None:
        yield f"As of {answer.as_of}; nothing was read by then."
        return
    days = counted((answer.as_of - answer.newest_reading).days, "day")
    bound = f": more than the {answer.max_age:,} that are allowed" if answer.is_too_old else ""
    yield f"As of {answer.as_of}; the newest source was read on {answer.newest_reading}, {days} before{bound}."
