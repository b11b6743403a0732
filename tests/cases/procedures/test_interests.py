# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Interested parties act themselves; hearings and notices are announced without personal data."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.cases import world as worlds
from tests.cases.procedures.hearings import HEARING_DAY, planned, tell, told
from tests.cases.world import HANDLER, MONDAY, at, fresh, who
from tests.factories import World
from tests.rest.calling import Caller, token_of
from yiwang.cases import errors, selectors
from yiwang.cases.enums import PartyRole, StatementKind
from yiwang.cases.models import InterestedParty, Statement
from yiwang.cases.procedures import parties
from yiwang.cases.services import procedures
from yiwang.foundation.errors import InvalidResidentId
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message
from yiwang.organizations.enums import LabelLevel
from yiwang.organizations.models import DataLabel

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = MONDAY.date()


@pytest.fixture
def world() -> World:
    return worlds.made()


def tell_one(world: World, case, **changed) -> InterestedParty:
    own = identity.own_number(worlds.neighbour(world))
    stated = {
        "role": PartyRole.INTERESTED,
        "name": own.name,
        "stake": "油烟正对窗户。",
        "offers_hearing": True,
        "number": own.number,
    }
    return procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(**stated | changed),
        actor=who(world, HANDLER),
        at=MONDAY,
    )


def test_a_party_signs_in_reads_objects_and_asks_for_a_hearing(world: World):
    case = worlds.accepted(world)
    party, me = tell_one(world, case), worlds.neighbour(world)

    assert [one.pk for one in selectors.interests.interests(me)] == [party.pk]
    found = selectors.interests.interest(party.pk, me, today=TODAY)
    assert (found.may_ask, found.may_speak) == (True, True)
    assert case.applicant_name not in found.applicant
    said = procedures.object_as_party(party_id=party.pk, words="先看烟道。", actor=me, at=MONDAY)
    hearing = procedures.ask_hearing_as_party(
        party_id=party.pk, reason="影响大。", actor=me, at=MONDAY
    )
    assert (hearing.is_required, hearing.asked_by_id) == (True, party.pk)
    procedures.answer_statement(
        case_id=case.pk,
        statement_id=said.pk,
        is_upheld=True,
        answer="已要求改道。",
        actor=who(world, HANDLER),
        at=MONDAY,
    )
    found = selectors.interests.interest(party.pk, me, today=TODAY)
    assert [one.answer for one in found.statements] == ["已要求改道。"]
    assert not found.may_ask
    procedures.waive_hearing_as_party(party_id=party.pk, actor=me, at=MONDAY)
    ledger.settle()
    kinds = set(Message.objects.filter(recipient_id=me.person_id).values_list("kind", flat=True))
    assert {"interest_hearing", "interest_answered"} <= kinds


def test_nobody_else_gets_in_and_days_are_kept(world: World):
    party, me = tell_one(world, worlds.accepted(world)), worlds.neighbour(world)
    strangers = (
        worlds.citizen(world),
        replace(me, assurance=1),
        replace(me, principal_id=me.person_id),
        who(world, HANDLER),
    )
    unknown = tell_one(world, fresh(party.case), name="同名的别人")

    for actor in strangers:
        with pytest.raises(errors.ProcedureNotFound), transaction.atomic():
            procedures.object_as_party(party_id=party.pk, words="不。", actor=actor, at=MONDAY)
        assert party.pk not in [one.pk for one in selectors.interests.interests(actor)]
    assert unknown.person_id is None
    assert unknown.pk not in [one.pk for one in selectors.interests.interests(me)]
    with pytest.raises(errors.HearingAskedTooLate), transaction.atomic():
        procedures.ask_hearing_as_party(party_id=party.pk, reason="x", actor=me, at=at(12, 1))
    with pytest.raises(InvalidResidentId):
        tell_one(world, fresh(party.case), number="12")


def test_a_firm_is_known_by_its_credit_code(world: World):
    case = worlds.accepted(world)
    party = tell_one(world, case, name=world.firm.name, number=world.firm.uscc)
    firm = world.actor(world.citizen)

    assert selectors.interests.interests(firm) == []
    acting = replace(firm, legal_person_id=world.firm.id)
    assert [one.pk for one in selectors.interests.interests(acting)] == [party.pk]


def test_hearings_and_notices_are_announced_without_who_applied(world: World):
    case = worlds.accepted(world)
    tell(world, case, planned(world, case), particulars={"matter": "周边噪声的听证。"})
    told(world, case, "public_notice")
    closed = worlds.accepted(world)
    tell(world, closed, planned(world, closed), is_public=False)

    rows = selectors.announced(case.region_code, today=TODAY)

    assert {one.kind for one in rows} == {"hearing", "public_notice"}
    assert {one.words for one in rows} == {"周边噪声的听证。", "标的"}
    assert selectors.announced("110101000000", today=TODAY) == []
    assert len(selectors.announced(case.region_code, today=HEARING_DAY.date())) == 2
    assert selectors.announced(case.region_code, today=at(12, 16).date()) == []
    listed = Caller().get(f"/announcements?region_code={case.region_code}")
    page = Client().get(f"/announcements?place={case.region_code}").content.decode()
    for text in (page, listed.content.decode()):
        assert case.applicant_name not in text
        assert case.number not in text
    assert Caller().get("/announcements?region_code=x").status_code == 422


def test_anybody_signed_in_objects_to_a_notice_while_it_hangs_out(world: World):
    case, me = worlds.accepted(world), worlds.neighbour(world)
    notice = told(world, case, "public_notice")

    said = procedures.object_to_notice(
        procedure_id=notice.pk, words="不同意。", actor=me, at=at(12, 9)
    )

    assert (said.procedure_id, said.party.person_id) == (notice.pk, me.person_id)
    again = procedures.object_to_notice(
        procedure_id=notice.pk, words="补充。", actor=me, at=at(12, 9)
    )
    assert again.party_id == said.party_id
    with pytest.raises(errors.ProcedureNotNow), transaction.atomic():
        procedures.object_to_notice(procedure_id=notice.pk, words="晚了", actor=me, at=at(12, 16))
    hearing = planned(world, worlds.accepted(world))
    with pytest.raises(errors.ProcedureNotFound), transaction.atomic():
        procedures.object_to_notice(procedure_id=hearing.pk, words="x", actor=me, at=at(12, 9))


def test_the_page_of_notices_asks_to_sign_in_first_and_keeps_what_was_typed(world: World):
    case = worlds.accepted(world)
    ends_on = timezone.localdate() + timedelta(days=30)
    notice = told(world, case, "public_notice", ends_on=ends_on)
    here, act = f"/announcements?place={case.region_code}", f"/announcements/{notice.pk}/objection"
    client = Client()
    anonymous = client.get(here).content.decode()
    client.force_login(world.neighbour)
    sent = {"words": "请改道。", "place": case.region_code, "idempotency_key": "k1"}

    twice = [client.post(act, sent) for _time in range(2)]
    empty = client.post(act, sent | {"words": "  ", "idempotency_key": "k2"})

    assert f"/signin?next={quote(here)}" in anonymous
    assert "<textarea" not in anonymous
    assert {each.url for each in twice} == {f"/my/interests/{Statement.objects.get().party_id}"}
    assert empty.status_code == 422
    assert str(errors.ReasonMissing.sentence) in empty.content.decode()


def test_one_stranger_does_not_hold_up_a_case_with_objections(world: World):
    case, me = worlds.accepted(world), worlds.neighbour(world)
    notice = told(world, case, "public_notice")
    say = partial(
        procedures.object_to_notice, procedure_id=notice.pk, words="不。", actor=me, at=MONDAY
    )
    said = [say() for _each in range(parties.MOST_WAITING)]
    with pytest.raises(errors.TooManyStatements), transaction.atomic():
        say()
    recorded = procedures.state(
        case_id=case.pk,
        kind=StatementKind.OBJECTION,
        words="现场来访。",
        actor=who(world, HANDLER),
        at=MONDAY,
        procedure_id=notice.pk,
    )
    assert recorded.pk, "clerks write down whatever comes in"

    procedures.answer_statement(
        case_id=case.pk,
        statement_id=said[0].pk,
        is_upheld=False,
        answer="已看过。",
        actor=who(world, HANDLER),
        at=MONDAY,
    )
    assert say().pk


def test_a_notice_that_is_not_for_everybody_takes_no_objections(world: World):
    me, closed, case = worlds.neighbour(world), worlds.accepted(world), worlds.accepted(world)
    say = partial(procedures.object_to_notice, words="不。", actor=me, at=MONDAY)
    hidden = told(world, closed, "public_notice", is_public=False)
    labelled = told(world, case, "public_notice")

    with pytest.raises(errors.ProcedureNotFound), transaction.atomic():
        say(procedure_id=hidden.pk)
    assert say(procedure_id=labelled.pk).pk
    DataLabel.objects.create(department=world.department, level=LabelLevel.IMPORTANT, set_at=MONDAY)
    with pytest.raises(errors.ProcedureNotFound), transaction.atomic():
        say(procedure_id=labelled.pk)


def test_the_pages_and_the_machine_do_the_same(world: World):
    party = tell_one(world, worlds.accepted(world))
    here = f"/my/interests/{party.pk}"
    client, stranger = Client(), Client()
    client.force_login(world.neighbour)
    stranger.force_login(world.citizen)

    assert here in client.get("/my/interests").content.decode()
    assert stranger.get(here).status_code == 404
    assert stranger.post(f"{here}/object", {"words": "x"}).status_code == 404
    assert client.post(f"{here}/object", {"words": " "}).status_code == 422
    sent = {"words": "请先查看烟道。", "idempotency_key": "k1"}
    for _twice in range(2):
        assert client.post(f"{here}/object", sent).status_code == 302
    assert Statement.objects.count() == 1
    assert "请先查看烟道。" in client.get(here).content.decode()
    machine = Caller(token_of(world.neighbour))
    (row,) = machine.get("/interests").json()["items"]
    shown = machine.get(f"/interests/{row['id']}").json()
    assert [one["words"] for one in shown["statements"]] == ["请先查看烟道。"]
    assert Caller(token_of(world.citizen)).get(f"/interests/{row['id']}").status_code == 404
