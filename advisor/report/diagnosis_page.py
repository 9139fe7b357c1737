"""A diagnosis as a page, for a person who is stuck: what is to blame, the first step, what to leave alone; then why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from advisor.report.diagnosis_words import SURE, clean, fact_in_words, is_told, not_told
from advisor.report.layout import Block, Bullets, Code, Heading, Lead, Page, Paragraph

if TYPE_CHECKING:
    from advisor.diagnosis import CallSite, Cause, Check, Diagnosis, Step

__all__ = ["diagnosis_page"]

_MOST_DO_NOT = 3
"""Those that hold for this failure come first; JSON has them all."""
_MOST_FINDINGS = 3
_MOST_LINKED = 3
_DO_NOT = "Do not "


def diagnosis_page(answer: Diagnosis) -> Page:
    """What is to blame and how sure, the first step, what to leave alone; then evidence, other causes and sources."""
    return Page((*_first_screen(answer), *_grounds(answer), *_others(answer), *_end(answer)))


# -- the first screen --------------------------------------------------------------------------------------------------


def _first_screen(answer: Diagnosis) -> Iterator[Block]:
    leading = answer.causes[0]
    yield _lead(leading)
    yield Lead(f"First step: {_priced(answer.first_step)}")
    yield from _way(answer.first_step)
    yield Bullets(tuple((text, "") for text in map(_forbidden, answer.do_not[:_MOST_DO_NOT])))


def _lead(leading: Cause) -> Lead:
    if not is_told(leading):
        return Lead(
            "Nothing here tells what is to blame. Look in this order, and stop at the first that is wrong.", "open"
        )
    tone = "bad" if leading.standing == "shown" else "open"
    return Lead(f"To blame: {leading.stage}. {_sentence(leading.means)} ({SURE[leading.standing]})", tone)


def _way(step: Step) -> Iterator[Block]:
    """The link and the command of a step."""
    if step.link:
        yield Paragraph(step.link)
    if step.command:
        yield Code(clean(step.command), "sh")


def _forbidden(text: str) -> str:
    if not text.startswith(_DO_NOT):
        return text
    rest = text.removeprefix(_DO_NOT)
    return f"Do not: {rest}"


def _priced(step: Step) -> str:
    return f"{_sentence(step.text)}{' (This costs money.)' if step.paid else ''}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


# -- why ---------------------------------------------------------------------------------------------------------------


def _grounds(answer: Diagnosis) -> Iterator[Block]:
    leading = answer.causes[0]
    if is_told(leading):
        yield Heading("Why")
        if leading.because:
            yield Paragraph(leading.because)
        yield from _bullets(
            (f"{fact_in_words(one.fact)}: {clean(one.shows)}", one.fact) for one in leading.evidence
        )
    if answer.call_sites is not None:
        yield from _code(answer.call_sites)
    if not is_told(leading):
        yield from _order(answer.checks)
    elif leading.standing != "shown":
        yield from _list("If that is not it, look in this order", map(_short, answer.checks), numbered=True)


def _code(sites: tuple[CallSite, ...]) -> Iterator[Block]:
    yield Heading("In the code")
    if not sites:
        yield Paragraph("No call that was found there has enough in common with the request that failed.")
    for site in sites:
        call = f" {clean(site.call)}" if site.call else ""
        found = [
            (f"{one.level}: {clean(one.message)}{f' Fix: {clean(one.fix.says)}.' if one.fix else ''}", one.rule)
            for one in site.findings[:_MOST_FINDINGS]
        ]
        more = len(site.findings) - len(found)
        yield Bullets(
            (
                (f"{clean(site.path)}:{site.line}:{site.column}{call}", "; ".join(map(clean, site.fits))),
                *(found or [("lint finds nothing there", "")]),
                *([(f"and {more} more (advisor lint)", "")] if more else []),
            )
        )


def _order(checks: tuple[Check, ...]) -> Iterator[Block]:
    """The debugging order with its cheapest checks, those that cost nothing first."""
    for number, one in enumerate(sorted(checks, key=lambda one: one.check.paid), 1):
        yield Heading(f"{number}. {one.title}: {one.asks}")
        yield Paragraph(_priced(one.check))
        yield from _way(one.check)


def _short(one: Check) -> tuple[str, str]:
    return f"{one.title}: {_priced(one.check)}", one.check.link


# -- what else ---------------------------------------------------------------------------------------------------------


def _others(answer: Diagnosis) -> Iterator[Block]:
    told = [one for one in answer.causes[1:] if is_told(one)]
    yield from _list(
        "Other causes",
        (
            (f"{one.stage}: {_sentence(one.means)} Check: {_priced(one.check)}", f"{one.cause}, {one.standing}")
            for one in told
            if one.standing != "cleared"
        ),
    )
    yield from _list(
        "Cleared", ((f"{one.stage}: {one.means} {one.because}", one.cause) for one in told if one.standing == "cleared")
    )
    linked = answer.linked[:_MOST_LINKED]
    more = len(answer.linked) - len(linked)
    rows = [(clean(one.message), one.cause if one.cause.isascii() and one.cause[0] != "<" else "") for one in linked]
    yield from _list("Other errors in it", [*rows, *([(f"and {more} more", "")] if more else [])])


def _end(answer: Diagnosis) -> Iterator[Block]:
    leading = answer.causes[0]
    lacks = not_told(answer)
    if leading.standing != "shown" and lacks:
        yield Heading("What would make it surer")
        yield Paragraph(f"Not told: {', '.join(lacks)}. Paste more of the output, or tell it with --request FILE.")
    if is_told(leading):
        yield from _list("Sources", ((one.title, one.url) for one in leading.sources))
        yield Heading("How to read this")
        yield Paragraph(f"Cause {leading.cause}, {leading.confidence} confidence; advisor explain {leading.cause}.")
    newest = answer.newest_reading
    age = f"{(answer.as_of - newest).days} days before" if newest else ""
    reading = f"the newest source behind the rules was read on {newest}, {age}" if newest else "nothing was read by then"
    yield Paragraph(f"As of {answer.as_of}; {reading}.")


def _list(title: str, items: Iterable[tuple[str, str]], *, numbered: bool = False) -> Iterator[Block]:
    kept = tuple(items)
    if kept:
        yield Heading(title)
        yield Bullets(kept, numbered)


def _bullets(items: Iterable[tuple[str, str]]) -> Iterator[Block]:
    kept = tuple(items)
    if kept:
        yield Bullets(kept)
