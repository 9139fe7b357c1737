"""What sources said: the claims of all files, each checked against the fact, the source and the subjects it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from advisor import schema
from advisor.claim import Claim, FactType, Source, Topic
from advisor.document import Document
from advisor.errors import Problem, RuleError, as_written, nearest
from advisor.facts import ABSENT, Account, Job, alike, facts_of
from advisor.selector import EXPECTED, parse_selector
from advisor.wording import in_words

__all__ = ["ClaimReader", "frozen", "ids_of"]


def frozen(value: Any) -> Any:
    """Plain data that nobody can change; null becomes ABSENT."""
    if isinstance(value, dict):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    return ABSENT if value is None else value


class ClaimReader:
    """Holds the parts of all folders, and the problems found in them; turns the claims among them into a book's."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.top: dict[str, tuple[Document, Any]] = {}
        self.sources: dict[str, Source] = {}
        self.subjects: list[tuple[Document, str, Any]] = []
        """Document, subject and entry of everything that has claims."""
        self.rules: dict[str, tuple[Document, str, Any]] = {}
        self.overrides: list[tuple[Document, Any]] = []
        self.clients: list[tuple[Document, Any]] = []
        """The last folder's first."""
        self.retired: dict[str, str] = {}
        self.topics: dict[str, Topic] = {}
        self.fact_types: dict[str, FactType] = {}
        self.overlays: dict[str, Path] = {}
        """The overlay that each file of one belongs to, by the file's path."""

    def stop_at_problems(self) -> None:
        if self.problems:
            raise RuleError(self.problems)

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
                            fact.of or "",
                            fact.when_none or "",
                            tuple(fact.values or ()),
                            frozenset(fact.not_counted),
                            fact.competes,
                            fact.silence_means_none,
                            fact.adds_up,
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
            if subject not in merged:
                merged[subject] = (document, entry)
                if isinstance(entry, schema.OverlaySurface):
                    known = [name for name in ids_of(merged, "surface") if f"surface:{name}" != subject]
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
                    of_fact = found.setdefault((named, claim.fact), [])
                    of_fact.append(self._claim(document, keys, named, claim))
                    self._check_agreement(document, keys, of_fact)
        return {key: tuple(sorted(claims, key=_claim_order)) for key, claims in sorted(found.items())}

    def _check_agreement(self, document: Document, keys: tuple[object, ...], claims: list[Claim]) -> None:
        """An organization that says two things on one day has to make up its mind; other sources may be in dispute."""
        newest = claims[-1]
        for one in claims[:-1] if document.path in self.overlays else ():
            apart = one.surfaces and newest.surfaces and not set(one.surfaces) & set(newest.surfaces)
            same_voice = one.source.kind == newest.source.kind and one.seen == newest.seen
            adds_up = self.fact_types[newest.fact].adds_up
            if adds_up or not same_voice or apart or alike(one.value, newest.value):
                continue
            said = f"{newest.fact} of {newest.subject} is {in_words(newest.value)} here and {in_words(one.value)}"
            message = f"{said} in {one.place}, both seen {one.seen}; expected one of them, or a later day"
            self.problems.append(document.problem((*keys, "value"), message))

    def _claim_is_sound(
        self, document: Document, keys: tuple[object, ...], subject: str, claim: Any, ids: Mapping[str, list[str]]
    ) -> bool:
        before = len(self.problems)
        fact = self.fact_types.get(claim.fact)
        if fact is None:
            message = f"no fact is named {claim.fact!r}{nearest(claim.fact, self.fact_types)}"
            self.problems.append(document.problem((*keys, "fact"), message))
        elif claim.value is not None and not _fits(fact, claim.value):
            expected = _EXPECTED.get(fact.type, fact.type)
            expected += f" of {', '.join(fact.values)}" if fact.values else ""
            expected += f" of whole numbers by {fact.by}" if fact.by else ""
            what = "this" if fact.type == "address" else as_written(claim.value)  # an address may hold a password
            message = f"{what} is no value of {fact.name}; expected {expected}"
            self.problems.append(document.problem((*keys, "value"), message))
        if fact and fact.of and subject.partition(":")[0] != fact.of:
            message = f"{fact.name} is told of a {fact.of}, not of {subject}"
            self.problems.append(document.problem((*keys, "fact"), message))
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
            value=frozen(claim.value),
            source=self.sources[claim.source],
            seen=claim.seen,
            confidence=claim.confidence,
            precision=claim.precision or "",
            via=claim.via or "",
            edition=claim.edition or "",
            surfaces=tuple(claim.surfaces),
            place=f"{place.path}:{place.line}:{place.column}",
        )


def ids_of(entries: Mapping[str, object], kind: str) -> list[str]:
    return sorted(subject.partition(":")[2] for subject in entries if subject.startswith(f"{kind}:"))


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
    "path": str,
    "address": str,
    "calls": list,
}
_ADDRESS = re.compile(r"https?://([\w.-]+|\[[\da-f:]+\])(:\d+)?(/[\w.~/-]*)?", re.ASCII)
_CALL = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_EXPECTED = {
    "path": EXPECTED,
    "address": "an address such as https://gateway.example/v1, without user, query or fragment",
    "text": "text that is not empty",
    "list": "a list of names",
    "calls": "a list of names after the client, joined by dots, such as drawings.create",
}


def _fits(fact: FactType, value: object) -> bool:
    if not isinstance(value, _TYPES[fact.type]) or (fact.type == "integer" and isinstance(value, bool)):
        return False
    if fact.by and isinstance(value, dict):
        domain = _ASKED[fact.by].domain
        return all(domain.holds(key) and isinstance(item, int) for key, item in value.items())
    if fact.type == "path":
        return parse_selector(str(value)) is not None
    if fact.type == "address":
        return _ADDRESS.fullmatch(str(value)) is not None
    values = value if isinstance(value, list) else [value]
    if fact.type == "calls":
        return all(isinstance(one, str) and _CALL.fullmatch(one) for one in values)
    if fact.type in ("text", "list") and not all(isinstance(one, str) and one for one in values):
        return False
    return not fact.values or all(one in fact.values for one in values)
