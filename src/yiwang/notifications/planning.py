# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Deciding on which ways each message goes out, and when: by what its reader wants and the law."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yiwang.identity.services import reachable
from yiwang.identity.services.reachable import Contact
from yiwang.notifications import firm_contacts, routing
from yiwang.notifications.enums import DispatchState, Way
from yiwang.notifications.models import Dispatch, Message, Preference, PushSubscription

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
        people = {message.recipient_id for message in waiting}
        wanted = {each.person_id: each for each in Preference.objects.filter(pk__in=people)}
        reach = reachable.contacts_of(people) | firm_contacts.contacts_of(people)
        browsers = set(
            PushSubscription.objects.filter(person_id__in=people).values_list(
                "person_id", flat=True
            )
        )
        planner = _Planner(wanted, reach, browsers, at)
        Dispatch.objects.bulk_create(
            (made for message in waiting for made in planner.ways_of(message)),
            ignore_conflicts=True,
        )
        Message.objects.filter(pk__in=[each.pk for each in waiting]).update(planned_at=at)
    return len(waiting)


class _Planner:
    def __init__(
        self,
        wanted: Mapping[UUID, Preference],
        reach: Mapping[UUID, Contact],
        browsers: set[UUID],
        at: datetime,
    ) -> None:
        self._wanted, self._reach, self._browsers, self._at = wanted, reach, browsers, at

    def ways_of(self, message: Message) -> Iterator[Dispatch]:
        """Yield one dispatch for each way: the inbox, and what can reach the reader outside."""
        yield self._made(
            message,
            Way.IN_SITE,
            DispatchState.DELIVERED,
            sent_at=message.created_at,
            settled_at=message.created_at,
        )
        chosen = self._wanted.get(message.recipient_id, USUAL)
        contact = self._reach.get(message.recipient_id, Contact())
        group = routing.group_of(message.kind)
        can_reach = {
            Way.EMAIL: bool(contact.email),
            Way.SMS: bool(contact.phone),
            Way.PUSH: message.recipient_id in self._browsers,
        }
        for way, is_there in can_reach.items():
            if f"{group}:{way}" in chosen.off:
                yield self._made(message, way, DispatchState.SKIPPED, outcome="switched_off")
            elif is_there:
                yield self._queued(message, way, chosen)

    def _queued(self, message: Message, way: Way, chosen: Preference) -> Dispatch:
        quiet = (chosen.quiet_from, chosen.quiet_to)
        can_wait = message.kind not in routing.LEGAL | routing.URGENT
        is_digest = chosen.is_digest and way is Way.EMAIL and can_wait
        if is_digest:
            next_at = routing.digest_at(quiet=quiet, at=self._at)
        else:
            next_at = routing.due_at(message.kind, message.params, quiet=quiet, at=self._at)
        return self._made(message, way, DispatchState.QUEUED, next_at=next_at, is_digest=is_digest)

    def _made(self, message: Message, way: Way, state: DispatchState, **more: object) -> Dispatch:
        return Dispatch(
            message=message,
            recipient_id=message.recipient_id,
            case_id=routing.case_of(message.link),
            kind=message.kind,
            way=way,
            state=state,
            created_at=self._at,
            **more,
        )


def give_up_unanswered(*, at: datetime) -> int:
    """Leave a message as sent whose receipt never came; say so after three days."""
    late = Q(state=DispatchState.SENT, sent_at__lte=at - timedelta(days=3), outcome="")
    return Dispatch.objects.filter(late).update(outcome="no_receipt")
