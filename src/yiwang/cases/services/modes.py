# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of trust and of promises, gathered for the other rooms; each lives in ``modes``."""

from yiwang.cases.modes.deferring import give_back, hand_in, withdraw_acceptance
from yiwang.cases.modes.enums import AttendedAct, SignedHow
from yiwang.cases.modes.offers import Chosen, Proof
from yiwang.cases.modes.originals import Seen, check_original, longest_reuse, void_check
from yiwang.cases.modes.promises import Order, record_check, record_recheck, revoke

__all__ = [
    "AttendedAct",
    "Chosen",
    "Order",
    "Proof",
    "Seen",
    "SignedHow",
    "check_original",
    "give_back",
    "hand_in",
    "longest_reuse",
    "record_check",
    "record_recheck",
    "revoke",
    "void_check",
    "withdraw_acceptance",
]
