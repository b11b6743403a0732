# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A small world for tests of the upper rooms: two departments with staff, people, published items.

Everything is made through the services of the rooms below, so a world is always a possible one.
"""

import io
import itertools
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.documents import makers
from tests.kept import kept
from tests.organizations.factories import (
    XIHU,
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
    division,
)
from yiwang.cases.enums import Channel
from yiwang.cases.models import Case
from yiwang.cases.services import submission
from yiwang.cases.spared import plan as spared_plans
from yiwang.catalogue import selectors as catalogue_selectors
from yiwang.catalogue import services as catalogue
from yiwang.documents import services as documents
from yiwang.forms import selectors as form_selectors
from yiwang.forms import services as forms
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex
from yiwang.identity import selectors as identity_selectors
from yiwang.identity import services as identity
from yiwang.identity.models import Account, LegalPerson, NaturalPerson
from yiwang.identity.token_cache import tokens
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right, StandardPost
from yiwang.organizations.models import Department
from yiwang.portal import page_cache
from yiwang.workflow import services as workflow

SYSTEM = system_actor("tests")
PASSWORD = "Correct-horse-battery-9"
MODELS = Path(__file__).parents[1] / "data" / "models"
STEP_FORM = "step-review"
PROMISED, IMMEDIATE = "default-promise", "default-immediate"

FORM: dict[str, Any] = {
    "title": "店铺登记表",
    "type": "object",
    "required": ["name", "phone", "kind"],
    "properties": {
        "name": {"x-kind": "chinese_name", "title": "姓名", "x-prefill": "applicant.name"},
        "phone": {"x-kind": "phone", "title": "手机号码", "x-prefill": "applicant.phone"},
        "kind": {
            "x-kind": "choice",
            "title": "业态",
            "enum": ["shop", "stall"],
            "x-labels": {"shop": "店铺", "stall": "摊位"},
        },
        "note": {"x-kind": "long_text", "title": "说明", "maxLength": 200},
    },
}
FORM_DATA = {"name": "张小云", "phone": "13800001234", "kind": "shop"}
STEP_DATA = {"conclusion": "pass"}

BASE: dict[str, Any] = {
    "name": "店铺登记",
    "item_type": "01",
    "service_objects": ["natural", "legal"],
    "exercise_levels": ["4"],
    "legal_bases": [{"law": "行政许可法", "article": "第三十四条"}],
    "statutory_limit": {"amount": 20, "unit": "workday"},
    "limit_basis": "《行政许可法》第四十二条",
    "conditions": ["有固定的经营场所。"],
    "materials": [
        {"key": "lease", "name": "场所证明", "kind": "3", "max_files": 2},
        {"key": "photo", "name": "店面照片", "kind": "3", "necessity": "optional"},
    ],
    "steps": [
        {"group": "申请与受理", "name": "受理", "actor": "窗口"},
        {"group": "申请与受理", "name": "收件", "actor": "窗口"},
        {"group": "审查与决定", "name": "审查", "actor": "承办人"},
        {"group": "审查与决定", "name": "决定", "actor": "批准人"},
        {"group": "颁证与送达", "name": "送达", "actor": "窗口"},
    ],
    "results": [{"kind": "10", "name": "店铺登记证"}],
    "faqs": [{"question": "摊位要办吗？", "answer": "要办。"}],
    "remedies": "可以申请行政复议或者提起行政诉讼。",
}
LOCAL: dict[str, Any] = {
    "promise_limit": {"amount": 5, "unit": "workday"},
    "project_type": "2",
    "handling_forms": ["1", "2"],
    "online_depth": 4,
    "is_online": True,
    "result_delivery": ["窗口领取"],
    "address": "文三路 1 号",
    "hours": "周一至周五 9:00–17:00",
    "consult_phone": "0571-88888888",
    "complaint_phone": "0571-12345",
    "counter": "1 号窗口",
}

AT_ONCE = {"project_type": "1", "promise_limit": {"amount": 0, "unit": "workday"}}

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Item:
    """A published item of a department."""

    version_id: UUID
    code: str


@dataclass(frozen=True)
class World:
    """Who and what there is; ``kiosk`` is decided at once, ``shop`` goes through a process."""

    department: Department
    other_department: Department
    staff: dict[StandardPost, Account]
    stranger: Account
    auditor: Account
    citizen: Account
    neighbour: Account
    firm: LegalPerson
    client: identity.IssuedSecret
    shop: Item
    kiosk: Item

    def actor(self, account: Account, *, acting_for: UUID | None = None) -> Actor:
        return identity_selectors.actor_for_account(account.id, acting_for=acting_for)

    def staff_actor(self, standard: StandardPost) -> Actor:
        return self.actor(self.staff[standard])


def world(*, at: datetime | None = None) -> World:
    """Make a world, as of now when no moment is given."""
    forget_everything()
    return _world(at=at)


@kept
def _world(*, at: datetime | None) -> World:
    at = at or timezone.now()
    division(ZHEJIANG)
    department, other = DepartmentFactory(of=XIHU), DepartmentFactory(of=XIHU)
    publish_models(at=at)
    person = natural_person(at=at)
    return World(
        department=department,
        other_department=other,
        staff={
            standard: staff_account(department, standard, at=at)
            for standard in (
                StandardPost.COUNTER,
                StandardPost.HANDLER,
                StandardPost.REVIEWER,
                StandardPost.APPROVER,
            )
        },
        stranger=staff_account(other, StandardPost.COUNTER, at=at),
        auditor=staff_account(department, StandardPost.AUDITOR, at=at),
        citizen=citizen_account(person, at=at),
        neighbour=citizen_account(natural_person(name="李大山", at=at), at=at),
        firm=legal_person(person, at=at),
        client=system_client(department, at=at),
        shop=item(department, process_code=PROMISED, at=at),
        kiosk=item(department, process_code=IMMEDIATE, name="报刊亭登记", at=at),
    )


def forget_everything() -> None:
    """Drop what the process remembers of worlds that are gone."""
    organizations.forget_cached()
    catalogue_selectors.forget_kept()
    form_selectors.forget_cached()
    spared_plans.forget_plans()
    tokens.clear()
    page_cache.forget()


# ── people


def natural_person(
    *, name: str = "张小云", assurance: int = 3, at: datetime | None = None
) -> NaturalPerson:
    days, sequence = divmod(next(_numbers), 400)
    born_on = date(1981, 1, 1) + timedelta(days=days)
    return identity.register_person(
        name=name,
        resident_id=make_test_resident_id(born_on, sequence, Sex.FEMALE),
        phone="13800001234",
        assurance_level=assurance,
        actor=SYSTEM,
        at=at or timezone.now(),
    )


def legal_person(representative: NaturalPerson, *, at: datetime | None = None) -> LegalPerson:
    return identity.register_legal_person(
        legal_person=identity.NewLegalPerson(
            uscc=make_test_uscc(next(_numbers), registrar="9", category="1"),
            name="杭州测试贸易有限公司",
            representative_id=representative.id,
            phone="0571-87654321",
        ),
        actor=SYSTEM,
        at=at or timezone.now(),
    )


def citizen_account(person: NaturalPerson, *, at: datetime | None = None) -> Account:
    return identity.create_account(
        person_id=person.id,
        login=f"resident{next(_numbers)}",
        password=PASSWORD,
        actor=SYSTEM,
        at=at or timezone.now(),
    )


def staff_account(
    department: Department,
    *standards: StandardPost,
    rights: Collection[Right] = (),
    at: datetime | None = None,
) -> Account:
    """Return the account of somebody who holds such posts in a department since yesterday.

    :param rights: of one more post
    """
    at = at or timezone.now()
    staff = StaffMemberFactory(department=department)
    since = timezone.localdate(at) - timedelta(days=1)
    posts = [PostFactory(department=department, standard=standard) for standard in standards]
    if rights:
        posts.append(PostFactory(department=department, rights=sorted(rights)))
    for post in posts:
        PostHoldingFactory(staff=staff, post=post, held_from=since)
    return identity.create_staff_account(
        staff_id=staff.id,
        login=f"clerk{next(_numbers)}",
        password=PASSWORD,
        actor=SYSTEM,
        at=at,
    )


def system_client(department: Department, *, at: datetime | None = None) -> identity.IssuedSecret:
    return identity.register_client(
        client_id=f"system-{next(_numbers)}",
        name="测试业务系统",
        department_id=department.id,
        rights={Right.CASES_READ},
        actor=SYSTEM,
        at=at or timezone.now(),
    )


# ── items


def publish_models(*, at: datetime) -> None:
    """Publish the step form and the two default processes, and the form of the items."""
    step = json.loads((MODELS / "steps" / f"{STEP_FORM}.form.json").read_text())
    forms.publish_form(code=STEP_FORM, schema=step, actor=SYSTEM, at=at)
    forms.publish_form(code="shop", schema=FORM, actor=SYSTEM, at=at)
    for code in (PROMISED, IMMEDIATE):
        workflow.publish_process(
            code=code,
            xml=(MODELS / "defaults" / f"{code}.bpmn").read_text(),
            forms={STEP_FORM},
            actor=SYSTEM,
            at=at,
        )


def item(
    department: Department,
    *,
    process_code: str = PROMISED,
    form_code: str = "shop",
    name: str = "店铺登记",
    base: Mapping[str, Any] | None = None,
    local: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Item:
    """Return a published item that the department serves.

    :param base: what differs from the shop's item everywhere
    :param local: what differs in this department's list of it
    """
    at = at or timezone.now()
    draft = catalogue.draft_base_item(
        place=catalogue.NewBaseItem(
            scope_code=ZHEJIANG,
            line=department.line,
            department_code="31",
            local_code=f"T{next(_numbers):04}",
        ),
        content=BASE | {"name": name} | dict(base or {}),
        form_code=form_code,
        process_code=process_code,
        actor=SYSTEM,
        at=at,
    )
    catalogue.publish_base_version(version_id=draft.id, actor=SYSTEM, at=at)
    usual = LOCAL | AT_ONCE if process_code == IMMEDIATE else LOCAL
    version = catalogue.draft_list(
        base_item_id=draft.base_item_id,
        department_id=department.id,
        content=usual | dict(local or {}),
        actor=SYSTEM,
        at=at,
    )
    catalogue.publish_list_version(version_id=version.id, actor=SYSTEM, at=at)
    return Item(version.id, catalogue_selectors.snapshot(version.id).code)


# ── cases


def stored_file(owner: Actor, *, name: str = "租赁合同.pdf", content: bytes = makers.pdf()) -> UUID:

    return documents.store_upload(
        io.BytesIO(content), name=name, owner=owner, at=timezone.now(), expected_size=len(content)
    ).id


def submitted_case(
    world: World,
    *,
    account: Account | None = None,
    item: Item | None = None,
    at: datetime | None = None,
) -> Case:
    """Return a case that a citizen has just submitted."""
    actor = world.actor(account or world.citizen)
    return submission.submit_case(
        application=submission.Application(
            version_id=(item or world.shop).version_id,
            form=FORM_DATA,
            materials={"lease": [stored_file(actor)]},
            channel=Channel.WEB,
        ),
        actor=actor,
        at=at or timezone.now(),
    )
