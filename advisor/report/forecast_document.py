"""What lint will find, as plain data, and the published shape of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.report.document import head, left_data, models_document
from advisor.report.lint_document import finding_data

if TYPE_CHECKING:
    from advisor.forecast import Forecast
    from advisor.report.lint_shapes import ForecastDocument

__all__ = ["forecast_document"]


def forecast_document(answer: Forecast) -> ForecastDocument:
    """The forecast as plain data."""
    document: Any = {
        **head(answer.as_of, answer.newest_reading),
        "until": answer.until.isoformat(),
        "now": len(answer.now),
        "coming": [
            {
                "day": one.day.isoformat(),
                "days": (one.day - answer.as_of).days,
                "findings": [finding_data(finding) for finding in one.findings],
                "models": models_document(one.models, answer.as_of, None)["models"],
            }
            for one in answer.coming
        ],
        "files": answer.files or 0,
        "requests": answer.requests,
        "left": left_data(answer.left),
    }
    return document  # type: ignore[no-any-return]
