"""What moving from one image model to another breaks: values the old one takes and a rule refuses for the new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from advisor.evaluate import View
from advisor.facts import ABSENT, DERIVED, UNKNOWN, Facts, Gap, Request
from advisor.fill import becomes
from advisor.freshness import Knowledge, Settled
from advisor.lookup import Breakage, Move
from advisor.rulebook import Rule
from advisor.truth import Truth
from advisor.wording import in_words, worded

__all__ = ["breakages", "of_sources"]

_OWN_FIELDS = frozenset(slot.name for slot in fields(Request))
"""What a request tells beside the fields of its body."""


def breakages(knowledge: Knowledge, moves: Iterable[Move]) -> Iterable[Breakage]:
    """Every value that an old model takes and a payload rule refuses for its successor, alike ones as one."""
    grouped: dict[object, list[_Found]] = {}
    for found in (one for move in moves if move.leads_on for one in _found(knowledge, move)):
        grouped.setdefault(found.key, []).append(found)
    for alike in grouped.values():
        yield _breakage(alike)


@dataclass(frozen=True)
class _Found:
    """A rule that refuses values of one field on one move."""

    rule: Rule
    name: str
    """The fact of the request, such as `request.quality`."""
    values: tuple[object, ...]
    move: Move
    new: View

    @property
    def key(self) -> object:
        """What alike findings share: all but surface and model."""
        limits = tuple(repr(self.new(fact)) for fact in _facts_behind(self.rule))
        return (self.rule.id, self.name, self.values, limits)


def _found(knowledge: Knowledge, move: Move) -> Iterable[_Found]:
    old, new = _calling(knowledge, move.surface, move.model), _calling(knowledge, move.new_surface, move.new_model)
    for rule in knowledge.book.by_stage.get("payload", ()):
        if any(of_sources(old.settled(fact), new.settled(fact)) for fact in _facts_behind(rule)):
            continue
        taken = tuple(_values_taken(rule, old))
        for name in _fields_read(rule):
            values = tuple(value for value in taken if _breaks(rule, name, value, old, new))
            if values:
                yield _Found(rule, name, values, move, new)


def of_sources(before: Settled | None, now: Settled | None) -> bool:
    """Whether two models differ in a fact only because another source decides: what decides for one speaks of both."""
    if before is None or now is None or before.reading is None or now.reading is None:
        return False
    return any(one.claim == now.reading.claim and one.claim != before.reading.claim for one in before.heard)


def _calling(knowledge: Knowledge, surface: str, model: str) -> View:
    """A request of which only surface and model are known."""
    top = model if knowledge.book.surfaces[surface].model_kind == "image" else UNKNOWN
    return View(knowledge, Facts(as_of=knowledge.as_of, request=Request(surface=surface, model=top, image_model=model)))


def _is_field(name: str) -> bool:
    return name.startswith("request.") and name not in ("request.surface", "request.fields", "request.foreign_fields")


def _fields_read(rule: Rule) -> list[str]:
    """The facts of a request that a rule reads, and the fields that derived ones follow from."""
    read = {name.removeprefix("request.") for name in filter(_is_field, rule.when.names)}
    return sorted(f"request.{name}" for name in read | {DERIVED[name][0] for name in read if name in DERIVED})


def _facts_behind(rule: Rule) -> list[str]:
    return sorted(name for name in rule.when.names if name.startswith("image_model."))


def _values_taken(rule: Rule, view: View) -> Iterable[object]:
    """The values that the facts a rule reads name for a model: entries of its lists, and its limits."""
    for value in map(view, _facts_behind(rule)):
        if isinstance(value, tuple):
            yield from value
        elif isinstance(value, int) and value is not False:
            yield value


def _breaks(rule: Rule, name: str, value: object, old: View, new: View) -> bool:
    """Whether a rule lets a value pass for the old model and refuses it for the new one."""
    verdicts = [rule.when(_Asking(rule, name, value, view)).truth for view in (old, new)]
    return verdicts == [Truth.FALSE, Truth.TRUE]


class _Asking:
    """The facts of a request that sets one field to a value, and beside it whatever else a rule speaks of."""

    def __init__(self, rule: Rule, name: str, value: object, view: View) -> None:
        field = name.removeprefix("request.")
        sent = field not in DERIVED and field not in _OWN_FIELDS
        self.view = view.with_request(view.facts.request.with_param(field, value)) if sent else view
        literals = {one: sorted(said, key=str) for one, said in rule.when.literals.items()}
        self.said: dict[str, object] = {one: said[0] for one, said in literals.items() if _is_field(one)}
        self.said |= {"request.fields": tuple(literals.get("request.fields", ())), name: value}

    def __call__(self, fact: str) -> object:
        return self.said[fact] if fact in self.said else self.view(fact)


def _breakage(alike: list[_Found]) -> Breakage:
    first = alike[0]
    rule, models = first.rule, tuple(dict.fromkeys(found.move.new_model for found in alike))
    settled = [one for found in alike for one in map(found.new.settled, _facts_behind(rule)) if one and one.known]
    asking = _Asking(rule, first.name, first.values[0], first.new)
    return Breakage(
        field=first.name.removeprefix("request."),
        values=first.values,
        rule=rule.id,
        title=rule.title,
        text=worded(rule.message, lambda fact: models[0] if fact == "request.image_model" else asking(fact)),
        because=rule.because,
        fix=_fix(rule, first.new),
        surfaces=tuple(dict.fromkeys(found.move.surface for found in alike)),
        models=models,
        certainty="certain" if all(one.standing == "settled" for one in settled) else "likely",
        rests_on=tuple({(one.subject, one.fact, str(one.reading)): one for one in settled}.values()),
    )


def _fix(rule: Rule, view: View) -> str:
    """What a rule's `fix` does, in words; empty where it has none."""
    dropped, set_ = [], []
    for name, template in rule.fix.items():
        field = name.removeprefix("request.")
        if isinstance(template, Mapping):
            set_ += [f"`{was}` becomes {in_words(now)}" for was, now in template.items()]
            continue
        value = becomes(template, ABSENT, view)
        if isinstance(value, Gap):
            dropped.append(f"`{DERIVED[field][0] if field in DERIVED else field}`")
        else:
            set_.append(f"{field.replace('_', ' ')} becomes {in_words(value)}")
    return "; ".join([*([f"leave {' and '.join(dropped)} out"] if dropped else []), *set_])
