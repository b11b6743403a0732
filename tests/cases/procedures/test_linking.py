# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Parties found by name, and linked to a person once it is known who they are."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing

from tests import factories
from tests.cases import world as worlds
from tests.cases.procedures.test_interests import tell_one
from tests.cases.world import COUNTER, HANDLER, MONDAY, who
from tests.factories import World
from yiwang.cases import errors, selectors
from yiwang.cases.enums import PartyRole
from yiwang.cases.models import InterestedParty
from yiwang.cases.procedures import linking_refusals as refusals
from yiwang.cases.services import procedures
from yiwang.foundation.errors import InvalidResidentId
from yiwang.identity import selectors as identity
from yiwang.identity.errors import NotYours, SecondFactMissing, TooManyFound
from yiwang.identity.models import LegalPerson, NaturalPerson
from yiwang.ledger import selectors as facts
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.made()


def search(world: World, kind: str, name: str, *, post: Any = HANDLER, **known: Any):
    wanted = procedures.Wanted(kind, name, **known)
    return procedures.find_parties(wanted, actor=who(world, post), at=MONDAY)


def given(world: World, party: InterestedParty) -> dict[str, Any]:
    return {
        "case_id": party.case_id,
        "party_id": party.pk,
        "actor": who(world, HANDLER),
        "at": MONDAY,
    }


def test_firms_are_found_by_a_part_of_their_name(world: World):
    part = world.firm.name[2:6]

    (found,) = search(world, "legal", part)

    assert (found.name, found.number) == (world.firm.name, world.firm.uscc)
    assert search(world, "legal", "没有这样的单位") == []
    for typed in ("", "杭", "杭州"):
        with pytest.raises(SecondFactMissing):
            search(world, "legal", typed)
    firm = LegalPerson.objects.get(pk=world.firm.id)
    LegalPerson.objects.bulk_create(
        LegalPerson(
            uscc=f"{number:018}", name=f"{firm.name}{number}分号", created_at=firm.created_at
        )
        for number in range(11)
    )
    with pytest.raises(TooManyFound):
        search(world, "legal", part)
    assert [one.name for one in search(world, "legal", firm.name)] == [firm.name]


def test_nobody_is_browsed_by_name_alone_and_each_search_leaves_a_trace(world: World):
    person = NaturalPerson.objects.get(pk=worlds.neighbour(world).person_id)
    born = person.born_on

    (found,) = search(world, "natural", person.name, born_on=born)

    assert "*" in found.number
    assert str(person.pk) not in found.found
    (read,) = [
        fact
        for fact in facts.events_about("person", person.pk)
        if fact.kind == "ledger.personal_data_read"
    ]
    assert read.purpose == "case_handling"
    assert search(world, "natural", person.name, born_on=born - timedelta(days=9999)) == []
    assert search(world, "natural", person.name, phone="139 0000 0000") == []
    for known in ({}, {"phone": "1"}):
        with pytest.raises(SecondFactMissing):
            search(world, "natural", person.name, **known)
    with pytest.raises(NotYours):
        search(world, "natural", person.name, born_on=born, post=COUNTER)
    for _one in range(4):  # people who cannot be told apart this way are not listed
        other = factories.natural_person(name=person.name, at=MONDAY)
        NaturalPerson.objects.filter(pk=other.pk).update(born_on=born)
    with pytest.raises(TooManyFound):
        search(world, "natural", person.name, born_on=born)


def test_what_was_found_is_of_use_to_whoever_searched_alone(world: World):
    (found,) = search(world, "legal", world.firm.name)

    assert procedures.party_found(found.found, who(world, HANDLER)) == world.firm.id
    forged = signing.dumps([str(world.firm.id), str(who(world, HANDLER).account_id)], salt="other")
    for sealed, actor in (
        (found.found, who(world, COUNTER)),
        (forged, who(world, HANDLER)),
        (str(world.firm.id), who(world, HANDLER)),
        ("x" * 9000, who(world, HANDLER)),
    ):
        with pytest.raises(refusals.FindingLapsed):
            procedures.party_found(sealed, actor)


def test_a_party_told_without_a_number_sees_the_case_once_linked(world: World):
    me = worlds.neighbour(world)
    party = tell_one(world, worlds.accepted(world), number="")
    assert selectors.interests.interests(me) == []
    number = identity.own_number(me).number

    procedures.link_party(number=number, **given(world, party))

    assert [one.pk for one in selectors.interests.interests(me)] == [party.pk]
    ledger.settle()
    assert Message.objects.filter(recipient_id=me.person_id, kind="interest_hearing").exists()
    with pytest.raises(refusals.PartyKnownAlready):
        procedures.link_party(number=number, **given(world, party))
    (linked,) = [
        fact
        for fact in facts.events_about("case", party.case_id)
        if fact.kind == "cases.party_linked"
    ]
    assert linked.payload["person_id"] == str(me.person_id)


def test_a_wrong_link_is_taken_back_and_the_right_one_made(world: World):
    me = worlds.neighbour(world)
    party = tell_one(world, worlds.accepted(world), number=world.firm.uscc)
    with pytest.raises(errors.ReasonMissing):
        procedures.unlink_party(reason=" ", **given(world, party))

    procedures.unlink_party(reason="填错了号码。", **given(world, party))

    firm = replace(world.actor(world.citizen), legal_person_id=world.firm.id)
    assert selectors.interests.interests(firm) == []
    with pytest.raises(refusals.PartyNotLinked):
        procedures.unlink_party(reason="再撤一次。", **given(world, party))
    born = NaturalPerson.objects.get(pk=me.person_id).born_on
    (found,) = search(world, "natural", party.name, born_on=born)
    procedures.link_party(found=found.found, **given(world, party))
    assert [one.pk for one in selectors.interests.interests(me)] == [party.pk]


def test_who_has_spoken_themselves_stays_a_party(world: World):
    me = worlds.neighbour(world)
    party = tell_one(world, worlds.accepted(world))
    procedures.object_as_party(party_id=party.pk, words="先看烟道。", actor=me, at=MONDAY)

    with pytest.raises(refusals.PartyHasActed):
        procedures.unlink_party(reason="告知错了人。", **given(world, party))


def test_a_link_has_to_fit_and_is_the_handlers_to_make(world: World):
    case = worlds.accepted(world)
    party = tell_one(world, case, number="", name="王小明")
    applicant = procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(role=PartyRole.APPLICANT),
        actor=who(world, HANDLER),
        at=MONDAY,
    )
    person = NaturalPerson.objects.get(pk=worlds.neighbour(world).person_id)
    (found,) = search(world, "natural", person.name, born_on=person.born_on)

    with pytest.raises(refusals.PartyDoesNotFit):
        procedures.link_party(found=found.found, **given(world, party))
    with pytest.raises(InvalidResidentId):
        procedures.link_party(number="110", **given(world, party))
    with pytest.raises(refusals.PartyKnownAlready):
        procedures.link_party(number=world.firm.uscc, **given(world, applicant))
    for post in (COUNTER, worlds.APPROVER):
        with pytest.raises(errors.NotYourCase):
            procedures.link_party(
                number=world.firm.uscc, **given(world, party) | {"actor": who(world, post)}
            )
    with pytest.raises(errors.ProcedureNotFound):
        procedures.link_party(
            number=world.firm.uscc, **given(world, party) | {"party_id": world.firm.id}
        )
