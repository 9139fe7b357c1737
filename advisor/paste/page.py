"""What a person sees of an HTML page that a proxy answered with."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["is_page", "seen"]

_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<title>|<center><h1>", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text holds an HTML page."""
    return _PAGE.search(text) is not None


def seen(page: str) -> tuple[str, str]:
    """The title of a page, and all that is visible of it."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return " ".join(" ".join(reader.title).split()), " ".join(" ".join(reader.visible).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.visible: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("title", "script", "style"):
            self._within = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "title":
            self.title.append(data)
        elif not self._within:
            self.visible.append(data)
