"""Every signature is shown by its own cases: `matches` have it and the cause they name comes first; `differs` do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pytest

from advisor import Diagnosis, diagnose
from advisor.causes import Signature
from advisor.load import base_folder, read_book

BOOK = read_book([base_folder()])
each_signature = pytest.mark.parametrize("signature", BOOK.signatures, ids=lambda one: str(one.id))


def judged(case: object, signature: Signature) -> Diagnosis:
    told = {key: value for key, value in cast("Mapping[str, Any]", case).items() if key != "cause"}
    return diagnose(told, as_of=signature.as_of, rules=BOOK)


def signatures_of(answer: Diagnosis) -> set[str]:
    """Those that lead to a cause, and those that clear one."""
    return {id_ for cause in answer.causes for id_ in cause.signatures} | {one.signature for one in answer.cleared}


@each_signature
def test_matches_come_to_the_cause_they_name(signature: Signature) -> None:
    for case in signature.matches:
        answer = judged(case, signature)
        assert signature.id in signatures_of(answer), case
        assert isinstance(case, Mapping)
        assert answer.causes[0].cause == case.get("cause", "<unknown>"), (case, [one.cause for one in answer.causes])


@each_signature
def test_what_looks_alike_and_differs_has_another_signature(signature: Signature) -> None:
    for case in signature.differs:
        answer = judged(case, signature)
        assert signature.id not in signatures_of(answer), case
        assert isinstance(case, Mapping)
        assert "cause" not in case or answer.causes[0].cause == case["cause"], [one.cause for one in answer.causes]
