"""What a check comes to, as it may be shown: with the words of the rules, and without anything that is secret."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from advisor.diagnosis import Diagnosis, Step
from advisor.examination import Checked
from advisor.facts import UNKNOWN
from advisor.finding import Cited
from advisor.front.doctor.account import HEADERS, masked
from advisor.front.doctor.plan import without_login
from advisor.front.doctor.session import Outcome, Session
from advisor.secrets import redacted

if TYPE_CHECKING:
    from advisor.rulebook import RuleBook

__all__ = ["Veil", "checked"]

_SHORTEST = 6
"""Characters of a secret that is looked for; a shorter one stands in words that tell nothing of it."""


class Veil:
    """Masks what must not be repeated: what looks secret anywhere, and the very key and ids of this session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, text: str) -> str:
        """The text, to be shown."""
        plan = self._session.plan
        for secret in sorted({plan.key, plan.key.strip()}, key=len, reverse=True):
            if len(secret) >= _SHORTEST:
                text = text.replace(secret, "***")
        for id_ in self._ids():
            if len(id_) >= _SHORTEST:
                text = text.replace(id_, masked(id_))
        return redacted(text.replace(plan.address, without_login(plan.address)))

    def _ids(self) -> list[str]:
        heard = [one for one in (self._session.listing, self._session.first) if one is not None]
        echoed = [one.headers.get(name, "") for one in heard for name in HEADERS.values()]
        return sorted({*self._session.plan.sent.values(), *echoed}, key=len, reverse=True)


def checked(id_: str, title: str, stage: str, outcome: Outcome, session: Session) -> Checked:
    """A check with what the rules say of its outcome."""
    veil = Veil(session)
    plain = Checked(
        check=id_,
        title=title,
        stage=stage,
        state=outcome.state,
        shows=veil(outcome.shows),
        details=tuple(map(veil, outcome.details)),
        next_step=outcome.next_step,
    )
    if outcome.diagnosis:
        return _diagnosed(plain, outcome.diagnosis, veil)
    return _known(plain, outcome.cause, session.plan.knowledge.book) if outcome.cause else plain


def _diagnosed(plain: Checked, diagnosis: Diagnosis, veil: Veil) -> Checked:
    leading = diagnosis.causes[0]
    if leading.cause == UNKNOWN.value:  # the rules know no cause; the check itself knows at least where it stands
        stage = next(one for one in diagnosis.checks if one.stage == plain.stage)
        return replace(plain, next_step=plain.next_step or stage.check)
    return replace(
        plain,
        cause=leading.cause,
        standing=leading.standing,
        because=veil(leading.because),
        evidence=tuple(replace(one, shows=veil(one.shows)) for one in leading.evidence),
        next_step=plain.next_step or diagnosis.first_step,
        do_not=diagnosis.do_not,
        sources=leading.sources,
    )


def _known(plain: Checked, cause: str, book: RuleBook) -> Checked:
    """A cause that the check saw with its own eyes."""
    known = book.causes[cause]
    stage = next(one for one in book.debugging.stages if one.id == known.stage)
    sources = (book.sources[id_] for id_ in known.sources)
    return replace(
        plain,
        cause=cause,
        standing="shown",
        because=known.means,
        next_step=Step(known.next_step, "" if "{" in known.command else known.command, known.link, paid=False),
        do_not=(*known.do_not, *stage.do_not),
        sources=tuple(Cited(one.id, one.title, one.url) for one in sources),
    )
