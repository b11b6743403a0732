# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A firm's own e-mail addresses and numbers for messages, each confirmed by a code."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.masking import mask_email, mask_phone
from yiwang.identity.enums import HandlerRight
from yiwang.identity.services import contacts as own_contacts
from yiwang.identity.services import throttle
from yiwang.ledger import services as ledger
from yiwang.notifications import events
from yiwang.notifications.enums import Way
from yiwang.notifications.errors import FirmCodeWrong, FirmContactNotFound, TooManyFirmContacts
from yiwang.notifications.models import FirmContact
from yiwang.notifications.models.firms import COLUMN, TABLE

if TYPE_CHECKING:
    from django.db.models import QuerySet

CODE_DIGITS: Final = 6
CODE_LASTS: Final = timedelta(minutes=10)
CODE_TRIES: Final = 5
MOST_OF_A_WAY: Final = 5
WAY_OF: Final = {"email": Way.EMAIL, "phone": Way.SMS}


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """An address that counts, masked."""

    id: UUID
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """How a firm's addresses of one way stand, masked.

    :param waiting: another address that waits for its code; "" for none
    """

    way: str
    way_name: str
    addresses: Sequence[ShownAddress]
    waiting: str


@dataclass(frozen=True, slots=True)
class Reached:
    """An address at which a firm is told, in full."""

    id: UUID
    way: Way
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Issued:
    """A code on its way to the address that it shall confirm."""

    way: Way
    address: str = field(repr=False)
    code: str = field(repr=False)


def firm_of(actor: Actor) -> UUID:
    """Return the firm whose messages the actor may direct.

    Its representative may, and a handler who manages handlers; an agent under a mandate may not.

    :raises Forbidden: they act for no firm, or may not do this for it
    """
    is_allowed = actor.is_citizen and actor.mandate_id is None
    if not is_allowed or actor.legal_person_id is None:
        raise Forbidden
    if not actor.may_for_principal(HandlerRight.MANAGE_HANDLERS):
        raise Forbidden
    return actor.legal_person_id


def begin(*, address: str, ip: str, actor: Actor, at: datetime) -> Issued:
    """Keep an address of the firm until the code that goes there is told back.

    Call it outside a transaction; the caller sends the code.

    :raises Forbidden: the actor may not do this for a firm
    :raises BadContact: it is neither a mobile number nor an e-mail address
    :raises TooManyAttempts: too many codes were asked for
    """
    count(address=address, ip=ip, actor=actor, at=at)
    return keep(address=address, actor=actor, at=at)


def count(*, address: str, ip: str, actor: Actor, at: datetime) -> None:
    """Count that a code is asked for; outside a transaction, so that the count stays.

    :raises Forbidden, BadContact, TooManyAttempts: as ``begin`` does
    """
    firm_of(actor)
    _kind, clean = own_contacts.clean_contact(address)
    throttle.count_code(contact=clean, ip=ip, at=at)


def keep(*, address: str, actor: Actor, at: datetime) -> Issued:
    """Keep an address whose code was counted; the caller sends it once this is committed.

    :raises Forbidden, BadContact: as ``begin`` does
    """
    firm_id, person_id = firm_of(actor), actor.person_id
    if person_id is None:
        raise Forbidden
    kind, clean = own_contacts.clean_contact(address)
    way = WAY_OF[kind]
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with transaction.atomic():
        _lock(firm_id)
        FirmContact.objects.filter(firm_id=firm_id, way=way, confirmed_at__isnull=True).delete()
        made = FirmContact(
            firm_id=firm_id,
            way=way,
            set_by_id=person_id,
            asked_at=at,
            code_until=at + CODE_LASTS,
        )
        made.address_cipher = encryption.encrypt(clean, table=TABLE, column=COLUMN, row_id=made.pk)
        made.code_hash = _code_hash(made.pk, code)
        made.save(force_insert=True)
    return Issued(way, clean, code)


def words_of(issued: Issued) -> tuple[str, str]:
    """Return subject and text that carry a code."""
    text = _("您正在为企业设置接收办事消息的联系方式，验证码 %(code)s，10 分钟内有效。")
    return _("确认企业的消息联系方式"), text % {"code": issued.code}


def confirm(*, way: str, code: str, actor: Actor, at: datetime) -> None:
    """Let an address count from now on, beside those that do; one that does already is one.

    :raises Forbidden: the actor may not do this for a firm
    :raises TooManyFirmContacts: so many count for this way already
    :raises FirmContactNotFound: none waits for a code
    :raises FirmCodeWrong: wrong, older than ten minutes, or tried five times
    """
    firm_id = firm_of(actor)
    with transaction.atomic():
        _lock(firm_id)
        mine = FirmContact.objects.select_for_update().filter(firm_id=firm_id, way=way)
        made = mine.filter(confirmed_at__isnull=True).first()
        if made is None:
            raise FirmContactNotFound
        is_right = (
            made.code_tries < CODE_TRIES
            and made.code_until is not None
            and at < made.code_until
            and constant_time_compare(made.code_hash, _code_hash(made.pk, code))
        )
        made.code_tries += 1
        if is_right:
            _make_room(made, mine)
            made.code_hash, made.code_until, made.asked_at, made.confirmed_at = "", None, None, at
            fact = events.FirmContactSet(firm_id=firm_id, way=way)
            ledger.append(fact, actor=actor, at=at)
        made.save()
    if not is_right:  # after the transaction: the try is counted
        raise FirmCodeWrong


def _make_room(made: FirmContact, mine: "QuerySet[FirmContact]") -> None:
    """Let the same address count once, and no more of them than may.

    :raises TooManyFirmContacts: so many count for this way already
    """
    counting = list(mine.filter(confirmed_at__isnull=False))
    same = [row.pk for row in counting if _opened(row) == _opened(made)]
    FirmContact.objects.filter(pk__in=same).delete()
    if len(counting) - len(same) >= MOST_OF_A_WAY:
        raise TooManyFirmContacts(params={"limit": MOST_OF_A_WAY})


@transaction.atomic
def remove(*, way: str, actor: Actor, at: datetime, contact_id: UUID | None = None) -> None:
    """Send nothing more to the firm on this way; an address that waits goes as well.

    :param contact_id: of the one address that goes; None for all of the way
    :raises Forbidden: the actor may not do this for a firm
    :raises FirmContactNotFound: the firm has no such address
    """
    firm_id = firm_of(actor)
    gone = FirmContact.objects.filter(firm_id=firm_id, way=way)
    if contact_id is not None:
        gone = gone.filter(pk=contact_id)
        if not gone.exists():
            raise FirmContactNotFound
    counted = gone.filter(confirmed_at__isnull=False).exists()
    gone.delete()
    if counted:
        fact = events.FirmContactRemoved(firm_id=firm_id, way=way)
        ledger.append(fact, actor=actor, at=at)


def addresses_of(firm_ids: Collection[UUID]) -> dict[UUID, list[Reached]]:
    """Return the confirmed addresses of firms, the oldest first; the others are left out."""
    found: dict[UUID, list[Reached]] = {}
    rows = FirmContact.objects.filter(firm_id__in=firm_ids, confirmed_at__isnull=False)
    for row in rows.order_by("firm_id", "way", "confirmed_at", "id"):
        reached = Reached(row.pk, Way(row.way), _opened(row))
        found.setdefault(row.firm_id, []).append(reached)
    return found


def address_of(contact_id: UUID) -> str:
    """Return an address that counts; "" where it was taken away meanwhile."""
    row = FirmContact.objects.filter(pk=contact_id, confirmed_at__isnull=False).first()
    return _opened(row) if row else ""


def shown(firm_id: UUID) -> list[Shown]:
    """Return how the addresses of a firm stand on both ways, masked."""
    rows = list(FirmContact.objects.filter(firm_id=firm_id).order_by("way", "confirmed_at", "id"))
    return [
        Shown(
            way=way.value,
            way_name=str(way.label),
            addresses=[
                ShownAddress(row.pk, _masked(row))
                for row in rows
                if row.way == way and row.confirmed_at is not None
            ],
            waiting="".join(
                _masked(row) for row in rows if row.way == way and row.confirmed_at is None
            ),
        )
        for way in (Way.EMAIL, Way.SMS)
    ]


def _masked(row: FirmContact) -> str:
    return (mask_email if row.way == Way.EMAIL else mask_phone)(_opened(row))


def _opened(row: FirmContact) -> str:
    sealed = bytes(row.address_cipher)
    return encryption.decrypt(sealed, table=TABLE, column=COLUMN, row_id=row.pk)


def _lock(firm_id: UUID) -> None:
    """Let two who set an address of one firm wait for each other."""
    list(FirmContact.objects.select_for_update().filter(firm_id=firm_id).order_by("pk"))


def _code_hash(contact_id: UUID, code: str) -> str:
    text = f"{contact_id}:{code.strip()}".encode(errors="replace")
    return salted_hmac("yiwang.notifications.firm-contact", text, algorithm="sha256").hexdigest()
