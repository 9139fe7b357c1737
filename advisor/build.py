"""The parts that files hold become one rule book; every problem of references, claims and conditions is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from advisor import schema
from advisor.causes import Incident
from advisor.claims import frozen, ids_of
from advisor.clients import Clients, Judged, Names
from advisor.condition import ALWAYS
from advisor.document import Document
from advisor.errors import Problem, RuleError, nearest
from advisor.facts import ABSENT
from advisor.rulebook import (
    Card,
    Contradiction,
    Debugging,
    Family,
    Fill,
    PurposeRow,
    Rise,
    RouteRow,
    Rule,
    RuleBook,
    Stage,
    Surface,
    field_names,
)
from advisor.shape import ShapeError, check_shape
from advisor.signatures import CODE_STAGE, SignatureReader, probe_of
from advisor.vocabulary import BookVocabulary, references

__all__ = ["Builder"]


class Builder(SignatureReader):
    """Builds a rule book from the parts of all folders."""

    def build(self) -> RuleBook:
        missing = {"precedence.yaml", "routes.yaml", "debugging.yaml"} - set(self.top)
        missing |= set() if self.clients else {"clients.yaml"}
        if missing:
            raise RuleError([Problem(f"rules/{name}", 0, 0, "is missing") for name in sorted(missing)])
        self.topics = self._topics(self.top["precedence.yaml"][1])
        self.fact_types = {name: fact for topic in self.topics.values() for name, fact in topic.facts.items()}
        entries = self._merged_subjects()
        ids = {kind: ids_of(entries, kind) for kind in ("surface", "family", "model")}
        claims = self._claims(ids)
        domains = {name: fact.domain for name, fact in self.fact_types.items()}
        self.vocabulary = BookVocabulary(domains, ids["surface"], field_names(claims))
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
            clients=self._clients(),
            rules=self._rules(),
            causes=MappingProxyType(self._known_causes()),
            signatures=self._known_signatures(),
            words=MappingProxyType(self._word_lists()),
            retired=MappingProxyType(self.retired),
        )
        self._check_cycles(book.cards, entries)
        self.stop_at_problems()
        return book

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
            entry.package_only,
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
            entry = check_shape(Document(document.path, row, {}), schema.FillRow)
        except ShapeError as error:
            self.problems += [document.problem(keys, problem.message) for problem in error.problems]
            return Fill(ALWAYS, ABSENT, "", "")
        self._check_names(document, keys, (*references(entry.value), *references(entry.given)))
        when = self._condition(document, keys, entry.when)
        return Fill(when, frozen(entry.value), entry.omit or "", entry.given or "")

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
        stages = tuple(
            Stage(stage.id, stage.title, stage.check, stage.because, probe_of(stage.probe), tuple(stage.do_not))
            for stage in entry.stages
        )
        sources = self._cited(document, ("sources",), entry.sources)
        for index, one in enumerate(entry.incidents):
            self._cited(document, ("incidents", index, "source"), [one.source])
        incidents = tuple(Incident(one.day, one.what, one.source, one.seen) for one in entry.incidents)
        return Debugging(sources, stages, tuple(entry.do_not), entry.patience_seconds, tuple(entry.proof), incidents)

    def _clients(self) -> Clients:
        lists = {part.name: tuple(self._names(part.name)) for part in fields(Clients) if part.name not in _TABLES}
        judged = (one for _, entry in self.clients for one in entry.judged)
        return Clients(
            **lists,
            judged=tuple(Judged(one.stage, tuple(one.hosts), one.because) for one in judged),
            parties=self._parties(),
        )

    def _names(self, part: str) -> Iterable[Names]:
        for document, entry in self.clients:
            for index, one in enumerate(getattr(entry, part)):
                keys = (part, index)
                if one.source is None and one.because is None:
                    self.problems.append(document.problem(keys, "expected a `source`, or `because` and a reason"))
                (source,) = self._cited(document, (*keys, "source"), [one.source]) if one.source else ("",)
                means = next((getattr(one, key) for key in ("language", "host", "kind") if hasattr(one, key)), "")
                place = document.problem(keys, "")
                at = f"{place.path}:{place.line}:{place.column}"
                yield Names(means, tuple(one.names), source, one.because or "", at)

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
        self._override(rules)
        return tuple(sorted(rules.values(), key=lambda rule: (stages.index(rule.stage), rule.id)))

    def _override(self, rules: dict[str, Rule]) -> None:
        """The overlays' words on the rules, in order: a new level, or that a rule is retired."""
        said: dict[str, Document] = {}
        for document, override in self.overrides:
            id_ = override.override
            if (override.level is None) == (override.retired is None):
                message = "expected either a `level` or `retired: true`"
            elif id_ in said and (id_ not in rules or self.overlays[said[id_].path] == self.overlays[document.path]):
                what = "overridden" if id_ in rules else "retired"
                message = f"rule {id_!r} is {what} in {said[id_].path} already; expected one word on it"
            elif id_ not in rules:
                message = f"no rule is named {id_!r}{nearest(id_, rules)}"
            else:
                said[id_] = document
                because = f"{override.because} ({document.path})"
                if override.retired:
                    del rules[id_]
                    self.retired[id_] = because
                else:
                    rules[id_] = replace(rules[id_], level=override.level, overridden=because)
                continue
            self.problems.append(document.problem(("override",), message))

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
            fix=MappingProxyType({key: frozen(value) for key, value in entry.fix.items()}),
            fix_safety=entry.fix_safety,
            unfixable=entry.unfixable or "",
            rises=tuple(
                Rise(self._condition(document, ("rises", index, "when"), one.when), one.level)
                for index, one in enumerate(entry.rises)
            ),
            free_check=entry.free_check or "",
            cause=self._cause_of_rule(document, stage, entry.cause),
            as_of=entry.as_of,
            place=document.path,
        )


_TABLES = ("judged", "parties")
"""The parts of clients.yaml that are no lists of names."""


def _examples(entry: Any) -> tuple[object, ...]:
    return tuple(frozen(one) for one in (entry if isinstance(entry, list) else [entry]))


def _fill_rows(value: Any) -> list[Any]:
    """A fill is a list of rows; a plain value is short for one row without a condition."""
    is_rows = isinstance(value, list) and all(isinstance(row, dict) and {"value", "omit"} & set(row) for row in value)
    return value if is_rows else [{"value": value}]
