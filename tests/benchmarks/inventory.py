"""The inventory of requests over trees of packages, against ripgrep, ast-grep and semgrep searching for the same."""

from __future__ import annotations

import json
import sys
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from statistics import median

from tests.benchmarks.environment import folder, install, peak, run
from tests.benchmarks.measure import Figure, in_turns
from tests.benchmarks.patterns import WORDS, ast_grep_rules, semgrep_rules
from tests.benchmarks.tree import code, environment_tree, package_tree, sampled

_REQUESTS = ("advisor", "requests", "--format", "jsonl", "--as-of", "2026-11-22")
_SEMGREP = "semgrep==1.185.0"
_QUICK = 1_000
_SIZES = (1_000, 10_000, 100_000)

Places = set[tuple[str, int]]
"""Paths, with lines that something was found in."""


@dataclass(frozen=True, slots=True)
class Searcher:
    """A program that searches a tree."""

    name: str
    command: tuple[str, ...]
    """It ends with the path of the tree."""
    places: Callable[[str], Places]
    """Reads what the program prints."""

    def search(self, tree: str) -> str:
        """What it prints of a tree."""
        return run(*self.command, tree)


# -- the figures -----------------------------------------------------------------------------------------------------


def search(downloads: Path | None, runs: int) -> Iterator[Figure]:
    """Seconds, places and megabytes of a search in packages; without a folder for downloads, in few of this environment."""
    tree = _tree(downloads)
    ours, *peers = searchers = _searchers(downloads)
    printed: dict[str, str] = {}
    tasks = {one.name: partial(_keep, printed, one, tree.name) for one in searchers}
    seconds = {name: median(taken) for name, taken in in_turns(tasks, _several(runs)).items()}
    found = {one.name: one.places(printed[one.name]) for one in searchers}
    peaks = {one.name: peak(*one.command, tree.name) for one in searchers}
    what = f"{len(code(tree)):,} source files"
    for peer in peers:
        yield Figure(what, seconds[ours.name], "s", peer.name, seconds[peer.name])
    for peer in peers:
        theirs = len(found[peer.name])
        yield Figure("places found", len(found[ours.name]), "found", peer.name, theirs)
        yield Figure("places found by both", len(found[ours.name] & found[peer.name]), "found", peer.name, theirs)
    for peer in peers:
        yield Figure("peak, all processes together", peaks[ours.name].all, "MB", peer.name, peaks[peer.name].all)
        yield Figure("peak, the largest process", peaks[ours.name].largest, "MB", peer.name, peaks[peer.name].largest)


def _keep(printed: dict[str, str], searcher: Searcher, tree: str) -> None:
    printed[searcher.name] = searcher.search(tree)


def growth(downloads: Path | None, runs: int) -> Iterator[Figure]:
    """What a file costs in trees of 1,000, 10,000 and 100,000 source files, each beside that of the tree before."""
    ours, ripgrep, *_ = _searchers(None)
    files = code(_tree(downloads))
    before = None
    for size in _SIZES if downloads else (_QUICK // 10, _QUICK):
        tree = sampled(files, folder() / f"grown-{size}", size)
        tasks = {one.name: partial(one.search, tree.name) for one in (ours, ripgrep)}
        seconds, theirs = (median(taken) for taken in in_turns(tasks, _several(runs)).values())
        megabytes = peak(*ours.command, tree.name).all
        yield Figure(f"{size:,} files", seconds, "s", ripgrep.name, theirs)
        cost = seconds / size * 1e6
        if before:
            smaller, its_cost, its_megabytes = before
            yield Figure(f"a file of {size:,}", cost, "µs", f"a file of {smaller:,}", its_cost)
            yield Figure(f"{size:,} files, peak", megabytes, "MB", f"{smaller:,} files", its_megabytes)
        before = size, cost, megabytes


def nothing(runs: int) -> Iterator[Figure]:
    """Milliseconds of a process that is given a file without a request."""
    file = folder() / "nothing.py"
    file.write_text('print("nothing")\n' * 200, encoding="utf-8")
    tasks = {"ours": partial(run, *_REQUESTS, file.name), "bare": partial(run, "python", "-c", "pass")}
    ours, bare = (median(taken) * 1e3 for taken in in_turns(tasks, runs).values())
    yield Figure("a file without a request", ours, "ms", "a bare interpreter", bare)


def _several(runs: int) -> int:
    """Fewer runs, for each takes seconds to minutes."""
    return max(runs // 6, 2)


@cache
def _tree(downloads: Path | None) -> Path:
    tree = folder() / "tree"
    return package_tree(downloads / "packages", tree) if downloads else environment_tree(tree, _QUICK)


# -- the searchers ---------------------------------------------------------------------------------------------------


def _searchers(downloads: Path | None) -> list[Searcher]:
    """Ours, then its peers; semgrep only where it may be downloaded."""
    beside = Path(sys.executable).parent  # the extra `bench` brings these two
    (folder() / "ast-grep.yml").write_text(ast_grep_rules(), encoding="utf-8")
    ast_grep = (str(beside / "ast-grep"), "scan", "--rule", "ast-grep.yml", "--json=compact")
    return [
        Searcher("advisor", _REQUESTS, _of_advisor),
        Searcher("ripgrep", (str(beside / "rg"), "--no-config", "--null", "--line-number", WORDS), _of_ripgrep),
        Searcher("ast-grep", ast_grep, _of_ast_grep),
        *([Searcher("semgrep", _semgrep(downloads), _of_semgrep)] if downloads else []),
    ]


def _semgrep(downloads: Path) -> tuple[str, ...]:
    """Semgrep's command, from an environment of its own: it pins what others need newer."""
    home = downloads / _SEMGREP
    program = home / "bin" / "semgrep"
    if not program.exists():
        venv.create(home, symlinks=True)
        install(home / "bin" / "python", _SEMGREP)
    (folder() / "semgrep.json").write_text(semgrep_rules(), encoding="utf-8")
    (folder() / "tree" / ".semgrepignore").touch()  # or else it leaves out tests and built files, which the others read
    quiet = ("--metrics=off", "--disable-version-check", "--quiet", "--json")
    return (str(program), "scan", *quiet, "--config", "semgrep.json")


def _of_advisor(printed: str) -> Places:
    return {(one["path"], one["line"]) for one in map(json.loads, printed.splitlines())}


def _of_ripgrep(printed: str) -> Places:
    hits = (line.partition("\0") for line in printed.split("\n") if "\0" in line)
    return {(path, int(rest.partition(":")[0])) for path, _, rest in hits}


def _of_ast_grep(printed: str) -> Places:
    return {(one["file"], one["range"]["start"]["line"] + 1) for one in json.loads(printed)}


def _of_semgrep(printed: str) -> Places:
    return {(one["path"], one["start"]["line"]) for one in json.loads(printed)["results"]}
