# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The way to the review on the receipt that applicants print themselves."""

import pytest
from django.utils import timezone

from tests.cases import world as worlds
from tests.evaluations.people import People, invited_to
from tests.evaluations.test_pages import browser
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.codes import code_of

pytestmark = pytest.mark.django_db


def test_a_receipt_leads_to_the_review_by_sign_in_then_by_code_then_no_more(
    people: People,
) -> None:
    case = worlds.delivered(people.world)
    client = browser(people.world.citizen, "/signin")
    receipt = f"/my/cases/{case.pk}/receipt"
    assert "办完以后扫码登录" in client.get(receipt).content.decode()

    invitation = invited_to(people, case.pk, at=timezone.now())
    page = client.get(receipt).content.decode()
    assert "不用登录" in page
    assert evaluations.spaced(code_of(invitation)) in page

    client.post(f"/my/cases/{case.pk}/review", {"level": "1"})
    page = client.get(receipt).content.decode()
    assert "不用登录" not in page
    assert "扫码登录" not in page
    assert client.get(receipt.replace(str(case.pk), str(invitation.pk))).status_code == 404
