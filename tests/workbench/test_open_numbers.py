# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers in forms are masked for staff until they open them, and then it is written down who."""

import pytest
from django.test import Client

from tests.factories import FORM_DATA, World
from tests.workbench import test_lower_reviews as below
from yiwang.cases.models import Case
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db
case, clerk = below.case, below.clerk
PHONE = FORM_DATA["phone"]


def reads() -> list[str]:
    found = Event.objects.filter(kind="cases.numbers_read").order_by("id")
    return [row.purpose for row in found]


@pytest.mark.usefixtures("world")
def test_the_page_of_a_case_masks_until_a_purpose_is_chosen(
    case: Case, handler: Client, stranger: Client
) -> None:
    here = f"/workbench/cases/{case.pk}"
    masked = handler.get(here).content.decode()
    assert (PHONE in masked, "138****1234" in masked) == (False, True)
    assert handler.post(f"{here}/numbers", {"purpose": "curiosity"}).status_code == 302
    assert reads() == []
    opened = handler.post(f"{here}/numbers", {"purpose": "identity_check"})
    assert PHONE in opened.content.decode()
    assert reads() == ["identity_check"]
    assert PHONE not in handler.get(here).content.decode()
    assert stranger.post(f"{here}/numbers", {"purpose": "case_handling"}).status_code == 404


def test_the_lower_body_sees_them_masked_and_opens_them(
    case: Case, clerk: Client, world: World, counter: Client
) -> None:
    here = f"{below.HERE}/{case.pk}"
    masked = clerk.get(here).content.decode()
    assert (PHONE in masked, "138****1234" in masked) == (False, True)
    assert clerk.post(f"{here}/numbers", {"purpose": ""}).status_code == 302
    assert PHONE in clerk.post(f"{here}/numbers", {"purpose": "case_handling"}).content.decode()
    assert reads() == ["case_handling"]
    assert counter.post(f"{here}/numbers", {"purpose": "case_handling"}).status_code == 404
    assert world.department.id == case.department_id
