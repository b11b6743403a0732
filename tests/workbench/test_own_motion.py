# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases that nobody applied for: who is shown the way to open one, and what the page refuses."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import World, item
from tests.workbench.desks import words
from yiwang.cases.models import Case
from yiwang.workbench.cases.own_motion import FIELDS

pytestmark = pytest.mark.django_db
PAGE = "/workbench/own-motion"
LINK = f'href="{PAGE}"'
MATTER = dict.fromkeys(FIELDS, "检查消防通道是否畅通。")


def test_only_those_to_whom_it_is_open_see_the_way_to_it(
    handler: Client, approver: Client, counter: Client
):
    assert LINK in words(handler.get("/workbench/cases"))
    assert handler.get(PAGE).status_code == 200
    for client in (approver, counter):
        assert LINK not in words(client.get("/workbench/cases"))
        assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize(
    "version", ["", "x", "01a21b38-78d9-7b94-b30a-695e326fb725"], ids=["none", "odd", "strange"]
)
def test_an_item_that_is_none_is_refused_in_words(handler: Client, version: str):
    sent = {"version": version, "uscc": "x", "idempotency_key": uuid4().hex, **MATTER}
    answer = handler.post(PAGE, sent)

    assert 400 <= answer.status_code < 500
    assert 'id="own-motion"' in words(answer)
    assert not Case.objects.exists()


def test_what_people_apply_for_is_not_opened_of_own_motion(handler: Client, world: World):
    version = item(world.department).version_id
    sent = {"version": version, "uscc": world.firm.uscc, "idempotency_key": uuid4().hex, **MATTER}

    assert "应当依申请办理" in words(handler.post(PAGE, sent))
    assert not Case.objects.exists()
