"""What every format of a lint answer says alike: places, messages, fixes, and what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from advisor.finding import RulePage
from advisor.levels import LEVELS
from advisor.printable import on_one_line
from advisor.secrets import key_spans, without_keys
from advisor.wording import counted

if TYPE_CHECKING:
    from advisor.finding import Finding, Fix, Linted
    from advisor.left import Left
    from advisor.site import Site

__all__ = [
    "by_level",
    "cell_of",
    "clean",
    "fix_of",
    "how_to_fix",
    "message_of",
    "no_fix",
    "pages_of",
    "path_of",
    "place_of",
    "surroundings",
    "tally",
    "unsure",
    "verdict",
]

_UNSURE = {
    "medium": "likely, not certain: the code or the sources leave something open",
    "low": "a guess: too little is known to be sure",
}
"""What a confidence below high means."""
_KEPT_KEY = "the fix holds a key, which is not repeated here"
_HOW_TO_FIX = {"safe": "--fix", "unsafe": "--unsafe-fixes"}
_FEW = 3
"""Paths that were left out for one reason are named up to this number."""


# -- a finding ---------------------------------------------------------------------------------------------------------


def path_of(site: Site) -> str:
    """The path on one line."""
    return on_one_line(site.path)


def place_of(site: Site) -> str:
    """The path, the line and the column, as editors open them."""
    return f"{path_of(site)}:{site.line}:{site.column}"


def cell_of(site: Site) -> str:
    """The cell and the line in it; empty outside notebooks."""
    return "" if site.cell is None else f"cell {site.cell}, line {site.cell_line}"


def message_of(finding: Finding) -> str:
    """The message on one line, without keys."""
    return clean(finding.message)


def clean(text: str) -> str:
    """A text on one line, without keys, whatever code it quotes."""
    return on_one_line(without_keys(text).encode("utf-8", "backslashreplace").decode())


def unsure(finding: Finding) -> str:
    """What a confidence below high means; empty where it is high, or where the message says what is not known."""
    return "" if finding.missing else _UNSURE.get(finding.confidence, "")


def fix_of(finding: Finding) -> Fix | None:
    """The fix that can be told: none where it would repeat a key or, with the key masked, break the file."""
    fix = finding.fix
    return None if fix is None or any(key_spans(edit.text) for edit in fix.edits) else fix


def no_fix(finding: Finding) -> str:
    """Why no fix is told; empty where one is, or where nobody says why."""
    if finding.fix is None:
        return clean(finding.unfixed)
    return "" if fix_of(finding) else _KEPT_KEY


def how_to_fix(fix: Fix) -> str:
    """How sure it is, and the option that applies it."""
    return f"{fix.safety}: {_HOW_TO_FIX[fix.safety]}"


def pages_of(answer: Linted) -> dict[str, RulePage]:
    """What there is to say of each rule with findings, by id in order."""
    found: dict[str, RulePage] = {}
    for one in sorted(answer.findings, key=lambda one: one.rule):
        found.setdefault(one.rule, answer.pages.get(one.rule) or _page(one))
    return found


def _page(finding: Finding) -> RulePage:
    """What a finding tells of its rule where nothing else does."""
    return RulePage(
        id=finding.rule,
        stage=finding.stage,
        level=finding.level,
        title=finding.rule.replace("-", " "),
        because=finding.because,
        avoid="",
        prefer="",
        sources=finding.sources,
    )


# -- the whole run -----------------------------------------------------------------------------------------------------


def by_level(answer: Linted) -> dict[str, int]:
    """How many findings there are of each level, the gravest first."""
    counts = Counter(one.level for one in answer.findings)
    return {level: counts[level] for level in LEVELS}


def tally(answer: Linted) -> str:
    """How many findings there are of each level, and in how much code."""
    levels = [counted(number, level) for level, number in by_level(answer).items()]
    return f"{', '.join(levels)} in {_looked_at(answer)}"


def verdict(answer: Linted) -> str:
    """What came out, in one sentence: a run without findings says what that means."""
    if answer.findings:
        return f"{tally(answer)}."
    if not answer.requests:
        return f"No image request was found in {counted(answer.files, 'file')}, so there was nothing to judge."
    breaks, them = ("breaks", "it") if answer.requests == 1 else ("break", "them")
    rules = f"the rules that apply to {them} ({answer.rules:,} in all)"
    if list(_passed_over(answer)):
        return f"Nothing new to report in {_looked_at(answer)}, by the rules that apply ({answer.rules:,} in all)."
    return f"Nothing to report: {_looked_at(answer)} {breaks} none of {rules}."


def _looked_at(answer: Linted) -> str:
    return f"{counted(answer.requests, 'request')} of {counted(answer.files, 'file')}"


def surroundings(answer: Linted) -> Iterator[str]:
    """A sentence each: what can be fixed, was passed over or not looked at, and how old the knowledge is."""
    yield from _fixes(answer)
    yield from _passed_over(answer)
    if answer.elsewhere:
        hosts = _most_first(answer.elsewhere.items())
        total = sum(answer.elsewhere.values())
        yield f"Models not judged: those of {counted(total, 'request')} to other servers than OpenAI's ({hosts})."
    if not answer.findings and answer.requests:
        yield "Never judged: what code decides when it runs, and what the account may use."
    if answer.left:
        yield f"Not read: {', '.join(map(_left, answer.left))}."
    yield _knowledge(answer)


def _fixes(answer: Linted) -> Iterator[str]:
    counts = Counter(one.fix.safety for one in answer.findings if one.fix is not None)
    told = [f"{counts[safety]:,} {safety} ({option})" for safety, option in _HOW_TO_FIX.items() if counts[safety]]
    if told:
        yield f"Fixes available: {', '.join(told)}."


def _passed_over(answer: Linted) -> Iterator[str]:
    baselined = sum(one.count for one in answer.baselined)
    told = [f"{answer.suppressed:,} by comments"] if answer.suppressed else []
    told += [f"{baselined:,} by the baseline"] if baselined else []
    if told:
        yield f"Findings passed over: {', '.join(told)}."


def _most_first(counts: Iterable[tuple[str, int]]) -> str:
    ordered = sorted(counts, key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{name} {number:,}" for name, number in ordered)


def _left(left: Left) -> str:
    if left.count > min(_FEW, len(left.examples)):
        return f"{left.reason} ({left.count:,})"
    return f"{left.reason} ({', '.join(map(on_one_line, left.examples))})"


def _knowledge(answer: Linted) -> str:
    if answer.newest_reading is None:
        return f"As of {answer.as_of}: no source had been read by then, so there was no knowledge to judge by."
    days = (answer.as_of - answer.newest_reading).days
    age = "on the same day" if not days else f"{counted(days, 'day')} before"
    return f"As of {answer.as_of}; the newest source behind the rules was read on {answer.newest_reading}, {age}."
