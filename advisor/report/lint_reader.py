"""A lint answer read back from its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from advisor.answer import Overruled
from advisor.errors import InputError, as_written
from advisor.finding import Baselined, Cited, Edit, Finding, Fix, Linted, RulePage
from advisor.left import Left
from advisor.report.document import VERSION
from advisor.site import Region, Site

if TYPE_CHECKING:
    from advisor.report.lint_shapes import CitedDocument, FindingDocument, LintDocument

__all__ = ["read_lint"]

_EXPECTED = "expected what `advisor lint --format json` wrote"


def read_lint(text: str, file: str) -> Linted:
    """The answer that a JSON document holds.

    Raises:
        InputError: it is no such document, or one of another version.
    """
    document = _checked(text, file)
    try:
        return _answer(document)
    except ValueError as error:  # a day that is none
        raise InputError(f"{file}: {error}; {_EXPECTED}") from None


def _answer(document: LintDocument) -> Linted:
    summary, newest = document["summary"], document["knowledge"]["newest_reading"]
    return Linted(
        as_of=date.fromisoformat(document["as_of"]),
        newest_reading=date.fromisoformat(newest) if newest else None,
        findings=tuple(map(_finding, document["findings"])),
        files=summary["files"],
        requests=summary["requests"],
        elsewhere=summary["elsewhere"],
        rules=summary["rules"],
        pages={
            id_: RulePage(id=id_, **{**page, "sources": _cited(page["sources"])})  # type: ignore[arg-type]
            for id_, page in document["pages"].items()
        },
        left=tuple(Left(one["reason"], one["count"], tuple(one["examples"])) for one in summary["left"]),
        suppressed=summary["suppressed"],
        baselined=tuple(Baselined(one["path"], one["rule"], one["count"]) for one in summary["baselined"]),
        shard=summary.get("shard", ""),
    )


def _checked(text: str, file: str) -> LintDocument:
    from pydantic import TypeAdapter, ValidationError

    from advisor.report.lint_shapes import LintDocument

    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: is no JSON ({error}); {_EXPECTED}") from None
    version = data.get("version") if isinstance(data, dict) else None
    if version is not None and version != VERSION:
        raise InputError(f"{file}: version: {as_written(version)}; expected {VERSION}")
    try:
        return TypeAdapter(LintDocument).validate_python(data)
    except ValidationError as error:
        fault = error.errors()[0]
        where = "".join(f"{key}: " for key in fault["loc"])
        raise InputError(f"{file}: {where}{fault['msg']}; {_EXPECTED}") from None


def _finding(row: FindingDocument) -> Finding:
    fix = row["fix"]
    return Finding(
        rule=row["rule"],
        stage=row["stage"],
        level=row["level"],
        confidence=row["confidence"],
        site=_site(row),
        message=row["message"],
        because=row["because"],
        sources=_cited(row["sources"]),
        overruled=tuple(
            Overruled(**{**one, "seen": date.fromisoformat(one["seen"])})  # type: ignore[arg-type]
            for one in row["overruled"]
        ),
        missing=tuple(row["missing"]),
        fix=Fix(safety=fix["safety"], says=fix["says"], edits=tuple(Edit(**edit) for edit in fix["edits"]))
        if fix
        else None,
        unfixed=row["unfixed"],
        focus=Region(**row["focus"], text="") if row["focus"] else None,
        line=row["source_line"],
        code=row["source_code"],
        fingerprint=row["fingerprint"],
    )


def _site(row: FindingDocument) -> Site:
    return Site(
        path=row["path"],
        line=row["line"],
        column=row["column"],
        end_line=row["end_line"],
        end_column=row["end_column"],
        language=row["language"],
        how=row["how"],
        host=row["host"],
        model_from="unknown",  # no report tells it
        cell=row.get("cell"),
        cell_line=row.get("cell_line"),
    )


def _cited(sources: Iterable[CitedDocument]) -> tuple[Cited, ...]:
    return tuple(Cited(one["id"], one["title"], one["url"]) for one in sources)
