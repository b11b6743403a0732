# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys change for addresses of cases too, closed ones as well, and silence opens work."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cases.contacts.test_contacts import NEW_HOME, NOW, change, travelling
from tests.cases.shipping.test_shipping import as_heard
from tests.cases.world import COUNTER, citizen, fresh, who
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.enums import DeliveryMethod, WorkState
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import Case, WorkItem
from yiwang.cases.services import decisions, rotation, work
from yiwang.cases.shipping import following
from yiwang.delivery.enums import Inquiry, ParcelState
from yiwang.delivery.models import Parcel
from yiwang.delivery.services import rotation as parcels
from yiwang.delivery.services import silence
from yiwang.foundation.actors import system_actor
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db
NEW: dict[str, Any] = {"id": "new1", "suite": "sm4gcm+hmac-sm3", "secret": b"n" * 32}
SYSTEM = system_actor("rotation")


def tasks(case: Case, state: WorkState) -> int:
    found = WorkItem.objects.filter(case_id=case.pk, step_key=work.SILENT_PARCEL, state=state)
    return found.count()


def hear(kind: str) -> None:
    event = as_heard(Event.objects.filter(kind=kind).latest("at"))
    following.follow([event])
    following.tell([event])


def test_addresses_of_a_closed_case_are_sealed_anew(world: World, settings: Any) -> None:
    old = list(settings.FIELD_ENCRYPTION_KEYS)
    case, parcel = travelling(world)
    change(world, case, address=NEW_HOME)
    Parcel.objects.filter(pk=parcel.pk).update(state=ParcelState.CANCELLED)
    decisions.deliver_case(
        case_id=case.pk,
        method=DeliveryMethod.COUNTER,
        actor=who(world, COUNTER),
        at=NOW + timedelta(hours=1),
    )
    decisions.close_case(case_id=case.pk, actor=who(world, COUNTER), at=NOW + timedelta(hours=2))
    settings.FIELD_ENCRYPTION_KEYS = [NEW, *old]
    assert rotation.rotate_wishes(actor=SYSTEM, at=NOW).rotated == 1
    assert rotation.rotate_contacts(actor=SYSTEM, at=NOW).rotated == 1
    assert rotation.rotate_contacts(actor=SYSTEM, at=NOW).rotated == 0
    parcels.rotate_addresses(actor=SYSTEM, at=NOW)
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    parcel.refresh_from_db()
    assert parcel.redirect_to == NEW_HOME
    closed = fresh(case)
    assert cases.contacts.contact_of(closed).address == NEW_HOME
    travels = cases.travelling(closed)
    assert travels is not None
    assert travels.address == NEW_HOME.masked
    with pytest.raises(NotYourCase):
        rotation.rotate_contacts(actor=citizen(world), at=NOW)


def test_a_silent_parcel_opens_work_and_an_answer_ends_it(world: World) -> None:
    case, parcel = travelling(world)
    later = NOW + timedelta(days=10)
    assert silence.note_silent(at=later) == 1
    hear("delivery.parcel_silent")
    assert tasks(case, WorkState.OPEN) == 1
    assert Message.objects.filter(kind="parcel_silent").count() == 1
    silence.note_inquiry(
        parcel_id=parcel.pk, answer=Inquiry.SEARCHING, actor=who(world, COUNTER), at=later
    )
    hear("delivery.parcel_inquired")
    assert (tasks(case, WorkState.OPEN), tasks(case, WorkState.DONE)) == (0, 1)
    assert "正在查找" in Message.objects.get(kind="parcel_inquired").params["answer"]
