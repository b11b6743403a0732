# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Split, merge, abolish and renumber items; transfer them from department to department."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Left
from django.utils import timezone

from yiwang.catalogue import layers, policies
from yiwang.catalogue.base_publishing import clone_base_version
from yiwang.catalogue.code_enums import SuccessionKind
from yiwang.catalogue.codes import handing_on, resolving, steps
from yiwang.catalogue.codes.steps import Reason, Step
from yiwang.catalogue.content import ImplementationContent
from yiwang.catalogue.enums import ListState, VersionState
from yiwang.catalogue.errors import CodeTaken, ItemNotFound, NothingToHandOn, SuccessionRefused
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    CodeSuccession,
    ImplementationList,
    SearchEntry,
)
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.items import parse_basic_code
from yiwang.organizations import selectors as organizations

LENGTH_BEFORE_THE_BASIC_CODE = 19


def split_item(
    *,
    base_item_id: UUID,
    into: Sequence[UUID],
    basis: str,
    actor: Actor,
    at: datetime,
    on: date | None = None,
) -> int:
    """End an item in favour of several others, and its lists in favour of theirs; return how many.

    Each department that had the item gets a list of every new one that its level exercises.

    :param on: the day from which it holds, where it is done later than ordered
    :raises NotYourCatalogue: the actor may not publish in the catalogue of this place
    :raises ItemNotFound: an item is not in force
    :raises SuccessionRefused: the code has ended before, or an item would become itself
    """
    return _become([base_item_id], into, SuccessionKind.SPLIT, basis, actor=actor, at=at, on=on)


def merge_items(
    *,
    base_item_ids: Sequence[UUID],
    into: UUID,
    basis: str,
    actor: Actor,
    at: datetime,
    on: date | None = None,
) -> int:
    """End several items in favour of one, and their lists in favour of its; return how many.

    Raises what :func:`split_item` raises.
    """
    return _become(base_item_ids, [into], SuccessionKind.MERGE, basis, actor=actor, at=at, on=on)


def abolish_item(
    *, base_item_id: UUID, basis: str, actor: Actor, at: datetime, on: date | None = None
) -> int:
    """End an item with nothing in its place, and its lists; return how many lists ended.

    Raises what :func:`split_item` raises.
    """
    return _become([base_item_id], [], SuccessionKind.ABOLISH, basis, actor=actor, at=at, on=on)


def renumber_item(
    *,
    base_item_id: UUID,
    code: str,
    basis: str,
    actor: Actor,
    at: datetime,
    on: date | None = None,
) -> BaseItem:
    """Give an item another basic code, and so each of its lists; nothing else changes.

    :raises NotYourCatalogue: the actor may not publish in the catalogue of this place
    :raises InvalidItemCode: the code is no basic code
    :raises CodeTaken: it is, or was, another item's; one that it had itself may come back
    :raises SuccessionRefused: it belongs to another type of item
    """
    new = parse_basic_code(code)
    reason = Reason(SuccessionKind.RENUMBER, steps.read_basis(basis), base_item_id, on)
    with transaction.atomic():
        item = _locked(base_item_id, actor)
        if parse_basic_code(item.code).item_type != new.item_type:
            raise SuccessionRefused
        _check_free(new.code, item.code)
        lists = ImplementationList.objects.select_for_update().filter(base_item_id=item.id)
        # What was handed on to somebody else has ended, and keeps the code under which it did.
        ended = lists.exclude(state=ListState.OPEN).order_by().values_list("code", flat=True)
        lists = lists.exclude(code__in=resolving.ended_codes(list(ended)))
        old_codes = list(lists.order_by("pk").values_list("code", flat=True))
        made = [Step(old, f"{old[:LENGTH_BEFORE_THE_BASIC_CODE]}{new.code}") for old in old_codes]
        made.append(Step(item.code, new.code))
        item.code = new.code
        item.save(update_fields=["code"])
        kept = Left(F("code"), LENGTH_BEFORE_THE_BASIC_CODE)
        lists.order_by().update(code=Concat(kept, Value(new.code)))
        steps.record(made, reason, actor=actor, at=at)
        # A version for the new code: pages, snapshots and feeds tell old and new by the version.
        clone_base_version(item=item, actor=actor, at=at)
    return item


def transfer_lists(
    *,
    from_department_id: UUID,
    to_department_id: UUID,
    basis: str,
    actor: Actor,
    at: datetime,
    base_item_ids: Sequence[UUID] | None = None,
    on: date | None = None,
) -> int:
    """Hand the lists of a department on to another (职权划转); return how many.

    The new lists have the address and phone of the department that takes over. Where it has a list
    of the item already, the old code leads to that.

    :param base_item_ids: only these items; None: all that the department has
    :raises NotYourCatalogue: the actor may not publish for both departments
    :raises NothingToHandOn: the department has none of them, or the other's level exercises none
    :raises SuccessionRefused: a code has ended before, or the department is the same
    """
    basis = steps.read_basis(basis)
    if from_department_id == to_department_id:
        raise SuccessionRefused
    target = organizations.department(to_department_id)
    for department in (organizations.department(from_department_id), target):
        policies.check_can(
            actor,
            policies.Action.PUBLISH_LIST,
            division_code=department.division_code,
            department_id=department.id,
        )
    today = timezone.localdate(at)
    with transaction.atomic():
        ending = handing_on.lists_of_department(from_department_id, base_item_ids)
        by_item: dict[UUID, list[handing_on.EndingList]] = {}
        for one in ending:
            by_item.setdefault(one.base_item_id, []).append(one)
        done: list[handing_on.EndingList] = []
        for base_item_id, lists in by_item.items():
            base = handing_on.new_base(base_item_id, today)
            made = handing_on.hand_on(lists, base, lambda _one: target, _moved, at=at)
            if made:
                reason = Reason(SuccessionKind.TRANSFER, basis, base_item_id, on)
                steps.record(made, reason, actor=actor, at=at)
                done += lists
        if not done:
            raise NothingToHandOn
        handing_on.withdraw(done, [target.division_code], on=today)
    return len(done)


def transfer_division(
    *,
    from_division: str,
    to_division: str,
    basis: str,
    actor: Actor,
    at: datetime,
    on: date | None = None,
) -> int:
    """Hand all lists of a division on to its successor (区划调整), line by line; return how many.

    Lists that nobody in the new division can take over stay as they are.

    Raises what :func:`transfer_lists` raises.
    """
    moved = 0
    with transaction.atomic():
        for department in organizations.departments_in(from_division):
            target = organizations.department_for_line(department.line, to_division)
            try:
                with transaction.atomic():
                    moved += transfer_lists(
                        from_department_id=department.id,
                        to_department_id=target.id,
                        basis=basis,
                        actor=actor,
                        at=at,
                        on=on,
                    )
            except NothingToHandOn:
                continue
        if not moved:
            raise NothingToHandOn
    return moved


def _become(
    olds: Sequence[UUID],
    news: Sequence[UUID],
    kind: SuccessionKind,
    basis: str,
    *,
    actor: Actor,
    at: datetime,
    on: date | None,
) -> int:
    basis = steps.read_basis(basis)
    if not olds or set(olds) & set(news) or (kind != SuccessionKind.ABOLISH and not news):
        raise SuccessionRefused
    today = timezone.localdate(at)
    ended = 0
    with transaction.atomic():
        items = {pk: _locked(pk, actor) for pk in sorted({*olds, *news})}
        bases = [handing_on.new_base(pk, today) for pk in news]
        by_id = {one.id: one for one in organizations.departments_by_line()}
        for pk in olds:
            ending = handing_on.lists_of_item(pk)
            made = [Step(items[pk].code, base.key.code) for base in bases] or [Step(items[pk].code)]
            for base in bases:
                made += handing_on.hand_on(
                    ending, base, lambda one: by_id[one.department_id], _followed, at=at
                )
            led_on = {step.old for step in made}
            made += [Step(one.code) for one in ending if one.code not in led_on]
            _end_base(items[pk], at)
            handing_on.withdraw(ending, (), on=today)
            steps.record(made, Reason(kind, basis, pk, on), actor=actor, at=at)
            ended += len(ending)
    return ended


def _followed(
    base: handing_on.NewBase,
    local: ImplementationContent,
    _department: organizations.DepartmentSummary,
) -> ImplementationContent:
    return layers.followed(base.content, local)


def _moved(
    base: handing_on.NewBase,
    local: ImplementationContent,
    department: organizations.DepartmentSummary,
) -> ImplementationContent:
    contact = {
        "address": department.address or local.address,
        "consult_phone": department.phone or local.consult_phone,
        "counter": "",
    }
    return layers.followed(base.content, local.model_copy(update=contact))


def _locked(base_item_id: UUID, actor: Actor) -> BaseItem:
    item = BaseItem.objects.select_for_update().filter(pk=base_item_id).first()
    if item is None:
        raise ItemNotFound
    policies.check_can(actor, policies.Action.PUBLISH_BASE, division_code=item.scope_code)
    return item


def _check_free(code: str, now: str) -> None:
    """Raise unless nobody ever had a code, or the item that is to get it had it itself."""
    if BaseItem.objects.filter(code=code).exists():
        raise CodeTaken
    if not CodeSuccession.objects.filter(old_code=code).exists():
        return
    past = resolving.code_history(code)
    if past is None or past.only_successor != now:
        raise CodeTaken
    if any(step.kind != SuccessionKind.RENUMBER for step in past.became):
        raise CodeTaken


def _end_base(item: BaseItem, at: datetime) -> None:
    today = timezone.localdate(at)
    lasting = Q(effective_to__isnull=True) | Q(effective_to__gt=today)
    versions = BaseItemVersion.objects.filter(
        lasting, base_item_id=item.id, state=VersionState.PUBLISHED
    )
    if not versions.update(state=VersionState.WITHDRAWN):
        raise ItemNotFound
    SearchEntry.objects.filter(pk=item.id).delete()
