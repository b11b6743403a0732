# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Person numbers and the like at rest: sealed, searchable by equality, and with keys that rotate.

A sealed value is a header (format version, suite, length of the key id: a byte each; the key id),
a nonce of 12 bytes, the ciphertext and a tag of 16 bytes.
The header and the value's place (table, column, row) are authenticated: a value copied to another
row, or whose header is changed, does not open.

A blind index is a keyed hash of the normalized value, with a key of its own for each column; it
lets a row be found by the whole number and says nothing without the key. Numbers of people can be
enumerated, so the keys never live in the database.
"""

import base64
import os
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hmac
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from yiwang.foundation.cipher_suites import SUITES, SUITES_BY_NUMBER, CipherSuite
from yiwang.foundation.errors import DecryptionFailed

FORMAT_VERSION: Final = 1
NONCE_BYTES: Final = 12
SECRET_BYTES: Final = 32
LONGEST_KEY_ID: Final = 32

RowId = UUID | str | int
FIRST: Final = UUID(int=0)
"""Where a rotation of rows with such ids begins."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """How far it is to seal a table anew; call again with ``last_id`` until it is done."""

    rotated: int
    last_id: UUID
    is_done: bool


@dataclass(frozen=True, slots=True)
class FieldKey:
    """One secret of the key ring and the keys derived from it.

    :param index_root: parent of the index keys of all columns
    """

    key_id: str
    suite: CipherSuite
    encryption_key: bytes = field(repr=False)
    index_root: bytes = field(repr=False)

    @property
    def header(self) -> bytes:
        name = self.key_id.encode()
        return bytes((FORMAT_VERSION, self.suite.number, len(name))) + name


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All keys that values may be sealed with; the first seals new ones."""

    keys: tuple[FieldKey, ...]

    @property
    def current(self) -> FieldKey:
        return self.keys[0]

    def named(self, key_id: str) -> FieldKey | None:
        return next((key for key in self.keys if key.key_id == key_id), None)


def encrypt(plain: str, *, table: str, column: str, row_id: RowId) -> bytes:
    """Return a text sealed for one place with the current key; never twice the same bytes."""
    return _seal(key_ring().current, plain.encode(), _place(table, column, row_id))


def decrypt(blob: bytes, *, table: str, column: str, row_id: RowId) -> str:
    """Return the text that was sealed for this place.

    :raises DecryptionFailed: changed, cut off, sealed for another place, or the key is not on
        the ring; which of these is not told
    """
    blob = bytes(blob)
    key = _key_of(blob)
    if key is None:
        raise DecryptionFailed
    body = blob[len(key.header) :]
    nonce, sealed = body[:NONCE_BYTES], body[NONCE_BYTES:]
    associated = key.header + _place(table, column, row_id)
    try:
        return key.suite.open(key.encryption_key, nonce, sealed, associated).decode()
    except (InvalidTag, ValueError) as error:
        raise DecryptionFailed from error


def blind_index(plain: str, *, table: str, column: str) -> bytes:
    """Return 32 bytes that are equal for equal texts in one column, by the current key."""
    return _index(key_ring().current, plain, table, column)


def blind_index_candidates(plain: str, *, table: str, column: str) -> list[bytes]:
    """Return the index by every key of the ring, current first, to look up while keys rotate."""
    return [_index(key, plain, table, column) for key in key_ring().keys]


def is_current(blob: bytes) -> bool:
    """Tell whether a value is sealed with the current key and suite."""
    return bytes(blob).startswith(key_ring().current.header)


def reencrypt(blob: bytes, *, table: str, column: str, row_id: RowId) -> bytes:
    """Return a value sealed with the current key, unchanged if it is already.

    The blind index beside it needs renewing too, from the opened value.

    :raises DecryptionFailed: as ``decrypt``
    """
    if is_current(blob):
        return bytes(blob)
    plain = decrypt(blob, table=table, column=column, row_id=row_id)
    return encrypt(plain, table=table, column=column, row_id=row_id)


def key_ring() -> KeyRing:
    """Return the ring that ``settings.FIELD_ENCRYPTION_KEYS`` describes.

    The setting is a list of keys, the current one first, each a dictionary with ``id``, ``suite``
    and ``secret`` (32 bytes, or their base64).

    :raises ImproperlyConfigured: the setting has no key, or a key that cannot be used
    """
    configured: list[dict[str, str | bytes]] = settings.FIELD_ENCRYPTION_KEYS
    parts = ("id", "suite", "secret")
    return _derived_ring(tuple(tuple(key.get(part, "") for part in parts) for key in configured))


@lru_cache(maxsize=8)
def _derived_ring(configured: tuple[tuple[str | bytes, ...], ...]) -> KeyRing:
    if not configured:
        raise ImproperlyConfigured("FIELD_ENCRYPTION_KEYS holds no key.")
    names = [key_id for key_id, *_others in configured]
    if len(set(names)) != len(names):
        raise ImproperlyConfigured("FIELD_ENCRYPTION_KEYS names a key twice.")
    return KeyRing(
        tuple(_derived_key(str(name), str(suite), secret) for name, suite, secret in configured)
    )


def _derived_key(key_id: str, suite_name: str, configured_secret: str | bytes) -> FieldKey:
    if not (key_id.isascii() and key_id.isprintable() and 0 < len(key_id) <= LONGEST_KEY_ID):
        raise ImproperlyConfigured("A field encryption key has an id of 1 to 32 ASCII characters.")
    suite = SUITES.get(suite_name)
    if suite is None:
        known = ", ".join(SUITES)
        raise ImproperlyConfigured(f"Field encryption key {key_id!r}: the suite is one of {known}.")
    secret = _secret_bytes(key_id, configured_secret)
    return FieldKey(
        key_id=key_id,
        suite=suite,
        encryption_key=_derive(suite, secret, suite.key_bytes, "encryption", suite.name, key_id),
        index_root=_derive(suite, secret, SECRET_BYTES, "index", suite.name, key_id),
    )


def _secret_bytes(key_id: str, configured: str | bytes) -> bytes:
    secret = configured if isinstance(configured, bytes) else _decoded(key_id, configured)
    if len(secret) != SECRET_BYTES:
        raise ImproperlyConfigured(f"Field encryption key {key_id!r}: the secret has 32 bytes.")
    return secret


def _decoded(key_id: str, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"Field encryption key {key_id!r}: the secret is not base64."
        ) from error


def _key_of(blob: bytes) -> FieldKey | None:
    """Return the key that the header names, if it is on the ring with the same suite."""
    if len(blob) < 3 or blob[0] != FORMAT_VERSION or blob[1] not in SUITES_BY_NUMBER:
        return None
    key = key_ring().named(blob[3 : 3 + blob[2]].decode("ascii", errors="replace"))
    return key if key is not None and blob.startswith(key.header) else None


def _seal(key: FieldKey, plain: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return key.header + nonce + key.suite.seal(key.encryption_key, nonce, plain, key.header + place)


def _index(key: FieldKey, plain: str, table: str, column: str) -> bytes:
    normal = unicodedata.normalize("NFKC", plain).strip().upper()
    mac = hmac.HMAC(_column_key(key, table, column), key.suite.hash_algorithm())
    mac.update(normal.encode())
    return mac.finalize()


@lru_cache(maxsize=256)
def _column_key(key: FieldKey, table: str, column: str) -> bytes:
    return _derive(key.suite, key.index_root, SECRET_BYTES, "column", table, column)


def _derive(suite: CipherSuite, secret: bytes, length: int, *purpose: str) -> bytes:
    info = _joined("yiwang field encryption", *purpose)
    return HKDF(algorithm=suite.hash_algorithm(), length=length, salt=None, info=info).derive(
        secret
    )


def _place(table: str, column: str, row_id: RowId) -> bytes:
    return _joined(table, column, str(row_id))


def _joined(*parts: str) -> bytes:
    """Join so that no two different lists of parts give the same bytes."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
