"""A server on this machine that answers with the error it is asked for: a header is the number of a case."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

__all__ = ["body_of", "refuser"]

FIELDS = ("message", "type", "param", "code")


def body_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """The error of a case as the API sends it."""
    return {"error": {name: case["error"].get(name) for name in FIELDS}}


@contextmanager
def refuser(cases: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The base address of a server that refuses a request whose header `x-case` is N as case N says."""
    handler = type("Handler", (_Handler,), {"cases": cases})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    cases: Sequence[Mapping[str, Any]]

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        case = self.cases[int(self.headers["x-case"])]
        body = json.dumps(body_of(case)).encode()
        self.send_response(case["error"]["status"])
        for name, value in (("Content-Type", "application/json"), ("x-request-id", "req_0123456789abcdef")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
