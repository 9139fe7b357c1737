"""What is read later never changes what was true before, and the order in which things are read never matters."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import Account, Job, RuleBook, load_rules, recommend
from advisor.load import base_folder, read_book
from advisor.report.document import recommendation_document
from tests.property.strategies import ACCOUNTS, BOOK, DAYS, JOBS


def _answer(job: Job, account: Account, day: date, book: RuleBook) -> Any:
    return recommendation_document(recommend(job, account, as_of=day, rules=book))


@settings(deadline=None, max_examples=150)
@given(JOBS, ACCOUNTS, DAYS)
def test_later_claims_change_no_earlier_day(job: Job, account: Account, day: date) -> None:
    known = {key: tuple(claim for claim in claims if claim.seen <= day) for key, claims in BOOK.claims.items()}
    then = replace(BOOK, claims=MappingProxyType(known))
    assert _answer(job, account, day, then) == _answer(job, account, day, BOOK)


def _shuffled(book: RuleBook, seed: int) -> RuleBook:
    chance = random.Random(seed)

    def mixed(items: Any) -> list[Any]:
        return chance.sample(list(items), len(items))

    return replace(
        book,
        claims=MappingProxyType({key: tuple(mixed(book.claims[key])) for key in mixed(book.claims)}),
        cards=MappingProxyType({key: book.cards[key] for key in mixed(book.cards)}),
        sources=MappingProxyType({key: book.sources[key] for key in mixed(book.sources)}),
    )


@settings(deadline=None, max_examples=100)
@given(JOBS, DAYS, st.integers(0, 1000))
def test_the_order_of_claims_and_models_is_irrelevant(job: Job, day: date, seed: int) -> None:
    assert _answer(job, Account(), day, _shuffled(BOOK, seed)) == _answer(job, Account(), day, BOOK)


def _reversed(part: Any) -> Any:
    """The same file with every list of claims and every map turned round; only `fills` orders the fields of a body."""
    if isinstance(part, dict):
        turned = {key: value if key == "fills" else _reversed(value) for key, value in reversed(part.items())}
        if isinstance(turned.get("claims"), list):
            turned["claims"] = turned["claims"][::-1]
        return turned
    return part


@pytest.fixture(scope="module")
def turned_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("turned")
    for file in base_folder().rglob("*.yaml"):
        target = folder / file.relative_to(base_folder())
        target.parent.mkdir(exist_ok=True)
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        reordered = _reversed(data) if target.parent.name in ("models", folder.name) else data
        target.write_text(yaml.safe_dump(reordered, sort_keys=False), encoding="utf-8")
    return folder


@settings(deadline=None, max_examples=50)
@given(job=JOBS, day=DAYS)
def test_the_order_within_files_is_irrelevant(turned_folder: Path, job: Job, day: date) -> None:
    turned, straight = (_answer(job, Account(), day, book) for book in (_read_once(turned_folder), BOOK))
    assert turned == straight


@cache
def _read_once(folder: Path) -> RuleBook:
    return read_book([folder])


@settings(deadline=None, max_examples=50)
@given(job=JOBS, account=ACCOUNTS, day=DAYS)
def test_an_empty_overlay_changes_nothing(empty: Path, job: Job, account: Account, day: date) -> None:
    assert _answer(job, account, day, load_rules(empty)) == _answer(job, account, day, BOOK)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("empty")
