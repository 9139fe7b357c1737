"""The checks in debugging order, each by itself: one that crashes, hangs or is refuted spoils no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic

from advisor.diagnosis import Step
from advisor.examination import Checked, Examination
from advisor.front.doctor.account import check_billing, check_identity, check_limits, check_verification
from advisor.front.doctor.address import check_address, waiting_longer
from advisor.front.doctor.first import check_first
from advisor.front.doctor.key import check_key
from advisor.front.doctor.listing import check_listing, check_models
from advisor.front.doctor.plan import Plan, without_login
from advisor.front.doctor.session import Outcome, Session
from advisor.front.doctor.told import Veil, checked

__all__ = ["examine"]

_UNUSUAL = 0.25
"""Of the time a check may take; beyond it the person who waits is told."""
_GRACE = 1.0
"""Seconds by which the SDK's own limit, which tells more, comes before the one here."""
_LOOK = 0.1
"""Seconds between two looks at whether a check is done; a Ctrl-C is seen in between on every system."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check."""

    id: str
    title: str
    stage: str
    needs: tuple[str, ...]
    """Checks without which it makes no sense."""
    run: Callable[[Session], Outcome]


_KEY = Check("key", "Key", "access", (), check_key)
_ADDRESS = Check("address", "Address", "route", ("key",), check_address)
_LISTING = Check("listing", "Key accepted", "access", ("address",), check_listing)
_MODELS = Check("models", "Image models", "model", ("listing",), check_models)
_IDENTITY = Check("identity", "Organization and project", "access", ("listing",), check_identity)
_LIMITS = Check("limits", "Rate limits", "access", ("listing",), check_limits)
_VERIFICATION = Check("verification", "Verification", "access", ("listing",), check_verification)
_BILLING = Check("billing", "Billing", "access", ("listing",), check_billing)
_FIRST = Check("first-request", "First request", "payload", ("listing",), check_first)

_AS_TOLD = (_KEY, _ADDRESS, _LISTING, _MODELS, _IDENTITY, _LIMITS, _VERIFICATION, _BILLING, _FIRST)
"""In debugging order."""
_AS_RUN = (_KEY, _ADDRESS, _LISTING, _MODELS, _IDENTITY, _FIRST, _LIMITS, _VERIFICATION, _BILLING)
"""The first request comes before those that read what it tells."""


def examine(plan: Plan, tell: Callable[[str], None]) -> tuple[Examination, Session]:
    """What all checks find, and what was learned. `tell` is told what takes long, and what costs money.

    A Ctrl-C ends it with what was found so far.
    """
    session = Session(plan, tell)
    found: dict[str, Checked] = {}
    stopped = False
    for check in _AS_RUN:
        outcome = Outcome(state="skipped", shows="Not tried: stopped before.") if stopped else _barred(check, found)
        if outcome is None:
            try:
                outcome = _run(check, session)
            except KeyboardInterrupt:
                stopped = True
                outcome = Outcome(state="skipped", shows=_stopped(check, session))
        found[check.id] = checked(check.id, check.title, check.stage, outcome, session)
    told = tuple(found[check.id] for check in _AS_TOLD)
    return _examination(plan, session, told, stopped=stopped), session


def _barred(check: Check, found: dict[str, Checked]) -> Outcome | None:
    """Why a check is not tried; None where nothing stands against it."""
    for needed in (found[id_] for id_ in check.needs):
        if needed.state == "skipped":  # for the same reason
            return Outcome(state="skipped", shows=needed.shows)
        if needed.state in ("refuted", "crashed"):
            return Outcome(state="skipped", shows=f'Not tried: "{needed.title}" is {needed.state}.')
    return None


def _stopped(check: Check, session: Session) -> str:
    if check is _FIRST and session.spent:
        return "Stopped while it ran; it may be billed all the same."
    return "Stopped while it ran."


def _run(check: Check, session: Session) -> Outcome:
    """What a check comes to, whatever happens to it.

    It runs in a thread of its own that nothing waits for at the end: neither a name server that does not answer nor a
    server that sends a byte now and then can hold the person who waits.
    """
    plan = session.plan
    limit = plan.boring.patience_seconds if check is _FIRST else plan.seconds
    try:
        if check is _KEY:  # nothing is sent for it
            return check.run(session)
        session.get_ready()
    except Exception as error:  # noqa: BLE001
        return _crashed(error)
    done, results = Event(), list[Outcome]()

    def work() -> None:
        try:
            results.append(check.run(session))
        except Exception as error:  # noqa: BLE001
            results.append(_crashed(error))
        finally:
            done.set()

    Thread(target=work, name=f"doctor-{check.id}", daemon=True).start()
    begun, warned = monotonic(), False
    while not done.wait(_LOOK):
        waited = monotonic() - begun
        if waited > limit * _UNUSUAL and not warned:
            warned = True
            session.tell(f"{check.title.lower()}: taking longer than usual; waiting up to {limit:g} s in all")
        if waited > limit + _GRACE:
            return _late(check, session, limit)
    return results[0]


def _late(check: Check, session: Session, limit: float) -> Outcome:
    """A check that is not done in its time."""
    shows = f"Not done after {limit:g} s."
    if check is _FIRST:
        return session.refuted(shows, TimeoutError("Request timed out."), request=session.plan.boring.request)
    return Outcome(state="refuted", shows=shows, next_step=waiting_longer(session.plan))


def _crashed(error: Exception) -> Outcome:
    """A fault of ours: its class and place, and nothing of what it says, which may hold anything."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_name}, line {place.tb_lineno}" if place else "an unknown place"
    step = Step("Open an issue with this line and the command; leave keys and prompts out.", "", "", paid=False)
    return Outcome(state="crashed", shows=f"{type(error).__name__} in {where}.", next_step=step)


def _examination(plan: Plan, session: Session, told: tuple[Checked, ...], *, stopped: bool) -> Examination:
    knowledge = plan.knowledge
    first = next(_leading(told, drawn=session.drawn), None)
    return Examination(
        as_of=knowledge.as_of,
        newest_reading=knowledge.book.newest_reading(knowledge.as_of),
        address=Veil(session)(without_login(plan.address)),
        checks=told,
        first_step=(first.next_step if first else None) or _look(session),
        do_not=first.do_not if first else (),
        spent=session.spent,
        stopped=stopped,
        image=session.saved,
    )


def _leading(told: Iterable[Checked], *, drawn: bool) -> Iterator[Checked]:
    """The checks that lead on, the first one to follow first: what is refuted, what is free, then what costs money.

    Once an image is drawn, what is not known keeps nobody from going on.
    """
    checks = [one for one in told if one.next_step]
    for state in ("refuted", "crashed"):
        yield from (one for one in checks if one.state == state)
    if drawn:
        return
    for first in (_ADDRESS, _LISTING, _VERIFICATION):
        yield from (one for one in checks if one.check == first.id)
    yield from (one for one in checks if one.state in ("no evidence", "skipped"))


def _look(session: Session) -> Step:
    """Where all is proved."""
    if session.drawn:
        text = "Look at the image with your own eyes; then ask for the request that you need."
        return Step(text, "advisor recommend", "", paid=False)
    return Step("Prove it with the smallest real request.", session.plan.command("--spend"), "", paid=True)
