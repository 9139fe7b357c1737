"""Parts that the explanations of several kinds have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from advisor.lookup import Reference, Section
from advisor.rulebook import RuleBook
from advisor.wording import shown

__all__ = ["as_yaml", "listed", "named", "references_to", "section", "sources_of"]

_WIDE = 96
"""Columns of a line of YAML."""


def references_to(kind: str, ids: Iterable[str]) -> tuple[Reference, ...]:
    """References of one kind, each once."""
    return tuple(Reference(kind, id_) for id_ in dict.fromkeys(ids))


def section(title: str, lines: Iterable[str], references: Iterable[Reference]) -> Section:
    """A section whose lines and title name some of what the references refer to."""
    told = tuple(lines)
    by_id = {one.id: one for one in references}
    found = _names(tuple(by_id)).findall("\n".join((title, *told))) if by_id else ()
    return Section(title, told, see=tuple(by_id[id_] for id_ in dict.fromkeys(found)))


@lru_cache(maxsize=64)
def _names(ids: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(ids, key=len, reverse=True)
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-]|\.\w)")


def named(title: str, kind: str, titles: Mapping[str, str]) -> Section:
    """A list of things of one kind, each with its title."""
    return Section(title, tuple(f"{id_}: {said}" for id_, said in titles.items()), see=references_to(kind, titles))


def listed(title: str, *lines: str) -> Section:
    """A section of the lines that say something."""
    return Section(title, tuple(filter(None, lines)))


def sources_of(book: RuleBook, ids: Iterable[str]) -> Section:
    """The pages that are cited, each with its address."""
    lines = []
    for source in (book.sources[id_] for id_ in dict.fromkeys(ids)):
        lines.append(f"{source.id}: {source.title}, {source.url or 'whose exact address is not known'}")
    return Section("Sources", tuple(lines), see=references_to("source", ids))


def as_yaml(told: object) -> tuple[str, ...]:
    """A map of the rules as it stands in a rule file, a line or more for each of its keys."""
    import yaml  # loaded for what needs it

    lines: list[str] = []
    for key, value in _plain(told).items():
        flow = None if isinstance(value, (dict, list)) else False
        text = yaml.safe_dump({key: value}, default_flow_style=flow, sort_keys=False, width=_WIDE, allow_unicode=True)
        lines += text.splitlines()
    return tuple(lines)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return shown(value)
