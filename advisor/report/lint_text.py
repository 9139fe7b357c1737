"""A lint answer for people: the code that is meant, why it is wrong, and how that is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.report.columns import WIDTH, excerpt, width_of, wrapped
from advisor.report.lint_words import (
    cell_of,
    clean,
    fix_of,
    how_to_fix,
    message_of,
    no_fix,
    place_of,
    surroundings,
    unsure,
    verdict,
)

if TYPE_CHECKING:
    from advisor.finding import Finding, Linted
    from advisor.site import Region, Site

__all__ = ["render"]

_LONGEST_HEAD = 60
"""Columns of a place and a rule after which the message still begins on the same line."""
_NARROWEST = 40
_INK = {"error": "1;31", "warning": "1;33", "note": "1;36", "bold": "1", "dim": "2"}


def render(answer: Linted, *, color: bool = False, width: int = WIDTH) -> str:
    """Each finding with its code, then what was looked at; colour codes only if `color`."""
    page = _Page(color=color, width=max(_NARROWEST, min(width, WIDTH)))
    lines = [line for finding in answer.findings for line in page.finding(finding)]
    lines += page.summary(answer)
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Page:
    """Writes findings one after another; what was told of a rule or shown of the code just before is not repeated."""

    def __init__(self, *, color: bool, width: int) -> None:
        self._color, self._width = color, width
        self._told: set[tuple[str, str]] = set()
        self._shown: tuple[str, Site | Region] | None = None

    def finding(self, finding: Finding) -> Iterator[str]:
        """The lines of a finding, an empty one last."""
        site = finding.site
        gutter = " " * len(str(finding.shown.line))
        yield from self._head(finding)
        if finding.line and (site.path, finding.shown) != self._shown:
            self._shown = (site.path, finding.shown)
            yield from self._code(finding, gutter)
        for note in self._notes(finding):
            name, _, text = note.partition(": ")
            first, *others = wrapped(text, self._width, f"{gutter} = {name}: ", f"{gutter}   ")
            yield first.replace(f"= {name}:", f"{self._ink('=', 'dim')} {self._ink(f'{name}:', 'bold')}", 1)
            yield from others
        yield ""

    def _head(self, finding: Finding) -> Iterator[str]:
        """The place, the level with the rule, and the message: on one line as far as they fit."""
        place, level, message = f"{place_of(finding.site)}:", f"{finding.level}[{finding.rule}]", message_of(finding)
        cell = cell_of(finding.site)
        level_and_cell = f"{self._ink(level, finding.level)} ({cell})" if cell else self._ink(level, finding.level)
        taken = width_of(f"{place} {level} ({cell})" if cell else f"{place} {level}")
        if taken > self._width:
            yield self._ink(place, "bold")
            yield f"    {level_and_cell}"
        elif taken > _LONGEST_HEAD:
            yield f"{self._ink(place, 'bold')} {level_and_cell}"
        else:
            first, *others = wrapped(message, self._width, " " * (taken + 1), "    ")
            yield f"{self._ink(place, 'bold')} {level_and_cell} {first[taken + 1 :]}"
            yield from others
            return
        yield from wrapped(message, self._width, "    ", "    ")

    def _code(self, finding: Finding, gutter: str) -> Iterator[str]:
        """The line that a finding is about, and a caret line below it."""
        place, line = finding.shown, finding.line
        end = place.end_column if place.end_line == place.line else len(line.rstrip()) + 1
        part = excerpt(line, place.column, end, self._width - len(gutter) - 3)
        bar = self._ink("|", "dim")
        yield f"{gutter} {bar}"
        yield f"{self._ink(str(place.line), 'dim')} {bar} {part.text}"
        carets = self._ink("^" * part.length, finding.level)
        site = finding.site
        away = "" if site.line <= place.line <= site.end_line else f" sent from line {site.line}"
        yield f"{gutter} {bar} {' ' * part.start}{carets}{self._ink(away, 'dim') if away else ''}"

    def _notes(self, finding: Finding) -> Iterator[str]:
        """What there is to say below the code: each `name: text`."""
        for note in _of_the_rule(finding):
            if (finding.rule, note) not in self._told:
                self._told.add((finding.rule, note))
                yield note
        if unsure(finding):
            yield f"confidence: {unsure(finding)}"
        fix, why = fix_of(finding), no_fix(finding)
        if fix is not None:
            yield f"fix available: {clean(fix.says)} ({how_to_fix(fix)})"
        elif why:
            yield f"no fix: {why}"

    def summary(self, answer: Linted) -> Iterator[str]:
        """What came out; then what was and was not looked at."""
        first, *others = wrapped(verdict(answer), self._width)
        yield self._ink(first, "bold")
        yield from others
        if answer.findings:
            for sentence in surroundings(answer):
                yield from wrapped(sentence, self._width, others="  ")
        else:
            yield from wrapped(" ".join(surroundings(answer)), self._width)

    def _ink(self, text: str, name: str) -> str:
        return f"\x1b[{_INK[name]}m{text}\x1b[0m" if self._color else text


def _of_the_rule(finding: Finding) -> Iterator[str]:
    """What holds for many findings of a rule, and is told once."""
    yield f"why: {clean(finding.because)}"
    for source in finding.sources:
        yield f"source: {source.title}{f', {source.url}' if source.url else ''}"
    if finding.overruled:
        first, *others = finding.overruled
        more = f" and {len(others)} more" if others else ""
        yield f"overruled: {first.source} ({first.seen}){more}; {first.because}"
