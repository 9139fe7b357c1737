"""Settings of the whole suite."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from advisor.front.output import AGENTS

settings.register_profile(
    "ci", derandomize=True
)  # a change is judged by the same examples each time; chance explores at home
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session", autouse=True)
def _nobodys_environment() -> Iterator[None]:
    """Neither a CI nor a coding agent that runs the tests decides how an answer is told."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name in AGENTS or name.startswith(("GITHUB_", "GITLAB_", "CI_")):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody's cache but the tests' own is read or written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
