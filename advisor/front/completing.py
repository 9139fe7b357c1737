"""What a shell may offer for a value that is being typed: files, and the ids that the rules know.

A configuration or an overlay that cannot be read offers nothing: the command itself will say so, and no error belongs
into a line that somebody is typing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:  # a command that runs completes nothing
    from advisor.lookup import Reference
    from advisor.rulebook import RuleBook

__all__ = ["files", "folders", "ids", "models", "models_and_days", "offering", "rules_and_stages", "subjects", "topics"]

Complete: TypeAlias = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
_Offer: TypeAlias = tuple[str, str]
"""A value, and what it is."""


def files(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of files and folders, which the shell itself finds."""
    return [CompletionItem(incomplete, type="file")]


def folders(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of folders, which the shell itself finds."""
    return [CompletionItem(incomplete, type="dir")]


def offering(found: Callable[[click.Context], Iterable[_Offer]]) -> Complete:
    """The values that begin with what is typed; of a list with commas, with its last part."""

    def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        before, comma, begun = incomplete.rpartition(",")
        try:
            offers = [(value, title) for value, title in found(context) if value.startswith(begun)]
        except Exception:  # noqa: BLE001  # whatever it is, nobody may see it here
            return []
        return [CompletionItem(before + comma + value, help=title) for value, title in offers]

    return complete


def _book(context: click.Context) -> RuleBook:
    from advisor import load_rules
    from advisor.front.inputs import read_configuration

    return load_rules(*read_configuration(Path.cwd()).rules, *map(Path, context.params.get("rules") or ()))


def _models(context: click.Context) -> Iterator[_Offer]:
    return ((card.id, card.kind) for card in _book(context).cards.values())


def _days(context: click.Context) -> Iterator[_Offer]:
    yield from _models(context)
    yield from ((str(day), "a day of readings") for day in reversed(_book(context).days))


def _rules_and_stages(context: click.Context) -> Iterator[_Offer]:
    book = _book(context)
    yield from ((rule.id, rule.title) for rule in book.rules)
    yield from ((stage, "every rule of this stage") for stage in book.by_stage)


def _ids(context: click.Context) -> Iterable[_Offer]:
    return {one.id: title for one, title in _references(context)}.items()


def _paths(context: click.Context) -> Iterator[_Offer]:
    return ((one.path, title) for one, title in _references(context))


def _references(context: click.Context) -> Iterator[tuple[Reference, str]]:
    from advisor.explain import references

    book = _book(context)
    titles = {id_: rule.title for id_, rule in book.rules_by_id.items()}
    titles |= {id_: source.title for id_, source in book.sources.items()}
    return ((one, titles.get(one.id, one.kind)) for one in references(book))


def _topics(context: click.Context) -> Iterator[_Offer]:
    return ((topic.id, topic.asks) for topic in _book(context).topics.values())


def _subjects(context: click.Context) -> Iterator[_Offer]:
    """The models and surfaces of which the topic that is named before says anything."""
    book = _book(context)
    facts = book.topics[context.params["topic"]].facts
    names = sorted({subject.partition(":")[2] or subject for subject, fact in book.claims if fact in facts})
    return ((name, "") for name in names)


models, models_and_days, rules_and_stages = offering(_models), offering(_days), offering(_rules_and_stages)
topics, subjects = offering(_topics), offering(_subjects)


def ids(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Every id; after the name of a kind and a slash, those of the kind."""
    return offering(_paths if "/" in incomplete else _ids)(context, parameter, incomplete)
