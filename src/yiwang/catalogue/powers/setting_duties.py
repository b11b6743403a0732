# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load the responsibilities of powers, and set those of one item."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.catalogue import events, policies
from yiwang.catalogue.enums import DutyKind
from yiwang.catalogue.errors import DutyInvalid, ItemNotFound
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.models import BaseItem, BaseItemVersion, Duty
from yiwang.catalogue.powers.duties import Responsibility
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

DUTIES: Final = "powers/duties.csv"
MOST_DUTIES: Final = 40


def load_duties(*, root: Path, actor: Actor) -> LoadReport:
    """Load the responsibilities of every type of power; what was set for one item stays.

    :raises DataFileMissing: the file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    rows = files.table(root, DUTIES)
    places: dict[tuple[str, str], int] = {}
    made = []
    for row in rows:
        key = (row["item_type"], row["kind"])
        places[key] = places.get(key, 0) + 1
        made.append(
            Duty(
                item_type=row["item_type"],
                kind=row["kind"],
                position=places[key],
                stage=row["stage"],
                text=row["text"],
                law=row["law"],
                article=row["article"],
            )
        )
    with transaction.atomic():
        Duty.objects.filter(base_item__isnull=True).delete()
        Duty.objects.bulk_create(made)
    return LoadReport(len(rows), len(made))


@transaction.atomic
def set_responsibilities(
    *, base_item_id: UUID, wanted: Sequence[Responsibility], actor: Actor, at: datetime
) -> None:
    """Give one item a list of its own; an empty one gives it back that of its type.

    :raises ItemNotFound: there is no such base item, or it was never published
    :raises NotYourCatalogue: the actor does not keep this item
    :raises DutyInvalid: a line says nothing, or says too much
    """
    item = BaseItem.objects.select_for_update().filter(pk=base_item_id).first()
    version = BaseItemVersion.objects.filter(base_item_id=base_item_id).order_by("-number").first()
    if item is None or version is None:
        raise ItemNotFound
    policies.check_can(actor, policies.Action.EDIT_BASE, division_code=item.scope_code)
    made = [_checked(one, item, version.item_type, place) for place, one in enumerate(wanted, 1)]
    if len(made) > MOST_DUTIES:
        raise DutyInvalid
    Duty.objects.filter(base_item_id=base_item_id).delete()
    Duty.objects.bulk_create(made)
    ledger.append(
        events.DutiesSet(base_item_id=base_item_id, code=item.code, duties=len(made)),
        actor=actor,
        at=at,
        region_code=item.scope_code,
    )


def _checked(one: Responsibility, item: BaseItem, item_type: str, position: int) -> Duty:
    text, stage = clean_text(one.text), clean_text(one.stage)
    is_known = one.kind in DutyKind.values
    if not is_known or not text or len(text) > 500 or len(stage) > 40:
        raise DutyInvalid
    if one.kind == DutyKind.DUTY and not stage:
        raise DutyInvalid
    return Duty(
        base_item=item,
        item_type=item_type,
        kind=one.kind,
        position=position,
        stage=stage,
        text=text,
        law=clean_text(one.law)[:120],
        article=clean_text(one.article)[:40],
    )
