"""`rules check` finds causes that nothing leads to, and signatures that cannot hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from advisor.cause_check import cause_faults, signature_faults
from advisor.causes import KnownCause, Led, Probe, Signature
from advisor.condition import compile_condition
from advisor.rulebook import RuleBook
from tests.unit.books import BASE

ALWAYS = compile_condition({}, BASE.vocabulary)


def cause(id_: str) -> KnownCause:
    return KnownCause(
        id=id_,
        stage="payload",
        means="It means this.",
        next_step="Do that.",
        command="",
        link="",
        probe=Probe("Look.", "", "", paid=False),
        do_not=(),
        sources=(),
        tells={},
    )


def signature(id_: str, *causes: str, says: str = "ink", message: str = "the ink is out", **more: Any) -> Signature:
    parts: dict[str, Any] = {
        "clears": (),
        "sets_aside": (),
        "sources": (),
        "differs": (),
        "place": f"errors/{id_}.yaml",
    }
    return Signature(
        id=id_,
        title=id_,
        when=compile_condition({"failure.text|says": says}, BASE.vocabulary),
        because="It says so.",
        causes=tuple(Led(one, ALWAYS, "shown", "") for one in causes),
        matches=(MappingProxyType({"error": MappingProxyType({"message": message})}),),
        as_of=date(2026, 11, 22),
        **{**parts, **more},
    )


def book(causes: tuple[str, ...], *signatures: Signature) -> RuleBook:
    return replace(BASE, causes={one: cause(one) for one in causes}, signatures=signatures, rules=())


def test_a_cause_needs_a_signature_or_a_rule_that_leads_there() -> None:
    alone = book(("ink-is-out", "paper-is-out"), signature("ink", "ink-is-out"))
    (fault,) = cause_faults(alone)
    assert fault.where == "causes.yaml: paper-is-out"
    assert fault.message.startswith("no signature and no rule leads to it")
    assert "payload" in fault.witness
    ruled = replace(alone, rules=(replace(BASE.rules[0], cause="paper-is-out"),))
    assert list(cause_faults(ruled)) == []


def test_a_signature_holds_for_its_own_cases() -> None:
    (fault,) = signature_faults(book(("a",), signature("ink", "a"), signature("ore", "a", message="gold")))
    assert (fault.where, fault.message) == ("errors/ore.yaml", "it does not hold for a case of its own")
    assert "gold" in fault.witness


def test_a_case_with_a_day_is_told_too() -> None:
    dated = MappingProxyType({"error": MappingProxyType({"message": "gold"}), "date": date(2024, 1, 31)})
    (fault,) = signature_faults(book(("a",), replace(signature("ore", "a"), matches=(dated,))))
    assert "2024-01-31" in fault.witness


def test_two_signatures_that_set_each_other_aside_are_told() -> None:
    one, other = signature("ink", "a", sets_aside=("oil",)), signature("oil", "a", sets_aside=("ink",))
    faults = [
        (fault.where, "both count for nothing" in fault.message) for fault in signature_faults(book(("a",), one, other))
    ]
    assert faults == [("errors/ink.yaml", True), ("errors/oil.yaml", True)]
    assert list(signature_faults(book(("a",), one, signature("oil", "a")))) == []


def test_a_signature_that_clears_its_own_cause_or_the_stage_of_it_is_told() -> None:
    for cleared in ("a", "payload"):
        (fault,) = signature_faults(book(("a",), signature("ink", "a", clears=(cleared,))))
        assert (fault.where, "'a'" in fault.message) == ("errors/ink.yaml", True)
    assert list(signature_faults(book(("a",), signature("ink", "a", clears=("access",))))) == []
