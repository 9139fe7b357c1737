"""The jobs whose payloads are tried, and the payloads that come of them; every value is one the rule book speaks of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, product
from typing import Any

from advisor import Account, Job, load_rules, recommend
from advisor.domain import Choice
from advisor.facts import facts_of

BOOK = load_rules()
DAYS = tuple(map(date.fromisoformat, ("2026-03-23", "2026-05-20", "2026-09-15", "2026-09-20", "2026-11-22")))

Wish = Mapping[str, Any]
"""Facts of a job, by name."""


@dataclass(frozen=True)
class Skeleton:
    """One distinct payload of a day."""

    day: date
    surface: str
    body: Mapping[str, Any]
    wish: Wish
    """The first job that led to it."""


def said(fact: str) -> list[Any]:
    """Every value that any source ever listed for a fact."""
    lists = (claim.value for claim in BOOK.all_claims if claim.fact == fact and isinstance(claim.value, tuple))
    return sorted({value for values in lists for value in values})


def numbers(fact: str) -> list[int]:
    """Every number that any source ever gave for a fact."""
    return sorted({claim.value for claim in BOOK.all_claims if claim.fact == fact and isinstance(claim.value, int)})


def choices(fact: str) -> tuple[str, ...]:
    """The words a fact of the job may be."""
    domain = facts_of(Job)[fact].domain
    assert isinstance(domain, Choice)
    return domain.values


FORMATS = said("output_formats")
SIZES = sorted(
    {
        *said("sizes"),
        *(f"{edge}x{pixels // edge}" for edge in numbers("max_edge") for pixels in numbers("max_pixels")),
        *(f"{edge}x{edge // 2}" for edge in numbers("max_edge")),
        *(f"{edge * 100}x{edge * 80}" for edge in numbers("size_multiple")),
    }
)
COUNTS = sorted({2, *numbers("max_n"), *(most + 1 for most in numbers("max_n"))})
COMPRESSIONS = sorted({0, 50, *numbers("compression_max")})


def each(fact: str, values: Iterable[Any]) -> list[Wish]:
    """A wish for each value of a fact."""
    return [{fact: value} for value in values]


SINGLE: list[Wish] = [
    {},
    *each("quality", said("qualities")),
    *each("size", SIZES),
    *each("n", COUNTS),
    *each("output_format", FORMATS),
    *each("compression", COMPRESSIONS),
    *each("fidelity", choices("fidelity")),
    *each("priority", choices("priority")),
    {"transparent": True},
    {"stream": True},
]
"""One option at a time."""
WEIGHED: Iterator[tuple[Wish, Wish]] = chain(
    product(each("output_format", FORMATS), each("compression", COMPRESSIONS)),
    product(each("output_format", FORMATS), [{"transparent": True}, {"stream": True}, {"n": COUNTS[0]}]),
    product([{"transparent": True}], [{"stream": True}, *each("compression", COMPRESSIONS)]),
    product(each("priority", choices("priority")), each("quality", said("qualities"))),
    product([{"stream": True}], each("n", COUNTS)),
    product(each("fidelity", choices("fidelity")), [{"stream": True}, {"transparent": True}]),
)
PAIRED: list[Wish] = [{**one, **other} for one, other in WEIGHED]
"""Options that rules weigh against each other."""
STARTS: list[Wish] = [{}, {"source_images": 1}, {"source_images": 3}, {"source_images": 1, "mask": True}]
FLOWS: list[Wish] = [
    {name.removeprefix("job."): True}
    for row in BOOK.routes
    if BOOK.surfaces[row.surface].tool
    for name in row.when.names
]
"""What makes image generation a step of a larger flow."""
VARY: Wish = {"task": "vary", "source_images": 1}
IMAGE_MODELS, TEXT_MODELS = (
    [{"intent": "migrate", "current_model": model} for model, card in sorted(BOOK.cards.items()) if card.kind == kind]
    for kind in ("image", "text")
)


def wishes() -> Iterator[Wish]:
    """Every job: each route with every option, and each model kept on each kind of route with every single option."""
    routes = [*STARTS, VARY, *({**FLOWS[0], **start} for start in STARTS)]
    yield {"intent": "first-proof"}
    yield from ({**route, **option} for route, option in product(routes, [*SINGLE, *PAIRED]))
    yield from ({**flow, **start} for flow, start in product(FLOWS, STARTS))
    yield from ({**kept, **route, **option} for kept, route, option in product(IMAGE_MODELS, _few(), SINGLE))
    yield from ({**kept, **FLOWS[0]} for kept in TEXT_MODELS)


def _few() -> list[Wish]:
    return [STARTS[0], STARTS[1], {**FLOWS[0], **STARTS[1]}]


@cache
def skeletons(day: date) -> tuple[Skeleton, ...]:
    """The distinct payloads of a day."""
    found: dict[str, Skeleton] = {}
    for wish in wishes():
        answer = recommend(Job(**wish), Account(), as_of=day, rules=BOOK)
        surface, body = answer.route.surface, dict(answer.body)
        found.setdefault(json.dumps([surface, body]), Skeleton(day, surface, body, wish))
    return tuple(found.values())
