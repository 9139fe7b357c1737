"""What `advisor doctor` found, as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from advisor.report.document import head

if TYPE_CHECKING:
    from advisor.examination import Examination
    from advisor.report.doctor_shapes import DoctorDocument

__all__ = ["examination_document"]


def examination_document(answer: Examination) -> DoctorDocument:
    """The examination as plain data."""
    plain: dict[str, Any] = asdict(answer)
    del plain["as_of"], plain["newest_reading"]
    document: Any = {**head(answer.as_of, answer.newest_reading), **plain}
    return _lists(document)  # type: ignore[no-any-return]


def _lists(value: Any) -> Any:
    """The same with lists, as documents have them, for tuples."""
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, (list, tuple)) else value
