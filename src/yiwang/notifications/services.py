# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sending messages, and marking them as read."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from yiwang.foundation.actors import Actor
from yiwang.identity.services import IssuedCode, TakenPaper
from yiwang.notifications import (
    copies,
    firm_contacts,
    kinds,
    planning,
    preferring,
    receipts,
    rotation,
    sending,
    staff_contacts,
    templating,
)
from yiwang.notifications.channels import base as channels
from yiwang.notifications.enums import Way
from yiwang.notifications.errors import MessageNotFound
from yiwang.notifications.models import Message

__all__ = [
    "begin_firm_contact",
    "begin_staff_contact",
    "copies",
    "deliver",
    "firm_contacts",
    "mark_all_read",
    "mark_read",
    "planning",
    "preferring",
    "receipts",
    "rotation",
    "send",
    "send_activation_code",
    "send_firm_code",
    "send_mandate_code",
    "send_staff_code",
    "sending",
    "staff_contacts",
    "tell_staff",
    "templating",
]


def send(
    *,
    recipient_id: UUID,
    kind: str,
    params: Mapping[str, str],
    source_key: str,
    at: datetime,
    link: str = "",
    region_code: str = "",
) -> bool:
    """Put a message into somebody's inbox; return False when this source has sent it before.

    :param recipient_id: a natural or a legal person
    :param source_key: what it is sent for, such as ``ledger:4711``
    :raises UnknownKind: the kind has no words
    """
    kinds.kind(kind)
    made = Message(
        recipient_id=recipient_id,
        region_code=region_code,
        kind=kind,
        params=dict(params),
        link=link,
        source_key=source_key,
        created_at=at,
    )
    Message.objects.bulk_create([made], ignore_conflicts=True)
    # Two at once: the second waits for the first, then finds that its own row was not written.
    return Message.objects.filter(pk=made.pk).exists()


def mark_read(*, message_id: UUID, actor: Actor, at: datetime) -> None:
    """Mark one message as read; a second time changes nothing.

    :raises MessageNotFound: there is none, or it is somebody else's
    """
    mine = Message.objects.visible_to(actor).filter(pk=message_id)
    if not mine.exists():
        raise MessageNotFound
    mine.unread().update(read_at=at)


def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """Mark every message of the actor as read; return how many were new."""
    return Message.objects.visible_to(actor).unread().update(read_at=at)


def deliver(*, channel: str, to: str, subject: str, text: str) -> None:
    """Send somebody a message outside the site, at once: a code that is being waited for.

    What can wait goes into the inbox with ``send``.

    :param channel: ``email``, or ``sms`` for whichever gateway the installation uses
    :raises ChannelUnknown: it is switched off
    :raises NotDelivered: it was refused
    """
    name = settings.SMS_CHANNEL if channel == "sms" else channel
    channels.channel(name).send(to=to, subject=subject, text=text)


def send_activation_code(issued: IssuedCode, *, phone: str) -> None:
    """Send a staff member the code with which they take their account into use.

    :raises ChannelUnknown, NotDelivered: as ``deliver`` does
    """
    text = _("您的政务服务工作账号 %(login)s 的激活码是 %(code)s，请勿告诉任何人。") % {
        "login": issued.login,
        "code": issued.code,
    }
    deliver(channel="sms", to=phone, subject="", text=text)


def send_mandate_code(taken: TakenPaper) -> None:
    """Send a principal the code that lets their mandate on paper count; nothing without one.

    :raises ChannelUnknown, NotDelivered: as ``deliver`` does
    """
    if not taken.code:
        return
    station = taken.mandate.agent_department
    text = _(
        "%(name)s 登记了您的书面委托。同意的，请把验证码 %(code)s 报给工作人员；不同意的不用理会。"
    ) % {"name": station.name if station else "", "code": taken.code}
    deliver(channel="sms", to=taken.phone, subject="", text=text)


def begin_firm_contact(*, address: str, ip: str, actor: Actor, at: datetime) -> str:
    """Send a code to an address that a firm wants its messages at; return the way it is of.

    :raises Forbidden, BadContact, TooManyAttempts: as ``firm_contacts.begin`` does
    :raises ChannelUnknown, NotDelivered: as ``deliver`` does; another code may be asked for
    """
    issued = firm_contacts.begin(address=address, ip=ip, actor=actor, at=at)
    send_firm_code(issued)
    return issued.way.value


def send_firm_code(issued: firm_contacts.Issued) -> None:
    """Send the code that lets an address of a firm count.

    :raises ChannelUnknown, NotDelivered: as ``deliver`` does; another code may be asked for
    """
    subject, text = firm_contacts.words_of(issued)
    channel = "email" if issued.way == Way.EMAIL else "sms"
    deliver(channel=channel, to=issued.address, subject=subject, text=text)


def begin_staff_contact(*, address: str, ip: str, actor: Actor, at: datetime) -> None:
    """Send a code to an address that a staff member wants to be told at.

    :raises Forbidden, NotAMailAddress, TooManyAttempts: as ``staff_contacts.begin`` does
    :raises ChannelUnknown, NotDelivered: as ``deliver`` does; another code may be asked for
    """
    send_staff_code(staff_contacts.begin(address=address, ip=ip, actor=actor, at=at))


def send_staff_code(issued: staff_contacts.Issued) -> None:
    """Send the code that lets a work mail count.

    :raises ChannelUnknown, NotDelivered: as ``deliver`` does; another code may be asked for
    """
    subject, text = staff_contacts.words_of(issued)
    deliver(channel="email", to=issued.address, subject=subject, text=text)


def tell_staff(
    *,
    staff_ids: Collection[UUID],
    kind: str,
    params: Mapping[str, str],
    source_key: str,
    at: datetime,
    link: str,
) -> int:
    """Tell those of some staff who have a work mail; return how many were told now.

    :param source_key: what it is sent for; each of them is told once
    :raises UnknownKind: the kind has no words
    """
    reached = staff_contacts.addresses_of(staff_ids)
    return sum(
        send(
            recipient_id=staff_id,
            kind=kind,
            params=params,
            source_key=f"{source_key}:{staff_id}",
            at=at,
            link=link,
        )
        for staff_id in sorted(reached)
    )
