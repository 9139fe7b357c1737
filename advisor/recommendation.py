"""A described job and the account's state become the request to send, with reasons and sources, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import MappingProxyType

from advisor.access import judge_access
from advisor.answer import Events, NotChosen, Recommendation, Route
from advisor.domain import Choice, Flag
from advisor.errors import InputError, as_written, nearest
from advisor.evaluate import Match, View, decide, matches
from advisor.facts import (
    ABSENT,
    UNKNOWN,
    Account,
    Facts,
    Job,
    Request,
    assumed_beside,
    close_job,
    facts_of,
    told,
    with_facts,
)
from advisor.fill import body_of
from advisor.freshness import Knowledge, knowledge_of
from advisor.notes import Notes, overruled
from advisor.offer import Offer
from advisor.proof import address, proof_steps
from advisor.routing import forbidding, route
from advisor.rulebook import RouteRow, RuleBook
from advisor.truth import Truth
from advisor.unheard import unheard_id, unheard_models
from advisor.wishes import permitting
from advisor.wording import in_words, shown

__all__ = ["check_model", "recommend", "recommended", "request_of", "variants"]

_JOB_FACTS = facts_of(Job)
_NO_WISHES = ("intent", "prompt", "runs_in", "images_per_minute")
"""Facts that a boring first request keeps, for they add nothing to it."""
_TELLABLE = ("request.image_megabytes", "request.image_types", "request.mask_megabytes")
"""Facts about the files, which a job does not tell and only whoever has the files can check."""


def _is_lacked(name: str) -> bool:
    """Whether an unknown fact is worth telling: no other fact of a request is open, and there is no code around it."""
    return name in _TELLABLE or not name.startswith(("request.", "site."))


def recommend(job: Job, account: Account, *, as_of: date, book: RuleBook) -> Recommendation:
    """The recommended request for a job and an account, as of a day.

    Raises:
        InputError: a model no rule knows, or a job that contradicts itself.
    """
    return recommended(job, account, knowledge_of(book, as_of))


def recommended(job: Job, account: Account, knowledge: Knowledge) -> Recommendation:
    """The same from what is known on the day.

    Raises:
        InputError: a model no rule knows, or a job that contradicts itself.
    """
    return _adviser(job, account, knowledge).answer()


def request_of(job: Job, knowledge: Knowledge) -> Request:
    """The request of the recommendation alone, which no account fact changes.

    Raises:
        InputError: a model no rule knows, or a job that contradicts itself.
    """
    return _adviser(job, Account(), knowledge).request()[1]


def _adviser(job: Job, account: Account, knowledge: Knowledge) -> _Adviser:
    check_model(job.current_model, knowledge)
    facts = Facts(as_of=knowledge.as_of, job=close_job(job), account=account, request=Request())
    view = View(knowledge, facts)
    _check_contradictions(view)
    return _Adviser(job, view)


def variants(job: Job, view: View) -> Iterable[tuple[str, object, RouteRow]]:
    """Every single change of a job that makes sense, and the row of the route table it leads to."""
    book, given = view.knowledge.book, told(job)
    closed = {**given, **assumed_beside(given)}
    names = {name for row in book.routes for name in row.when.names if name.startswith("job.")}
    for fact in (_JOB_FACTS[name.removeprefix("job.")] for name in sorted(names)):
        samples = fact.domain.samples(()) if isinstance(fact.domain, (Choice, Flag)) else (0, 1)
        for value in (one for one in samples if one != closed[fact.name]):
            known = {**given, fact.name: value}
            facts = {f"job.{name}": one for name, one in {**known, **assumed_beside(known)}.items()}
            changed = partial(_changed, facts, view)
            row = decide(book.routes, changed).row
            if row and not any(one.when(changed).truth is Truth.TRUE for one in book.contradictions):
                yield fact.name, value, row


def _changed(facts: Mapping[str, object], view: View, name: str) -> object:
    """A fact of a view, some of whose facts are others."""
    return facts[name] if name in facts else view(name)


def check_model(model: object, knowledge: Knowledge) -> None:
    """Checks the model that a job moves from.

    Raises:
        InputError: a model no rule knows.
    """
    cards = knowledge.book.cards
    if isinstance(model, str) and model not in cards:
        (unheard,) = unheard_models(knowledge, [model]) or (unheard_id(model, cards),)
        raise InputError(
            f"current_model: {as_written(model)} is unknown{nearest(model, cards)}, so no move from it can be told. "
            f"{unheard.means.removesuffix('.')}; `advisor models` lists those known"
        )


def _check_contradictions(view: View) -> None:
    for contradiction in view.knowledge.book.contradictions:
        if contradiction.when(view).truth is Truth.TRUE:
            raise InputError(f"the job contradicts itself: {contradiction.message}")


@dataclass
class _Adviser:
    """One recommendation in the making."""

    job: Job
    view: View
    notes: Notes = field(default_factory=Notes)

    @property
    def knowledge(self) -> Knowledge:
        return self.view.knowledge

    def answer(self) -> Recommendation:
        book, as_of = self.knowledge.book, self.knowledge.as_of
        row, request = self.request()
        view = self.view.with_request(request)
        found = matches(view, book.rules)
        self._note_matches(found, view)
        self._note_names(request)
        access = judge_access(found, view, self.notes)
        reached, proof = self._route(row, request), proof_steps(self.knowledge)
        if not proof:
            self.notes.lack("proof", "no address, model or allowed surface of a first request is known on this day")
        return Recommendation(
            as_of=as_of,
            newest_reading=book.newest_reading(as_of),
            route=reached,
            request=request,
            body=MappingProxyType(body_of(request, self.surface, self.knowledge.sent_as)),
            access=access,
            assumed=MappingProxyType(self._assumed(request)),
            unmet=tuple(self.notes.unmet),
            reasons=tuple(self.notes.reasons),
            cautions=tuple(self.notes.cautions),
            costs=self.surface.costs,
            not_chosen=tuple(self._not_chosen(row)),
            overruled=tuple(overruled(self.notes.decided, self.knowledge)),
            lacks=tuple(self.notes.lacks),
            proof=proof,
            debugging=tuple(f"{stage.title}: {stage.check}" for stage in book.debugging.stages),
            do_not=book.debugging.do_not,
            patience_seconds=book.debugging.patience_seconds,
            decided=tuple(self.notes.decided),
            turns=self._turns(request),
        )

    def request(self) -> tuple[RouteRow, Request]:
        """The row that decides, and the request to send."""
        row = route(self.view, self.notes)
        self.surface = self.knowledge.book.surfaces[row.surface]
        self._take_boring(row)
        return row, Offer(self.view, self.surface, frozenset(told(self.job)), self.notes).request()

    # -- the route ---------------------------------------------------------------------------------------------------

    def _take_boring(self, row: RouteRow) -> None:
        """A first proof asks for one boring image; every other wish is left for later, and told."""
        if not row.boring:
            return
        asked = told(self.job)
        kept = Job(**{name: getattr(self.job, name) for name in _NO_WISHES})
        usual = {**assumed_beside({}), **row.boring}  # to tell what is assumed anyway is no wish
        later = [name for name, value in asked.items() if name not in _NO_WISHES and usual[name] != value]
        self.view = self.view.with_job(with_facts(close_job(kept), row.boring))
        if later:
            names = ", ".join(name.replace("_", " ") for name in later)
            self.notes.reason(
                f"routes/{row.id}", f"Left for later, once the boring request is proved: {names}.", row.sources
            )

    def _route(self, row: RouteRow, request: Request) -> Route:
        subject = f"surface:{self.surface.id}"
        facts = ("method", "path", "python", "javascript", "image_at", "text_at", "failure_at")
        parts = {name: self._told(subject, name) for name in facts}
        has_text = parts["text_at"] != ABSENT.value
        base_url = self._told("platform", "base_url")
        return Route(
            row=row.id,
            surface=self.surface.id,
            url=address(self.knowledge, self.surface.id),
            client_base_url="" if base_url == self._told("platform", "sdk_base_url") else base_url.rstrip("/"),
            text_property=self._told(subject, "text_property") if has_text else ABSENT.value,
            events=self._events(subject, has_text=has_text) if request.param("stream") is True else None,
            sends=self.surface.sends,
            files=self.surface.files,
            use_first_when=row.use_first_when,
            mistake=row.mistake,
            **parts,
        )

    def _events(self, subject: str, *, has_text: bool) -> Events:
        failures = (self._told(subject, "event_failure_at"), self._told(subject, "event_error_at"))
        return Events(
            partial_at=self._told(subject, "event_partial_at"),
            image_at=self._told(subject, "event_image_at"),
            text_at=self._told(subject, "event_text_at") if has_text else ABSENT.value,
            failures_at=tuple(one for one in failures if one != ABSENT.value),
        )

    def _told(self, subject: str, fact: str) -> str:
        """A settled text, or the marker of what is not known, which is then lacking."""
        settled = self.knowledge.settle(subject, fact)
        self.notes.rests_on(settled)
        if not settled.known:
            self.notes.lack(f"{subject.partition(':')[2] or subject}.{fact}", settled.because)
        return str(shown(settled.value))

    def _note_names(self, request: Request) -> None:
        """The names that the request's models go by on the organization's gateway."""
        for model in dict.fromkeys((request.image_model, request.model)):
            name = self.knowledge.sent_as(model) if isinstance(model, str) else model
            if name != model:
                settled = self.knowledge.settle(f"model:{model}", "sent_as")
                text = f"{model} is sent as {name}, its name on your organization's gateway."
                self.notes.rests_on(settled)
                self.notes.reason(settled.topic, text, self.knowledge.cited(settled))

    def _not_chosen(self, chosen: RouteRow) -> Iterable[NotChosen]:
        changes = [
            (f"{name} = {str(value).lower()}", row.surface) for name, value, row in variants(self.job, self.view)
        ]
        for surface in self.knowledge.book.surfaces.values():
            rows = [row for row in self.knowledge.book.routes if row.surface == surface.id and not row.boring]
            if surface.id == chosen.surface or not rows:
                continue
            because = "for later: " if chosen.boring else "for another job: "
            because += " ".join(dict.fromkeys(row.use_first_when for row in rows))
            if self.knowledge.is_live(surface.id) is False:
                because = "no live model serves it on this day"
            if forbidding(self.view, surface.id):
                because = "your organization does not allow it"
            reachable = self.knowledge.is_live(surface.id) is not False and not forbidding(self.view, surface.id)
            leading = tuple(change for change, to in changes if to == surface.id and reachable)
            yield NotChosen(surface.id, because, leading)

    def _assumed(self, request: Request) -> dict[str, object]:
        """What was assumed of the job; a text that no field of the request holds was not needed."""
        given = told(self.job)
        known = {name: value for name, value in told(self.view.facts.job).items() if name not in given}
        fields = {name: [one for one in self.surface.fills if name in self.surface.carried(one)] for name in known}
        unused = {name for name, fed in fields.items() if known[name] and fed and not set(fed) & set(request.params)}
        return {name: value for name, value in known.items() if name not in unused}

    # -- what holds for the request ----------------------------------------------------------------------------------

    def _note_matches(self, found: tuple[Match, ...], view: View) -> None:
        for match in (one for one in found if one.rule.stage != "access"):
            if match.truth is Truth.TRUE:
                self.notes.caution(match, view)
            elif match.rule.level == "error":
                for name in filter(_is_lacked, match.missing):
                    why = "not told" if name in _TELLABLE else "no source tells it"
                    self.notes.lack(name, f"{why}, so {match.rule.id} could not be checked ({match.rule.title})")
        self._note_permitting(view)
        for model in dict.fromkeys((view.facts.request.image_model, view.facts.request.model)):
            if isinstance(model, str):  # whether it exists, which launch-day reports may deny for long
                self.notes.rests_on(self.knowledge.settle(f"model:{model}", "available"))

    def _note_permitting(self, view: View) -> None:
        """What lets the fields that are sent pass, and how much of it was only carried over."""
        settled = permitting(view)
        self.notes.rests_on(*settled)
        carried = [one for one in settled if one.standing == "carried over" and one.reading]
        if carried:
            said = "; ".join(f"{one.fact.replace('_', ' ')}: {in_words(one.value)}" for one in carried)
            text = f"Said of an older model and carried over to {view.facts.request.image_model}, so likely: {said}."
            self.notes.reason(
                "parameters", text, tuple(source for one in carried for source in self.knowledge.cited(one))
            )

    def _turns(self, request: Request) -> tuple[date, ...]:
        days = {settled.good_until for settled in self.notes.decided if settled.good_until}
        for model in (request.model, request.image_model):
            shutdown = self.knowledge.value(f"model:{model}", "shutdown") if isinstance(model, str) else UNKNOWN
            days |= {shutdown} if isinstance(shutdown, date) else set()
        return tuple(sorted(day for day in days if day > self.knowledge.as_of))
