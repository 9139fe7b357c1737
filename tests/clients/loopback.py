"""A server on this machine that behaves like the image endpoints: it refuses whatever the official types do not publish."""

from __future__ import annotations

import base64
import json
import re
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import takewhile
from threading import Thread
from typing import Any, NamedTuple

from advisor.freshness import knowledge_of
from tests.clients.answers import Answer
from tests.clients.jobs import BOOK, DAYS
from tests.clients.parts import FILES, Refusal
from tests.clients.refusals import ROWS
from tests.clients.sdk_types import refused

KEY = "sk-loopback"
PATHS = {
    str(knowledge_of(BOOK, DAYS[-1]).value(f"surface:{surface}", "path")).removeprefix("/v1"): surface
    for surface in BOOK.surfaces
}
"""Surfaces by path, without the version."""
KNOWN = {field for row in ROWS if "newest" in row["peers"] and "models" not in row for field in row["fields"]}
"""Fields that the types refuse of every model and the API is known to take."""
ENDINGS = (".completed", ".done", ".delta")
"""How the types of those events end that come once an image or a text is made."""
IMAGE_TYPES = ("image/png", "image/jpeg", "image/webp")


class Upload(NamedTuple):
    """A file in a form."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Taken:
    """A request that was accepted."""

    path: str
    headers: Mapping[str, str]
    fields: Mapping[str, Any]
    """The body as it was decoded; files by name."""
    uploads: tuple[Upload, ...]
    answer: Answer


class RefusedError(Exception):
    """A request that the endpoint does not take."""

    def __init__(self, message: str, param: str | None = None, status: int = 400, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        error = {"message": message, "type": "invalid_request_error", "code": code, "param": param}
        self.document = {"error": error}


@dataclass
class Loopback:
    """A server for one client; use it in a `with` block."""

    base: str = "/v1"
    tls: ssl.SSLContext | None = None
    fault: Mapping[str, Any] | None = None
    """An event that a stream ends with in place of the finished image; fields that any other answer has as well."""
    blank: bool = False
    """Answers hold no image."""
    taken: list[Taken] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __enter__(self) -> Loopback:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"loopback": self}))
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The base address, version included."""
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}{self.base}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    loopback: Loopback

    def log_message(self, *_: object) -> None:
        """Nothing: requests are kept, not printed."""

    def do_GET(self) -> None:
        self._body()
        self._refuse(RefusedError(f"Not allowed to {self.command} on {self.path}", status=405))

    do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names that http.server looks for

    def do_POST(self) -> None:
        try:
            taken = self._take(self._body())
        except RefusedError as refusal:
            self._refuse(refusal)
            return
        self.loopback.taken.append(taken)
        if taken.fields.get("stream"):
            self._stream(taken.answer)
        else:
            self._send(200, {**taken.answer.document(), **(self.loopback.fault or {})})

    # -- what comes in -----------------------------------------------------------------------------------------------

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(self._chunks())
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def _take(self, body: bytes) -> Taken:
        surface = PATHS.get(self.path.removeprefix(self.loopback.base))
        if surface is None or not self.path.startswith(self.loopback.base):
            raise RefusedError(f"Invalid URL (POST {self.path})", status=404)
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            raise RefusedError("Incorrect API key provided.", status=401, code="invalid_api_key")
        if surface in FILES:
            fields, uploads = _form(surface, self.headers.get("Content-Type", ""), body)
        else:
            fields, uploads = _json(self.headers.get("Content-Type", ""), body), ()
        for wrong in (one for one in refused(surface, fields) if one.field not in KNOWN):
            raise RefusedError(f"Invalid value for {wrong.field}: {wrong.value!r}.", wrong.field)
        _check_pictures(fields)
        return Taken(self.path, dict(self.headers), fields, uploads, Answer(surface, fields, self.loopback.blank))

    # -- what goes out -----------------------------------------------------------------------------------------------

    def _refuse(self, refusal: RefusedError) -> None:
        self.loopback.refused.append(str(refusal))
        self._send(refusal.status, refusal.document)

    def _send(self, status: int, document: Mapping[str, Any]) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, answer: Answer) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        fault = self.loopback.fault
        events = takewhile(lambda event: not (fault and event["type"].endswith(ENDINGS)), answer.events())
        for event in (*events, *([fault] if fault else [])):
            self.wfile.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())
        self.close_connection = True


def _json(content_type: str, body: bytes) -> dict[str, Any]:
    if content_type.partition(";")[0] != "application/json":
        raise RefusedError(f"Unsupported content type: {content_type!r}.")
    try:
        fields = json.loads(body)
    except ValueError as error:
        raise RefusedError(f"The body is not JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise RefusedError("The body is not a JSON object.")
    return fields


def _form(surface: str, content_type: str, body: bytes) -> tuple[dict[str, Any], tuple[Upload, ...]]:
    """The fields of a form, files by name, and the files."""
    head = Message()
    head["Content-Type"] = content_type
    boundary = head.get_param("boundary")
    if head.get_content_type() != "multipart/form-data" or not boundary:
        raise RefusedError(f"Unsupported content type: {content_type!r}.")
    fields: dict[str, Any] = {}
    uploads = []
    for chunk in body.split(b"--" + str(boundary).encode())[1:-1]:
        headers, _, content = chunk[2:-2].partition(b"\r\n\r\n")
        part = BytesParser().parsebytes(headers)
        name = str(part.get_param("name", header="Content-Disposition"))
        value = content.decode(errors="replace").replace("\r\n", "\n")  # how a standard form writes a line's end
        if name.removesuffix("[]") in FILES[surface]:
            uploads.append(_upload(name, part, content))
            value = uploads[-1].name
        if name.endswith("[]"):
            fields.setdefault(name.removesuffix("[]"), []).append(value)
        elif name in fields:
            raise RefusedError(f"Duplicate parameter: {name}.", name)
        else:
            fields[name] = value
    return {**fields, **dict(_converted(surface, fields))}, tuple(uploads)


def _upload(field_name: str, part: Message, content: bytes) -> Upload:
    name, kind = part.get_filename(), part.get_content_type()
    if not name:
        raise RefusedError(f"{field_name} is not a file.", field_name)
    if kind not in IMAGE_TYPES or "Content-Type" not in part:
        raise RefusedError(f"Unsupported mimetype {kind} of {name}.", field_name)
    return Upload(name, kind, content)


def _converted(surface: str, fields: Mapping[str, Any]) -> Iterator[Refusal]:
    """The form values that are no texts: numbers and flags, where the types want one."""
    for wrong in refused(surface, fields):
        if isinstance(wrong.value, str) and re.fullmatch(r"\d+|true|false", wrong.value):
            yield Refusal(wrong.field, json.loads(wrong.value))


def _check_pictures(fields: Mapping[str, Any]) -> None:
    """Every picture inside a JSON body is a data address with a real PNG."""
    for address in re.findall(r'"image_url": "([^"]*)"', json.dumps(fields)):
        head, _, data = address.partition(",")
        try:
            picture = base64.b64decode(data, validate=True)
        except ValueError as error:
            raise RefusedError(f"Invalid image address: {address[:60]}.", "image_url") from error
        if head != "data:image/png;base64" or not picture.startswith(b"\x89PNG\r\n"):
            raise RefusedError(f"Invalid image address: {address[:60]}.", "image_url")
