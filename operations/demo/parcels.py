# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Parcels of the demonstration, in both directions and at several places of their way.

They are ordered with the played carriers as any other; then their books are written up to where
each shall stand, and left there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from operations.loading import Tick
from yiwang.cases.enums import CaseMode, CaseState
from yiwang.cases.models import Case
from yiwang.cases.services import contacts, shipping
from yiwang.delivery.enums import CallOff, FailReason, Happening
from yiwang.delivery.models import Parcel, SandboxOrder
from yiwang.delivery.services import booking, cancelling, polling, redirecting, silence
from yiwang.delivery.services.addressing import Address
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

CLERK = "scjg-counter"
DISTRICT, PLACE = "330106000000", "浙江省杭州市西湖区"
STREETS = ("文一西路 88 号 2 幢 301 室", "古墩路 701 号 5 幢 1202 室", "黄姑山路 29 号 401 室")
CARRIERS = ("sandbox-json", "sandbox-xml")
REST = timedelta(days=365)
H = Happening


@dataclass(frozen=True, slots=True)
class Story:
    """How far a parcel has come.

    :param happened: what its carrier has written down
    :param is_called_off: its sender has thought better of it, and its carrier has agreed
    :param days: how long ago it was ordered; the last line is from that day when it fell silent
    """

    happened: Sequence[Happening]
    days: int = 2
    is_called_off: bool = False


RESULTS = (
    Story((H.COLLECT, H.MOVE)),
    Story((H.COLLECT, H.MOVE, H.STORE)),
    Story((H.COLLECT, H.MOVE, H.GO_OUT)),
    Story((H.COLLECT, H.MOVE)),
    Story((H.COLLECT, H.MOVE), days=12),
    Story((H.COLLECT, H.MOVE, H.GO_OUT, H.RECEIVE)),
    Story((H.COLLECT, H.MOVE, H.GO_OUT, H.FAIL)),
    Story((H.COLLECT, H.MOVE, H.TURN_BACK, H.BRING_BACK)),
)
"""Results to applicants: moving, stored, out, moving, silent, received, failed, returned."""
ORIGINALS = (
    Story((H.COLLECT, H.MOVE)),
    Story((H.COLLECT, H.MOVE, H.GO_OUT, H.RECEIVE)),
    Story(()),
    Story((), is_called_off=True),
)
"""Originals to the counter: moving, received and to be checked in, to be fetched, called off."""
NEW_HOME = "转塘街道象山路 352 号 3 幢 502 室"
MOVED_TO = (NEW_HOME, NEW_HOME, NEW_HOME, "龙坞茶村 7 号（不通邮）")
"""Where the applicants of the first results live now; the carrier does not go to the last."""
OPEN = (CaseState.ACCEPTED, CaseState.IN_PROCESS)


def load(tick: Tick, *, at: datetime) -> int:
    """Send the parcels of one department; a second start adds nothing."""
    clerk = identity.actor_for_account(Account.objects.get(login=CLERK).pk)
    if clerk.department_id is None:
        raise LookupError(CLERK)
    if Parcel.objects.filter(department_id=clerk.department_id).exists():
        return 0
    decided = _cases(clerk.department_id, CaseState.DECIDED)
    running = _cases(clerk.department_id, *OPEN)
    total = len(RESULTS) + len(ORIGINALS)
    made: list[Parcel] = []
    with transaction.atomic():
        for place, (case, story) in enumerate(zip(decided, RESULTS, strict=False)):
            made.append(_result(case, story, clerk, place, at=at))
            tick(len(made), total)
        for place, (case, story) in enumerate(zip(running, ORIGINALS, strict=False)):
            made.append(_originals(case, story, place, at=at))
            tick(len(made), total)
    ledger.settle()
    _change_contacts(decided, clerk, at=at)
    _call_off(at=at)
    silence.note_silent(at=at)
    ledger.settle()
    return len(made)


def _cases(department_id: UUID, *states: CaseState) -> list[Case]:
    """Return cases of a department whose applicants have an account of their own."""
    own = Account.objects.filter(person__isnull=False)
    found = Case.objects.filter(
        department_id=department_id,
        state__in=states,
        mode=CaseMode.STANDARD,
        mandate__isnull=True,
        agent_id__isnull=True,
        is_by_courier=False,
        applicant_id__in=own.values("person_id"),
        submitted_by_id__in=own.values("id"),
    )
    return list(found.order_by("-submitted_at", "id"))


def _address(case: Case, place: int) -> Address:
    return Address.stated(
        name=case.applicant_name,
        phone=f"138{place:04}{place + 1234:04}",
        division=DISTRICT,
        street=STREETS[place % len(STREETS)],
    )


def _result(case: Case, story: Story, clerk: Actor, place: int, *, at: datetime) -> Parcel:
    carrier, then = CARRIERS[place % 2], at - timedelta(days=story.days)
    applicant = identity.actor_for_account(case.submitted_by_id)
    wish = shipping.Wish(address=_address(case, place), carrier=carrier)
    shipping.choose(case_id=case.pk, wish=wish, actor=applicant, at=at)
    parcel = shipping.send_result(case_id=case.pk, contents="证照正本、副本", actor=clerk, at=then)
    return _told(parcel, story, then=then, at=at)


def _originals(case: Case, story: Story, place: int, *, at: datetime) -> Parcel:
    then = at - timedelta(days=story.days)
    sent = shipping.Originals(
        sender=_address(case, place + 4),
        carrier=CARRIERS[place % 2],
        contents="房屋租赁合同原件",
    )
    applicant = identity.actor_for_account(case.submitted_by_id)
    parcel = shipping.send_originals(case_id=case.pk, sent=sent, actor=applicant, at=then)
    told = _told(parcel, story, then=then, at=at)
    if story.is_called_off:
        cancelling.cancel_parcel(parcel_id=told.pk, actor=applicant, at=at)
    return told


def _told(parcel: Parcel, story: Story, *, then: datetime, at: datetime) -> Parcel:
    """Have a parcel ordered and write its carrier's books up; nothing more happens by itself."""
    booking.book(parcel.pk, at=then)
    parcel.refresh_from_db()
    order = SandboxOrder.objects.get(waybill=parcel.waybill)
    step = timedelta(hours=9)
    order.told = [
        {
            "id": f"{order.waybill}-{number}",
            "happening": str(happening),
            "at": min(then + step * number, at).isoformat(),
            "place": "杭州转运中心" if happening is H.MOVE else "杭州西湖区文新营业部",
            "note": str(FailReason.NOBODY_HOME) if happening is H.FAIL else "",
        }
        for number, happening in enumerate(story.happened, start=1)
    ]
    order.plan = order.plan[len(story.happened) :]
    order.next_at = at + REST
    order.save(update_fields=["told", "plan", "next_at"])
    if story.happened:
        polling.poll_parcel(parcel.pk, at=at)
    parcel.refresh_from_db()
    return parcel


def _change_contacts(decided: Sequence[Case], clerk: Actor, *, at: datetime) -> None:
    """Let applicants move house while parcels are on their way, one of them told at the counter.

    The carrier agrees to the first, and does not go where the last one lives.
    """
    for place, (case, street) in enumerate(zip(decided, MOVED_TO, strict=False)):
        case.refresh_from_db()
        moved = Address.stated(
            name=case.applicant_name, phone="13700005678", division=DISTRICT, street=street
        )
        is_at_counter = place == 0
        contacts.change(
            case_id=case.pk,
            wanted=contacts.Wanted(
                phone="13700005678",
                address=moved,
                ground=contacts.Ground.IN_PERSON if is_at_counter else "",
            ),
            version=case.contact_version,
            actor=clerk if is_at_counter else identity.actor_for_account(case.submitted_by_id),
            at=at,
        )
    for parcel_id in _waiting(decided):
        redirecting.ask(parcel_id, at=at)


def _call_off(*, at: datetime) -> None:
    """Let carriers answer those who called a parcel off, outside any transaction."""
    waiting = Parcel.objects.filter(cancel_state=CallOff.WAITING).order_by("created_at", "id")
    for parcel_id in list(waiting.values_list("id", flat=True)):
        cancelling.ask(parcel_id, at=at)


def _waiting(decided: Sequence[Case]) -> list[UUID]:
    ids = [case.pk for case in decided]
    waiting = Parcel.objects.filter(subject_id__in=ids, redirect_asked_at__isnull=False)
    return list(waiting.order_by("created_at", "id").values_list("id", flat=True))
