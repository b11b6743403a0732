# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Those whose interests a case touches, when it ends without a decision."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.cases import world as worlds
from tests.cases.procedures.test_party_papers import papers, serve, tell
from tests.cases.test_serving import DIRECT
from tests.cases.world import HANDLER, MONDAY, at, citizen, fresh, who
from tests.factories import World
from tests.rest.calling import Caller, token_of
from tests.rest.journeys import done
from tests.workbench.desks import at_desk, words
from yiwang.cases import selectors
from yiwang.cases.enums import EndedBecause, ProcedureState
from yiwang.cases.models import Case, InterestedParty, SpecialProcedure, Statement
from yiwang.cases.procedures import gates
from yiwang.cases.services import decisions, procedures
from yiwang.documents.enums import NoticeKind
from yiwang.identity.services import privacy_holdings
from yiwang.identity.services.privacy_holdings import Whose
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


@pytest.fixture
def party(world: World) -> InterestedParty:
    """Return the neighbour, who has objected and asked for a hearing."""
    party, me = tell(world, worlds.accepted(world)), worlds.neighbour(world)
    procedures.object_as_party(party_id=party.pk, words="油烟对着窗户。", actor=me, at=MONDAY)
    procedures.ask_hearing_as_party(party_id=party.pk, reason="影响居住。", actor=me, at=MONDAY)
    return InterestedParty.objects.get(pk=party.pk)


def withdrawn(world: World, party: InterestedParty) -> Case:
    decisions.withdraw_case(case_id=party.case_id, actor=citizen(world), at=at(11, 25))
    ledger.settle()
    return fresh(party.case)


def test_a_hearing_that_was_asked_for_and_objections_end_with_the_reason(
    world: World, party: InterestedParty
):
    case = withdrawn(world, party)

    hearing, said = SpecialProcedure.objects.get(case=case), Statement.objects.get(case=case)
    assert (hearing.state, hearing.findings) == (
        ProcedureState.CANCELLED,
        "申请人撤回了申请，办件终止。",
    )
    assert (said.ended_because, said.answered_at) == (EndedBecause.WITHDRAWN, None)
    assert said.ended_at == at(11, 25)
    fact = Event.objects.get(kind="cases.statement_ended")
    assert fact.payload["because"] == "withdrawn"
    assert not selectors.procedures_of(case, today=TODAY).unanswered


def test_the_party_is_told_once_and_sees_why(world: World, party: InterestedParty):
    withdrawn(world, party)
    ledger.settle()

    told = Message.objects.filter(recipient_id=party.person_id, kind="interest_withdrawn")
    assert told.count() == 1
    assert told.get().link == f"/my/interests/{party.pk}"
    page = words(at_desk(world.neighbour).get(f"/my/interests/{party.pk}"))
    assert "这件事没有作出决定就终止了" in page
    assert "随办件终止，不再答复" in page
    assert "我要提出异议" not in page
    found = done(Caller(token_of(world.neighbour)).get(f"/interests/{party.pk}"))
    assert (found["ended"], found["may_speak"], found["may_waive"]) == ("withdrawn", False, False)
    assert found["statements"][0]["ended_at"] is not None
    desk = words(at_desk(world.staff[HANDLER]).get(f"/workbench/cases/{party.case_id}/procedures"))
    assert "随办件终止，不再答复" in desk
    mine = words(at_desk(world.citizen).get(f"/my/cases/{party.case_id}/procedures"))
    assert "待答复" not in mine


def test_an_answer_that_was_given_stays(world: World, party: InterestedParty):
    said = Statement.objects.get(party=party)
    procedures.answer_statement(
        case_id=party.case_id,
        statement_id=said.pk,
        is_upheld=False,
        answer="已经改道。",
        actor=who(world, HANDLER),
        at=MONDAY,
    )

    withdrawn(world, party)

    said.refresh_from_db()
    assert (said.ended_at, said.answer) == (None, "已经改道。")


def test_a_withdrawn_acceptance_says_so(world: World, party: InterestedParty):
    with transaction.atomic():
        gates.end_with_the_case(
            fresh(party.case), EndedBecause.UNACCEPTED, actor=who(world, HANDLER), at=MONDAY
        )

    assert Statement.objects.get(party=party).ended_because == EndedBecause.UNACCEPTED
    assert "撤销受理" in SpecialProcedure.objects.get(case=party.case_id).findings


def test_the_database_wants_the_reason(party: InterestedParty):
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(party=party).update(ended_at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(party=party).update(ended_because="withdrawn")


# ── what was served to a party


def test_what_was_served_to_a_party_stands_among_their_papers(world: World, party: InterestedParty):
    made = serve(world, party, DIRECT)
    mine = papers(party)
    me, page = at_desk(world.neighbour), "/my/served"

    shown = words(me.get(page))
    (own,) = selectors.serving.own_services(worlds.neighbour(world))
    (listed,) = done(Caller(token_of(world.neighbour)).get("/me/services"))["items"]
    me.post(
        f"/my/interests/{party.pk}/confirm",
        {"idempotency_key": uuid4().hex, "service": str(made.pk)},
    )

    assert "您是利害关系人" in shown
    assert f"/my/interests/{party.pk}/papers/{mine[NoticeKind.PARTY_RIGHTS].pk}" in shown
    assert f"/my/interests/{party.pk}/papers/{mine[NoticeKind.SERVICE_RECORD].pk}" in shown
    assert (own.served.row.pk, own.record) == (made.pk, mine[NoticeKind.SERVICE_RECORD])
    assert (listed["party_id"], listed["case_id"], listed["case_number"]) == (
        str(party.pk),
        None,
        "",
    )
    made.refresh_from_db()
    assert made.confirmed_at is not None
    assert "您是利害关系人" not in words(at_desk(world.citizen).get(page))


def test_a_copy_of_ones_data_has_what_came_to_a_party_and_nothing_of_the_application(
    world: World, party: InterestedParty
):
    serve(world, party, DIRECT)
    papers(party)
    whose = Whose(world.neighbour.pk, party.person_id)

    entries = {
        one.path: b"".join(one.chunks())
        for one in privacy_holdings.entries_of(whose)
        if one.path.startswith("interests/")
    }

    (told,) = [body.decode() for path, body in entries.items() if path.endswith(".json")]
    for said in ("油烟对着窗户。", "利害关系人权利告知书", "served_on"):
        assert said in told, said
    assert fresh(party.case).applicant_name not in told
    assert any(path.endswith(".pdf") and body[:4] == b"%PDF" for path, body in entries.items())
    others = Whose(world.citizen.pk, fresh(party.case).applicant_id)
    assert not [
        one for one in privacy_holdings.entries_of(others) if one.path.startswith("interests/")
    ]
