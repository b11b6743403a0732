# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of the ledger, gathered for the other rooms; each lives in a module of its own."""

from yiwang.ledger.anchoring import anchor_checkpoint
from yiwang.ledger.appending import append, insert_statement
from yiwang.ledger.checkpoints import make_checkpoint
from yiwang.ledger.following import (
    replay,
    run_subscription_once,
    run_subscriptions,
    settle,
)
from yiwang.ledger.grants import grant_runtime_role, grant_sequencer_role
from yiwang.ledger.idempotency import (
    Answer,
    answered,
    forget_old_answers,
    perform_once,
    request_fingerprint,
)
from yiwang.ledger.reaping import reap_stalled_jobs
from yiwang.ledger.registry import subscribe, unsubscribe
from yiwang.ledger.report import VerificationReport
from yiwang.ledger.sequencing import run_sequencer, sequence_batch
from yiwang.ledger.verification import verify

__all__ = [
    "Answer",
    "VerificationReport",
    "anchor_checkpoint",
    "answered",
    "append",
    "forget_old_answers",
    "grant_runtime_role",
    "grant_sequencer_role",
    "insert_statement",
    "make_checkpoint",
    "perform_once",
    "reap_stalled_jobs",
    "replay",
    "request_fingerprint",
    "run_sequencer",
    "run_subscription_once",
    "run_subscriptions",
    "sequence_batch",
    "settle",
    "subscribe",
    "unsubscribe",
    "verify",
]
