"""The command line: the only place with a clock and a terminal."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from advisor.errors import AdvisorError

__all__ = ["main"]

EXAMPLES = """\
Which OpenAI image endpoint, model and payload, for which account, on which day.

  advisor recommend --task generate      one image from a prompt
  advisor lint .                         what the requests in your code break, and how to mend it
  pbpaste | advisor diagnose             what is to blame for an error, and the one next step

`advisor --help` lists every command."""

_BAD_INPUT, _CRASHED = 2, 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; exits 0, 1 for a finding, 2 for bad input, 3 for an internal error."""
    try:
        given = None if arguments is None else list(arguments)
        sys.exit(cli.main(args=given, prog_name="advisor", standalone_mode=False))  # a command's Exit code, or None
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(file=shown)
        click.echo(_safe(shown.getvalue()), err=True, nl=False)
        sys.exit(_BAD_INPUT)
    except AdvisorError as error:
        click.echo(f"advisor: {_safe(str(error))}", err=True)
        sys.exit(_BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        click.echo("advisor: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:  # `advisor ... | head`: whoever read has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        file = place.tb_frame.f_code.co_filename.replace(os.sep, "/").rpartition("/")[2] if place else ""
        where = f"{file}:{place.tb_lineno}" if place else "unknown"
        click.echo(f"advisor: internal error ({type(error).__name__} at {where}, version {_version()})", err=True)
        click.echo("Please open an issue with this line and the command; leave keys and prompts out.", err=True)
        sys.exit(_CRASHED)


def _safe(message: str) -> str:
    from advisor.secrets import redacted  # most commands end without a message

    return redacted(message)


def _version() -> str:
    from importlib.metadata import version

    return version("openai-image-advisor")


class _Commands(click.Group):
    """The commands by name, each imported when it is called."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(_MODULES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        module, function = _MODULES.get(name, ("", ""))
        if not module:
            return None
        found: click.Command = getattr(import_module(f"advisor.front.commands.{module}"), function)
        return found


_MODULES = {
    "ask": ("ask", "ask"),
    "changes": ("lookups", "changes"),
    "completion": ("completion", "completion"),
    "diagnose": ("diagnose", "diagnose_"),
    "docs": ("docs", "docs"),
    "doctor": ("doctor", "doctor"),
    "explain": ("explain", "explain"),
    "forecast": ("forecast", "forecast_"),
    "lint": ("lint", "lint_"),
    "mcp": ("mcp", "mcp_"),
    "models": ("lookups", "models"),
    "page": ("page", "page"),
    "recommend": ("recommend", "recommend_"),
    "requests": ("requests", "requests"),
    "routes": ("lookups", "routes"),
    "rules": ("rules", "rules"),
    "schema": ("schema", "schema"),
    "sources": ("lookups", "sources"),
}
"""The module and the function of each command."""


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="openai-image-advisor", prog_name="advisor")
@click.pass_context
def cli(context: click.Context) -> None:
    """Which OpenAI image endpoint, model and payload, for which account, on which day: with reasons and sources."""
    if context.invoked_subcommand is None:
        click.echo(EXAMPLES)
