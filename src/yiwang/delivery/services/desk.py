# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the mail desk does: take in, hand out, print labels, note what is paid for a loss."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.delivery import events, policies
from yiwang.delivery.carriers.base import Report
from yiwang.delivery.enums import WITH_THE_CARRIER, Happening, Leg, ParcelState, Payer, Proof, Via
from yiwang.delivery.errors import CodeLocked, NothingToCompensate, NotYourParcel, WrongCode
from yiwang.delivery.labels import labels_pdf
from yiwang.delivery.models import Parcel, PayerRule
from yiwang.delivery.models.parcels import MOST_ATTEMPTS
from yiwang.delivery.policies import Action
from yiwang.delivery.services import happenings
from yiwang.delivery.services.finding import locked_parcel, move
from yiwang.delivery.services.parcels import is_code_of, told_of
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger
from yiwang.workflow.errors import TransitionNotAllowed

MOST_LABELS = 100


@transaction.atomic
def take_in(*, parcel_id: UUID, actor: Actor, at: datetime) -> Parcel:
    """Note that a parcel for the hall lies on the desk, whatever its carrier says.

    :raises TransitionNotAllowed: it is not on its way to the hall
    """
    parcel = locked_parcel(parcel_id, actor=actor, action=Action.RUN)
    if parcel.leg != Leg.TO_HALL or parcel.state not in WITH_THE_CARRIER:
        raise TransitionNotAllowed(
            params={
                "state": ParcelState(parcel.state).label,
                "action": Happening.RECEIVE.label,
            }
        )
    report = Report(
        waybill=parcel.waybill,
        event_id=f"desk-{new_id()}",
        happening=Happening.RECEIVE,
        happened_at=at,
        proof=Proof.SIGNATURE,
    )
    happenings.record(parcel, report, via=Via.DESK, actor=actor, at=at)
    return parcel


@transaction.atomic
def note_ended(*, parcel_id: UUID, happening: Happening, actor: Actor, at: datetime) -> Parcel:
    """Note that a parcel was lost, arrived in pieces or lies at the hall again.

    :raises TransitionNotAllowed: its state does not allow that
    """
    parcel = locked_parcel(parcel_id, actor=actor, action=Action.RUN)
    if happening not in (Happening.LOSE, Happening.DAMAGE, Happening.BRING_BACK):
        raise NotYourParcel
    report = Report(
        waybill=parcel.waybill,
        event_id=f"desk-{new_id()}",
        happening=happening,
        happened_at=at,
    )
    if not happenings.record(parcel, report, via=Via.DESK, actor=actor, at=at):
        move(parcel, happening)  # says why not
    return parcel


def hand_out(*, parcel_id: UUID, code: str, actor: Actor, at: datetime) -> Parcel:
    """Hand over at the counter what had come back, against the recipient's code.

    :raises WrongCode, CodeLocked: the code is not theirs
    """
    left = _tried(parcel_id, code, actor=actor, at=at)
    if left is not None:
        raise WrongCode(params={"left": left}) if left else CodeLocked
    with transaction.atomic():
        parcel = locked_parcel(parcel_id, actor=actor, action=Action.RUN)
        move(parcel, Happening.HAND_OUT)
        parcel.received_at, parcel.proof = at, Proof.CODE
        parcel.save(update_fields=["state", "received_at", "proof"])
        ledger.append(
            events.ParcelHandedOut(**told_of(parcel)),
            actor=actor,
            at=at,
            region_code=parcel.region_code,
        )
    return parcel


def _tried(parcel_id: UUID, code: str, *, actor: Actor, at: datetime) -> int | None:
    """Return None for the right code, else how many tries are left; the count outlives a refusal.

    :raises TransitionNotAllowed: there is nothing to hand out
    """
    with transaction.atomic():
        parcel = locked_parcel(parcel_id, actor=actor, action=Action.RUN)
        move(parcel, Happening.HAND_OUT)  # not saved: only whether it could be
        if parcel.code_attempts < MOST_ATTEMPTS and is_code_of(parcel, code.strip()):
            return None
        parcel.code_attempts = min(parcel.code_attempts + 1, MOST_ATTEMPTS)
        parcel.save(update_fields=["code_attempts"])
        fact = events.CodeRefused(**told_of(parcel), attempts=parcel.code_attempts)
        ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)
    return MOST_ATTEMPTS - parcel.code_attempts


@transaction.atomic
def print_labels(*, parcel_ids: Collection[UUID], actor: Actor, at: datetime) -> bytes:
    """Return the labels of these parcels as one PDF; that staff saw the addresses is written down.

    :raises ParcelNotFound, NotYourParcel: one of them is not the desk's
    """
    chosen = []
    for parcel_id in list(dict.fromkeys(parcel_ids))[:MOST_LABELS]:
        parcel = locked_parcel(parcel_id, actor=actor, action=Action.RUN)
        parcel.label_printed_at, parcel.is_label_stale = at, False
        parcel.save(update_fields=["label_printed_at", "is_label_stale"])
        fact = events.LabelPrinted(**told_of(parcel))
        ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)
        chosen.append(parcel)
    return labels_pdf(chosen, at=at)


@transaction.atomic
def note_compensation(*, parcel_id: UUID, fen: int, actor: Actor, at: datetime) -> Parcel:
    """Note what the carrier pays for a parcel that was lost or damaged.

    :raises NothingToCompensate: it was neither
    """
    parcel = locked_parcel(parcel_id, actor=actor, action=Action.RUN)
    if parcel.state not in (ParcelState.LOST, ParcelState.DAMAGED) or not 0 <= fen <= 10**9:
        raise NothingToCompensate
    parcel.compensation_fen = fen
    parcel.save(update_fields=["compensation_fen"])
    fact = events.ParcelCompensated(**told_of(parcel), fen=fen)
    ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)
    return parcel


@transaction.atomic
def set_payer(*, leg: Leg, payer: Payer, actor: Actor, at: datetime) -> None:
    """Say who pays for one leg of the department's parcels from now on.

    :raises NotYourParcel: the post may not
    """
    department_id = policies.check_sets_payers(actor)
    PayerRule.objects.update_or_create(
        department_id=department_id,
        leg=leg,
        defaults={"payer": payer, "set_at": at, "region_code": actor.division_code},
    )
    fact = events.PayerSet(department_id=department_id, leg=leg, payer=payer)
    ledger.append(fact, actor=actor, at=at, region_code=actor.division_code)
