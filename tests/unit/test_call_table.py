"""What extraction is told: every call, path, client and host that the rules know of."""

from __future__ import annotations

import inspect
from dataclasses import replace
from functools import reduce
from pathlib import Path
from types import MappingProxyType

import openai
import pytest

from advisor import load_rules
from advisor.call_table import call_table
from advisor.clients import shadowed
from advisor.extract.table import CallTable, SurfaceCalls

BOOK = load_rules()
TABLE = call_table(BOOK)
LANGUAGES = {"python", "javascript", "go", "java", "kotlin", "csharp", "ruby", "php", "rust", "swift"}
IMAGES = ("images.generations", "images.edits", "images.variations")


def surface(id_: str, table: CallTable = TABLE) -> SurfaceCalls:
    return next(one for one in table.surfaces if one.surface == id_)


def calls(id_: str, language: str, table: CallTable = TABLE) -> set[str]:
    return {".".join(names) for names in surface(id_, table).calls[language]}


def overlay(folder: Path, **files: str) -> Path:
    (folder / "sources.yaml").write_text("us: {kind: organization, title: Our platform, owner: us}\n")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


# -- calls -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "language", "expected"),
    [
        ("images.generations", "python", "images.generate"),
        ("images.edits", "javascript", "images.edit"),
        ("images.variations", "javascript", "images.createVariation"),
        ("images.variations", "ruby", "images.create_variation images.variations"),
        ("images.generations", "rust", "images.create images.generate images.generate_stream"),
        ("images.edits", "go", "CreateEditImage Images.Edit Images.EditStreaming"),
        ("images.edits", "swift", "imageEdits legacyEditImage"),
        ("responses.image_generation", "python", "responses.create responses.stream responses.parse beta.responses.create"),
        ("responses.image_generation", "php", "responses.create responses.createStreamed"),
        ("legacy", "javascript", "createImage createImageEdit createImageVariation"),
    ],
)  # fmt: skip
def test_the_calls_of_a_surface(id_: str, language: str, expected: str) -> None:
    assert calls(id_, language) == set(expected.split())


def test_methods_of_common_names_stand_after_the_class_that_tells_them() -> None:
    assert surface("images.edits").methods["php"] == (("Orhanerday", "OpenAi", "OpenAi", "imageEdit"),)
    assert "swift" not in surface("images.variations").methods


@pytest.mark.parametrize("id_", [*IMAGES, "responses.image_generation", "chat.completions"])
def test_every_language_reaches_every_surface(id_: str) -> None:
    assert set(surface(id_).calls) == LANGUAGES


def test_every_call_of_the_installed_python_sdk_that_draws_is_in_the_table() -> None:
    public = {name for name in vars(openai.resources.Images) if not name.startswith("_")}
    methods = {f"images.{name}" for name in public if inspect.isfunction(vars(openai.resources.Images)[name])}
    assert methods == {call for id_ in IMAGES for call in calls(id_, "python")}


@pytest.mark.parametrize("id_", [*IMAGES, "responses.image_generation"])
def test_every_python_call_exists_in_the_installed_sdk(id_: str) -> None:
    client = openai.OpenAI(api_key="none")
    for names in surface(id_).calls["python"]:
        assert callable(reduce(getattr, names, client))


def test_calls_with_common_names_need_a_client_of_a_package() -> None:
    assert [one.surface for one in TABLE.surfaces if one.package_only] == ["legacy"]
    assert "Image.create" in calls("legacy", "python")


def test_a_call_that_was_ever_told_of_is_kept(tmp_path: Path) -> None:
    row = "{fact: python_calls, value: [%s], source: us, seen: 2026-11-01}"
    claims = f"images.edits:\n  claims:\n    - {row % 'pictures.change'}\n    - {row % 'pictures.retouch'}\n"
    table = call_table(load_rules(overlay(tmp_path, surfaces=claims)))
    assert calls("images.edits", "python", table) == {"images.edit", "pictures.change", "pictures.retouch"}


def test_the_order_of_claims_changes_nothing() -> None:
    turned = {key: claims[::-1] for key, claims in reversed(list(BOOK.claims.items()))}
    assert call_table(replace(BOOK, claims=MappingProxyType(turned))) == TABLE


# -- requests --------------------------------------------------------------------------------------------------------


def test_a_surface_has_every_path_it_was_ever_said_to_have() -> None:
    assert surface("images.generations").paths == ("/v1/images", "/v1/images/generations")
    assert surface("legacy").paths == ()


def test_where_image_fields_and_models_stand() -> None:
    edits, responses, chat = map(surface, ("images.edits", "responses.image_generation", "chat.completions"))
    assert (edits.model_kind, edits.tool, edits.image_fields) == ("image", "", ("image", "mask"))
    assert (responses.model_kind, responses.tool) == ("text", "image_generation")
    assert responses.top_level == ("input", "tool_choice", "stream")
    assert (chat.model_kind, chat.tool) == ("text", "")


def test_image_models_are_known_for_ever_and_text_models_are_none() -> None:
    assert {"dall-e-2", "gpt-image-1", "gpt-image-2.6-sunburst", "chatgpt-image-latest"} <= TABLE.image_models
    assert "gpt-5" not in TABLE.image_models


def test_fields_that_hold_an_image_or_its_address() -> None:
    assert {"b64_json", "url", "result", "partial_image_b64", "B64JSON"} <= set(TABLE.answer_fields)
    assert "revised_prompt" not in TABLE.answer_fields


def test_aliases_are_handed_on() -> None:
    assert call_table(BOOK, {"pictures": "gpt-image-2"}).aliases == {"pictures": "gpt-image-2"}


# -- clients and hosts -----------------------------------------------------------------------------------------------


def test_packages_and_the_hosts_of_their_clients() -> None:
    assert set(TABLE.packages) == LANGUAGES
    assert TABLE.packages["python"] == ("openai", "langfuse.openai")
    hosts = {client.name: client.host for client in TABLE.clients}
    assert (hosts["AsyncOpenAI"], hosts["AzureOpenAI"], hosts["ImageClient"]) == ("openai", "azure", "openai")
    assert {"OPENAI_BASE_URL", "OPENAI_API_BASE", "AZURE_OPENAI_ENDPOINT"} <= set(TABLE.address_variables)


def test_kinds_of_hosts() -> None:
    kinds = {name: kind for kind, names in TABLE.hosts for name in names}
    told = {name: kinds[name] for name in ("api.openai.com", "*.openai.azure.com", "localhost", "api.x.ai")}
    assert list(told.values()) == ["openai", "azure", "local", "other-vendor"]


def test_what_an_organization_says_of_a_host_stands_first(tmp_path: Path) -> None:
    ours = "hosts:\n  - {kind: openai, names: [llm.corp.internal], because: It forwards to OpenAI.}\n"
    book = load_rules(overlay(tmp_path, clients=ours))
    table = call_table(book)
    assert table.hosts[0] == ("openai", ("llm.corp.internal",))
    assert table.hosts[1:] == TABLE.hosts
    assert shadowed(book.clients.hosts) == []
