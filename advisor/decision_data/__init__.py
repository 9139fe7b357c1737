"""What an interview comes to, written out for every answer and every day, for those who can only look things up."""

from advisor.decision_data.export import decision_data

__all__ = ["decision_data"]
