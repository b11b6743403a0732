# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What anybody may check of the ledger: what we signed, with which keys, and that it only grows."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.ledger import selectors as ledger
from yiwang.ledger.errors import ProofUnavailable
from yiwang.rest.auth import public
from yiwang.rest.schemas import Out, Positive, answers

router = Router(tags=["账本 ledger"], auth=None)


class CheckpointOut(Out):
    """What we signed: so many leaves, this root, at this moment."""

    number: int
    size: int
    root: str = Field(description="Hexadecimal.")
    at: datetime
    note: str = Field(description="The signed note (C2SP tlog-checkpoint); keep it.")


class VerifierKeys(Out):
    """Keys to verify notes with, the current one first."""

    items: list[str]


class ConsistencyOut(Out):
    """That a smaller log is the beginning of a larger one. Source: RFC 6962, 2.1.2."""

    old_size: int
    new_size: int
    old_root: str
    new_root: str
    path: list[str]


@router.get("/ledger/checkpoint", response=answers(CheckpointOut), summary="最新签名检查点")
@public
def get_checkpoint(request: HttpRequest) -> dict[str, Any]:
    """Return the newest signed checkpoint."""
    with read_only():
        newest = ledger.latest_checkpoint()
    if newest is None:
        raise ProofUnavailable
    return {
        "number": newest.number,
        "size": newest.size,
        "root": newest.root.hex(),
        "at": newest.at,
        "note": newest.note,
    }


@router.get("/ledger/keys", response=answers(VerifierKeys), summary="验签公钥")
@public
def list_keys(request: HttpRequest) -> dict[str, Any]:
    """Return the keys that verify checkpoints, as signed-note lines."""
    return {"items": ledger.verifier_keys()}


@router.get("/ledger/consistency", response=answers(ConsistencyOut), summary="一致性证明")
@public
def get_consistency(request: HttpRequest, old_size: Positive, new_size: Positive) -> dict[str, Any]:
    """Return the proof that nothing that was in the log has been changed since."""
    with read_only():
        proof = ledger.consistency_proof(old_size, new_size)
    return {
        "old_size": proof.old_size,
        "new_size": proof.new_size,
        "old_root": proof.old_root.hex(),
        "new_root": proof.new_root.hex(),
        "path": [step.hex() for step in proof.path],
    }
