"""Answers in a few lines, for agents: what to do, why in short, by which rules and sources, and as of when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from advisor.report.diagnosis_page import evidence_line, first_step
from advisor.report.diagnosis_words import NO_CAUSE, STAGES, SURE, is_told, not_told
from advisor.report.layout import Block, Bullets, Code, Lead, Page, Paragraph, Table
from advisor.report.lint_words import fix_of, message_of, no_fix, tally, unsure, verdict
from advisor.report.pages import explanation_page
from advisor.wording import counted, in_words

if TYPE_CHECKING:
    from advisor.answer import Access, Recommendation
    from advisor.diagnosis import Diagnosis
    from advisor.facts import Request
    from advisor.finding import Finding, Linted
    from advisor.interview import Known, Question
    from advisor.lookup import Explanation, ModelRow
    from advisor.unheard import Unheard

__all__ = [
    "MOST_CAUSES",
    "MOST_OPTIONS",
    "MOST_REASONS",
    "diagnosis_in_short",
    "explanation_in_short",
    "lint_in_short",
    "models_in_short",
    "question_in_short",
    "recommendation_in_short",
    "unheard_lines",
]

MOST_REASONS, MOST_CAUSES, MOST_OPTIONS = 3, 3, 8
_MOST_LINES = 8
"""Of a section of an explanation."""


def recommendation_in_short(answer: Recommendation) -> Page:
    """The request to send, whether the account may, what cannot be met, and the first reasons."""
    route = answer.route
    return Page(
        (
            Lead(f"{route.method} {route.url} with {_models(answer.request)}"),
            Paragraph(
                f"Python `{route.python}`, JavaScript `{route.javascript}`; the image, in base64: `{route.image_at}`."
            ),
            Code(json.dumps(dict(answer.body), indent=1, ensure_ascii=False), "json"),
            *_access(answer.access),
            *_list("Not met", ((f"{one.fact}: {one.text}", one.rule) for one in answer.unmet)),
            *_list("Mind", ((one.text, _from(one.rule, one.sources)) for one in answer.cautions)),
            *_list("Why", ((one.text, _from(one.rule, one.sources)) for one in answer.reasons[:MOST_REASONS])),
            Paragraph(
                f"Assumed: {_assumed(answer)}. {_known_on(answer.as_of, answer.newest_reading)} {_until(answer)}"
            ),
        )
    )


def _models(request: Request) -> str:
    if request.model == request.image_model:
        return f"model {in_words(request.model)}"
    return f"model {in_words(request.model)}, and {in_words(request.image_model)} in the tool"


def _access(access: Access) -> Iterator[Block]:
    if access.standing == "ready":
        yield Paragraph("Access: ready, as far as was told.")
        return
    if access.standing == "blocked":
        yield from _list(
            "Access: blocked",
            ((f"{one.certainty}: {one.text} Check: {one.free_check}", one.rule) for one in access.blockers),
        )
    asked = ((f"{one.fact}: {one.why if one.told else one.free_check}", one.rule) for one in access.questions)
    title = "Access: not known" if access.standing == "unknown" else "Not known of the account"
    yield from _list(f"{title}; free checks", asked)


def _assumed(answer: Recommendation) -> str:
    said = [f"{name} {in_words(value)}" for name, value in answer.assumed.items() if value and name != "prompt"]
    return "; ".join([", ".join(said), *(["the prompt is a sample"] if "prompt" in answer.assumed else [])])


def _until(answer: Recommendation) -> str:
    return f"Holds until {answer.valid_until}." if answer.valid_until else ""


def question_in_short(question: Question | None, known: Known, answer: Recommendation | None) -> Page:
    """What to ask, why, and what each answer leads to; then the answer so far."""
    blocks: list[Block] = []
    if question is None:
        blocks.append(Lead("Done: nothing that is still unknown changes the answer; `recommend` gives it whole"))
    else:
        blocks += [
            Lead(f"{question.fact.full_name}: {question.fact.asks}"),
            Paragraph(f"{question.why} Expected: {question.fact.domain.expected}."),
            Bullets(tuple((f"{one.label}: {_leads(one.leads_to)}", "") for one in question.options[:MOST_OPTIONS])),
        ]
        more = len(question.options) - MOST_OPTIONS
        blocks += [Paragraph(f"And {more} more answers (detail: full).")] if more > 0 else []
        blocks += [Paragraph(f"Free check: {question.free_check}")] if question.free_check else []
        passed = ", ".join(sorted({*known.passed, question.fact.full_name}))
        blocks.append(Paragraph(f"Nobody knows? Call again with passed: {passed}."))
    return Page((*blocks, Paragraph(f"So far: {_so_far(answer)}")))


def _so_far(answer: Recommendation | None) -> str:
    if answer is None:
        return "no answer yet, because the job contradicts itself without this fact."
    route, models = answer.route, _models(answer.request)
    known = _known_on(answer.as_of, answer.newest_reading)
    return f"{route.method} {route.path} with {models}; access {answer.access.standing}. {known}"


def _leads(to: tuple[str, ...]) -> str:
    return " or ".join(to) or "changes nothing"


def diagnosis_in_short(answer: Diagnosis) -> Page:
    """What is to blame, the first step, and the evidence; then what else it may be."""
    leading = answer.causes[0]
    blocks: list[Block] = []
    if is_told(leading):
        before, after = SURE[leading.standing]
        blocks.append(Lead(f"{before}: {STAGES[leading.stage]}. {leading.means} ({after})"))
    else:
        blocks.append(Lead("Nothing here tells what is to blame: a cause is not in the records, which clears nothing"))
    blocks += first_step(answer.first_step, answer.do_not)
    if is_told(leading):
        cited = _from(leading.cause, [one.id for one in leading.sources[:2]])
        blocks.append(
            Bullets(((f"Because: {leading.because}", cited), *dict.fromkeys(map(evidence_line, leading.evidence))))
        )
    others = [one for one in answer.causes[1:MOST_CAUSES] if is_told(one) and one.standing != "cleared"]
    blocks += _list("Else", ((f"{one.standing}: {one.means}", one.cause) for one in others))
    if leading.cause == NO_CAUSE or leading.standing != "shown":
        checks = ((f"{one.title}: {one.check.text}", "costs money" if one.check.paid else "") for one in answer.checks)
        blocks += _list("Look in this order", checks)
        blocks += [Paragraph(f"Would make it surer: {', '.join(not_told(answer))}.")] if not_told(answer) else []
    return Page((*blocks, Paragraph(_known_on(answer.as_of, answer.newest_reading))))


def lint_in_short(answer: Linted) -> Page:
    """A line a finding with its fix, then what was looked at."""
    end = f"{tally(answer)}." if answer.findings else verdict(answer)
    found = [Bullets(tuple(map(_finding, answer.findings)))] if answer.findings else []
    return Page((Lead(end), *found, Paragraph(_known_on(answer.as_of, answer.newest_reading))))


def _finding(one: Finding) -> tuple[str, str]:
    fix, why, shown = fix_of(one), no_fix(one), one.shown
    parts = [f"{shown.line}:{shown.column} {one.level}: {message_of(one)}", unsure(one)]
    parts.append(f"Fix ({fix.safety}): {fix.says}." if fix else f"No fix: {why}" if why else "")
    return " ".join(filter(None, parts)), _from(one.rule, [source.id for source in one.sources[:2]])


def explanation_in_short(told: Explanation) -> Explanation:
    """The explanation with the first lines of each of its parts."""
    sections = (
        replace(one, lines=(*one.lines[:_MOST_LINES], f"and {len(one.lines) - _MOST_LINES} more (detail: full)"))
        if len(one.lines) > _MOST_LINES + 1 and not one.language
        else one
        for one in told.sections
        if one.lines
    )
    return replace(told, sections=tuple(sections))


def explanation_on(told: Explanation, as_of: date, newest: date | None) -> Page:
    """The page of an explanation, and the day it holds for."""
    return Page((*explanation_page(told).blocks, Paragraph(_known_on(as_of, newest))))


def models_in_short(rows: tuple[ModelRow, ...], as_of: date, newest: date | None) -> Page:
    """One line a model: what state it is in, when it ends, and what is named instead."""
    table = Table(
        ("model", "state", "shutdown", "replacement", "sources"),
        tuple(
            (one.model, one.lifecycle, in_words(one.shutdown), ", ".join(one.replacement), ", ".join(one.sources))
            for one in rows
        ),
    )
    return Page((Lead(counted(len(rows), "model")), *([table] if rows else []), Paragraph(_known_on(as_of, newest))))


def unheard_lines(names: Iterable[Unheard]) -> Page:
    """What was named and is not known, and what that means."""
    return Page(tuple(Paragraph(f"Unknown {one.what} `{one.name}`: {one.means}{_near(one)}") for one in names))


def _near(one: Unheard) -> str:
    return f" Near it: {', '.join(one.nearest)}." if one.nearest else ""


def _known_on(as_of: date, newest: date | None) -> str:
    if newest is None:
        return f"As of {as_of}: no source had been read by then."
    return f"As of {as_of}; newest source read {newest}."


def _from(id_: str, sources: Iterable[str]) -> str:
    return "; ".join(filter(None, (id_, ", ".join(sources))))


def _list(title: str, items: Iterable[tuple[str, str]]) -> list[Block]:
    kept = tuple(items)
    return [Paragraph(f"{title}:"), Bullets(kept)] if kept else []
