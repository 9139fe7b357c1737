"""Named lists of words in conditions: `fact|says: ["@refused"]` stands for every phrase of the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.condition import ConditionError
from advisor.errors import nearest

__all__ = ["lists_named", "with_phrases"]

_MARK = "@"


def lists_named(when: object) -> Iterator[str]:
    """The lists that a `when:` map names, in no particular order and maybe more than once."""
    for _, name in _named(when, ()):
        yield name


def with_phrases(when: object, lists: Mapping[str, Sequence[str]]) -> object:
    """A `when:` map with the phrases of each list that it names in the list's place.

    Raises:
        ConditionError: a name that no list has; all of them at once.
    """
    faults = [
        (keys, f"no list of words is named {name!r}{nearest(name, lists)}")
        for keys, name in _named(when, ())
        if name not in lists
    ]
    if faults:
        raise ConditionError(faults)
    return _spelled_out(when, lists)


def _named(when: object, keys: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], str]]:
    """Each list that is named, and the keys that lead to its name."""
    if isinstance(when, Mapping):
        for key, value in when.items():
            if _takes_phrases(key):
                yield from (((*keys, key), name) for one in _listed(value) if (name := _name(one)))
            else:
                yield from _named(value, (*keys, key))
    elif isinstance(when, (list, tuple)):
        for index, one in enumerate(when):
            yield from _named(one, (*keys, index))


def _spelled_out(when: object, lists: Mapping[str, Sequence[str]]) -> object:
    if isinstance(when, Mapping):
        return {
            key: _phrases(value, lists) if _takes_phrases(key) else _spelled_out(value, lists)
            for key, value in when.items()
        }
    return [_spelled_out(one, lists) for one in when] if isinstance(when, (list, tuple)) else when


def _phrases(value: object, lists: Mapping[str, Sequence[str]]) -> object:
    listed = _listed(value)
    if not any(map(_name, listed)):
        return value
    return [phrase for one in listed for phrase in (lists[_name(one)] if _name(one) else [one])]


def _takes_phrases(key: object) -> bool:
    return isinstance(key, str) and key.endswith("|says")


def _name(value: object) -> str:
    """The list that a phrase names; empty where it is a phrase of its own."""
    return value.removeprefix(_MARK) if isinstance(value, str) and value.startswith(_MARK) else ""


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else [value]
