# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Write down what became of codes; the database refuses rings and second ends."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.catalogue.code_enums import SuccessionKind
from yiwang.catalogue.codes import facts
from yiwang.catalogue.errors import SuccessionRefused
from yiwang.catalogue.models import CodeSuccession
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger


@dataclass(frozen=True, slots=True)
class Step:
    """From an old code to a new one; "" where it was abolished."""

    old: str
    new: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why codes end: how, on which document, and whose item it was.

    :ivar on: the day from which the new codes hold; the day on which it is done when not given
    """

    kind: SuccessionKind
    basis: str
    base_item_id: UUID
    on: date | None = None


def read_basis(text: str) -> str:
    """Return the document that a change of codes rests on.

    :raises InvalidText: it is empty, too long or holds signs that no text has
    """
    basis = clean_text(text, max_length=500)
    if not basis:
        raise InvalidText
    return basis


def record(steps: Sequence[Step], reason: Reason, *, actor: Actor, at: datetime) -> None:
    """Store the steps and append one fact for all of them; run inside a transaction.

    A code that has no successor was abolished, whatever happened to its fellows. The day is the
    one from which it holds; when it was done is recorded beside it.

    :raises SuccessionRefused: a code has ended before, or the steps would lead in a ring
    """
    on = reason.on or timezone.localdate(at)
    rows = [
        CodeSuccession(
            kind=reason.kind if step.new else SuccessionKind.ABOLISH,
            old_code=step.old,
            new_code=step.new,
            on=on,
            basis=reason.basis,
            recorded_at=at,
            recorded_by_id=actor.staff_id,
        )
        for step in steps
    ]
    try:
        with transaction.atomic():
            CodeSuccession.objects.bulk_create(rows, batch_size=1000)
    except IntegrityError as error:
        raise SuccessionRefused from error
    ledger.append(_fact(steps, reason, on), actor=actor, at=at)


def _fact(steps: Sequence[Step], reason: Reason, on: date) -> facts.CodesSucceeded:
    lines = "".join(sorted(f"{step.old} {step.new or '-'}\n" for step in steps))
    return facts.CodesSucceeded(
        base_item_id=reason.base_item_id,
        succession_kind=reason.kind.value,
        steps=len(steps),
        on=on,
        steps_sha256=hashlib.sha256(lines.encode()).hexdigest(),
    )
