# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Draft change orders: begin one, write in it, leave something out, give it up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yiwang.catalogue import events, policies
from yiwang.catalogue.content import dump_content, read_content
from yiwang.catalogue.editing import diff
from yiwang.catalogue.editing.access import check_order, staff_of
from yiwang.catalogue.editing.line_texts import elements_of, keep_past, still_given_back
from yiwang.catalogue.editing.targets import Target, base_targets, list_targets
from yiwang.catalogue.editing.wording import SCHEMAS
from yiwang.catalogue.enums import OrderAction, OrderKind, OrderLayer, OrderState
from yiwang.catalogue.errors import (
    ChangedMeanwhile,
    ItemInOtherOrder,
    ItemNotFound,
    ItemWithdrawn,
    OrderNotFound,
    OrderTooLarge,
    ReasonMissing,
    RollbackIsFixed,
)
from yiwang.catalogue.models import ChangeLine, ChangeOrder
from yiwang.catalogue.states import CHANGE_ORDER
from yiwang.catalogue.versions import content_digest
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.foundation.identifiers import new_id
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

MOST_LINES: Final = 2_000
WRITABLE: Final = frozenset({OrderState.DRAFT, OrderState.RETURNED})


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become of one item.

    :ivar content: its elements; None to begin with those that it has
    :ivar gives_back: those that follow the data files from then on
    """

    target: Target
    content: Mapping[str, Any] | None = None
    gives_back: tuple[str, ...] = ()


def open_base_order(
    *,
    base_item_id: UUID,
    kind: OrderKind = OrderKind.CHANGE,
    reason: str = "",
    content: Mapping[str, Any] | None = None,
    actor: Actor,
    at: datetime,
) -> ChangeOrder:
    """Begin an order for a base item.

    :param content: its new elements; those that it has when not given
    :raises NotYourCatalogue: the actor does not keep the base items of this place
    :raises ItemNotFound: there is no such item, or no version of it
    :raises ItemInOtherOrder: another order that is open changes it
    """
    target = base_targets([base_item_id]).get(base_item_id)
    if target is None:
        raise ItemNotFound
    return open_order([Draft(target, content)], kind=kind, reason=reason, actor=actor, at=at)


def open_list_order(
    *,
    contents: Mapping[UUID, Mapping[str, Any] | None],
    kind: OrderKind = OrderKind.CHANGE,
    reason: str = "",
    actor: Actor,
    at: datetime,
) -> ChangeOrder:
    """Begin an order for one list or many.

    :param contents: the new elements of each list, None for those that it has
    :raises NotYourCatalogue: a list is of a department that the actor does not keep
    :raises ItemNotFound: there is no such list, or no version of it
    :raises ItemInOtherOrder: another order that is open changes one of them
    :raises OrderTooLarge: more than 2,000
    """
    if len(contents) > MOST_LINES:
        raise OrderTooLarge(params={"most": f"{MOST_LINES:,}"})
    targets = list_targets(contents)
    if not contents or len(targets) < len(contents):
        raise ItemNotFound
    drafts = [Draft(targets[one], content) for one, content in contents.items()]
    return open_order(drafts, kind=kind, reason=reason, actor=actor, at=at)


def open_order(
    drafts: Sequence[Draft],
    *,
    kind: OrderKind,
    reason: str,
    actor: Actor,
    at: datetime,
    rolls_back: ChangeOrder | None = None,
) -> ChangeOrder:
    """Begin an order of one layer."""
    layer, staff_id = drafts[0].target.layer, staff_of(actor)
    if kind is OrderKind.WITHDRAWAL and any(draft.target.is_withdrawn for draft in drafts):
        raise ItemWithdrawn
    for region_code, department_id in {draft.target.place for draft in drafts}:
        action = (
            policies.Action.EDIT_BASE if layer is OrderLayer.BASE else policies.Action.EDIT_LIST
        )
        policies.check_can(actor, action, division_code=region_code, department_id=department_id)
    try:
        with transaction.atomic():
            _check_free([draft.target for draft in drafts])
            year = timezone.localdate(at).year
            order = ChangeOrder.objects.create(
                year=year,
                number=_next_number(year),
                kind=kind,
                layer=layer,
                title=_title(kind, drafts),
                reason=clean_text(reason, max_length=1000, multiline=True),
                division_code=actor.division_code,
                department_id=actor.department_id,
                line_count=len(drafts),
                rolls_back=rolls_back,
                drafted_by_id=staff_id,
                editors=[staff_id],
                drafted_at=at,
            )
            ChangeLine.objects.bulk_create(_lines(order, drafts, kind), batch_size=500)
            fact = events.OrderOpened(
                order_id=order.id, order_kind=order.kind, layer=order.layer, lines=len(drafts)
            )
            ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
    except IntegrityError as error:
        raise ItemInOtherOrder(
            params={"name": drafts[0].target.name, "order": "", "state": ""}
        ) from error
    return order


def save_line(
    *,
    line_id: UUID,
    content: Mapping[str, Any],
    revision: int,
    actor: Actor,
    at: datetime,
    form_code: str | None = None,
    process_code: str | None = None,
) -> ChangeLine:
    """Write down what an order makes of one item.

    :param revision: of the line as the editor saw it
    :raises OrderNotFound: there is no such line, or it withdraws its item
    :raises NotYourCatalogue: the actor does not keep it
    :raises TransitionNotAllowed: the order is submitted
    :raises ChangedMeanwhile: somebody saved since; ``errors`` say what differs from what was sent
    :raises ContentInvalid: the elements do not have the shape of the element tables
    """
    with transaction.atomic():
        order = locked_order(_order_of(line_id))
        line = order.lines.get(pk=line_id)
        check_order(actor, order, "edit")
        check_writable(order)
        if line.content is None:
            raise OrderNotFound
        layer = OrderLayer(order.layer)
        stored = dump_content(read_content(SCHEMAS[layer], content))
        if line.revision != revision:
            raise ChangedMeanwhile(errors=_apart(line, stored, layer))
        keep_past(line, by=staff_of(actor), at=at)
        before = elements_of(line)
        line.content, line.revision = stored, line.revision + 1
        line.form_code = line.form_code if form_code is None else form_code[:80]
        line.process_code = line.process_code if process_code is None else process_code[:80]
        line.gives_back = still_given_back(line, before)
        line.save(update_fields=["content", "revision", "form_code", "process_code", "gives_back"])
        note_writer(order, staff_of(actor))
        fact = events.OrderLineSaved(
            order_id=order.id,
            line_id=line.id,
            revision=line.revision,
            content_sha256=content_digest(stored),
        )
        ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
    return line


def withdraw_order(*, order_id: UUID, revision: int, actor: Actor, at: datetime) -> ChangeOrder:
    """Give up an order that has not been approved; its items are free again.

    :raises NotYourCatalogue: the actor does not keep its items
    :raises TransitionNotAllowed: it is approved or ended
    """
    with transaction.atomic():
        order = locked_order(order_id)
        check_order(actor, order, "edit")
        check_revision(order, revision)
        move(order, OrderAction.WITHDRAW)
        order.save(update_fields=["state", "revision"])
        order.lines.update(is_open=False)
        fact = events.OrderWithdrawn(order_id=order.id)
        ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
    return order


# ── for the other steps


def locked_order(order_id: UUID) -> ChangeOrder:
    """Return an order and keep others from it till the end of the transaction.

    :raises OrderNotFound: there is none
    """
    found = ChangeOrder.objects.select_for_update().filter(pk=order_id).first()
    if found is None:
        raise OrderNotFound
    return found


def move(order: ChangeOrder, action: OrderAction) -> None:
    """Let an order take a step, or refuse."""
    order.state = CHANGE_ORDER.transition(OrderState(order.state), action).target
    order.revision += 1


def check_revision(order: ChangeOrder, revision: int) -> None:
    """Raise unless this is the order as the reader saw it."""
    if order.revision != revision:
        raise ChangedMeanwhile


def required(text: str, *, most: int = 1000) -> str:
    """Return a reason that is there.

    :raises ReasonMissing: it is empty
    """
    cleaned = clean_text(text, max_length=most, multiline=True)
    if not cleaned:
        raise ReasonMissing
    return cleaned


def other_orders(targets: Sequence[Target]) -> dict[UUID, ItemInOtherOrder]:
    """Return by item why another open order keeps it from being changed; one query."""
    if not targets:
        return {}
    field = "base_item_id" if targets[0].layer is OrderLayer.BASE else "implementation_id"
    lines = ChangeLine.objects.filter(
        is_open=True, **{f"{field}__in": [target.id for target in targets]}
    )
    return {
        getattr(line, field): ItemInOtherOrder(
            params={
                "name": line.name,
                "order": str(line.order),
                "state": OrderState(line.order.state).label,
            }
        )
        for line in lines.select_related("order").order_by("position")
    }


# ── parts


def _check_free(targets: Sequence[Target]) -> None:
    for refusal in other_orders(targets).values():
        raise refusal


def _next_number(year: int) -> int:
    """Return the next number of a year; others wait till this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('catalogue_change_order'), %s)", [year]
        )
    newest = ChangeOrder.objects.filter(year=year).order_by("-number").values_list("number").first()
    return newest[0] + 1 if newest else 1


def _title(kind: OrderKind, drafts: Sequence[Draft]) -> str:
    # Stored, so always in Chinese, like the names of the items themselves.
    verb = {OrderKind.CHANGE: "修改", OrderKind.WITHDRAWAL: "取消", OrderKind.ROLLBACK: "恢复"}[
        kind
    ]
    if all(draft.target.version_id is None for draft in drafts):
        verb = "新建"
    names = list(dict.fromkeys(draft.target.name for draft in drafts))
    more = f"等{len(drafts)}项" if len(drafts) > 1 else ""
    return f"{verb}“{names[0][:150]}”{more}"


def _lines(order: ChangeOrder, drafts: Sequence[Draft], kind: OrderKind) -> list[ChangeLine]:
    schema = SCHEMAS[OrderLayer(order.layer)]
    made = []
    for position, draft in enumerate(drafts):
        target = draft.target
        content: dict[str, Any] | None = None
        if kind is not OrderKind.WITHDRAWAL:
            given = target.content if draft.content is None else draft.content
            content = dump_content(read_content(schema, given))
        made.append(
            ChangeLine(
                id=new_id(),
                order=order,
                position=position,
                base_item_id=target.id if target.layer is OrderLayer.BASE else None,
                implementation_id=target.id if target.layer is OrderLayer.LIST else None,
                name=target.name,
                region_code=target.place[0],
                department_id=target.place[1],
                from_version=target.version_id,
                from_number=target.number,
                content=content,
                form_code=target.form_code,
                process_code=target.process_code,
                gives_back=list(draft.gives_back),
            )
        )
    return made


def _order_of(line_id: UUID) -> UUID:
    found = ChangeLine.objects.filter(pk=line_id).values_list("order_id", flat=True).first()
    if found is None:
        raise OrderNotFound
    return found


def check_writable(order: ChangeOrder) -> None:
    """Raise unless the order is being drafted.

    :raises RollbackIsFixed, TransitionNotAllowed: it is not to be written in, or not any more
    """
    if order.kind == OrderKind.ROLLBACK:
        raise RollbackIsFixed  # it skips the legal review because that has seen its content
    if order.state not in WRITABLE:
        CHANGE_ORDER.transition(OrderState(order.state), OrderAction.SUBMIT)  # says what it is


def note_writer(order: ChangeOrder, staff_id: UUID) -> None:
    """Note that somebody wrote in an order; they judge it no more."""
    order.revision += 1
    order.editors = sorted({*order.editors, staff_id})
    # Whoever judged an earlier round and writes now judges no more.
    order.reviewed_by_id = order.reviewed_at = None
    order.approved_by_id = order.approved_at = None
    order.save(
        update_fields=[
            "revision",
            "editors",
            "reviewed_by_id",
            "reviewed_at",
            "approved_by_id",
            "approved_at",
        ]
    )


def _apart(line: ChangeLine, sent: Mapping[str, Any], layer: OrderLayer) -> list[FieldError]:
    """Return what differs between what is stored and what was sent, to the one who sent it."""
    return [
        FieldError(f"/{change.element}", "differs", sentence)
        for change in diff.differences(line.content, sent, layer)
        for sentence in change.sentences
    ]
