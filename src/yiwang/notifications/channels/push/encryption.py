# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a browser can open and nobody between: RFC 8291 with aes128gcm (RFC 8188), and VAPID.

Every primitive is OpenSSL's, through ``cryptography``; the test has the RFC's own example.
"""

import base64
import json
import os
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from yiwang.foundation.encryption import blind_index
from yiwang.notifications.errors import PushRefused

CURVE: Final = ec.SECP256R1()
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD: Final = 4096
LARGEST: Final = 3000
"""Push services take 4096 bytes in all (RFC 8030, section 7.2)."""


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a browser is woken, and with which keys it opens what we send."""

    endpoint: str
    public_key: str
    secret: str

    def as_address(self) -> str:
        """Return it in one text, as channels take addresses."""
        return json.dumps([self.endpoint, self.public_key, self.secret])


def browser_of(address: str) -> Browser:
    """Return the browser that an address stands for.

    :raises PushRefused: it stands for none
    """
    try:
        endpoint, public_key, secret = json.loads(address)
    except (ValueError, TypeError) as error:
        raise PushRefused from error
    return Browser(str(endpoint), str(public_key), str(secret))


def unpadded(data: bytes) -> str:
    """Return base64url without padding, as browsers and tokens write it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def padded(text: str) -> bytes:
    """Return the bytes of a base64url text.

    :raises PushRefused: it is none
    """
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise PushRefused from error


def check_keys(browser: Browser) -> None:
    """Let keys pass that a message can be sealed for.

    :raises PushRefused: a point that is not on the curve, or a secret that is not 16 bytes
    """
    _point(padded(browser.public_key))
    if len(padded(browser.secret)) != 16:
        raise PushRefused


def _point(encoded: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, encoded)
    except ValueError as error:
        raise PushRefused from error


def sealed(
    plain: bytes,
    browser: Browser,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Return a message sealed for one browser; ``own`` and ``salt`` are new for each."""
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    theirs = _point(padded(browser.public_key))
    ours, their_bytes = public_bytes(own), padded(browser.public_key)
    shared = own.exchange(ec.ECDH(), theirs)
    seed = _derived(shared, padded(browser.secret), b"WebPush: info\x00" + their_bytes + ours, 32)
    key = _derived(seed, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(seed, salt, b"Content-Encoding: nonce\x00", 12)
    header = salt + struct.pack("!IB", RECORD, len(ours)) + ours
    return header + AESGCM(key).encrypt(nonce, plain[:LARGEST] + b"\x02", None)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public half as an uncompressed point."""
    return key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def own_key() -> ec.EllipticCurvePrivateKey:
    """Return the key by which push services know us; it follows from the key ring."""
    drawn = blind_index("vapid", table="notifications_push", column="own_key")
    return ec.derive_private_key(int.from_bytes(drawn) % (ORDER - 1) + 1, CURVE)


def authorization(endpoint: str, *, contact: str, at: datetime) -> str:
    """Return the header that says who sends (RFC 8292), for twelve hours and this service."""
    key, parts = own_key(), urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + timedelta(hours=12)).timestamp()),
        "sub": contact,
    }
    head = unpadded(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    body = unpadded(json.dumps(claims).encode())
    r, s = decode_dss_signature(key.sign(f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256())))
    signature = unpadded(r.to_bytes(32) + s.to_bytes(32))
    return f"vapid t={head}.{body}.{signature}, k={unpadded(public_bytes(key))}"
