# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What one change would make of each of several base items, or why it cannot be.

The page shows it before anything is begun, and beginning goes by it, so both say the same.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yiwang.catalogue import policies
from yiwang.catalogue.editing import diff
from yiwang.catalogue.editing.faults import target_faults
from yiwang.catalogue.editing.newer_definitions import Pinned, newer_sentences, pinned_of
from yiwang.catalogue.editing.orders import other_orders
from yiwang.catalogue.editing.shared_changes import Change, changed
from yiwang.catalogue.editing.targets import Target
from yiwang.catalogue.editing.wording import DEFINITIONS
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import ItemInOtherOrder, ItemNotFound, ItemWithdrawn
from yiwang.catalogue.order_refusals import NothingToChange, WouldNotStand
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, FieldError

_PLACE: Final = re.compile(r"/\d+")


@dataclass(slots=True)
class Plan:
    """What becomes of one item.

    :ivar target: the item as it would say; None where it cannot be
    :ivar sentences: what would differ, in plain words
    """

    target: Target | None
    sentences: tuple[str, ...] = ()
    refusal: DomainError | None = None

    def made(self) -> Target:
        """Return the item as it is to be.

        :raises DomainError: why it cannot be
        """
        if self.refusal is not None:
            raise self.refusal
        if self.target is None:
            raise ItemNotFound
        return self.target


def plans_of(
    item_ids: Collection[UUID], targets: Mapping[UUID, Target], change: Change, actor: Actor
) -> dict[UUID, Plan]:
    """Return what a change makes of each item; as many queries however many they are."""
    pinned = pinned_of([one.version_id for one in targets.values() if one.version_id])
    taken = other_orders(list(targets.values()))
    plans = {}
    for item_id in item_ids:
        try:
            plans[item_id] = _plan(targets.get(item_id), change, actor, pinned, taken)
        except DomainError as refusal:
            plans[item_id] = Plan(None, refusal=refusal)
    _refuse_new_faults(plans, targets)
    return plans


def _plan(
    target: Target | None,
    change: Change,
    actor: Actor,
    pinned: Pinned,
    taken: Mapping[UUID, ItemInOtherOrder],
) -> Plan:
    if target is None:
        raise ItemNotFound
    policies.check_can(actor, policies.Action.EDIT_BASE, division_code=target.place[0])
    if target.is_withdrawn:
        raise ItemWithdrawn
    if target.id in taken:
        raise taken[target.id]
    made = changed(target, change)
    found = diff.differences(target.content, made.content, OrderLayer.BASE)
    found += diff.definition_changes(_codes(target), _codes(made))
    sentences = [sentence for one in found for sentence in one.sentences]
    if change.element in DEFINITIONS:
        sentences += newer_sentences(pinned, target.version_id, _codes(made), change.element)
    if not sentences:
        raise NothingToChange
    return Plan(made, tuple(sentences))


def _codes(target: Target) -> dict[str, str]:
    return {name: getattr(target, name) for name in DEFINITIONS}


def _refuse_new_faults(plans: Mapping[UUID, Plan], targets: Mapping[UUID, Target]) -> None:
    """Refuse where the change itself would keep the item from being published."""
    made = {item_id: plan.target for item_id, plan in plans.items() if plan.target is not None}
    after = target_faults(list(made.values()))
    before = target_faults([targets[item_id] for item_id in made])
    for item_id in made:
        old = {_place_of(one) for one in before[item_id]}
        new = [one for one in after[item_id] if _place_of(one) not in old]
        if new:
            plans[item_id].target, plans[item_id].refusal = None, WouldNotStand(errors=new)


def _place_of(fault: FieldError) -> tuple[str, str]:
    """Return where a fault is, whichever row it is in: rows move."""
    return _PLACE.sub("", fault.path), str(fault.message)
