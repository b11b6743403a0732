# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding a party by name in the workbench, and linking one on its page."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import World
from tests.rest.calling import Caller, token_of
from tests.workbench.desks import accepted, words
from yiwang.cases.enums import PartyRole
from yiwang.cases.models import InterestedParty
from yiwang.cases.services import procedures
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
FIND = "/workbench/own-motion/party"


@pytest.fixture
def party(world: World) -> InterestedParty:
    case = accepted(world)
    return procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(role=PartyRole.INTERESTED, name="邻店", stake="油烟。"),
        actor=world.staff_actor(StandardPost.HANDLER),
        at=timezone.now(),
    )


def test_a_firm_is_found_and_chosen_for_a_case_of_own_motion(handler: Client, world: World):
    answer = handler.post(FIND, {"kind": "legal", "wanted": world.firm.name})
    (found,) = re.findall(r'href="(/workbench/own-motion\?found=[^"]+)"', words(answer))

    assert handler.get(found).context["chosen"].name == world.firm.name
    assert handler.get("/workbench/own-motion?found=made-up").context["chosen"] is None
    refused = handler.post(FIND, {"kind": "natural", "wanted": "张小云", "born_on": "x"})
    assert refused.status_code == 422
    assert "还要填出生日期或者手机号" in words(refused)


def test_a_party_is_linked_and_unlinked_on_its_page(
    handler: Client, approver: Client, party: InterestedParty, world: World
):
    page = f"/workbench/cases/{party.case_id}/parties/{party.pk}"
    listed = words(handler.get(f"/workbench/cases/{party.case_id}/procedures"))
    assert f'href="{page}"' in listed
    found = words(handler.post(page, {"action": "find", "kind": "legal", "wanted": "有限公司"}))
    sealed = re.search(r'name="found" value="([^"]+)"', found)
    assert sealed
    assert approver.post(page, {"action": "find", "kind": "legal"}).status_code == 403

    send = {"action": "link", "found": sealed[1], "idempotency_key": uuid4().hex}
    assert "现在起可以自己查看" in words(handler.post(page, send, follow=True))
    party.refresh_from_db()
    assert party.person_id == world.firm.id
    send = {"action": "unlink", "reason": "不是这家。", "idempotency_key": uuid4().hex}
    assert "关联已撤销" in words(handler.post(page, send, follow=True))
    party.refresh_from_db()
    assert party.person_id is None
    assert handler.post(page, {"action": "other"}).status_code == 404


def test_programs_search_and_link_too(party: InterestedParty, world: World):
    handler = Caller(token_of(world.staff[StandardPost.HANDLER]))
    asked = {"kind": "legal", "name": world.firm.name, "case_id": str(party.case_id)}

    (found,) = handler.post("/staff/parties/search", asked).json()["items"]
    address = f"/cases/{party.case_id}/parties/{party.pk}"

    assert handler.post(f"{address}/link", {"found": found["found"]}).status_code == 200
    assert handler.post(f"{address}/link", {"found": found["found"]}).status_code == 409
    assert handler.post(f"{address}/unlink", {"reason": "不是这家。"}).status_code == 200
    assert handler.post("/staff/parties/search", {"kind": "all", "name": "张"}).status_code == 422
    counter = Caller(token_of(world.staff[StandardPost.COUNTER]))
    assert counter.post("/staff/parties/search", asked).status_code == 403
