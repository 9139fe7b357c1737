"""The decision tree as flowcharts of mermaid, small enough to read: ways that lead to the same are drawn once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from advisor.decision_tree import Fork, Tree, leaves
from advisor.facts import Request
from advisor.interview import Known
from advisor.report.mermaid import ask, edge, end, flowchart
from advisor.report.model_groups import in_groups
from advisor.wording import in_words

__all__ = ["model_mermaid", "route_mermaid"]

RequestOf: TypeAlias = Callable[[Known], Request]

_MANY = 4
"""Answers of which an arrow says that they are all others, where no arrow has more."""
_NOT_KNOWN = "not known"
_ANY_OTHER = "any other"


def route_mermaid(tree: Tree, request: RequestOf) -> str:
    """Which answers lead to which surface. The tree is that of route and model; `request` is what comes of an end."""

    def drawn(part: Tree) -> _Node | None:
        if isinstance(part, Fork) and part.question.stage == "route":
            return _fork(part, drawn, {})
        return _End((in_words(request(next(leaves(part))).surface),))

    return flowchart("TD", *_parts(drawn(tree), {}))


def model_mermaid(tree: Tree, request: RequestOf, groups: Mapping[str, str]) -> str:
    """Which answers lead to which models, surface by surface; whole groups of models are named as such."""
    requests = {id(known): request(known) for known in leaves(tree)}
    surfaces = dict.fromkeys(in_words(one.surface) for one in requests.values())
    parts: list[str] = []
    for number, surface in enumerate(surfaces, 1):

        def drawn(part: Tree, surface: str = surface) -> _Node | None:
            if isinstance(part, Fork):
                return _fork(part, drawn, groups)
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


def _fork(fork: Fork, drawn: Callable[[Tree], _Node | None], groups: Mapping[str, str]) -> _Node | None:
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
    largest = max(labels.values(), key=len)
    grouped = {child: in_groups(told, [label for label, _ in answers], groups) for child, told in labels.items()}
    branches = tuple((_in_short(told, labels[child] is largest), child) for child, told in grouped.items())
    return _merged(_Ask((fork.question.fact.asks,), branches))


def _in_short(labels: Sequence[str], is_largest: bool) -> str:
    """The answers on an arrow; where the largest group of them has more than a few, it is all others."""
    named = [label for label in labels if label != _NOT_KNOWN]
    if is_largest and len(named) >= _MANY:
        named = [_ANY_OTHER]
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
