"""What is to be found: how each surface is called, by whom, and whose server an address is. Rules fill it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["CallTable", "Client", "SurfaceCalls"]


@dataclass(frozen=True, slots=True)
class SurfaceCalls:
    """How one surface is called."""

    surface: str
    paths: tuple[str, ...] = ()
    """Every path below the host that it was ever said to have."""
    calls: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """By language: the names of each call of an SDK after the client, such as {"python": (("images", "edit"),)}."""
    methods: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """By language: methods as common as `generate`, after the class whose instance has them or is given to them."""
    tool: str = ""
    """The tool that holds the image fields; empty where they stand at the top."""
    model_kind: str = "image"
    """The kind of model its top-level `model` takes; a call of a `text` surface without the tool counts for an image
    model only."""
    top_level: tuple[str, ...] = ()
    """With a tool: the fields that stand outside it."""
    image_fields: tuple[str, ...] = ()
    """Fields that are files, such as ("image", "mask")."""
    fields: frozenset[str] = frozenset()
    """Every field its body was ever said to have."""
    positional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fields that a call, or a class that is the body, takes by position, by its names joined by dots."""
    model_in_client: frozenset[str] = frozenset()
    """Languages and methods whose client knows the model, so that a body without one still sends it."""
    package_only: bool = False
    """Its calls have common names, so the client must be known to come from a package (calls of retired SDKs)."""

    def __hash__(self) -> int:
        return hash(self.surface)


@dataclass(frozen=True, slots=True)
class Client:
    """A class of an SDK whose instances send requests."""

    name: str
    """Such as AzureOpenAI."""
    host: str
    """Whose server it calls when it is told no address: openai or azure."""


@dataclass(frozen=True, slots=True)
class CallTable:
    """All that extraction is told."""

    surfaces: tuple[SurfaceCalls, ...]
    image_models: frozenset[str]
    """Every known id of an image model."""
    packages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By language: the packages and modules that hold the clients, such as {"python": ("openai",)}."""
    clients: tuple[Client, ...] = ()
    hosts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Kind of host and its names, `*.` for anything in front; the first hit counts, what hits nothing is a gateway."""
    address_variables: tuple[str, ...] = ()
    """Environment variables that move the client elsewhere, such as OPENAI_BASE_URL."""
    answer_fields: tuple[str, ...] = ()
    """Fields of an answer that hold an image or its address: what code is watched for reading."""
    text_fields: tuple[str, ...] = ()
    """Properties of an answer that hold its text: code that reads one wants more than the image."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Deployment names and the models behind them, as the configuration says."""
