# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Natural persons: registered, changed, vouched for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.resident_id import ResidentId, parse_resident_id
from yiwang.foundation.identifiers import new_id
from yiwang.identity import events, policies
from yiwang.identity.enums import Evidence, EvidenceEnd
from yiwang.identity.errors import NotYours, PersonExists, PersonNotFound, UnknownAssuranceLevel
from yiwang.identity.models import AssuranceEvidence, AssuranceLevel, NaturalPerson
from yiwang.identity.numbers import PERSON_PHONE, RESIDENT_ID
from yiwang.identity.policies import Action, Subject
from yiwang.identity.services import evidence
from yiwang.identity.services.evidence import Seen
from yiwang.identity.services.texts import clean_address, clean_name, clean_phone
from yiwang.ledger import services as ledger

BATCH = 1000
SEEN_IN_PERSON = 3

LEVELS: Sequence[tuple[int, str, str, str, str, bool]] = (
    (0, "未实名", "Anonymous", "没有登记身份。", "Nobody is named.", False),
    (
        1,
        "非实名",
        "Self-declared",
        "本人填写，未经核验；只能浏览和起草。",
        "Stated by the person, not checked; may browse and draft.",
        False,
    ),
    (
        2,
        "初级实名",
        "Checked",
        "姓名和公民身份号码经核验一致。",
        "Name and resident identity number were found to agree.",
        True,
    ),
    (
        3,
        "高级实名（实人）",
        "Seen in person",
        "经人脸识别或窗口当面核验，可办理全部事项。",
        "Seen at a counter or by face recognition; may do everything.",
        True,
    ),
)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A natural person to register.

    :param address_division: 12-digit code, "" when not known
    """

    name: str
    resident_id: str = field(repr=False)
    phone: str = field(default="", repr=False)
    address_division: str = ""
    address_text: str = ""
    assurance_level: int = policies.SELF_REGISTERED_ASSURANCE


def load_assurance_levels() -> int:
    """Store the assurance levels and what gives them; what was edited is kept. Return how many."""
    levels = [
        AssuranceLevel(
            level=level,
            name_zh=name_zh,
            name_en=name_en,
            means_zh=means_zh,
            means_en=means_en,
            may_apply=may_apply,
        )
        for level, name_zh, name_en, means_zh, means_en, may_apply in LEVELS
    ]
    AssuranceLevel.objects.bulk_create(levels, ignore_conflicts=True)
    return len(levels) + evidence.load_evidence_kinds()


def register_person(
    *,
    name: str,
    resident_id: str,
    phone: str = "",
    address_division: str = "",
    address_text: str = "",
    assurance_level: int = policies.SELF_REGISTERED_ASSURANCE,
    actor: Actor,
    at: datetime,
) -> NaturalPerson:
    """Take down a natural person.

    :param assurance_level: above 1 only a counter or a process of our own can vouch for
    :raises InvalidResidentId: the number cannot be right; the sentence says why
    :raises BadName, BadPhone, BadAddress, UnknownAssuranceLevel: as they say
    :raises PersonExists: somebody has this number
    :raises NotYours: the actor may not register people, or not at this level
    """
    policies.check_can(actor, Action.REGISTER_PERSON)
    _check_level(actor, assurance_level)
    new = NewPerson(name, resident_id, phone, address_division, address_text, assurance_level)
    return store_person(new, actor=actor, at=at)


def store_person(new: NewPerson, *, actor: Actor, at: datetime) -> NaturalPerson:
    """Check and store a person whom the caller may register."""
    number = parse_resident_id(new.resident_id, on=timezone.localdate(at))
    return store_checked(new, number, actor=actor, at=at)


def store_checked(
    new: NewPerson, number: ResidentId, *, actor: Actor, at: datetime
) -> NaturalPerson:
    """Store a person whose number is known to be well formed, with what vouches for them.

    :raises PersonExists: somebody has this number
    """
    person = _made(new, number, at=at)
    if NaturalPerson.objects.filter(
        resident_id_index__in=RESIDENT_ID.indexes(number.number)
    ).exists():
        raise PersonExists
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            _vouch([person], actor=actor, at=at)
            ledger.append(_registered(person), actor=actor, at=at)
    except IntegrityError as error:
        raise PersonExists from error
    return person


@transaction.atomic
def register_people_bulk(*, people: Sequence[NewPerson], actor: Actor, at: datetime) -> list[UUID]:
    """Take down many people at once, for loaders; return their ids in the same order.

    :raises NotYours: the actor is not a process of our own
    :raises PersonExists: one of the numbers is registered, or comes twice
    """
    policies.check_can(actor, Action.LOAD_IN_BULK)
    today = timezone.localdate(at)
    ids: list[UUID] = []
    for start in range(0, len(people), BATCH):
        made = [
            _made(new, parse_resident_id(new.resident_id, on=today), at=at)
            for new in people[start : start + BATCH]
        ]
        try:
            with transaction.atomic():
                NaturalPerson.objects.bulk_create(made)
                _vouch(made, actor=actor, at=at)
        except IntegrityError as error:
            raise PersonExists from error
        ledger.append(*map(_registered, made), actor=actor, at=at)
        ids += [person.id for person in made]
    return ids


@transaction.atomic
def change_contact(
    *,
    person_id: UUID,
    phone: str,
    address_division: str,
    address_text: str,
    actor: Actor,
    at: datetime,
) -> NaturalPerson:
    """Give a person another telephone number and address.

    :raises PersonNotFound: there is none such, or the actor may not know
    :raises BadPhone, BadAddress: as they say
    """
    person = _locked(person_id, actor, Action.CHANGE_PERSON)
    number = clean_phone(phone)
    person.phone_cipher = PERSON_PHONE.seal(number, person.id) if number else None
    person.phone_index = PERSON_PHONE.index(number) if number else None
    person.address_division_id, person.address_text = clean_address(address_division, address_text)
    fields = ["phone_cipher", "phone_index", "address_division", "address_text"]
    person.save(update_fields=fields)
    fact = events.PersonChanged(person_id=person.id, fields=("phone", "address"))
    ledger.append(fact, actor=actor, at=at)
    return person


@transaction.atomic
def set_assurance_level(
    *, person_id: UUID, level: int, actor: Actor, at: datetime
) -> NaturalPerson:
    """Note how sure we are who a person is, after their papers were seen.

    :raises PersonNotFound: there is none such, or the actor may not know
    :raises UnknownAssuranceLevel: not 0 to 3
    """
    person = _locked(person_id, actor, Action.SET_ASSURANCE)
    _check_level(actor, level)
    counting = AssuranceEvidence.objects.filter(person=person, ended_at__isnull=True)
    kinds = list(counting.order_by("id").values_list("kind", flat=True))
    evidence.end(person, kinds, EvidenceEnd.WITHDRAWN, actor=actor, at=at)
    if level > policies.SELF_REGISTERED_ASSURANCE:
        evidence.record(person, _proof(actor, level), actor=actor, at=at)
    return person


def _proof(actor: Actor, level: int) -> Seen:
    """Return what vouches for a level that the actor may give."""
    if actor.is_staff and level == SEEN_IN_PERSON:
        return Seen(Evidence.COUNTER_REGISTRATION, evidence.COUNTER)
    source = evidence.COUNTER if actor.is_staff else actor.system_name
    return Seen(Evidence.TRANSFERRED, source[:40], level=level)


def _vouch(made: Sequence[NaturalPerson], *, actor: Actor, at: datetime) -> None:
    """Store what vouches for people just registered above the level of those who only say so.

    That they were registered at this level is the fact in the ledger.
    """
    vouched = [
        (person.id, _proof(actor, person.assurance_level))
        for person in made
        if person.assurance_level > policies.SELF_REGISTERED_ASSURANCE
    ]
    kinds = {code: evidence.known_kind(code) for code in {seen.kind for _id, seen in vouched}}
    rows = [
        evidence.made_row(person_id, seen, kind=kinds[seen.kind], actor=actor, at=at)
        for person_id, seen in vouched
    ]
    AssuranceEvidence.objects.bulk_create(rows)


def _made(new: NewPerson, number: ResidentId, *, at: datetime) -> NaturalPerson:
    person_id = new_id()
    phone = clean_phone(new.phone)
    division, detail = clean_address(new.address_division, new.address_text)
    return NaturalPerson(
        id=person_id,
        name=clean_name(new.name),
        resident_id_cipher=RESIDENT_ID.seal(number.number, person_id),
        resident_id_index=RESIDENT_ID.index(number.number),
        phone_cipher=PERSON_PHONE.seal(phone, person_id) if phone else None,
        phone_index=PERSON_PHONE.index(phone) if phone else None,
        born_on=number.born_on,
        sex=number.sex,
        assurance_level=new.assurance_level,
        address_division_id=division,
        address_text=detail,
        is_test=number.is_test_number,
        created_at=at,
    )


def _registered(person: NaturalPerson) -> events.PersonRegistered:
    return events.PersonRegistered(
        person_id=person.id, assurance_level=person.assurance_level, is_test=person.is_test
    )


def _check_level(actor: Actor, level: int) -> None:
    if level not in range(4):
        raise UnknownAssuranceLevel
    if level > policies.highest_assurance(actor):
        raise NotYours


def _locked(person_id: UUID, actor: Actor, action: Action) -> NaturalPerson:
    person = NaturalPerson.objects.select_for_update().filter(pk=person_id).first()
    if person is None or not policies.can(actor, action, Subject(person_id=person_id)):
        raise PersonNotFound
    return person
