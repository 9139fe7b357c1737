"""The decision tree as flowcharts of mermaid, small enough to read: ways that lead to the same are drawn once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from advisor.decision_tree import Fork, Tree, leaves
from advisor.facts import Request
from advisor.interview import Known
from advisor.report.mermaid import ask, edge, end, flowchart
from advisor.wording import in_words

__all__ = ["model_mermaid", "route_mermaid"]

RequestOf: TypeAlias = Callable[[Known], Request]

_MOST_NAMED = 3
"""Answers that one arrow names."""
_NOT_KNOWN = "not known"
_ANY_OTHER = "any other"


def route_mermaid(tree: Tree, request: RequestOf) -> str:
    """Which answers lead to which surface. The tree is that of route and model; `request` is what comes of an end."""

    def drawn(part: Tree) -> _Node | None:
        if isinstance(part, Fork) and part.question.stage == "route":
            return _fork(part, drawn)
        return _End((in_words(request(next(leaves(part))).surface),))

    return flowchart("TD", *_parts(drawn(tree), {}))


def model_mermaid(tree: Tree, request: RequestOf) -> str:
    """Which answers lead to which models, surface by surface."""
    requests = {id(known): request(known) for known in leaves(tree)}
    surfaces = dict.fromkeys(in_words(one.surface) for one in requests.values())
    parts: list[str] = []
    for number, surface in enumerate(surfaces, 1):

        def drawn(part: Tree, surface: str = surface) -> _Node | None:
            if isinstance(part, Fork):
                return _fork(part, drawn)
            one = requests[id(part.known)]
            return _End(_models(part.known, one)) if in_words(one.surface) == surface else None

        names: dict[_Node, str] = {}
        parts += [end(f"surface{number}", surface), *_parts(drawn(tree), names, f"s{number}n")]
        parts.append(edge(f"surface{number}", f"s{number}n1"))
    return flowchart("LR", *parts)


def _models(known: Known, request: Request) -> tuple[str, ...]:
    """The models of a request; one that is in use today stays without a name, so that such ends are alike."""
    models = (request.image_model, request.model)
    image, top = ("the model in use" if one == known.job.current_model else in_words(one) for one in models)
    return (image,) if request.image_model == request.model else (f"{image} draws", f"{top} at the top level")


# -- what is drawn ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _End:
    """Where a way ends."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ask:
    """A question, or several of which one yes decides."""

    asks: tuple[str, ...]
    branches: tuple[tuple[str, _Node], ...]


_Node: TypeAlias = "_End | _Ask"


def _fork(fork: Fork, drawn: Callable[[Tree], _Node | None]) -> _Node | None:
    """A question whose answers that lead to the same are one; none where all do, nothing where none leads anywhere."""
    labels: dict[_Node, list[str]] = {}
    children = {id(branch): drawn(branch) for _, branch in fork.branches}
    answers = [(option.label, children[id(branch)]) for option, branch in fork.branches]
    otherwise = children[id(fork.otherwise)] if id(fork.otherwise) in children else drawn(fork.otherwise)
    for label, child in (*answers, (_NOT_KNOWN, otherwise)):
        if child is not None:
            labels.setdefault(child, []).append(label)
    if len(labels) < 2:
        return next(iter(labels), None)
    most = max(map(len, labels.values()))
    branches = tuple((_in_short(told, most), child) for child, told in labels.items())
    return _merged(_Ask((fork.question.fact.asks,), branches))


def _in_short(labels: Sequence[str], most: int) -> str:
    """The answers on an arrow; of more than a few, the largest group is all others."""
    named = [label for label in labels if label != _NOT_KNOWN]
    if len(named) > _MOST_NAMED:
        few = f"{', '.join(named[:_MOST_NAMED])} and {len(named) - _MOST_NAMED} more"
        named = [_ANY_OTHER] if len(labels) == most else [few]
    return ", ".join([*named, *(_NOT_KNOWN for label in labels if label == _NOT_KNOWN)])


def _merged(node: _Ask) -> _Ask:
    """One node for two questions where a yes to either leads to the same."""
    told = dict(node.branches)
    for below in told.values():
        if isinstance(below, _Ask) and "yes" in told and len(told) == 2:
            others = dict(below.branches)
            if others.keys() == told.keys() and others["yes"] == told["yes"] != below:
                return _Ask((*node.asks, *below.asks), below.branches)
    return node


def _parts(node: _Node | None, names: dict[_Node, str], prefix: str = "n") -> Iterator[str]:
    """A node and all below it, each once."""
    if node is None or node in names:
        return
    names[node] = f"{prefix}{len(names) + 1}"
    if isinstance(node, _End):
        yield end(names[node], *node.texts)
        return
    yield ask(names[node], *_asked(node.asks))
    for label, child in node.branches:
        yield from _parts(child, names, prefix)
        yield edge(names[node], names[child], label)


def _asked(asks: tuple[str, ...]) -> Iterable[str]:
    return asks if len(asks) == 1 else ("Is any of these so?", *(f"• {one}" for one in asks))
