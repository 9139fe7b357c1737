"""One page for all tests, and a browser that looks at it."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, Route

from tests.browser import chromium
from tests.clients.conftest import missing, need

AXE = "4.14.1"
SINCE, DAY = date(2026, 11, 19), date(2026, 11, 22)
"""A short stretch before the day, so that the page is written soon; what is announced for later days is all in it."""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as the command writes it; all workers of a run share one."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    with FileLock(folder / "page.lock"):
        out = folder / "page.html"
        if not out.exists():
            code = "from advisor.front.cli import main; main()"
            command = [sys.executable, "-c", code, "page", str(out), "--since", str(SINCE), "--as-of", str(DAY)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert f"answers from {SINCE} on" in done.stderr
    return out


@pytest.fixture(scope="session")
def data(written: Path) -> dict[str, Any]:
    """What the page looks up."""
    packed = re.search(r'<script type="text/plain" id="data">([^<]+)<', written.read_text(encoding="utf-8"))
    assert packed
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    return found


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest) -> Path:
    """The script of axe-core, fetched once."""
    folder = request.config.cache.mkdir(f"axe-core-{AXE}")
    script = folder / "package" / "axe.min.js"
    with FileLock(folder / "fetching.lock"):
        if not script.exists():
            need("npm")
            packed = subprocess.run(
                ["npm", "pack", "--silent", f"axe-core@{AXE}"], cwd=folder, capture_output=True, text=True, check=False
            )
            if packed.returncode != 0:
                missing(f"npm could not fetch axe-core: {packed.stderr[-300:]}")
            with tarfile.open(folder / packed.stdout.strip()) as archive:
                archive.extract("package/axe.min.js", folder, filter="data")
    return script


@pytest.fixture(scope="module")  # Playwright keeps a loop running, which nothing else in the process may need meanwhile
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


class Visit:
    """A page that is looked at, and what went wrong meanwhile."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.address = file.as_uri()
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.route(re.compile("^(?!file:|data:)"), self._refuse)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _refuse(self, route: Route) -> None:
        self.asked.append(route.request.url)
        route.abort()

    def open(self, state: str = "") -> Page:
        """The page with a state behind its address, as soon as it answers."""
        self.page.goto(f"{self.address}{f'#{state}' if state else ''}")
        self.page.wait_for_selector("#main:not([hidden])")
        return self.page


@pytest.fixture
def visit(browser: Browser, written: Path) -> Iterator[Visit]:
    """A visit that asks no network and meets no error."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    seen = Visit(context.new_page(), written)
    yield seen
    context.close()
    assert (seen.asked, seen.errors) == ([], [])
