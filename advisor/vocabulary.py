"""Which facts conditions and messages may name, and what values each may take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

from advisor.domain import Choice, Domain
from advisor.facts import DERIVED, Account, Job, Request, facts_of
from advisor.failure import Failure
from advisor.site import IGNORE_STATES, Site

__all__ = ["MODEL_GROUPS", "BookVocabulary", "references"]

MODEL_GROUPS = ("model", "image_model", "default_model")
"""What facts of a model are told of: the top-level one, the one that draws, the one that draws where none is named."""
CARD_FACTS = (
    "id",
    "known",
    "kind",
    "family",
    "generation",
    "line",
    "lifecycle",
    "days_left",
    "days_out",
    "live_replacements",
)
"""What a model's card tells without a claim."""


_OF_THE_DAY = ("current.models", "incident.days", "recommended.model", "recommended.image_model")
"""What holds for the day, and, in a fix only, what is recommended on the surface."""


class BookVocabulary:
    """The fact names that conditions may use: those of facts.py, the fields of the surfaces, and every claimed fact."""

    def __init__(self, claimed: Mapping[str, Domain | None], surfaces: Iterable[str], params: Iterable[str]) -> None:
        self._domains: dict[str, Domain | None] = {"as_of": None}
        for group in (Job, Account):
            self._domains |= {fact.full_name: fact.domain for fact in facts_of(group).values()}
        surface_ids = tuple(surfaces)
        self._domains |= {
            f"request.{slot.name}": None for slot in fields(Request) if slot.name not in ("params", "open")
        }
        self._domains |= {f"request.{name}": None for name in (*DERIVED, "fields", "foreign_fields", *params)}
        self._domains["request.api_version"] = None  # stands in an address of Azure; no field of a surface
        self._domains["request.surface"] = Choice(surface_ids)
        self._domains |= {f"live.{surface}": None for surface in surface_ids}
        self._domains |= {f"site.{slot.name}": None for slot in fields(Site)} | dict.fromkeys(_OF_THE_DAY)
        self._domains |= {f"failure.{slot.name}": None for slot in fields(Failure)}
        self._domains |= dict.fromkeys(("failure.told", "failure.parties"))
        self._domains["site.ignore"] = Choice(IGNORE_STATES)
        for subject in (*MODEL_GROUPS, "surface", "platform"):
            self._domains |= {f"{subject}.{name}": domain for name, domain in claimed.items()}
        for subject in MODEL_GROUPS:
            self._domains |= {f"{subject}.{name}": None for name in CARD_FACTS}
            self._domains[f"{subject}.kind"] = Choice(("image", "text"))
            self._domains[f"{subject}.lifecycle"] = Choice(("active", "deprecated", "shutdown"))

    def knows(self, name: str) -> bool:
        """Whether a fact has this name."""
        return name in self._domains

    def names(self) -> Iterable[str]:
        """Every fact name."""
        return self._domains

    def domain(self, name: str) -> Domain | None:
        """The domain of a fact, None where any value may stand."""
        return self._domains.get(name)


def references(template: object) -> list[str]:
    """The facts that a template names, such as `job.size` in `$job.size`."""
    if isinstance(template, str):
        return [template[1:]] if template.startswith("$") else []
    parts = (
        template.values() if isinstance(template, Mapping) else template if isinstance(template, (tuple, list)) else ()
    )
    return [reference for part in parts for reference in references(part)]
