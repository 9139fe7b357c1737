"""Files and blocks say by name, label or first line what language they are in."""

from __future__ import annotations

import pytest

from advisor.extract.languages import of_label, of_name, of_shebang


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("python", "python"),
        ("Python3", "python"),
        ("pycon", "python"),
        ('python title="x.py" {1,3}', "python"),
        ("js{1,3}", "javascript"),
        ("node", "javascript"),
        ("ts twoslash", "typescript"),
        ("tsx", "tsx"),
        ("console", "shell"),
        ("shell-session", "shell"),
        ("bash cURL", "shell"),
        ("curl", "shell"),
        ("jsonc", "json"),
        ("{.python .numberLines}", "python"),
        ("{python}", "python"),
        ("{code-cell} ipython3", "python"),
        ("{code-block} javascript", "javascript"),
        ("{note} Read this", "markdown"),
        ("language-go", "go"),
        ("c#", "csharp"),
        ("rust,no_run", "rust"),
        ("python:src/app.py", "python"),
        ("12:30:src/app.ts", "typescript"),
        ("src/Main.kt", "kotlin"),
        ("text", ""),
        ("", ""),
        ("Request", ""),
        ("mermaid", None),
        ("css", None),
        ("cmd", "batch"),
        ("pwsh", "powershell"),
        ("docker", "dockerfile"),
    ],
)
def test_a_label_tells_the_language(label: str, language: str | None) -> None:
    assert of_label(label) == language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("a/b.py", "python"),
        ("b.MJS", "javascript"),
        ("b.d.mts", "typescript"),
        ("b.jsx", "javascript"),
        ("b.ipynb", "notebook"),
        ("README.MD", "markdown"),
        ("docs/a.mdx", "mdx"),
        ("api.rest", "http"),
        (".zshrc", "shell"),
        ("build.gradle.kts", "kotlin"),
        ("py", None),
        ("Makefile", "makefile"),
        ("Dockerfile.dev", "dockerfile"),
        ("run.ps1", "powershell"),
        ("draw.bru", "bruno"),
        ("photo.png", None),
    ],
)
def test_a_name_tells_the_language(name: str, language: str | None) -> None:
    assert of_name(name) == language


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("#!/usr/bin/env python3", "python"),
        ("#!/usr/bin/env -S node --no-warnings", "javascript"),
        ("#!/bin/bash -e", "shell"),
        ("#! /usr/local/bin/ruby", "ruby"),
        ("#!/usr/bin/perl", None),
        ("# python", None),
    ],
)
def test_the_first_line_of_a_script_tells_the_language(line: str, language: str | None) -> None:
    assert of_shebang(line) == language
