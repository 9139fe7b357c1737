"""Every published document, by the command that prints it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.report.agent_shapes import NextQuestionDocument
from advisor.report.changes_shapes import ChangesDocument
from advisor.report.diagnosis_shapes import DiagnosisDocument
from advisor.report.docs_shapes import DocsDocument
from advisor.report.doctor_shapes import DoctorDocument
from advisor.report.lint_shapes import ForecastDocument, LintDocument
from advisor.report.requests_shapes import RequestsDocument
from advisor.report.shapes import (
    CheckDocument,
    ExplanationDocument,
    ModelsDocument,
    RecommendationDocument,
    RoutesDocument,
    SourcesDocument,
)

__all__ = ["DOCUMENTS"]

DOCUMENTS: Mapping[str, Any] = {
    "recommend": RecommendationDocument,
    "models": ModelsDocument,
    "routes": RoutesDocument,
    "sources": SourcesDocument,
    "explain": ExplanationDocument,
    "check": CheckDocument,
    "changes": ChangesDocument,
    "requests": RequestsDocument,
    "lint": LintDocument,
    "forecast": ForecastDocument,
    "diagnose": DiagnosisDocument,
    "doctor": DoctorDocument,
    "next_question": NextQuestionDocument,
    "docs": DocsDocument,
}
