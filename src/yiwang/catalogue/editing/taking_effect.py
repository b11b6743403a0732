# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Let approved change orders take effect on their day."""

from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yiwang.catalogue import base_publishing, events, figures, publishing
from yiwang.catalogue.editing.catching_up import stale_lines
from yiwang.catalogue.editing.lists_at_once import publish_together
from yiwang.catalogue.editing.orders import locked_order, move
from yiwang.catalogue.enums import (
    ListState,
    OrderAction,
    OrderLayer,
    OrderRole,
    OrderState,
    VersionState,
)
from yiwang.catalogue.errors import OrderStale
from yiwang.catalogue.following import reopening
from yiwang.catalogue.loading import own_marks
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeLine,
    ChangeOrder,
    ImplementationList,
    ImplementationVersion,
    SearchEntry,
)
from yiwang.foundation.actors import system_actor
from yiwang.foundation.bulkheads import run_apart
from yiwang.foundation.errors import DomainError
from yiwang.ledger import services as ledger

ACTOR: Final = system_actor("change-order")
"""Carries out what three people have decided; the order's own facts name them."""


def take_due_effect(*, at: datetime) -> int:
    """Let every approved order whose day has come take effect; return how many did.

    One that cannot be done any more goes back to those who drafted it, with the reason; one that
    breaks on a fault of ours goes on waiting, and every other takes effect first.
    """
    due = ChangeOrder.objects.filter(
        state=OrderState.APPROVED, effective_from__lte=timezone.localdate(at)
    ).order_by("effective_from", "approved_at")
    ids = list(due.values_list("id", flat=True))
    return sum(
        run_apart({str(one): partial(take_effect_of, order_id=one, at=at) for one in ids}).values()
    )


def take_effect_of(*, order_id: UUID, at: datetime) -> bool:
    """Let one approved order take effect, all of it in one transaction, or send it back.

    A worker that dies in the middle leaves everything as it was, and the next one begins anew.

    :returns: whether it took effect now
    """
    with transaction.atomic():
        order = locked_order(order_id)
        if order.state != OrderState.APPROVED or not _is_due(order, at):
            return False  # another worker was quicker, or its day has been moved
        try:
            with transaction.atomic():
                take_effect(order, at=at)
        except DomainError as refusal:
            order = locked_order(order_id)
            move(order, OrderAction.RETURN)
            sentences = [str(refusal), *(str(error.message) for error in refusal.errors)]
            order.answer = "\n".join(dict.fromkeys(sentences))[:1000]
            order.save()
            fact = events.OrderReturned(
                order_id=order.id, round=order.round, role=OrderRole.SYSTEM.value
            )
            ledger.append(fact, actor=ACTOR, at=at, region_code=order.division_code)
            return False
    return True


def _is_due(order: ChangeOrder, at: datetime) -> bool:
    return order.effective_from is not None and order.effective_from <= timezone.localdate(at)


def take_effect(order: ChangeOrder, *, at: datetime) -> None:
    """Do everything that an approved order says, or raise and do nothing.

    :raises OrderStale, NotPublishable: it cannot be done any more
    """
    if stale_lines(order):
        raise OrderStale
    today = timezone.localdate(at)
    publish_together(order, actor=ACTOR, at=at)
    for line in order.lines.filter(is_open=True).order_by("position"):
        line.published_version = _carry_out(line, order, at=at)
        line.is_open = False
        line.save(update_fields=["published_version", "is_open"])
    move(order, OrderAction.PUBLISH)
    order.published_at, order.effective_from = at, today
    order.save()
    own_marks.write_marks(OrderLayer(order.layer), _items_of(order))
    fact = events.OrderPublished(order_id=order.id, lines=order.line_count, effective_from=today)
    ledger.append(fact, actor=ACTOR, at=at, region_code=order.division_code)
    if order.rolls_back_id is not None:
        _note_rolled_back(order.rolls_back_id, order, at=at)


def _items_of(order: ChangeOrder) -> list[UUID]:
    rows = order.lines.order_by("position").values_list("base_item_id", "implementation_id")
    found = [base_id or list_id for base_id, list_id in rows]
    return [one for one in found if one is not None]


def _carry_out(line: ChangeLine, order: ChangeOrder, *, at: datetime) -> UUID | None:
    if order.layer == OrderLayer.BASE and line.base_item_id is not None:
        return _change_base(line, line.base_item_id, order.reopens_lists, at=at)
    if line.implementation_id is None:
        return None
    if line.content is None:
        publishing.withdraw_list(implementation_id=line.implementation_id, actor=ACTOR, at=at)
        return None
    draft = publishing.revise_list(
        implementation_id=line.implementation_id, content=line.content, actor=ACTOR, at=at
    )
    publishing.publish_list_version(version_id=draft.id, actor=ACTOR, at=at)
    return draft.id


def _change_base(
    line: ChangeLine, base_item_id: UUID, reopens_lists: bool, *, at: datetime
) -> UUID | None:
    if line.content is None:
        withdraw_base_item(base_item_id, at=at)
        return None
    draft = base_publishing.revise_base_item(
        base_item_id=base_item_id,
        content=line.content,
        form_code=line.form_code,
        process_code=line.process_code,
        actor=ACTOR,
        at=at,
    )
    base = base_publishing.publish_base_version(version_id=draft.id, actor=ACTOR, at=at)
    if reopens_lists:
        reopening.reopen_lists(base=base, actor=ACTOR, at=at)
    return draft.id


def withdraw_base_item(base_item_id: UUID, *, at: datetime) -> int:
    """Take a base item off the catalogue with all its lists; open cases go on. Return how many."""
    today = timezone.localdate(at)
    lasting = Q(effective_to__isnull=True) | Q(effective_to__gt=today)
    lists = ImplementationList.objects.select_for_update().filter(base_item_id=base_item_id)
    reopening.note_closed(base_item_id, on=today)
    open_lists = dict(
        lists.filter(state=ListState.OPEN).order_by("pk").values_list("id", "region_code")
    )
    ImplementationVersion.objects.filter(
        lasting, implementation_id__in=open_lists, state=VersionState.PUBLISHED
    ).update(state=VersionState.WITHDRAWN)
    ImplementationList.objects.filter(pk__in=open_lists).update(state=ListState.WITHDRAWN)
    versions = BaseItemVersion.objects.filter(
        lasting, base_item_id=base_item_id, state=VersionState.PUBLISHED
    ).select_related("base_item")
    newest = versions.order_by("-number")[0]
    versions.update(state=VersionState.WITHDRAWN)
    SearchEntry.objects.filter(pk=base_item_id).delete()
    own_marks.write_marks(OrderLayer.BASE, [base_item_id])
    figures.recount(sorted(set(open_lists.values())))
    fact = events.BaseItemWithdrawn(
        base_item_id=base_item_id,
        version_id=newest.id,
        code=newest.base_item.code,
        lists=len(open_lists),
    )
    ledger.append(fact, actor=ACTOR, at=at)
    return len(open_lists)


def _note_rolled_back(order_id: UUID, by: ChangeOrder, *, at: datetime) -> None:
    order = locked_order(order_id)
    move(order, OrderAction.ROLL_BACK)
    order.save(update_fields=["state", "revision"])
    fact = events.OrderRolledBack(order_id=order.id, by_order_id=by.id)
    ledger.append(fact, actor=ACTOR, at=at, region_code=order.division_code)
