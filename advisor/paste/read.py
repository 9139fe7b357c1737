"""The case that a paste tells, whatever form it has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from advisor.errors import InputError, as_written
from advisor.extract.table import CallTable
from advisor.failure import Case
from advisor.paste.bodies import body_of
from advisor.paste.case import case_of, is_case
from advisor.paste.decode import text_of
from advisor.paste.merged import beside
from advisor.paste.raised import case_raised
from advisor.paste.request import request_told
from advisor.paste.statuses import as_status
from advisor.paste.text import failures_in, plain
from advisor.paste.wording import with_wording

__all__ = ["read_case"]

_EXPECTED = "expected a JSON case, the body of an API error, an exception, or the text of one"


def read_case(given: str | bytes | bytearray | Mapping[str, Any] | BaseException, table: CallTable) -> Case:
    """The case that a paste, a mapping or an exception tells; its failures stand in the order in which they led to
    one another.

    Raises:
        InputError: nothing that tells of a failure, something of another kind, or larger than 10 MB.
    """
    return with_wording(_read(given, table))


def _read(given: str | bytes | bytearray | Mapping[str, Any] | BaseException, table: CallTable) -> Case:
    if isinstance(given, BaseException):
        return case_raised(given, table)
    if isinstance(given, Mapping):
        return _of_mapping(given, table)
    text: object = text_of(bytes(given)) if isinstance(given, (bytes, bytearray)) else given
    if not isinstance(text, str):
        raise InputError(f"the failure: is {as_written(text)}; {_EXPECTED}")
    return _of_text(text, table)


def _of_text(text: str, table: CallTable) -> Case:
    document = _document(text)
    if isinstance(document, dict):
        return _of_mapping(document, table)
    if isinstance(document, str):
        text = document
    elif isinstance(as_status(document), int):
        text = f"HTTP {document}"
    elif document is not _NONE and not (isinstance(document, list) and any(isinstance(one, dict) for one in document)):
        raise InputError(f"the failure: is {_KINDS.get(type(document), 'null')} in JSON; {_EXPECTED}")
    readable = plain(text)
    if not readable:
        raise InputError(f"the failure: is empty; {_EXPECTED}")
    again = _document(readable) if readable != text else _NONE
    return _of_mapping(again, table) if isinstance(again, dict) else _of_words(readable, table)


_NONE = object()
_KINDS = {bool: "a truth value", int: "a number", float: "a number", list: "a list"}


def _document(text: str) -> Any:
    """What a text is as JSON; `_NONE` where it is none."""
    if text.strip()[:1] not in tuple('{["-0123456789tfn'):
        return _NONE
    try:
        return json.loads(text.strip().lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return _NONE


def _of_words(text: str, table: CallTable) -> Case:
    failures = failures_in(text, table)
    return Case(failures=failures, request=request_told(text, failures[0].endpoint, table))


def _of_mapping(given: Mapping[str, Any], table: CallTable) -> Case:
    if is_case(given):
        return case_of(given, table)
    told = body_of(given)
    if told is None and set(given) <= {"error", "id"}:
        return case_of(given, table)
    text = plain(json.dumps(given, ensure_ascii=False, default=str))
    first, *others = failures_in(text, table)
    if told is not None and first.message in (told.message, None):
        first = beside(told, first)
    return Case(failures=(first, *others), request=request_told(text, first.endpoint, table), id=given.get("id"))
