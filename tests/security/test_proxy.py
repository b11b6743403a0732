# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The cipher suites of the proxy's example, read as OpenSSL reads them, and tried in handshakes."""

import datetime
import re
import socket
import ssl
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ROOT = Path(__file__).parents[2]
TOLD = (ROOT / "deploy" / "nginx.conf").read_text()
HOST = "zwfw.example.cn"


def said(directive: str) -> str:
    found = re.search(rf"^\s*{directive} ([^;]+);", TOLD, re.M)
    assert found, directive
    return found[1]


def server_context(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    chain = folder / "chain.pem"
    chain.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(said("ssl_ciphers"))
    return context


def shaken(server: ssl.SSLContext, client: ssl.SSLContext) -> str:
    """Return the suite that both agree on; raise when they do not."""
    ours, theirs = socket.socketpair()
    failures: list[OSError] = []

    def serve() -> None:
        try:
            server.wrap_socket(ours, server_side=True).close()
        except OSError as error:
            failures.append(error)
            ours.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with client.wrap_socket(theirs, server_hostname=HOST) as agreed:
            return agreed.cipher()[0]  # type: ignore[index]
    finally:
        theirs.close()
        thread.join()


def client_context(**limits: object) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for name, value in limits.items():
        setattr(context, name, value)
    return context


def test_every_suite_has_forward_secrecy_and_authenticated_encryption():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(said("ssl_ciphers"))
    named = said("ssl_ciphers").split(":")

    suites = {one["name"]: one for one in context.get_ciphers() if one["protocol"] != "TLSv1.3"}

    assert set(suites) == set(named), "OpenSSL knows each"
    assert all(one["aead"] and one["kea"] == "kx-ecdhe" for one in suites.values())
    strengths = [suites[name]["strength_bits"] for name in named]
    assert strengths == sorted(strengths, reverse=True), "the strongest first"
    assert said("ssl_prefer_server_ciphers") == "on"


def test_only_recommended_suites_of_tls_1_3_and_curves_are_left():
    assert set(said("ssl_conf_command Ciphersuites").split(":")) <= {
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_AES_128_GCM_SHA256",
    }
    assert set(said("ssl_ecdh_curve").split(":")) <= {"X25519", "secp384r1", "prime256v1"}
    assert said("ssl_session_tickets") == "off"


def test_a_client_of_today_gets_the_strongest_suite(tmp_path: Path):
    limits = {"maximum_version": ssl.TLSVersion.TLSv1_2}

    assert shaken(server_context(tmp_path), client_context(**limits)) == (
        "ECDHE-ECDSA-AES256-GCM-SHA384"
    )


@pytest.mark.parametrize(
    "ciphers",
    ["AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA", "DHE-RSA-AES128-GCM-SHA256"],
)
def test_a_client_that_has_weak_suites_only_is_refused(tmp_path: Path, ciphers: str):
    client = client_context(maximum_version=ssl.TLSVersion.TLSv1_2)
    client.set_ciphers(f"{ciphers}:@SECLEVEL=0")

    with pytest.raises((ssl.SSLError, ConnectionError)):
        shaken(server_context(tmp_path), client)


def test_a_host_that_is_not_named_gets_no_handshake():
    assert "ssl_reject_handshake on;" in TOLD
    assert 'proxy_set_header X-Client-Cert-Sha256 "";' in TOLD
