"""What in a request a rule is about, and where that stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from advisor.evaluate import View
from advisor.facts import DERIVED
from advisor.rulebook import Rule
from advisor.site import Region, Sighting

__all__ = ["focus_of"]

_SLOTS = ("surface", "model", "image_model", "fields", "foreign_fields")


def focus_of(rule: Rule, view: View, sighting: Sighting) -> Region | None:
    """Where the field stands that a rule reads, else the model; None where neither is written out in the file."""
    if any(name.startswith("site.") and name != "site.how" for name in rule.when.names):
        return None  # it is about what stands around the request
    fields = (one for name in _fields(rule, view) for one in sighting.written.get(name, ()))
    models = [one for name in _models(rule) for one in sighting.written.get(name, ())]
    entries = (region for one in fields for region in (*one.entries, *one.at))
    names = (region for one in models for region in one.at)
    named = (region for one in models for region in one.entries)
    return next(chain(entries, names, named), None)


def _fields(rule: Rule, view: View) -> Iterator[str]:
    """The fields that a rule reads, those that say most first."""
    foreign = view("request.foreign_fields") if "request.foreign_fields" in rule.when.names else ()
    yield from foreign if isinstance(foreign, tuple) else ()
    yield from sorted(map(str, rule.when.literals.get("request.fields", ())))
    for fact in sorted(rule.when.names):
        group, _, name = fact.partition(".")
        if group == "request" and name not in _SLOTS:
            yield DERIVED[name][0] if name in DERIVED else name


def _models(rule: Rule) -> Iterator[str]:
    """The models that it reads: the one that draws before the one at the top level."""
    groups = {name.partition(".")[0] for name in rule.when.names} | {
        name.removeprefix("request.") for name in rule.when.names
    }
    yield from (name for name in ("image_model", "model") if name in groups)
