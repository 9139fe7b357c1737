"""What every command is told: the day, the rules, the format, the colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.front import completing, inputs

if TYPE_CHECKING:  # each command loads what it needs, so that the first answer comes soon
    from advisor import RuleBook
    from advisor.freshness import Knowledge
    from advisor.report.layout import Page

__all__ = ["AS_OF", "FORMATS", "FOUND", "RULES", "Options", "common", "today"]

FORMATS = ("text", "json", "yaml", "markdown")
FOUND = 1
"""The exit code of a finding."""
F = TypeVar("F", bound=Callable[..., Any])


class Options:
    """What every command is told: the day, the rules, the format, the colour."""

    def __init__(self, as_of: str | None, rules: tuple[str, ...], format_: str, *, no_color: bool) -> None:
        self.configuration = inputs.read_configuration(Path.cwd())
        self.as_of = today() if as_of is None else inputs.parse_day(as_of)
        self.day_is_told = as_of is not None
        self.told_rules = rules
        self.overlays = [*self.configuration.rules, *(Path(folder) for folder in rules)]
        self.format = format_
        self.color = not no_color and not os.environ.get("NO_COLOR") and sys.stdout.isatty()

    @cached_property
    def book(self) -> RuleBook:
        """The rules."""
        from advisor import load_rules

        return load_rules(*self.overlays)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What is known on the day."""
        from advisor.freshness import Knowledge

        return Knowledge(self.book, self.as_of)

    @property
    def newest(self) -> date | None:
        """The last day on or before it on which something was read."""
        return self.book.newest_reading(self.as_of)

    @property
    def silence(self) -> str:
        """The sentence that nothing is known yet; empty where something is."""
        from advisor.report.dated import no_source_yet

        return "" if self.newest else no_source_yet(self.as_of, next(iter(self.book.days), None))

    def show(self, page: Callable[[], Page], document: Callable[[], Mapping[str, Any]]) -> None:
        """Prints the answer in the format asked for."""
        click.echo(self._rendered(page, document), nl=False, color=self.color)

    def _rendered(self, page: Callable[[], Page], document: Callable[[], Mapping[str, Any]]) -> str:
        if self.format == "json":
            from advisor.report.json import render as render_json

            return render_json(document())
        if self.format == "yaml":
            from advisor.report.yaml import render as render_yaml

            return render_yaml(document())
        if self.format == "markdown":
            from advisor.report.markdown import render as render_markdown

            return render_markdown(page())
        return self._text(page())

    def show_dated(self, page: Callable[[], Page], document: Callable[[], Mapping[str, Any]]) -> None:
        """As `show`; text and Markdown end with the day and with that of the newest reading, as data have them."""
        from advisor.report.dated import dated

        self.show(lambda: dated(page(), self.as_of, self.newest), document)

    def show_text(self, page: Page) -> None:
        """Prints a page as text, whatever format the answer is asked for in."""
        click.echo(self._text(page), nl=False, color=self.color)

    def _text(self, page: Page) -> str:
        from advisor.report.text import WIDTH, render  # rich is loaded for text only

        width = os.get_terminal_size().columns if sys.stdout.isatty() else WIDTH
        return render(page, color=self.color, width=width)


def today() -> date:
    """The day it is (UTC)."""
    return datetime.now(UTC).date()


AS_OF = click.option("--as-of", metavar="YYYY-MM-DD", help="Answer as of this day instead of today (UTC).")
RULES = click.option(
    "--rules",
    multiple=True,
    metavar="DIR",
    help="An overlay of your organization's rules; repeatable.",
    shell_complete=completing.folders,
)


def common(command: F, formats: Sequence[str] = FORMATS, format_help: str | None = None) -> F:
    """The options of every command; the command receives them as `options`. The first format is the default."""

    def wrapped(
        *arguments: Any, as_of: str | None, rules: tuple[str, ...], format_: str, no_color: bool, **others: Any
    ) -> Any:
        return command(*arguments, options=Options(as_of, rules, format_, no_color=no_color), **others)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    wrapped.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    for option in (
        click.option("--no-color", is_flag=True, help="Plain text, as with NO_COLOR."),
        click.option(
            "--format",
            "format_",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help=format_help,
        ),
        RULES,
        AS_OF,
    ):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]
