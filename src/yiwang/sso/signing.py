# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signed tokens: made with the current key, and read back with any key that was ever ours."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jwcrypto import jwk, jws
from jwcrypto.common import JWException

from yiwang.foundation import encryption
from yiwang.sso.enums import KeyState, SigningAlgorithm
from yiwang.sso.models import SigningKey

KEPT_SECONDS = 30.0
ALGORITHMS = tuple(SigningAlgorithm.values)
PLACE = {"table": "sso_signing_key", "column": "private"}


@dataclass(frozen=True, slots=True)
class _Signer:
    kid: str
    key: jwk.JWK
    until: float


_signers: dict[str, _Signer] = {}


def sign(claims: Mapping[str, Any], *, algorithm: str, kind: str = "JWT") -> str:
    """Return a signed token.

    :param kind: the ``typ`` of its header, such as ``logout+jwt``
    """
    signer = _signer(algorithm)
    header = {"alg": algorithm, "typ": kind, "kid": signer.kid}
    token = jws.JWS(json.dumps(claims).encode())
    token.add_signature(signer.key, alg=algorithm, protected=json.dumps(header))
    return str(token.serialize(compact=True))


def read(token: str) -> dict[str, Any] | None:
    """Return the claims of a token that we signed, however old; None for everything else.

    The header's ``alg`` is not believed: the key that ``kid`` names says which one it is for.
    """
    try:
        unverified = jws.JWS()
        unverified.deserialize(token)
        kid = str(unverified.jose_header.get("kid", ""))
    except (JWException, ValueError, TypeError, AttributeError):
        return None
    found = SigningKey.objects.filter(kid=kid).first() if kid.isprintable() else None
    if found is None:
        return None
    try:
        verified = jws.JWS()
        verified.allowed_algs = [found.algorithm]
        verified.deserialize(token, jwk.JWK(**found.public_jwk))
        claims = json.loads(verified.payload)
    except (JWException, ValueError, TypeError):
        return None
    return claims if isinstance(claims, dict) else None


def published() -> list[dict[str, Any]]:
    """Return the public keys that others may have to know, newest first."""
    rows = SigningKey.objects.exclude(state=KeyState.GONE).order_by("-created_at", "kid")
    return [{**key.public_jwk, "kid": key.kid, "alg": key.algorithm, "use": "sig"} for key in rows]


def new_pair(algorithm: str) -> tuple[jwk.JWK, str]:
    """Return a fresh key pair and its id, which is its thumbprint (RFC 7638)."""
    made = (
        jwk.JWK.generate(kty="RSA", size=3072)
        if algorithm == SigningAlgorithm.RS256
        else jwk.JWK.generate(kty="EC", crv="P-256")
    )
    return made, str(made.thumbprint())


def seal(pair: jwk.JWK, row: SigningKey) -> bytes:
    """Return the private half sealed for its row."""
    return encryption.encrypt(pair.export_private(), row_id=row.id, **PLACE)


def forget_signers() -> None:
    """Look the current keys up anew; called when they change."""
    _signers.clear()


def _signer(algorithm: str) -> _Signer:
    known = _signers.get(algorithm)
    if known is not None and known.until > time.monotonic():
        return known
    row = SigningKey.objects.get(algorithm=algorithm, state=KeyState.CURRENT)
    plain = encryption.decrypt(bytes(row.private_cipher or b""), row_id=row.id, **PLACE)
    signer = _Signer(row.kid, jwk.JWK.from_json(plain), time.monotonic() + KEPT_SECONDS)
    _signers[algorithm] = signer
    return signer
