"""The rule book as a person looks things up in it: the models, the routes, who says what, and what an id means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.cause_lookup import explain_cause, explain_debugging, explain_signature
from advisor.changes import since_model
from advisor.choose import candidates, preferred_image_model, preferred_mainline
from advisor.claim import Claim, Topic
from advisor.errors import InputError, nearest
from advisor.evaluate import View
from advisor.facts import ABSENT, Facts, Job, Request, close_job
from advisor.freshness import Knowledge, Reading, Settled
from advisor.lifecycle import model_row
from advisor.lookup import Explanation, ModelRow, RouteLine, Section, TopicAnswer, Voice
from advisor.rulebook import Rule, RuleBook
from advisor.wording import in_words, shown

__all__ = ["explain", "models", "routes", "sources"]


def models(knowledge: Knowledge) -> tuple[ModelRow, ...]:
    """The lifecycle table on a day: image models first, newest first; models nobody had spoken of yet are left out."""
    book = knowledge.book
    known = [card for card in book.cards.values() if knowledge.is_known(card.id)]
    known.sort(key=lambda card: (card.kind, -knowledge.released(card).toordinal(), card.id))
    return tuple(model_row(knowledge, card.id) for card in known)


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


# -- what an id means ------------------------------------------------------------------------------------------------


def explain(knowledge: Knowledge, id_: str) -> Explanation:
    """What a rule, model, family, surface, source, topic, route row, cause, signature or debugging stage is.

    Of an id that means several things, what each of them is.

    Raises:
        InputError: an id that no rule knows.
    """
    found = tuple(_meanings(knowledge, id_))
    if not found:
        ids = _ids(knowledge.book)
        kinds = "a rule, model, surface, source, topic, route, cause or signature"
        raise InputError(f"nothing is named {id_!r}{nearest(id_, ids)}; expected {kinds}")
    first, *others = found
    return replace(first, sections=(*first.sections, *(section for one in others for section in one.sections)))


def _meanings(knowledge: Knowledge, id_: str) -> Iterable[Explanation]:
    book = knowledge.book
    if id_ in book.rules_by_id:
        yield _explain_rule(book.rules_by_id[id_])
    if id_ in book.retired:
        yield Explanation(id_, "rule", "a rule that is retired here", (Section("Why", (book.retired[id_],)),))
    if id_ in book.cards or id_ in book.families:
        yield _explain_subject(knowledge, f"{'model' if id_ in book.cards else 'family'}:{id_}")
    if id_ in book.surfaces:
        yield _explain_subject(knowledge, f"surface:{id_}", book.surfaces[id_].title)
    if id_ in book.sources:
        yield _explain_source(knowledge, id_)
    if id_ in book.topics:
        yield _explain_topic(book.topics[id_])
    row = next((row for row in book.routes if id_ in (row.id, f"routes/{row.id}")), None)
    if row is not None and id_ not in book.topics:
        yield _explain_route(book, row.id)
    if id_ in book.causes:
        yield explain_cause(book, id_)
    if any(one.id == id_ for one in book.signatures):
        yield explain_signature(book, id_)
    if id_ in ("debugging", *(stage.id for stage in book.debugging.stages)):
        yield explain_debugging(book)


def _ids(book: RuleBook) -> list[str]:
    """Every id that means something."""
    maps = (book.rules_by_id, book.retired, book.cards, book.families, book.surfaces, book.sources, book.topics)
    rows = [name for row in book.routes for name in (f"routes/{row.id}", row.id)]
    signatures = (one.id for one in book.signatures)
    return [*(id_ for one in maps for id_ in one), *rows, *book.causes, *signatures, "debugging"]


def _explain_rule(rule: Rule) -> Explanation:
    sections = [
        Section("What", (f"{rule.level}, stage {rule.stage}, judged on {rule.as_of}",)),
        Section("Level changed here", (rule.overridden,) if rule.overridden else ()),
        Section("Why", (rule.because,)),
        Section("When", (_words(rule.when.names),)),
        Section("Avoid", _examples(rule.avoid)),
        Section("Prefer", _examples(rule.prefer)),
    ]
    if rule.fix:
        sections.append(Section("Fix", tuple(_fixes(rule))))
    if rule.free_check:
        sections.append(Section("Free check", (rule.free_check,)))
    return Explanation(rule.id, "rule", rule.title, (*sections, Section("Sources", rule.sources)))


def _fixes(rule: Rule) -> Iterable[str]:
    for name, value in rule.fix.items():
        told = value.items() if isinstance(value, Mapping) else [("", value)]
        for was, now in told:
            becomes = f"becomes {in_words(now)}" if now is not ABSENT else "is left out"
            yield f"{name} {was} {becomes}" if was else f"{name} {becomes}"
    if rule.fix_safety == "unsafe":
        yield "asks for another image"


def _examples(examples: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(line for example in examples for line in _example(example))


def _example(example: object) -> Iterable[str]:
    if isinstance(example, Mapping):
        return [f"{name}: {in_words(value)}" for name, value in example.items()]
    return str(example).rstrip().splitlines()


def _explain_subject(knowledge: Knowledge, subject: str, title: str = "") -> Explanation:
    kind, _, id_ = subject.partition(":")
    book = knowledge.book
    lines: dict[str, list[str]] = {}
    if kind == "model":
        card = book.cards[id_]
        title = f"a model of the {book.families[card.family].title} family"
        parts = {
            "family": card.family,
            "generation": card.generation,
            "line": card.line,
            "follows": card.follows,
            "is": card.same_as,
        }
        about = [f"{name}: {value}" for name, value in parts.items() if value]
        lines["Card"] = [*about, f"lifecycle on {knowledge.as_of}: {shown(knowledge.lifecycle(id_))}"]
    for topic in book.topics.values():
        for fact in topic.facts.values():
            lines.setdefault(topic.asks, []).extend(_fact_lines(knowledge, subject, fact.name))
    sections = tuple(Section(name, tuple(told)) for name, told in lines.items() if told)
    if kind == "model" and knowledge.is_known(id_):
        sections = (*sections, Section("What a migration changes", tuple(_migration(knowledge, id_))))
    return Explanation(id_, kind, title or id_, sections)


def _migration(knowledge: Knowledge, model: str) -> Iterable[str]:
    """Where to go from a model, what breaks, and how much else differs."""
    found = since_model(knowledge, model)
    yield found.says
    for move in found.moves:
        to = f"to {move.new_model}" if move.new_surface else "no source tells what follows"
        yield f"{move.surface}: {'stays' if move.stays else to}"
    for one in found.breaks:
        yield f"breaks on {', '.join(one.surfaces)}: {one.text}{f' So {one.fix}.' if one.fix else ''}  [{one.rule}]"
    counted = Counter(one.standing for one in found.changes)
    words = {"changed": "are different", "new": "are told of the new model only", "untold": "are told of the old only"}
    told = ", ".join(f"{counted[standing]} {said}" for standing, said in words.items() if counted[standing])
    if told:
        yield f"of the other facts {told}; `advisor changes --since {model}` lists them"


def _fact_lines(knowledge: Knowledge, subject: str, fact: str) -> Iterable[str]:
    """What is held to be true of a fact: one line, or one for each surface where surfaces differ.

    Of a fact that is not settled for one subject, the newest word of each source, or every word where words add up.
    """
    if not knowledge.book.fact_types[fact].settles:
        yield from _words_of_sources(knowledge, subject, fact)
        return
    told = {surface: knowledge.settle(subject, fact, surface) for surface in knowledge.surfaces_of(subject, fact)}
    known = {surface: settled for surface, settled in told.items() if settled.standing != "unknown"}
    alike = len({in_words(settled.value) for settled in known.values()}) == 1 and len(known) == len(told)
    when_none = knowledge.book.fact_types[fact].when_none
    for surface, settled in list(known.items())[: 1 if alike else None]:
        yield _settled_line(f"{fact} on {surface}" if surface and not alike else fact, settled, when_none)


def _words_of_sources(knowledge: Knowledge, subject: str, fact: str) -> Iterable[str]:
    claims = [claim for claim in knowledge.book.claims.get((subject, fact), ()) if claim.seen <= knowledge.as_of]
    adds_up = knowledge.book.fact_types[fact].adds_up
    oldest_first = sorted(claims, key=lambda claim: claim.seen)
    newest = {(claim.source.id, in_words(claim.value) if adds_up else ""): claim for claim in oldest_first}
    for claim in sorted(newest.values(), key=lambda claim: (claim.seen, claim.source.id), reverse=True):
        yield f"{fact}: {in_words(claim.value)}  [{claim.source.id}, {claim.seen}]"


def _settled_line(name: str, settled: Settled, when_none: str) -> str:
    if settled.reading is None:
        return f"{name}: disputed ({settled.because})"
    claim = settled.reading.claim
    marks = [settled.standing] if settled.standing != "settled" else []
    marks += ["stale"] if settled.stale else []
    edition = f" {claim.edition}" if claim.edition else ""
    said = f"{claim.source.id}{edition}, {claim.day}"
    none = f" ({when_none})" if settled.value is ABSENT and when_none else ""
    return f"{name}: {in_words(settled.value)}{none}  [{'; '.join([said, *marks])}]"


def _explain_source(knowledge: Knowledge, id_: str) -> Explanation:
    book = knowledge.book
    source = book.sources[id_]
    claims = [claim for claim in book.all_claims if claim.source.id == id_ and claim.seen <= knowledge.as_of]
    ranks = [f"{topic.id}: class {rank}" for topic in book.topics.values() for rank in _ranks(topic, source.kind)]
    days = sorted({claim.seen for claim in claims})
    said = sorted({f"{claim.seen}  {_subject(claim)}: {claim.fact} = {in_words(claim.value)}" for claim in claims})
    sections = (
        Section(
            "What", (f"{source.kind.replace('_', ' ')} by {source.owner}", source.url or "no exact address is known")
        ),
        Section("Ranked", tuple(ranks)),
        Section("Read on", tuple(str(day) for day in days)),
        Section("Says", tuple(said)),
    )
    return Explanation(id_, "source", source.title, sections)


def _ranks(topic: Topic, kind: str) -> list[int]:
    return [rank for rank, kinds in enumerate(topic.classes) if kind in kinds]


def _subject(claim: Claim) -> str:
    return claim.subject.partition(":")[2] or claim.subject


def _explain_topic(topic: Topic) -> Explanation:
    classes = tuple(f"{rank}. {', '.join(sorted(kinds)).replace('_', ' ')}" for rank, kinds in enumerate(topic.classes))
    facts = tuple(
        f"{fact.name}: {fact.means}{f' (none: {fact.when_none})' if fact.when_none else ''}"
        for fact in topic.facts.values()
    )
    carried = ("A model nobody spoke of takes the answer of the generation before it.",) if topic.carries_over else ()
    stale = f"A reading counts as stale after {topic.stale_after} days; it still answers."
    sections = (Section("Believed, best first", classes), Section("Facts", facts), Section("Age", (stale, *carried)))
    return Explanation(topic.id, "topic", topic.asks, sections)


def _explain_route(book: RuleBook, id_: str) -> Explanation:
    row = next(row for row in book.routes if row.id == id_)
    sections = [
        Section("Route", (row.surface,)),
        Section("Use it first when", (row.use_first_when,)),
        Section("Why", (row.because,)),
        Section("Main mistake to avoid", (row.mistake,)),
        Section("When", (_words(row.when.names),)),
    ]
    costs = book.surfaces[row.surface].costs
    if costs:
        sections.append(Section("Costs", costs))
    return Explanation(f"routes/{row.id}", "route", row.surface, (*sections, Section("Sources", row.sources)))
