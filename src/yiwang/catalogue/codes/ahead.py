# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes of codes on a day ahead: order them, withdraw them, carry them out on their day.

Until its day an order changes nothing; guides and the history of the codes announce it. What takes
over has to be in force on that day, not before, and lists gained until then move too. It is
carried out in one transaction with its own state, so a worker that dies leaves it waiting, and
two workers carry it out once. One that is carried out late holds from its day all the same: what
is asked of a day is answered by the days on which changes hold, and each tells when it was done.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from yiwang.catalogue import figures, policies
from yiwang.catalogue.code_enums import CodeChange, CodeOrderState
from yiwang.catalogue.codes import asking, facts, steps
from yiwang.catalogue.codes.asking import Wish
from yiwang.catalogue.codes.on_the_day import bring_to_the_day
from yiwang.catalogue.errors import (
    CodeDayRefused,
    CodeOrderEnded,
    CodeOrderNotFound,
    CodeOrderWaiting,
    NotYourCatalogue,
)
from yiwang.catalogue.models import BaseItem, CodeOrder
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.bulkheads import run_apart
from yiwang.foundation.errors import DomainError
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

ACTOR: Final = system_actor("code-order")
"""Carries out on the day what somebody ordered; the order's own fact names them."""

FURTHEST_DAYS: Final = 366 * 2


def change(
    *, wish: Wish, on: date | None, actor: Actor, at: datetime
) -> tuple[int, CodeOrder | None]:
    """Change codes now, or order it for a day ahead; return how many lists, and the order.

    :param on: today, or not given: now
    :raises CodeDayRefused: the day is past, or more than two years ahead
    :raises CodeOrderWaiting: an order about one of the codes waits for its day
    """
    if on is not None and on != timezone.localdate(at):
        order = order_codes(wish=wish, on=on, actor=actor, at=at)
        return order.lists, order
    with transaction.atomic():
        _alone()
        check_not_waiting(wish)
        return asking.change_codes(wish, actor=actor, at=at), None


def order_codes(*, wish: Wish, on: date, actor: Actor, at: datetime) -> CodeOrder:
    """Order a change of codes for a day ahead; it is tried out first, as of that day.

    :raises CodeDayRefused: the day is not ahead, or more than two years
    :raises CodeOrderWaiting: another order about one of the codes waits for its day
    :raises DomainError: whatever the change itself would refuse on that day
    """
    if not 0 < (on - timezone.localdate(at)).days <= FURTHEST_DAYS:
        raise CodeDayRefused
    basis = steps.read_basis(wish.basis)
    with transaction.atomic():
        _alone()
        check_not_waiting(wish)
        lists, found = _tried(wish, on, actor)
        order = CodeOrder.objects.create(
            change=wish.change,
            olds=[code for code, _name in found.olds],
            news=[code for code, _name in found.news],
            new_names=[name[:300] for _code, name in found.news],
            subjects=_subjects(wish.change, [code for code, _name in found.olds]),
            basis=basis,
            on=on,
            lists=lists,
            ordered_by_id=actor.staff_id,
            ordered_at=at,
        )
        figures.recount([figures.LAWS])
        fact = facts.CodeChangeOrdered(
            code_order_id=order.id, change=order.change, on=on, lists=lists
        )
        ledger.append(fact, actor=actor, at=at)
    return order


def withdraw_code_order(*, order_id: UUID, actor: Actor, at: datetime) -> CodeOrder:
    """Withdraw an order that waits for its day; the codes stay as they are.

    :raises CodeOrderNotFound: there is none
    :raises NotYourCatalogue: the actor might not have ordered it
    :raises CodeOrderEnded: it is carried out, withdrawn or refused
    """
    with transaction.atomic():
        order = _locked(order_id)
        _check_may(order, actor)
        if order.state != CodeOrderState.WAITING:
            raise CodeOrderEnded
        _end(order, CodeOrderState.WITHDRAWN, by=actor.staff_id, at=at)
        fact = facts.CodeChangeWithdrawn(code_order_id=order.id)
        ledger.append(fact, actor=actor, at=at)
    return order


def take_due_codes(*, at: datetime) -> int:
    """Carry out every order whose day has come; return how many were.

    One that breaks on a fault of ours goes on waiting, and every other is carried out first.
    """
    due = CodeOrder.objects.filter(
        state=CodeOrderState.WAITING, on__lte=timezone.localdate(at)
    ).order_by("on", "ordered_at")
    ids = list(due.values_list("id", flat=True))
    return sum(
        run_apart({str(one): partial(take_code_order, order_id=one, at=at) for one in ids}).values()
    )


def take_code_order(*, order_id: UUID, at: datetime) -> bool:
    """Carry out one order whose day has come, or say why it cannot be done any more.

    :returns: whether it was carried out now
    """
    with transaction.atomic():
        order = _locked(order_id)
        if order.state != CodeOrderState.WAITING or order.on > timezone.localdate(at):
            return False  # another worker was quicker, or somebody withdrew it
        wish = Wish(CodeChange(order.change), tuple(order.olds), tuple(order.news), order.basis)
        try:
            with transaction.atomic():
                bring_to_the_day(wish, on=timezone.localdate(at), at=at)
                order.lists = asking.change_codes(wish, actor=ACTOR, at=at, on=order.on)
        except DomainError as refusal:
            order.answer = str(refusal)[:1000]
            _end(order, CodeOrderState.REFUSED, by=None, at=at)
            ledger.append(
                facts.CodeChangeRefused(code_order_id=order.id, reason=refusal.code),
                actor=ACTOR,
                at=at,
            )
            return False
        _end(order, CodeOrderState.DONE, by=None, at=at)
        fact = facts.CodeChangeTookEffect(code_order_id=order.id, lists=order.lists)
        ledger.append(fact, actor=ACTOR, at=at)
    return True


def code_orders(actor: Actor, *, limit: int = 50) -> list[CodeOrder]:
    """Return the orders of the actor's province: those that wait first, then the newest.

    :raises NotYourCatalogue: the post does not publish in the catalogue
    """
    if not actor.has_right(Right.CATALOGUE_PUBLISH):
        raise NotYourCatalogue
    waiting = CodeOrder.objects.filter(state=CodeOrderState.WAITING).order_by("on", "ordered_at")
    ended = CodeOrder.objects.exclude(state=CodeOrderState.WAITING).order_by("-ended_at")
    return [*waiting[:limit], *ended[:limit]][:limit]


def check_not_waiting(wish: Wish) -> None:
    """Raise when an order about one of the codes waits for its day.

    :raises CodeOrderWaiting: so it is
    """
    codes = [code.strip().upper() for code in (*wish.olds, *wish.news)]
    waiting = CodeOrder.objects.filter(state=CodeOrderState.WAITING)
    found = (
        waiting.filter(olds__overlap=codes).first() or waiting.filter(news__overlap=codes).first()
    )
    if found is not None:
        raise CodeOrderWaiting(params={"code": found.olds[0], "on": f"{found.on:%Y-%m-%d}"})


# ── parts


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue_code_order'))")


def _tried(wish: Wish, on: date, actor: Actor) -> tuple[int, asking.Affected]:
    """Do the change as of its day and undo it; return how many lists it concerns, and what."""
    on_the_day = datetime.combine(on, time(0, 30), timezone.get_current_timezone())
    with transaction.atomic():
        bring_to_the_day(wish, on=on, at=on_the_day)
        found = asking.affected(wish, on)
        lists = asking.change_codes(wish, actor=actor, at=on_the_day)
        transaction.set_rollback(True)
    return lists, found


def _subjects(change: str, olds: Sequence[str]) -> list[str]:
    if change != CodeChange.DIVISION:
        return list(olds)
    return [*olds, *(one.uscc for one in organizations.departments_in(olds[0]))]


def _locked(order_id: UUID) -> CodeOrder:
    found = CodeOrder.objects.select_for_update().filter(pk=order_id).first()
    if found is None:
        raise CodeOrderNotFound
    return found


def _check_may(order: CodeOrder, actor: Actor) -> None:
    """Raise unless the actor publishes for everything that the order is about."""
    if order.change not in {CodeChange.TRANSFER, CodeChange.DIVISION}:
        scopes = BaseItem.objects.filter(code__in=order.olds).values_list("scope_code", flat=True)
        for scope in scopes.distinct():
            policies.check_can(actor, policies.Action.PUBLISH_BASE, division_code=scope)
        return
    usccs = {*order.subjects, *order.news}
    for one in organizations.departments_by_line():
        if one.uscc in usccs:
            policies.check_can(
                actor,
                policies.Action.PUBLISH_LIST,
                division_code=one.division_code,
                department_id=one.id,
            )


def _end(order: CodeOrder, state: CodeOrderState, *, by: UUID | None, at: datetime) -> None:
    order.state, order.ended_by_id, order.ended_at = state, by, at
    order.save(update_fields=["state", "ended_by_id", "ended_at", "answer", "lists"])
    figures.recount([figures.LAWS])  # guides that announced it are laid out anew
