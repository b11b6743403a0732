# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases decided on trust, with materials that follow, and on promises, in every stage."""

import io
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

import typst
from django.utils import timezone

from operations.demo import HOME_COUNTY, signing
from operations.demo.filling import Facts, filled
from operations.loading import Tick
from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseMode, DeliveryMethod, OriginalResult, Outcome
from yiwang.cases.models import Case, CaseMaterial
from yiwang.cases.services import decisions, handling, intake, modes, submission
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import ItemNotOpen
from yiwang.credit import selectors as credit
from yiwang.credit import services as credit_services
from yiwang.credit.enums import RequestKind
from yiwang.documents import services as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

BUSINESS, FOOD, HYGIENE = "K0004", "K0008", "K0244"
PREFIX = {BUSINESS: "scjg", FOOD: "scjg", HYGIENE: "wj"}
FIRST = 20
"""The first of the citizens who apply here; those before have cases of their own."""


def load(tick: Tick, *, at: datetime) -> int:
    """Make the cases; return how many. A second start adds nothing."""
    if Case.objects.filter(mode=CaseMode.DEFERRAL).exists():
        return 0
    made = 0
    for place, (tell, days) in enumerate(STORIES):
        begun_at = at - timedelta(days=days, minutes=11 * place)
        try:
            tell(Applicant(f"citizen{FIRST + place:03}", begun_at), begun_at)
        except (signing.NotOffered, ItemNotOpen):
            continue  # an older installation, whose lists offer it from today on or not yet
        made += 1
        tick(place + 1, len(STORIES))
    ledger.settle()
    return made


@lru_cache
def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)


def staff(item: str, role: str) -> Actor:
    """Return who has a post in the department that an item belongs to."""
    return _actor(f"{PREFIX[item]}-{role}")


@lru_cache
def version(item: str) -> UUID:
    """Return the version that the home county's list publishes of an item."""
    from yiwang.catalogue.models import ImplementationList

    found = ImplementationList.objects.get(region_code=HOME_COUNTY, base_item__local_code=item)
    return catalogue.published_version_id(found.code, timezone.localdate())


@lru_cache
def _set(title: str) -> bytes:
    words = title.replace("#", "").replace("@", "")
    return bytes(typst.compile(f"#set page(width: 15cm, height: 10cm)\n= {words}".encode()))


def sheet(title: str) -> io.BytesIO:
    """Return a page with a title on it, to be handed in."""
    return io.BytesIO(_set(title))


class Applicant:
    """Somebody who applies, and whose case is brought to where it shall be."""

    def __init__(self, login: str, at: datetime) -> None:
        self.actor = _actor(login)
        self.at = at

    def file(self, name: str) -> UUID:
        return documents.store_upload(
            sheet(name), name=f"{name[:30]}.pdf", owner=self.actor, at=self.at
        ).id

    def apply(self, item: str, mode: CaseMode) -> Case:
        """Submit; of a deferral whatever may follow is left out."""
        version_id = version(item)
        snapshot = catalogue.snapshot(version_id)
        form = forms.compiled_form(snapshot.form_id)
        data = form.validate(filled(form.schema, self.facts()))
        asked = [each for each in catalogue.materials_for(snapshot, data) if each.is_uploaded]
        later = [each.key for each in asked if each.is_deferrable]
        handed = {
            each.key: [self.file(each.name)]
            for each in asked
            if each.is_required or (each.is_deferrable and mode is not CaseMode.DEFERRAL)
        }
        keys = later if mode is CaseMode.DEFERRAL else ()
        return submission.submit_case(
            application=submission.Application(
                version_id=version_id,
                form=data,
                materials=handed,
                chosen=signing.signed(snapshot, data, handed, mode, keys),
            ),
            actor=self.actor,
            at=self.at,
        )

    def facts(self) -> Facts:
        own = identity.own_details(self.actor)
        return Facts(
            name=own.name,
            number=own.resident_id,
            phone=own.phone,
            uscc=make_test_uscc(1),
            firm="杭州翠竹餐饮有限公司（演示）",
            division="330106002000",
            detail="文三路 1 号",
            today=timezone.localdate(self.at),
            chosen={"premises_right": "rent"},
        )


def _accepted(who: Applicant, item: str, mode: CaseMode, at: datetime) -> Case:
    case = who.apply(item, mode)
    intake.accept_case(case_id=case.pk, actor=staff(item, "counter"), at=at)
    return case


def _decided(who: Applicant, item: str, mode: CaseMode, at: datetime) -> Case:
    case = _accepted(who, item, mode, at)
    while waiting := [one for one in cases.open_items(case) if one.kind != handling.DECISION]:
        step = waiting[0]
        schema = forms.compiled_form_by_code(step.form_code).schema if step.form_code else None
        handling.complete_step(
            case_id=case.pk,
            step_key=step.step_key,
            data=filled(schema, who.facts(), is_complete=True) if schema else {},
            opinion="材料齐全，情况属实。",
            actor=staff(item, step.role),
            at=at,
        )
    (last,) = cases.open_items(case)
    decisions.decide_case(
        case_id=case.pk,
        outcome=Outcome.GRANTED,
        reasons="",
        actor=staff(item, last.role),
        at=at,
    )
    case.refresh_from_db()
    return case


def _delivered(who: Applicant, item: str, mode: CaseMode, at: datetime) -> Case:
    case = _decided(who, item, mode, at)
    decisions.deliver_case(
        case_id=case.pk,
        method=DeliveryMethod.COUNTER,
        actor=staff(item, "counter"),
        at=at,
    )
    return case


# ── 信任在先


def _trusted(who: Applicant, at: datetime) -> None:
    _decided(who, BUSINESS, CaseMode.TRUST_FIRST, at)


def _look(case: Case, at: datetime, result: OriginalResult, difference: str = "") -> None:
    copies = CaseMaterial.objects.filter(case=case, requirement_key="premises_proof")
    for copy in copies:
        modes.check_original(
            case_id=case.pk,
            material_id=copy.pk,
            seen=modes.Seen(result, "房屋租赁合同 2026-0117 号", "西湖区 3 号窗口", difference),
            actor=staff(BUSINESS, "counter"),
            at=at,
        )


def _agreed(who: Applicant, at: datetime) -> None:
    case = _decided(who, BUSINESS, CaseMode.TRUST_FIRST, at)
    later = at + timedelta(hours=5)
    _look(case, later, OriginalResult.MATCH)
    decisions.deliver_case(
        case_id=case.pk,
        method=DeliveryMethod.COUNTER,
        actor=staff(BUSINESS, "counter"),
        at=later,
    )


def _differed(who: Applicant, at: datetime) -> None:
    case = _decided(who, BUSINESS, CaseMode.TRUST_FIRST, at)
    later = at + timedelta(hours=5)
    _look(case, later, OriginalResult.MISMATCH, "原件写明租期已于上月届满，副本的日期被涂改。")
    for record in credit.records(who.actor):
        credit_services.file_request(
            event_id=record.pk,
            kind=RequestKind.OBJECTION,
            words="已与房东续租，上传的是旧合同，请核对新合同。",
            actor=who.actor,
            at=later + timedelta(hours=1),
        )


# ── 容缺受理


def _waiting(who: Applicant, at: datetime) -> None:
    _accepted(who, FOOD, CaseMode.DEFERRAL, at)


def _followed(who: Applicant, at: datetime) -> None:
    case = _accepted(who, FOOD, CaseMode.DEFERRAL, at)
    for each in case.mode_choice.materials:
        modes.hand_in(
            case_id=case.pk,
            key=each["key"],
            files=[who.file(each["name"])],
            actor=who.actor,
            at=at + timedelta(hours=6),
        )


def _missed(who: Applicant, at: datetime) -> None:
    case = _accepted(who, FOOD, CaseMode.DEFERRAL, at)
    modes.withdraw_acceptance(case_id=case.pk, at=at + timedelta(days=17))


# ── 告知承诺


def _promised(who: Applicant, at: datetime) -> None:
    _delivered(who, HYGIENE, CaseMode.COMMITMENT, at)


def _kept(who: Applicant, at: datetime) -> None:
    case = _delivered(who, HYGIENE, CaseMode.COMMITMENT, at)
    modes.record_check(
        case_id=case.pk,
        is_kept=True,
        findings="现场设施和卫生管理制度与承诺一致。",
        order=None,
        actor=staff(HYGIENE, "handler"),
        at=at + timedelta(days=2),
    )


def _ordered(who: Applicant, at: datetime, *, workdays: int = 15) -> Case:
    case = _delivered(who, HYGIENE, CaseMode.COMMITMENT, at)
    modes.record_check(
        case_id=case.pk,
        is_kept=False,
        findings="没有设置独立的清洗消毒间。",
        order=modes.Order("设置独立的清洗消毒间，并配备消毒柜。", workdays),
        actor=staff(HYGIENE, "handler"),
        at=at + timedelta(hours=2),
    )
    return case


def _correcting(who: Applicant, at: datetime) -> None:
    _ordered(who, at)


def _broken(who: Applicant, at: datetime) -> Case:
    case = _ordered(who, at, workdays=1)
    modes.record_recheck(
        case_id=case.pk,
        is_kept=False,
        findings="期满复查，仍没有清洗消毒间。",
        actor=staff(HYGIENE, "handler"),
        at=at + timedelta(days=8),
    )
    return case


def _left_broken(who: Applicant, at: datetime) -> None:
    _broken(who, at)


def _revoked(who: Applicant, at: datetime) -> None:
    case = _broken(who, at)
    modes.revoke(
        case_id=case.pk,
        reasons="责令限期整改后仍不符合许可条件。",
        actor=staff(HYGIENE, "approver"),
        at=at + timedelta(days=9),
    )


STORIES: Sequence[tuple[Callable[[Applicant, datetime], None], int]] = (
    (_trusted, 1),
    (_agreed, 4),
    (_differed, 3),
    (_waiting, 5),
    (_followed, 2),
    (_missed, 18),
    (_promised, 6),
    (_kept, 12),
    (_correcting, 7),
    (_left_broken, 14),
    (_revoked, 16),
)
"""What happens to the cases, and how many days ago each began."""
