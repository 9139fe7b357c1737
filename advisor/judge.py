"""Lint: which rules the requests of a code base break."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from advisor.condition import Lookup
from advisor.evaluate import Match, View, matches
from advisor.extract.ignores import Ignore
from advisor.facts import ABSENT, UNKNOWN, Facts, Gap, Request
from advisor.finding import CONFIDENCES, Finding, Linted, RulePage
from advisor.focus import focus_of
from advisor.freshness import Knowledge
from advisor.left import Left, summed
from advisor.levels import LEVELS
from advisor.mend import Mender, Texts
from advisor.notes import cited, overruled, sources_of
from advisor.printable import in_utf8
from advisor.rulebook import Rule
from advisor.selection import judging
from advisor.site import Sighting, Site
from advisor.suppress import Suppressions
from advisor.truth import Truth
from advisor.wording import in_words, worded

__all__ = ["lint"]


def lint(
    knowledge: Knowledge,
    sightings: Iterable[Sighting],
    *,
    files: int,
    left: tuple[Left, ...] = (),
    texts: Texts = lambda _: None,
    pedantic: bool = False,
    ignores: Iterable[Ignore] = (),
) -> Linted:
    """What breaks a rule on the day and no comment lets pass; with `pedantic` also what might, as notes.

    `texts` gives the text of a file by its path, None where there is none, and then no fix either.
    """
    seen = sorted(sightings, key=_place)
    judge, book = _Judge(knowledge, texts, pedantic=pedantic), knowledge.book
    comments = Suppressions(ignores, knowledge.as_of, {rule.id for rule in judge.rules} | set(book.retired))
    found = [
        (one, finding, comments.let_pass(finding))
        for one in seen
        for finding in judge.findings(one, doubted=comments.concern(one.site))
        # what might be wrong is asked of a comment too, so that it never counts as unused for want of `pedantic`
    ]
    found = [row for row in found if pedantic or not row[1].missing]
    found += [(one, finding, False) for one in comments.sightings() for finding in judge.findings(one)]
    found.sort(key=lambda row: _place(row[0]))
    every = zip(_fingerprinted(row[:2] for row in found), found, strict=True)
    findings = tuple(finding for finding, (_, _, passed) in every if not passed)
    cited = {one.rule for one in findings}
    return Linted(
        as_of=knowledge.as_of,
        newest_reading=book.newest_reading(knowledge.as_of),
        findings=findings,
        files=files,
        requests=sum(1 for one in seen if one.surfaces != (Gap.UNKNOWN,)),
        elsewhere=dict(sorted(Counter(one.site.host for one in seen if not judge.judges_models(one)).items())),
        rules=len(judge.rules),
        pages={id_: _page(book.rules_by_id[id_], knowledge) for id_ in sorted(cited)},
        left=summed(left),
        suppressed=sum(passed for _, _, passed in found),
    )


def _place(sighting: Sighting) -> tuple[str, int, int]:
    site = sighting.site
    return (in_utf8(site.path), site.line, site.column)


@dataclass
class _Held:
    """A rule on all that one request may be."""

    rule: Rule
    true: list[tuple[Match, View]]
    perhaps: list[tuple[Match, View]]


class _Judge:
    """Puts requests before the rules."""

    def __init__(self, knowledge: Knowledge, texts: Texts, *, pedantic: bool) -> None:
        self._knowledge, self._pedantic = knowledge, pedantic
        self.rules = judging(knowledge.book)
        self._clients = knowledge.book.clients
        self._mender = Mender(knowledge, self.rules, texts)

    def judges_models(self, sighting: Sighting) -> bool:
        """Whether the model of a request is judged: only the server's owner can end it."""
        return self._clients.judge("model", sighting.site.host)

    def findings(self, sighting: Sighting, *, doubted: bool = False) -> Iterator[Finding]:
        """What a request breaks, the gravest first; where `doubted`, also what it might."""
        rules = [rule for rule in self.rules if self._judges(rule, sighting.site)]
        views = [self._view(sighting, request) for request in sighting.requests()]
        held = [self._held(rule, views) for rule in rules]
        found = [self._finding(one, sighting, len(views)) for one in held if _is_certain_of_a_value(one, views)]
        if (self._pedantic or doubted) and sighting.site.how not in _WITHOUT_REQUEST:
            found += [self._doubt(one, sighting) for one in held if one.perhaps and not one.true]
        yield from sorted(found, key=lambda one: LEVELS.index(one.level))

    def _judges(self, rule: Rule, site: Site) -> bool:
        """Whether a rule speaks of such a place: of a comment only those on comments do."""
        return self._clients.judge(rule.stage, site.host) and (
            site.how != "comment" or "site.ignore" in rule.when.names
        )

    def _view(self, sighting: Sighting, request: Request) -> View:
        return View(self._knowledge, Facts(as_of=self._knowledge.as_of, request=request, site=sighting.site))

    @staticmethod
    def _held(rule: Rule, views: Iterable[View]) -> _Held:
        held = _Held(rule, [], [])
        for view in views:
            for match in matches(view, (rule,)):
                (held.true if match.truth is Truth.TRUE else held.perhaps).append((match, view))
        return held

    def _finding(self, held: _Held, sighting: Sighting, of: int) -> Finding:
        rule, (match, view) = held.rule, held.true[0]
        sure = [sighting.site.confidence]
        if len(held.true) < of or not match.certain or self._is_carried_over(view):
            sure.append("medium")
        texts = list(dict.fromkeys(worded(rule.message, _named(view)) for _, view in held.true))
        if _rests_on_default(rule, view):
            sure.append("medium")
            texts.append("(No image model is named; that is the one documented as the default.)")
        if len(held.true) < of:
            texts.append(_when(rule, view.facts.request, sighting, texts[0]))
        fix = self._mender.fix(sighting, [view for _, view in held.true], rule)
        return Finding(
            rule=rule.id,
            stage=rule.stage,
            level=min((_level(rule, view) for _, view in held.true), key=LEVELS.index),
            confidence=max(sure, key=CONFIDENCES.index),
            site=sighting.site,
            message=" ".join(filter(None, texts)),
            because=rule.because,
            sources=cited(sources_of(match, view), self._knowledge.book),
            overruled=tuple(overruled(match.rests_on, self._knowledge)),
            focus=focus_of(rule, view, sighting),
            fix=None if isinstance(fix, str) else fix,
            unfixed=fix if isinstance(fix, str) else "",
        )

    def _doubt(self, held: _Held, sighting: Sighting) -> Finding:
        """What might break a rule: a note, and which facts would tell."""
        rule, (match, view) = held.rule, held.perhaps[0]
        missing = tuple(dict.fromkeys(name for one, _ in held.perhaps for name in one.missing))
        return Finding(
            rule=rule.id,
            stage=rule.stage,
            level="note",
            confidence="low",
            site=sighting.site,
            message=f"May be: {rule.title}. The code does not tell {', '.join(missing)}.",
            because=rule.because,
            sources=cited(sources_of(match, view), self._knowledge.book),
            missing=missing,
        )

    def _is_carried_over(self, view: View) -> bool:
        """Whether what is known of a model is known of the alias of its snapshot only."""
        names = (view.facts.request.model, view.facts.request.image_model)
        cards = self._knowledge.book.cards
        return any(isinstance(name, str) and name not in cards and view.knowledge.book.card_of(name) for name in names)


_WITHOUT_REQUEST = ("setting", "prose", "comment")
"""Sightings that are no requests: most facts of one are unknown, and always will be."""


def _is_certain_of_a_value(held: _Held, views: Sequence[View]) -> bool:
    """Whether a rule is broken by all that may be, or by one value of one part whatever the others are.

    Code mostly chooses two parts together, such as a model and a size: then no pair that it never sends is told. What
    is sent where every part has a value that the code tells, its defaults, is told too.
    """
    if len(held.true) in (0, len(views)):
        return bool(held.true)
    broken = {id(view) for _, view in held.true}
    by_value: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for view in views:
        for name, value in _parts(view.facts.request).items():
            by_value[name, repr(value)].append(id(view) in broken)
    varying = {name for (name, _), of in by_value.items() if len(of) < len(views)}
    told = [view for view in views if not any(_parts(view.facts.request).get(name) is UNKNOWN for name in varying)]
    return any(map(all, by_value.values())) or (bool(told) and all(id(view) in broken for view in told))


def _parts(request: Request) -> dict[str, object]:
    """All that a request may differ in, by name."""
    fields = {"." + name: value for name, value in request.params.items()}
    return {"surface": request.surface, "model": request.model, "image_model": request.image_model, **fields}


def _rests_on_default(rule: Rule, view: View) -> bool:
    """Whether a rule reads the card of the model that draws, and none is named."""
    reads = any(name.startswith("image_model.") for name in rule.when.names)
    return reads and view("request.image_model") is ABSENT


def _named(view: View) -> Lookup:
    """The facts of a request for its message: where no model is named, the one that draws then."""

    def lookup(name: str) -> object:
        value = view(name)
        return view("image_model.id") if name == "request.image_model" and value is ABSENT else value

    return lookup


def _level(rule: Rule, view: View) -> str:
    rise = next((one for one in rule.rises if one.when(view).truth is Truth.TRUE), None)
    return rise.level if rise else rule.level


def _when(rule: Rule, request: Request, sighting: Sighting, message: str) -> str:
    """With which of the values that code decides between a rule is broken, unless the message tells them."""
    read = {name.removeprefix("request.") for name in rule.when.names}
    read |= {name.partition(".")[0] for name in rule.when.names}
    parts: dict[str, tuple[object, tuple[object, ...]]] = {
        "surface": (request.surface, sighting.surfaces),
        "model": (request.model, sighting.model),
    }
    if sighting.model != sighting.image_model:
        parts["image_model"] = (request.image_model, sighting.image_model)
    elif "image_model" in read:
        read.add("model")
    parts |= {name: (request.params.get(name, ABSENT), values) for name, values in sighting.params.items()}
    varying = [
        f"{name} {_told(value)}"
        for name, (value, values) in parts.items()
        if name in read and len(values) > 1 and value is not Gap.UNKNOWN and _told(value) not in message
    ]
    return f"(With {', '.join(varying)}.)" if varying else ""


def _told(value: object) -> str:
    return "left out" if value is ABSENT else f"`{in_words(value)}`"


def _page(rule: Rule, knowledge: Knowledge) -> RulePage:
    return RulePage(
        id=rule.id,
        stage=rule.stage,
        level=rule.level,
        title=rule.title,
        because=rule.because,
        avoid=_code(rule.avoid),
        prefer=_code(rule.prefer),
        sources=cited(rule.sources, knowledge.book),
    )


def _code(examples: Iterable[object]) -> str:
    return next((one for one in examples if isinstance(one, str)), "")


def _fingerprinted(found: Iterable[tuple[Sighting, Finding]]) -> tuple[Finding, ...]:
    """Each with what stays the same while lines move: rule, path and request; alike ones are counted."""
    counts: Counter[str] = Counter()
    findings = []
    for sighting, one in found:
        site = one.site
        request = (sighting.surfaces, sighting.model, sighting.image_model, sorted(sighting.params), site.ignores)
        told = "\0".join((one.rule, site.path, site.language, site.how, repr(request)))
        counts[told] += 1
        hashed = hashlib.sha256(f"{told}\0{counts[told]}".encode("utf-8", "replace")).hexdigest()
        findings.append(replace(one, fingerprint=hashed[:32]))
    return tuple(findings)
