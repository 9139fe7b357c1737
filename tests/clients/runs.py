"""Printed snippets, run unchanged in processes of their own against the loopback server."""

from __future__ import annotations

import base64
import io
import os
import re
import ssl
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import trustme
from PIL import Image

from advisor import Recommendation
from advisor.facts import Embedded
from tests.clients.answers import TEXT, picture
from tests.clients.loopback import KEY, Loopback

COMMANDS = {
    "python": (sys.executable, "snippet.py"),
    "javascript": ("node", "snippet.mjs"),
    "curl": ("sh", "snippet.sh"),
}
"""How the snippet of each language is run; the last word is the file it is written to."""
SECONDS = 120
"""Far more than any run needs, so that one that hangs is ended and told."""


@dataclass(frozen=True)
class Run:
    """A snippet that has run."""

    folder: Path
    server: Loopback
    status: int
    out: str
    err: str
    new: frozenset[str]
    """Files that the snippet made."""

    def faults(self, body: Mapping[str, Any]) -> Iterator[str]:
        """Everything that is wrong with a run that should have sent `body` and saved what came back."""
        if self.status != 0 or self.server.refused or len(self.server.taken) != 1:
            yield f"exit {self.status}, {len(self.server.taken)} requests taken, refused {self.server.refused}, {self.err}"
            return
        sent, expected = dict(self.server.taken[0].fields), _embedded(body, self.folder)
        if sent != expected:
            differing = sorted(name for name in sent | expected if sent.get(name) != expected.get(name))
            yield from (
                f"{name}: sent {_short(sent.get(name))}, not {_short(expected.get(name))}" for name in differing
            )
        for upload in self.server.taken[0].uploads:
            if upload.content != (self.folder / upload.name).read_bytes():
                yield f"{upload.name} was not sent as it is"
        yield from self._faults_of_files()

    def _faults_of_files(self) -> Iterator[str]:
        answer = self.server.taken[0].answer
        named = [line for line in self.out.splitlines() if line in self.new]
        if set(named) != self.new:
            yield f"made {sorted(self.new)} and named {named}"
        finals = [name for name in named if not name.startswith("partial")]
        if [(self.folder / name).read_bytes() for name in finals] != answer.images():
            yield f"{finals} are not the {len(answer.images())} images that were served"
        if len(finals) != len(set(finals)):
            yield f"an image was saved over another: {finals}"
        yield from (f"{name} is no {answer.form}" for name in self.new if not _opens(self.folder / name, answer.form))
        partials = set(named) - set(finals)
        if bool(partials) != bool(self.server.taken[0].fields.get("stream") and answer.partials()):
            yield f"partial images saved: {sorted(partials)}"
        if "tools" in answer.fields and TEXT not in self.out:
            yield f"the text is not printed: {self.out!r}"


@dataclass(frozen=True)
class Bench:
    """A folder to run snippets of one language in, and how they find their SDK and the server."""

    language: str
    root: Path
    authority: trustme.CA = field(default_factory=trustme.CA)
    more: Mapping[str, str] = field(default_factory=dict)
    """Further variables of the environment."""

    def run(
        self,
        name: str,
        snippet: str,
        answer: Recommendation,
        server: Loopback | None = None,
        failing: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Run:
        """Runs a snippet in an empty folder with the files it needs; `failing` is how its server fails."""
        folder = self.root / name
        folder.mkdir()
        *_, file = COMMANDS[self.language]
        (folder / file).write_text(snippet, encoding="utf-8")
        for number, source in enumerate(_files(answer)):
            (folder / source).write_bytes(picture("png", number + 100))
        with server or Loopback(tls=self._tls(answer), **(failing or {})) as running:
            return self._run(folder, running, self._environment(folder, answer, running), **more)

    def _run(
        self, folder: Path, server: Loopback, environment: Mapping[str, str], key: str = KEY, kept: Iterable[str] = ()
    ) -> Run:
        for name in kept:
            (folder / name).write_bytes(b"kept")
        before = {path.name for path in folder.iterdir()}
        done = subprocess.run(
            COMMANDS[self.language],
            cwd=folder,
            env={**environment, "OPENAI_API_KEY": key},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        new = frozenset(path.name for path in folder.iterdir()) - before
        return Run(folder, server, done.returncode, done.stdout, done.stderr, new)

    def _tls(self, answer: Recommendation) -> ssl.SSLContext | None:
        """What curl needs, which knows one address and is led here below TLS; the SDKs are told another."""
        if self.language != "curl":
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(str(urlsplit(answer.route.url).hostname)).configure_cert(context)
        return context

    def _environment(self, folder: Path, answer: Recommendation, server: Loopback) -> dict[str, str]:
        plain = {"PATH": os.environ["PATH"], "HOME": str(self.root), "LANG": "C.UTF-8", **self.more}
        if server.base != "/v1":  # a gateway, which the snippet itself names
            return plain
        if self.language != "curl":
            return {**plain, "OPENAI_BASE_URL": server.url}
        home = folder.with_name(f"{folder.name}-curl")
        home.mkdir()
        self.authority.cert_pem.write_to_path(home / "authority.pem")
        lead = f'connect-to = "{urlsplit(answer.route.url).hostname}:443:127.0.0.1:{server.port}"'
        (home / ".curlrc").write_text(f'{lead}\ncacert = "{home / "authority.pem"}"\n', encoding="utf-8")
        return {**plain, "CURL_HOME": str(home)}


def _files(answer: Recommendation) -> list[str]:
    """The names of the files that a body speaks of."""
    return sorted(set(re.findall(r"[\w-]+\.png", str(dict(answer.body)))))


def _embedded(value: Any, folder: Path) -> Any:
    """A body with the files that it embeds put in as base64; a prompt that only looks like one stays."""
    if isinstance(value, Mapping):
        return {name: _embedded(one, folder) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_embedded(one, folder) for one in value]
    if not isinstance(value, Embedded):
        return value
    return value.before + base64.b64encode((folder / value.file).read_bytes()).decode()


def _opens(path: Path, form: str) -> bool:
    if form == "svg":
        return ElementTree.fromstring(path.read_text(encoding="utf-8")).tag.endswith("}svg")
    with Image.open(io.BytesIO(path.read_bytes())) as opened:
        opened.load()
        return str(opened.format) == form.upper()


def _short(value: object) -> str:
    return re.sub(r"[\w+/=]{80,}", "...", repr(value))
