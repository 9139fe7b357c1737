"""What a check comes to, as it may be shown: with the words of the rules, and without anything that is secret."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from advisor.diagnosis import Diagnosis, Step
from advisor.examination import Checked
from advisor.facts import UNKNOWN
from advisor.front.doctor.account import HEADERS, masked
from advisor.front.doctor.plan import without_login
from advisor.front.doctor.session import Outcome, Session
from advisor.notes import cited
from advisor.printable import on_one_line
from advisor.secrets import redacted

if TYPE_CHECKING:
    from advisor.rulebook import RuleBook

__all__ = ["Veil", "checked"]

_SHORTEST = 6
"""Characters of a secret that is looked for; a shorter one stands in words that tell nothing of it."""
_PLACE = "\ue000{}\ue001"
"""Stands for an id while the text around it is looked through; nobody's text has these signs."""


class Veil:
    """Masks what must not be repeated: what looks secret anywhere, and the very key and ids of this session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, text: str) -> str:
        """The text, to be shown: ids of this session by their ends, for whoever owns them has to know them again."""
        plan = self._session.plan
        for secret in sorted({plan.key, plan.key.strip()}, key=len, reverse=True):
            if len(secret) >= _SHORTEST:
                text = text.replace(secret, "***")
        ids = [id_ for id_ in self._ids() if len(id_) >= _SHORTEST]
        for number, id_ in enumerate(ids):
            text = text.replace(id_, _PLACE.format(number)).replace(masked(id_), _PLACE.format(number))
        text = on_one_line(redacted(text.replace(plan.address, without_login(plan.address))))
        for number, id_ in enumerate(ids):
            text = text.replace(_PLACE.format(number), masked(id_))
        return text

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
        return plain if plain.next_step else replace(plain, next_step=_check_of(plain.stage, diagnosis))
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


def _check_of(stage: str, diagnosis: Diagnosis) -> Step:
    return next(one.check for one in diagnosis.checks if one.stage == stage)


def _known(plain: Checked, cause: str, book: RuleBook) -> Checked:
    """A cause that the check saw with its own eyes."""
    known = book.causes[cause]
    return replace(
        plain,
        cause=cause,
        standing="shown",
        because=known.means,
        next_step=Step(known.next_step, "" if "{" in known.command else known.command, known.link, paid=False),
        do_not=book.left_alone(cause),
        sources=cited(known.sources, book),
    )
