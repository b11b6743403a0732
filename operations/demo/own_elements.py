# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Elements on their way back to the data files, and orders to be handled together."""

from datetime import datetime

from django.utils import timezone

from operations.demo import catalogue
from operations.loading import Tick
from yiwang.catalogue.enums import OWN_MOTION_TYPES, OrderKind, OrderLayer
from yiwang.catalogue.models import BaseItem, ChangeOrder, ImplementationList
from yiwang.catalogue.services import editing

ITEM = "K0009"
REMEDIES = "对决定不服的，可以申请行政复议或者提起行政诉讼。"
REASON = "数据文件的写法更完整，以后随数据文件更新。"
TOGETHER = ("K0100", "K0102", "K0104")
SAME_REMEDIES = "对决定不服的，可以自收到决定之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
SAME_REASON = "全省统一救济途径的写法，写明期限。"
ROW_TOGETHER = ("K0106", "K0108", "K0110")
ROW = {
    "question": "窗口办理可以请别人代办吗？",
    "answer": "可以。请带委托书、委托人和代办人的身份证件。",
}
ROW_REASON = "各事项都问代办，统一一个回答。"
GONE_REASON = "职权划转，本部门不再行使。"


def load(tick: Tick, *, at: datetime) -> int:
    """Leave elements of editors, one of them on its way back, and orders; return how many."""
    if ChangeOrder.objects.filter(reason=REASON).exists():
        return 0
    hands = catalogue.hands_of("mulu", at=at)
    faqs = [*catalogue.content_of(ITEM).get("faqs", []), ROW]  # of the list only this row is theirs
    changes = {"remedies": REMEDIES, "quantity_limit": "按年度计划核发", "faqs": faqs}
    catalogue.agree_on(ITEM, changes, hands, "按年度计划核发，统一救济途径的写法。", at=at)
    tick(1, 4)
    item = BaseItem.objects.get(scope_code=catalogue.PROVINCE, local_code=ITEM)
    order = editing.give_back(
        item_id=item.id,
        layer=OrderLayer.BASE,
        elements={"remedies"},
        reason=REASON,
        actor=hands.editor,
        at=at,
    )
    editing.submit_order(
        order_id=order.id,
        revision=order.revision,
        reason=REASON,
        effective_from=timezone.localdate(at),
        actor=hands.editor,
        at=at,
    )
    tick(2, 4)
    begun = begin_together(hands, at=at)
    tick(3, 4)
    gone = withdraw_a_list(at=at)
    tick(4, 4)
    return 1 + begun + gone


def begin_together(hands: catalogue.Hands, *, at: datetime) -> int:
    """Begin orders for several base items, by one element and by one row; return how many."""
    begun = []
    for codes, change, reason in (
        (TOGETHER, editing.Change("remedies", SAME_REMEDIES), SAME_REASON),
        (ROW_TOGETHER, editing.Change("faqs", ROW, editing.How.ADD), ROW_REASON),
    ):
        chosen = BaseItem.objects.filter(scope_code=catalogue.PROVINCE, local_code__in=codes)
        begun += editing.begin_base_orders(
            item_ids=list(chosen.order_by("code").values_list("id", flat=True)),
            change=change,
            reason=reason,
            actor=hands.editor,
            at=at,
        )
    return sum(one.is_done for one in begun)


def withdraw_a_list(*, at: datetime) -> int:
    """Take a power that nobody applies for off a county's catalogue; return how many orders."""
    hands = catalogue.hands_of("scjg", at=at)
    lists = ImplementationList.objects.filter(
        department__in=[hands.editor.department_id],
        state="open",
        current__base_version__item_type__in=sorted(OWN_MOTION_TYPES),
    )
    last = lists.order_by("-code").first()
    if last is None:
        return 0
    order = editing.open_list_order(
        contents={last.id: None}, kind=OrderKind.WITHDRAWAL, actor=hands.editor, at=at
    )
    catalogue.agree_on_order(order, hands, GONE_REASON, at=at)
    return 1
