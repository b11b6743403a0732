# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Time stamps over checkpoints (RFC 3161), from an authority that our administrators do not run.

An anchor puts a checkpoint out of our own reach: whoever holds the database and the signing key
still cannot make one that is older than it is.
"""

import http.client
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import structlog
from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from yiwang.ledger import configuration
from yiwang.ledger.errors import AnchorRefused
from yiwang.ledger.models import Anchor, Checkpoint

_CALL_SECONDS = 10.0
_DEADLINE_SECONDS = 20.0
_LARGEST_ANSWER = 256 * 1024
_CHUNK = 16 * 1024

log = structlog.get_logger(__name__)


def anchor_checkpoint(*, at: datetime) -> datetime | None:
    """Have the newest checkpoint time-stamped, unless it is already, and store the token.

    Call it outside of transactions: it waits for another machine, 20 seconds at most.

    :param at: now; an anchor that stays away is measured against it
    :returns: the time that the authority vouches for; None when there is nothing to anchor
    :raises AnchorRefused: anchoring is off, or the authority's answer does not hold
    """
    url = configuration.authority_url()
    if not url:
        raise AnchorRefused(params={"reason": "LEDGER_TSA_URL"})
    checkpoint = Checkpoint.objects.order_by("-number").first()
    if checkpoint is None or checkpoint.anchors.exists():
        return None
    try:
        token, stamped_at = _stamp(url, checkpoint.note.encode())
    except AnchorRefused as refusal:
        log.warning("ledger.anchor_refused", reason=str(refusal), at=at.isoformat())
        raise
    Anchor.objects.create(checkpoint=checkpoint, authority=url, token=token, stamped_at=stamped_at)
    log.info("ledger.anchored", checkpoint=checkpoint.number, size=checkpoint.size)
    return stamped_at


def verify_token(token: bytes, note: bytes) -> datetime:
    """Return the time that the token vouches for, once it proves to be over this note.

    :raises AnchorRefused: it is not, or it does not chain to a certificate that we trust
    """
    return _verified(token, note, nonce=None)


def _stamp(url: str, note: bytes) -> tuple[bytes, datetime]:
    request = (
        TimestampRequestBuilder()
        .data(note)
        .hash_algorithm(HashAlgorithm.SHA256)
        .cert_request(cert_request=True)
        .build()
    )
    token = _post(url, request.as_bytes())
    return token, _verified(token, note, nonce=request.nonce)


def _verified(token: bytes, note: bytes, *, nonce: int | None) -> datetime:
    builder = _verifier_builder()
    if nonce is not None:
        builder = builder.nonce(nonce)
    try:
        answer: TimeStampResponse = decode_timestamp_response(token)
        builder.build().verify_message(answer, note)
        stamped_at: datetime = answer.tst_info.gen_time
    except (VerificationError, ValueError) as error:
        raise AnchorRefused(params={"reason": str(error)}) from error
    return stamped_at


def _verifier_builder() -> VerifierBuilder:
    path = configuration.authority_certificates()
    if path is None:
        raise AnchorRefused(params={"reason": "LEDGER_TSA_CERTIFICATE"})
    certificates = _certificates(path)
    roots = [one for one in certificates if one.issuer == one.subject]
    others = [one for one in certificates if one.issuer != one.subject]
    return VerifierBuilder(roots=roots, intermediates=others)


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise AnchorRefused(params={"reason": f"{path.name}: {error}"}) from error


def _post(url: str, body: bytes) -> bytes:
    parts = urlsplit(url)
    connect: type[http.client.HTTPConnection]
    if parts.scheme == "https":
        connect = http.client.HTTPSConnection
    elif parts.scheme == "http":
        connect = http.client.HTTPConnection
    else:
        raise AnchorRefused(params={"reason": "LEDGER_TSA_URL"})
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        with closing(connect(parts.netloc, timeout=_CALL_SECONDS)) as caller:
            caller.request("POST", path, body=body, headers=headers)
            return _answer(caller.getresponse())
    except (OSError, http.client.HTTPException) as error:
        raise AnchorRefused(params={"reason": str(error) or type(error).__name__}) from error


def _answer(response: http.client.HTTPResponse) -> bytes:
    """Read the answer, but neither without end nor for ever."""
    if response.status != http.HTTPStatus.OK:
        raise AnchorRefused(params={"reason": f"HTTP {response.status}"})
    give_up_at = monotonic() + _DEADLINE_SECONDS - _CALL_SECONDS
    answer = b""
    while chunk := response.read1(_CHUNK):
        answer += chunk
        if len(answer) > _LARGEST_ANSWER or monotonic() > give_up_at:
            raise AnchorRefused(params={"reason": "too long"})
    return answer
