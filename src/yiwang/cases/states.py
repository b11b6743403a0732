# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The legal life of a case, the same for every item.

Source: 行政许可法 29, 32, 42, 45, 44; 浙江省保障“最多跑一次”改革规定 11; Zhejiang case exchange
(APAS) for the words.
"""

from yiwang.cases.enums import Action as A
from yiwang.cases.enums import CaseState as S
from yiwang.cases.enums import MeasureAction, MeasureState, ProcedureAction, ProcedureState
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
    T(S.DECIDED,    A.DELIVER,           S.DELIVERED,    R.SYSTEM),  # a parcel was received
    T(S.DELIVERED,  A.CLOSE,             S.CLOSED,       R.COUNTER),
    T(S.DELIVERED,  A.CLOSE,             S.CLOSED,       R.SYSTEM),  # when everybody forgot
    T(S.SUBMITTED,  A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
    T(S.CORRECTION, A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
    T(S.ACCEPTED,   A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
    T(S.IN_PROCESS, A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
    T(S.SUSPENDED,  A.WITHDRAW,          S.WITHDRAWN,    R.APPLICANT),
    T(S.ACCEPTED,   A.UNACCEPT,          S.UNACCEPTED,   R.SYSTEM),  # 容缺: not handed in later
    T(S.IN_PROCESS, A.UNACCEPT,          S.UNACCEPTED,   R.SYSTEM),
    T(S.SUSPENDED,  A.UNACCEPT,          S.UNACCEPTED,   R.SYSTEM),
    T(S.DECIDED,    A.VOID,              S.VOIDED,       R.SYSTEM),  # 信任在先: no true copy
    T(S.DECIDED,    A.REVOKE,            S.REVOKED,      R.SYSTEM),  # 告知承诺: a promise broken
    T(S.DELIVERED,  A.REVOKE,            S.REVOKED,      R.SYSTEM),
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

_P, _G = ProcedureState, ProcedureAction
HEARING = StateTable[ProcedureState, ProcedureAction, R](
    T(_P.PLANNED, _G.TELL,     _P.TOLD,      R.HANDLER),
    T(_P.PLANNED, _G.CANCEL,   _P.CANCELLED, R.HANDLER),  # never one that somebody is entitled to
    T(_P.TOLD,    _G.POSTPONE, _P.PLANNED,   R.HANDLER),  # the new time is told again
    T(_P.TOLD,    _G.HOLD,     _P.HELD,      R.HANDLER),
    T(_P.TOLD,    _G.CANCEL,   _P.CANCELLED, R.HANDLER),
    T(_P.HELD,    _G.CONCLUDE, _P.CONCLUDED, R.HANDLER),
)  # fmt: skip
"""Hearing, tender, auction, examination: people are summoned. Source: 行政许可法 48, 53, 54."""
EXPERTISE = StateTable[ProcedureState, ProcedureAction, R](
    T(_P.PLANNED, _G.TELL,     _P.TOLD,      R.HANDLER),
    T(_P.PLANNED, _G.CANCEL,   _P.CANCELLED, R.HANDLER),
    T(_P.TOLD,    _G.HOLD,     _P.HELD,      R.HANDLER),  # samples taken, experts met
    T(_P.TOLD,    _G.CONCLUDE, _P.CONCLUDED, R.HANDLER),  # the report came
    T(_P.TOLD,    _G.CANCEL,   _P.CANCELLED, R.HANDLER),
    T(_P.HELD,    _G.CONCLUDE, _P.CONCLUDED, R.HANDLER),
    T(_P.HELD,    _G.CANCEL,   _P.CANCELLED, R.HANDLER),
)  # fmt: skip
"""Inspection, testing, quarantine, appraisal, expert review. Source: 行政许可法 45, 55."""
SITE_VISIT = StateTable[ProcedureState, ProcedureAction, R](
    T(_P.PLANNED, _G.TELL,     _P.TOLD,      R.HANDLER),
    T(_P.PLANNED, _G.HOLD,     _P.HELD,      R.HANDLER),  # one may come without a word before
    T(_P.PLANNED, _G.CANCEL,   _P.CANCELLED, R.HANDLER),
    T(_P.TOLD,    _G.POSTPONE, _P.PLANNED,   R.HANDLER),
    T(_P.TOLD,    _G.HOLD,     _P.HELD,      R.HANDLER),
    T(_P.TOLD,    _G.CANCEL,   _P.CANCELLED, R.HANDLER),
    T(_P.HELD,    _G.CONCLUDE, _P.CONCLUDED, R.HANDLER),
)  # fmt: skip
"""On-site visit by two or more. Source: 行政许可法 34."""
PUBLIC_NOTICE = StateTable[ProcedureState, ProcedureAction, R](
    T(_P.PLANNED, _G.TELL,     _P.TOLD,      R.HANDLER),
    T(_P.PLANNED, _G.CANCEL,   _P.CANCELLED, R.HANDLER),
    T(_P.TOLD,    _G.CONCLUDE, _P.CONCLUDED, R.HANDLER),  # when its last day is over
    T(_P.TOLD,    _G.CANCEL,   _P.CANCELLED, R.HANDLER),
)  # fmt: skip
"""A notice to everybody, for some days."""
