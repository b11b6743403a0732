# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Checkpoints as signed notes, the text that the world's transparency logs publish; pure.

Source: C2SP signed-note and tlog-checkpoint. Two extension lines follow the root: the time, and
the tree's hash unless it is SHA-256.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
_SIGNATURE_MARK = "— "
_TIME = "time "
_HASH = "hash "
_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


class NoteInvalid(ValueError):
    """The text is not a checkpoint, or nobody we trust has signed it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a checkpoint says: this log has so many leaves, this root, at this moment."""

    origin: str
    size: int
    root: bytes
    at: datetime
    hash_name: str = "sha256"

    def text(self) -> str:
        """Return the note's text, which is what gets signed."""
        lines = [
            self.origin,
            str(self.size),
            base64.b64encode(self.root).decode(),
            _TIME + self.at.astimezone(UTC).strftime(_MOMENT),
        ]
        if self.hash_name != "sha256":
            lines.append(_HASH + self.hash_name)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Signer:
    """A named Ed25519 key that signs notes."""

    name: str
    key: Ed25519PrivateKey

    def sign(self, statement: Statement) -> str:
        """Return the signed note."""
        text = statement.text()
        signature = _key_id(self.name, self.key.public_key()) + self.key.sign(text.encode())
        return f"{text}\n{_SIGNATURE_MARK}{self.name} {base64.b64encode(signature).decode()}\n"

    def verifier_key(self) -> str:
        """Return the line that others verify our notes with: name, key id and public key."""
        public = self.key.public_key()
        encoded = base64.b64encode(ED25519 + public.public_bytes_raw()).decode()
        return f"{self.name}+{_key_id(self.name, public).hex()}+{encoded}"


def parse_verifier_key(line: str) -> tuple[str, bytes, Ed25519PublicKey]:
    """Return name, key id and public key of a verifier key line.

    :raises ValueError: the line is not an Ed25519 verifier key
    """
    name, _, rest = line.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        blob = base64.b64decode(encoded, validate=True)
        public = Ed25519PublicKey.from_public_bytes(blob[1:])
    except ValueError as error:
        raise ValueError(f"{line!r} is not a verifier key.") from error
    if not name or blob[:1] != ED25519 or key_id != _key_id(name, public).hex():
        raise ValueError(f"{line!r} is not an Ed25519 verifier key.")
    return name, bytes.fromhex(key_id), public


def open_note(note: str, trusted: Mapping[bytes, tuple[str, Ed25519PublicKey]]) -> Statement:
    """Return what the note says, once a trusted key has vouched for it.

    :param trusted: name and public key by key id, from :func:`trusted_keys`
    :raises NoteInvalid: it is no checkpoint, no trusted key signed it, or a signature fails
    """
    text, separator, signatures = note.partition("\n\n")
    text += "\n"
    if not separator:
        raise NoteInvalid("There is no signature.")
    is_signed = False
    for line in signatures.splitlines():
        key_id, name, signature = _parse_signature(line)
        known = trusted.get(key_id)
        if known is None or known[0] != name:
            continue  # a witness's signature, or a key of another log
        try:
            known[1].verify(signature, text.encode())
        except InvalidSignature as error:
            raise NoteInvalid(f"The signature by {name} does not hold.") from error
        is_signed = True
    if not is_signed:
        raise NoteInvalid("No trusted key has signed it.")
    return _parse_text(text)


def trusted_keys(lines: list[str]) -> dict[bytes, tuple[str, Ed25519PublicKey]]:
    """Return verifier keys by key id, ready for :func:`open_note`.

    :raises ValueError: a line is not an Ed25519 verifier key
    """
    keys = [parse_verifier_key(line) for line in lines]
    return {key_id: (name, public) for name, key_id, public in keys}


def _parse_signature(line: str) -> tuple[bytes, str, bytes]:
    name, _, encoded = line.removeprefix(_SIGNATURE_MARK).partition(" ")
    try:
        blob = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise NoteInvalid("A signature line is not base64.") from error
    if not line.startswith(_SIGNATURE_MARK) or len(blob) < 5:
        raise NoteInvalid("A signature line is malformed.")
    return blob[:4], name, blob[4:]


def _parse_text(text: str) -> Statement:
    lines = text.split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        extensions = lines[3:-1]
        at = next(line for line in extensions if line.startswith(_TIME)).removeprefix(_TIME)
        moment = datetime.strptime(at, _MOMENT).replace(tzinfo=UTC)
    except (ValueError, IndexError, StopIteration) as error:
        raise NoteInvalid("The text is not a checkpoint.") from error
    hashes = [line.removeprefix(_HASH) for line in extensions if line.startswith(_HASH)]
    statement = Statement(origin, size, root, moment, *hashes[:1])
    if statement.text() != text or size < 0:
        raise NoteInvalid("The text is not written as a checkpoint is.")
    return statement


def _key_id(name: str, public: Ed25519PublicKey) -> bytes:
    return sha256(name.encode() + b"\n" + ED25519 + public.public_bytes_raw()).digest()[:4]
