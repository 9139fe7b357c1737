"""The decision page: one HTML file with its data in it, which needs no network and evaluates nothing."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

__all__ = ["GENERATOR", "decision_page"]

GENERATOR = '<meta name="generator" content="advisor page">'
"""What every such page holds near its beginning."""


def decision_page(data: Mapping[str, Any]) -> str:
    """The page that looks answers up in some data; the same data make the same page."""
    folder = files(__package__) / "page"
    written = json.dumps(data, default=str, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(gzip.compress(written.encode(), mtime=0)).decode()
    page = (folder / "index.html").read_text(encoding="utf-8")
    for name, file in (("style", "style.css"), ("script", "page.js")):
        page = page.replace(f"{{{{{name}}}}}", (folder / file).read_text(encoding="utf-8"))
    return page.replace("{{data}}", packed)
