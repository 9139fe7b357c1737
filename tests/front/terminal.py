"""`advisor`, or a shell, in a terminal of its own, as somebody types into it."""

from __future__ import annotations

import os
import re
import sys
import warnings
from pathlib import Path
from types import TracebackType

import pexpect

__all__ = ["CALLED", "Terminal"]

CALLED = "from advisor.front.cli import main; main()"
_COLUMNS = 100


class Terminal:
    """What stands on the screen since the start, and what is typed next."""

    def __init__(self, *command: str, cwd: Path, columns: int = _COLUMNS, **environment: str) -> None:
        with warnings.catch_warnings():  # https://github.com/pexpect/pexpect/issues/827
            warnings.filterwarnings("ignore", ".*use of forkpty", DeprecationWarning)
            self._child: pexpect.spawn[str] = pexpect.spawn(
                command[0],
                list(command[1:]),
                cwd=str(cwd),
                env={**os.environ, "TERM": "xterm", **environment},
                encoding="utf-8",
                dimensions=(50, columns),
                timeout=60,
            )
        self._child.delaybeforesend = None
        self.raw = ""
        """Everything that was sent, as it was sent."""

    @classmethod
    def advisor(cls, *arguments: str, cwd: Path, columns: int = _COLUMNS) -> Terminal:
        """The command line, without colour."""
        return cls(sys.executable, "-c", CALLED, *arguments, "--no-color", cwd=cwd, columns=columns)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._child.close(force=True)

    @property
    def screen(self) -> str:
        """Everything that was shown and typed, a line break at the end of each line."""
        return self.raw.replace("\r\n", "\n")

    def until(self, text: str) -> str:
        """What is shown from now on to a text, that included."""
        self._child.expect_exact(text)
        new = f"{self._child.before}{text}"
        self.raw += new
        return new.replace("\r\n", "\n")

    def reply(self, *lines: str) -> None:
        """Types each line at the next prompt."""
        for line in lines:
            self.until("(Enter: ")
            self.until("): ")
            self._child.sendline(line)

    def type(self, text: str) -> None:
        """Types a text as it is."""
        self._child.send(text)

    def end(self) -> int:
        """Waits for the end; gives the exit code."""
        self._child.expect(pexpect.EOF)
        self.raw += str(self._child.before)
        self._child.close()
        return int(self._child.exitstatus or 0)

    def line_after(self, text: str) -> str:
        """The line that follows a text where it stands last on the screen."""
        found = re.findall(re.escape(text) + r"[^\n]*\n([^\n]*)", self.screen)
        assert found, self.screen
        return str(found[-1])
