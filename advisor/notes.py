"""What an answer gathers while it is made: reasons, cautions, wishes not met, gaps, and what was settled for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from advisor.answer import Lack, Overruled, Reason, Unmet
from advisor.evaluate import Match, View
from advisor.finding import Cited
from advisor.freshness import Knowledge, Settled
from advisor.rulebook import RuleBook
from advisor.wording import in_words, worded

__all__ = ["Notes", "cited", "overruled", "sources_of"]


@dataclass(slots=True)
class Notes:
    """Grows in one direction only, in reading order."""

    reasons: list[Reason] = field(default_factory=list)
    cautions: list[Reason] = field(default_factory=list)
    unmet: list[Unmet] = field(default_factory=list)
    lacks: list[Lack] = field(default_factory=list)
    decided: list[Settled] = field(default_factory=list)

    def reason(self, rule: str, text: str, sources: tuple[str, ...] = ()) -> None:
        """Says why something is as it is."""
        self.reasons.append(Reason(rule, text, sources))

    def settled_reason(self, settled: Settled, text: str) -> None:
        """The same for something that sources settled: who decided, when, and how sure that is."""
        self.rests_on(settled)
        reading = settled.reading
        if reading is None:
            return
        said = f"{reading.claim.source.title} says so ({reading.claim.day}: {in_words(reading.claim.value)})"
        self.reason(settled.topic, f"{text}: {said}{settled.staleness}.", (reading.claim.source.id,))

    def caution(self, match: Match, view: View) -> None:
        """Takes up a rule that holds against the request and does not stop it."""
        self.rests_on(*match.rests_on)
        self.cautions.append(Reason(match.rule.id, worded(match.rule.message, view), sources_of(match, view)))

    def lack(self, fact: str, because: str) -> None:
        """Says what the answer still lacks; said once."""
        if Lack(fact, because) not in self.lacks:
            self.lacks.append(Lack(fact, because))

    def rests_on(self, *settled: Settled) -> None:
        """Keeps what the answer rests on, once each."""
        kept = {(one.topic, one.subject, one.fact) for one in self.decided}
        self.decided += [one for one in settled if one.known and (one.topic, one.subject, one.fact) not in kept]


def sources_of(match: Match, view: View) -> tuple[str, ...]:
    """The sources behind a match: those that decided on what it rests on, else its own, as read by the day."""
    deciding = [source for settled in match.rests_on for source in view.knowledge.cited(settled)]
    return tuple(dict.fromkeys(deciding)) or view.knowledge.read(match.rule.sources)


def cited(ids: Iterable[str], book: RuleBook) -> tuple[Cited, ...]:
    """The sources of some ids as an answer names them, once each."""
    sources = (book.sources[id_] for id_ in dict.fromkeys(ids))
    return tuple(Cited(one.id, one.title, one.url) for one in sources)


def overruled(decided: Iterable[Settled], knowledge: Knowledge) -> Iterator[Overruled]:
    """The readings that lost, once each, and why."""
    losers = [(settled, reading) for settled in decided for reading in settled.overruled]
    for settled, reading in {reading.claim.place: (settled, reading) for settled, reading in reversed(losers)}.values():
        if settled.reading is None:
            continue
        topic = knowledge.book.topics[settled.topic]
        claim, winner = reading.claim, settled.reading.claim
        lower = topic.rank(claim.source.kind) > topic.rank(winner.source.kind)
        why = "stands above" if lower else "is newer, or speaks of a newer model, than"
        because = f"{winner.source.title} ({winner.day}) {why}"
        yield Overruled(topic.asks, knowledge.book.sentence(claim), claim.source.id, claim.seen, because)
