# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The legal life of a case, the same for every item.

Source: 行政许可法 29, 32, 42, 45, 44; 浙江省保障“最多跑一次”改革规定 11; Zhejiang case exchange
(APAS) for the words.
"""

from yiwang.cases.enums import Action as A
from yiwang.cases.enums import CaseState as S
from yiwang.cases.enums import MeasureAction, MeasureState
from yiwang.cases.enums import Role as R
from yiwang.workflow.states import StateTable, T

CASE = StateTable[S, A, R](
    T(S.DRAFT,      A.SUBMIT,            S.SUBMITTED,    R.APPLICANT),
    T(S.SUBMITTED,  A.ASK_CORRECTION,    S.CORRECTION,   R.COUNTER),  # once, listing everything
    T(S.CORRECTION, A.ANSWER_CORRECTION, S.SUBMITTED,    R.APPLICANT),
    T(S.CORRECTION, A.LAPSE,             S.WITHDRAWN,    R.SYSTEM),  # not answered in time
    T(S.SUBMITTED,  A.ACCEPT,            S.ACCEPTED,     R.COUNTER),
    T(S.SUBMITTED,  A.DEEM_ACCEPTED,     S.ACCEPTED,     R.SYSTEM),  # five working days unanswered
    T(S.SUBMITTED,  A.NOT_ACCEPT,        S.NOT_ACCEPTED, R.COUNTER),
    T(S.ACCEPTED,   A.COMPLETE_STEP,     S.IN_PROCESS,   R.HANDLER),
    T(S.IN_PROCESS, A.COMPLETE_STEP,     S.IN_PROCESS,   R.HANDLER),
    T(S.ACCEPTED,   A.SUSPEND,           S.SUSPENDED,    R.HANDLER),
    T(S.IN_PROCESS, A.SUSPEND,           S.SUSPENDED,    R.HANDLER),
    T(S.SUSPENDED,  A.RESUME,            S.IN_PROCESS,   R.HANDLER),
    T(S.ACCEPTED,   A.ASK_EXTENSION,     S.ACCEPTED,     R.HANDLER),
    T(S.IN_PROCESS, A.ASK_EXTENSION,     S.IN_PROCESS,   R.HANDLER),
    T(S.ACCEPTED,   A.DECIDE_EXTENSION,  S.ACCEPTED,     R.APPROVER),
    T(S.IN_PROCESS, A.DECIDE_EXTENSION,  S.IN_PROCESS,   R.APPROVER),
    T(S.ACCEPTED,   A.DECIDE,            S.DECIDED,      R.APPROVER),
    T(S.IN_PROCESS, A.DECIDE,            S.DECIDED,      R.APPROVER),
    T(S.DECIDED,    A.DELIVER,           S.DELIVERED,    R.COUNTER),
    T(S.DELIVERED,  A.CLOSE,             S.CLOSED,       R.COUNTER),
    T(S.DELIVERED,  A.CLOSE,             S.CLOSED,       R.SYSTEM),  # when everybody forgot
    T(S.SUBMITTED,  A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
    T(S.CORRECTION, A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
    T(S.ACCEPTED,   A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
    T(S.IN_PROCESS, A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
    T(S.SUSPENDED,  A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
)  # fmt: skip


_M, _D = MeasureState, MeasureAction
MEASURE = StateTable[MeasureState, MeasureAction, R](
    T(_M.PROPOSED, _D.TELL,   _M.TOLD,    R.HANDLER),
    T(_M.TOLD,     _D.STATE,  _M.HEARD,   R.APPLICANT),
    T(_M.PROPOSED, _D.DECIDE, _M.DECIDED, R.APPROVER),  # only what needs no hearing: 注销
    T(_M.TOLD,     _D.DECIDE, _M.DECIDED, R.APPROVER),  # when the days to answer are over
    T(_M.HEARD,    _D.DECIDE, _M.DECIDED, R.APPROVER),
    T(_M.PROPOSED, _D.DROP,   _M.DROPPED, R.APPROVER),
    T(_M.TOLD,     _D.DROP,   _M.DROPPED, R.APPROVER),
    T(_M.HEARD,    _D.DROP,   _M.DROPPED, R.APPROVER),
)  # fmt: skip
"""What a body does to something that it granted. Source: 行政许可法 7, 8, 69 and 70."""
