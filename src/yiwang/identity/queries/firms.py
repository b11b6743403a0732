# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Legal persons with those who act for them, as their people see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.identity.enums import FirmStatus, HandlerRight, HandlerRole
from yiwang.identity.errors import LegalPersonNotFound
from yiwang.identity.models import LegalPerson, LegalPersonHandler


@dataclass(frozen=True, slots=True)
class HandlerFacts:
    """Somebody who acts, or is asked to act, for a legal person."""

    id: UUID
    person_id: UUID
    name: str
    role: HandlerRole
    rights: Sequence[HandlerRight]
    since: date
    until: date | None
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """A legal person with everybody who acts for it.

    :param own_rights: what the reader may do for it
    """

    id: UUID
    name: str
    uscc: str
    kind: str
    status: FirmStatus
    checked_at: datetime | None
    role: HandlerRole
    own_rights: Sequence[HandlerRight]
    handlers: Sequence[HandlerFacts]

    @property
    def is_managed(self) -> bool:
        """Tell whether the reader manages its handlers."""
        return HandlerRight.MANAGE_HANDLERS in self.own_rights

    @property
    def is_represented(self) -> bool:
        return self.role is HandlerRole.REPRESENTATIVE


@dataclass(frozen=True, slots=True)
class Invitation:
    """A legal person that asks the reader to act for it."""

    handler_id: UUID
    firm_name: str
    uscc: str
    rights: Sequence[HandlerRight]
    until: date | None


def firm_of(legal_person_id: UUID, actor: Actor) -> FirmFacts:
    """Return a legal person that the actor acts for, in whatever name they act at the moment.

    Who else acts for it is shown to those who manage handlers.

    :raises LegalPersonNotFound: there is none such, or the actor does not act for it
    """
    today = timezone.localdate()
    rows = LegalPersonHandler.objects.filter(legal_person_id=legal_person_id)
    live = rows.acting_on(today) | rows.invited_on(today)
    handlers = list(live.select_related("person").order_by("since", "id"))
    own = [row for row in handlers if row.person_id == actor.person_id and row.accepted_at]
    firm = LegalPerson.objects.filter(pk=legal_person_id).first()
    if firm is None or not own or not actor.is_citizen:
        raise LegalPersonNotFound
    own.sort(key=lambda row: row.role != HandlerRole.REPRESENTATIVE)
    rights = {HandlerRight(code) for row in own for code in row.rights}
    sees_all = HandlerRight.MANAGE_HANDLERS in rights
    return FirmFacts(
        id=firm.id,
        name=firm.name,
        uscc=firm.uscc,
        kind=str(firm.get_kind_display()),
        status=FirmStatus(firm.status),
        checked_at=firm.checked_at,
        role=HandlerRole(own[0].role),
        own_rights=_ordered(rights),
        handlers=[
            _handler(row) for row in handlers if sees_all or row.person_id == actor.person_id
        ],
    )


def invitations_of(person_id: UUID) -> list[Invitation]:
    """Return which legal persons ask a person to act for them, the newest first."""
    rows = (
        LegalPersonHandler.objects.invited_on(timezone.localdate())
        .filter(person_id=person_id)
        .select_related("legal_person")
        .order_by("-since", "-id")
    )
    return [
        Invitation(
            row.id,
            row.legal_person.name,
            row.legal_person.uscc,
            _ordered({HandlerRight(code) for code in row.rights}),
            row.until,
        )
        for row in rows
    ]


def _handler(row: LegalPersonHandler) -> HandlerFacts:
    return HandlerFacts(
        id=row.id,
        person_id=row.person_id,
        name=row.person.name,
        role=HandlerRole(row.role),
        rights=_ordered({HandlerRight(code) for code in row.rights}),
        since=row.since,
        until=row.until,
        is_accepted=row.accepted_at is not None,
    )


def _ordered(rights: set[HandlerRight]) -> list[HandlerRight]:
    return [right for right in HandlerRight if right in rights]
