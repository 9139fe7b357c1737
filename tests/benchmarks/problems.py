"""How many of the labelled problems of call sites `advisor lint` finds, and how many it finds that no label supports.

`python -m tests.benchmarks.problems LABELS.jsonl CHECKOUTS [--misses]`, with the same files and the same way of matching as
`tests.benchmarks.callsites`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.callsites import AS_OF, Share, outcomes, read_findings
from tests.benchmarks.scoring import Finding, Outcome, Row

__all__ = ["LABELS", "Score", "score"]

LABELS: Mapping[str, tuple[str, ...]] = {
    "image-model-shut-down": ("model-shut-down",),
    "image-model-deprecated": ("model-deprecated",),
    "image-model-left-out": ("model-omitted",),
    "image-model-unknown": ("model-unknown",),
    "mainline-deprecated": ("mainline-model-deprecated",),
    "mainline-shut-down": ("mainline-model-shut-down",),
    "legacy-sdk-call": ("legacy-sdk",),
    "no-live-model-for-route": ("variations-unsupported",),
    "model-not-on-this-route": ("variations-unsupported", "edit-unsupported-model"),
    "image-model-in-responses-model": ("gpt-image-in-responses-model",),
    "responses-for-one-shot": ("responses-for-one-shot",),
    "response-format-unsupported": ("response-format-on-gpt-image",),
    "quality-not-of-this-model": ("quality-hd-on-gpt-image", "quality-standard-on-gpt-image"),
    "style-unsupported": ("style-on-gpt-image", "style-on-dall-e-2"),
    "size-not-listed": ("size-unsupported",),
    "size-not-multiple": ("size-unsupported",),
    "size-edge-too-long": ("size-unsupported",),
    "size-ratio-too-extreme": ("size-unsupported",),
    "size-too-few-pixels": ("size-unsupported",),
    "size-too-many-pixels": ("size-unsupported",),
    "n-over-limit": ("n-gt-1-on-dall-e-3",),
    "transparent-needs-alpha-format": ("transparent-with-jpeg",),
    "field-not-on-this-surface": ("input-fidelity-on-generations", "unknown-param"),
    "images-api-field-in-tool": ("unknown-param",),
    "edit-without-source-image": ("missing-param",),
    "path-not-of-the-api": ("wrong-endpoint-path",),
    "url-from-base64-model": ("reads-url-from-gpt-image",),
    "call-from-browser": ("api-key-in-browser",),
    "key-in-code": ("api-key-hardcoded",),
}
"""The labels, without their ids, that support a finding of each rule; what is not named here has no label."""
_MAINLINE = "mainline-"
_LIFECYCLE = ("model-shut-down", "model-deprecated")
_WHOLE = ("path", "line", "column", "end_line", "end_column")


@dataclass(slots=True)
class Score:
    """What became of the labels and the findings of core rows that were found."""

    found: list[tuple[Row, str]] = field(default_factory=list)
    missed: list[tuple[Row, str]] = field(default_factory=list)
    supported: list[Finding] = field(default_factory=list)
    unsupported: list[Finding] = field(default_factory=list)
    """Warnings and errors that no label supports, on core rows, on rows that are no request, and on no row."""
    notes: list[Finding] = field(default_factory=list)
    """Notes that no label supports."""


def lint_in(folder: Path, paths: Sequence[str]) -> list[Finding]:
    """The findings of paths of a repository, linted there.

    Raises:
        SystemExit: the command failed.
    """
    command = [str(Path(sys.executable).with_name("advisor")), "lint", *paths, "--format", "json", "--exit-zero"]
    done = subprocess.run([*command, "--as-of", AS_OF], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} in {folder} exits with {done.returncode}: {done.stderr.strip()[-600:]}")
    return read_findings("\n".join(map(json.dumps, json.loads(done.stdout)["findings"])))


def score(outcome: Outcome, findings: Sequence[Finding], into: Score) -> None:
    """Puts the labels of the rows that were found beside the findings at the same requests."""
    at: dict[tuple[Any, ...], list[Finding]] = defaultdict(list)
    for one in findings:
        at[_whole(one)].append(one)
    of_row: dict[str, list[Finding]] = defaultdict(list)
    rows: dict[str, Row] = {}
    for hit in (*outcome.hits, *outcome.repeated):
        if not hit.row.get("optional"):
            rows[hit.row["id"]] = hit.row
            of_row[hit.row["id"]] += at[_whole(hit.finding)]
    for id_, row in rows.items():
        _score_row(row, of_row[id_], into)
    for request in (*(hit.finding for hit in outcome.negatives), *outcome.unlabelled):
        for one in at[_whole(request)]:
            (into.notes if one["level"] == "note" else into.unsupported).append(one)


def _score_row(row: Row, findings: Sequence[Finding], into: Score) -> None:
    labels = [label for label in row["problems"] if label not in (row.get("maybe") or ())]
    for label in labels:
        is_found = any(_supports(label, one) for one in findings)
        (into.found if is_found else into.missed).append((row, label))
    for one in findings:
        if any(_supports(label, one) for label in (*labels, *(row.get("maybe") or ()))):
            into.supported.append(one)
        elif not _is_unlabelled(row, one):
            (into.notes if one["level"] == "note" else into.unsupported).append(one)


def _supports(label: str, finding: Finding) -> bool:
    kind, _, subject = label.partition(":")
    return kind in LABELS.get(finding["rule"], ()) and (not subject or subject in finding["message"])


def _is_unlabelled(row: Row, finding: Finding) -> bool:
    """Whether the labels leave a kind of problem out where a row stands."""
    kinds = LABELS.get(finding["rule"], ())
    return row["host"] == "azure" and bool(set(kinds) & set(_LIFECYCLE))


def _whole(place: Finding) -> tuple[Any, ...]:
    return tuple(place[name] for name in _WHOLE)


# -- printing --------------------------------------------------------------------------------------------------------


def lines(whole: Score) -> Iterator[str]:
    """The figures, mainline models apart."""
    own = [one for one in (*whole.found, *whole.missed) if not one[1].startswith(_MAINLINE)]
    found = [one for one in whole.found if not one[1].startswith(_MAINLINE)]
    mainline = [one for one in (*whole.found, *whole.missed) if one[1].startswith(_MAINLINE)]
    graver = [one for one in whole.supported if one["level"] != "note"]
    open_ = sum(row["model_scope"] in ("project", "runtime") for row, _ in whole.missed)
    yield f"labelled problems found                 {Share(len(found), len(own))}"
    yield f"  of the missed: model in another file  {open_:5}"
    yield f"of mainline models                      {Share(len(mainline) - len(_mainline(whole.missed)), len(mainline))}"
    total = len(graver) + len(whole.unsupported)
    yield f"warnings and errors without a label     {Share(len(whole.unsupported), total)}"
    yield f"notes without a label                   {len(whole.notes):5}"
    yield f"missed, by label       {_counted(label.partition(':')[0] for _, label in whole.missed)}"
    yield f"without a label        {_counted(one['rule'] for one in whole.unsupported)}"


def _mainline(rows: Sequence[tuple[Row, str]]) -> list[str]:
    return [label for _, label in rows if label.startswith(_MAINLINE)]


def _counted(names: Iterator[str]) -> str:
    return "; ".join(f"{name}: {count}" for name, count in Counter(names).most_common()) or "none"


def _differences(whole: Score) -> Iterator[str]:
    for row, label in whole.missed:
        yield f"missed       {row['repo']} {row['path']}:{row['line']}  {label} ({row['id']}, {row['model_scope']})"
    for kind, found in (("unsupported", whole.unsupported), ("note", whole.notes)):
        for one in found:
            yield f"{kind:12} {one['path']}:{one['line']}  {one['level']} {one['rule']}: {one['message']}"


def main() -> None:
    """The figures, and each difference when asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.problems", description=__doc__)
    parser.add_argument("labels", type=Path, help="JSON lines, a labelled place each")
    parser.add_argument("checkouts", type=Path, help="a folder <owner>__<name> for each repository of the labels")
    parser.add_argument("--misses", action="store_true", help="each label that is missed, each finding without a label")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.labels.read_text(encoding="utf-8").splitlines()]
    whole = Score()
    for one in outcomes(rows, asked.checkouts):
        score(one.outcome, lint_in(one.folder, one.paths), whole)
    print(*lines(whole), *(_differences(whole) if asked.misses else ()), sep="\n")


if __name__ == "__main__":
    main()
