"""Files whose commands read like the shell's once they are respelled: recipes, images, batch files, PowerShell.

A respelled text has the lines of the file, so that whatever is found in it is found there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from advisor.extract.body import PLACEHOLDER
from advisor.extract.powershell import as_shell

__all__ = ["DIALECTS", "continued"]

_CONTINUED = re.compile(r"[\\^`]([ \t]*)(?=\r?\n[ \t]*-)")


_FILLED = re.compile(r"\$\{\{.*?\}\}")


def continued(text: str) -> str:
    """A script whose lines go on, whatever shell they are meant for: before an option nothing else can end a line.

    What a workflow fills in before a script runs is not known.
    """
    return _FILLED.sub(PLACEHOLDER, _CONTINUED.sub(lambda end: end[1] + "\\", text))


_MADE = re.compile(r"(?:export\s+|override\s+)?(\w+)\s*(?:[?:]|::)?=\s*(.*?)\s*$")


def _makefile(text: str) -> str:
    """Recipes, in which variables are replaced before the shell sees them, and a dollar is doubled."""
    lines = text.split("\n")
    made = {found[1]: found[2] for line in lines if (found := _MADE.match(line)) and "$" not in found[2]}
    recipes = (re.sub(r"^\t[-@+]*", "\t", line) for line in lines)

    def value(use: re.Match[str]) -> str:
        return made.get(use[1], PLACEHOLDER) if use[1] else "$"

    return "\n".join(_only([re.sub(r"\$[({](\w+)[)}]|\$\$", value, line) for line in recipes], "\t"))


def _only(lines: list[str], start: str) -> Iterator[str]:
    """The lines that are commands or variables, and those that go on."""
    goes_on = False
    for line in lines:
        kept = goes_on or line.startswith(start) or re.match(r"\w+='", line)
        goes_on = bool(kept) and line.rstrip().endswith("\\")
        yield line if kept else ""


def _dockerfile(text: str) -> str:
    """What runs when an image is built or started, and its variables."""
    lines = []
    for line in text.split("\n"):
        setting = re.match(r"\s*(?:ENV|ARG)\s+(\w+)[= ](.+?)\s*$", line, re.IGNORECASE)
        run = re.sub(r"^\s*(?:RUN|CMD|ENTRYPOINT)\s+(?:--\S+\s+)*", "\t", line, flags=re.IGNORECASE)
        lines.append(f"{setting[1]}={setting[2]}" if setting else _list_form(run))
    return "\n".join(_only(lines, "\t"))


def _list_form(line: str) -> str:
    """`["curl", "-s"]` as words."""
    inside = re.match(r"\t\[(\s*\".*\")\s*\]\s*$", line)
    return "\t" + re.sub(r"(\")\s*,\s*(?=\")", r"\1 ", inside[1]) if inside else line


def _batch(text: str) -> str:
    """A caret goes on, `%X%` is a variable, `set` gives it its value."""
    text = re.sub(r"\^[ \t]*(?=\r?\n)", r"\\", text)
    text = re.sub(r"(?im)^(\s*@?)(?:rem\b|::)", r"\1#", text)
    text = re.sub(r"(?im)^\s*@?set\s+\"?(\w+)=([^\"\r\n]*)\"?", r"\1='\2'", text)
    return re.sub(r"%(\w+)%", r"${\1}", text)


DIALECTS: Mapping[str, Callable[[str], str]] = {
    "makefile": _makefile,
    "dockerfile": _dockerfile,
    "batch": _batch,
    "powershell": as_shell,
}
"""By language: what respells a text."""
