# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A provider of data by the protocol of the handbook: for trying, for tests, and to copy from.

It needs nothing but Python, but for the demonstration. It knows whom a file of records names::

    python -m operations.provider --key KEY --records records.json --port 8790

``records.json`` is an object: source → number → ``{"name", "values", "as_of", "valid_until"}``.
With ``--demonstration`` it knows the made-up people instead, as the demonstration's own sources do.

The protocol: docs/handbook/data-source-protocol.md.
"""

import argparse
import csv
import hashlib
import hmac
import json
import os
import ssl
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

LARGEST: Final = 64 * 1024
FRESH_SECONDS: Final = 300
DATA: Final = Path(__file__).resolve().parents[1] / "data" / "demonstration"


class Refusal(Exception):
    """The question is not answered: with this status, for this reason."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass
class Provider:
    """What a provider knows, with which keys it talks, and what it was asked.

    :ivar keys: the key that is used, and the former one while both sides change over
    :ivar allowed: source → fields that we may be asked for; a source that is not here is unknown
    :ivar corrections: requests to correct, by the asker's id; staff fill in ``result``
    """

    keys: Sequence[bytes]
    records: Mapping[str, Mapping[str, Mapping[str, Any]]]
    allowed: Mapping[str, frozenset[str]]
    asked: list[dict[str, Any]] = field(default_factory=list)
    corrections: dict[str, dict[str, Any]] = field(default_factory=dict)
    clock: Callable[[], float] = time.time
    _nonces: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    # ── who asks

    def key_for(self, headers: Mapping[str, str], path: str, body: bytes) -> bytes:
        """Return the key that the question is signed with, or refuse it."""
        names = {key_id(key): key for key in self.keys}
        key = names.get(headers.get("X-Yiwang-Key", ""))
        if key is None:
            raise Refusal(401, "unknown_key")
        stamp, nonce = headers.get("X-Yiwang-Time", ""), headers.get("X-Yiwang-Nonce", "")
        wanted = signature(key, "POST", path, stamp, nonce, body)
        if not hmac.compare_digest(wanted, headers.get("X-Yiwang-Signature", "")):
            raise Refusal(401, "bad_signature")
        now = self.clock()
        if not stamp.isdigit() or abs(now - int(stamp)) > FRESH_SECONDS:
            raise Refusal(401, "stale")
        with self._lock:
            self._nonces = {
                one: at for one, at in self._nonces.items() if now - at <= 2 * FRESH_SECONDS
            }
            if not nonce or nonce in self._nonces:
                raise Refusal(401, "replayed")
            self._nonces[nonce] = now
        return key

    # ── what is asked

    def answer(self, path: str, sent: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a question whose signature is good."""
        if path.endswith("/corrections/answers"):
            return self._corrections_answered(sent)
        if path.endswith("/corrections"):
            return self._correction(sent)
        if path.endswith("/query"):
            return self._query(sent)
        raise Refusal(404, "malformed")

    def _query(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        source, subject = sent["source"], sent["subject"]
        if not set(sent["fields"]) <= self.allowed.get(source, frozenset()):
            raise Refusal(403, "not_allowed")
        self.asked.append(dict(sent))
        record = self.records.get(source, {}).get(subject["number"])
        is_found = record is not None and record.get("name", subject["name"]) == subject["name"]
        known = record["values"] if record is not None and is_found else {}
        return {
            "version": 1,
            "call": sent["call"],
            "found": is_found,
            "values": {key: known[key] for key in sent["fields"] if key in known},
            "as_of": record.get("as_of") or None if record is not None and is_found else None,
            "valid_until": record.get("valid_until") or None
            if record is not None and is_found
            else None,
            "reference": f"P-{len(self.asked):06d}",
        }

    def _correction(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        reference = f"C-{hashlib.sha256(sent['correction'].encode()).hexdigest()[:10]}"
        self.corrections.setdefault(sent["correction"], dict(sent))
        return {"version": 1, "correction": sent["correction"], "reference": reference}

    def _corrections_answered(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        rows = [
            {"correction": one, "result": kept["result"], "answer": kept["answer"]}
            for one in sent["corrections"]
            if (kept := self.corrections.get(one)) is not None and kept.get("result")
        ]
        return {"version": 1, "answers": rows}


def key_id(key: bytes) -> str:
    """Return the name of a key."""
    return hashlib.sha256(b"yiwang-source-key:" + key).hexdigest()[:16]


def signature(key: bytes, first: str, path: str, stamp: str, nonce: str, body: bytes) -> str:
    """Return the signature of a question ("POST") or of an answer (its status, no path)."""
    text = "\n".join(("v1", first, path, stamp, nonce, hashlib.sha256(body).hexdigest()))
    return "v1=" + hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """Takes one signed question and gives one signed answer."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    provider: Provider

    def do_POST(self) -> None:
        nonce, key = self.headers.get("X-Yiwang-Nonce", ""), b""
        try:
            body = self._body()
            key = self.provider.key_for(dict(self.headers.items()), self.path, body)
            status, said = 200, self.provider.answer(self.path, json.loads(body))
        except Refusal as refusal:
            status, said = refusal.status, {"error": refusal.code}
        except (ValueError, KeyError, TypeError, AttributeError):
            status, said = 400, {"error": "malformed"}
        self._send(status, json.dumps(said, ensure_ascii=False).encode(), key, nonce)

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST:
            raise Refusal(413, "malformed")
        return self.rfile.read(int(length))

    def _send(self, status: int, body: bytes, key: bytes, nonce: str) -> None:
        stamp = str(int(self.provider.clock()))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if key:
            self.send_header("X-Yiwang-Time", stamp)
            signed = signature(key, str(status), "", stamp, nonce, body)
            self.send_header("X-Yiwang-Signature", signed)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Write nothing: what was asked is personal."""


def serving(
    provider: Provider, *, host: str = "127.0.0.1", port: int = 0, certificate: str = ""
) -> ThreadingHTTPServer:
    """Return a server that listens; the caller lets it serve.

    :param certificate: PEM file with certificate and key; "" serves without TLS
    """
    handler = type("BoundHandler", (Handler,), {"provider": provider})
    server = ThreadingHTTPServer((host, port), handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    return server


def demonstration() -> dict[str, dict[str, dict[str, Any]]]:
    """Return what the made-up people's sources know, from the files of the demonstration."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    from operations.demo import sources
    from operations.demo.people import made_people

    people = list(made_people())
    records: dict[str, dict[str, dict[str, Any]]] = {
        sources.HOUSING: {
            person.resident_id: {"name": person.name, "values": sources.known(place)}
            for place, person in enumerate(people)
        }
    }
    with (DATA / "records.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            person = people[int(row["person"])]
            records.setdefault(row["source"], {})[person.resident_id] = {
                "name": person.name,
                "values": json.loads(row["values"]),
                "as_of": row["as_of"],
                "valid_until": row["valid_until"],
            }
    return records


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="operations.provider", description=__doc__)
    parser.add_argument("--key", required=True, action="append", help="in hex; twice for two")
    parser.add_argument("--records", help="JSON file of what is known")
    parser.add_argument("--demonstration", action="store_true", help="know the made-up people")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--certificate", default="", help="PEM file, certificate and key")
    chosen = parser.parse_args(arguments)
    if chosen.records:
        records = json.loads(Path(chosen.records).read_text(encoding="utf-8"))
    else:
        records = demonstration() if chosen.demonstration else {}
    allowed = {
        source: frozenset(key for one in people.values() for key in one["values"])
        for source, people in records.items()
    }
    keys = [bytes.fromhex(one) for one in chosen.key]
    server = serving(
        Provider(keys, records, allowed),
        host=chosen.host,
        port=chosen.port,
        certificate=chosen.certificate,
    )
    scheme = "https" if chosen.certificate else "http"
    sys.stdout.write(f"{scheme}://{chosen.host}:{server.server_address[1]}/ {sorted(records)}\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
