"""Where a lint answer goes and in which format, as the environment or the name of a file tells."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.errors import InputError
from advisor.front.lines import with_lines

if TYPE_CHECKING:
    from advisor.finding import Linted
    from advisor.front.options import Options

__all__ = ["AGENTS", "AUTO", "FORMATS", "FORMAT_HELP", "deliver", "format_for"]

AUTO = "auto"
FORMATS = (AUTO, "text", "json", "sarif", "github", "gitlab", "junit", "markdown", "agent")
FORMAT_HELP = (
    "auto: agent where a coding agent runs it, github in GitHub Actions, else text. With --output, what the file's "
    "name says: .sarif, .xml (junit), .md, .json (in GitLab CI: gitlab), else text."
)
AGENTS = (
    "AI_AGENT",  # any agent that follows https://github.com/vercel/vercel/tree/main/packages/detect-agent
    "AUGMENT_AGENT",
    "CLAUDECODE",
    "CODEX_SANDBOX",
    "CODEX_THREAD_ID",
    "CURSOR_AGENT",
    "GEMINI_CLI",
    "OPENCODE",
)
"""Variables that coding agents set for what they run, as https://github.com/unjs/std-env lists them; none that an
editor sets for people too."""
_ENDINGS = {".sarif": "sarif", ".sarif.json": "sarif", ".xml": "junit", ".md": "markdown", ".json": "json"}
_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Variables that name the folder of the repository."""
_FROM_ROOT = ("sarif", "github", "gitlab", "markdown")
"""Formats whose readers look for files from there, whatever folder the command ran in."""


def format_for(environment: Mapping[str, str], output: Path | None) -> str:
    """The format where none is asked for.

    GitLab reads its document from a file, so its log gets text. An agent that runs inside of CI reads the log itself.
    """
    if output is not None:
        ending = next((form for end, form in _ENDINGS.items() if output.name.endswith(end)), "text")
        return "gitlab" if ending == "json" and environment.get("GITLAB_CI") else ending
    if any(environment.get(name) for name in AGENTS):
        return "agent"
    return "github" if environment.get("GITHUB_ACTIONS") == "true" else "text"


def deliver(answer: Linted, options: Options, output: Path | None) -> None:
    """Prints the answer, or writes it to a file and says so; in GitHub Actions a summary of the job too.

    Raises:
        InputError: a file that cannot be written.
    """
    format_ = format_for(os.environ, output) if options.format == AUTO else options.format
    answer = with_lines(answer)
    if output is None:
        text = _rendered(answer, format_, color=options.color)
        click.echo(text, nl=False, color=options.color)
    else:
        text = _rendered(answer, format_, color=False)
        _write(output, text)
        from advisor.report.lint_words import verdict

        click.echo(f"advisor: {format_} written to {output}. {verdict(answer)}", err=True)
    if format_ == "github":
        _summarize(answer, os.environ.get("GITHUB_STEP_SUMMARY"))


def _rendered(answer: Linted, format_: str, *, color: bool) -> str:
    render = import_module(f"advisor.report.lint_{format_}").render
    told: dict[str, Any] = {}
    if format_ == "text":
        from advisor.report.columns import WIDTH

        told = {"color": color, "width": os.get_terminal_size().columns if sys.stdout.isatty() else WIDTH}
    elif format_ == "sarif":
        from importlib.metadata import version

        told = {"version": version("openai-image-advisor")}
    elif format_ == "markdown":
        told = {"files": _files_online(os.environ)}
    if format_ in _FROM_ROOT:
        answer = _from_root(answer, next(filter(None, map(os.environ.get, _ROOTS)), ""))
    return str(render(answer, **told))


def _from_root(answer: Linted, root: str) -> Linted:
    """The answer with its paths relative to the root of the repository, where the command ran in a folder below it."""
    here = Path.cwd().resolve()
    top = Path(root).resolve() if root else here
    if top == here or not here.is_relative_to(top):
        return answer
    below = here.relative_to(top).as_posix()

    def moved(path: str) -> str:
        return path if Path(path).is_absolute() else posixpath.normpath(f"{below}/{path}")

    findings = (replace(one, site=replace(one.site, path=moved(one.site.path))) for one in answer.findings)
    left = (replace(one, examples=tuple(map(moved, one.examples))) for one in answer.left)
    return replace(answer, findings=tuple(findings), left=tuple(left))


def _files_online(environment: Mapping[str, str]) -> str:
    """The address below which the files of this commit are shown; empty outside of CI."""
    server, repository, commit = (environment.get(f"GITHUB_{name}") for name in ("SERVER_URL", "REPOSITORY", "SHA"))
    if server and repository and commit:
        return f"{server}/{repository}/blob/{commit}/"
    project, commit = environment.get("CI_PROJECT_URL"), environment.get("CI_COMMIT_SHA")
    return f"{project}/-/blob/{commit}/" if project and commit else ""


def _summarize(answer: Linted, file: str | None) -> None:
    """Adds the answer to the summary of the job, which GitHub shows beside its log."""
    if not file:
        return
    summary = _rendered(answer, "markdown", color=False).encode()
    try:
        with Path(file).open("ab") as opened:
            opened.write(summary)
    except OSError as error:
        click.echo(f"advisor: no job summary: {file}: {error.strerror or error}", err=True)


def _write(output: Path, text: str) -> None:
    from advisor.front.writing import write_whole

    try:
        if output.exists() and not output.is_file():  # a pipe, or /dev/stdout
            output.write_bytes(text.encode())
        else:
            write_whole(output, text.encode())
    except OSError as error:
        raise InputError(f"--output {output}: cannot be written ({error.strerror or error})") from None
