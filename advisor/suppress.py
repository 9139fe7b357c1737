"""What comments let pass, and what is wrong with those comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from advisor.errors import nearest_name
from advisor.extract.ignores import Ignore
from advisor.facts import ABSENT, UNKNOWN
from advisor.finding import Finding
from advisor.site import Sighting, Site

__all__ = ["Suppressions", "last_day"]


class Suppressions:
    """The comments of a run that let findings pass, and which of them did."""

    def __init__(self, ignores: Iterable[Ignore], as_of: date, rules: Collection[str]) -> None:
        """`rules` are the ids that a comment may name."""
        self._as_of, self._rules = as_of, rules
        self._by_path: dict[str, list[Ignore]] = defaultdict(list)
        for one in ignores:
            self._by_path[one.path].append(one)
        self._used: set[tuple[Ignore, str]] = set()

    def concern(self, site: Site) -> bool:
        """Whether any comment speaks of a request."""
        return any(one.covers(site) for one in self._by_path.get(site.path, ()))

    def let_pass(self, finding: Finding) -> bool:
        """Whether a comment lets a finding pass; that comment counts as used from now on."""
        covering = [
            one
            for one in self._by_path.get(finding.site.path, ())
            if finding.rule in one.rules and not self._fault(one)
            if one.covers(finding.site) or (finding.focus and one.covers(finding.focus))
        ]
        self._used.update((one, finding.rule) for one in covering)
        return bool(covering)

    def sightings(self) -> Iterator[Sighting]:
        """Each comment as rules about comments see it, by path and place; once all findings were asked about."""
        for path in sorted(self._by_path):
            for one in self._by_path[path]:
                yield from (
                    _sighting(one, state, names, self._nearest(state, names)) for state, names in self._states(one)
                )

    def _states(self, one: Ignore) -> Iterator[tuple[str, Sequence[str]]]:
        known = [name for name in one.rules if name in self._rules]
        yield from (("unknown-rule", [name]) for name in one.rules if name not in self._rules)
        fault = self._fault(one)
        if fault and (known or not one.rules):
            yield fault, known
        elif not fault:
            yield from (("used" if (one, name) in self._used else "unused", [name]) for name in known)

    def _fault(self, one: Ignore) -> str:
        """Why it lets nothing pass; empty where it does."""
        if not one.rules:
            return "without-rule"
        if not one.reason:
            return "without-reason"
        if one.until is None:
            return ""
        day = last_day(one)
        if day is None:
            return "no-day"
        return "expired" if self._as_of >= day else ""

    def _nearest(self, state: str, names: Sequence[str]) -> str | None:
        return (nearest_name(names[0], self._rules) or "none") if state == "unknown-rule" else None


def last_day(one: Ignore) -> date | None:
    """The day from which on a comment lets nothing pass; None where it names none, or what it names is no day."""
    try:
        return date.fromisoformat(one.until) if one.until and len(one.until) == len("YYYY-MM-DD") else None
    except ValueError:
        return None


def _sighting(one: Ignore, state: str, names: Sequence[str], nearest: str | None) -> Sighting:
    """A comment as a request of which nothing is known."""
    (line, column), (end_line, end_column) = one.place, one.end
    site = Site(
        path=one.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        language="text",
        how="comment",
        host="dynamic",
        model_from="unknown",
        cell=one.cell,
        cell_line=one.cell_line,
        ignore=state,
        ignores=", ".join(names) or ABSENT,
        ignores_nearest=nearest or ABSENT,
        ignores_until=ABSENT if one.until is None else one.until,
    )
    nobody_knows = (UNKNOWN,)
    return Sighting(
        site=site, surfaces=nobody_knows, model=nobody_knows, image_model=nobody_knows, params={}, open=True
    )
