# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Orders that change the catalogue of the world at each place of their way, and a proposal."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tests.factories import World, staff_account
from yiwang.catalogue.enums import Verdict
from yiwang.catalogue.models import ChangeOrder, ImplementationList, ImplementationVersion
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import StandardPost

REASON = "窗口搬迁。"


def for_everybody(actors: Mapping[str, Actor], world: World) -> dict[str, str]:
    """Return what stands for the order, its line and the rest of editing under control.

    A base item is drafted; the shop's list waits for the legal review, the kiosk's for approval.
    """
    at, editor = timezone.now(), actors["catalogue editor"]
    shop = ImplementationList.objects.get(current_id=world.shop.version_id)
    kiosk = ImplementationList.objects.get(current_id=world.kiosk.version_id)
    drafted = editing.open_base_order(base_item_id=shop.base_item_id, actor=editor, at=at)
    reviewing = _submitted(shop, editor, at)
    waiting = _submitted(kiosk, editor, at)
    _pass(waiting, actors["catalogue reviewer"], at)
    proposal = editing.make_proposal(
        base_item_id=shop.base_item_id,
        reason="重复提交。",
        wishes={"materials": "少要一份。"},
        actor=world.actor(staff_account(world.department, StandardPost.CATALOGUE)),
        at=at,
    )
    return {
        "order_id": str(drafted.id),
        "line_id": str(_line(drafted)),
        "guide_step": "conditions",
        "reviewing_id": str(reviewing.id),
        "approving_id": str(waiting.id),
        "proposal_id": str(proposal.id),
        "layer": "list",
        "item_id": str(shop.id),
        "base_item_id": str(shop.base_item_id),
    }


def _submitted(one: ImplementationList, editor: Actor, at: datetime) -> ChangeOrder:
    """Return an order for another counter that was sent to the legal review."""
    content = ImplementationVersion.objects.get(pk=one.current_id).content
    order = editing.open_list_order(
        contents={one.id: content | {"counter": "7号窗口"}}, actor=editor, at=at
    )
    return editing.submit_order(
        order_id=order.id,
        revision=order.revision,
        reason=REASON,
        effective_from=timezone.localdate(at),
        actor=editor,
        at=at,
    )


def _pass(order: ChangeOrder, reviewer: Actor, at: datetime) -> None:
    elements = [one.element for one in editing_questions.order(order.id, reviewer).opinions]
    editing.pass_review(
        order_id=order.id,
        revision=order.revision,
        opinions=dict.fromkeys(elements, (Verdict.AGREE, "")),
        actor=reviewer,
        at=at,
    )


def _line(order: ChangeOrder) -> UUID:
    return order.lines.values_list("id", flat=True).get(position=0)
