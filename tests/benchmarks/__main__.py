"""Runs the benchmarks, or those named, and prints their figures, each beside that of a peer in the same run."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks import decisions, inventory, processes
from tests.benchmarks.measure import Figure

_DOWNLOADS = Path(__file__).parents[2] / ".pytest_cache" / "d" / "benchmarks"


def benchmarks(downloads: Path | None) -> dict[str, Callable[[int], Iterator[Figure]]]:
    """Every benchmark by name; without a folder for downloads, on what is at hand."""
    return {
        "routes": decisions.routes,
        "recommend": decisions.recommendation,
        "start": processes.start,
        "memory": processes.memory,
        "load": decisions.load,
        "nothing": inventory.nothing,
        "search": partial(inventory.search, downloads),
        "growth": partial(inventory.growth, downloads),
    }


def main() -> None:
    """A table, or JSON."""
    known = ", ".join(benchmarks(None))
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{known}; left out, all of them")
    parser.add_argument("--quick", action="store_true", help="2 runs of each instead of 20, nothing downloaded")
    parser.add_argument(
        "--downloads",
        type=Path,
        default=_DOWNLOADS,
        metavar="DIR",
        help="keeps packages to search; default: %(default)s",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: an object a line")
    asked = parser.parse_args()
    asked_for = benchmarks(None if asked.quick else asked.downloads.absolute())
    if unknown := set(asked.names) - set(asked_for):
        parser.error(f"no benchmark is named {', '.join(sorted(unknown))}")
    for name in asked.names or asked_for:
        for figure in asked_for[name](2 if asked.quick else 20):
            as_json = asked.format == "json"
            line = json.dumps({"benchmark": name, **figure.shape()}) if as_json else f"{name:10}{figure}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
