# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The counter's search for people, the ledger browser, and what the public may check of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done, submitted
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.identity import selectors as identity
from yiwang.ledger import merkle
from yiwang.ledger import services as ledger
from yiwang.ledger.merkle import TREE_HASHES
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(world: World) -> str:
    return identity.own_details(world.actor(world.neighbour)).resident_id


def test_the_counter_finds_who_stands_there_and_the_search_is_kept(
    counter: Caller, number: str, world: World
) -> None:
    found = done(
        counter.post("/counter/persons", {"resident_id": number, "purpose": "counter_service"})
    )

    assert found["id"] == str(world.neighbour.person_id)
    assert number not in str(found)
    trace = Event.objects.get(kind="ledger.personal_data_read")
    assert trace.purpose == "counter_service"
    assert number not in str(trace.payload)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"resident_id": "123", "purpose": "counter_service"}, "foundation.invalid_resident_id"),
        ({"resident_id": "{number}", "purpose": "curiosity"}, "rest.invalid_request"),
        ({"resident_id": "{number}"}, "rest.invalid_request"),
        ({"purpose": "counter_service"}, "rest.invalid_request"),
    ],
)
def test_a_search_names_a_number_and_a_purpose(
    counter: Caller, number: str, body: dict[str, str], code: str
) -> None:
    filled = {name: value.format(number=number) for name, value in body.items()}

    assert code_of(counter.post("/counter/persons", filled)) == code


def test_only_who_helps_at_a_counter_searches_for_people(handler: Caller, number: str) -> None:
    person = handler.post("/counter/persons", {"resident_id": number, "purpose": "counter_service"})
    firm = handler.post("/counter/legal-persons", {"uscc": make_test_uscc(1)})

    assert person.status_code == firm.status_code == 403


def test_the_counter_finds_a_firm_by_its_code(world: World, counter: Caller) -> None:
    found = done(counter.post("/counter/legal-persons", {"uscc": world.firm.uscc}))
    unknown = counter.post("/counter/legal-persons", {"uscc": make_test_uscc(999)})
    nonsense = counter.post("/counter/legal-persons", {"uscc": "x"})

    assert (found["id"], found["representative_name"]) == (str(world.firm.id), "张小云")
    assert unknown.status_code == 404
    assert nonsense.status_code == 422


# ── the ledger


@pytest.fixture
def sequenced(world: World, citizen: Caller) -> None:
    for _ in range(3):
        submitted(citizen, world.shop)
    while ledger.sequence_batch():
        pass
    ledger.make_checkpoint(at=timezone.now())


@pytest.mark.usefixtures("sequenced")
def test_the_auditor_browses_the_ledger_in_pages(auditor: Caller) -> None:
    first = done(auditor.get("/ledger/events?kind=cases.case_submitted&limit=2"))
    second = done(
        auditor.get(
            f"/ledger/events?kind=cases.case_submitted&limit=2&cursor={first['next_cursor']}"
        )
    )

    seqs = [event["seq"] for page in (first, second) for event in page["items"]]
    assert len(seqs) == 3
    assert seqs == sorted(seqs, reverse=True)
    assert second["next_cursor"] == ""


@pytest.mark.usefixtures("sequenced")
def test_the_ledger_can_be_narrowed(auditor: Caller, world: World) -> None:
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)

    path = "/ledger/events?kind=cases.case_submitted"
    now = done(auditor.get(f"{path}&since={today}"))["items"]
    before = done(auditor.get(f"{path}&since={yesterday}&until={today}"))["items"]
    about = done(auditor.get(f"/ledger/events?subject_id={now[0]['subject_id']}"))["items"]
    by_account = done(auditor.get(f"{path}&account_id={world.citizen.id}"))["items"]
    elsewhere = done(auditor.get(f"{path}&region_code=330200000000"))["items"]

    assert (len(now), before, elsewhere) == (3, [], [])
    assert {event["kind"] for event in about} >= {"cases.case_submitted"}
    assert len(by_account) == 3


def test_without_the_right_nobody_reads_the_ledger(counter: Caller) -> None:
    for path in ("/ledger/events", "/ledger/state"):
        response = counter.get(path)
        assert (response.status_code, code_of(response)) == (403, "ledger.read_forbidden")


@pytest.mark.usefixtures("sequenced")
def test_any_staff_may_have_a_proof_which_says_nothing_of_the_fact(counter: Caller) -> None:
    proof = done(counter.get("/ledger/events/0/proof"))

    assert proof.keys() == {"seq", "size", "leaf_hash", "root", "path"}


@pytest.mark.usefixtures("sequenced")
def test_a_fact_is_proved_to_stand_in_what_was_signed(auditor: Caller, nobody: Caller) -> None:
    event = done(auditor.get("/ledger/events?kind=cases.case_submitted"))["items"][0]
    checkpoint = done(nobody.get("/ledger/checkpoint"))

    proof = done(auditor.get(f"/ledger/events/{event['seq']}/proof"))

    root = merkle.root_from_inclusion(
        TREE_HASHES["sha256"],
        bytes.fromhex(proof["leaf_hash"]),
        proof["seq"],
        proof["size"],
        [bytes.fromhex(step) for step in proof["path"]],
    )
    assert root.hex() == proof["root"] == checkpoint["root"]


@pytest.mark.usefixtures("sequenced")
def test_anybody_may_check_that_the_log_only_grows(nobody: Caller) -> None:
    size = done(nobody.get("/ledger/checkpoint"))["size"]

    proof = done(nobody.get(f"/ledger/consistency?old_size=1&new_size={size}"))

    assert (proof["old_size"], proof["new_size"]) == (1, size)
    assert done(nobody.get("/ledger/keys"))["items"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("old_size=1", 422),
        ("old_size=0&new_size=1", 422),
        ("old_size=-1&new_size=1", 422),
        ("old_size=2&new_size=1", 404),
        ("old_size=1&new_size=9007199254740992", 404),
        ("old_size=1&new_size=99999999999999999999999999", 422),
    ],
)
def test_a_proof_that_cannot_be_is_refused(nobody: Caller, query: str, status: int) -> None:
    assert nobody.get(f"/ledger/consistency?{query}").status_code == status


def test_before_anything_was_signed_there_is_no_checkpoint(nobody: Caller) -> None:
    assert code_of(nobody.get("/ledger/checkpoint")) == "ledger.proof_unavailable"


@pytest.mark.usefixtures("sequenced")
def test_the_auditor_sees_how_the_ledger_is_doing(auditor: Caller) -> None:
    assert done(auditor.get("/ledger/state"))["is_anchored"] is False
