"""What happens to a paste on its way changes neither that there is an answer nor where it leads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from itertools import cycle
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor import InputError, diagnose
from tests.mutations import ALL, MUTATIONS, Mutated, is_pasted, mutated, printed
from tests.property.strategies import BOOK

DAY = date(2026, 11, 22)
CASES = [
    (signature.as_of, case)
    for signature in BOOK.signatures
    for case in signature.matches
    if isinstance(case, Mapping) and is_pasted(case)
]
"""What the signatures are shown by: the API's own errors, as they were printed."""
LEAST_KEPT = 0.9


def test_nine_of_ten_mutated_pastes_keep_their_stage() -> None:
    chance = cycle(ALL)
    tried = [
        one
        for number, (day, case) in enumerate(CASES[::4])
        for one in mutated(case, (next(chance),), str(number), as_of=day, book=BOOK)
    ]
    assert len(tried) > 50
    lost = [one for one in tried if not one.kept]
    assert len(lost) <= (1 - LEAST_KEPT) * len(tried), "\n".join(map(_told, lost))


def _told(one: Mutated) -> str:
    return f"{one.mutation}: {one.before} became {one.after}: {one.text[:200]!r}"


def _answers(given_: object) -> None:
    """Whatever it is, it is answered or refused."""
    assert isinstance(given_, (bytes, str, dict))
    with suppress(InputError):
        assert diagnose(given_, as_of=DAY, rules=BOOK).causes


@settings(deadline=None, max_examples=80)
@example(b"")
@example(b"\xff\xfe\x00")
@example(b"[" * 5000)
@example(b'{"a":' * 5000)
@example(b'{"error": {"message": 1, "status": [], "code": {}}, "request": 3, "account": "x", "date": {}}')
@given(st.binary(max_size=400))
def test_no_bytes_crash_it(content: bytes) -> None:
    _answers(content)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(CASES), st.lists(st.sampled_from(sorted(MUTATIONS)), max_size=4), st.integers(0, 2**32), st.data()
)
def test_no_damage_crashes_it(
    case: tuple[date, Mapping[str, object]], names: list[str], seed: int, data: st.DataObject
) -> None:
    text = printed(case[1])
    for name in names:
        text = MUTATIONS[name](text, Random(seed))
    content = bytearray(text.encode())
    for place in data.draw(st.lists(st.integers(0, max(len(content) - 1, 0)), max_size=5)):
        content[place : place + 1] = data.draw(st.binary(max_size=3))
    _answers(bytes(content))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PARTS = ("error", "request", "account", "date", "id", "message", "status", "code", "type", "param", "raw")
FIELDS = (*PARTS, "endpoint", "model", "params", "sdk", "tools", "size", "n", "prompt", "tier", "models_visible")


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(PARTS), JSON | st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5), max_size=4
    )
)
def test_no_case_crashes_it(case: dict[str, object]) -> None:
    _answers(case)
    _answers(json.dumps(case))
