"""The calls in files that could have sent a request that failed, and what lint says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from advisor.diagnosis import CallSite, Cause, Diagnosis, Evidence
from advisor.facts import UNKNOWN
from advisor.front.lint_options import NOTHING_CHOSEN
from advisor.front.linting import Linting
from advisor.suspects import MOST_SUSPECTS, Suspect, beside, sent_from, suspects

if TYPE_CHECKING:
    from datetime import date

    from advisor.failure import Case
    from advisor.freshness import Knowledge
    from advisor.front.options import Options
    from advisor.front.reading import Readings

__all__ = ["CallSites"]


class CallSites:
    """The calls in the files at and below some paths, which are read once.

    Raises:
        InputError: a path that is not there.
    """

    def __init__(self, paths: Sequence[str], options: Options) -> None:
        self._paths, self._options = tuple(paths), options
        self._linting = Linting(options, NOTHING_CHOSEN)

    @cached_property
    def _found(self) -> Readings:
        return self._linting.requests(self._paths)

    def diagnose(self, case: Case, as_of: date) -> Diagnosis:
        """A case diagnosed, with the calls that could have sent its request.

        Where a single one could, it tells what the case does not tell of the request.
        """
        from advisor.blame import diagnose
        from advisor.freshness import knowledge_of

        book = self._options.book
        could = suspects(self._found.sightings, case)
        answer = diagnose(case, as_of=as_of, book=book)
        if len(could) == 1 and self._is_judged(could[0]):
            site = could[0].sighting.site
            fuller = replace(case, request=beside(case.request, sent_from(could[0].sighting)))
            answer = _marked(diagnose(fuller, as_of=as_of, book=book), answer, f"{site.path}:{site.line}")
        knowledge = knowledge_of(book, answer.as_of)
        return replace(answer, call_sites=tuple(self._call_site(one, knowledge) for one in could[:MOST_SUSPECTS]))

    def _is_judged(self, suspect: Suspect) -> bool:
        """Whether rules on models speak of requests to its host: elsewhere a deployment may have any name."""
        return self._options.book.clients.judge("model", suspect.sighting.site.host)

    def _call_site(self, suspect: Suspect, knowledge: Knowledge) -> CallSite:
        site = suspect.sighting.site
        findings = self._linting.of_sightings(knowledge, [suspect.sighting], self._found.ignores)
        call = "" if site.call is UNKNOWN else str(site.call)
        return CallSite(site.path, site.line, site.column, call, suspect.fits, findings)


def _marked(answer: Diagnosis, before: Diagnosis, place: str) -> Diagnosis:
    """An answer in which all that was read from a place in code says so."""
    known = {one for cause in before.causes for one in cause.evidence}

    def placed(one: Evidence) -> Evidence:
        return Evidence(one.fact, f"{one.shows} (read from {place})")

    def mark(cause: Cause) -> Cause:
        return replace(cause, evidence=tuple(one if one in known else placed(one) for one in cause.evidence))

    understood = {
        name: value if name in before.understood else f"{value} (read from {place})"
        for name, value in answer.understood.items()
    }
    return replace(answer, causes=tuple(map(mark, answer.causes)), understood=understood)
