"""Runs the benchmarks, or those named, and prints their figures, each beside that of a peer in the same run."""

from __future__ import annotations

import argparse
import json

from tests.benchmarks import decisions, processes

BENCHMARKS = {
    "routes": decisions.routes,
    "recommend": decisions.recommendation,
    "start": processes.start,
    "memory": processes.memory,
    "load": decisions.load,
}


def main() -> None:
    """A table, or JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHMARKS)}; left out, all of them")
    parser.add_argument("--quick", action="store_true", help="2 runs of each instead of 20")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: an object a line")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is named {', '.join(sorted(unknown))}")
    for name in asked.names or BENCHMARKS:
        for figure in BENCHMARKS[name](2 if asked.quick else 20):
            as_json = asked.format == "json"
            line = json.dumps({"benchmark": name, **figure.shape()}) if as_json else f"{name:10}{figure}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
