"""How much of a set of labelled call sites `advisor requests` finds, and how much it invents.

`python -m tests.benchmarks.callsites LABELS.jsonl CHECKOUTS`, where CHECKOUTS holds a folder `<owner>__<name>` a repository.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from tests.benchmarks.scoring import (
    DYNAMIC,
    Finding,
    Hit,
    Outcome,
    Row,
    match,
    model_is_right,
    same_value,
    scored_params,
    surface_is_right,
    unjudged,
)

AS_OF = "2026-11-22"
_ONE_FILE = {"call", "function", "file"}
"""How far one looks for a model that a single file tells."""


class Share(NamedTuple):
    """How many of how many."""

    hit: int
    of: int

    def __str__(self) -> str:
        return f"{self.hit / self.of:7.1%}  {self.hit} of {self.of}" if self.of else "      -  none"


def share(holds: Iterable[bool]) -> Share:
    """How many hold."""
    answers = list(holds)
    return Share(sum(answers), len(answers))


# -- running ---------------------------------------------------------------------------------------------------------


def found_in(folder: Path, paths: Sequence[str]) -> list[Finding]:
    """What the command finds in paths of a repository, run there.

    Raises:
        SystemExit: the command failed.
    """
    command = [str(Path(sys.executable).with_name("advisor")), "requests", *paths, "--format", "jsonl"]
    done = subprocess.run([*command, "--as-of", AS_OF], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)} in {folder} exits with {done.returncode}: {done.stderr.strip()[-600:]}")
    return read_findings(done.stdout)


def read_findings(text: str) -> list[Finding]:
    """The objects of JSON lines, their paths as labels write them."""
    found = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [{**one, "path": one["path"].replace("\\", "/").removeprefix("./")} for one in found]


def judge(rows: Sequence[Row], findings: Sequence[Finding], text_of: Callable[[str], str]) -> Outcome:
    """What became of the findings of one repository, in those files of it that were read for the labels."""
    if only := _only_files(rows):
        findings = [finding for finding in findings if finding["path"] in only]
    return match(rows, findings, lambda one: unjudged(one["path"], text_of(one["path"]), one["line"]))


def _only_files(rows: Sequence[Row]) -> list[str]:
    """The files that were read, where the repository was not."""
    return sorted({row["path"] for row in rows}) if all(row.get("exhaustive") == "file" for row in rows) else []


class InRepository(NamedTuple):
    """What became of the findings of a repository."""

    repo: str
    folder: Path
    paths: Sequence[str]
    """What of it was read."""
    outcome: Outcome


def outcomes(rows: Sequence[Row], checkouts: Path) -> Iterator[InRepository]:
    """The repositories of the rows, in order."""
    by_repo: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_repo[row["repo"]].append(row)
    for repo, its_rows in sorted(by_repo.items()):
        folder = checkouts / repo.replace("/", "__")
        if not folder.is_dir():
            print(f"left out, for there is no folder {folder}: {repo}, {len(its_rows)} rows", file=sys.stderr)
            continue
        paths = _only_files(its_rows) or ["."]
        yield InRepository(repo, folder, paths, judge(its_rows, found_in(folder, paths), partial(_text, folder)))


def _text(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8", errors="replace")


# -- figures ---------------------------------------------------------------------------------------------------------


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Every figure, by name; means are numbers from 0 to 1."""
    core = [hit for outcome in outcomes for hit in outcome.hits if not hit.row.get("optional")]
    missed = [row for outcome in outcomes for row in outcome.missed]
    false = [finding for outcome in outcomes for finding in _false(outcome)]
    told = [hit for hit in core if hit.row["model_scope"] in _ONE_FILE]
    return {
        **_recall([hit.row for hit in core], missed),
        "precision": Share(len(core), len(core) + len(false)),
        "tricky negatives reported": sum(len(outcome.negatives) for outcome in outcomes),
        "surface right": share(map(surface_is_right, core)),
        "model right, told in one file": share(map(model_is_right, told)),
        "  of these: right in a list of values": share(_is_list(hit) and model_is_right(hit) for hit in told),
        "  of these: left open": share(hit.finding.get("model") == DYNAMIC for hit in told),
        "model right, not told in one file": share(model_is_right(hit) for hit in core if hit not in told),
        **_params(core),
        "host right": share(hit.row["host"] == hit.finding.get("host") for hit in core),
        "optional rows found": sum(len(outcome.hits) for outcome in outcomes) - len(core),
        "findings beside another on one row": sum(len(outcome.repeated) for outcome in outcomes),
        "findings not judged": Counter(why for outcome in outcomes for _, why in outcome.left_alone),
        "missed, by form": Counter(row["form"] for row in missed),
        "false, by how and confidence": Counter(f"{one.get('how')}, {one.get('confidence')}" for one in false),
    }


def _is_list(hit: Hit) -> bool:
    return isinstance(hit.finding.get("model"), list)


def _false(outcome: Outcome) -> list[Finding]:
    return [*(hit.finding for hit in outcome.negatives), *outcome.unlabelled]


def _recall(found: Sequence[Row], missed: Sequence[Row]) -> dict[str, Any]:
    rows = [*((row, True) for row in found), *((row, False) for row in missed)]
    groups: dict[str, list[bool]] = defaultdict(list)
    for row, was_found in rows:
        groups[row.get("dup_group") or row["id"]].append(was_found)
    by_difficulty = {
        f"  {level}": share(was_found for row, was_found in rows if row["difficulty"] == level)
        for level in ("easy", "medium", "hard")
    }
    mean = fmean(fmean(group) for group in groups.values()) if groups else 0.0
    return {"recall of core sites": Share(len(found), len(rows)), **by_difficulty, "  mean over groups": mean}


def _params(hits: Sequence[Hit]) -> dict[str, Share]:
    pairs = [(scored_params(hit.row["params"]), scored_params(hit.finding.get("params") or {})) for hit in hits]
    return {
        "parameters named": share(name in found for told, found in pairs for name in told),
        "parameters named with the right value": share(
            same_value(value, found[name]) for told, found in pairs for name, value in told.items() if name in found
        ),
        "named parameters that the label has": share(name in told for told, found in pairs for name in found),
    }


# -- printing --------------------------------------------------------------------------------------------------------


def _lines(whole: Mapping[str, Any]) -> Iterator[str]:
    for name, value in whole.items():
        if isinstance(value, Counter):
            text = "; ".join(f"{what}: {count}" for what, count in value.most_common()) or "none"
            yield f"{name:40}    {text}"
        else:
            yield f"{name:40}{f'{value:7.1%}' if isinstance(value, float) else str(value):>7}"


def _mistakes(repo: str, outcome: Outcome) -> Iterator[str]:
    for row in outcome.missed:
        yield f"missed    {_place(repo, row)}  {row['surface']}, {_label(row)}"
    for hit in outcome.negatives:
        yield f"negative  {_place(repo, hit.finding)}  {_said(hit.finding)}; {hit.row['why_negative']}"
    for finding in outcome.unlabelled:
        yield f"false     {_place(repo, finding)}  {_said(finding)}"
    for hit in outcome.hits:
        if hit.row.get("optional"):
            continue
        if not surface_is_right(hit):
            yield f"surface   {_place(repo, hit.finding)}  {hit.finding.get('surface')}, not {hit.row['surface']}"
        if hit.row["model_scope"] in _ONE_FILE and not model_is_right(hit):
            told = f"{hit.row['model']} ({hit.row['model_from']}, {hit.row['model_scope']})"
            yield f"model     {_place(repo, hit.finding)}  {hit.finding.get('model')}, not {told}; {_label(hit.row)}"


def _place(repo: str, place: Mapping[str, Any]) -> str:
    return f"{repo} {place['path']}:{place['line']}"


def _label(row: Row) -> str:
    return f"{row['form']}, {row['difficulty']}, {row['how']} ({row['id']})"


def _said(finding: Finding) -> str:
    return ", ".join(str(finding.get(name)) for name in ("surface", "how", "host", "model", "confidence"))


def main() -> None:
    """A table, the mistakes when asked for, and all of it as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.callsites", description=__doc__)
    parser.add_argument("labels", type=Path, help="JSON lines, a labelled place each")
    parser.add_argument("checkouts", type=Path, help="a folder <owner>__<name> for each repository of the labels")
    parser.add_argument("--misses", action="store_true", help="each miss, false finding, wrong surface and wrong model")
    parser.add_argument("--json", type=Path, metavar="OUT", help="the figures and the mistakes, as JSON")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.labels.read_text(encoding="utf-8").splitlines()]
    all_ = list(outcomes(rows, asked.checkouts))
    whole = figures([one.outcome for one in all_])
    mistakes = [line for one in all_ for line in _mistakes(one.repo, one.outcome)]
    shown = [line for line in mistakes if asked.misses or line.startswith("negative")]
    print(*_lines(whole), *shown, sep="\n")
    if asked.json:
        asked.json.write_text(json.dumps({"figures": whole, "mistakes": mistakes}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
