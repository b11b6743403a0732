# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The special procedures: what each asks for, what it records, and what its law says. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import ProcedureAction, ProcedureState, Role
from yiwang.cases.states import EXPERTISE, HEARING, PUBLIC_NOTICE, SITE_VISIT
from yiwang.workflow.clock import PROCEDURE_NAMES, STOP_REASONS, Procedure
from yiwang.workflow.states import StateTable

Table = StateTable[ProcedureState, ProcedureAction, Role]


@dataclass(frozen=True, slots=True)
class Particular:
    """One thing that only this kind of procedure records."""

    key: str
    label: str | Promise
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of procedure.

    :ivar article: of 行政许可法, on which it rests
    :ivar least_staff: how many conduct it at least
    :ivar notice_workdays: how long before it has to be told; 0 where no law says so
    :ivar told: what is told of it beforehand
    :ivar found: what is recorded when it ends
    :ivar needs_file: whether it ends with a paper: minutes, a report
    :ivar is_apart: whether those who examine the case keep out of it
    """

    procedure: Procedure
    table: Table
    article: str
    least_staff: int = 0
    notice_workdays: int = 0
    told: tuple[Particular, ...] = ()
    found: tuple[Particular, ...] = ()
    needs_file: bool = False
    needs_participants: bool = False
    is_apart: bool = False

    @property
    def name(self) -> str | Promise:
        return PROCEDURE_NAMES[self.procedure]

    @property
    def stops_clock(self) -> bool:
        """Say whether article 45 names it; the item's own law may name more."""
        return self.procedure in STOP_REASONS

    @property
    def has_last_day(self) -> bool:
        return self.procedure is Procedure.PUBLIC_NOTICE


_BODY = Particular("body", _("承担机构"), is_required=True)
_STANDARD = Particular("standard", _("技术标准或规范"), is_required=True)
_SAMPLE = Particular("sample", _("样品或对象"))
_REPORT = Particular("report_number", _("报告编号"), is_required=True)


def _expertise(procedure: Procedure) -> Kind:
    return Kind(
        procedure=procedure,
        table=EXPERTISE,
        article="55",
        least_staff=2,
        told=(_BODY, _STANDARD, _SAMPLE),
        found=(_REPORT,),
        needs_file=True,
    )


KINDS: Final[Mapping[str, Kind]] = {
    kind.procedure: kind
    for kind in (
        Kind(
            procedure=Procedure.HEARING,
            table=HEARING,
            article="48",
            least_staff=1,
            notice_workdays=7,
            told=(Particular("clerk", _("记录人")), Particular("matter", _("对外公告的内容"))),
            found=(Particular("opinion", _("听证主持人的意见"), is_required=True),),
            needs_file=True,
            is_apart=True,
        ),
        Kind(
            procedure=Procedure.TENDER,
            table=HEARING,
            article="53",
            least_staff=1,
            told=(
                Particular("announcement", _("招标公告编号"), is_required=True),
                Particular("subject", _("招标标的"), is_required=True),
            ),
            found=(
                Particular("winner", _("中标人"), is_required=True),
                Particular("price", _("中标价")),
            ),
            needs_file=True,
        ),
        Kind(
            procedure=Procedure.AUCTION,
            table=HEARING,
            article="53",
            least_staff=1,
            told=(
                Particular("subject", _("拍卖标的"), is_required=True),
                Particular("reserve", _("起拍价")),
            ),
            found=(
                Particular("winner", _("买受人"), is_required=True),
                Particular("price", _("成交价"), is_required=True),
            ),
            needs_file=True,
        ),
        _expertise(Procedure.INSPECTION),
        _expertise(Procedure.TESTING),
        _expertise(Procedure.QUARANTINE),
        Kind(
            procedure=Procedure.APPRAISAL,
            table=EXPERTISE,
            article="45",
            told=(_BODY, Particular("subject", _("鉴定事项"), is_required=True)),
            found=(_REPORT,),
            needs_file=True,
        ),
        Kind(
            procedure=Procedure.EXPERT_REVIEW,
            table=EXPERTISE,
            article="45",
            told=(Particular("subject", _("评审事项"), is_required=True),),
            found=(Particular("votes", _("表决情况")),),
            needs_participants=True,
        ),
        Kind(
            procedure=Procedure.EXAMINATION,
            table=HEARING,
            article="54",
            least_staff=1,
            told=(Particular("subject", _("考试科目或考核内容"), is_required=True),),
            found=(Particular("score", _("成绩"), is_required=True),),
        ),
        Kind(
            procedure=Procedure.SITE_VISIT,
            table=SITE_VISIT,
            article="34",
            least_staff=2,
            told=(Particular("subject", _("核查内容")),),
            found=(Particular("accompanied_by", _("陪同人员")),),
        ),
        Kind(
            procedure=Procedure.PUBLIC_NOTICE,
            table=PUBLIC_NOTICE,
            article="36",
            told=(
                Particular("medium", _("公示渠道"), is_required=True),
                Particular("subject", _("公示内容"), is_required=True),
            ),
        ),
    )
}
"""By the value of the procedure; what the law calls by other names is not recorded so."""


def kind_of(procedure: str) -> Kind:
    """Return what a kind of procedure asks for."""
    return KINDS[procedure]
