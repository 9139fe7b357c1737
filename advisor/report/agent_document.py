"""What only agents are told, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from advisor.answer import Recommendation
from advisor.facts import told
from advisor.interview import Known, Question
from advisor.report.agent_shapes import AskedDocument, NextQuestionDocument, SoFarDocument, UnheardDocument
from advisor.report.document import head
from advisor.unheard import Unheard
from advisor.wording import shown

__all__ = ["next_question_document", "unheard_data"]


def next_question_document(
    question: Question | None, known: Known, answer: Recommendation | None, as_of: date, newest: date | None
) -> NextQuestionDocument:
    """The next question with the answer so far, as plain data."""
    return {
        **head(as_of, newest),  # type: ignore[typeddict-item]
        "done": question is None,
        "question": None if question is None else _asked(question),
        "known": {
            "job": _plain(told(known.job)),
            "account": _plain(told(known.account)),
            "passed": sorted(known.passed),
        },
        "answer": None if answer is None else _so_far(answer),
    }


def _asked(question: Question) -> AskedDocument:
    return {
        "fact": question.fact.full_name,
        "asks": question.fact.asks,
        "stage": question.stage,  # type: ignore[typeddict-item]  # one of those
        "why": question.why,
        "expected": question.fact.domain.expected,
        "options": [
            {
                "value": _plain(one.value),
                "label": one.label,
                "leads_to": list(one.leads_to),
                "rules": list(one.rules),
            }
            for one in question.options
        ],
        "assumed": _plain(question.assumed),
        "free_check": question.free_check,
        "asked_by": list(question.asked_by),
    }


def _so_far(answer: Recommendation) -> SoFarDocument:
    return {
        "surface": answer.route.surface,
        "method": answer.route.method,
        "path": answer.route.path,
        "model": str(shown(answer.request.model)),
        "image_model": str(shown(answer.request.image_model)),
        "standing": answer.access.standing,  # type: ignore[typeddict-item]  # one of those
        "blockers": [one.rule for one in answer.access.blockers],
        "unmet": [one.fact for one in answer.unmet],
    }


def _plain(value: object) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return list(value) if isinstance(value, tuple) else shown(value)


def unheard_data(names: Iterable[Unheard]) -> list[UnheardDocument]:
    """What was named and is not known, as plain data."""
    return [
        {
            "name": one.name,
            "what": one.what,  # type: ignore[typeddict-item]  # one of those
            "standing": "unknown",
            "means": one.means,
            "nearest": list(one.nearest),
        }
        for one in names
    ]
