# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A small time-stamping authority behind HTTP on the loopback, made of ``openssl ts``."""

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIGURATION = """
[ tsa ]
default_tsa = stamp
[ stamp ]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = Test Authority
[ root ]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ signer ]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


def openssl(*arguments: object, stdin: bytes = b"") -> bytes:
    program = shutil.which("openssl")
    assert program is not None
    done = subprocess.run(
        [program, *map(str, arguments)], input=stdin, capture_output=True, check=True
    )
    return done.stdout


class TestAuthority:
    """Keys, certificates and the answering of requests, in a folder."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.configuration = folder / "openssl.cnf"
        self.configuration.write_text(CONFIGURATION.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self.root = folder / "root.pem"
        self._make_certificate("root", issuer=None)
        self._make_certificate("signer", issuer="root")

    def answer(self, query: bytes) -> bytes:
        """Return what ``openssl ts`` answers to the query."""
        asked, answered = self.folder / "query.tsq", self.folder / "answer.tsr"
        asked.write_bytes(query)
        openssl(
            "ts", "-reply", "-config", self.configuration, "-queryfile", asked, "-out", answered,
            "-signer", self.folder / "signer.pem", "-inkey", self.folder / "signer.key",
        )  # fmt: skip
        return answered.read_bytes()

    def accepts(self, token: bytes, note: bytes) -> bool:
        """Ask ``openssl ts -verify``, which we did not write, what it thinks of a token."""
        answered, stamped = self.folder / "check.tsr", self.folder / "check.note"
        answered.write_bytes(token)
        stamped.write_bytes(note)
        try:
            openssl("ts", "-verify", "-in", answered, "-data", stamped, "-CAfile", self.root)
        except subprocess.CalledProcessError:
            return False
        return True

    def _make_certificate(self, name: str, issuer: str | None) -> None:
        key, request = self.folder / f"{name}.key", self.folder / f"{name}.csr"
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key)
        openssl(
            "req", "-new", "-key", key, "-subj", f"/CN=Test {name}", "-out", request,
            "-config", self.configuration,
        )  # fmt: skip
        signed_by = (
            ["-signkey", key]
            if issuer is None
            else ["-CA", self.folder / f"{issuer}.pem", "-CAkey", self.folder / f"{issuer}.key",
                  "-CAcreateserial"]
        )  # fmt: skip
        openssl(
            "x509", "-req", "-in", request, *signed_by, "-days", 30, "-sha256",
            "-extfile", self.configuration, "-extensions", name,
            "-out", self.folder / f"{name}.pem",
        )  # fmt: skip


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        status, body = self.server.respond(query)
        self.send_response(status)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""


@contextmanager
def served(respond) -> Iterator[str]:
    """Serve ``respond(query) -> (status, body)`` on the loopback, and yield the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.respond = respond
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/stamp"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
