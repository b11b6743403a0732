# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The life of a version of either layer, and of the change order that leads to it."""

from yiwang.catalogue.enums import EditorRole as R
from yiwang.catalogue.enums import FindingAction as FA
from yiwang.catalogue.enums import FindingRole as FR
from yiwang.catalogue.enums import FindingState as FS
from yiwang.catalogue.enums import OrderAction as OA
from yiwang.catalogue.enums import OrderRole as OR
from yiwang.catalogue.enums import OrderState as OS
from yiwang.catalogue.enums import VersionAction as A
from yiwang.catalogue.enums import VersionState as S
from yiwang.workflow.states import StateTable, T

VERSION = StateTable[S, A, R](
    T(S.DRAFT,     A.PUBLISH,  S.PUBLISHED, R.PUBLISHER),
    T(S.PUBLISHED, A.WITHDRAW, S.WITHDRAWN, R.PUBLISHER),
)  # fmt: skip

CHANGE_ORDER = StateTable[OS, OA, OR](
    T(OS.DRAFT,        OA.SUBMIT,       OS.LEGAL_REVIEW, OR.DRAFTER),
    T(OS.DRAFT,        OA.SUBMIT_SHORT, OS.APPROVAL,     OR.DRAFTER),  # what was reviewed before
    T(OS.DRAFT,        OA.WITHDRAW,     OS.WITHDRAWN,    OR.DRAFTER),
    T(OS.LEGAL_REVIEW, OA.PASS,         OS.APPROVAL,     OR.REVIEWER),
    T(OS.LEGAL_REVIEW, OA.RETURN,       OS.RETURNED,     OR.REVIEWER),
    T(OS.LEGAL_REVIEW, OA.WITHDRAW,     OS.WITHDRAWN,    OR.DRAFTER),
    T(OS.APPROVAL,     OA.APPROVE,      OS.APPROVED,     OR.APPROVER),
    T(OS.APPROVAL,     OA.RETURN,       OS.RETURNED,     OR.APPROVER),
    T(OS.APPROVAL,     OA.WITHDRAW,     OS.WITHDRAWN,    OR.DRAFTER),
    T(OS.APPROVED,     OA.PUBLISH,      OS.PUBLISHED,    OR.SYSTEM),   # on its day
    T(OS.APPROVED,     OA.RETURN,       OS.RETURNED,     OR.SYSTEM),   # it cannot be done any more
    T(OS.APPROVED,     OA.RETURN,       OS.RETURNED,     OR.APPROVER),
    T(OS.RETURNED,     OA.SUBMIT,       OS.LEGAL_REVIEW, OR.DRAFTER),
    T(OS.RETURNED,     OA.SUBMIT_SHORT, OS.APPROVAL,     OR.DRAFTER),
    T(OS.RETURNED,     OA.WITHDRAW,     OS.WITHDRAWN,    OR.DRAFTER),
    T(OS.PUBLISHED,    OA.ROLL_BACK,    OS.ROLLED_BACK,  OR.SYSTEM),   # another order did it
)  # fmt: skip

FINDING = StateTable[FS, FA, FR](
    T(FS.OPEN,      FA.CONTEST, FS.CONTESTED, FR.OWNER),
    T(FS.OPEN,      FA.CLEAR,   FS.CLEARED,   FR.ENGINE),
    T(FS.CONTESTED, FA.UPHOLD,  FS.UPHELD,    FR.SECOND_PERSON),
    T(FS.CONTESTED, FA.DISMISS, FS.DISMISSED, FR.SECOND_PERSON),
    T(FS.CONTESTED, FA.EXCEPT,  FS.EXCEPTED,  FR.SECOND_PERSON),
    T(FS.CONTESTED, FA.CLEAR,   FS.CLEARED,   FR.ENGINE),
    T(FS.UPHELD,    FA.EXCEPT,  FS.EXCEPTED,  FR.SECOND_PERSON),
    T(FS.UPHELD,    FA.CLEAR,   FS.CLEARED,   FR.ENGINE),
    T(FS.EXCEPTED,  FA.CLEAR,   FS.CLEARED,   FR.ENGINE),
    T(FS.EXCEPTED,  FA.REOPEN,  FS.OPEN,      FR.ENGINE),  # its day has passed
    T(FS.CLEARED,   FA.REOPEN,  FS.OPEN,      FR.ENGINE),  # it has come back
)  # fmt: skip
