# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Providers on this machine: the house's own reference, and such as misbehave."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from operations import provider
from tests.sharing.world import HOUSEHOLD, VALUES, source
from yiwang.sharing import keys
from yiwang.sharing.models import DataSource

KEY = "5a" * 32
RECORD = {"values": VALUES, "as_of": "2026-11-01", "valid_until": None}


def known(records: Mapping[str, Any]) -> provider.Provider:
    """Return a provider that knows some numbers in the household register."""
    allowed = {HOUSEHOLD: frozenset(VALUES)}
    return provider.Provider([bytes.fromhex(KEY)], {HOUSEHOLD: records}, allowed)


@contextmanager
def serving(of: provider.Provider, **options: Any) -> Iterator[str]:
    """Let a provider serve, and yield its address."""
    server = provider.serving(of, **options)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    scheme = "https" if options.get("certificate") else "http"
    try:
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}/yiwang"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def speaking(speak: Callable[[socket.socket], None]) -> Iterator[str]:
    """Let something that is no provider answer each connection, and yield its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection:
            try:
                speak(connection)
            except OSError:
                return  # who asked has gone

    def run() -> None:
        while not is_over.is_set():
            try:
                connection, _peer = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        is_over.set()
        listener.close()


def over_http(address: str, *, key: str = KEY, **changes: Any) -> DataSource:
    """Describe the household register as a source over HTTP."""
    described = source(connector="http", address=address, **changes)
    described.key_cipher = keys.sealed_for_source(key, described.code)
    described.save(update_fields=["key_cipher"])
    return described


def certificate(folder: Path) -> Path:
    """Write a certificate for 127.0.0.1 that nobody but itself vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "provider")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    encoded = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "provider.pem"
    file.write_bytes(encoded + made.public_bytes(serialization.Encoding.PEM))
    return file
