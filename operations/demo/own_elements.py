# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An element on its way back to the data files, beside orders to be handled together."""

from datetime import datetime

from django.utils import timezone

from operations.demo import catalogue
from operations.loading import Tick
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.models import BaseItem, ChangeOrder
from yiwang.catalogue.services import editing

ITEM = "K0009"
REMEDIES = "对决定不服的，可以申请行政复议或者提起行政诉讼。"
REASON = "数据文件的写法更完整，以后随数据文件更新。"


def load(tick: Tick, *, at: datetime) -> int:
    """Let editors change two elements of an item, and begin to give one back; return how many."""
    if ChangeOrder.objects.filter(reason=REASON).exists():
        return 0
    hands = catalogue.hands_of("mulu", at=at)
    changes = {"remedies": REMEDIES, "quantity_limit": "按年度计划核发"}
    catalogue.agree_on(ITEM, changes, hands, "按年度计划核发，统一救济途径的写法。", at=at)
    tick(1, 2)
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
    tick(2, 2)
    return 1
