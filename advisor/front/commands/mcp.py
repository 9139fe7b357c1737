"""`advisor mcp`"""

from __future__ import annotations

import signal
import sys

import click

from advisor.errors import InputError
from advisor.front.options import AS_OF, RULES, Options

__all__ = ["mcp_"]

_MAJOR = "2"
_INSTALL = 'pip install "openai-image-advisor[mcp]"'


@click.command("mcp", short_help="Serve the answers to coding agents (MCP over stdio).")
@AS_OF
@RULES
def mcp_(as_of: str | None, rules: tuple[str, ...]) -> None:
    """Serves the answers to coding agents as tools of the Model Context Protocol, over standard input and output.

    Agents start it themselves; in Claude Code, `claude mcp add advisor -- advisor mcp` tells them to. Needs the
    protocol's official SDK: pip install "openai-image-advisor[mcp]"
    """
    _need_sdk()
    from advisor.front.mcp.desk import Desk

    # what is wrong with the rules is told before the SDK is loaded, which takes a second
    desk = Desk(Options(as_of, rules, "json", no_color=True))
    from advisor.front.mcp.serve import serve

    if sys.stdin is not None and sys.stdin.isatty():
        click.echo("advisor: waiting for an agent on standard input; Ctrl-C ends it", err=True)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the SDK would go on waiting for the end of a line
    serve(desk)


def _need_sdk() -> None:
    """Nothing, where an SDK that can be used is installed.

    Raises:
        InputError: it is not.
    """
    from importlib.metadata import PackageNotFoundError, version  # every `advisor --help` loads this module

    try:
        found = version("mcp")
    except PackageNotFoundError:
        raise InputError(
            f"mcp: the official SDK of the protocol is not installed; expected it beside advisor: {_INSTALL}"
        ) from None
    if found.partition(".")[0] != _MAJOR:
        raise InputError(f"mcp: version {found} of the protocol's SDK is installed; expected {_MAJOR}.x: {_INSTALL}")
