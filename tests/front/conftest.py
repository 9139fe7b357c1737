"""A coding agent's side of `advisor mcp`: the official client, and the server in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

import advisor

DAY = "2026-11-22"


class Agent:
    """The official client, spoken to as if nothing were awaited."""

    def __init__(self, client: Client, portal: BlockingPortal) -> None:
        self.client, self._portal = client, portal

    def ask(self, method: str, *arguments: Any, **named: Any) -> Any:
        """What a method of the client gives; it holds every answer of a tool against the tool's own schema."""
        return self._portal.call(partial(getattr(self.client, method), *arguments, **named))

    def call(self, tool: str, **arguments: Any) -> Any:
        """The data that a tool answers with."""
        answer = self.ask("call_tool", tool, arguments)
        assert not answer.is_error, answer.content[0].text
        return answer.structured_content

    def text(self, tool: str, **arguments: Any) -> str:
        """The words that a tool answers with, errors too."""
        return str(self.ask("call_tool", tool, arguments).content[0].text)


def server(*options: str, cwd: Path | None = None) -> StdioServerParameters:
    """How the server is started."""
    code = "from advisor.front.cli import main; main()"
    where = {"PYTHONPATH": str(Path(advisor.__file__).parent.parent)}
    return StdioServerParameters(command=sys.executable, args=["-c", code, "mcp", *options], env=where, cwd=cwd)


@contextmanager
def hired(*options: str) -> Iterator[Agent]:
    """An agent with a server of its own."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(stdio_client(server(*options)))) as client,
    ):
        yield Agent(client, portal)


@pytest.fixture(scope="session")
def agent() -> Iterator[Agent]:
    """An agent whose server answers as of one day."""
    with hired("--as-of", DAY) as one:
        yield one
