"""`rules check` finds what is wrong with the rules as a whole, with facts that show it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor import load_rules
from advisor.check import check_book, disputes
from advisor.load import base_folder, read_book
from advisor.lookup import Fault


def _faults(tmp_path: Path, name: str, old: str, new: str) -> list[Fault]:
    folder = Path(shutil.copytree(base_folder(), tmp_path / "rules"))
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return list(check_book(read_book([folder])))


def test_the_rules_as_they_stand_have_no_fault() -> None:
    assert check_book(load_rules()) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "message", "witness"),
    [
        ("routes.yaml", "  - id: generations-otherwise\n    when: {}", "  - id: generations-otherwise\n    when: {job.task: vary}", "no row holds", "job.task: 'generate'"),
        ("routes.yaml", "when: {job.other_tools: true}", "when: {job.text_and_image: true, job.other_tools: true}", "the row is dead", ""),
        ("routes.yaml", "size: 1024x1024", "size: big", "boring: size: 'big' is not WIDTHxHEIGHT", ""),
        ("models/gpt-image.yaml", "when: {job.priority: speed}", "when: {job.priority: quality}", "rows speed-first and quality-first overlap", "job.priority: 'quality'"),
        ("models/gpt-image.yaml", "when: {job.priority: quality}", "when: {job.priority: quality, request.surface: images.edits}", "no row holds", "request.surface: 'images.generations'"),
        ("sources.yaml", "changelog:", "our-notes: {kind: article, title: Notes, owner: us}\nchangelog:", "no claim says on which day 'our-notes' was read", ""),
        ("clients.yaml", "names: [localhost,", "names: [localhost, '*.localhost', api.localhost,", "the host 'api.localhost' is dead: '*.localhost' above it is hit first", "host: 'api.localhost'"),
        ("clients.yaml", "names: [api.openai.com,", "names: ['*.openai.*', api.openai.com,", "the host '*.openai.azure.com' is dead: '*.openai.*' above", "host: 'anything.openai.azure.com'"),
    ],
    ids=["gap", "dead row", "boring", "overlap", "gap in a unique table", "source", "dead host", "dead pattern"],
)  # fmt: skip
def test_a_planted_fault_is_found(tmp_path: Path, name: str, old: str, new: str, message: str, witness: str) -> None:
    found = _faults(tmp_path, name, old, new)
    assert any(message in fault.message and witness in fault.witness for fault in found), found


def test_a_dispute_has_its_days_and_both_sides() -> None:
    found = {(one.subject, one.fact): one for one in disputes(load_rules())}
    dispute = found["model:gpt-6-astra", "image_tool"]
    assert (str(dispute.first), str(dispute.last)) == ("2026-09-04", "2026-09-14")
    assert sorted(dispute.sides) == ["no (gpt-6-astra-tool-dossier)", "yes (gpt-6-astra-dossier)"]
