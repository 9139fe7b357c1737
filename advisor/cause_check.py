"""Rules about what diagnosis rests on: causes that nothing leads to, and signatures that cannot hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from advisor.call_table import call_table
from advisor.causes import Signature
from advisor.evaluate import View
from advisor.extract.table import CallTable
from advisor.facts import Facts
from advisor.failure import in_its_own_words
from advisor.freshness import knowledge_of
from advisor.lookup import Fault
from advisor.paste import read_case
from advisor.rulebook import RuleBook
from advisor.truth import Truth

__all__ = ["cause_faults", "signature_faults", "word_faults"]


def cause_faults(book: RuleBook) -> Iterator[Fault]:
    """Every cause that no signature and no rule leads to."""
    led_to = {row.cause for one in book.signatures for row in one.causes} | {rule.cause for rule in book.rules}
    for cause in book.causes.values():
        if cause.id not in led_to:
            message = "no signature and no rule leads to it, so no diagnosis ever names it"
            yield Fault(f"causes.yaml: {cause.id}", message, f"stage {cause.stage}: {cause.means}")


def word_faults(book: RuleBook) -> Iterator[Fault]:
    """Lists of words that no condition names."""
    for one in book.words.values():
        if not one.used_by:
            yield Fault(f"words.yaml: {one.id}", "no condition names it", one.means)


def signature_faults(book: RuleBook) -> Iterator[Fault]:
    """Signatures that fail a case of their own, clear what they lead to, or are set aside by what they set aside."""
    table = call_table(book)
    aside = {one.id: one.sets_aside for one in book.signatures}
    for one in book.signatures:
        for case in one.matches:
            if not _holds(book, one, case, table):
                told = json.dumps(case, ensure_ascii=False, default=_plain)
                yield Fault(one.place, "it does not hold for a case of its own", told)
        for cause in dict.fromkeys(row.cause for row in one.causes):
            if {cause, book.causes[cause].stage} & {*one.clears}:
                yield Fault(one.place, f"it clears {cause!r}, or its stage, to which it leads itself", "")
        for other in one.sets_aside:
            if one.id in aside.get(other, ()):
                yield Fault(one.place, f"it sets {other!r} aside, which sets it aside: both count for nothing", "")


def _plain(value: object) -> object:
    """What JSON can hold of a case: its frozen mappings, and its days as text."""
    return dict(value) if isinstance(value, Mapping) else str(value)


def _holds(book: RuleBook, signature: Signature, told: object, table: CallTable) -> bool:
    if not isinstance(told, Mapping):
        return False
    case = read_case({key: value for key, value in told.items() if key != "cause"}, table)
    knowledge = knowledge_of(book, case.as_of or signature.as_of)
    facts = (
        Facts(as_of=knowledge.as_of, account=case.account, request=case.request, failure=in_its_own_words(one))
        for one in case.failures
    )
    return any(signature.when(View(knowledge, one)).truth is Truth.TRUE for one in facts)
