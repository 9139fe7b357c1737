"""A server that stands for the live API, in the state that an account may be in, with a log of what it was asked."""

from __future__ import annotations

import base64
import io
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from PIL import Image

from advisor import Job, load_rules, recommend

DAY = date(2026, 11, 22)
BOOK = load_rules()
BORING = recommend(Job(intent="first-proof"), as_of=DAY, rules=BOOK)
MODEL = str(BORING.body["model"])
SIBLING = "gpt-image-2.6-sunburst"
OLDER = "gpt-image-2"
PAID = "POST /v1/images/generations"
FREE = "GET /v1/models"
KEY = "sk-proj-Zm9yIHRlc3RzIG9ubHksIG9wZW5zIG5vdGhpbmc"
ORGANIZATION, PROJECT = "org-Ab12Cd34Ef56Gh78Ij90", "proj_Kl12Mn34Op56Qr78St90"
WHOSE = {"openai-organization": ORGANIZATION, "openai-project": PROJECT}


@dataclass(frozen=True)
class Reply:
    """One answer, whatever the request was."""

    status: int = 200
    body: Any = None
    """A document, or a text that is none."""
    headers: Mapping[str, str] = field(default_factory=lambda: WHOSE)
    seconds: float = 0
    """Before it comes."""
    drips: bool = False
    """It comes byte by byte, and never ends."""

    def content(self) -> tuple[bytes, str]:
        if isinstance(self.body, str):
            return self.body.encode(), "text/html; charset=utf-8"
        return json.dumps(self.body).encode(), "application/json"


def refusal(status: int, message: str, code: str | None = None, type_: str | None = None, **headers: str) -> Reply:
    """An error as the API words it."""
    error = {"message": message, "type": type_ or "invalid_request_error", "param": None, "code": code}
    return Reply(status, {"error": error}, {**WHOSE, **{name.replace("_", "-"): one for name, one in headers.items()}})


def listing(*models: str, **shutdown: str) -> Reply:
    """The list of models, with the days on which some end."""
    data = [{"id": id_, "object": "model", "created": 1, "owned_by": "openai"} for id_ in models]
    ends = [{**one, "shutdown_date": shutdown[one["id"]]} if one["id"] in shutdown else one for one in data]
    return Reply(body={"object": "list", "data": ends})


def picture(width: int = 1024, height: int = 1024, form: str = "png") -> str:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 7)).save(drawn, form)
    return base64.b64encode(drawn.getvalue()).decode()


def drawing(image: str, **headers: str) -> Reply:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(body={"created": 1, "data": [{"b64_json": image}]}, headers={**WHOSE, **told})


HEALTHY = listing(MODEL, SIBLING, OLDER, "gpt-5.5", f"ft:gpt-4.1:{ORGANIZATION}::abc")


@dataclass
class Api:
    """The server; use it in a `with` block."""

    models: Reply = HEALTHY
    image: Reply = field(default_factory=lambda: drawing(picture()))
    base: str = "/v1"
    tls: ssl.SSLContext | None = None
    log: list[str] = field(default_factory=list)
    """Method and path of each request."""
    sent: list[dict[str, Any]] = field(default_factory=list)
    """The bodies that came."""
    came: Event = field(default_factory=Event)
    """A request came."""

    def __enter__(self) -> Api:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"api": self}))
        self._server.daemon_threads = True
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._over = Event()
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def spent(self) -> int:
        """How many requests came that cost money."""
        return sum(one.startswith("POST") for one in self.log)

    def wait(self, seconds: float) -> bool:
        """Waits so long, or until the server is done with; whether it is."""
        return self._over.wait(seconds)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    api: Api

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.api.sent.append(json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0)))))
        self._answer()

    def _answer(self) -> None:
        api, asked = self.api, f"{self.command} {self.path}"
        api.log.append(asked)
        api.came.set()
        replies = {f"GET {api.base}/models": api.models, f"POST {api.base}/images/generations": api.image}
        reply = replies.get(asked) or refusal(404, f"Invalid URL ({asked})")
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            reply = refusal(401, f"Incorrect API key provided: {self.headers.get('Authorization')}.", "invalid_api_key")
        api.wait(reply.seconds)
        content, kind = reply.content()
        self.send_response(reply.status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(content) + 10_000 * reply.drips),
            **reply.headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        while reply.drips and not api.wait(0.05):
            self.wfile.write(b" ")
        self.wfile.write(content)
