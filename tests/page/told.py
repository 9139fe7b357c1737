"""What the page and Python say of the same facts, in one form."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from advisor.facts import Account, Job, told
from advisor.interview import Interview, Known
from advisor.report.document import recommendation_document

_SAME = ("model", "image_model", "body", "snippets", "reasons", "unmet", "costs", "not_chosen", "proof", "debugging")
_ROUTE = ("row", "surface", "method", "url", "sdk", "use_first_when", "mistake")


def by_python(interview: Interview, known: Known) -> dict[str, Any]:
    """The recommendation, cut to what the page tells."""
    answer = interview.answer(known)
    document: Any = recommendation_document(answer)
    access = document["access"]
    stale = [one.age for one in answer.decided if one.stale and one.reading]
    found: dict[str, Any] = _plain(
        {
            **{name: document[name] for name in (*_SAME, "do_not", "assumed")},
            "route": {name: document["route"][name] for name in _ROUTE},
            "access": {
                **access,
                "limits": [{name: one[name] for name in one if name != "stale"} for one in access["limits"]],
            },
            **{name: _unordered(document[name]) for name in ("cautions", "overruled", "lacks")},
            "valid_until": document["valid_until"].replace("<unknown>", ""),
            "decided": len(answer.decided),
            "stale": sorted(stale),
            "newest_reading": document["knowledge"]["newest_reading"],
        }
    )
    return found


def by_page(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer of the page in the same form."""
    kept = {name: answer[name] for name in (*_SAME, "do_not", "assumed", "route", "access", "valid_until", "decided")}
    unordered = {name: _unordered(answer[name]) for name in ("cautions", "overruled", "lacks")}
    found: dict[str, Any] = _plain(
        {**kept, **unordered, "stale": sorted(answer["stale"]), "newest_reading": answer["newest_reading"]}
    )
    return found


def said(job: Job, account: Account) -> dict[str, str]:
    """What was told, as it stands in the page's address, by the full name of each fact."""
    values = {f"job.{name}": value for name, value in told(job).items()}
    values |= {f"account.{name}": value for name, value in told(account).items()}
    return {name: _text(value) for name, value in values.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) if isinstance(value, tuple) else str(value)


def answers(page: Any, asked: list[tuple[date, dict[str, str]]]) -> list[dict[str, Any]]:
    """What the page answers to several sets of facts, each on a day."""
    found = page.evaluate(
        "asked => JSON.stringify(asked.map(([day, said]) => book.answer(day, said)))",
        [[day.isoformat(), facts] for day, facts in asked],
    )
    return [by_page(one) for one in json.loads(found)]


def _unordered(parts: Any) -> list[str]:
    return sorted(json.dumps(part, sort_keys=True) for part in parts)


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))
