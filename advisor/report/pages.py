"""Answers become pages: what a person reads first stands first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from advisor.answer import Access, Limit, Recommendation
from advisor.facts import ABSENT, UNKNOWN, Account, Gap, facts_of
from advisor.report.curl import curl_command
from advisor.report.layout import Block, Bullets, Code, Heading, Lead, Page, Paragraph, Table
from advisor.wording import in_words

if TYPE_CHECKING:
    from advisor.lookup import Checkup, Explanation, ModelRow, RouteLine, Section, TopicAnswer

__all__ = [
    "access_blocks",
    "check_page",
    "explanation_page",
    "limits_of",
    "listed",
    "models_named",
    "models_page",
    "or_blank",
    "recommendation_page",
    "routes_page",
    "sources_page",
    "unmet_items",
]

_MOST_OVERRULED = 4
"""Of those that lost for one reason, the text names the newest few; JSON has them all."""


def recommendation_page(answer: Recommendation, silence: str = "") -> Page:
    """Route and model, one command, access, then why, what was overruled, and until when it holds.

    `silence` is the sentence that no source speaks on its day; empty where one does.
    """
    return Page(
        (
            *_first_screen(answer, silence),
            *listed("Wishes that cannot be met", unmet_items(answer)),
            *listed("Mind", [(one.text, _cited(one.sources)) for one in answer.cautions]),
            *listed("Why", [(one.text, _cited(one.sources)) for one in answer.reasons]),
            *listed("What this route costs", [(cost, "") for cost in answer.costs]),
            *listed("Overruled", _overruled(answer)),
            *listed(
                "Not chosen", [(f"{one.surface}: {one.because}", _or(one.would_change_if)) for one in answer.not_chosen]
            ),
            *listed("Still unknown", [(f"{one.fact}: {one.because}.", "") for one in answer.lacks]),
            *listed("Assumed", [(_assumed(answer.assumed), "")] if answer.assumed else []),
            *listed("Prove it, in this order", [(step, "") for step in answer.proof], numbered=True),
            *listed("If it fails, look in this order", [(stage, "") for stage in answer.debugging], numbered=True),
            *listed("And whatever happens", [(rule, "") for rule in answer.do_not]),
            Heading("How long this holds"),
            Paragraph(_holds(answer)),
        )
    )


def _first_screen(answer: Recommendation, silence: str) -> Iterable[Block]:
    if UNKNOWN.value in answer.route.url:
        yield Lead(f"There is no request to write, as of {answer.as_of}.", "open")
        yield Paragraph(silence or "No source tells its address; what else is missing stands under Still unknown.")
    else:
        yield from _request(answer)
    yield from access_blocks(answer.access)


def _request(answer: Recommendation) -> Iterable[Block]:
    route = answer.route
    yield Lead(f"{route.method} {route.url}   {models_named(answer)}")
    yield Paragraph(
        f"In Python {route.python}(), in JavaScript {route.javascript}(); --format python or javascript prints the "
        f"script. From your backend, as of {answer.as_of}."
    )
    command = curl_command(answer)
    yield Code(command or json.dumps(dict(answer.body), indent=2, ensure_ascii=False), "sh" if command else "json")


def models_named(answer: Recommendation) -> str:
    """The models of a request, in words."""
    model, image_model = answer.request.model, answer.request.image_model
    sent = str(answer.body["model"])
    name = f"{in_words(model)}{f' (sent as {sent})' if isinstance(model, str) and sent != model else ''}"
    if model == image_model:
        return f"with model {name}"
    return f"with model {name}, and {in_words(image_model)} in the tool"


def access_blocks(access: Access) -> Iterable[Block]:
    """Whether the account may send the request, the first free check, and its limits."""
    if access.standing == "ready":
        yield Lead("Access: ready.", "good")
    elif access.standing == "unknown":
        open_ = ", ".join(_flag(question.fact) for question in access.questions if not question.told)
        doubts = " ".join(question.why for question in access.questions if question.told)
        settle = f" To settle it, tell {open_}." if open_ else ""
        yield Lead(f"Access: not known yet.{settle}{' ' if doubts else ''}{doubts}", "open")
    else:
        certain = any(blocker.certainty == "certain" for blocker in access.blockers)
        said = " ".join(blocker.text for blocker in access.blockers)
        yield Lead(f"Access: {'blocked' if certain else 'likely blocked'}. {said}", "bad")
    checks = [blocker.free_check for blocker in access.blockers] + [asked.free_check for asked in access.questions]
    first = next(filter(None, checks), "")
    if first:
        yield Paragraph(f"Free check first: {first}")
    yield from limits_of(access)


def _flag(fact: str) -> str:
    return f"--{fact.replace('_', '-')}" if fact in facts_of(Account) else fact.replace("_", " ")


def limits_of(access: Access) -> Iterable[Block]:
    """The limits of each model of the request, with who says so."""
    for model in dict.fromkeys(limit.model for limit in access.limits):
        limits = [limit for limit in access.limits if limit.model == model]
        settled = limits[0].settled
        tiers = dict.fromkeys(tier for limit in limits for tier in limit.published)
        of_tier = all(not isinstance(limit.value, Gap) for limit in limits)
        if of_tier:
            text = ", ".join(f"{in_words(limit.value)} {limit.fact.replace('_', ' ')}" for limit in limits)
        else:
            text = "; ".join(f"{tier}: {_limits_of(tier, limits)}" for tier in tiers)
        carried = ", said of an older model and carried over" if settled.standing == "carried over" else ""
        renamed = ", under tier names no longer in use" if limits[0].renamed else ""
        claim = settled.reading.claim if settled.reading else None
        said = f" ({claim.source.title}, {claim.day}{renamed}{carried})" if claim else ""
        yield Paragraph(f"Limits of {model}{'' if of_tier else ', as published'}: {text}{said}.")


def _limits_of(tier: str, limits: list[Limit]) -> str:
    held = [limit for limit in limits if tier in limit.published]
    return ", ".join(f"{in_words(limit.published[tier])} {limit.fact.replace('_', ' ')}" for limit in held)


def unmet_items(answer: Recommendation) -> list[tuple[str, str]]:
    """Each wish that cannot be met, with the rule that says so."""
    return [
        (f"{one.fact}: {one.text} Sent: {in_words(one.given, absent='left out')}.", one.rule) for one in answer.unmet
    ]


def _overruled(answer: Recommendation) -> list[tuple[str, str]]:
    """One item for each reason, the newest losers first."""
    grouped: dict[str, list[str]] = {}
    for one in sorted(answer.overruled, key=lambda one: one.seen, reverse=True):
        grouped.setdefault(f"{one.question} {one.because}", []).append(f'{one.source} ({one.seen}): "{one.claim}"')
    items = []
    for because, said in grouped.items():
        more = f"; and {len(said) - _MOST_OVERRULED} more (--format json)" if len(said) > _MOST_OVERRULED else ""
        items.append((f"{because}: {'; '.join(said[:_MOST_OVERRULED])}{more}.", ""))
    return items


def _assumed(assumed: Mapping[str, object]) -> str:
    said = [f"{name.replace('_', ' ')}: {in_words(value)}" for name, value in assumed.items() if value]
    denied = [name.replace("_", " ") for name, value in assumed.items() if not value]
    return "; ".join([*said, *([f"not wished: {', '.join(denied)}"] if denied else [])])


def _holds(answer: Recommendation) -> str:
    stale = [settled for settled in answer.decided if settled.stale and settled.reading]
    until = f"Until {answer.valid_until}." if answer.valid_until else "No later day is known on which it changes."
    if stale:
        oldest = max(stale, key=lambda settled: settled.age)
        until += f" Stale by now: {len(stale)} of the {len(answer.decided)} readings behind it"
        until += f", the oldest of them {oldest.age} days old."
    if answer.newest_reading is None:
        return f"{until} Nothing was read on or before {answer.as_of}."
    age = (answer.as_of - answer.newest_reading).days
    return f"{until} The newest reading of all is of {answer.newest_reading}, {age} days before {answer.as_of}."


def _cited(sources: tuple[str, ...]) -> str:
    return ", ".join(sources)


def _or(changes: tuple[str, ...]) -> str:
    return f"would change if {' or '.join(changes)}" if changes else ""


def listed(title: str, items: list[tuple[str, str]], *, numbered: bool = False) -> Iterable[Block]:
    """A list with its title; nothing where there are no items."""
    if items:
        yield Heading(title)
        yield Bullets(tuple(items), numbered)


def models_page(rows: tuple[ModelRow, ...], as_of: date) -> Page:
    """The lifecycle table, image models first, then what replaces what."""
    blocks: list[Block] = [Lead(f"Models known on {as_of}")]
    for kind, title in (("image", "Image models"), ("text", "Mainline models for the top level of Responses")):
        columns = ("model", "state", "released", "deprecated", "shutdown", "days left")
        table = tuple(_model_line(row) for row in rows if row.kind == kind)
        blocks += [Heading(title), Table(columns, table)]
    blocks += listed("Replacements, as last named", _replacements(rows))
    blocks.append(
        Paragraph(
            "deprecated: announced, still callable. shutdown: gone. A blank: no source tells. "
            "An id that is not here is unknown, not dead."
        )
    )
    return Page(tuple(blocks))


def _model_line(row: ModelRow) -> tuple[str, ...]:
    left = str(row.days_left) if isinstance(row.days_left, int) and row.days_left > 0 else ""
    return (row.model, row.lifecycle, or_blank(row.released), or_blank(row.deprecated), or_blank(row.shutdown), left)


def _replacements(rows: tuple[ModelRow, ...]) -> list[tuple[str, str]]:
    replaced: dict[str, list[str]] = {}
    for row in rows:
        if row.replacement:
            replaced.setdefault(", ".join(row.replacement), []).append(row.model)
    return [(f"{', '.join(models)}: use {replacement}", "") for replacement, models in replaced.items()]


def or_blank(value: object) -> str:
    """A day in words; nothing where nobody tells it."""
    return {UNKNOWN: "", ABSENT: "none"}[value] if isinstance(value, Gap) else in_words(value)


def routes_page(lines: tuple[RouteLine, ...], as_of: date) -> Page:
    """The route table, in the order in which it is read."""
    blocks: list[Block] = [Lead(f"Which surface, as of {as_of}: the first row that holds decides")]
    priced: set[str] = set()
    for number, line in enumerate(lines, 1):
        costs = () if line.closed or line.surface in priced else line.costs
        priced.add(line.surface)
        forbidden = "" if line.allowed else " (your organization does not allow it)"
        blocks += [
            Heading(f"{number}. {line.row}: {line.method} {line.path}{' (closed)' if line.closed else ''}{forbidden}"),
            Bullets(
                (
                    *([(_sentence(line.closed), "")] if line.closed else []),
                    (f"Use it first when: {line.use_first_when}", ""),
                    (f"In `model`: {line.model_field}", line.python),
                    (f"Main mistake: {line.mistake}", ""),
                    *((f"Costs: {cost}", "") for cost in costs),
                    (f"Depends on: {line.when}", _cited(line.sources)),
                )
            ),
        ]
    return Page(tuple(blocks))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def sources_page(answers: tuple[TopicAnswer, ...], topic: str, as_of: date) -> Page:
    """Who says what, since when, who wins and why."""
    blocks: list[Block] = [Lead(f"Who says what on {topic}, as of {as_of}")]
    if not answers:
        blocks.append(
            Paragraph("No two sources differ on this day. Name a model or surface to see what is said of it.")
        )
    for answer in answers:
        marks = [f"{answer.standing}{', stale' if answer.stale else ''}"]
        marks += [f"{answer.age} days old"] if answer.voices and answer.standing in ("settled", "carried over") else []
        value = in_words(answer.value) if answer.value is not UNKNOWN else answer.because
        rows = tuple(
            (one.verdict, in_words(one.says), one.title, str(one.since), str(one.seen), one.because)
            for one in answer.voices
        )
        blocks += [Heading(f"{answer.question}: {value} ({'; '.join(marks)})")]
        blocks += [Table(("", "says", "source", "since", "last read", "because"), rows)] if rows else []
    return Page(tuple(blocks))


def explanation_page(explanation: Explanation) -> Page:
    """What an id means."""
    blocks: list[Block] = [Lead(f"{explanation.kind} {explanation.id}: {explanation.title}")]
    for section in explanation.sections:
        if section.lines:
            blocks += [Heading(section.title), _told(section)]
    return Page(tuple(blocks))


def _told(section: Section) -> Block:
    """A part of an explanation: code, a sentence, or a list."""
    if section.language:
        return Code("\n".join(section.lines), section.language)
    if len(section.lines) == 1:
        return Paragraph(section.lines[0])
    return Bullets(tuple((line, "") for line in section.lines))


def check_page(checkup: Checkup) -> Page:
    """Faults first, each with its witness; then what sources dispute."""
    counted = ", ".join(f"{number} {name}" for name, number in checkup.counts.items())
    found = f"{len(checkup.faults)} faults, {len(checkup.disputes)} disputes"
    faults = [
        (f"{one.where}: {one.message}", f"for example {one.witness}" if one.witness else "") for one in checkup.faults
    ]
    disputes = [
        (f"{one.subject} {one.fact}: {' against '.join(one.sides)}", f"{one.first} {_last(one.last)}")
        for one in checkup.disputes
    ]
    tone = "bad" if checkup.faults else "good"
    return Page(
        (Lead(f"{counted}: {found}", tone), *listed("Faults", faults), *listed("Disputed among sources", disputes))
    )


def _last(day: date) -> str:
    return "on" if day == date.max else f"to {day}"
