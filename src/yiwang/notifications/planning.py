# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Deciding on which ways each message goes out, and when: by what its reader wants and the law."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yiwang.identity.services import reachable
from yiwang.identity.services.reachable import Contact
from yiwang.notifications import copies, firm_contacts, routing, staff_contacts
from yiwang.notifications.enums import DispatchState, Way
from yiwang.notifications.firm_contacts import Reached
from yiwang.notifications.models import Dispatch, Message, Preference, PushSubscription
from yiwang.notifications.staff_kinds import is_for_staff

BATCH: Final = 500
USUAL: Final = Preference(off=[], quiet_from=22, quiet_to=8, is_digest=False)


def plan(*, at: datetime) -> int:
    """Plan the messages that wait; return how many there were."""
    with transaction.atomic():
        waiting = list(
            Message.objects.select_for_update(skip_locked=True)
            .filter(planned_at__isnull=True)
            .order_by("created_at")[:BATCH]
        )
        for_staff = [message for message in waiting if is_for_staff(message.kind)]
        people = {message.recipient_id for message in waiting}
        wanted = {each.person_id: each for each in Preference.objects.filter(pk__in=people)}
        reach = reachable.contacts_of(people)
        firms = firm_contacts.addresses_of(people)
        browsers = set(
            PushSubscription.objects.filter(person_id__in=people).values_list(
                "person_id", flat=True
            )
        )
        staff = staff_contacts.addresses_of({message.recipient_id for message in for_staff})
        planner = _Planner(wanted, reach, firms, browsers, staff, at)
        Dispatch.objects.bulk_create(
            (made for message in waiting for made in planner.ways_of(message)),
            ignore_conflicts=True,
        )
        copies.make(waiting, at=at)
        Message.objects.filter(pk__in=[each.pk for each in waiting]).update(planned_at=at)
    return len(waiting)


class _Planner:
    def __init__(
        self,
        wanted: Mapping[UUID, Preference],
        reach: Mapping[UUID, Contact],
        firms: Mapping[UUID, Sequence[Reached]],
        browsers: set[UUID],
        staff: Mapping[UUID, staff_contacts.Reached],
        at: datetime,
    ) -> None:
        self._wanted, self._reach, self._firms = wanted, reach, firms
        self._browsers, self._staff, self._at = browsers, staff, at

    def ways_of(self, message: Message) -> Iterator[Dispatch]:
        """Yield one dispatch for each way: the inbox, and what can reach the reader outside.

        Staff have no inbox: what they are told of stands in the workbench anyway.
        """
        if is_for_staff(message.kind):
            yield from self._to_staff(message)
            return
        yield self._made(
            message,
            Way.IN_SITE,
            DispatchState.DELIVERED,
            sent_at=message.created_at,
            settled_at=message.created_at,
        )
        chosen = self._wanted.get(message.recipient_id, USUAL)
        group = routing.group_of(message.kind)
        for way, places in self._places(message.recipient_id).items():
            if f"{group}:{way}" in chosen.off:
                yield self._made(message, way, DispatchState.SKIPPED, outcome="switched_off")
                continue
            for contact_id in places:
                yield self._queued(message, way, chosen, contact_id)

    def _to_staff(self, message: Message) -> Iterator[Dispatch]:
        found = self._staff.get(message.recipient_id)
        if found is None:
            return
        hours = found.hours
        chosen = Preference(
            quiet_from=hours.quiet_from, quiet_to=hours.quiet_to, is_digest=hours.is_digest
        )
        yield self._queued(message, Way.EMAIL, chosen, found.id)

    def _places(self, recipient_id: UUID) -> dict[Way, list[UUID | None]]:
        """Return where the reader is told on each way; None for a person's own one place."""
        contact, of_firm = self._reach.get(recipient_id, Contact()), self._firms.get(recipient_id)
        can_reach = {
            Way.EMAIL: bool(contact.email),
            Way.SMS: bool(contact.phone),
            Way.PUSH: recipient_id in self._browsers,
        }
        places: dict[Way, list[UUID | None]] = {
            way: [None] if is_there else [] for way, is_there in can_reach.items()
        }
        for one in of_firm or ():
            places[one.way].append(one.id)
        return places

    def _queued(
        self, message: Message, way: Way, chosen: Preference, contact_id: UUID | None
    ) -> Dispatch:
        quiet = (chosen.quiet_from, chosen.quiet_to)
        can_wait = message.kind not in routing.LEGAL | routing.URGENT
        is_digest = chosen.is_digest and way is Way.EMAIL and can_wait
        if is_digest:
            next_at = routing.digest_at(quiet=quiet, at=self._at)
        else:
            next_at = routing.due_at(message.kind, message.params, quiet=quiet, at=self._at)
        return self._made(
            message,
            way,
            DispatchState.QUEUED,
            next_at=next_at,
            is_digest=is_digest,
            contact_id=contact_id,
        )

    def _made(self, message: Message, way: Way, state: DispatchState, **more: object) -> Dispatch:
        return Dispatch(
            message=message,
            recipient_id=message.recipient_id,
            case_id=routing.case_of(message.link),
            kind=message.kind,
            way=way,
            is_copy=message.is_copy,
            state=state,
            created_at=self._at,
            **more,
        )


def give_up_unanswered(*, at: datetime) -> int:
    """Leave a message as sent whose receipt never came; say so after three days."""
    late = Q(state=DispatchState.SENT, sent_at__lte=at - timedelta(days=3), outcome="")
    return Dispatch.objects.filter(late).update(outcome="no_receipt")
