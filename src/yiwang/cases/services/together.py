# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What other rooms may do to apply together; the verbs live in a room below."""

from yiwang.cases.together.errors import (
    DraftChangedMeanwhile,
    InvitationNotFound,
    RealNameNeeded,
)
from yiwang.cases.together.inviting import answer, check_real_name, end, invite, roles_of
from yiwang.cases.together.languages import language_of, wish_language
from yiwang.cases.together.merging import Conflict, digest_of
from yiwang.cases.together.papers import Paper, papers_of_case, papers_of_draft
from yiwang.cases.together.papers import hand_out as hand_out_paper
from yiwang.cases.together.reminding import may_remind, remind
from yiwang.cases.together.signing import (
    hand_in,
    open_draft,
    receive,
    refusal_of,
    save_part,
    shown_to,
    sign,
    take_back,
)
from yiwang.cases.together.withdrawing import agree, ask_withdrawal

__all__ = [
    "Conflict",
    "DraftChangedMeanwhile",
    "InvitationNotFound",
    "Paper",
    "RealNameNeeded",
    "agree",
    "answer",
    "ask_withdrawal",
    "check_real_name",
    "digest_of",
    "end",
    "hand_in",
    "hand_out_paper",
    "invite",
    "language_of",
    "may_remind",
    "open_draft",
    "papers_of_case",
    "papers_of_draft",
    "receive",
    "refusal_of",
    "remind",
    "roles_of",
    "save_part",
    "shown_to",
    "sign",
    "take_back",
    "wish_language",
]
