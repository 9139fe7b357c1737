"""What an inventory found, held against labelled call sites: one finding, one row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

__all__ = [
    "DYNAMIC",
    "Finding",
    "Hit",
    "Outcome",
    "Row",
    "match",
    "model_is_right",
    "same_value",
    "scored_params",
    "surface_is_right",
    "unjudged",
]

Row = Mapping[str, Any]
"""A labelled place, as its line of the labels file reads."""
Finding = Mapping[str, Any]
"""A request, as its line of `advisor requests --format jsonl` reads."""

DYNAMIC = "<dynamic>"
_TOLERANCE = 2
_MOST_VALUES = 3
_TEXTS = {"prompt", "input", "messages"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A labelled request and the finding that is it."""

    row: Row
    finding: Finding


@dataclass(slots=True)
class Outcome:
    """What became of the rows and the findings of one repository."""

    hits: list[Hit] = field(default_factory=list)
    """Optional rows too."""
    repeated: list[Hit] = field(default_factory=list)
    """Findings on a request that another finding is already."""
    missed: list[Row] = field(default_factory=list)
    """Core rows only."""
    negatives: list[Hit] = field(default_factory=list)
    """Findings on a row that is no request: false."""
    unlabelled: list[Finding] = field(default_factory=list)
    """Findings on no row: false."""
    left_alone: list[tuple[Finding, str]] = field(default_factory=list)
    """Findings that are neither right nor false, and why."""


def match(rows: Iterable[Row], findings: Sequence[Finding], alone: Callable[[Finding], str]) -> Outcome:
    """Gives each finding to the nearest row that it touches, the closest pairs first.

    `alone` says why a finding on no row is not judged; an empty text means that it is.
    """
    outcome, taken = Outcome(), set[str]()
    rows = list(rows)
    touched = [(*_nearest(rows, finding), finding) for finding in findings]
    for _, nearest, finding in sorted(touched, key=lambda one: (one[0], len(one[1]))):
        positives = [row for row in nearest if row["surface"]]
        free = [row for row in positives if row["id"] not in taken]
        if free:
            taken.add(free[0]["id"])
            outcome.hits.append(Hit(free[0], finding))
        elif positives:
            outcome.repeated.append(Hit(positives[0], finding))
        elif nearest and nearest[0].get("optional"):
            outcome.left_alone.append((finding, "optional"))
        elif nearest:
            outcome.negatives.append(Hit(nearest[0], finding))
        elif why := alone(finding):
            outcome.left_alone.append((finding, why))
        else:
            outcome.unlabelled.append(finding)
    outcome.missed = [row for row in rows if row["surface"] and not row.get("optional") and row["id"] not in taken]
    return outcome


def _nearest(rows: Iterable[Row], finding: Finding) -> tuple[int, list[Row]]:
    """How far the nearest rows are that a finding touches, and which they are, core rows first."""
    far = [(_distance(row, finding["line"]), row) for row in rows if row["path"] == finding["path"]]
    least = min((distance for distance, _ in far), default=_TOLERANCE + 1)
    if least > _TOLERANCE:
        return least, []
    return least, sorted((row for distance, row in far if distance == least), key=lambda row: bool(row.get("optional")))


def _distance(row: Row, line: int) -> int:
    """Lines between a line and the nearest that belongs to a row."""
    places: list[tuple[int, int]] = [(row["line"], row["end_line"])]
    places += [(anchor, anchor) for anchor in row.get("anchors") or ()]
    return min(max(first - line, line - last, 0) for first, last in places)


# -- what a finding says ---------------------------------------------------------------------------------------------


def surface_is_right(hit: Hit) -> bool:
    """Whether a finding names the surface; one of two is enough where a row knows two."""
    found = set(_values(hit.finding.get("surface")))
    told = {hit.row["surface"], *(hit.row.get("surfaces") or ())}
    return bool(found) and found <= told


def model_is_right(hit: Hit) -> bool:
    """Whether a finding names the model, alone or among few; no model is right where none is sent."""
    found, told = _values(hit.finding.get("model")), hit.row["model"]
    if len(found) > _MOST_VALUES:
        return False
    if told is not None or None in found:
        return told in found
    return found == [DYNAMIC] and hit.row["model_from"] in {"parameter", "unknown"}


def scored_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters without the model, which is judged apart, and texts."""
    return {name: value for name, value in params.items() if name not in _TEXTS | {"model"}}


def same_value(told: Any, found: Any) -> bool:
    """Whether a value is the label's, which cuts long texts and writes numbers of forms as numbers."""
    if isinstance(told, str) and told.endswith("..."):
        return str(found).startswith(told[:-3])
    if isinstance(told, Mapping) and isinstance(found, Mapping):
        return told.keys() == found.keys() and all(same_value(value, found[name]) for name, value in told.items())
    if isinstance(told, list) and isinstance(found, list):
        return len(told) == len(found) and all(map(same_value, told, found))
    if isinstance(found, list):
        return any(same_value(told, value) for value in found)
    return bool(told == found) or str(told).lower() == str(found).lower()


def _values(value: Any) -> list[Any]:
    """The values of a field that may have several; a field left out has None."""
    return value if isinstance(value, list) else [value]


# -- where nothing is judged -----------------------------------------------------------------------------------------

_LONG_LINE = 2_000
_BUILT = {"node_modules", "dist", "build"}
_LOCKED = re.compile(r".*\.lock|.*[-.]lock\.(json|ya?ml)|go\.sum|npm-shrinkwrap\.json")
_TEST = re.compile(r"(.*/)?(tests?|__tests__|spec|mocks?|__mocks__)/.*|(.*/)?(test_[^/]*|[^/]*[._-](test|spec)s?\.\w+)")
_MOCK = re.compile(r"mock|monkeypatch|respx|responses\.activate|vcr|cassette|\bnock\b|\bpatch\(|\bstub", re.IGNORECASE)
_OPENAPI = re.compile(r"[\"'](openapi|swagger)[\"']\s*:\s*[\"']\d")
_FRAMEWORK = re.compile(r"\.image(Model)?\(\s*[\"'`]")


def unjudged(path: str, text: str, line: int) -> str:
    """Why a finding on no row is neither right nor false at a line of a file, or nothing."""
    place = PurePosixPath(path)
    lines = text.splitlines()
    its_line = lines[line - 1] if 0 < line <= len(lines) else ""
    reasons = {
        "YAML": place.suffix in {".yml", ".yaml"},
        "OpenAPI": "openapi" in place.name.lower() or (place.suffix == ".json" and bool(_OPENAPI.search(text[:4_000]))),
        "lock file": bool(_LOCKED.fullmatch(place.name)),
        "changelog": place.name.lower().startswith("changelog"),
        "built or installed": not _BUILT.isdisjoint(place.parts[:-1]),
        "minified or a dump": ".min." in place.name or len(its_line) > _LONG_LINE,
        "test with mocks": bool(_TEST.fullmatch(path)) and bool(_MOCK.search(text)),
        "a framework's wrapper": bool(_FRAMEWORK.search(its_line)),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
