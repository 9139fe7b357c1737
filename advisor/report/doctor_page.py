"""What `advisor doctor` found, as a page: the first step first, then every check in debugging order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.examination import STATES
from advisor.report.diagnosis_page import evidence_line, first_step
from advisor.report.layout import Block, Bullets, Heading, Lead, Page, Paragraph, Table
from advisor.wording import counted

if TYPE_CHECKING:
    from advisor.examination import Checked, Examination

__all__ = ["examination_page"]

_TROUBLE = ("refuted", "crashed")


def examination_page(answer: Examination) -> Page:
    """What is wrong in one line, the first step, the checks, then the evidence behind what is refuted."""
    return Page(
        (
            Lead(_lead(answer), _tone(answer)),
            *first_step(answer.first_step, answer.do_not),
            Heading(f"Checks of {answer.address}"),
            Table(("state", "check", "what was seen"), tuple(map(_row, answer.checks))),
            *(block for one in _told_once(answer) for block in _why(one)),
            *_details(answer),
            *_kept(answer),
            Paragraph(_note(answer)),
        )
    )


def _lead(answer: Examination) -> str:
    counts = Counter(one.state for one in answer.checks)
    said = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
    wrong = next((one for one in answer.checks if one.state in _TROUBLE), None)
    if wrong is not None:
        cause = f" ({wrong.cause})" if wrong.cause and wrong.standing in ("shown", "likely") else ""
        return f"{wrong.state.capitalize()}: {wrong.title}{cause}. {said}"
    if answer.stopped:
        return f"Stopped before it was done. {said}"
    return f"Nothing is refuted. {said}"


def _tone(answer: Examination) -> str:
    if answer.refuted or answer.crashed:
        return "bad"
    return "good" if all(one.state == "proved" for one in answer.checks) else "open"


def _row(one: Checked) -> tuple[str, ...]:
    return (one.state, one.title, one.shows)


def _told_once(answer: Examination) -> list[Checked]:
    """What is refuted, once for each cause: a failed request refutes more than one check."""
    return list({(one.because, one.evidence): one for one in answer.checks if one.state == "refuted"}.values())


def _why(one: Checked) -> Iterator[Block]:
    items = [(one.because, ", ".join(source.title for source in one.sources))] if one.because else []
    items += dict.fromkeys(map(evidence_line, one.evidence))
    if items:
        yield Heading(f"Why: {one.title}")
        yield Bullets(tuple(items))


def _details(answer: Examination) -> Iterator[Block]:
    told = [(f"{one.title}: {detail}", "") for one in answer.checks for detail in one.details]
    if told:
        yield Heading("Seen on the way")
        yield Bullets(tuple(told))


def _kept(answer: Examination) -> Iterator[Block]:
    if answer.account:
        yield Heading(f"Kept in {answer.account}")
        yield Bullets(tuple((one, "") for one in answer.changed) or (("nothing new", ""),))


def _note(answer: Examination) -> str:
    spent = "One request that costs money was sent." if answer.spent else "Nothing was sent that costs money."
    reading = f"newest reading {answer.newest_reading}" if answer.newest_reading else "nothing read by then"
    return f"{spent} {counted(len(answer.checks), 'check')}, as of {answer.as_of} ({reading})."
