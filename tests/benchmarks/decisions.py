"""Inside one process: the route of a job, a whole recommendation, and loading the book."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import product
from statistics import median, quantiles
from typing import Any
from unittest.mock import patch

from advisor import Account, Job, Request, RuleBook, load_rules, recommend
from advisor.check import _worlds
from advisor.evaluate import View, decide
from advisor.facts import Facts, assumed_beside, close_job
from advisor.freshness import Knowledge, knowledge_of
from advisor.load import base_folder, read_book
from advisor.reader import read_folders
from tests.benchmarks.measure import Figure, in_turns
from tests.benchmarks.zen_table import compiled, created, nested

_ACCOUNT, _REQUEST = Account(), Request()

# -- the route -------------------------------------------------------------------------------------------------------


def routes(runs: int) -> Iterator[Figure]:
    """Microseconds of one decision by the route table, over its whole domain, against zen-engine on the same table.

    Raises:
        AssertionError: the two tables differ.
    """
    book = load_rules()
    worlds = list(_worlds(book, [row.when for row in book.routes]))
    told = [(_group(world, "job"), _some_day(book, _group(world, "live"))) for world in worlds]
    jobs = [(close_job(Job(**job)), knowledge) for job, knowledge in told]
    inputs = [(nested(world),) for world in worlds]
    zen, created_zen = compiled(book.routes), created(book.routes)
    for world, job, facts in zip(worlds, jobs, inputs, strict=True):
        answers = {_of_map(book, world), _of_job(*job), *(one(*facts)["result"]["row"] for one in (zen, created_zen))}
        assert len(answers) == 1, f"the tables differ on {world}: {answers}"
    tasks = {
        "map": _each(partial(_of_map, book), [(world,) for world in worlds]),
        "job": _each(_of_job, jobs),
        "told": _each(lambda job, knowledge: _of_job(close_job(Job(**job)), knowledge), told),
        "zen": _each(zen, inputs),
        "zen told": _each(lambda job, knowledge: zen(_zen_input(worlds[0], job, knowledge)), told),
        "created zen": _each(created_zen, inputs),
    }
    cost = {name: median(taken) / len(worlds) * 1e6 for name, taken in in_turns(tasks, runs).items()}
    for what, ours, peer, theirs in (
        ("a closed job, through its view", "job", "zen-engine, compiled", "zen"),
        ("a closed job, through its view", "job", "zen-engine, create_decision", "created zen"),
        ("a map of facts", "map", "zen-engine, compiled", "zen"),
        ("what was told, closed first", "told", "zen-engine, compiled", "zen told"),
    ):
        yield Figure(what, cost[ours], "µs", peer, cost[theirs])


def _each(task: Callable[..., object], inputs: list[Any]) -> Callable[[], None]:
    def run() -> None:
        for one in inputs:
            task(*one)

    return run


def _group(facts: Mapping[str, object], group: str) -> dict[str, Any]:
    return {name.removeprefix(f"{group}."): value for name, value in facts.items() if name.startswith(f"{group}.")}


def _some_day(book: RuleBook, live: Mapping[str, object]) -> Knowledge:
    """The knowledge of a day on which the surfaces are as live as that."""
    days = (knowledge_of(book, day) for day in book.days)
    return next(one for one in days if all(one.is_live(surface) is state for surface, state in live.items()))


def _of_map(book: RuleBook, facts: Mapping[str, object]) -> object:
    row = decide(book.routes, facts.__getitem__).row
    return row and row.id


def _of_job(job: Job, knowledge: Knowledge) -> object:
    facts = Facts(as_of=knowledge.as_of, job=job, account=_ACCOUNT, request=_REQUEST)
    row = decide(knowledge.book.routes, View(knowledge, facts)).row
    return row and row.id


def _zen_input(names: Mapping[str, object], job: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    known = {**assumed_beside(job), **job}
    live = {f"live.{surface}": knowledge.is_live(surface) for surface in _group(names, "live")}
    return nested({**{f"job.{name}": known[name] for name in _group(names, "job")}, **live})


# -- a recommendation ------------------------------------------------------------------------------------------------

KINDS: tuple[dict[str, Any], ...] = (
    {"task": "generate"},
    {"intent": "first-proof"},
    {"intent": "migrate", "current_model": "gpt-image-1"},
    {"source_images": 1, "fidelity": "high"},
    {"source_images": 3, "mask": True},
    {"task": "vary", "source_images": 1},
    {"text_and_image": True, "other_tools": True},
    {"multi_turn": True, "source_images": 1},
)
WISHES: tuple[dict[str, Any], ...] = (
    {},
    {"size": "1536x1024", "quality": "high", "priority": "quality"},
    {"transparent": True, "output_format": "webp", "compression": 50},
    {"n": 4, "priority": "speed", "images_per_minute": 60},
    {"size": "3000x1000", "stream": True, "runs_in": "browser"},
)
ACCOUNTS = (Account(), Account(tier="free"), Account(tier="tier-2", organization_verified=True, billing_active=True))
DAYS = (date(2026, 3, 23), date(2026, 5, 20), date(2026, 9, 15), date(2026, 11, 22))


def recommendation(runs: int) -> Iterator[Figure]:
    """Milliseconds of a recommendation on days it was asked before: 40 jobs on 4 days, told in zen-engine's routes."""
    book = load_rules()
    zen = compiled(book.routes)
    names = {name for row in book.routes for name in row.when.names}
    tasks: dict[int, Callable[[], object]] = {}
    inputs = []
    for number, (kind, wish, day) in enumerate(product(KINDS, WISHES, DAYS)):
        job, account = Job(**kind, **wish), ACCOUNTS[number % len(ACCOUNTS)]
        tasks[number] = partial(recommend, job, account, as_of=day, rules=book)
        view = View(knowledge_of(book, day), Facts(as_of=day, job=close_job(job)))
        inputs.append((nested({name: view(name) for name in names}),))
    *taken, routed = in_turns({**tasks, len(tasks): _each(zen, inputs)}, runs).values()
    ours, route = [median(one) * 1e3 for one in taken], median(routed) / len(inputs) * 1e3
    for what, value in (("median", median(ours)), ("90th percentile", quantiles(ours, n=10)[-1])):
        yield Figure(f"a whole recommendation, {what}", value, "ms", "one route by zen-engine", route)


# -- the book --------------------------------------------------------------------------------------------------------


def load(runs: int) -> Iterator[Figure]:
    """Milliseconds until the book is there, its files compared with what was compiled."""
    folders = (base_folder(),)
    with tempfile.TemporaryDirectory() as cache, patch.dict(os.environ, XDG_CACHE_HOME=cache):
        taken = in_turns({"compiled": partial(read_book, folders), "yaml": partial(read_folders, folders)}, runs)
    compiled_ms, yaml_ms = (median(taken[name]) * 1e3 for name in ("compiled", "yaml"))
    yield Figure("the compiled book", compiled_ms, "ms", "reading its YAML", yaml_ms)
