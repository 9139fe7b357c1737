"""What is to blame for a failure: signatures of errors and the rules on request and account, weighed together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from advisor.causes import KnownCause, Led, Probe, Signature
from advisor.clues import clues, quoted, quoted_fact, told
from advisor.diagnosis import Cause, Check, Cleared, Diagnosis, Evidence, Linked, Step
from advisor.evaluate import Match, View, matches
from advisor.facts import UNKNOWN, Facts, Gap
from advisor.failure import Case, Failure, in_its_own_words
from advisor.freshness import Knowledge, knowledge_of
from advisor.likeness import alike_causes
from advisor.named import with_named_model
from advisor.notes import cited, sources_of
from advisor.recognized import without_recognized
from advisor.rulebook import Rule, RuleBook, Stage
from advisor.secrets import redacted, redacted_field
from advisor.truth import Truth
from advisor.wording import FACT, worded

__all__ = ["MOST_CAUSES", "cheapest_checks", "diagnose"]

MOST_CAUSES = 5
STANDINGS = ("shown", "likely", "possible", "cleared")
"""Of a cause, best first."""
_RESEMBLES = "No signature holds; what was printed shares words with what is known of this cause."
_CONFIDENCE = {"shown": "high", "likely": "medium", "possible": "low", "cleared": "low"}


def diagnose(case: Case, *, as_of: date, book: RuleBook) -> Diagnosis:
    """The causes of a case, the first right step, and what to leave alone. The case's own day counts before `as_of`."""
    case = without_recognized(case)
    knowledge = knowledge_of(book, case.as_of or as_of)
    tried = [_Trial(_view(case, failure, knowledge)) for failure in case.failures]
    first = next((one for one in tried if one.tells), tried[0])
    causes = first.causes()
    leading = causes[0]
    return Diagnosis(
        as_of=knowledge.as_of,
        newest_reading=book.newest_reading(knowledge.as_of),
        understood=_understood(first.view),
        causes=causes,
        first_step=_first_step(leading, first.view),
        do_not=_do_not(leading, book),
        checks=() if leading.standing == "shown" else tuple(cheapest_checks(first.view)),
        linked=tuple(_linked(one) for one in tried if one is not first),
        cleared=_cleared(first.cleared.values(), causes),
        id=redacted_field("id", case.id),
    )


def _first_step(leading: Cause, view: View) -> Step:
    """The next step of what is shown or likely, the check of what is possible; of a mere hint, of the first stage."""
    if not leading.signatures:
        return _step(view.knowledge.book.debugging.stages[0].probe, view)
    return leading.next_step if leading.standing in ("shown", "likely") else leading.check


def _do_not(leading: Cause, book: RuleBook) -> tuple[str, ...]:
    """What to leave alone: as the cause says, or else its stage; and in general where nothing is shown."""
    if not leading.signatures:
        return book.debugging.do_not
    own = book.left_alone(leading.cause)
    return own if leading.standing == "shown" else tuple(dict.fromkeys((*own, *book.debugging.do_not)))


def _cleared(cleared: Iterable[Cleared], causes: Iterable[Cause]) -> tuple[Cleared, ...]:
    """What is in order; two signatures may differ on that, and then what one of them shows is not."""
    suspected = {name for one in causes if one.standing in ("shown", "likely") for name in (one.cause, one.stage)}
    return tuple(one for one in cleared if one.what not in suspected)


def _view(case: Case, failure: Failure, knowledge: Knowledge) -> View:
    failure = in_its_own_words(failure)
    request = with_named_model(case.request, failure, knowledge.book)
    return View(knowledge, Facts(as_of=knowledge.as_of, account=case.account, request=request, failure=failure))


@dataclass
class _Suspect:
    """A cause in the making."""

    known: KnownCause
    standing: str
    place: int
    """Among the causes of its signature, 0 where it leads; what rules alone bring comes after what the error shows."""
    because: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    led_by: list[str] = field(default_factory=list)


class _Trial:
    """One failure before the signatures and the rules."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._book = view.knowledge.book
        self._suspects: dict[str, _Suspect] = {}
        self.cleared: dict[str, Cleared] = {}
        """By stage or cause."""
        for signature in _holding(view):
            self._take(signature)
        for match in matches(view, self._judging()):
            if match.truth is Truth.TRUE:
                self._take_rule(match)

    @property
    def tells(self) -> bool:
        """Whether the failure tells of a cause, and not only of what may be."""
        return any(one.standing in ("shown", "likely") for one in self._suspects.values())

    def causes(self) -> tuple[Cause, ...]:
        """The causes, the likeliest first; the stages themselves where there is none."""
        suspects = [self._weighed(one) for one in self._suspects.values()]
        if not any(one.standing != "cleared" for one in suspects):
            any_stage = (_any_of(stage, self.view) for stage in self._book.debugging.stages)
            return (*self._resembled(), *any_stage)[:MOST_CAUSES]
        stages = [stage.id for stage in self._book.debugging.stages]
        suspects.sort(
            key=lambda one: (STANDINGS.index(one.standing), one.place, stages.index(one.known.stage), one.known.id)
        )
        found = tuple(_cause(one, self.view) for one in suspects[:MOST_CAUSES])
        hints = () if found[0].standing == "shown" else self._resembled()
        open_ = [one for one in found if one.standing != "cleared"] + [
            one for one in hints if one.cause not in self._suspects
        ]
        return (*open_, *(one for one in found if one.standing == "cleared"))[:MOST_CAUSES]

    def _resembled(self) -> Iterator[Cause]:
        """The causes that the text resembles, which is a hint and no more."""
        told = [one for one in (self.view("failure.text"), self.view("failure.told")) if isinstance(one, str)]
        for like in alike_causes("\n".join(told), self._book):
            suspect = _Suspect(self._book.causes[like.cause], "possible", 0, [_RESEMBLES])
            suspect.evidence = [Evidence("words in common", quoted(", ".join(like.words)))]
            yield _cause(suspect, self.view)

    def _judging(self) -> Iterator[Rule]:
        """The rules that speak of a cause, as far as they hold for whoever has a part in the failure."""
        parties = self.view("failure.parties")
        hosts = parties if isinstance(parties, tuple) and parties else ("openai",)
        clients = self._book.clients
        for rule in self._book.rules:
            if rule.cause and (rule.stage == "access" or all(clients.judge(rule.stage, host) for host in hosts)):
                yield rule

    def _take(self, signature: Signature) -> None:
        for one in signature.clears:
            self.cleared.setdefault(one, Cleared(one, signature.because, signature.id))
        led = False
        place = 0
        for row in signature.causes:
            verdict = row.when(self.view)
            if verdict.truth is Truth.FALSE:
                continue
            holds = verdict.truth is Truth.TRUE and not led
            self._suspect(signature, row, row.standing if holds else "possible", 0 if holds else place)
            led = led or holds
            place += 1

    def _suspect(self, signature: Signature, row: Led, standing: str, place: int) -> None:
        one = self._of(row.cause, standing, place)
        one.because.append(row.because or signature.because)
        one.evidence += [*clues(signature.when, self.view), *clues(row.when, self.view)]
        one.sources += signature.sources
        one.led_by.append(signature.id)

    def _take_rule(self, match: Match) -> None:
        rule = match.rule
        before = self._suspects.get(rule.cause)
        sure = match.certain and rule.level != "note"
        standing = "likely" if sure else "possible"
        if before is not None and before.standing in ("shown", "likely") and sure:
            standing = "shown"
        one = self._of(rule.cause, standing, 1)
        one.because.append(rule.because)
        one.evidence.append(Evidence(f"rule {rule.id}", quoted(worded(rule.message, told(self.view)))))
        one.sources += sources_of(match, self.view)
        one.led_by.append(rule.id)

    def _of(self, cause: str, standing: str, place: int) -> _Suspect:
        """The suspect of a cause, at the better of its standings and places."""
        one = self._suspects.get(cause)
        if one is None:
            one = self._suspects[cause] = _Suspect(self._book.causes[cause], standing, place)
        rank, before = (STANDINGS.index(standing), place), (STANDINGS.index(one.standing), one.place)
        if rank < before:
            one.standing, one.place = standing, place
        return one

    def _weighed(self, one: _Suspect) -> _Suspect:
        """Cleared where a signature clears it; a signature that itself leads there knows better."""
        cleared = self.cleared.get(one.known.id) or self.cleared.get(one.known.stage)
        if cleared and one.standing != "shown":
            one.standing, one.because = "cleared", [cleared.because]
        return one


def _holding(view: View) -> list[Signature]:
    """The signatures that hold and that no other sets aside; one that leads to no cause sets none aside."""
    holding = [one for one in view.knowledge.book.signatures if one.when(view).truth is Truth.TRUE]
    leading = (one for one in holding if any(row.when(view).truth is Truth.TRUE for row in one.causes))
    aside = {id_ for one in leading for id_ in one.sets_aside}
    return [one for one in holding if one.id not in aside]


def _cause(suspect: _Suspect, view: View) -> Cause:
    known = suspect.known
    return Cause(
        cause=known.id,
        stage=known.stage,
        standing=suspect.standing,
        confidence=_CONFIDENCE[suspect.standing],
        means=known.means,
        because=" ".join(dict.fromkeys(suspect.because)),
        evidence=tuple(dict.fromkeys(suspect.evidence)),
        next_step=Step(known.next_step, _filled(known.command, view), known.link, paid=False),
        check=_step(known.probe, view),
        sources=cited((*suspect.sources, *known.sources), view.knowledge.book),
        signatures=tuple(dict.fromkeys(suspect.led_by)),
    )


def _any_of(stage: Stage, view: View) -> Cause:
    """A stage of the debugging order, where nothing tells of a cause."""
    check = _step(stage.probe, view)
    return Cause(
        cause=UNKNOWN.value,
        stage=stage.id,
        standing="possible",
        confidence="low",
        means=stage.check,
        because=stage.because,
        evidence=(),
        next_step=check,
        check=check,
        sources=cited(view.knowledge.book.debugging.sources, view.knowledge.book),
        signatures=(),
    )


def cheapest_checks(view: View) -> Iterable[Check]:
    """The cheapest check of each stage, in debugging order."""
    for stage in view.knowledge.book.debugging.stages:
        yield Check(stage.id, stage.title, stage.check, _step(stage.probe, view))


def _step(probe: Probe, view: View) -> Step:
    return Step(probe.look, _filled(probe.command, view), probe.link, probe.paid)


_WORD = re.compile(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9_.:/@+-]{0,127}")
"""What may stand in a command that somebody pastes: an error can name any text as a model, an option or a key too."""


def _filled(template: str, view: View) -> str:
    """A command with its facts; empty where one of them is not known, or would be more than a word in a shell."""
    values = [view(name) for name in FACT.findall(template)]
    words = [str(value) for value in values if not isinstance(value, Gap) and _WORD.fullmatch(str(value))]
    if len(words) < len(values) or any(redacted(word) != word for word in words):
        return ""
    return worded(template, view)


_TOLD = ("status", "type", "code", "param", "message", "request_id", "exceptions", "client", "endpoint", "parties")
_SENT = ("surface", "model", "image_model")


def _understood(view: View) -> Mapping[str, object]:
    """What was read from the failure and told of the request."""
    names = [f"failure.{name}" for name in _TOLD] + [f"request.{name}" for name in _SENT]
    facts = {name: view(name) for name in names}
    facts |= {f"request.{quoted_fact('', name)}": value for name, value in view.facts.request.params.items()}
    return {
        name: value if isinstance(value, (int, float)) else quoted_fact(name, value)
        for name, value in facts.items()
        if not isinstance(value, Gap) and value != ()
    }


def _linked(trial: _Trial) -> Linked:
    message = trial.view("failure.message")
    text = message if isinstance(message, str) else trial.view("failure.text")
    leading = trial.causes()[0]
    return Linked(quoted(str(text)) if isinstance(text, str) else UNKNOWN.value, leading.cause)
