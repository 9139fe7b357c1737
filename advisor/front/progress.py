"""How far a long run is, for the person who waits for it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # loaded where a bar is shown
    from rich.progress import Progress

__all__ = ["watched"]

_PATIENCE = 1.0
"""Seconds before a bar is shown."""
T = TypeVar("T")


def watched(steps: Iterable[tuple[int, T]], total: int) -> Iterator[T]:
    """The steps, each given with the number of files it is worth out of `total`.

    Once they have taken a while on a terminal, a bar on standard error says how far they are; it is gone at the end.
    """
    begun, done = monotonic(), 0
    bar: Progress | None = None
    try:
        for files, step in steps:
            done += files
            if bar is None and monotonic() - begun > _PATIENCE and sys.stderr.isatty():
                bar = _bar(total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
            yield step
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,  # rich would send what the command prints to standard error
        redirect_stderr=False,
    )
    bar.add_task("Reading files", total=total)
    bar.start()
    return bar
