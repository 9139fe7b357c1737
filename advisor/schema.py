"""The shape of every rule file. Whatever is not declared is an error; `advisor schema rules` prints JSON Schema."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, RootModel, StringConstraints, TypeAdapter
from pydantic import WithJsonSchema as Shown

from advisor.failure_schema import CausesFile, PartyEntry, ProbeEntry, SignatureFile, WordsFile
from advisor.shape import FieldName, HostKind, HostName, Id, Sentence, Strict, When

__all__ = ["FILES", "FamilyFile", "ModelFile", "RuleFile", "SignatureFile", "json_schemas"]

Value = Annotated[Any, Shown({"description": "a value of the fact's type; null where the source says there is none"})]
FixValue = Annotated[
    Any,
    Shown(
        {
            "description": "what a field becomes: a value, a `$fact`, null (left out), or a map from present value to "
            "a new one; what is not in the map, or is still refused, is left out. With `request.foreign_fields: null` "
            "every foreign field is left out"
        }
    ),
]


class SourceEntry(Strict):
    """A page, spec or thread that claims cite."""

    kind: Id
    title: Sentence
    owner: Sentence
    url: str | None = None


class FactEntry(Strict):
    """A fact that claims may state."""

    type: Literal["text", "flag", "integer", "date", "list", "map", "path", "address", "calls"]
    means: Sentence
    of: Literal["platform", "surface", "model"] | None = None
    when_none: Sentence | None = None
    values: list[str] | None = None
    not_counted: list[str] = []
    competes: bool = False
    silence_means_none: bool = False
    adds_up: bool = False
    by: FieldName | None = None
    says: Sentence | None = None


class TopicEntry(Strict):
    """A question, who is believed about it, and the facts that answer it."""

    asks: Sentence
    classes: list[list[Id]]
    stale_after: Annotated[int, Field(gt=0)]
    carries_over: bool = False
    facts: dict[str, FactEntry]


class PrecedenceFile(Strict):
    """rules/precedence.yaml"""

    always_first: list[Id]
    topics: dict[Id, TopicEntry]


class ClaimEntry(Strict):
    """What a source said on a day."""

    fact: FieldName
    value: Value
    source: Id
    seen: date
    confidence: Literal["high", "medium", "low"] = "high"
    precision: Literal["approximate", "month"] | None = None
    via: Id | None = None
    edition: str | None = None
    surfaces: list[Id] = []
    models: list[Id] = []


class FillRow(Strict):
    """One way of filling a field; the first whose `when` is true counts."""

    when: When = {}
    value: Any = None
    omit: Sentence | None = None
    given: Annotated[str, StringConstraints(pattern=r"^\$[a-z_.]+$")] | None = None


class SurfaceEntry(Strict):
    """A surface: how a job fills its fields, and what is claimed of it."""

    title: Sentence
    model_kind: Literal["image", "text"]
    sends: Literal["json", "multipart"]
    files: list[FieldName] = []
    tool: str | None = None
    top_level: list[FieldName] = []
    costs: list[Sentence] = []
    package_only: bool = False
    fills: dict[FieldName, Any] = {}
    claims: list[ClaimEntry]


class PurposeRow(Strict):
    """A job's purpose within a generation."""

    id: Id
    when: When
    purposes: list[Id]
    because: Sentence


class PurposeTable(Strict):
    """Which purpose a job has."""

    hit_policy: Literal["unique"]
    rows: list[PurposeRow]


class FamilyFile(Strict):
    """rules/models/<family>.yaml"""

    family: Id
    kind: Literal["image", "text"]
    title: Sentence
    purposes: PurposeTable | None = None
    claims: list[ClaimEntry] = []


class ModelFile(Strict):
    """rules/models/<model>.yaml"""

    model: Id
    family: Id
    generation: Id | None = None
    line: Id | None = None
    follows: Id | None = None
    snapshot_of: Id | None = None
    alias_of: Id | None = None
    claims: list[ClaimEntry] = []


class PlatformFile(Strict):
    """rules/platform.yaml"""

    claims: list[ClaimEntry]


class Contradiction(Strict):
    """A job that cannot be meant."""

    when: When
    message: Sentence


class RouteRow(Strict):
    """A row of the route table."""

    id: Id
    when: When
    surface: Id
    recommended_as: Id | None = None
    use_first_when: Sentence
    mistake: Sentence
    because: Sentence
    sources: list[Id]
    boring: dict[FieldName, Any] = {}


class RoutesFile(Strict):
    """rules/routes.yaml"""

    hit_policy: Literal["first"]
    contradictions: list[Contradiction]
    rows: list[RouteRow]


class NamesEntry(Strict):
    """Names that mean the same, with the source that says so or a reason."""

    names: Annotated[list[Sentence], Field(min_length=1)]
    source: Id | None = None
    because: Sentence | None = None


class PackageEntry(NamesEntry):
    """Packages and modules of a language that hold the clients."""

    language: Id


class ClassEntry(NamesEntry):
    """Classes whose instances call a kind of host when they are told no address."""

    host: Literal["openai", "azure", "other-vendor"]


class HostEntry(NamesEntry):
    """Names of a kind of host, `*` for anything; the first hit counts, and what hits nothing is a gateway."""

    names: Annotated[list[HostName], Field(min_length=1)]
    kind: HostKind


class JudgedEntry(Strict):
    """The kinds of hosts to whose requests the rules of a stage apply."""

    hosts: Annotated[list[HostKind | Literal["dynamic"]], Field(min_length=1)]
    stage: Id
    because: Sentence


class ClientsFile(Strict):
    """rules/clients.yaml, and clients.yaml of an overlay, whose entries stand before those below it"""

    packages: list[PackageEntry] = []
    classes: list[ClassEntry] = []
    hosts: list[HostEntry] = []
    address_variables: list[NamesEntry] = []
    answer_fields: list[NamesEntry] = []
    judged: list[JudgedEntry] = []
    parties: list[PartyEntry] = []


class Stage(Strict):
    """A stage of the debugging order."""

    id: Id
    title: Sentence
    check: Sentence
    because: Sentence
    probe: ProbeEntry
    do_not: list[Sentence] = []


class IncidentEntry(Strict):
    """A day on which the API failed for many at once."""

    day: date
    what: Sentence
    source: Id
    seen: date


class DebuggingFile(Strict):
    """rules/debugging.yaml"""

    sources: list[Id]
    stages: list[Stage]
    do_not: list[Sentence]
    patience_seconds: Annotated[int, Field(gt=0)]
    proof: list[Sentence]
    incidents: list[IncidentEntry] = []


class RiseEntry(Strict):
    """When a rule counts for more."""

    when: When
    level: Literal["error", "warning"]


class RuleFile(Strict):
    """rules/<stage>/<rule-id>.yaml"""

    as_of: date
    level: Literal["error", "warning", "note"]
    title: Sentence
    when: When
    message: Sentence
    because: Sentence
    sources: list[Id]
    avoid: str | dict[str, Any] | list[str | dict[str, Any]]
    prefer: str | dict[str, Any] | list[str | dict[str, Any]]
    fix: dict[FieldName, FixValue] = {}
    fix_safety: Literal["safe", "unsafe"] = "safe"
    unfixable: Sentence | None = None
    rises: list[RiseEntry] = []
    free_check: Sentence | None = None
    cause: Id | None = None


class OverrideFile(Strict):
    """An overlay's word on a rule that stands below it."""

    override: Id
    level: Literal["error", "warning", "note"] | None = None
    retired: Literal[True] | None = None
    because: Sentence


class SourcesFile(RootModel[dict[Id, SourceEntry]]):
    """rules/sources.yaml"""


class SurfacesFile(RootModel[dict[Id, SurfaceEntry]]):
    """rules/surfaces.yaml"""


class OverlayModelFile(Strict):
    """models/<model>.yaml of an overlay, for a model that stands in rules/"""

    model: Id
    claims: list[ClaimEntry]


class OverlayFamilyFile(Strict):
    """models/<family>.yaml of an overlay, for a family that stands in rules/"""

    family: Id
    claims: list[ClaimEntry]


class OverlaySurface(Strict):
    """What an overlay claims of a surface."""

    claims: list[ClaimEntry]


class OverlaySurfacesFile(RootModel[dict[Id, OverlaySurface]]):
    """surfaces.yaml of an overlay"""


FILES: dict[str, type[BaseModel]] = {
    "sources.yaml": SourcesFile,
    "precedence.yaml": PrecedenceFile,
    "surfaces.yaml": SurfacesFile,
    "platform.yaml": PlatformFile,
    "routes.yaml": RoutesFile,
    "debugging.yaml": DebuggingFile,
    "clients.yaml": ClientsFile,
    "causes.yaml": CausesFile,
    "words.yaml": WordsFile,
}
"""The files at the top of rules/, and their shapes; models/ and the stages' folders hold the others."""


def json_schemas() -> dict[str, Any]:
    """The JSON Schema of every rule file, by file name."""
    shapes: dict[str, Any] = {
        **FILES,
        "models/<family>.yaml": FamilyFile,
        "models/<model>.yaml": ModelFile,
        "<stage>/<rule-id>.yaml": RuleFile,
        "errors/<signature>.yaml": SignatureFile,
        "<stage>/<rule-id>.yaml of an overlay": OverrideFile,
        "surfaces.yaml of an overlay": OverlaySurfacesFile,
        "models/<family>.yaml of an overlay": OverlayFamilyFile,
        "models/<model>.yaml of an overlay": OverlayModelFile,
    }
    return {name: TypeAdapter(shape).json_schema() for name, shape in shapes.items()}
