# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who keeps the catalogue of the province and of one department, and their change orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from operations.demo import HOME_COUNTY, PASSWORD
from operations.loading import Tick
from yiwang.catalogue.enums import OrderKind, OrderLayer, Verdict
from yiwang.catalogue.models import BaseItem, BaseItemVersion, ChangeOrder
from yiwang.catalogue.services import editing, guided, guided_questions
from yiwang.catalogue.services import editing_questions as questions
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity import selectors as identity_questions
from yiwang.identity import services as identity
from yiwang.identity.models import Account
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import Right

ACTOR = system_actor("demo")
PROVINCE = "330000000000"
ROLES: Sequence[tuple[str, str, frozenset[Right]]] = (
    (
        "editor",
        "事项编辑岗",
        frozenset({Right.CATALOGUE_EDIT, Right.FORMS_EDIT, Right.WORKFLOW_EDIT}),
    ),
    ("legal", "法制审核岗", frozenset({Right.CATALOGUE_REVIEW})),
    ("publisher", "事项批准岗", frozenset({Right.CATALOGUE_PUBLISH})),
)
PEOPLE = {
    "mulu": ("穆清单", "沈法明", "梁批准"),
    "scjg": ("石编之", "苏审言", "宋定一"),
}
"""Names of the editor, the legal reviewer and the approver, by the beginning of their logins."""
MARRIAGE, HOUSE, PENSION, SCHOOL = "K0152", "K0099", "K0156", "K0278"


@dataclass(frozen=True, slots=True)
class Hands:
    """Three people who take an order its way."""

    editor: Actor
    legal: Actor
    publisher: Actor


@transaction.atomic
def load(tick: Tick, *, at: datetime) -> int:
    """Create six accounts, orders in every state and proposals; return how many orders."""
    before = ChangeOrder.objects.count()
    office = organizations.department_for_line("政府办公室", PROVINCE)
    county = organizations.department_for_line("市场监管", HOME_COUNTY)
    province = _hands("mulu", office, covers_subtree=True, at=at)
    bureau = _hands("scjg", county, covers_subtree=False, at=at)
    tick(1, 3)
    _base_orders(province, at=at)
    tick(2, 3)
    _list_orders(bureau, at=at)
    _proposals(bureau, province, at=at)
    _new_item(province, at=at)
    tick(3, 3)
    return ChangeOrder.objects.count() - before


def _hands(
    prefix: str,
    department: organizations.DepartmentSummary,
    *,
    covers_subtree: bool,
    at: datetime,
) -> Hands:
    post_ids = services.create_posts_bulk(
        posts=[
            services.NewPost(
                department_id=department.id,
                name=name,
                rights=rights,
                covers_subtree=covers_subtree,
            )
            for _key, name, rights in ROLES
        ],
        actor=ACTOR,
        at=at,
    )
    staff_ids = services.create_staff_bulk(
        staff=[
            services.NewStaffMember(
                name=name,
                staff_number=f"{prefix.upper()}{place:03}",
                department_id=department.id,
                post_ids=(post_id,),
            )
            for place, (name, post_id) in enumerate(
                zip(PEOPLE[prefix], post_ids, strict=True), start=1
            )
        ],
        is_test_data=True,
        actor=ACTOR,
        at=at,
    )
    accounts = identity.create_accounts_bulk(
        accounts=[
            identity.NewAccount(login=f"{prefix}-{key}", staff_id=staff_id)
            for (key, _name, _rights), staff_id in zip(ROLES, staff_ids, strict=True)
        ],
        shared_password=PASSWORD,
        actor=ACTOR,
        at=at,
    )
    editor, legal, publisher = (
        identity_questions.actor_for_account(account_id, at=at) for account_id in accounts
    )
    return Hands(editor, legal, publisher)


def hands_of(prefix: str, *, at: datetime) -> Hands:
    """Return the three people of one catalogue, by the beginning of their logins."""
    editor, legal, publisher = (
        identity_questions.actor_for_account(Account.objects.get(login=f"{prefix}-{key}").pk, at=at)
        for key, _name, _rights in ROLES
    )
    return Hands(editor, legal, publisher)


# ── the province


def _base_orders(hands: Hands, *, at: datetime) -> None:
    """Leave one order of each state that takes a person's next step."""
    today = timezone.localdate(at)
    faq = {
        "question": "婚姻登记要带户口簿吗？",
        "answer": "不用。2025年5月10日起，双方凭居民身份证在全国任何一个婚姻登记机关都可以办理。",
    }
    content = content_of(MARRIAGE)
    faqs = [*content.get("faqs", []), faq]
    agree_on(MARRIAGE, {"faqs": faqs}, hands, "答复群众问得最多的问题。", at=at)
    remedies = "对决定不服的，可以自知道之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
    waiting = _change(
        HOUSE, {"remedies": remedies}, hands, "写明救济途径。", on=today + timedelta(days=14), at=at
    )
    editing.approve_order(
        order_id=waiting.id,
        revision=_review(waiting, hands, at=at),
        note="同意，两周后施行，留出培训时间。",
        actor=hands.publisher,
        at=at,
    )
    _change(PENSION, {"remedies": remedies}, hands, "写明救济途径。", at=at)
    returned = _change(SCHOOL, {"quantity_limit": "每年一次"}, hands, "明确办理次数。", at=at)
    editing.return_order(
        order_id=returned.id,
        revision=returned.revision,
        reason="没有写明限制次数的法律依据，请补充依据或者删去。",
        opinions={"quantity_limit": (Verdict.OBJECT, "法律法规没有限制次数。")},
        actor=hands.legal,
        at=at,
    )


def _new_item(hands: Hands, *, at: datetime) -> None:
    """Leave a new base item half written, for the guide to go on with."""
    order = editing.open_new_base_order(
        first=editing.FirstElements(
            name="无人驾驶航空器飞行表演备案",
            item_type="20",
            service_objects=("natural", "legal"),
            exercise_levels=("3", "4"),
            line="文旅",
            department_code="22",
        ),
        reason="《无人驾驶航空器飞行管理暂行条例》施行后，各地需要统一的备案事项。",
        actor=hands.editor,
        at=at,
    )
    line_id = guided_questions.first_line(order.id, hands.editor)
    written = guided.save_step(
        line_id=line_id,
        step="conditions",
        elements={
            "conditions": ["表演单位有固定的联系人和应急预案。", "表演场地在备案机关辖区内。"]
        },
        revision=guided_questions.guided(line_id, "", hands.editor).editor.line.revision,
        actor=hands.editor,
        at=at,
    )
    for key in ("receive", "accept", "audit", "deliver"):
        written = guided.add_standard_step(
            line_id=line_id,
            standard=key,
            revision=written.revision,
            actor=hands.editor,
            at=at,
        )


def agree_on(
    local_code: str, changes: dict[str, Any], hands: Hands, reason: str, *, at: datetime
) -> None:
    """Change a base item by an order that three people take all its way."""
    done = _change(local_code, changes, hands, reason, at=at)
    editing.approve_order(
        order_id=done.id, revision=_review(done, hands, at=at), actor=hands.publisher, at=at
    )


def agree_on_order(order: ChangeOrder, hands: Hands, reason: str, *, at: datetime) -> None:
    """Let an order that is drafted go all its way today."""
    sent = editing.submit_order(
        order_id=order.id,
        revision=order.revision,
        reason=reason,
        effective_from=timezone.localdate(at),
        actor=hands.editor,
        at=at,
    )
    editing.approve_order(
        order_id=sent.id, revision=_review(sent, hands, at=at), actor=hands.publisher, at=at
    )


def _change(
    local_code: str,
    changes: dict[str, Any],
    hands: Hands,
    reason: str,
    *,
    at: datetime,
    on: date | None = None,
) -> ChangeOrder:
    order = editing.open_base_order(
        base_item_id=_item(local_code),
        content=content_of(local_code) | changes,
        actor=hands.editor,
        at=at,
    )
    return editing.submit_order(
        order_id=order.id,
        revision=order.revision,
        reason=reason,
        effective_from=on or timezone.localdate(at),
        actor=hands.editor,
        at=at,
    )


def _item(local_code: str) -> UUID:
    return BaseItem.objects.values_list("id", flat=True).get(
        scope_code=PROVINCE, local_code=local_code
    )


def content_of(local_code: str) -> dict[str, Any]:
    content: dict[str, Any] = (
        BaseItemVersion.objects.filter(
            base_item_id=_item(local_code), state="published", effective_to__isnull=True
        )
        .values_list("content", flat=True)
        .get()
    )
    return content


def _review(order: ChangeOrder, hands: Hands, *, at: datetime) -> int:
    """Agree to everything that an order changes, and return its revision."""
    view = questions.order(order.id, hands.legal)
    reviewed = editing.pass_review(
        order_id=order.id,
        revision=view.order.revision,
        opinions={one.element: (Verdict.AGREE, "内容合法、适当。") for one in view.opinions},
        actor=hands.legal,
        at=at,
    )
    return reviewed.revision


# ── one department of the county


def _list_orders(hands: Hands, *, at: datetime) -> None:
    rows = questions.items(hands.editor, OrderLayer.LIST, questions.ItemFilter(), limit=20)
    free = [row for row in rows if row.order_id is None]
    moved, drafted, asked, gone = free[4], free[5:8], free[8], free[9]
    done = _list_order({moved.id: {"counter": "二楼6号窗口"}}, hands, "窗口搬迁。", at=at)
    editing.approve_order(
        order_id=done.id, revision=_review(done, hands, at=at), actor=hands.publisher, at=at
    )
    editing.open_list_order(
        contents={
            row.id: _list_content(row.version_id) | {"hours": "周一至周六 9:00—17:00"}
            for row in drafted
        },
        reason="延长窗口服务时间，周六也可以办。",
        actor=hands.editor,
        at=at,
    )
    waiting = _list_order(
        {asked.id: {"hours": "周一至周六 9:00—17:00"}}, hands, "周六延时服务。", at=at
    )
    _review(waiting, hands, at=at)
    order = editing.open_list_order(
        contents={gone.id: None}, kind=OrderKind.WITHDRAWAL, actor=hands.editor, at=at
    )
    editing.submit_order(
        order_id=order.id,
        revision=order.revision,
        reason="职权上收到市级，区级不再受理。",
        effective_from=timezone.localdate(at) + timedelta(days=30),
        actor=hands.editor,
        at=at,
    )


def _list_order(
    changes: dict[UUID, dict[str, Any]], hands: Hands, reason: str, *, at: datetime
) -> ChangeOrder:
    versions = {
        row.id: row.version_id
        for row in questions.items(hands.editor, OrderLayer.LIST, questions.ItemFilter(), limit=200)
    }
    order = editing.open_list_order(
        contents={one: _list_content(versions[one]) | change for one, change in changes.items()},
        actor=hands.editor,
        at=at,
    )
    return editing.submit_order(
        order_id=order.id,
        revision=order.revision,
        reason=reason,
        effective_from=timezone.localdate(at),
        actor=hands.editor,
        at=at,
    )


def _list_content(version_id: UUID) -> dict[str, Any]:
    return questions.version_content(version_id, OrderLayer.LIST)


def _proposals(bureau: Hands, province: Hands, *, at: datetime) -> None:
    for local_code, element, wish, reason in (
        (
            "K0008",
            "materials",
            "删去营业执照复印件：市场监管部门自己就有，应当由系统核验。",
            "群众反映重复提交，窗口每天要复印四十多份。",
        ),
        (
            "K0004",
            "special_procedures",
            "增加现场核查环节。",
            "个别商户实际地址与申报不符。",
        ),
    ):
        made = editing.make_proposal(
            base_item_id=_item(local_code),
            reason=reason,
            wishes={element: wish},
            actor=bureau.editor,
            at=at,
        )
    editing.answer_proposal(
        proposal_id=made.id,
        is_adopted=False,
        answer="小餐饮登记实行告知承诺，现场核查放在事后监管，不增加事前环节。",
        actor=province.editor,
        at=at,
    )
