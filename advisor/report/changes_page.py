"""The page of what is different now: what to do first, then what breaks, then every fact that differs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advisor.facts import ABSENT, UNKNOWN
from advisor.freshness import Settled
from advisor.lookup import Breakage, Change, Changes, ModelChange, Move
from advisor.report.layout import Block, Bullets, Heading, Lead, Page, Paragraph
from advisor.wording import in_words

__all__ = ["changes_page"]

Item = tuple[str, str]
"""A line and the note behind it."""


def changes_page(answer: Changes) -> Page:
    """The answer in one line, where to go and what ends, what breaks, and the facts that differ."""
    since = "" if answer.model else f"Since {answer.since}: "
    return Page(
        (
            Lead(f"{since}{answer.says}", _tone(answer)),
            *_list("Where to" if answer.model else "What to call now", _where_to(answer)),
            *_list(_breaks_title(answer), list(_breaks(answer))),
            *(() if answer.model else _lives(answer)),
            *(_model_facts(answer) if answer.model else _day_facts(answer)),
            *_list("Why", list(dict.fromkeys(_reasons(answer)))),
            Heading("How far this goes"),
            Paragraph(_reach(answer)),
        )
    )


def _tone(answer: Changes) -> str:
    if all(move.stays for move in answer.moves):
        return "good"
    gone = answer.model and answer.models[0].now.lifecycle == "shutdown"
    return "bad" if gone else "open"


def _list(title: str, items: list[Item]) -> Iterable[Block]:
    if items:
        yield Heading(title)
        yield Bullets(tuple(items))


def _joined(items: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(items))


# -- what to call ----------------------------------------------------------------------------------------------------


def _where_to(answer: Changes) -> list[Item]:
    """One item for each change of model; what stays comes last."""
    grouped: dict[tuple[str, ...], list[Move]] = {}
    for move in sorted(answer.moves, key=lambda move: move.stays):
        surfaces = () if answer.model else (move.surface, move.new_surface)
        grouped.setdefault((move.model, move.new_model, *surfaces), []).append(move)
    items = [_move(answer, moves) for moves in grouped.values()]
    return [*items, *_named(answer)]


def _move(answer: Changes, moves: list[Move]) -> Item:
    first = moves[0]
    where = _joined(move.surface for move in moves)
    slot = " at the top level" if first.kind == "text" else ""
    lives = {one.now.model: one for one in answer.models}
    if not first.new_surface:
        why = " ".join(reason.text for reason in first.why)
        return (f"{where}: {f'nothing. {why}' if why else 'no source tells what follows'}", _cited(first))
    if first.stays:
        stays = "not known" if first.model == UNKNOWN.value else f"stays {first.model}"
        return (f"{where}{slot}: {stays}{_life(lives.get(first.model))}", "")
    to = f"{first.new_surface}: " if first.new_surface != first.surface else ""
    new = f"{to}{_model(first.new_model)}"
    if answer.model:
        return (f"{where}{slot}: {new}{_life(lives.get(first.new_model))}", "")
    return (f"{where}{slot}: {_model(first.model)}{_life(lives.get(first.model))} -> {new}", _rows(moves))


def _model(model: str) -> str:
    return "not known" if model == UNKNOWN.value else model


def _rows(moves: list[Move]) -> str:
    return _joined(move.row for move in moves)


def _cited(move: Move) -> str:
    return _joined(source for reason in move.why for source in (reason.rule, *reason.sources))


def _life(change: ModelChange | None) -> str:
    """A model's state and its days, in brackets; empty where nothing is told of it."""
    if change is None:
        return ""
    row = change.now
    parts = [row.lifecycle]
    if isinstance(row.shutdown, date):
        parts = [f"shut down on {row.shutdown}" if row.lifecycle == "shutdown" else f"ends on {row.shutdown}"]
    elif row.lifecycle == "active":
        parts += [f"released {row.released}"] if isinstance(row.released, date) else []
        parts += ["no end is announced" if row.shutdown is ABSENT else "no source tells of an end"]
    return f" ({', '.join(parts)})"


def _named(answer: Changes) -> Iterable[Item]:
    """What is named as replacement, and whether that is what is advised."""
    settled = answer.named_by
    if settled is None or settled.reading is None or not answer.named:
        return
    claim = settled.reading.claim
    advised = {move.new_model for move in answer.moves if move.new_surface}
    same = advised <= set(claim.value) if isinstance(claim.value, tuple) else False
    but = "" if same else "; the advisor chooses otherwise, see Why"
    yield (f"As replacement is named: {', '.join(answer.named)}{but}", _origin(settled))


# -- what breaks -----------------------------------------------------------------------------------------------------


def _breaks_title(answer: Changes) -> str:
    return "What breaks in requests" if answer.model else "What breaks in requests that move to the new models"


def _breaks(answer: Changes) -> Iterable[Item]:
    if not answer.breaks and any(move.kind == "image" and move.leads_on for move in answer.moves):
        yield ("Nothing: no rule refuses a value that the model before is known to take.", "")
    yield from map(_breakage, answer.breaks)


def _breakage(one: Breakage) -> Item:
    values = ", ".join(map(str, one.values))
    likely = "" if one.certainty == "certain" else " (likely; said of an older model)"
    fix = f"{one.fix}{likely}. "
    where = ", ".join(one.surfaces)
    said = f"`{one.field}` {values} on {where}: {fix}" if one.fix else f"On {where}: "
    text = f"{said}{one.text} {one.because}"
    return (text, "; ".join(dict.fromkeys([one.rule, *map(_origin, one.rests_on)])))


# -- the lives of models ---------------------------------------------------------------------------------------------


def _lives(answer: Changes) -> Iterable[Block]:
    """Since a day: what was shut down, what is to end, and what is new."""
    gone = [one for one in answer.models if one.now.lifecycle == "shutdown" and one.was != "shutdown"]
    ending = [one for one in answer.models if one.now.lifecycle == "deprecated"]
    moved = [one for one in answer.models if isinstance(one.shutdown_was, date) and _end(one) != one.shutdown_was]
    new = [one for one in answer.models if one.was == UNKNOWN.value and one.now.lifecycle == "active"]
    yield from _list("Shut down since", _by_day(gone))
    yield from _list("To end, announced", _by_day(ending))
    yield from _list("End moved", [(f"{one.now.model}: {one.shutdown_was} -> {_end(one)}", "") for one in moved])
    for kind, title in (("image", "New image models"), ("text", "New mainline models")):
        yield from _list(title, _by_release([one for one in new if one.now.kind == kind]))


def _end(one: ModelChange) -> str | date:
    return one.now.shutdown if isinstance(one.now.shutdown, date) else "no day is told"


def _by_day(models: list[ModelChange]) -> list[Item]:
    """One item for each day and replacement, the first day first, image models before others."""
    grouped: dict[tuple[str, str], list[ModelChange]] = {}
    for one in sorted(models, key=lambda one: (str(_end(one)), one.now.kind)):
        grouped.setdefault((str(_end(one)), ", ".join(one.now.replacement)), []).append(one)
    items = []
    for (end, replacement), found in grouped.items():
        left = found[0].now.days_left
        days = f", in {left} days" if isinstance(left, int) and left > 0 else ""
        instead = f". Named instead: {replacement}" if replacement else ""
        text = f"{end}{days}: {', '.join(one.now.model for one in found)}{instead}"
        items.append((text, _joined(source for one in found for source in one.now.sources)))
    return items


def _by_release(models: list[ModelChange]) -> list[Item]:
    grouped: dict[str, list[ModelChange]] = {}
    for one in sorted(models, key=lambda one: str(one.now.released)):
        day = str(one.now.released) if isinstance(one.now.released, date) else "no source tells the day"
        grouped.setdefault(day, []).append(one)
    return [
        (f"{day}: {', '.join(one.now.model for one in found)}", _joined(s for one in found for s in one.now.sources))
        for day, found in grouped.items()
    ]


# -- facts -----------------------------------------------------------------------------------------------------------


def _model_facts(answer: Changes) -> Iterable[Block]:
    """Since a model: what differs, what is told of the new one only, and what no source tells of it."""
    moving = [move for move in answer.moves if move.leads_on]
    moved, new = {move.surface for move in moving}, " and ".join(dict.fromkeys(move.new_model for move in moving))
    titles = {
        "changed": f"What else differs from {answer.model}",
        "untold": f"Known of {answer.model}, told by no source of {new}",
        "new": f"Known of {new}, told by no source of {answer.model}",
    }
    for standing, title in titles.items():
        yield from _by_question(title, [one for one in answer.changes if one.standing == standing], moved)
    if answer.carried:
        yield Heading("Likely the same: no source speaks of the new model, and an older one had it so")
        yield Paragraph(", ".join(answer.carried))


def _day_facts(answer: Changes) -> Iterable[Block]:
    """Since a day: subject by subject, what changed first."""
    for subject in dict.fromkeys(one.subject for one in answer.changes):
        name = "every surface and model" if subject == "platform" else subject
        found = [one for one in answer.changes if one.subject == subject]
        yield from _by_question(f"Changed for {name}", [one for one in found if one.standing != "new"])
        yield from _by_question(f"Told for the first time of {name}", [one for one in found if one.standing == "new"])


def _by_question(title: str, found: list[Change], moved: Iterable[str] = ()) -> Iterable[Block]:
    """A list for each question that facts answer."""
    if found:
        yield Heading(title)
    for asks in dict.fromkeys(one.asks for one in found):
        facts = [one for one in found if one.asks == asks]
        yield Paragraph(asks)
        yield Bullets(tuple(_fact(one, everywhere=set(moved) == set(one.surfaces)) for one in facts))


def _fact(one: Change, *, everywhere: bool = False) -> Item:
    on = f" on {', '.join(one.surfaces)}" if one.surfaces and not everywhere else ""
    told = one.now if one.standing != "untold" else (one.before,)
    note = "; ".join(dict.fromkeys([one.fact, *map(_origin, told)]))
    return (f"{one.means}{on}: {_difference(one, one.when_none)}", note)


def _difference(one: Change, empty: str) -> str:
    was, now = (_value(value, empty) for value in (one.before.value, one.now[0].value))
    if one.standing == "new":
        return f"{now} (disputed before)" if one.before.standing == "disputed" else now
    if one.standing == "untold":
        disputed = one.now[0].because if one.now[0].standing == "disputed" else ""
        return f"was {was}; {f'now disputed: {disputed}' if disputed else 'now not known'}"
    kept = isinstance(one.before.value, tuple) and len(one.gone) < len(one.before.value)
    if kept and (one.gone or one.added):
        less = [f"no longer {', '.join(map(str, one.gone))}"] if one.gone else []
        more = [f"now also {', '.join(map(str, one.added))}"] if one.added else []
        return "; ".join([*less, *more])
    return f"{was} -> {now}"


def _value(value: object, empty: str) -> str:
    text = in_words(value)
    return f"{text} ({empty})" if empty and text == "none" else text


def _origin(settled: Settled) -> str:
    """Who says so, when, and how good that is."""
    if settled.reading is None:
        return settled.standing
    claim = settled.reading.claim
    edition = f" {claim.edition}" if claim.edition else ""
    marks = [settled.standing] if settled.standing != "settled" else []
    marks += ["stale"] if settled.stale else []
    return ", ".join([f"{claim.source.id}{edition} {claim.day}", *marks])


# -- why, and how far ------------------------------------------------------------------------------------------------


def _reasons(answer: Changes) -> Iterable[Item]:
    for move in answer.moves:
        if move.new_surface and not move.stays:
            for reason in move.why:
                yield (reason.text, ", ".join(reason.sources))


def _reach(answer: Changes) -> str:
    compared = len(answer.unchanged) + len(answer.changes)
    named = " (--format json names them)" if answer.unchanged else ""
    text = f"As of {answer.as_of}. Facts compared: {compared}, of which the same: {len(answer.unchanged)}{named}. "
    if answer.model:
        return f"{text}What is carried over was said of an older model and is likely, not certain."
    left = [move.model for move in answer.moves if move.model not in (move.new_model, UNKNOWN.value)]
    asked = [f"`advisor changes --since {model}`" for model in dict.fromkeys(left)]
    return text.rstrip() + (f" What moving from a model changes in full: {', '.join(asked)}." if asked else "")
