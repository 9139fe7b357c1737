"""The day an answer holds for, and how far what is known reaches."""

from __future__ import annotations

from datetime import date

from advisor.report.layout import Page, Paragraph

__all__ = ["dated", "day_line", "no_source_yet"]


def day_line(as_of: date, newest: date | None) -> str:
    """The day, and the one on which something was last read by then."""
    if newest is None:
        return f"As of {as_of}; nothing behind the rules was read by then."
    return f"As of {as_of}; the newest source behind the rules was read on {newest}."


def no_source_yet(as_of: date, first: date | None) -> str:
    """That nothing is known on a day before the first reading; `first` is the day of that, None where there is none."""
    later = f"; the first reading is of {first}" if first else ""
    return f"No source speaks yet on {as_of}{later}."


def dated(page: Page, as_of: date, newest: date | None) -> Page:
    """The page with the day it holds for as its last paragraph."""
    return Page((*page.blocks, Paragraph(day_line(as_of, newest))))
