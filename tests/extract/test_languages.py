"""Requests in the other languages: small files, each with the requests that it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import ABSENT, UNKNOWN
from advisor.extract.find import sightings
from advisor.extract.grammar import Grammar, Wheel
from advisor.extract.grammars import GRAMMARS, grammar_of
from advisor.extract.table import CallTable, Client, SurfaceCalls
from advisor.extract.unit import Unit
from advisor.site import Sighting

CASES = Path(__file__).parent / "languages"
ENDINGS = {"csharp": "cs", "kotlin": "kt", "ruby": "rb", "rust": "rs"}


def paths(*dotted: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.split(".")) for one in dotted)


OF_CLIENT = {"ImageClient": ("model",), "GetImageClient": ("model",)}

TABLE = CallTable(
    surfaces=(
        SurfaceCalls(
            "images.generations",
            paths=("/v1/images/generations",),
            calls={
                "go": paths("Images.Generate", "CreateImage"),
                "java": paths("images.generate", "createImage"),
                "kotlin": paths("images.generate", "imageURL", "imageJSON"),
                "csharp": paths("GenerateImage", "GenerateImageAsync", "GenerateImages", "GenerateImagesAsync"),
                "ruby": paths("images.generate"),
                "php": paths("images.create"),
                "rust": paths("images.create", "images.generate"),
                "swift": paths("images"),
            },
            positional={**OF_CLIENT, "GenerateImage": ("prompt",), "GenerateImageAsync": ("prompt",)},
            model_in_client=frozenset({"csharp"}),
        ),
        SurfaceCalls(
            "images.edits",
            paths=("/v1/images/edits",),
            calls={
                "go": paths("Images.Edit", "CreateEditImage"),
                "java": paths("images.edit"),
                "kotlin": paths("images.edit"),
                "csharp": paths("GenerateImageEdit", "GenerateImageEditAsync"),
                "ruby": paths("images.edit"),
                "php": paths("images.edit"),
                "rust": paths("images.create_edit"),
                "swift": paths("imageEdits"),
            },
            positional={
                **OF_CLIENT,
                "GenerateImageEditAsync": ("image", "prompt"),
                "GenerateImageEdit": ("image", "prompt"),
            },
            image_fields=("image", "mask"),
            model_in_client=frozenset({"csharp"}),
        ),
        SurfaceCalls(
            "images.variations",
            paths=("/v1/images/variations",),
            calls={
                "go": paths("Images.NewVariation", "CreateVariImage"),
                "java": paths("images.createVariation"),
                "kotlin": paths("images.createVariation"),
                "csharp": paths("GenerateImageVariation", "GenerateImageVariationAsync"),
                "ruby": paths("images.create_variation", "images.variations"),
                "php": paths("images.variation"),
                "rust": paths("images.create_variation"),
                "swift": paths("imageVariations"),
            },
            positional={**OF_CLIENT, "GenerateImageVariationAsync": ("image",)},
            image_fields=("image",),
            model_in_client=frozenset({"csharp"}),
        ),
        SurfaceCalls(
            "responses.image_generation",
            paths=("/v1/responses",),
            calls={
                "go": paths("Responses.New"),
                "java": paths("responses.create"),
                "kotlin": paths("responses.create"),
                "ruby": paths("responses.create"),
                "php": paths("responses.create"),
                "rust": paths("responses.create"),
            },
            tool="image_generation",
            model_kind="text",
        ),
    ),
    image_models=frozenset({"dall-e-2", "dall-e-3", "gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5"}),
    packages={
        "go": ("github.com/openai/openai-go", "github.com/sashabaranov/go-openai"),
        "java": ("com.openai", "com.theokanning.openai"),
        "kotlin": ("com.openai", "com.aallam.openai"),
        "csharp": ("OpenAI", "Azure.AI.OpenAI"),
        "ruby": ("openai",),
        "php": ("OpenAI",),
        "rust": ("async_openai",),
        "swift": ("OpenAI",),
    },
    clients=(
        Client("OpenAI", "openai"),
        Client("OpenAIClient", "openai"),
        Client("AzureOpenAIClient", "azure"),
        Client("OpenAIOkHttpClient", "openai"),
        Client("ImageClient", "openai"),
        Client("AzureConfig", "azure"),
        Client("DefaultAzureConfig", "azure"),
    ),
    hosts=(
        ("openai", ("api.openai.com",)),
        ("azure", ("*.openai.azure.com", "*.cognitiveservices.azure.com")),
        ("local", ("localhost", "127.0.0.1")),
    ),
)


def case_files() -> list[tuple[str, dict[str, object]]]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        cases = yaml.safe_load(file.read_text(encoding="utf-8"))
        found += [(file.stem, {"title": title, **case}) for title, case in cases.items()]
    return found


def found_in(language: str, source: str) -> list[dict[str, object]]:
    unit = Unit(source.encode(), GRAMMARS[language])
    return [told(one) for one in sightings(unit, TABLE, f"example.{language}", None, lambda _: None)]


def told(sighting: Sighting) -> dict[str, object]:
    """A sighting as the cases write it."""
    shown: dict[str, object] = {
        "line": sighting.site.line,
        "surface": one_or_many(sighting.surfaces),
        "model": one_or_many(sighting.model),
        "params": {name: one_or_many(values) for name, values in sorted(sighting.params.items())},
        "host": sighting.site.host,
    }
    if sighting.image_model != sighting.model:
        shown["image_model"] = one_or_many(sighting.image_model)
    return shown | ({"open": True} if sighting.open else {})


def one_or_many(values: tuple[object, ...]) -> object:
    """A single value as itself, several as `{any: [...]}`; what is not known or left out in words."""
    words: dict[object, object] = {UNKNOWN: "<dynamic>", ABSENT: "<absent>"}
    shown = [value if isinstance(value, (list, dict)) else words.get(value, value) for value in values]
    return shown[0] if len(shown) == 1 else {"any": shown}


@pytest.mark.parametrize(
    ("language", "case"), case_files(), ids=lambda one: one if isinstance(one, str) else one["title"]
)
def test_a_file_holds_the_requests_that_stand_in_it(language: str, case: dict[str, object]) -> None:
    assert found_in(language, str(case["source"])) == case["requests"]


LANGUAGES = sorted(file.stem for file in CASES.glob("*.yaml"))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_bytes_are_read_without_an_error(language: str, data: st.DataObject) -> None:
    texts = [str(case["source"]) for of, case in case_files() if of == language]
    source = bytearray(data.draw(st.sampled_from(texts)).encode())
    at = data.draw(st.integers(0, len(source)))
    source[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    for content in (bytes(source), data.draw(st.binary(max_size=200))):
        sightings(Unit(content, GRAMMARS[language]), TABLE, "example", None, lambda _: None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_ending_names_its_language(language: str) -> None:
    found = grammar_of(f"folder/Example.{ENDINGS.get(language, language)}")
    assert found is not None
    assert found.language == language


def test_a_grammar_that_is_not_installed_is_told_from_one_that_is() -> None:
    assert not Wheel("tree_sitter_of_no_language").is_there
    loads: list[Grammar] = [GRAMMARS[language] for language in LANGUAGES]
    assert all(isinstance(one.load, Wheel) and one.load.is_there for one in loads)
