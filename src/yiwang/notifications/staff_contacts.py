# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The work mail address of a staff member: set by them with a code, or by their administrator."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.masking import mask_email
from yiwang.identity.services import contacts as own_contacts
from yiwang.identity.services import throttle
from yiwang.ledger import services as ledger
from yiwang.notifications import staff_events as events
from yiwang.notifications.errors import (
    ChoiceUnknown,
    NoStaffContact,
    NotAMailAddress,
    StaffCodeWrong,
)
from yiwang.notifications.models import StaffContact
from yiwang.notifications.models.staff import COLUMN, TABLE
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

CODE_DIGITS: Final = 6
CODE_LASTS: Final = timedelta(minutes=10)
CODE_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Hours:
    """When a staff member is told.

    :ivar is_digest: once a day, together
    """

    quiet_from: int = 22
    quiet_to: int = 8
    is_digest: bool = False
    language: str = "zh-hans"


@dataclass(frozen=True, slots=True)
class ShownMail:
    """How somebody's work mail stands.

    :ivar address: that counts, masked; "" for none
    :ivar waiting: that waits for its code, masked; "" for none
    :ivar is_by_another: an administrator set it
    """

    address: str = ""
    waiting: str = ""
    is_by_another: bool = False
    hours: Hours = Hours()


@dataclass(frozen=True, slots=True)
class Reached:
    """Where and when a staff member is told, in full."""

    id: UUID
    hours: Hours
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Issued:
    """A code on its way to the address that it shall confirm."""

    address: str = field(repr=False)
    code: str = field(repr=False)


def staff_of(actor: Actor) -> UUID:
    """Return the staff member whose own address it is about.

    :raises Forbidden: nobody of the staff
    """
    if not actor.is_staff or actor.staff_id is None:
        raise Forbidden
    return actor.staff_id


def begin(*, address: str, ip: str, actor: Actor, at: datetime) -> Issued:
    """Keep an address of one's own until the code that goes there is told back.

    Call it outside a transaction; the caller sends the code.

    :raises NotAMailAddress: it is none
    :raises TooManyAttempts: too many codes were asked for
    """
    count(address=address, ip=ip, actor=actor, at=at)
    return keep(address=address, actor=actor, at=at)


def count(*, address: str, ip: str, actor: Actor, at: datetime) -> None:
    """Count that a code is asked for; outside a transaction, so that the count stays.

    :raises Forbidden, NotAMailAddress, TooManyAttempts: as ``begin`` does
    """
    staff_of(actor)
    throttle.count_code(contact=_clean(address), ip=ip, at=at)


def keep(*, address: str, actor: Actor, at: datetime) -> Issued:
    """Keep an address whose code was counted; the caller sends it once this is committed.

    :raises Forbidden, NotAMailAddress: as ``begin`` does
    """
    staff_id, clean = staff_of(actor), _clean(address)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with transaction.atomic():
        _lock(staff_id)
        StaffContact.objects.filter(staff_id=staff_id, confirmed_at__isnull=True).delete()
        made = _sealed(staff_id, clean, set_by=staff_id)
        made.asked_at, made.code_until = at, at + CODE_LASTS
        made.code_hash = _code_hash(made.pk, code)
        made.save(force_insert=True)
    return Issued(clean, code)


def words_of(issued: Issued) -> tuple[str, str]:
    """Return subject and text that carry a code."""
    text = _(
        "您正在登记接收工作提醒的邮箱，验证码 %(code)s，10 分钟内有效。不是您本人操作的，不用理会。"
    )
    return _("确认您的工作邮箱"), text % {"code": issued.code}


def confirm(*, code: str, actor: Actor, at: datetime) -> None:
    """Let one's own address count from now on, in the place of the one before.

    :raises NoStaffContact: none waits for a code
    :raises StaffCodeWrong: wrong, older than ten minutes, or tried five times
    """
    staff_id = staff_of(actor)
    with transaction.atomic():
        _lock(staff_id)
        made = StaffContact.objects.filter(staff_id=staff_id, confirmed_at__isnull=True).first()
        if made is None:
            raise NoStaffContact
        is_right = (
            made.code_tries < CODE_TRIES
            and made.code_until is not None
            and at < made.code_until
            and constant_time_compare(made.code_hash, _code_hash(made.pk, code))
        )
        made.code_tries += 1
        if is_right:
            _let_count(made, actor=actor, at=at)
        else:
            made.save()
    if not is_right:  # after the transaction: the try is counted
        raise StaffCodeWrong


@transaction.atomic
def set_for(*, staff_id: UUID, address: str, actor: Actor, at: datetime) -> None:
    """Set the work mail of somebody in one's reach as their administrator; it counts at once.

    :raises StaffNotFound: nobody in the actor's reach
    :raises Forbidden: the actor is no administrator of staff
    :raises NotAMailAddress: it is none
    """
    setter = _administrator_of(staff_id, actor)
    clean = _clean(address)
    _lock(staff_id)
    _let_count(_sealed(staff_id, clean, set_by=setter), actor=actor, at=at)


@transaction.atomic
def remove(*, actor: Actor, at: datetime, staff_id: UUID | None = None) -> None:
    """Send nothing more to a work mail; one that waits goes as well. Gone already is as good.

    :param staff_id: somebody in one's reach; None for one's own
    :raises StaffNotFound, Forbidden: as ``set_for`` does
    """
    if staff_id is None:
        whose = staff_of(actor)
    else:
        _administrator_of(staff_id, actor)
        whose = staff_id
    _forget(whose, actor=actor, at=at)


def forget_who_left(*, staff_id: UUID, actor: Actor, at: datetime) -> None:
    """Drop the work mail of somebody who has left.

    :raises Forbidden: the actor is not a process of our own
    """
    if not actor.is_system:
        raise Forbidden
    with transaction.atomic():
        _forget(staff_id, actor=actor, at=at)


@transaction.atomic
def keep_hours(*, hours: Hours, actor: Actor, at: datetime) -> None:
    """Keep when one wants to be told.

    :raises NoStaffContact: no address counts yet
    :raises ChoiceUnknown: there is no such hour or language
    """
    day = range(24)
    is_known = hours.language in dict(settings.LANGUAGES)
    if not (is_known and hours.quiet_from in day and hours.quiet_to in day):
        raise ChoiceUnknown
    counting = StaffContact.objects.filter(staff_id=staff_of(actor), confirmed_at__isnull=False)
    changed = counting.update(
        quiet_from=hours.quiet_from,
        quiet_to=hours.quiet_to,
        is_digest=hours.is_digest,
        language=hours.language,
    )
    if not changed:
        raise NoStaffContact


def shown(actor: Actor) -> ShownMail:
    """Return how one's own work mail stands."""
    return _shown(staff_of(actor))


def shown_of(staff_id: UUID, actor: Actor) -> ShownMail:
    """Return how the work mail of somebody in one's reach stands, for their administrator.

    :raises StaffNotFound, Forbidden: as ``set_for`` does
    """
    _administrator_of(staff_id, actor)
    return _shown(staff_id)


def addresses_of(staff_ids: Collection[UUID]) -> dict[UUID, Reached]:
    """Return where staff are told; who has no address that counts is left out. One query."""
    rows = StaffContact.objects.filter(staff_id__in=staff_ids, confirmed_at__isnull=False)
    return {row.staff_id: Reached(row.pk, _hours(row), _opened(row)) for row in rows.order_by()}


def with_address() -> list[UUID]:
    """Return all staff whose address counts; one query."""
    rows = StaffContact.objects.filter(confirmed_at__isnull=False).order_by()
    return list(rows.values_list("staff_id", flat=True))


def address_of(contact_id: UUID) -> str:
    """Return an address that counts; "" where it was taken away meanwhile."""
    row = StaffContact.objects.filter(pk=contact_id, confirmed_at__isnull=False).first()
    return _opened(row) if row else ""


def _administrator_of(staff_id: UUID, actor: Actor) -> UUID:
    """Return who sets an address for somebody in their reach."""
    if not actor.has_right(Right.ORGANIZATIONS_MANAGE):
        raise Forbidden
    organizations.staff_member(staff_id, actor)
    return staff_of(actor)


def _let_count(made: StaffContact, *, actor: Actor, at: datetime) -> None:
    """Let an address count in the place of the one before, whose hours stay."""
    mine = StaffContact.objects.filter(staff_id=made.staff_id).exclude(pk=made.pk)
    before = mine.filter(confirmed_at__isnull=False).first()
    if before is not None:
        made.quiet_from, made.quiet_to = before.quiet_from, before.quiet_to
        made.is_digest, made.language = before.is_digest, before.language
    mine.delete()
    made.code_hash, made.code_until, made.asked_at, made.confirmed_at = "", None, None, at
    made.save()
    fact = events.StaffMailSet(
        staff_id=made.staff_id, is_by_another=made.set_by_id != made.staff_id
    )
    ledger.append(fact, actor=actor, at=at)


def _forget(staff_id: UUID, *, actor: Actor, at: datetime) -> None:
    _lock(staff_id)
    mine = StaffContact.objects.filter(staff_id=staff_id)
    counted = mine.filter(confirmed_at__isnull=False).exists()
    mine.delete()
    if counted:
        ledger.append(events.StaffMailRemoved(staff_id=staff_id), actor=actor, at=at)


def _clean(address: str) -> str:
    if "@" not in address:
        raise NotAMailAddress
    _kind, clean = own_contacts.clean_contact(address)
    return clean


def _sealed(staff_id: UUID, address: str, *, set_by: UUID) -> StaffContact:
    made = StaffContact(staff_id=staff_id, set_by_id=set_by)
    made.address_cipher = encryption.encrypt(address, table=TABLE, column=COLUMN, row_id=made.pk)
    return made


def _shown(staff_id: UUID) -> ShownMail:
    rows = list(StaffContact.objects.filter(staff_id=staff_id).order_by("pk"))
    counting = next((row for row in rows if row.confirmed_at is not None), None)
    waiting = next((row for row in rows if row.confirmed_at is None), None)
    return ShownMail(
        address=mask_email(_opened(counting)) if counting else "",
        waiting=mask_email(_opened(waiting)) if waiting else "",
        is_by_another=counting is not None and counting.set_by_id != staff_id,
        hours=_hours(counting) if counting else Hours(),
    )


def _hours(row: StaffContact) -> Hours:
    return Hours(row.quiet_from, row.quiet_to, row.is_digest, row.language)


def _opened(row: StaffContact) -> str:
    sealed = bytes(row.address_cipher)
    return encryption.decrypt(sealed, table=TABLE, column=COLUMN, row_id=row.pk)


def _lock(staff_id: UUID) -> None:
    """Let two who set an address of one staff member wait for each other."""
    list(StaffContact.objects.select_for_update().filter(staff_id=staff_id).order_by("pk"))


def _code_hash(contact_id: UUID, code: str) -> str:
    text = f"{contact_id}:{code.strip()}".encode(errors="replace")
    return salted_hmac("yiwang.notifications.staff-contact", text, algorithm="sha256").hexdigest()
