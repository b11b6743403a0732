# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Following a case without signing in, and checking papers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import PASSWORD, World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done, submitted
from yiwang.cases import selectors as cases
from yiwang.cases.services import notices
from yiwang.documents import services as documents
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.actors import system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.identity import services as identity
from yiwang.identity.enums import AgentKind
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.django_db


def test_number_and_code_show_where_a_case_stands_and_nothing_personal(
    world: World, citizen: Caller, nobody: Caller
) -> None:
    receipt = submitted(citizen, world.shop)
    body = {"number": receipt["number"], "query_code": receipt["query_code"].lower()}

    response = nobody.post("/tracking", body)

    shown = done(response)
    assert (shown["state"], shown["item_name"]) == ("submitted", "店铺登记")
    assert [entry["kind"] for entry in shown["timeline"]] == ["cases.case_submitted"]
    assert "张小云" not in response.content.decode()


@pytest.mark.parametrize(
    ("number", "code"), [("", "x"), ("{number}", "WRONGCOD"), ("nonsense", "x"), ("{number}", "😀")]
)
def test_a_wrong_number_or_code_shows_nothing(
    world: World, citizen: Caller, nobody: Caller, number: str, code: str
) -> None:
    receipt = submitted(citizen, world.shop)

    response = nobody.post("/tracking", {"number": number.format(**receipt), "query_code": code})

    assert code_of(response) in {"cases.tracking_failed", "rest.invalid_request"}


def test_the_code_is_not_taken_from_an_address(nobody: Caller) -> None:
    assert code_of(nobody.get("/tracking?number=1&query_code=2")) == "rest.method_not_allowed"


def test_guessing_codes_is_slowed_down_and_knowing_them_is_not(
    world: World, citizen: Caller, nobody: Caller
) -> None:
    receipt = submitted(citizen, world.shop)
    right = {"number": receipt["number"], "query_code": receipt["query_code"]}
    wrong = right | {"query_code": "WRONGCOD"}

    for _ in range(30):
        done(nobody.post("/tracking", right))
    guesses = [nobody.post("/tracking", wrong) for _ in range(21)]

    assert guesses[-1].status_code == 429
    assert code_of(nobody.post("/tracking", right)) == "identity.too_many_attempts"


def test_a_paper_is_told_from_a_forgery(world: World, citizen: Caller, nobody: Caller) -> None:
    case = cases.case(submitted(citizen, world.shop)["case_id"], world.actor(world.citizen))
    paper = documents.issue_document(
        kind=NoticeKind.RECEIPT,
        subject_type="case",
        subject_id=case.pk,
        region_code=case.region_code,
        department_id=case.department_id,
        data=notices.receipt(case),
        actor=system_actor("tests"),
        at=timezone.now(),
    )

    shown = done(nobody.get(f"/documents/verification/{paper.verification_code}"))
    forged = nobody.get("/documents/verification/AAAA-BBBB-CCCC-DDDD")

    assert (shown["number"], shown["holder"]) == (paper.number, "*小云")
    assert code_of(forged) == "documents.unknown_verification_code"


@pytest.mark.parametrize("code", ["%00", "x" * 61])
def test_what_cannot_be_a_verification_code_is_refused(nobody: Caller, code: str) -> None:
    assert code_of(nobody.get(f"/documents/verification/{code}")) == "rest.invalid_request"


def mandate_to_the_neighbour(world: World) -> str:
    """Return the number of a mandate that the citizen has just signed."""
    at, actor = timezone.now(), world.actor(world.citizen)
    today = timezone.localdate(at)
    terms = identity.Terms(
        agent_kind=AgentKind.PERSON,
        agent_id=world.actor(world.neighbour).person_id or new_id(),
        items=[],
        themes=[],
        rights=["apply"],
        since=today,
        until=today + timedelta(days=30),
        is_for_all=True,
    )
    drafted = identity.draft_mandate(terms=terms, actor=actor, at=at)
    made = identity.sign_mandate(
        terms=terms,
        seen_sha256=drafted.sha256,
        is_agreed=True,
        password=PASSWORD,
        actor=actor,
        at=at,
    )
    return str(made.number)


def test_a_mandate_is_verified_and_proved_by_its_number(nobody: Caller, world: World) -> None:
    number = mandate_to_the_neighbour(world)
    ledger.settle()
    ledger.make_checkpoint(at=timezone.now())

    response = nobody.get(f"/mandates/{number}")
    proof = nobody.get(f"/mandates/{number}/proof")

    assert done(response)["is_valid"] is False  # nobody has accepted it
    assert "张小云" not in response.content.decode()
    assert len(done(proof)["root"]) == 64
    assert nobody.get("/mandates/WT000000000000").status_code == 404
