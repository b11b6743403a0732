# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The ledger's settings, each with its default, and the keys made from them."""

import os
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from yiwang.ledger.errors import SigningKeyUnusable
from yiwang.ledger.merkle import TREE_HASHES, TreeHash
from yiwang.ledger.notes import Signer

SEED_SIZE = 32


def tree_hash() -> TreeHash:
    """Return the hash that new logs are made with (LEDGER_HASH)."""
    return TREE_HASHES[getattr(settings, "LEDGER_HASH", "sha256")]


def origin() -> str:
    """Return the log's name, the first line of its checkpoints (LEDGER_ORIGIN)."""
    return str(getattr(settings, "LEDGER_ORIGIN", "") or "yiwang/ledger")


def checkpoint_every() -> timedelta:
    """Return how long a numbered fact waits for a signature, a minute at most."""
    return timedelta(seconds=min(60, getattr(settings, "LEDGER_CHECKPOINT_SECONDS", 30)))


def anchor_max_age() -> timedelta:
    """Return the age at which an anchor raises an alarm (LEDGER_ANCHOR_MAX_AGE_HOURS)."""
    return timedelta(hours=getattr(settings, "LEDGER_ANCHOR_MAX_AGE_HOURS", 24))


def authority_url() -> str:
    """Return the time-stamping authority's address; "" when anchoring is off."""
    return str(getattr(settings, "LEDGER_TSA_URL", ""))


def authority_certificates() -> Path | None:
    """Return the PEM file that the authority's answers must chain to."""
    path = getattr(settings, "LEDGER_TSA_CERTIFICATE", "")
    return Path(path) if path else None


def signer() -> Signer:
    """Return the key that signs checkpoints.

    LEDGER_SIGNING_KEY holds its 32-byte seed. Without it the key lies in a file
    (LEDGER_SIGNING_KEY_FILE), which is made on first use.

    :raises SigningKeyUnusable: the seed does not have 32 bytes
    """
    seed = getattr(settings, "LEDGER_SIGNING_KEY", b"") or _seed_from(_key_file())
    if len(seed) != SEED_SIZE:
        raise SigningKeyUnusable(params={"reason": f"{len(seed)} bytes"})
    return Signer(name=origin(), key=Ed25519PrivateKey.from_private_bytes(seed))


def trusted_verifier_keys() -> list[str]:
    """Return our own verifier key and those of earlier keys (LEDGER_FORMER_KEYS)."""
    return [signer().verifier_key(), *getattr(settings, "LEDGER_FORMER_KEYS", ())]


def _key_file() -> Path:
    chosen = getattr(settings, "LEDGER_SIGNING_KEY_FILE", "")
    return Path(chosen) if chosen else Path(settings.VAR) / "ledger-signing-key"


def _seed_from(path: Path) -> bytes:
    if not path.exists():
        _write_once(path, os.urandom(SEED_SIZE))
    return path.read_bytes()


def _write_once(path: Path, seed: bytes) -> None:
    """Write the file whole and never over another; of two processes one wins and both read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(seed)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
