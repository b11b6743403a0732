# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""For whom somebody may act, what was entrusted to whom, who looks after whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_name
from yiwang.identity.enums import ActingKind, AgentKind, MandateState
from yiwang.identity.errors import MandateNotFound
from yiwang.identity.models import (
    Guardianship,
    LegalPerson,
    LegalPersonHandler,
    Mandate,
    NaturalPerson,
)
from yiwang.identity.queries import parties
from yiwang.identity.queries.parties import PartyName

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class ActingChoice:
    """Somebody in whose name the reader may act.

    :param id: of the legal person, the mandate or the guardianship; what a session remembers
    :param scope: for what, in words; "" for everything
    """

    kind: ActingKind
    id: UUID
    name: str
    number: str
    scope: str
    until: date | None


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """A mandate as its parties see it."""

    id: UUID
    number: str
    state: MandateState
    form: str
    principal_id: UUID
    principal_name: str
    agent_kind: AgentKind
    agent: PartyName
    items: Sequence[str]
    item_names: Sequence[str]
    themes: Sequence[str]
    rights: Sequence[str]
    since: date
    until: date
    text: str
    text_sha256: str
    signed_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    ended_by: str
    paper_file_id: UUID | None

    @property
    def is_live(self) -> bool:
        """Tell whether somebody can still end it."""
        return self.ended_at is None

    @property
    def last_on(self) -> date:
        return date.fromordinal(self.until.toordinal() - 1)

    def is_valid_on(self, day: date) -> bool:
        return self.state is MandateState.ACTIVE and self.since <= day < self.until

    @property
    def scope(self) -> str:
        """Return what it is for, in words; "" for everything."""
        return "、".join([*self.item_names, *self.themes])


@dataclass(frozen=True, slots=True)
class PublicMandate:
    """What anybody who holds a mandate's number may know of it."""

    number: str
    is_valid: bool
    state: MandateState
    principal: str
    agent: str
    scope: Sequence[str]
    since: date
    last_on: date
    signed_at: datetime
    text_sha256: str
    mandate_id: UUID


@dataclass(frozen=True, slots=True)
class MandateParties:
    """Who is to be told of what happens to a mandate.

    :param agent_reads: the agent is a person or a firm, with an inbox
    """

    principal_id: UUID
    principal_name: str
    agent_id: UUID
    agent: PartyName
    agent_reads: bool
    since: date


@dataclass(frozen=True, slots=True)
class WardFacts:
    """A minor whom the reader looks after."""

    guardianship_id: UUID
    ward_id: UUID
    name: str
    born_on: date
    proof: str
    until: date


def acting_choices(person_id: UUID, on: date | None = None) -> list[ActingChoice]:
    """Return everybody in whose name a person may act: firms, principals, wards; three queries."""
    day = on or timezone.localdate()
    return [*_firms(person_id, day), *_principals(person_id, day), *_wards(person_id, day)]


def _firms(person_id: UUID, day: date) -> list[ActingChoice]:
    rows = (
        LegalPersonHandler.objects.acting_on(day)
        .filter(person_id=person_id, legal_person__status="active")
        .select_related("legal_person")
        .order_by("legal_person__name", "legal_person_id", "role")
    )
    found = {
        row.legal_person_id: ActingChoice(
            ActingKind.FIRM,
            row.legal_person_id,
            row.legal_person.name,
            row.legal_person.uscc,
            "",
            row.until,
        )
        for row in rows
    }
    return list(found.values())


def _principals(person_id: UUID, day: date) -> list[ActingChoice]:
    return [
        ActingChoice(
            ActingKind.MANDATE, one.id, one.principal_name, one.number, one.scope, one.until
        )
        for one in mandates_taken(person_id, on=day)
        if one.is_valid_on(day)
    ]


def _wards(person_id: UUID, day: date) -> list[ActingChoice]:
    return [
        ActingChoice(ActingKind.WARD, one.guardianship_id, one.name, "", "", one.until)
        for one in wards_of(person_id, on=day)
    ]


def acting_name(actor: Actor) -> str:
    """Return whom the actor acts for, "" for themselves; one query at most."""
    if actor.legal_person_id is not None:
        firm = LegalPerson.objects.filter(pk=actor.legal_person_id)
        return firm.values_list("name", flat=True).first() or ""
    if actor.principal_id is not None:
        principal = NaturalPerson.objects.filter(pk=actor.principal_id)
        return principal.values_list("name", flat=True).first() or ""
    return ""


def mandates_given(person_id: UUID) -> list[MandateFacts]:
    """Return the mandates that a person gave, newest first; at most 100."""
    return _facts(Q(principal_id=person_id))


def mandates_taken(person_id: UUID, on: date | None = None) -> list[MandateFacts]:
    """Return what was entrusted to a person, or to firms that they apply for; at most 100."""
    acting = LegalPersonHandler.objects.acting_on(on or timezone.localdate()).filter(
        person_id=person_id, rights__contains=["apply"], legal_person__status="active"
    )
    return _facts(
        Q(agent_person_id=person_id) | Q(agent_firm_id__in=acting.values("legal_person_id"))
    )


def station_mandates(actor: Actor) -> list[MandateFacts]:
    """Return what was entrusted to the station that the actor serves, newest first.

    :raises NotYours: the actor serves no counter
    """
    return _facts(Q(agent_department_id=parties.counter_of(actor)))


def mandate(mandate_id: UUID, actor: Actor) -> MandateFacts:
    """Return a mandate that the actor has a part in.

    :raises MandateNotFound: there is none such, or it is between others
    """
    row = _rows(Q(pk=mandate_id)).first()
    if row is None or parties.side_of(row, actor, timezone.now()) is None:
        raise MandateNotFound
    return _shown(row)


def station_mandate(
    mandate_id: UUID, actor: Actor, *, principal_id: UUID, on: date
) -> MandateFacts:
    """Return a mandate under which the actor's station may act for somebody today.

    :raises MandateNotFound: there is none such, it is not valid, or it is for another station
    """
    row = _rows(Q(pk=mandate_id, agent_department_id=parties.counter_of(actor))).first()
    if row is None or row.principal_id != principal_id or not _shown(row).is_valid_on(on):
        raise MandateNotFound
    return _shown(row)


def public_mandate(number: str) -> PublicMandate:
    """Return what anybody may know of the mandate with this number.

    :raises MandateNotFound: there is none such
    """
    row = _rows(Q(number=number.strip().upper()[:20])).first()
    if row is None:
        raise MandateNotFound
    facts = _shown(row)
    is_person = facts.agent_kind is AgentKind.PERSON
    return PublicMandate(
        number=facts.number,
        is_valid=facts.is_valid_on(timezone.localdate()),
        state=facts.state,
        principal=mask_name(facts.principal_name),
        agent=mask_name(facts.agent.name) if is_person else facts.agent.name,
        scope=[*facts.item_names, *facts.themes],
        since=facts.since,
        last_on=facts.last_on,
        signed_at=facts.signed_at,
        text_sha256=facts.text_sha256,
        mandate_id=facts.id,
    )


def mandate_parties(mandate_id: UUID) -> MandateParties:
    """Return who has a part in a mandate, for our own processes that write to them.

    :raises MandateNotFound: there is none such
    """
    row = _rows(Q(pk=mandate_id)).first()
    if row is None:
        raise MandateNotFound
    kind, agent_id = parties.agent_of(row)
    return MandateParties(
        principal_id=row.principal_id,
        principal_name=row.principal.name,
        agent_id=agent_id,
        agent=_agent(row),
        agent_reads=kind is not AgentKind.STATION,
        since=row.since,
    )


def wards_of(person_id: UUID, on: date | None = None) -> list[WardFacts]:
    """Return the minors whom a person looks after today, the oldest first."""
    rows = (
        Guardianship.objects.valid_on(on or timezone.localdate())
        .filter(guardian_id=person_id)
        .select_related("ward")
        .order_by("ward__born_on", "id")
    )
    return [
        WardFacts(row.id, row.ward_id, row.ward.name, row.ward.born_on, str(row.proof), row.until)
        for row in rows
    ]


def _rows(wanted: Q) -> "QuerySet[Mandate]":
    return Mandate.objects.filter(wanted).select_related(
        "principal", "agent_person", "agent_firm", "agent_department"
    )


def _facts(wanted: Q) -> list[MandateFacts]:
    return [_shown(row) for row in _rows(wanted).order_by("-signed_at", "-id")[:100]]


def _shown(row: Mandate) -> MandateFacts:
    kind, _agent_id = parties.agent_of(row)
    return MandateFacts(
        id=row.id,
        number=row.number,
        state=MandateState(row.state),
        form=str(row.form),
        principal_id=row.principal_id,
        principal_name=row.principal.name,
        agent_kind=kind,
        agent=_agent(row),
        items=list(row.items),
        item_names=list(row.item_names),
        themes=list(row.themes),
        rights=list(row.rights),
        since=row.since,
        until=row.until,
        text=row.text,
        text_sha256=row.text_sha256,
        signed_at=row.signed_at,
        accepted_at=row.accepted_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        paper_file_id=row.paper_file_id,
    )


def _agent(row: Mandate) -> PartyName:
    if row.agent_person is not None:
        return PartyName(row.agent_person.name, "")
    if row.agent_firm is not None:
        return PartyName(row.agent_firm.name, row.agent_firm.uscc)
    department = row.agent_department
    return PartyName(department.name, department.uscc) if department else PartyName("", "")
