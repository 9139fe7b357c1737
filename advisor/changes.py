"""What is different now: since a model, what moving from it changes; since a day, what is held otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advisor.answer import Reason, Recommendation
from advisor.breakage import breakages, of_sources
from advisor.claim import FactType, Topic
from advisor.errors import InputError, nearest
from advisor.evaluate import View, evaluate
from advisor.facts import ABSENT, UNKNOWN, Account, Facts, Job, Request, alike, with_facts
from advisor.freshness import Knowledge, Settled, knowledge_of
from advisor.lifecycle import model_row
from advisor.lookup import Change, Changes, ModelChange, Move
from advisor.notes import sources_of
from advisor.recommendation import recommend, variants
from advisor.truth import Truth
from advisor.wording import shown, worded

__all__ = ["since_day", "since_model"]


def since_model(knowledge: Knowledge, model: str) -> Changes:
    """What moving from a model to what the advisor would choose in its place changes.

    Raises:
        InputError: a model no rule knows, or one that nobody had spoken of by the day.
    """
    _check_model(knowledge, model)
    moves = tuple(_moves_from(knowledge, model))
    named_by = knowledge.settle(f"model:{model}", "replacement")
    changes, unchanged, carried = _between(knowledge, model, [move for move in moves if move.leads_on])
    models = dict.fromkeys([model, *(move.new_model for move in moves if move.new_model in knowledge.book.cards)])
    return Changes(
        since=model,
        model=model,
        says=_says_of_model(knowledge, model, moves),
        as_of=knowledge.as_of,
        newest_reading=knowledge.book.newest_reading(knowledge.as_of),
        moves=moves,
        models=tuple(_model_change(knowledge, knowledge, one) for one in models),
        named=tuple(_named(knowledge, named_by.value)),
        named_by=named_by if named_by.reading else None,
        breaks=tuple(breakages(knowledge, moves)),
        changes=changes,
        unchanged=unchanged,
        carried=carried,
    )


def since_day(knowledge: Knowledge, day: date) -> Changes:
    """What is held otherwise than on an earlier day: routes, models, and facts of what was or is advised.

    Raises:
        InputError: a day after the day of the answer.
    """
    if day > knowledge.as_of:
        raise InputError(f"since: {day} lies after {knowledge.as_of}, the day of the answer; expected an earlier day")
    then = knowledge_of(knowledge.book, day)
    moves = tuple(_moves_since(then, knowledge))
    advised = dict.fromkeys(model for move in moves for model in (move.model, move.new_model))
    lasting = [model for model in advised if model in knowledge.book.cards and then.is_known(model)]
    changes, unchanged = _since(then, knowledge, lasting)
    models = tuple(_model_changes(then, knowledge))
    return Changes(
        since=day.isoformat(),
        model="",
        says=_says_of_day(moves, models),
        as_of=knowledge.as_of,
        newest_reading=knowledge.book.newest_reading(knowledge.as_of),
        moves=moves,
        models=models,
        named=(),
        named_by=None,
        breaks=tuple(breakages(knowledge, moves)),
        changes=changes,
        unchanged=unchanged,
        carried=(),
    )


def _check_model(knowledge: Knowledge, model: str) -> None:
    cards = knowledge.book.cards
    if model not in cards:
        raise InputError(f"since: no model is named {model!r}{nearest(model, cards)}; expected a model or YYYY-MM-DD")
    if not knowledge.is_known(model):
        hint = nearest(model, filter(knowledge.is_known, cards))
        raise InputError(f"since: nothing is said of {model!r} on or before {knowledge.as_of}{hint}")


def _says_of_model(knowledge: Knowledge, model: str, moves: tuple[Move, ...]) -> str:
    """Whether the model has to be left by when, and for which."""
    state, staying = _state(knowledge, model), [move.surface for move in moves if move.stays]
    leaving = [move for move in moves if move.leads_on]
    if not leaving:
        return (
            f"{state}; {'it is the current choice: nothing to migrate' if staying else 'no source tells what follows'}."
        )
    advised = " and ".join(dict.fromkeys(move.new_model for move in leaving))
    if staying:
        on = " and ".join(move.surface for move in leaving)
        return f"{state}; the advisor keeps it on {' and '.join(staying)} and takes {advised} on {on}."
    return f"{state}; the advisor takes {advised} today."


def _state(knowledge: Knowledge, model: str) -> str:
    """When a model ended or ends, as far as anybody tells."""
    row = model_row(knowledge, model)
    day = row.shutdown if isinstance(row.shutdown, date) else None
    if row.lifecycle == "shutdown":
        return f"{model} was shut down{f' on {day}' if day else ''}"
    if day:
        return f"{model} ends on {day}, in {row.days_left} days"
    if row.lifecycle == "deprecated":
        return f"{model} is deprecated and no source tells when it ends"
    return f"No end of {model} is announced" if row.shutdown is ABSENT else f"No source tells of an end of {model}"


def _says_of_day(moves: tuple[Move, ...], models: tuple[ModelChange, ...]) -> str:
    """How much of what was advised then is advised no more."""
    rows = {move.row for move in moves}
    other = {move.row for move in moves if not move.stays}
    gone = [one for one in models if one.now.lifecycle == "shutdown" and one.was != "shutdown"]
    ending = [one for one in models if one.now.lifecycle == "deprecated"]
    came = [one for one in models if one.was == UNKNOWN.value and one.now.lifecycle == "active"]
    advice = f"{len(other)} of {len(rows)} routes have another answer" if other else "every route has the answer it had"
    return f"{advice}; {len(gone)} models were shut down, {len(ending)} are to end, {len(came)} are new."


# -- where to move ---------------------------------------------------------------------------------------------------


def _plain_jobs(knowledge: Knowledge) -> dict[str, Job]:
    """The plainest job that leads to each row of the route table, the plain job first."""
    found: dict[str, Job] = {}
    view = View(knowledge, Facts(as_of=knowledge.as_of, request=Request()))
    plain = _advice(knowledge, Job())
    found[plain.route.row] = Job()
    for name, value, row in variants(Job(), view):
        found.setdefault(row.id, with_facts(Job(), {name: value}))
    return found


def _advice(knowledge: Knowledge, job: Job) -> Recommendation:
    return recommend(job, Account(), as_of=knowledge.as_of, book=knowledge.book)


def _moves_from(knowledge: Knowledge, model: str) -> Iterable[Move]:
    """One for each surface that the model serves or served."""
    book = knowledge.book
    kind = book.cards[model].kind
    advice: dict[str, Recommendation] = {}
    for job in _plain_jobs(knowledge).values():
        advised = _advice(knowledge, job)
        advice.setdefault(advised.route.surface, advised)
    served = _served(knowledge, model)
    for surface in (one for one in dict.fromkeys((*advice, *book.routed)) if one in served):
        if surface in advice:
            new = _chosen(advice[surface], kind)
            new = model if book.cards[model].same_as == new else new  # a snapshot is the model itself
            why = _why(knowledge, advice[surface], kind)
            yield Move(kind, advice[surface].route.row, surface, model, surface, new, why)
        else:
            yield Move(kind, "", surface, model, "", "", _why_closed(knowledge, surface))


def _served(knowledge: Knowledge, model: str) -> list[str]:
    """The surfaces a model can be named on: those it is said to serve, else those nobody denies."""
    book = knowledge.book
    if book.cards[model].kind == "text":
        return [surface for surface in book.routed if book.surfaces[surface].model_kind == "text"]
    serves = {surface: knowledge.serves(model, surface) for surface in book.routed}
    told = [surface for surface, answer in serves.items() if answer is True]
    return told or [surface for surface, answer in serves.items() if answer is UNKNOWN]


def _moves_since(then: Knowledge, now: Knowledge) -> Iterable[Move]:
    """One for each row of the route table and each kind of model that its surface takes."""
    jobs = _plain_jobs(now) | _plain_jobs(then)
    for row in (row for row in now.book.routes if row.id in jobs):
        old, new = _advice(then, jobs[row.id]), _advice(now, jobs[row.id])
        surfaces = (now.book.surfaces[old.route.surface], now.book.surfaces[new.route.surface])
        for kind in dict.fromkeys(("image", *(surface.model_kind for surface in surfaces))):
            yield Move(
                kind,
                row.id,
                old.route.surface,
                _chosen(old, kind),
                new.route.surface,
                _chosen(new, kind),
                _why(now, new, kind),
            )


def _chosen(advice: Recommendation, kind: str) -> str:
    return str(shown(advice.request.image_model if kind == "image" else advice.request.model))


def _why(knowledge: Knowledge, advice: Recommendation, kind: str) -> tuple[Reason, ...]:
    """The reasons of a recommendation that speak of its choice between models of a kind."""
    ranking = {
        topic.id for topic in knowledge.book.topics.values() if any(one.competes for one in topic.facts.values())
    }
    top = {"responses-model"}
    wanted = ranking - top if kind == "image" else top
    return tuple(reason for reason in advice.reasons if reason.rule in wanted)


def _why_closed(knowledge: Knowledge, surface: str) -> tuple[Reason, ...]:
    """What the rules say of a surface that no job is led to any more."""
    facts = Facts(as_of=knowledge.as_of, request=Request(surface=surface, open=True))
    view = View(knowledge, facts)
    return tuple(
        Reason(match.rule.id, worded(match.rule.message, view), sources_of(match, view))
        for match in evaluate(knowledge, facts, knowledge.book.by_stage.get("route", ()))
        if match.truth is Truth.TRUE
    )


# -- which facts differ ----------------------------------------------------------------------------------------------

Told = tuple[str, Settled, Settled]
"""A surface, what was held to be true of a fact on it, and what is."""


def _facts(knowledge: Knowledge) -> Iterable[tuple[Topic, FactType]]:
    """The facts that are compared: those settled for one subject, but not a model's life, which is told apart."""
    for topic in knowledge.book.topics.values():
        if topic.id != "lifecycle":
            yield from ((topic, fact) for fact in topic.facts.values() if fact.settles)


def _between(
    knowledge: Knowledge, model: str, moves: list[Move]
) -> tuple[tuple[Change, ...], tuple[str, ...], tuple[str, ...]]:
    """The facts that differ between a model and its successors, those that do not, and those of these carried over."""
    changes: list[Change] = []
    unchanged: list[str] = []
    carried: list[str] = []
    for topic, fact in _facts(knowledge):
        told = [one for move in moves for one in _told_of_both(knowledge, fact.name, move)]
        found = list(_grouped(topic, fact, model, told))
        changes += found
        if not found and any(before.known for _, before, _ in told):
            unchanged.append(fact.name)
            carried += [fact.name] if any(now.standing == "carried over" for *_, now in told) else []
    return tuple(changes), tuple(unchanged), tuple(carried)


def _told_of_both(knowledge: Knowledge, fact: str, move: Move) -> Iterable[Told]:
    old, new = f"model:{move.model}", f"model:{move.new_model}"
    before, now = knowledge.settle(old, fact, move.surface), knowledge.settle(new, fact, move.new_surface)
    if (before.standing != "unknown" or now.standing != "unknown") and not of_sources(before, now):
        yield move.surface, before, now


def _since(then: Knowledge, now: Knowledge, models: list[str]) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The facts of platform, surfaces and models that are not what they were, and those that are."""
    changes: list[Change] = []
    unchanged: list[str] = []
    subjects = ["platform", *(f"surface:{one}" for one in now.book.routed), *(f"model:{one}" for one in models)]
    for subject in subjects:
        for topic, fact in _facts(now):
            surfaces = now.surfaces_of(subject, fact.name)
            told = [
                (one, then.settle(subject, fact.name, one), now.settle(subject, fact.name, one)) for one in surfaces
            ]
            told = [one for one in told if one[1].standing != "unknown" or one[2].standing != "unknown"]
            id_ = subject.partition(":")[2] or subject
            found = list(_grouped(topic, fact, id_, told))
            changes += found
            unchanged += [f"{id_}.{fact.name}"] if told and not found else []
    return tuple(changes), tuple(unchanged)


def _grouped(topic: Topic, fact: FactType, subject: str, told: list[Told]) -> Iterable[Change]:
    """One change for all surfaces on which a fact was and is the same."""
    differing: dict[object, list[Told]] = {}
    for one in told:
        if not alike(one[1].value, one[2].value):
            differing.setdefault((_key(one[1].value), _key(one[2].value)), []).append(one)
    for found in differing.values():
        surfaces = tuple(dict.fromkeys(surface for surface, _, _ in found if surface))
        now = tuple({(one.subject, str(one.reading)): one for _, _, one in reversed(found)}.values())[::-1]
        yield _change(topic, fact, subject, surfaces, found[0][1], now)


def _key(value: object) -> str:
    return repr(sorted(map(str, value)) if isinstance(value, tuple) else value)


def _change(
    topic: Topic, fact: FactType, subject: str, surfaces: tuple[str, ...], before: Settled, now: tuple[Settled, ...]
) -> Change:
    was, is_ = before.value, now[0].value
    standing = "untold" if is_ is UNKNOWN else "new" if was is UNKNOWN else "changed"
    lists = isinstance(was, tuple) and isinstance(is_, tuple)
    return Change(
        topic=topic.id,
        asks=topic.asks,
        subject=subject,
        fact=fact.name,
        means=fact.means,
        when_none=fact.when_none,
        standing=standing,
        surfaces=surfaces,
        gone=tuple(one for one in was if one not in is_) if lists else (),  # type: ignore[attr-defined, operator]
        added=tuple(one for one in is_ if one not in was) if lists else (),  # type: ignore[attr-defined, operator]
        before=before,
        now=now,
    )


# -- the lives of models ---------------------------------------------------------------------------------------------


def _model_change(then: Knowledge, now: Knowledge, model: str) -> ModelChange:
    return ModelChange(
        was=str(shown(then.lifecycle(model))),
        shutdown_was=then.value(f"model:{model}", "shutdown"),
        now=model_row(now, model),
    )


def _model_changes(then: Knowledge, now: Knowledge) -> Iterable[ModelChange]:
    """The models that came, that were announced to end or ended since, and those whose end is ahead."""
    for model in filter(now.is_known, now.book.cards):
        change = _model_change(then, now, model)
        ahead = change.now.lifecycle == "deprecated"
        moved = isinstance(change.shutdown_was, date) and change.shutdown_was != change.now.shutdown
        if change.was != change.now.lifecycle or ahead or moved:
            yield change


def _named(knowledge: Knowledge, named: object) -> Iterable[str]:
    """Each model that is named as a replacement, with its end where that is past or announced."""
    for model in named if isinstance(named, tuple) else ():
        end = knowledge.value(f"model:{model}", "shutdown") if model in knowledge.book.cards else UNKNOWN
        gone = isinstance(end, date) and end <= knowledge.as_of
        yield f"{model} ({'gone since' if gone else 'until'} {end})" if isinstance(end, date) else str(model)
