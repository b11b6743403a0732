# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Serving papers over the machine interface: the counter records, the applicant reads."""

import pytest
from django.utils import timezone

from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.django_db


def test_a_counter_records_a_service_and_the_applicant_confirms_it(
    world: World, citizen: Caller, counter: Caller
) -> None:
    case_id = accepted(citizen, counter, world.shop)
    ledger.settle()
    (paper,) = documents.documents_about("case", case_id).filter(kind="acceptance")
    document_services.render_now(paper.pk)
    today = timezone.localdate().isoformat()
    attempt = {
        "document_ids": [str(paper.pk)],
        "way": "direct",
        "sent_on": today,
        "received_on": today,
        "servers": ["王芳"],
        "receiver": "self",
    }

    refused = counter.post(f"/staff/cases/{case_id}/services", {**attempt, "servers": []})
    made = done(counter.post(f"/staff/cases/{case_id}/services", attempt), 201)
    mine = done(citizen.get("/me/services"))["items"]
    service_id = made["items"][0]["id"]
    confirmed = done(citizen.post(f"/cases/{case_id}/services/{service_id}/confirmation"))

    assert code_of(refused) == "documents.service_invalid"
    assert made["items"][0]["served_on"] == today
    assert [one["id"] for one in mine] == [service_id]
    assert confirmed["items"][0]["confirmed_at"] is not None
