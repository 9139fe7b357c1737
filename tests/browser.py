"""A real browser, for what only a browser can tell: whether a text overlaps, and what a library draws."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium; a test is left out where there is none, but never where `CI` is set."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        _missing("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


def _missing(what: str) -> NoReturn:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)
