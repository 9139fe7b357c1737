"""A baseline: how many findings of each rule each file had once, so that only what is new is shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from advisor.errors import InputError, as_written
from advisor.finding import Baselined, Finding

__all__ = ["Counts", "as_text", "counted", "from_text", "passing", "pruned", "written"]

Row = tuple[str, str]
"""A path, relative to the baseline's folder, and the id of a rule."""
Counts = Mapping[Row, int]
_VERSION = 1


def counted(findings: Iterable[Finding], named: Callable[[str], str]) -> Counts:
    """How many findings of each rule each file has; `named` tells how the baseline calls a path."""
    return Counter((named(one.site.path), one.rule) for one in findings)


def passing(baseline: Counts, found: Counts) -> tuple[Baselined, ...]:
    """What the baseline lets pass, by path and rule.

    Where there are more than it counts, one of them is new, and nobody can tell which: then all are shown.
    """
    return tuple(
        Baselined(path, rule, count)
        for (path, rule), count in sorted(found.items())
        if count <= baseline.get((path, rule), 0)
    )


def pruned(baseline: Counts, found: Counts, looked_at: Callable[[str], bool]) -> Counts:
    """The baseline without what is no longer there; files that were not looked at keep their rows, none is added."""
    left = {row: min(count, found.get(row, 0)) if looked_at(row[0]) else count for row, count in baseline.items()}
    return {row: count for row, count in left.items() if count}


def written(baseline: Counts, found: Counts, shown: Counts, looked_at: Callable[[str], bool]) -> Counts:
    """A baseline that lets pass exactly what is shown, beside what the pruned one let pass of what is not."""
    return {**pruned(baseline, found, looked_at), **shown}


def as_text(baseline: Counts) -> str:
    """As it is kept: one line a row, in order."""
    files: dict[str, dict[str, int]] = {}
    for (path, rule), count in sorted(baseline.items()):
        files.setdefault(path, {})[rule] = count
    return json.dumps({"version": _VERSION, "findings": files}, indent=2, ensure_ascii=False) + "\n"


def from_text(text: str, file: str) -> Counts:
    """What a kept text says.

    Raises:
        InputError: it is no baseline, or one of another version.
    """
    try:
        document: Any = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: is no JSON ({error}); expected what --write-baseline wrote") from None
    if not isinstance(document, dict) or set(document) != {"version", "findings"}:
        raise InputError(f"{file}: is no baseline; expected what --write-baseline wrote")
    if document["version"] != _VERSION:
        raise InputError(f"{file}: version: {as_written(document['version'])}; expected {_VERSION}")
    if not isinstance(document["findings"], dict):
        raise InputError(f"{file}: findings: {as_written(document['findings'])}; expected a map of paths")
    return {
        (path, rule): _count(count, f"{file}: findings: {path}: {rule}")
        for path, of_path in document["findings"].items()
        for rule, count in _rows(of_path, f"{file}: findings: {path}").items()
    }


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object none of whose names stands twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for at, (name, _) in enumerate(pairs) if name in dict(pairs[:at]))
        raise ValueError(f"{as_written(twice)} stands twice")
    return found


def _rows(of_path: Any, where: str) -> dict[str, Any]:
    if not isinstance(of_path, dict):
        raise InputError(f"{where}: {as_written(of_path)}; expected a map of rules and counts")
    return of_path


def _count(count: Any, where: str) -> int:
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise InputError(f"{where}: {as_written(count)}; expected how many, a whole number from 1 on")
    return count
