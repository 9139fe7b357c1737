"""Many models in few words: by kind, and whether they live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from advisor.lookup import ModelRow

__all__ = ["in_groups", "model_groups"]

_KINDS = {"image": "an image model", "text": "a mainline model"}
_STATES = {"active": "that lives", "deprecated": "that lives", "shutdown": "that is gone"}


def model_groups(rows: Iterable[ModelRow]) -> dict[str, str]:
    """The group of each model in words; of none where no source tells whether it lives."""
    return {
        row.model: f"{_KINDS[row.kind]} {_STATES[row.lifecycle]}"
        for row in rows
        if row.kind in _KINDS and row.lifecycle in _STATES
    }


def in_groups(labels: Sequence[str], options: Iterable[str], groups: Mapping[str, str]) -> list[str]:
    """Some of the options of a question; a group of which all options are among them stands for these, in its place."""
    members: dict[str, list[str]] = {}
    for option in options:
        if option in groups:
            members.setdefault(groups[option], []).append(option)
    whole = {group for group, names in members.items() if len(names) > 1 and set(names) <= set(labels)}
    told = (groups[label] if groups.get(label) in whole else label for label in labels)
    return list(dict.fromkeys(told))
