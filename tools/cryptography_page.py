# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``docs/handbook/cryptography.md``: every use of cryptography, read from the sources and told."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("src/yiwang", "config", "operations")
LIBRARIES = ("hashlib", "hmac", "cryptography", "jwcrypto", "secrets", "rfc3161_client", "fido2")
HASHES = frozenset({"sha256", "sha384", "sha512", "sm3", "blake2b", "blake2s", "SM3", "SHA256"})


@dataclass(frozen=True, slots=True)
class Use:
    """One algorithm: where, what for, and whose key."""

    algorithm: str
    strength: str
    where: str
    purpose: str
    key: str


USES = (
    Use("Argon2id", "46 MiB, 2 passes", "identity.hashers", "passwords", "none; salt of its own"),
    Use(
        "AES-256-GCM",
        "256 bits",
        "foundation.cipher_suites",
        "sealed columns",
        "FIELD_ENCRYPTION_KEYS by HKDF",
    ),
    Use(
        "SM4-GCM",
        "128 bits",
        "foundation.cipher_suites",
        "sealed columns, where the suite says so",
        "FIELD_ENCRYPTION_KEYS by HKDF",
    ),
    Use(
        "HMAC-SHA-256, HMAC-SM3",
        "256 bits",
        "foundation.encryption",
        "blind index",
        "FIELD_ENCRYPTION_KEYS by HKDF, one a column",
    ),
    Use(
        "HKDF",
        "256 bits",
        "foundation.encryption",
        "a key for each column and purpose",
        "FIELD_ENCRYPTION_KEYS",
    ),
    Use(
        "Ed25519",
        "128 bits of security",
        "ledger.notes",
        "checkpoints of the ledger",
        "LEDGER_SIGNING_KEY",
    ),
    Use("SHA-256, SM3", "256 bits", "ledger.merkle", "hashes of the ledger", "none"),
    Use(
        "BLAKE2b",
        "256 bits or a lock's 64",
        "ledger.idempotency",
        "fingerprints of requests; numbers of locks",
        "none",
    ),
    Use(
        "RFC 3161 time stamps",
        "as the authority signs, checked against a fixed certificate",
        "ledger.anchoring",
        "anchors of the ledger",
        "of the authority",
    ),
    Use(
        "RS256 (RSA 3072), ES256 (P-256)",
        "128 bits of security",
        "sso.signing",
        "ID tokens and logout tokens",
        "in the database, sealed",
    ),
    Use(
        "SHA-256",
        "256 bits",
        "documents, forms, workflow, catalogue, cases, identity, organizations, portal, rest, sso, "
        "sharing, halls, delivery",
        "names of content and of pages; hashes of tokens, secrets and codes of 128 bits and more",
        "none",
    ),
    Use(
        "MD5, as the carriers' protocols have it",
        "none needed: the carrier is asked again",
        "delivery.carriers",
        "digests of messages with carriers",
        "agreed with the carrier",
    ),
    Use(
        "SHA-1, as the published sets have it",
        "none needed: it only finds a line",
        "identity.services.breached_passwords",
        "look-up in a set of breached passwords",
        "none",
    ),
    Use(
        "RS256, PS256, ES256, ES384",
        "as the provider's key, at least 112 bits",
        "portal.account.outside",
        "ID tokens of outside providers",
        "published by the provider",
    ),
    Use(
        "ECDH (P-256), HKDF, AES-128-GCM; ES256",
        "128 bits of security",
        "notifications.channels.push",
        "messages sealed for one browser (RFC 8291), and who sends them (RFC 8292)",
        "new for each message; ours follows from FIELD_ENCRYPTION_KEYS",
    ),
    Use(
        "HMAC-SHA-256",
        "256 bits",
        "notifications.receipts",
        "receipts of gateways and bounces of mail servers",
        "SMS_RECEIPT_SECRET, EMAIL_RECEIPT_SECRET",
    ),
    Use(
        "WebAuthn (ES256, RS256, EdDSA)",
        "as the authenticator",
        "django-allauth, fido2",
        "passkeys",
        "with the holder",
    ),
    Use(
        "TOTP (HMAC-SHA-1, as RFC 6238 fixes it)",
        "160 bits",
        "django-allauth",
        "codes of an app",
        "sealed, one a holder",
    ),
    Use(
        "HMAC-SHA-256",
        "256 bits",
        "Django signing",
        "one-time links, tokens of forms",
        "SECRET_KEY",
    ),
    Use(
        "system random source",
        "128 bits and more",
        "secrets",
        "keys of sessions, tokens, codes",
        "none",
    ),
)


@cache
def modules() -> dict[str, frozenset[str]]:
    """Return the modules that use a library of cryptography, with what they take from it."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            taken = frozenset(_taken(path))
            if taken:
                found[str(path.relative_to(ROOT)).removeprefix("src/")] = taken
    return found


def _taken(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if _is_ours(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module and _is_ours(node.module):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_ours(name: str) -> bool:
    return name.split(".")[0] in LIBRARIES


def page() -> str:
    return "\n".join(
        [
            "<!-- Generated by `make fix`; do not edit. -->",
            "",
            "# Cryptography (密码算法清单)",
            "",
            "Every algorithm the platform uses, what for, and whose key it takes; keys and",
            "their change stand in the [security policy](security-policy.md). Ciphertexts and",
            "signatures name suite and key, so that either can be changed while old values",
            "still open. No algorithm is written here: all come from OpenSSL through",
            "`cryptography`, and from the standard library.",
            "",
            "| Algorithm | Strength | Where | What for | Key |",
            "| --- | --- | --- | --- | --- |",
            *(
                f"| {u.algorithm} | {u.strength} | {u.where} | {u.purpose} | {u.key} |"
                for u in USES
            ),
            "",
            "## Modules (使用位置)",
            "",
            "| Module | Takes |",
            "| --- | --- |",
            *(f"| `{name}` | {', '.join(sorted(taken))} |" for name, taken in modules().items()),
            "",
        ]
    )
