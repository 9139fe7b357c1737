"""Runs `advisor doctor` in this process, and sees to it that nothing secret is ever told or kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter

from advisor.front.cli import main
from advisor.report.published import DOCUMENTS
from tests.doctor.api import DAY, KEY, ORGANIZATION, PROJECT

FOREIGN = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True)
class Told:
    """What a run printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def states(self) -> dict[str, str]:
        return {one["check"]: one["state"] for one in self.document["checks"]}

    def check(self, id_: str) -> Any:
        return next(one for one in self.document["checks"] if one["check"] == id_)


Doctor = Callable[..., Told]


@cache
def _schema() -> Any:
    return TypeAdapter(DOCUMENTS["doctor"]).json_schema()


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Runs it in an empty folder, by default as JSON, with the key that the server knows."""
    monkeypatch.chdir(tmp_path)
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, key: str = KEY, form: str = "json") -> Told:
        if key:
            monkeypatch.setenv("OPENAI_API_KEY", key)
        with pytest.raises(SystemExit) as ended:
            main(["doctor", *arguments, "--format", form, "--as-of", DAY.isoformat()])
        told = Told(int(ended.value.code or 0), *capsys.readouterr())
        _check(told, key, tmp_path)
        if form == "json" and told.code in (0, 1, 130):
            jsonschema.validate(told.document, _schema())
        return told

    return run


@pytest.fixture(scope="session")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of rules by which the server on this machine is OpenAI's own."""
    rules = tmp_path_factory.mktemp("at-home")
    (rules / "clients.yaml").write_text('hosts:\n- {kind: openai, names: ["127.0.0.1"], because: It stands for it.}\n')
    return str(rules)


def _check(told: Told, key: str, folder: Path) -> None:
    kept = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file()).decode("latin-1")
    for secret in (key.strip(), KEY, ORGANIZATION, PROJECT):
        assert not secret or secret not in told.out + told.err + kept
