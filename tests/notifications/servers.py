# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A mail server and a push service that really listen, each for the length of a test."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


@dataclass
class Heard:
    """What a server was sent, and what it is to answer next."""

    mails: list[str] = field(default_factory=list)
    pushes: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    recipient_code: int = 250
    status: int = 201
    port: int = 0


@contextmanager
def mail_server() -> Iterator[Heard]:
    """Speak SMTP (RFC 5321) as far as a client that sends one mail needs it."""
    heard = Heard()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 test")
            answers = {"QUIT": "221 bye", "DATA": "354 go on"}
            while line := self.rfile.readline():
                verb = line[:4].decode().upper()
                code = f"{heard.recipient_code} well" if verb == "RCPT" else "250 well"
                self._say(answers.get(verb, code))
                if verb == "QUIT":
                    return
                if verb == "DATA":
                    heard.mails.append(self._data())
                    self._say("250 kept")

        def _data(self) -> str:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.decode())
            return "".join(lines)

        def _say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    with _running(socketserver.TCPServer(("127.0.0.1", 0), Conversation), heard):
        yield heard


@contextmanager
def push_service() -> Iterator[Heard]:
    """Take what is posted and answer as told."""
    heard = Heard()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.pushes.append((dict(self.headers), body))
            self.send_response(heard.status)
            if heard.status == 302:
                self.send_header("Location", f"http://127.0.0.1:{heard.port}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with _running(HTTPServer(("127.0.0.1", 0), Answer), heard):
        yield heard


@contextmanager
def _running(server: socketserver.TCPServer, heard: Heard) -> Iterator[None]:
    heard.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
