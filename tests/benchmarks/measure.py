"""What every benchmark shares: turns, and figures beside a peer's."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


_WORDS = {"MB": ("smaller", "larger"), "found": ("fewer", "more")}


@dataclass(frozen=True)
class Figure:
    """A median of ours beside one of a peer."""

    what: str
    value: float
    unit: str
    peer: str
    peer_value: float

    @property
    def ratio(self) -> float:
        """How many of the peer's one of ours costs."""
        return self.value / self.peer_value

    def shape(self) -> dict[str, object]:
        """The figure as plain data."""
        return {**asdict(self), "ratio": self.ratio}

    def __str__(self) -> str:
        better, worse = _WORDS.get(self.unit, ("faster", "slower"))
        times = f"{1 / self.ratio:5.1f} times {better}" if self.ratio < 1 else f"{self.ratio:5.1f} times {worse}"
        return (
            f"{self.what:44} {self.value:8.2f} {self.unit} {times} than {self.peer} ({self.peer_value:.3g} {self.unit})"
        )


def in_turns(tasks: Mapping[Name, Callable[[], object]], runs: int) -> dict[Name, list[float]]:
    """The seconds of each run of each task; a first run does not count, and every other goes the other way round."""
    taken: dict[Name, list[float]] = {name: [] for name in tasks}
    order = list(tasks)
    for run in range(runs + 1):
        for name in order:
            start = perf_counter()
            tasks[name]()
            if run:
                taken[name].append(perf_counter() - start)
        order.reverse()
    return taken
