# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Handing dispatches over to their channels: each try on its own, again with growing pauses."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Final

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from yiwang.identity.services import reachable
from yiwang.identity.services.reachable import Contact
from yiwang.notifications import firm_contacts, staff_contacts, wording
from yiwang.notifications.channels import base as channels
from yiwang.notifications.channels.push.encryption import Browser
from yiwang.notifications.enums import DispatchState, Way
from yiwang.notifications.errors import AddressGone, ChannelUnknown, NotDelivered
from yiwang.notifications.models import Dispatch, Preference, PushSubscription
from yiwang.notifications.staff_kinds import is_for_staff

if TYPE_CHECKING:
    from uuid import UUID

log = structlog.get_logger(__name__)

PAUSES: Final = (1, 5, 30, 120, 720)
"""Minutes until the next try; after the last of them it has failed."""
LEASE: Final = timedelta(minutes=10)
"""While somebody tries, nobody else does; when they crash, the next one tries after so long."""
BATCH: Final = 100
LONGEST_RUN: Final = 50.0
"""Seconds after which a run gives back what it has not tried: long before its lease is over."""
MOST_IN_A_DIGEST: Final = 30


def send_due(*, at: datetime) -> int:
    """Try what is due until nothing is, or a minute is over; return how many were handed over."""
    begun, sent = monotonic(), 0
    while True:
        passed = timedelta(seconds=monotonic() - begun)
        due = _taken(at + passed)
        sent += _hand_over_all(due, begun, at=at)
        if len(due) < BATCH or monotonic() - begun >= LONGEST_RUN:
            return sent


def _hand_over_all(due: Sequence[Dispatch], begun: float, *, at: datetime) -> int:
    """Hand over what was taken; what time does not suffice for is given back untried."""
    people = {each.recipient_id for each in due}
    reach = reachable.contacts_of(people)
    wanted = {each.person_id: each.language for each in Preference.objects.filter(pk__in=people)}
    wanted |= _languages_of_staff(due)
    sent, waiting = 0, _together(due)
    for place, together in enumerate(waiting):
        passed = monotonic() - begun
        if passed >= LONGEST_RUN:
            _give_back([row for each in waiting[place:] for row in each])
            break
        contact = reach.get(together[0].recipient_id, Contact())
        language = _language(wanted.get(together[0].recipient_id))
        sent += _try(together, contact, language, at + timedelta(seconds=passed))
    return sent


def _taken(at: datetime) -> list[Dispatch]:
    """Take what is due, for as long as the lease; the try is counted before it is made.

    A person's digest is taken whole, so that it goes out as one mail.
    """
    with transaction.atomic():
        due = (
            Dispatch.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(state=DispatchState.QUEUED, next_at__lte=at)
            .select_related("message")
        )
        rows = list(due.order_by("next_at", "recipient_id", "id")[:BATCH])
        if len(rows) == BATCH and rows[-1].is_digest:
            whole = due.filter(is_digest=True, recipient_id=rows[-1].recipient_id)
            rows += whole.exclude(pk__in=[row.pk for row in rows]).order_by("next_at", "id")
        Dispatch.objects.filter(pk__in=[row.pk for row in rows]).update(
            attempts=F("attempts") + 1, next_at=at + LEASE
        )
    for row in rows:
        row.attempts += 1
    return rows


def _give_back(rows: Sequence[Dispatch]) -> None:
    """Let the next run try at once what this one did not come to."""
    left = Dispatch.objects.filter(pk__in=[row.pk for row in rows], state=DispatchState.QUEUED)
    left.update(attempts=F("attempts") - 1, next_at=timezone.now())


def _together(due: Sequence[Dispatch]) -> list[list[Dispatch]]:
    """Return what goes out in one: e-mails of a digest to one address, everything else alone."""
    digests: dict[tuple[UUID, UUID | None], list[Dispatch]] = defaultdict(list)
    alone = []
    for row in due:
        if row.is_digest:
            digests[row.recipient_id, row.contact_id].append(row)
        else:
            alone.append([row])
    return [*alone, *digests.values()]


def _languages_of_staff(due: Sequence[Dispatch]) -> "dict[UUID, str]":
    staff = {each.recipient_id for each in due if is_for_staff(each.kind)}
    found = staff_contacts.addresses_of(staff) if staff else {}
    return {staff_id: one.hours.language for staff_id, one in found.items()}


def _language(wanted: str | None) -> str:
    is_known = wanted in dict(settings.LANGUAGES)
    return wanted if wanted and is_known else settings.LANGUAGE_CODE


def _try(together: Sequence[Dispatch], contact: Contact, language: str, at: datetime) -> int:
    try:
        with translation.override(language):
            subject, text = _words(together, language)
        outcome = _hand_over(together[0], contact, subject, text)
    except AddressGone:
        _settle(together, DispatchState.FAILED, "address_gone", at)
    except (NotDelivered, ChannelUnknown) as refusal:
        _again(together, refusal.code.rpartition(".")[2], at)
    except (DatabaseError, InterfaceError):
        raise  # of no use to go on; the lease lets the next run try
    except Exception:  # a bulkhead: one message that cannot be sent holds no other up
        log.exception("notifications.message_failed", dispatch=str(together[0].pk))
        _again(together, "not_delivered", at)
    else:
        _mark_sent(together, outcome, at)
        return len(together)
    return 0


def _words(together: Sequence[Dispatch], language: str) -> tuple[str, str]:
    first = together[0]
    if len(together) == 1:
        title, text = wording.words(first.kind, first.message.params, language)
        link = first.message.link
        if link and first.way == Way.EMAIL:
            text = f"{text}\n\n{_place(link)}"
        return title, text
    shown = together[:MOST_IN_A_DIGEST]
    lines = [wording.words(each.kind, each.message.params, language)[1] for each in shown]
    if len(together) > len(shown):
        lines.append(
            _("另有 %(count)d 条，请到消息中心查看。") % {"count": len(together) - len(shown)}
        )
    inbox = "/workbench/" if is_for_staff(first.kind) else "/my/messages"
    return (
        _("您有 %(count)d 条新消息") % {"count": len(together)},
        "\n\n".join([*lines, _place(inbox)]),
    )


def _place(link: str) -> str:
    """Return a page's address as a mail names it; the workbench may have a host of its own."""
    host = settings.WORKBENCH_HOST
    if not host or not link.startswith("/workbench/"):
        return f"{settings.SITE_URL}{link}"
    return f"{settings.SITE_URL.partition('://')[0]}://{host}{link}"


def _hand_over(row: Dispatch, contact: Contact, subject: str, text: str) -> DispatchState:
    """Give a message to its channel; return how far it is then."""
    if row.way == Way.PUSH:
        return _push(row, subject, text)
    if row.contact_id is not None:
        of_whom = staff_contacts if is_for_staff(row.kind) else firm_contacts
        to = of_whom.address_of(row.contact_id)
    else:
        to = contact.email if row.way == Way.EMAIL else contact.phone
    if not to:
        raise AddressGone
    name = settings.SMS_CHANNEL if row.way == Way.SMS else row.way
    channels.channel(name).send(to=to, subject=subject, text=text, reference=str(row.pk))
    return DispatchState.SENT


def _push(row: Dispatch, subject: str, text: str) -> DispatchState:
    """Wake every browser of the person; one that is gone is forgotten."""
    channel, reached = channels.channel("push"), False
    found = list(PushSubscription.objects.filter(person_id=row.recipient_id))
    problem: NotDelivered | None = None
    for each in found:
        to = Browser(each.endpoint, each.public_key, each.secret).as_address()
        try:
            channel.send(to=to, subject=subject, text=text, reference=str(row.pk))
            reached = True
        except AddressGone:
            each.delete()
        except NotDelivered as refusal:
            problem = refusal
    if reached:
        return DispatchState.DELIVERED
    raise problem or AddressGone


def _mark_sent(together: Sequence[Dispatch], state: DispatchState, at: datetime) -> None:
    is_final = state == DispatchState.DELIVERED
    # A receipt may have come before we get here; it stays.
    Dispatch.objects.filter(pk__in=[row.pk for row in together], state=DispatchState.QUEUED).update(
        state=state,
        sent_at=at,
        settled_at=at if is_final else None,
        next_at=None,
        outcome="",
    )


def _again(together: Sequence[Dispatch], outcome: str, at: datetime) -> None:
    tried = max(row.attempts for row in together)
    if tried > len(PAUSES):
        _settle(together, DispatchState.FAILED, outcome, at)
        return
    Dispatch.objects.filter(pk__in=[row.pk for row in together], state=DispatchState.QUEUED).update(
        next_at=at + timedelta(minutes=PAUSES[tried - 1]), outcome=outcome[:40]
    )


def _settle(together: Sequence[Dispatch], state: DispatchState, outcome: str, at: datetime) -> None:
    Dispatch.objects.filter(pk__in=[row.pk for row in together], state=DispatchState.QUEUED).update(
        state=state, settled_at=at, next_at=None, outcome=outcome[:40]
    )
