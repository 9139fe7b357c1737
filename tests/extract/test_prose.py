"""Sentences that call a model the latest: which are statements, which tell of the past, and where they stand."""

from __future__ import annotations

import json

import pytest

from advisor import load_rules
from advisor.call_table import call_table
from advisor.extract.file import file_sightings
from advisor.extract.project import Files
from advisor.extract.words import Words
from advisor.site import Sighting

TABLE = call_table(load_rules(), {})
WORDS = Words.of(TABLE)


def found_in(text: str, path: str = "README.md") -> list[Sighting]:
    return file_sightings(path, text.encode(), TABLE, WORDS, Files(lambda _: None))


@pytest.mark.parametrize(
    "sentence",
    [
        "The latest model is gpt-image-1.",
        "We use the newest model, `gpt-image-1`, for all covers.",
        "`gpt-image-1` is OpenAI's latest image generation model.",
        "- **gpt-image-1** (recommended)",
        "Our most capable image model: [gpt-image-1](https://models.example)",
        "| `gpt-image-1` | state of the art |",
        "The current image model is gpt-image-1.",
        "Our latest and most advanced model for image generation is `gpt-image-1`, a multimodal one.",
        "The latest\nmodel is gpt-image-1.",
    ],
)
def test_a_statement_is_found(sentence: str) -> None:
    (one,) = found_in(f"# Covers\n\n{sentence}\n")
    site = one.site
    assert (site.how, site.calls_latest, site.confidence) == ("prose", "gpt-image-1", "low")
    line = f"# Covers\n\n{sentence}\n".split("\n")[site.line - 1]
    assert line[site.column - 1 : site.end_column - 1] == "gpt-image-1"


@pytest.mark.parametrize(
    "text",
    [
        "gpt-image-1 was the latest model.",
        "In 2025 the latest model was gpt-image-1.",
        "gpt-image-1 is no longer the latest model.",
        "gpt-image-1 isn't the latest model.",
        "The latest SDK can call gpt-image-1.",
        "Is gpt-image-1 the latest model?",
        "Move from gpt-image-1 to the latest model.",
        "The latest model replaces gpt-image-1.",
        "The latest model is faster than gpt-image-1.",
        "We draw with gpt-image-1. Install the latest version.",
        "| Node | latest |\n| Model | gpt-image-1 |",
        "## 1.2.0\n\n### Changed\n\nThe latest model is gpt-image-1.",
        "## 2025-12-16\n\nThe latest model is gpt-image-1.",
        "```\nThe latest model is gpt-image-1.\n```",
        "<!-- The latest model is gpt-image-1. -->",
    ],
)
def test_what_tells_of_the_past_or_of_something_else_is_no_statement(text: str) -> None:
    assert found_in(f"{text}\n") == []


@pytest.mark.parametrize("path", ["CHANGELOG.md", "docs/blog/new.md", "docs/release-notes.md", "2025-12-16-news.md"])
def test_a_log_holds_no_statement(path: str) -> None:
    assert found_in("The latest model is gpt-image-1.\n", path) == []


def test_a_dated_post_holds_no_statement() -> None:
    assert found_in("---\ntitle: New\ndate: 2025-04-24\n---\n\nThe latest model is gpt-image-1.\n") == []


def test_a_statement_in_restructured_text_is_found() -> None:
    (one,) = found_in("Covers\n======\n\nThe state-of-the-art model ``gpt-image-1`` draws\nthem.\n", "index.rst")
    assert (one.site.line, one.site.column, one.site.calls_latest) == (4, 30, "gpt-image-1")


def test_a_statement_in_a_notebook_stands_in_its_cell() -> None:
    cells = [{"cell_type": "markdown", "source": ["# Covers\n", "Our latest model is `gpt-image-1`.\n"]}]
    (one,) = found_in(json.dumps({"cells": cells}, indent=1), "covers.ipynb")
    assert (one.site.cell, one.site.cell_line, one.site.calls_latest) == (0, 2, "gpt-image-1")
