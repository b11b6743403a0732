# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has a part in a mandate, and on which side."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_resident_id
from yiwang.identity.enums import AgentKind, FirmStatus, HandlerRight, MandateSide
from yiwang.identity.errors import NotYours
from yiwang.identity.models import LegalPerson, LegalPersonHandler, Mandate, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.refusals import AgentUnfit
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE, Right
from yiwang.organizations.errors import DepartmentNotFound


@dataclass(frozen=True, slots=True)
class PartyName:
    """What an agent is called in a mandate: a name, and a number that tells namesakes apart."""

    name: str
    number: str


def agent_of(mandate: Mandate) -> tuple[AgentKind, UUID]:
    """Return of what kind the agent is, and which one."""
    if mandate.agent_person_id:
        return AgentKind.PERSON, mandate.agent_person_id
    if mandate.agent_firm_id:
        return AgentKind.FIRM, mandate.agent_firm_id
    if mandate.agent_department_id:
        return AgentKind.STATION, mandate.agent_department_id
    raise AgentUnfit


def agent_name(kind: AgentKind, agent_id: UUID) -> PartyName:
    """Return what the agent is called.

    :raises AgentUnfit: there is none such
    """
    if kind is AgentKind.STATION:
        try:
            department = organizations.department(agent_id)
        except DepartmentNotFound:
            raise AgentUnfit from None
        return PartyName(department.name, department.uscc or department.division_code)
    if kind is AgentKind.FIRM:
        firm = LegalPerson.objects.filter(pk=agent_id).first()
        if firm is None:
            raise AgentUnfit
        return PartyName(firm.name, firm.uscc)
    person = NaturalPerson.objects.filter(pk=agent_id).first()
    if person is None:
        raise AgentUnfit
    number = RESIDENT_ID.open(person.resident_id_cipher, person.id)
    return PartyName(person.name, mask_resident_id(number))


def is_active_firm(legal_person_id: UUID) -> bool:
    """Tell whether the register knows the legal person as existing."""
    return LegalPerson.objects.filter(pk=legal_person_id, status=FirmStatus.ACTIVE).exists()


def is_station(department_id: UUID) -> bool:
    """Tell whether a department is a service station of a township or village."""
    try:
        return organizations.department(department_id).line == TOWNSHIP_LINE
    except DepartmentNotFound:
        return False


def counter_of(actor: Actor) -> UUID:
    """Return the department whose counter the actor serves.

    :raises NotYours: they serve none
    """
    if not actor.is_staff or not actor.has_right(Right.COUNTER_ASSIST):
        raise NotYours
    if actor.department_id is None:
        raise NotYours
    return actor.department_id


def side_of(mandate: Mandate, actor: Actor, at: datetime) -> MandateSide | None:
    """Return on which side of a mandate the actor stands; None on neither."""
    if actor.is_staff:
        serves = actor.has_right(Right.COUNTER_ASSIST) and actor.department_id is not None
        is_theirs = serves and actor.department_id == mandate.agent_department_id
        return MandateSide.STATION if is_theirs else None
    if not actor.is_citizen or actor.person_id is None:
        return None
    if actor.person_id == mandate.principal_id:
        return MandateSide.PRINCIPAL
    if actor.person_id == mandate.agent_person_id or _handles(actor.person_id, mandate, at):
        return MandateSide.AGENT
    return None


def _handles(person_id: UUID, mandate: Mandate, at: datetime) -> bool:
    if mandate.agent_firm_id is None:
        return False
    acting = LegalPersonHandler.objects.acting_on(timezone.localdate(at))
    return acting.filter(
        legal_person_id=mandate.agent_firm_id,
        person_id=person_id,
        rights__contains=[HandlerRight.APPLY.value],
    ).exists()
