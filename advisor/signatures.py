"""What diagnosis rests on, read from rules/: the causes, the signatures of errors, and who stands in between."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from advisor.causes import KnownCause, Led, Probe, Signature, WordList
from advisor.claims import ClaimReader, frozen
from advisor.clients import Party
from advisor.condition import ALWAYS, Condition, ConditionError, compile_condition
from advisor.document import Document
from advisor.domain import Flag
from advisor.errors import nearest
from advisor.facts import Account, facts_of
from advisor.vocabulary import BookVocabulary
from advisor.word_lists import lists_named, with_phrases

__all__ = ["CODE_STAGE", "SignatureReader", "probe_of"]

CODE_STAGE = "code"
"""Rules about where a call stands, beside the stages of the debugging order."""


class SignatureReader(ClaimReader):
    """Holds the causes and the signatures of all folders, and makes a book's parts of them."""

    vocabulary: BookVocabulary

    def __init__(self) -> None:
        super().__init__()
        self.causes: dict[str, tuple[Document, Any]] = {}
        self.signatures: dict[str, tuple[Document, Any]] = {}
        self.words: dict[str, tuple[Document, Any]] = {}
        self._word_uses: dict[str, set[str]] = {}

    @property
    def stage_ids(self) -> list[str]:
        """The stages of the debugging order."""
        return [stage.id for stage in self.top["debugging.yaml"][1].stages]

    def _known_causes(self) -> dict[str, KnownCause]:
        found = {}
        for id_, (document, entry) in self.causes.items():
            if entry.stage not in self.stage_ids:
                message = f"no stage is named {entry.stage!r}{nearest(entry.stage, self.stage_ids)}"
                self.problems.append(document.problem((id_, "stage"), message))
            flags = [fact.full_name for fact in facts_of(Account).values() if isinstance(fact.domain, Flag)]
            self._check_ids(document, (id_, "tells"), entry.tells, flags, "yes-or-no fact of the account")
            found[id_] = KnownCause(
                id=id_,
                stage=entry.stage,
                means=entry.means,
                next_step=entry.next_step,
                command=entry.command or "",
                link=entry.link or "",
                probe=probe_of(entry.probe),
                do_not=tuple(entry.do_not),
                tells=MappingProxyType(entry.tells),
                sources=self._cited(document, (id_, "sources"), entry.sources),
            )
        return found

    def _known_signatures(self) -> tuple[Signature, ...]:
        return tuple(self._signature(id_, *self.signatures[id_]) for id_ in sorted(self.signatures))

    def _signature(self, id_: str, document: Document, entry: Any) -> Signature:
        self._check_ids(document, ("clears",), entry.clears, (*self.stage_ids, *self.causes), "stage or cause")
        self._check_ids(document, ("sets_aside",), entry.sets_aside, tuple(self.signatures), "signature")
        if not entry.causes and not entry.clears:
            self.problems.append(document.problem((), "leads to no cause and clears nothing; expected one of the two"))
        return Signature(
            id=id_,
            title=entry.title,
            when=self._condition(document, ("when",), entry.when),
            because=entry.because,
            causes=tuple(self._led(document, index, row) for index, row in enumerate(entry.causes)),
            clears=tuple(entry.clears),
            sets_aside=tuple(entry.sets_aside),
            sources=self._cited(document, ("sources",), entry.sources),
            matches=tuple(frozen(one) for one in entry.matches),
            differs=tuple(frozen(one) for one in entry.differs),
            as_of=entry.as_of,
            place=document.path,
        )

    def _word_lists(self) -> dict[str, WordList]:
        """The lists of words; every condition must have been compiled before, for they tell who uses them."""
        return {
            id_: WordList(id_, entry.means, tuple(entry.phrases), tuple(sorted(self._word_uses.get(id_, ()))))
            for id_, (_, entry) in self.words.items()
        }

    def _led(self, document: Document, index: int, row: Any) -> Led:
        self._check_ids(document, ("causes", index, "cause"), [row.cause], tuple(self.causes), "cause")
        when = self._condition(document, ("causes", index, "when"), row.when)
        return Led(row.cause, when, row.standing, row.because or "")

    def _cause_of_rule(self, document: Document, stage: str, cause: str | None) -> str:
        """The cause that a rule is the evidence of; empty where it is of none."""
        if cause is None:
            return ""
        known = [id_ for id_, (_, entry) in self.causes.items() if entry.stage == stage]
        self._check_ids(document, ("cause",), [cause], known, f"cause of stage {stage}")
        return cause

    def _parties(self) -> tuple[Party, ...]:
        return tuple(
            Party(one.kind, self._condition(document, ("parties", index, "when"), one.when), one.because)
            for document, entry in self.clients
            for index, one in enumerate(entry.parties)
        )

    def _check_ids(
        self, document: Document, keys: tuple[object, ...], ids: Iterable[str], known: Iterable[str], what: str
    ) -> None:
        for id_ in ids:
            if id_ not in known:
                self.problems.append(document.problem(keys, f"no {what} is named {id_!r}{nearest(id_, known)}"))

    def _condition(self, document: Document, keys: tuple[object, ...], when: object) -> Condition:
        for name in lists_named(when):
            self._word_uses.setdefault(name, set()).add(document.path)
        try:
            phrases = {id_: entry.phrases for id_, (_, entry) in self.words.items()}
            return compile_condition(with_phrases(when, phrases), self.vocabulary)
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

    def _check_names(self, document: Document, keys: tuple[object, ...], names: Iterable[str]) -> None:
        for name in names:
            if not self.vocabulary.knows(name):
                message = f"no fact is named {name!r}{nearest(name, self.vocabulary.names())}"
                self.problems.append(document.problem(keys, message))


def probe_of(entry: Any) -> Probe:
    """The cheapest check that an entry describes."""
    return Probe(entry.look, entry.command or "", entry.link or "", entry.paid)
