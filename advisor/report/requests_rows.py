"""The inventory as rows: one a request, the same for JSON, JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from advisor.facts import ABSENT, UNKNOWN
from advisor.inventory import one_of
from advisor.printable import in_utf8
from advisor.report.document import head, left_data
from advisor.secrets import is_secret, without_keys

if TYPE_CHECKING:
    from advisor.inventory import Found, Inventory
    from advisor.report.requests_shapes import RequestRow, RequestsDocument

__all__ = ["requests_csv", "requests_document", "requests_lines"]

_DYNAMIC = "<dynamic>"
_COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "language", "surface", "how", "model", "image_model",
    "model_from", "params", "open", "host", "lifecycle", "confidence", "cell", "cell_line",
)  # fmt: skip


def requests_document(answer: Inventory) -> RequestsDocument:
    """The inventory as plain data."""
    document: Any = {
        **head(answer.as_of, answer.newest_reading),
        "requests": [_row(found) for found in answer.found],
        "files": answer.files,
        "left": left_data(answer.left),
    }
    return document  # type: ignore[no-any-return]


def requests_lines(answer: Inventory) -> str:
    """One JSON object a request, each on a line of its own."""
    return "".join(json.dumps(_row(found), ensure_ascii=False) + "\n" for found in answer.found)


def requests_csv(answer: Inventory) -> str:
    """One line a request under a line of names; fields and lists as JSON."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in (dict(_row(found)) for found in answer.found):
        writer.writerow([_cell(row.get(name)) for name in _COLUMNS])
    return stream.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        return f"'{value}"  # or a spreadsheet takes it for a formula
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list, bool)) else value


def _row(found: Found) -> RequestRow:
    sighting, site = found.sighting, found.sighting.site
    row: Any = {
        "path": in_utf8(site.path),
        "line": site.line,
        "column": site.column,
        "end_line": site.end_line,
        "end_column": site.end_column,
        "language": site.language,
        "surface": _plain(one_of(sighting.surfaces)),
        "how": site.how,
        "model": _plain(one_of(sighting.model)),
        "image_model": _plain(one_of(sighting.image_model)),
        "model_from": site.model_from,
        "params": _fields({name: one_of(values) for name, values in sighting.params.items()}),
        "open": sighting.open,
        "host": site.host,
        "lifecycle": _several(found.lifecycle),
        "confidence": site.confidence,
        "reads": list(site.reads),
        "decodes": _plain(site.decodes),
        "browser": site.browser,
        "literal_key": site.literal_key,
    }
    if site.cell is not None:
        row |= {"cell": site.cell, "cell_line": site.cell_line}
    return row  # type: ignore[no-any-return]


def _several(values: tuple[str, ...]) -> str | list[str] | None:
    return None if not values else values[0] if len(values) == 1 else list(values)


def _plain(value: object) -> Any:
    """A value as JSON has it: no value is null, one that is not known says so; no key is ever repeated."""
    if value is UNKNOWN:
        return _DYNAMIC
    if value is ABSENT:
        return None
    if isinstance(value, str):
        return without_keys(value).encode("utf-8", "replace").decode()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return _fields(value)
    return value


def _fields(values: Mapping[str, object]) -> dict[str, Any]:
    """Fields by name; one whose name speaks of a secret is not repeated."""
    return {
        without_keys(str(name)): "<secret>" if is_secret(str(name)) and isinstance(value, str) else _plain(value)
        for name, value in values.items()
    }
