# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Take down what became of codes before this catalogue kept them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from yiwang.catalogue import policies
from yiwang.catalogue.code_enums import SuccessionKind
from yiwang.catalogue.codes import facts
from yiwang.catalogue.errors import SuccessionRefused
from yiwang.catalogue.models import BaseItem, CodeSuccession
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

if TYPE_CHECKING:
    from uuid import UUID

BASIC: Final = 12


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step that was taken elsewhere, or before."""

    kind: SuccessionKind
    old: str
    new: str
    on: date
    basis: str


def record_past(*, steps: Sequence[PastStep], actor: Actor, at: datetime) -> int:
    """Take down steps of the past; return how many were new. Those that are there stay.

    :raises NotYourCatalogue: only the installation itself may
    :raises SuccessionRefused: a code has ended otherwise, or the steps would lead in a ring
    """
    policies.check_can(actor, policies.Action.LOAD)
    known = set(
        CodeSuccession.objects.filter(old_code__in={step.old for step in steps}).values_list(
            "old_code", "new_code"
        )
    )
    new = [step for step in dict.fromkeys(steps) if (step.old, step.new) not in known]
    rows = [
        CodeSuccession(
            kind=step.kind,
            old_code=step.old,
            new_code=step.new,
            on=step.on,
            basis=step.basis,
            recorded_at=at,
        )
        for step in new
    ]
    try:
        with transaction.atomic():
            CodeSuccession.objects.bulk_create(rows, batch_size=1000)
            _append(new, actor=actor, at=at)
    except IntegrityError as error:
        raise SuccessionRefused from error
    return len(new)


def _append(steps: Sequence[PastStep], *, actor: Actor, at: datetime) -> None:
    """Write one fact for each item and day; steps of items that are not kept here have none."""
    codes = {step.new[-BASIC:] for step in steps}
    ids = dict(BaseItem.objects.filter(code__in=codes).values_list("code", "id"))
    groups: dict[tuple[UUID, str, date], list[str]] = {}
    for step in steps:
        base_item_id = ids.get(step.new[-BASIC:])
        if base_item_id is not None:
            lines = groups.setdefault((base_item_id, step.kind.value, step.on), [])
            lines.append(f"{step.old} {step.new or '-'}\n")
    news = [
        facts.CodesSucceeded(
            base_item_id=base_item_id,
            succession_kind=kind,
            steps=len(lines),
            on=on,
            steps_sha256=hashlib.sha256("".join(sorted(lines)).encode()).hexdigest(),
        )
        for (base_item_id, kind, on), lines in groups.items()
    ]
    if news:
        ledger.append(*news, actor=actor, at=at)
