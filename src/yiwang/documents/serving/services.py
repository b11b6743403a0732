# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of serving documents, gathered for the other rooms."""

from yiwang.documents.serving.consenting import check_consented, end_consent, give_consent
from yiwang.documents.serving.errors import ServiceNotFound
from yiwang.documents.serving.recording import (
    Recipient,
    attempt_of,
    complete,
    confirm,
    fail,
    locked_group,
    note_served,
    record,
)
from yiwang.documents.serving.rules import BY_LEGAL_PERSONS, WHAT, Attempt

__all__ = [
    "BY_LEGAL_PERSONS",
    "WHAT",
    "Attempt",
    "Recipient",
    "ServiceNotFound",
    "attempt_of",
    "check_consented",
    "complete",
    "confirm",
    "end_consent",
    "fail",
    "give_consent",
    "locked_group",
    "note_served",
    "record",
]
