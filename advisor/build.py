"""The parts that files hold become one rule book; every problem of references, claims and conditions is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from advisor import schema
from advisor.condition import ALWAYS, Condition, ConditionError, compile_condition
from advisor.document import Document
from advisor.errors import Problem, RuleError, nearest
from advisor.facts import ABSENT, Account, Job, facts_of
from advisor.rulebook import (
    BookVocabulary,
    Card,
    Claim,
    Contradiction,
    Debugging,
    FactType,
    Family,
    Fill,
    PurposeRow,
    RouteRow,
    Rule,
    RuleBook,
    Source,
    Stage,
    Surface,
    Topic,
    references,
)

__all__ = ["Builder"]

CODE_STAGE = "code"
"""Rules about where a call stands, beside the stages of the debugging order."""


def _frozen(value: Any) -> Any:
    """Plain data that nobody can change; null becomes ABSENT."""
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return ABSENT if value is None else value


class Builder:
    """Holds the parts of all folders, and the problems found in them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.top: dict[str, tuple[Document, Any]] = {}
        self.sources: dict[str, Source] = {}
        self.subjects: list[tuple[Document, str, Any]] = []
        """Document, subject and entry of everything that has claims."""
        self.rules: dict[str, tuple[Document, str, Any]] = {}
        self.overrides: list[tuple[Document, Any]] = []
        self.overlays: set[str] = set()
        """The paths of files that belong to an overlay."""

    def stop_at_problems(self) -> None:
        if self.problems:
            raise RuleError(self.problems)

    def build(self) -> RuleBook:
        missing = sorted({"precedence.yaml", "routes.yaml", "debugging.yaml"} - set(self.top))
        if missing:
            raise RuleError([Problem(f"rules/{name}", 0, 0, "is missing") for name in missing])
        self.topics = self._topics(self.top["precedence.yaml"][1])
        self.fact_types = {name: fact for topic in self.topics.values() for name, fact in topic.facts.items()}
        entries = self._merged_subjects()
        ids = {kind: _ids(entries, kind) for kind in ("surface", "family", "model")}
        claims = self._claims(ids)
        params = _field_names(claims)
        self.vocabulary = BookVocabulary(self.fact_types, ids["surface"], params)
        kinds = {id_: entries[f"family:{id_}"][1].kind for id_ in ids["family"]}
        book = RuleBook(
            sources=MappingProxyType(dict(sorted(self.sources.items()))),
            topics=MappingProxyType(self.topics),
            families=MappingProxyType({id_: self._family(*entries[f"family:{id_}"]) for id_ in ids["family"]}),
            cards=MappingProxyType({id_: self._card(*entries[f"model:{id_}"], kinds) for id_ in ids["model"]}),
            surfaces=MappingProxyType({id_: self._surface(id_, *entries[f"surface:{id_}"]) for id_ in ids["surface"]}),
            claims=MappingProxyType(claims),
            contradictions=self._contradictions(*self.top["routes.yaml"]),
            routes=self._routes(*self.top["routes.yaml"], ids["surface"]),
            debugging=self._debugging(*self.top["debugging.yaml"]),
            rules=self._rules(),
            vocabulary=self.vocabulary,
        )
        self._check_cycles(book.cards, entries)
        self.stop_at_problems()
        return book

    def _topics(self, entry: Any) -> dict[str, Topic]:
        first = frozenset(entry.always_first)
        return {
            id_: Topic(
                id_,
                topic.asks,
                (first, *(frozenset(kinds) for kinds in topic.classes)),
                topic.stale_after,
                topic.carries_over,
                MappingProxyType(
                    {
                        name: FactType(
                            name,
                            id_,
                            fact.type,
                            fact.means,
                            tuple(fact.values or ()),
                            frozenset(fact.not_counted),
                            fact.competes,
                            fact.by or "",
                            fact.says or "",
                        )
                        for name, fact in topic.facts.items()
                    }
                ),
            )
            for id_, topic in entry.topics.items()
        }

    def _merged_subjects(self) -> dict[str, tuple[Document, Any]]:
        """The entry that first names each subject; later folders only add claims to it."""
        merged: dict[str, tuple[Document, Any]] = {}
        for document, subject, entry in self.subjects:
            first = merged.get(subject, (document, entry))[1]
            for key in ("family", "generation", "line", "follows", "kind"):
                if getattr(entry, key, None) != getattr(first, key, None):
                    message = f"{key} differs from the card below; expected it unchanged"
                    self.problems.append(document.problem((key,), message))
            if subject not in merged:
                merged[subject] = (document, entry)
                if isinstance(entry, schema.OverlaySurface):
                    known = [name for name in _ids(merged, "surface") if f"surface:{name}" != subject]
                    id_ = subject.partition(":")[2]
                    self.problems.append(document.problem((id_,), f"no surface is named {id_!r}{nearest(id_, known)}"))
        self.stop_at_problems()
        return merged

    def _claims(self, ids: Mapping[str, list[str]]) -> dict[tuple[str, str], tuple[Claim, ...]]:
        found: dict[tuple[str, str], list[Claim]] = {}
        for document, subject, entry in self.subjects:
            prefix: tuple[object, ...] = (subject.partition(":")[2],) if subject.startswith("surface:") else ()
            for index, claim in enumerate(entry.claims):
                keys = (*prefix, "claims", index)
                if not self._claim_is_sound(document, keys, subject, claim, ids):
                    continue
                for named in [f"model:{model}" for model in claim.models] or [subject]:
                    found.setdefault((named, claim.fact), []).append(self._claim(document, keys, named, claim))
        return {key: tuple(sorted(claims, key=_claim_order)) for key, claims in sorted(found.items())}

    def _claim_is_sound(
        self, document: Document, keys: tuple[object, ...], subject: str, claim: Any, ids: Mapping[str, list[str]]
    ) -> bool:
        before = len(self.problems)
        fact = self.fact_types.get(claim.fact)
        if fact is None:
            message = f"no fact is named {claim.fact!r}{nearest(claim.fact, self.fact_types)}"
            self.problems.append(document.problem((*keys, "fact"), message))
        elif claim.value is not None and not _fits(fact, claim.value):
            expected = f"{fact.type}{' of ' + ', '.join(fact.values) if fact.values else ''}"
            expected += f" of whole numbers by {fact.by}" if fact.by else ""
            self.problems.append(
                document.problem((*keys, "value"), f"{claim.value!r} is no value of {fact.name}; expected {expected}")
            )
        if fact and fact.topic == "lifecycle" and subject.startswith("family:") and not claim.models:
            message = f"{fact.name} is told of a model, never of a whole family; expected `models: [...]`"
            self.problems.append(document.problem((*keys, "fact"), message))
        for name in filter(None, (claim.source, claim.via)):
            if name not in self.sources:
                message = f"no source is named {name!r}{nearest(name, self.sources)}"
                self.problems.append(document.problem((*keys, "source"), message))
        if fact and claim.source in self.sources:
            kind = self.sources[claim.source].kind
            if not any(kind in kinds for kinds in self.topics[fact.topic].classes):
                message = f"kind {kind!r} has no class in topic {fact.topic!r} of precedence.yaml"
                self.problems.append(document.problem((*keys, "source"), message))
            own = self.top["precedence.yaml"][1].always_first
            if document.path in self.overlays and kind not in own:
                message = f"source {claim.source!r} is of kind {kind!r}; an overlay's claims cite a source of kind"
                self.problems.append(document.problem((*keys, "source"), f"{message} {' or '.join(map(repr, own))}"))
        for key, kind in (("surfaces", "surface"), ("models", "model")):
            for name in getattr(claim, key):
                if name not in ids[kind]:
                    self.problems.append(
                        document.problem((*keys, key), f"no {kind} is named {name!r}{nearest(name, ids[kind])}")
                    )
        return len(self.problems) == before

    def _claim(self, document: Document, keys: tuple[object, ...], subject: str, claim: Any) -> Claim:
        place = document.problem(keys, "")
        return Claim(
            subject=subject,
            fact=claim.fact,
            value=_frozen(claim.value),
            source=self.sources[claim.source],
            seen=claim.seen,
            confidence=claim.confidence,
            precision=claim.precision or "",
            via=claim.via or "",
            edition=claim.edition or "",
            surfaces=tuple(claim.surfaces),
            place=f"{place.path}:{place.line}:{place.column}",
        )

    def _condition(self, document: Document, keys: tuple[object, ...], when: object) -> Condition:
        try:
            return compile_condition(when, self.vocabulary)
        except ConditionError as error:
            for inner, message in error.faults:
                self.problems.append(document.problem((*keys, *inner), f"when: {message}"))
            return ALWAYS

    def _cited(self, document: Document, keys: tuple[object, ...], sources: list[str]) -> tuple[str, ...]:
        for index, name in enumerate(sources):
            if name not in self.sources:
                message = f"no source is named {name!r}{nearest(name, self.sources)}"
                self.problems.append(document.problem((*keys, index), message))
        return tuple(sources)

    def _family(self, document: Document, entry: Any) -> Family:
        rows = entry.purposes.rows if entry.purposes else []
        purposes = tuple(
            PurposeRow(
                row.id,
                self._condition(document, ("purposes", "rows", index, "when"), row.when),
                tuple(row.purposes),
                row.because,
            )
            for index, row in enumerate(rows)
        )
        return Family(entry.family, entry.kind, entry.title, purposes)

    def _card(self, document: Document, entry: Any, kinds: Mapping[str, str]) -> Card:
        models = {subject.partition(":")[2] for _, subject, _ in self.subjects if subject.startswith("model:")}
        if entry.family not in kinds:
            self.problems.append(
                document.problem(("family",), f"no family is named {entry.family!r}{nearest(entry.family, kinds)}")
            )
        for key in ("follows", "snapshot_of", "alias_of"):
            name = getattr(entry, key)
            if name and name not in models:
                self.problems.append(document.problem((key,), f"no model is named {name!r}{nearest(name, models)}"))
        return Card(
            id=entry.model,
            family=entry.family,
            kind=kinds.get(entry.family, ""),
            generation=entry.generation or "",
            line=entry.line or "",
            follows=entry.follows or "",
            same_as=entry.snapshot_of or entry.alias_of or "",
        )

    def _surface(self, id_: str, document: Document, entry: Any) -> Surface:
        fills = {
            name: tuple(
                self._fill(document, (id_, "fills", name, index), row) for index, row in enumerate(_fill_rows(value))
            )
            for name, value in entry.fills.items()
        }
        return Surface(
            id_,
            entry.title,
            entry.model_kind,
            entry.sends,
            tuple(entry.files),
            entry.tool or "",
            tuple(entry.top_level),
            tuple(entry.costs),
            MappingProxyType(fills),
        )

    def _check_cycles(self, cards: Mapping[str, Card], entries: Mapping[str, tuple[Document, Any]]) -> None:
        for id_, card in cards.items():
            seen, at = {id_}, card
            while (following := at.same_as or at.follows) in cards and following not in seen:
                seen.add(following)
                at = cards[following]
            if following in seen:
                document = entries[f"model:{id_}"][0]
                self.problems.append(
                    document.problem((), f"{id_} follows itself through {at.id}; expected an older model")
                )

    def _fill(self, document: Document, keys: tuple[object, ...], row: Any) -> Fill:
        try:
            entry = schema.check_shape(Document(document.path, row, {}), schema.FillRow)
        except schema.ShapeError as error:
            self.problems += [document.problem(keys, problem.message) for problem in error.problems]
            return Fill(ALWAYS, ABSENT, "", "")
        self._check_names(document, keys, (*references(entry.value), *references(entry.given)))
        when = self._condition(document, keys, entry.when)
        return Fill(when, _frozen(entry.value), entry.omit or "", entry.given or "")

    def _check_names(self, document: Document, keys: tuple[object, ...], names: Iterable[str]) -> None:
        for name in names:
            if not self.vocabulary.knows(name):
                message = f"no fact is named {name!r}{nearest(name, self.vocabulary.names())}"
                self.problems.append(document.problem(keys, message))

    def _contradictions(self, document: Document, entry: Any) -> tuple[Contradiction, ...]:
        return tuple(
            Contradiction(self._condition(document, ("contradictions", index, "when"), one.when), one.message)
            for index, one in enumerate(entry.contradictions)
        )

    def _routes(self, document: Document, entry: Any, surfaces: list[str]) -> tuple[RouteRow, ...]:
        rows = []
        for index, row in enumerate(entry.rows):
            keys = ("rows", index)
            if row.surface not in surfaces:
                message = f"no surface is named {row.surface!r}{nearest(row.surface, surfaces)}"
                self.problems.append(document.problem((*keys, "surface"), message))
            rows.append(
                RouteRow(
                    id=row.id,
                    when=self._condition(document, (*keys, "when"), row.when),
                    surface=row.surface,
                    recommended_as=row.recommended_as or "",
                    use_first_when=row.use_first_when,
                    mistake=row.mistake,
                    because=row.because,
                    sources=self._cited(document, (*keys, "sources"), row.sources),
                    boring=MappingProxyType(dict(row.boring)),
                )
            )
        return tuple(rows)

    def _debugging(self, document: Document, entry: Any) -> Debugging:
        stages = tuple(Stage(stage.id, stage.title, stage.check, stage.because) for stage in entry.stages)
        sources = self._cited(document, ("sources",), entry.sources)
        return Debugging(sources, stages, tuple(entry.do_not), tuple(entry.proof))

    def _rules(self) -> tuple[Rule, ...]:
        stages = [stage.id for stage in self.top["debugging.yaml"][1].stages] + [CODE_STAGE]
        rules: dict[str, Rule] = {}
        for id_, (document, stage, entry) in self.rules.items():
            if stage not in stages:
                self.problems.append(
                    document.problem((), f"no stage is named {stage!r}; expected one of {', '.join(stages)}")
                )
                continue
            rules[id_] = self._rule(document, id_, stage, entry)
        for document, override in self.overrides:
            rule = rules.get(override.override)
            if rule is None:
                message = f"no rule is named {override.override!r}{nearest(override.override, rules)}"
                self.problems.append(document.problem(("override",), message))
            elif override.retired:
                del rules[rule.id]
            elif override.level:
                rules[rule.id] = replace(rule, level=override.level)
        return tuple(sorted(rules.values(), key=lambda rule: (stages.index(rule.stage), rule.id)))

    def _rule(self, document: Document, id_: str, stage: str, entry: Any) -> Rule:
        for name, value in entry.fix.items():
            self._check_names(document, ("fix", name), (name, *references(value)))
        self._check_names(document, ("message",), re.findall(r"\{([^{}]*)\}", entry.message))
        return Rule(
            id=id_,
            stage=stage,
            level=entry.level,
            title=entry.title,
            when=self._condition(document, ("when",), entry.when),
            message=entry.message,
            because=entry.because,
            sources=self._cited(document, ("sources",), entry.sources),
            avoid=_examples(entry.avoid),
            prefer=_examples(entry.prefer),
            fix=MappingProxyType({key: _frozen(value) for key, value in entry.fix.items()}),
            free_check=entry.free_check or "",
            as_of=entry.as_of,
            place=document.path,
        )


def _examples(entry: Any) -> tuple[object, ...]:
    return tuple(_frozen(one) for one in (entry if isinstance(entry, list) else [entry]))


def _ids(entries: Mapping[str, object], kind: str) -> list[str]:
    return sorted(subject.partition(":")[2] for subject in entries if subject.startswith(f"{kind}:"))


def _fill_rows(value: Any) -> list[Any]:
    """A fill is a list of rows; a plain value is short for one row without a condition."""
    is_rows = isinstance(value, list) and all(isinstance(row, dict) and {"value", "omit"} & set(row) for row in value)
    return value if is_rows else [{"value": value}]


def _field_names(claims: Mapping[tuple[str, str], tuple[Claim, ...]]) -> list[str]:
    lists = (claim.value for (_, fact), of_fact in claims.items() if fact == "fields" for claim in of_fact)
    return sorted({name for names in lists if isinstance(names, tuple) for name in names})


def _claim_order(claim: Claim) -> tuple[date, str, str]:
    return (claim.seen, claim.source.id, claim.place)


_ASKED = {fact.full_name: fact for group in (Job, Account) for fact in facts_of(group).values()}
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "flag": bool,
    "integer": int,
    "date": date,
    "list": list,
    "map": dict,
}


def _fits(fact: FactType, value: object) -> bool:
    if not isinstance(value, _TYPES[fact.type]) or (fact.type == "integer" and isinstance(value, bool)):
        return False
    if fact.by and isinstance(value, dict):
        domain = _ASKED[fact.by].domain
        return all(domain.holds(key) and isinstance(item, int) for key, item in value.items())
    values = value if isinstance(value, list) else [value]
    return not fact.values or all(one in fact.values for one in values)
