"""What would mend a finding: the request that breaks no rule any more, and the edits that make the code send it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from advisor.condition import Lookup
from advisor.data_address import data_addresses
from advisor.edits import Source, UnmendedError, value_in_place_of
from advisor.evaluate import View, matches
from advisor.facts import ABSENT, DERIVED, UNKNOWN, Account, Job, Request, alike
from advisor.fill import apply_fix
from advisor.finding import Fix
from advisor.freshness import Knowledge
from advisor.recommendation import recommend
from advisor.rulebook import Rule
from advisor.site import Sighting
from advisor.sizes import nearest_sizes
from advisor.truth import Truth
from advisor.wording import in_words

__all__ = ["Mender", "Texts"]

_MOST = 12
"""Fixes that may follow from one another."""
_MODELS = ("model", "image_model")
Texts: TypeAlias = Callable[[str], str | None]
"""The text of a file by its path; None where it cannot be mended."""


class _Part(NamedTuple):
    """What mends one request."""

    spans: list[tuple[int, int, str]]
    says: list[str]
    safe: bool


class Mender:
    """Mends one finding at a time, with whatever else must change with it."""

    def __init__(self, knowledge: Knowledge, rules: tuple[Rule, ...], texts: Texts) -> None:
        self._knowledge, self._rules, self._texts = knowledge, rules, texts
        self._sources: dict[str, Source | None] = {}
        self._advised: dict[str, Request] = {}

    def fix(self, sighting: Sighting, views: Sequence[View], rule: Rule) -> Fix | str:
        """The fix of a finding, whatever of several requests the code decides for, or why there is none."""
        if not rule.fix:
            return rule.unfixable or ("" if rule.level == "note" else _UNCLEAR)
        try:
            source = self._source(sighting.site.path)
            parts = [self._part(source, sighting, view, rule) for view in views]
            edits = source.edited(span for one in parts for span in one.spans)
        except UnmendedError as reason:
            return str(reason)
        says = dict.fromkeys(word for one in parts for word in one.says)
        safe = all(one.safe for one in parts)
        return Fix(safety="safe" if safe else "unsafe", says="; ".join(says), edits=edits)

    def _part(self, source: Source, sighting: Sighting, view: View, rule: Rule) -> _Part:
        """What mends one of the requests that the code may decide for."""
        applied, after = self._mended(view, rule)
        changes = dict(_changes(view.facts.request, after))
        says, spans = _says(changes), list(self._spans(source, sighting, changes))
        if any(_READS in one.fix for one in applied):
            spans += self._base64_reads(source, sighting, view.with_request(after))
            says.append("make a data address of the base64 in the answer")
        safe = all(one.fix_safety == "safe" and not _loses(one, changes) for one in applied)
        return _Part(spans, says, safe and _is_its_own(source, sighting, changes, spans))

    def _source(self, path: str) -> Source:
        if path not in self._sources:
            text = self._texts(path)
            self._sources[path] = None if text is None else Source(text, escaped=path.endswith(".ipynb"))
        source = self._sources[path]
        if source is None:
            raise UnmendedError("The file is not UTF-8, or was not read from a file.")
        return source

    # -- the request -------------------------------------------------------------------------------------------------

    def _mended(self, view: View, rule: Rule) -> tuple[list[Rule], Request]:
        """The request after a rule's fix and those that must follow it, and all rules that were applied."""
        before = self._broken(view)
        applied, request = [rule], self._applied(view, rule)
        while True:
            broken = self._broken(view.with_request(request))
            if _READS not in rule.fix and (rule.id in broken or request == view.facts.request):
                raise UnmendedError(rule.unfixable or _UNCLEAR)
            new = [
                one for id_, one in broken.items() if id_ not in before and not (_READS in one.fix and one in applied)
            ]
            if not new:
                return applied, request
            following = next((one for one in new if one.fix and one not in applied), None)
            if following is None or len(applied) == _MOST:
                raise UnmendedError(f"The obvious change breaks another rule: {new[0].title} ({new[0].id}).")
            applied.append(following)
            request = self._applied(view.with_request(request), following)

    def _broken(self, view: View) -> dict[str, Rule]:
        """The rules that a request certainly breaks, notes aside."""
        found = (match for match in matches(view, self._rules) if match.truth is Truth.TRUE)
        return {match.rule.id: match.rule for match in found if match.rule.level != "note"}

    def _applied(self, view: View, rule: Rule) -> Request:
        before = view.facts.request
        if _READS in rule.fix:
            return before
        after = apply_fix(before, rule, view, self._lookup(view))
        if before.param("size") is ABSENT or after.param("size") is not ABSENT:
            return after
        sized = (after.with_param("size", size) for size in nearest_sizes(before.param("size"), view))
        return next((one for one in sized if not self._refuses_size(view.with_request(one))), after)

    def _refuses_size(self, view: View) -> bool:
        """Whether a rule on the size is broken, certainly or perhaps."""
        of_size = {"request.size", *(f"request.{name}" for name, (field, _) in DERIVED.items() if field == "size")}
        return any(of_size & one.rule.when.names for one in matches(view, self._rules) if one.rule.level != "note")

    def _lookup(self, view: View) -> Lookup:
        """The facts of a request, and what is recommended on its surface."""

        def lookup(name: str) -> object:
            group, _, rest = name.partition(".")
            return getattr(self._recommended(view), rest) if group == "recommended" else view(name)

        return lookup

    def _recommended(self, view: View) -> Request:
        """What would be recommended for a plain job of the same kind, on the same surface or on none."""
        id_ = str(view.facts.request.surface)
        surface = self._knowledge.book.surfaces.get(id_)
        if id_ not in self._advised:
            kind = "edit" if surface and surface.files else "generate"
            job = Job(task=kind, other_tools=bool(surface and surface.tool))
            answer = recommend(job, Account(), as_of=self._knowledge.as_of, book=self._knowledge.book)
            same = answer.route.surface == id_
            self._advised[id_] = answer.request if same else Request(surface=id_)
        return self._advised[id_]

    # -- the code ----------------------------------------------------------------------------------------------------

    def _spans(
        self, source: Source, sighting: Sighting, changes: Mapping[str, tuple[object, object]]
    ) -> Iterator[tuple[int, int, str]]:
        """The stretches of the file that change, with what they become."""
        gone: list[tuple[int, int]] = []
        for name, (old, new) in changes.items():
            if name == "surface":
                yield from self._renamed(source, sighting, str(old), str(new))
            elif new is ABSENT:
                option = source.option(sighting.site, f"{name}={old}") if sighting.site.how == "curl" else None
                if option is None:
                    gone += self._entries(source, sighting, name, old)
                else:
                    yield (*option, "")
            elif old is ABSENT:
                yield self._added(source, sighting, name, new, changes)
            else:
                yield from self._replaced(source, sighting, name, old, new)
        yield from source.removed(gone)

    @staticmethod
    def _entries(source: Source, sighting: Sighting, name: str, old: object) -> Iterator[tuple[int, int]]:
        parts = [one for one in sighting.written.get(name, ()) if alike(_plain(one.value), _plain(old))]
        spans = [source.span(region) for one in parts for region in one.entries]
        if not spans or len(parts) < len(sighting.written.get(name, ())):
            raise UnmendedError(f"`{name}` is set in a way that cannot be left out without knowing more.")
        yield from spans

    @staticmethod
    def _replaced(
        source: Source, sighting: Sighting, name: str, old: object, new: object
    ) -> Iterator[tuple[int, int, str]]:
        parts = [one for one in sighting.written.get(name, ()) if alike(_plain(one.value), _plain(old))]
        spans = [source.span(region) for one in parts for region in one.at]
        if not spans and sighting.site.how == "curl":
            spans = source.words(sighting.site, f"{name}={old}")
        if not spans:
            raise UnmendedError(f"The value of `{name}` is not written out in this file.")
        for start, end in spans:
            text = value_in_place_of(source.text[start:end], old, new)
            if text is None:
                raise UnmendedError(f"The value of `{name}` is written in a way that is not safe to change.")
            yield start, end, text

    @staticmethod
    def _added(
        source: Source, sighting: Sighting, name: str, value: object, changes: Mapping[str, object]
    ) -> tuple[int, int, str]:
        """An entry more, before the first one there is; the model that a tool draws with, after the tool's kind."""
        beside = {"type"} if name == "image_model" else set(sighting.written) - {*changes, *_MODELS, "type", "tools"}
        others = [
            (source.span(region), other)
            for other, parts in sighting.written.items()
            if other in beside
            for one in parts
            for region in one.entries
        ]
        for (start, end), other in sorted(others):
            text = source.entry_like(start, end, other, name.removeprefix("image_"), value)
            if text is not None:
                return (
                    (end, end, f", {text}") if other == "type" else (start, start, f"{text},{source.gap_before(start)}")
                )
        raise UnmendedError(f"`{name}` has to be added by hand: no other field is written out beside it.")

    def _renamed(self, source: Source, sighting: Sighting, old: str, new: str) -> Iterator[tuple[int, int, str]]:
        """The method of the other surface, in the languages whose method is told."""
        language = "python" if sighting.site.language == "python" else "javascript"
        told = [self._knowledge.value(f"surface:{one}", language) for one in (old, new)]
        names = [one.rpartition(".")[2] for one in told if isinstance(one, str)]
        regions = [region for one in sighting.written.get("surface", ()) for region in one.at]
        if len(names) < 2 or len(regions) != 1 or regions[0].text != names[0]:
            raise UnmendedError("The call has to be moved to the other route by hand.")
        yield (*source.span(regions[0]), names[1])

    @staticmethod
    def _base64_reads(source: Source, sighting: Sighting, view: View) -> Iterator[tuple[int, int, str]]:
        """A data address in place of an address that never comes."""
        kind = view("request.output_format")
        kind = view("surface.default_output_format") if kind is ABSENT else kind
        field = str(view("surface.image_at")).rpartition(".")[2]
        if not isinstance(kind, str):
            raise UnmendedError(
                "The address that is read has to be decoded by hand: the format of the image is not known."
            )
        yield from data_addresses(source, sighting.site, field, f"data:image/{kind};base64,")


_SAYS = {"surface": "call {} in its place", "image_model": "the tool's `model` becomes `{}`"}
"""How a change is told of what is no field of the body."""
_UNCLEAR = "What to write instead depends on what is meant."
_READS = "site.reads"
"""What a fix names that changes how the answer is read."""


def _loses(rule: Rule, changes: Mapping[str, tuple[object, object]]) -> bool:
    """Whether a fix that knows a new word for some values leaves one out that it knows none for."""
    mapped = (name.removeprefix("request.") for name, template in rule.fix.items() if isinstance(template, Mapping))
    return any(changes.get(name, (ABSENT, UNKNOWN))[1] is ABSENT for name in mapped)


def _is_its_own(
    source: Source, sighting: Sighting, changes: Mapping[str, tuple[object, object]], spans: list[tuple[int, int, str]]
) -> bool:
    """Whether nothing but the request can notice: the model is certain, and what changes is the call's alone."""
    site = sighting.site
    if site.model_from not in ("literal", "constant", "omitted"):
        return False  # with another model the fields may be right
    start, end = source.offset(site.line, site.column), source.offset(site.end_line, site.end_column)
    if all(start <= begin and stop <= end + 1 for begin, stop, _ in spans):
        return True
    entries = [
        source.span(region) for name in changes for one in sighting.written.get(name, ()) for region in one.entries
    ]
    alone = all(any(begin < last and first < stop for first, last in entries) for begin, stop, _ in spans)
    return alone and all(source.names_once(name) for name in changes)


def _changes(before: Request, after: Request) -> Iterator[tuple[str, tuple[object, object]]]:
    """The fields that differ, with what they were and what they become."""
    if before.surface != after.surface:
        yield "surface", (before.surface, after.surface)
    direct = before.model == before.image_model and after.model == after.image_model
    for name in _MODELS[:1] if direct else _MODELS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield name, (old, new)
    for name in dict.fromkeys((*before.params, *after.params)):
        old, new = before.params.get(name, ABSENT), after.params.get(name, ABSENT)
        if not alike(_plain(old), _plain(new)):
            yield name, (old, new)


def _plain(value: object) -> object:
    return tuple(map(_plain, value)) if isinstance(value, (list, tuple)) else value


def _says(changes: Mapping[str, tuple[object, object]]) -> list[str]:
    """What changes, in words."""
    gone = [f"`{name}`" for name, (_, new) in changes.items() if new is ABSENT]
    kept = {name: in_words(new) for name, (_, new) in changes.items() if new is not ABSENT}
    set_ = [_SAYS.get(name, f"`{name}` becomes `{{}}`").format(new) for name, new in kept.items()]
    return set_ + ([f"leave {' and '.join(gone)} out"] if gone else [])
