# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hearings, visits, an expert review and objections in cases of the demonstration."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

import typst
from django.utils import timezone

from operations.loading import Tick
from yiwang.cases.enums import CaseState, PartyRole, ProcedureResult, StatementKind
from yiwang.cases.models import Case, SpecialProcedure
from yiwang.cases.services import procedures
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import services as documents
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account, LegalPerson
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.workflow.clock import Procedure

PREFIX = "scjg"
NEIGHBOUR = "zhangyf"
OPEN = (CaseState.ACCEPTED, CaseState.IN_PROCESS)


def load(tick: Tick, *, at: datetime) -> int:
    """Give the oldest open cases of one department a procedure each; return how many.

    A department that has a hearing is left alone, so that a second start adds nothing; cases whose
    clock was stopped have procedures already.
    """
    department_id = _department()
    found = Case.objects.filter(department_id=department_id, state__in=OPEN, has_procedures=False)
    hearings = SpecialProcedure.objects.filter(kind=Procedure.HEARING)
    if hearings.filter(case__department_id=department_id).exists():
        return 0
    cases = list(found.order_by("submitted_at", "id")[: len(ACTS)])
    for place, (case, act) in enumerate(zip(cases, ACTS, strict=False)):
        act(case, at)
        tick(place + 1, len(cases))
    opened = _inspection(at)
    ledger.settle()
    return len(cases) + opened


def _inspection(at: datetime) -> int:
    """Open an inspection of a firm of its own motion, and tell the firm; return how many."""
    handler = _actor("handler")
    department = organizations.department(_department())
    items = [
        one
        for one in catalogue.items_of_department(department.id, department.division_code)
        if not one.is_applied_for
        and catalogue.snapshot(one.version_id).item_type in procedures.PROCESSES
    ]
    if not items:
        return 0
    firm = LegalPerson.objects.order_by("uscc").first()
    if firm is None:
        return 0
    case = procedures.open_of_own_motion(
        motion=procedures.OwnMotion(
            version_id=items[0].version_id,
            party_id=procedures.party_by_number(firm.uscc),
            form={
                "matter": "抽查经营场所和登记事项是否一致。",
                "ground": "年度双随机抽查计划。",
                "place": "西湖区文三路",
            },
        ),
        actor=handler,
        at=at,
    )
    procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(role=PartyRole.APPLICANT),
        actor=handler,
        at=at,
    )
    return 1


@lru_cache
def _actor(role: str) -> Actor:
    account = Account.objects.get(login=f"{PREFIX}-{role}")
    return identity.actor_for_account(account.pk)


def _department() -> UUID:
    department_id = _actor("handler").department_id
    if department_id is None:
        raise LookupError(PREFIX)
    return department_id


def _staff(*roles: str) -> list[UUID]:
    return [one for role in roles if (one := _actor(role).staff_id) is not None]


def _paper(title: str, at: datetime) -> UUID:
    page = bytes(typst.compile(f"#set page(width: 15cm, height: 10cm)\n= {title}".encode()))
    stored = documents.store_upload(
        io.BytesIO(page), name=f"{title}.pdf", owner=_actor("handler"), at=at
    )
    return stored.id


def _planned(case: Case, procedure: str, reason: str, at: datetime) -> UUID:
    made = procedures.plan_procedure(
        case_id=case.pk, procedure=procedure, reason=reason, actor=_actor("handler"), at=at
    )
    return made.pk


def _told(case: Case, procedure_id: UUID, told: procedures.Arrangement, at: datetime) -> None:
    procedures.tell_procedure(
        case_id=case.pk,
        procedure_id=procedure_id,
        arrangement=told,
        actor=_actor("handler"),
        at=at,
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))


def _visit_made(case: Case, at: datetime) -> None:
    visit = _planned(case, "site_visit", "核实经营场所和设施设备。", at)
    told = procedures.Arrangement(
        starts_at=at,
        place="西湖区文三路 1 号",
        staff_ids=_staff("counter", "reviewer"),
        particulars={"subject": "布局、消防通道、清洗设施"},
        expected_days=2,
    )
    _told(case, visit, told, at)
    handler = _actor("handler")
    procedures.hold_procedure(case_id=case.pk, procedure_id=visit, actor=handler, at=at)
    procedures.conclude_procedure(
        case_id=case.pk,
        procedure_id=visit,
        conclusion=procedures.Conclusion(
            result=ProcedureResult.OBSERVATIONS,
            findings="场所与申请一致；后门堆放杂物，已当场要求清理。",
            particulars={"accompanied_by": "申请人的店长"},
            files=[_paper("现场核查记录", at)],
        ),
        actor=handler,
        at=at,
    )


def _hearing_told(case: Case, at: datetime) -> None:
    hearing = _planned(case, "hearing", "事项涉及周边居民的重大利益。", at)
    day = foundation.working_calendar().add_workdays(at.date(), 9).on
    told = procedures.Arrangement(
        starts_at=_morning(day),
        place="西湖区政务服务中心 三楼听证室",
        staff_ids=_staff("counter"),
        participants=[procedures.Participant("翠苑社区居民代表", "利害关系人")],
        particulars={
            "clerk": "办公室书记员",
            "matter": "拟在翠苑街道沿街开设餐饮场所，就油烟、噪声对周边居民的影响听取意见。",
        },
        expected_days=15,
    )
    _told(case, hearing, told, at)


def _notice_hangs_out(case: Case, at: datetime) -> None:
    """Publish what is intended; anybody who is signed in may object until the last day."""
    notice = _planned(case, "public_notice", "作出决定前公示。", at)
    day = foundation.working_calendar().add_workdays(at.date(), 20).on
    told = procedures.Arrangement(
        starts_at=at,
        ends_on=day,
        particulars={"medium": "政务服务网", "subject": "拟准予在文三路开设食品经营场所。"},
    )
    _told(case, notice, told, at)


def _second_hearing_told(case: Case, at: datetime) -> None:
    """Announce another hearing, later, in another place."""
    hearing = _planned(case, "hearing", "涉及公共利益，依职权组织听证。", at)
    day = foundation.working_calendar().add_workdays(at.date(), 12).on
    told = procedures.Arrangement(
        starts_at=_morning(day),
        place="北山街道办事处 一楼会议室",
        staff_ids=_staff("counter"),
        participants=[procedures.Participant("北山街道商户代表", "利害关系人")],
        particulars={
            "clerk": "办公室书记员",
            "matter": f"就“{case.item_name}”对周边商户和居民的影响听取意见。",
        },
        expected_days=15,
    )
    _told(case, hearing, told, at)


def _second_notice_hangs_out(case: Case, at: datetime) -> None:
    """Publish another intended decision, for a shorter time."""
    notice = _planned(case, "public_notice", "作出决定前征求公众意见。", at)
    day = foundation.working_calendar().add_workdays(at.date(), 10).on
    told = procedures.Arrangement(
        starts_at=at,
        ends_on=day,
        particulars={
            "medium": "政务服务网、西湖区政务服务中心公告栏",
            "subject": f"拟准予“{case.item_name}”，有异议的可以在公示期内提出。",
        },
    )
    _told(case, notice, told, at)


def _neighbour_acts(case: Case, at: datetime) -> None:
    """Tell a neighbour, and link them once known: NEIGHBOUR objects at /my/interests."""
    neighbour = identity.actor_for_account(Account.objects.get(login=NEIGHBOUR).pk)
    own = identity.own_number(neighbour)
    if own is None:
        raise LookupError(NEIGHBOUR)
    party = procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(
            role=PartyRole.INTERESTED,
            name=own.name,
            stake="在隔壁经营店铺，共用后门通道。",
            offers_hearing=True,
        ),
        actor=_actor("handler"),
        at=at,
    )
    procedures.link_party(
        case_id=case.pk, party_id=party.pk, number=own.number, actor=_actor("handler"), at=at
    )
    procedures.object_as_party(
        party_id=party.pk, words="请保证消防通道畅通。", actor=neighbour, at=at
    )


def _neighbour_objects(case: Case, at: datetime) -> None:
    handler = _actor("handler")
    party = procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(
            role=PartyRole.INTERESTED,
            name="陈建国",
            contact="0571-80000000",
            stake="住在店铺楼上，油烟和噪声直接影响生活。",
            offers_hearing=True,
        ),
        actor=handler,
        at=at,
    )
    procedures.state(
        case_id=case.pk,
        kind=StatementKind.OBJECTION,
        words="排烟口正对我家窗户，请先查看再决定。",
        files=[_paper("窗口照片", at)],
        party_id=party.pk,
        actor=handler,
        at=at,
    )


def _expert_review_running(case: Case, at: datetime) -> None:
    review = _planned(case, "expert_review", "工艺布局较复杂，请专家评审。", at)
    told = procedures.Arrangement(
        starts_at=_morning(at.date() + timedelta(days=2)),
        place="西湖区市场监管局 二楼会议室",
        participants=[
            procedures.Participant("周教授", "食品工程"),
            procedures.Participant("吴高工", "消防"),
            procedures.Participant("郑工程师", "环境"),
        ],
        particulars={"subject": "工艺布局和排烟方案"},
        expected_days=5,
    )
    _told(case, review, told, at)


def _hearing_offered(case: Case, at: datetime) -> None:
    procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(role=PartyRole.APPLICANT, offers_hearing=True),
        actor=_actor("handler"),
        at=at,
    )


ACTS: Sequence[Callable[[Case, datetime], None]] = (
    _visit_made,
    _hearing_told,
    _neighbour_objects,
    _expert_review_running,
    _hearing_offered,
    _notice_hangs_out,
    _neighbour_acts,
    _second_hearing_told,
    _second_notice_hangs_out,
)
"""What happens to the cases, one each."""
