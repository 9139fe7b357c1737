"""A diagnosis as a page, for a person who is stuck: what is to blame, the first step, what to leave alone; then why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from advisor.diagnosis import Evidence
from advisor.report.diagnosis_words import NO_CAUSE, QUOTED, STAGES, SURE, clean, fact_in_words, is_told, not_told
from advisor.report.layout import Block, Bullets, Code, Heading, Lead, Page, Paragraph
from advisor.wording import counted, in_words

if TYPE_CHECKING:
    from advisor.diagnosis import CallSite, Cause, Check, Diagnosis, Step
    from advisor.finding import Finding

__all__ = ["diagnosis_page", "evidence_line", "first_step"]

_MOST_DO_NOT = 3
"""Those that hold for this failure come first; JSON has them all."""
_MOST_READ = 10
_MOST_FINDINGS = 3
_MOST_LINKED = 3
_DO_NOT = "Do not "
_SILENT = "failure.silent"
_IN_WORDS = "failure.in_words"


def diagnosis_page(answer: Diagnosis) -> Page:
    """What is to blame and how sure, the first step, what to leave alone; then evidence, other causes and sources."""
    return Page((*_first_screen(answer), *_grounds(answer), *_others(answer), *_end(answer)))


# -- the first screen --------------------------------------------------------------------------------------------------


def _first_screen(answer: Diagnosis) -> Iterator[Block]:
    leading = answer.causes[0]
    yield _lead(leading)
    yield from first_step(answer.first_step, answer.do_not)


def first_step(step: Step, do_not: tuple[str, ...]) -> Iterator[Block]:
    """What to do now, and what to leave alone."""
    yield Lead(f"First step: {_priced(step)}")
    yield from _way(step)
    yield from (Paragraph(_forbidden(text)) for text in do_not[:_MOST_DO_NOT])


def _lead(leading: Cause) -> Lead:
    if not is_told(leading):
        return Lead(
            "Nothing here tells what is to blame. Look in this order, and stop at the first that is wrong.", "open"
        )
    tone = "bad" if leading.standing == "shown" else "open"
    what = STAGES.get(leading.stage, leading.stage)
    before, after = SURE[leading.standing]
    return Lead(f"{before}: {what}. {_sentence(leading.means)} ({after})", tone)


def _way(step: Step) -> Iterator[Block]:
    """The link and the command of a step."""
    if step.link:
        yield Paragraph(step.link)
    if step.command:
        yield Code(clean(step.command), "sh")


def _forbidden(text: str) -> str:
    return f"Do not: {text.removeprefix(_DO_NOT)}" if text.startswith(_DO_NOT) else text


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
        yield from _bullets(dict.fromkeys(map(evidence_line, leading.evidence)))
        if leading.standing == "likely":
            yield Heading("To be sure")
            yield Paragraph(_priced(leading.check))
            yield from _way(leading.check)
    else:
        yield from _list("What was read", map(_read, list(answer.understood.items())[:_MOST_READ]))
    if answer.call_sites is not None:
        yield from _code(answer.call_sites)
    if not is_told(leading):
        yield from _order(answer.checks)
    elif leading.standing != "shown":
        yield from _list("If that is not it, look in this order", map(_short, answer.checks), numbered=True)


def evidence_line(one: Evidence) -> tuple[str, str]:
    """What speaks for a cause, and the rule that it is from."""
    if one.fact.startswith("rule "):
        return f"by rule: {clean(one.shows)}", one.fact.removeprefix("rule ")
    if one.fact == _IN_WORDS:
        return ("a person tells of it" if one.shows == in_words(True) else "a program printed it"), ""
    if one.fact == _SILENT:
        return ("no error was seen" if one.shows == in_words(True) else "an error was seen"), ""
    shows = f'"{clean(one.shows)}"' if one.fact in QUOTED else clean(one.shows)
    return f"{fact_in_words(one.fact)}: {shows}", ""


def _read(told: tuple[str, object]) -> tuple[str, str]:
    fact, value = told
    return evidence_line(Evidence(fact, in_words(value) if fact != "failure.status" else str(value)))


def _code(sites: tuple[CallSite, ...]) -> Iterator[Block]:
    yield Heading("In the code")
    if not sites:
        yield Paragraph("No call that was found there has enough in common with the request that failed.")
    for site in sites:
        place = f"{clean(site.path)}:{site.line}:{site.column}"
        call = f" {clean(site.call)}" if site.call else ""
        yield Paragraph(f"{place}{call}: {'; '.join(map(clean, site.fits))}")
        more = len(site.findings) - _MOST_FINDINGS
        yield Bullets(
            (
                *(map(_finding, site.findings[:_MOST_FINDINGS]) if site.findings else [("lint finds nothing", "")]),
                *([(f"and {more} more (advisor lint)", "")] if more > 0 else []),
            )
        )


def _finding(one: Finding) -> tuple[str, str]:
    fix = f" Fix: {clean(one.fix.says)}." if one.fix else ""
    return f"{one.level}: {clean(one.message)}{fix}", one.rule


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
    others = (one for one in answer.causes[1:] if is_told(one) and one.standing != "cleared")
    yield from _list("Other causes", map(_other, others))
    hints = (one for one in answer.causes if one.cause != NO_CAUSE and not is_told(one))
    yield from _list("By its words it resembles (a hint, no evidence)", map(_hint, hints))
    yield from _list("Cleared", _cleared(answer))
    linked = answer.linked[:_MOST_LINKED]
    more = len(answer.linked) - len(linked)
    rows = [(clean(one.message), "" if one.cause == NO_CAUSE else one.cause) for one in linked]
    yield from _list("Other errors in it", [*rows, *([(f"and {more} more", "")] if more else [])])


def _cleared(answer: Diagnosis) -> Iterator[tuple[str, str]]:
    """One item for each reason; the reason of the leading cause was told already."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in answer.cleared:
        grouped.setdefault((one.because, one.signature), []).append(one.what)
    for (because, signature), what in grouped.items():
        why = "" if because in answer.causes[0].because else f": {because}"
        yield f"{', '.join(what)}{why}", signature


def _hint(cause: Cause) -> tuple[str, str]:
    words = "; ".join(f"{one.fact}: {clean(one.shows)}" for one in cause.evidence)
    return f"{cause.stage}: {_sentence(cause.means)} ({words})", cause.cause


def _other(cause: Cause) -> tuple[str, str]:
    said = f"{cause.stage}, {cause.standing}: {_sentence(cause.means)} Check: {_priced(cause.check)}"
    return said, cause.cause


def _end(answer: Diagnosis) -> Iterator[Block]:
    leading = answer.causes[0]
    lacks = not_told(answer)
    if leading.standing != "shown" and lacks:
        yield Heading("What would make it surer")
        yield Paragraph(f"Not told: {', '.join(lacks)}. Paste more of the output, or tell it with --request FILE.")
    yield from _list("Sources", ((one.title, one.url) for one in leading.sources if is_told(leading)))
    yield Heading("About this answer")
    if is_told(leading):
        yield Paragraph(f"{leading.confidence.capitalize()} confidence. More of it:")
        yield Code(f"advisor explain {leading.cause}", "sh")
    yield Paragraph(f"As of {answer.as_of}; {_age(answer)}.")


def _age(answer: Diagnosis) -> str:
    newest = answer.newest_reading
    if newest is None:
        return "nothing behind the rules was read by then"
    days = counted((answer.as_of - newest).days, "day")
    return f"the newest source behind the rules was read on {newest}, {days} before"


def _list(title: str, items: Iterable[tuple[str, str]], *, numbered: bool = False) -> Iterator[Block]:
    kept = tuple(items)
    if kept:
        yield Heading(title)
        yield Bullets(kept, numbered)


def _bullets(items: Iterable[tuple[str, str]]) -> Iterator[Block]:
    kept = tuple(items)
    if kept:
        yield Bullets(kept)
