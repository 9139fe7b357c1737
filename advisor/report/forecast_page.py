"""What lint will find, as a page: one day after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.levels import LEVELS
from advisor.printable import on_one_line
from advisor.report.layout import Block, Bullets, Heading, Lead, Page, Paragraph, Table
from advisor.secrets import without_keys
from advisor.wording import counted

if TYPE_CHECKING:
    from advisor.finding import Finding
    from advisor.forecast import Coming, Forecast
    from advisor.lookup import ModelRow

__all__ = ["forecast_page"]


def forecast_page(answer: Forecast) -> Page:
    """How much comes and when it begins; then each day with what appears on it."""
    blocks: list[Block] = [Lead(_lead(answer), "open" if any(one.findings for one in answer.coming) else "plain")]
    for coming in answer.coming:
        blocks += _day(coming, answer)
    blocks += _notes(answer)
    return Page(tuple(blocks))


def _lead(answer: Forecast) -> str:
    until = f"by {answer.until}"
    if answer.files is None:
        gone = sum(len(one.models) for one in answer.coming)
        return f"{counted(gone, 'model')} will be gone {until}"
    new = [finding for one in answer.coming for finding in one.findings]
    where = f"in {counted(answer.requests, 'request')} of {counted(answer.files, 'file')}"
    if not new:
        return f"No finding appears {until} {where}, as far as announced dates tell"
    first = next(one.day for one in answer.coming if one.findings)
    return f"{_levels(new)} will appear {until} {where}, the first on {first}"


def _day(coming: Coming, answer: Forecast) -> Iterator[Block]:
    left = f"{coming.day} (in {counted((coming.day - answer.as_of).days, 'day')})"
    if coming.findings:
        yield Heading(f"{left}: {_levels(coming.findings)}")
        messages = dict.fromkeys(without_keys(one.message) for one in coming.findings)
        yield Bullets(tuple((message, "") for message in messages))
        yield Table(("place", "level", "rule"), tuple(map(_row, coming.findings)))
    elif answer.files is None:
        yield Heading(left)
    if coming.models and answer.files is None:
        yield Bullets(
            tuple(
                (
                    f"{row.model} is shut down; named instead: {', '.join(row.replacement) or 'none'}",
                    ", ".join(row.sources),
                )
                for row in coming.models
            )
        )


def _sources(row: ModelRow) -> str:
    return ", ".join(row.sources)


def _row(finding: Finding) -> tuple[str, ...]:
    site = finding.site
    cell = f" (cell {site.cell}, line {site.cell_line})" if site.cell is not None else ""
    return (f"{on_one_line(site.path)}:{site.line}{cell}", finding.level, finding.rule)


def _levels(findings: list[Finding] | tuple[Finding, ...]) -> str:
    counts = Counter(one.level for one in findings)
    return " and ".join(counted(counts[level], level) for level in LEVELS if counts[level])


def _notes(answer: Forecast) -> Iterator[Block]:
    if answer.left:
        yield Heading("Not read")
        yield Bullets(tuple((str(one), "") for one in answer.left))
    found = f"{counted(len(answer.now), 'finding')} stand already: `advisor lint` tells them. " if answer.now else ""
    reading = f"newest reading {answer.newest_reading}" if answer.newest_reading else "nothing read by then"
    yield Paragraph(
        f"{found}As of {answer.as_of} ({reading}). Only dates announced by then count; more may be announced."
    )
