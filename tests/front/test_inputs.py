"""The configuration that a person hands in."""

from __future__ import annotations

from pathlib import Path

from advisor.front.inputs import read_configuration


def test_aliases_lead_from_deployments_to_models(tmp_path: Path) -> None:
    text = '[tool.advisor.aliases]\npictures = "gpt-image-2"\n"our.drafts" = "gpt-image-1-mini"\n'
    (tmp_path / "pyproject.toml").write_text(text)
    found = read_configuration(tmp_path)
    assert found.aliases == {"pictures": "gpt-image-2", "our.drafts": "gpt-image-1-mini"}


def test_without_a_configuration_nothing_has_an_alias(tmp_path: Path) -> None:
    assert read_configuration(tmp_path).aliases == {}
