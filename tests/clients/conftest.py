"""What the official clients need: other SDK versions, installed once into the cache of the test runner."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock

MARCH_SDK = "2.30.0"
"""The newest Python SDK of March 2026."""
NODE_SDK = "7.57.0"
"""The JavaScript SDK; it declares a newer node than 20 and runs on it all the same."""


def missing(what: str) -> NoReturn:
    """Leaves a test out where the machine lacks something; in CI nothing may be lacking."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


def need(*programs: str) -> None:
    """Leaves a test out where a program is not installed."""
    for program in programs:
        if shutil.which(program) is None:
            missing(f"{program} is not installed")


def _installed(folder: Path, done: Path, *command: str) -> Path:
    with FileLock(folder / "installing.lock"):
        if not done.exists():
            ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if ran.returncode != 0:
                missing(f"{command[0]} could not install: {ran.stderr[-300:]}")
    return folder


@pytest.fixture(scope="session")
def march_sdk(request: pytest.FixtureRequest) -> Path:
    """A folder with the Python SDK of March 2026."""
    folder = request.config.cache.mkdir(f"openai-python-{MARCH_SDK}")
    pip = (sys.executable, "-m", "pip", "install", "-q", "--target", str(folder), f"openai=={MARCH_SDK}")
    return _installed(folder, folder / f"openai-{MARCH_SDK}.dist-info" / "RECORD", *pip)


@pytest.fixture(scope="session")
def node_sdk(request: pytest.FixtureRequest) -> Path:
    """A folder whose `node_modules` holds the JavaScript SDK."""
    need("node", "npm")
    folder = request.config.cache.mkdir(f"openai-node-{NODE_SDK}")
    npm = ("npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), f"openai@{NODE_SDK}")
    return _installed(folder, folder / "node_modules" / "openai" / "package.json", *npm)
