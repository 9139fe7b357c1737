"""The rule book as a person looks things up in it: the models, the routes, and who says what."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.choose import candidates, preferred_image_model, preferred_mainline
from advisor.claim import Topic
from advisor.closed import row_closed
from advisor.errors import InputError, nearest
from advisor.evaluate import View
from advisor.facts import Facts, Job, Request, close_job
from advisor.freshness import Knowledge, Reading, Settled
from advisor.lifecycle import model_row, models_in_order
from advisor.lookup import ModelRow, RouteLine, TopicAnswer, Voice
from advisor.wording import shown

__all__ = ["models", "routes", "sources"]


def models(knowledge: Knowledge) -> tuple[ModelRow, ...]:
    """The lifecycle table on a day: image models first, newest first; models nobody had spoken of yet are left out."""
    return tuple(model_row(knowledge, model) for model in models_in_order(knowledge))


def routes(knowledge: Knowledge) -> tuple[RouteLine, ...]:
    """The route table, in the order in which it is read."""
    book = knowledge.book
    mainline = str(shown(preferred_mainline(knowledge)[0].value))
    lines = []
    for row in book.routes:
        surface = book.surfaces[row.surface]
        facts = Facts(as_of=knowledge.as_of, job=close_job(Job()), request=Request(surface=row.surface))
        preferred = preferred_image_model(View(knowledge, facts)).model
        image = next(iter(candidates(knowledge, row.surface, preferred)), "none that is alive")
        told = {
            fact: str(shown(knowledge.value(f"surface:{row.surface}", fact))) for fact in ("method", "path", "python")
        }
        lines.append(
            RouteLine(
                row=row.id,
                when=_words(row.when.names),
                surface=row.surface,
                allowed=knowledge.value(f"surface:{row.surface}", "allowed") is not False,
                closed=row_closed(knowledge, row),
                model_field=f"mainline model: {mainline}" if surface.model_kind == "text" else f"image model: {image}",
                use_first_when=row.use_first_when,
                mistake=row.mistake,
                costs=surface.costs,
                sources=row.sources,
                **told,
            )
        )
    return tuple(lines)


def _words(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "nothing; it always holds"


# -- who says what ---------------------------------------------------------------------------------------------------


def sources(knowledge: Knowledge, topic: str, subject: str = "") -> tuple[TopicAnswer, ...]:
    """Who says what on a topic, since when, who wins and why.

    Without a subject, a topic of many subjects tells where sources differ.

    Raises:
        InputError: a topic or subject that no rule knows.
    """
    found = knowledge.book.topics.get(topic)
    if found is None:
        topics = knowledge.book.topics
        raise InputError(f"no topic is named {topic!r}{nearest(topic, topics)}; expected one of {', '.join(topics)}")
    choices = () if subject else tuple(_choices(knowledge, found))
    return choices or tuple(_per_subject(knowledge, found, subject))


def _choices(knowledge: Knowledge, topic: Topic) -> Iterable[TopicAnswer]:
    """The questions whose candidates are models themselves."""
    if topic.id == "image-generation":
        yield _topic_answer(topic, knowledge.generation(), "current generation")
    elif topic.id == "responses-model":
        yield _topic_answer(topic, knowledge.mainline(), "mainline model")
    elif topic.id == "image-line":
        generation = str(knowledge.generation().value)
        for purpose in topic.facts["suits"].values:
            settled = knowledge.line_for(purpose, generation)
            yield _topic_answer(topic, settled, f"{generation} for {purpose}")


def _per_subject(knowledge: Knowledge, topic: Topic, subject: str) -> Iterable[TopicAnswer]:
    book = knowledge.book
    pairs = sorted({key for key in book.claims if key[1] in topic.facts})
    if subject:
        names = {name.partition(":")[2] or name for name, _ in book.claims}
        if subject not in names:
            raise InputError(f"no subject is named {subject!r}{nearest(subject, names)}")
        pairs = [pair for pair in pairs if (pair[0].partition(":")[2] or pair[0]) == subject]
    for name, fact in pairs:
        for surface in knowledge.surfaces_of(name, fact) if topic.facts[fact].settles else ():
            settled = knowledge.settle(name, fact, surface)
            if settled.standing == "unknown" or not (subject or settled.overruled or settled.disputed):
                continue
            on = f" on {surface}" if surface else ""
            yield _topic_answer(topic, settled, f"{name.partition(':')[2] or name}: {topic.facts[fact].means}{on}")


def _topic_answer(topic: Topic, settled: Settled, question: str) -> TopicAnswer:
    return TopicAnswer(
        topic=topic.id,
        question=question,
        subject=settled.subject,
        fact=settled.fact,
        value=settled.value,
        standing=settled.standing,
        stale=settled.stale,
        age=settled.age,
        because=settled.because,
        voices=tuple(_voices(topic, settled)),
    )


def _voices(topic: Topic, settled: Settled) -> Iterable[Voice]:
    """The newest reading of every source, best class first, the newest first within a class."""
    newest: dict[str, Reading] = {}
    for reading in settled.heard:
        newest.setdefault(reading.claim.source.id, reading)
    for reading in newest.values():
        claim = reading.claim
        same = [
            one.claim.seen for one in settled.heard if one.claim.source == claim.source and one.says == reading.says
        ]
        broken = [
            one.claim.seen for one in settled.heard if one.claim.source == claim.source and one.says != reading.says
        ]
        since = min((day for day in same if not any(day < gap < claim.seen for gap in broken)), default=claim.seen)
        verdict, because = _verdict(topic, settled, reading)
        yield Voice(
            source=claim.source.id,
            title=claim.source.title,
            kind=claim.source.kind,
            rank=topic.rank(claim.source.kind),
            says=reading.says,
            since=since,
            seen=claim.seen,
            verdict=verdict,
            because=because,
        )


def _verdict(topic: Topic, settled: Settled, reading: Reading) -> tuple[str, str]:
    """What becomes of a reading, and why it is overruled."""
    winner = settled.reading
    if winner is None:
        return ("disputed", "") if reading in settled.disputed else ("overruled", "stands below the disputed readings")
    if reading.claim == winner.claim:
        return ("decides", "")
    if reading.says == winner.says:
        return ("agrees", "")
    if topic.rank(reading.claim.source.kind) > topic.rank(winner.claim.source.kind):
        kinds = (reading.claim.source.kind.replace("_", " "), winner.claim.source.kind.replace("_", " "))
        return ("overruled", kinds[0] + " stands below " + kinds[1])
    if reading.claim.seen < winner.claim.seen:
        return ("overruled", f"older than {winner.claim.source.title}")
    return ("overruled", "of the same day, but of a model released earlier")
