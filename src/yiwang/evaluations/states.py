# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The life of a correction: call back, correct, answer, revisit.

Source: 国办发〔2019〕51号, 二(四).
"""

from yiwang.evaluations.enums import CorrectionAction as A
from yiwang.evaluations.enums import CorrectionRole as R
from yiwang.evaluations.enums import CorrectionState as S
from yiwang.workflow.states import StateTable, T

CORRECTION = StateTable[S, A, R](
    T(S.OPEN,            A.CONTACT,           S.CONTACTED,       R.HANDLER),
    T(S.OPEN,            A.CORRECT,           S.CORRECTED,       R.HANDLER),  # no call asked
    T(S.OPEN,            A.ASK_REJECTION,     S.REJECTION_ASKED, R.HANDLER),
    T(S.CONTACTED,       A.CONTACT,           S.CONTACTED,       R.HANDLER),
    T(S.CONTACTED,       A.CORRECT,           S.CORRECTED,       R.HANDLER),
    T(S.CONTACTED,       A.ASK_REJECTION,     S.REJECTION_ASKED, R.HANDLER),
    T(S.REJECTION_ASKED, A.CONFIRM_REJECTION, S.REJECTED,        R.SECOND),
    T(S.REJECTION_ASKED, A.REFUSE_REJECTION,  S.OPEN,            R.SECOND),
    T(S.CORRECTED,       A.APPEAL,            S.APPEALED,        R.CITIZEN),
    T(S.REJECTED,        A.APPEAL,            S.APPEALED,        R.CITIZEN),
    T(S.APPEALED,        A.UPHOLD_APPEAL,     S.OPEN,            R.OVERSEER),
    T(S.APPEALED,        A.DISMISS_APPEAL,    S.CLOSED,          R.OVERSEER),
    T(S.CORRECTED,       A.REVIEW_AGAIN,      S.CLOSED,          R.CITIZEN),
    T(S.CORRECTED,       A.CLOSE,             S.CLOSED,          R.SYSTEM),  # nobody said more
    T(S.REJECTED,        A.CLOSE,             S.CLOSED,          R.SYSTEM),
)  # fmt: skip
