# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who I am, my messages, my drafts, my forms."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import FORM_DATA, World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done, uploaded
from yiwang.identity.models import NaturalPerson
from yiwang.notifications import services as notifications

pytestmark = pytest.mark.django_db


def test_a_citizen_sees_who_they_are_with_masked_numbers(world: World, citizen: Caller) -> None:
    me = done(citizen.get("/me"))

    assert (me["audience"], me["name"], me["acting_for"]) == ("citizen", "张小云", None)
    assert me["person"]["number_masked"].count("*") > 10
    assert me["rights"] == []


def test_staff_see_their_post(world: World, counter: Caller) -> None:
    me = done(counter.get("/me"))

    assert me["department_id"] == str(world.department.id)
    assert "cases.accept" in me["rights"]
    (post,) = done(counter.get("/me/posts"))["items"]
    assert post["post_id"] == me["post_id"]


def test_one_s_own_details_are_whole(world: World, citizen: Caller) -> None:
    details = done(citizen.get("/me/details"))

    assert details["phone"] == "13800001234"
    assert len(details["resident_id"]) == 18


def test_one_sees_whom_one_may_act_for(world: World, citizen: Caller, neighbour: Caller) -> None:
    (mandate,) = done(citizen.get("/me/legal-persons"))["items"]

    assert mandate["legal_person_id"] == str(world.firm.id)
    assert done(neighbour.get("/me/legal-persons"))["items"] == []


def test_contact_details_can_be_changed(world: World, citizen: Caller) -> None:
    body = {"phone": "13900001111", "address_division": "330106000000", "address_text": "文三路"}

    done(citizen.put("/me/contact", body))

    details = done(citizen.get("/me/details"))
    assert (details["phone"], details["address_text"]) == ("13900001111", "文三路")


@pytest.mark.parametrize(
    "body",
    [
        {"phone": "1"},
        {"phone": "13900001111", "address_division": "110101000000"},
        {"phone": "13900001111", "address_division": "x"},
        {"phone": "13900001111", "address_text": "x" * 201},
        {"phone": 13900001111},
        {},
    ],
)
def test_contact_details_that_cannot_be_are_refused(
    world: World, citizen: Caller, body: dict[str, object]
) -> None:
    assert citizen.put("/me/contact", body).status_code in {404, 422}
    assert NaturalPerson.objects.get(id=world.citizen.person_id).address_text == ""


# ── messages


@pytest.fixture
def messages(world: World) -> None:
    for number in range(3):
        notifications.send(
            recipient_id=world.citizen.person_id,
            kind="withdrawn",
            params={"item": f"事项{number}"},
            source_key=f"test:{number}",
            at=timezone.now(),
        )


@pytest.mark.usefixtures("messages")
def test_messages_come_newest_first_in_pages(citizen: Caller) -> None:
    first = done(citizen.get("/messages?limit=2"))
    second = done(citizen.get(f"/messages?limit=2&cursor={first['next_cursor']}"))

    texts = [message["text"] for page in (first, second) for message in page["items"]]
    assert [text[5:8] for text in texts] == ["事项2", "事项1", "事项0"]


@pytest.mark.usefixtures("messages")
def test_messages_are_marked_as_read_one_by_one_and_all(citizen: Caller) -> None:
    message = done(citizen.get("/messages"))["items"][0]

    done(citizen.post(f"/messages/{message['id']}/read"))
    unread = done(citizen.get("/messages/unread"))
    listed = done(citizen.get("/messages?unread=true"))["items"]
    marked = done(citizen.post("/messages/read"))

    assert unread == {"unread": 2}
    assert message["id"] not in [each["id"] for each in listed]
    assert marked == {"marked": 2}
    assert done(citizen.get("/messages/unread")) == {"unread": 0}


def test_a_message_that_never_was_cannot_be_read(citizen: Caller) -> None:
    assert citizen.post(f"/messages/{uuid4()}/read").status_code == 404


# ── drafts


def test_a_draft_is_saved_read_replaced_and_thrown_away(world: World, citizen: Caller) -> None:
    path = f"/versions/{world.shop.version_id}/draft"
    first = done(citizen.put(path, {"form": {"name": "张"}}))
    file_id = uploaded(citizen)
    second = done(
        citizen.put(path, {"form": FORM_DATA, "materials": {"lease": [file_id]}, "step": 3})
    )

    assert first["id"] == second["id"]
    assert done(citizen.get(f"/drafts/{first['id']}")) == done(citizen.get(path))
    assert done(citizen.get(path))["materials"] == {"lease": [file_id]}
    assert [row["step"] for row in done(citizen.get("/drafts"))["items"]] == [3]
    done(citizen.delete(f"/drafts/{first['id']}"))
    assert code_of(citizen.get(path)) == "cases.draft_not_found"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"form": 1}, 422),
        ({"form": {}, "step": 0}, 422),
        ({"form": {}, "step": 5}, 422),
        ({"form": {}, "step": "1"}, 422),
        ({"form": {"x": 0.5}}, 422),
        ({"form": {"x": "y" * 300_000}}, 413),
        ({"form": {}, "materials": {"passport": []}}, 422),
        ({"form": {}, "materials": {"lease": [str(uuid4())]}}, 422),
    ],
)
def test_a_draft_that_cannot_be_is_refused(
    world: World, citizen: Caller, body: dict[str, object], status: int
) -> None:
    path = f"/versions/{world.shop.version_id}/draft"

    assert citizen.put(path, body).status_code == status
    assert citizen.get(path).status_code == 404


def test_nothing_is_drafted_for_an_item_that_is_not_there(citizen: Caller) -> None:
    response = citizen.put(f"/versions/{uuid4()}/draft", {"form": {}})

    assert code_of(response) == "catalogue.item_not_found"


# ── forms


def test_a_form_comes_with_what_is_known(world: World, citizen: Caller, firm: Caller) -> None:
    path = f"/versions/{world.shop.version_id}/form"

    mine, ours = done(citizen.get(path)), done(firm.get(path))

    assert mine["known"] == {"name": "张小云", "phone": "13800001234"}
    assert ours["known"] == {"name": world.firm.name, "phone": "0571-87654321"}
    assert mine["json_schema"]["properties"]["kind"]["enum"] == ["shop", "stall"]


def test_staff_get_a_form_with_nothing_filled_in(world: World, counter: Caller) -> None:
    assert done(counter.get(f"/versions/{world.shop.version_id}/form"))["known"] == {}


def test_the_form_of_a_step_is_found_by_its_code(world: World, handler: Caller) -> None:
    assert done(handler.get("/forms/step-review"))["code"] == "step-review"
    assert handler.get("/forms/nothing").status_code == 404
    assert handler.get("/forms/%00").status_code == 422
