# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A change of contact goes from the applicant's page, or the counter's, to who handles the case."""

import pytest
from django.test import Client

from tests import factories
from tests.factories import World
from tests.portal.conftest import reader
from yiwang.cases.models import Case, ContactChange
from yiwang.cases.services import intake
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
PHONE = "13900005678"


@pytest.fixture
def case(world: World, db: None) -> Case:
    made = factories.submitted_case(world)
    return intake.accept_case(
        case_id=made.id, actor=world.staff_actor(StandardPost.COUNTER), at=made.submitted_at
    )


def test_the_applicant_changes_it_and_the_handler_sees_it(
    case: Case, world: World, handler: Client, stranger: Client
) -> None:
    applicant, here = reader(world.citizen), f"/my/cases/{case.id}/contact"
    sent = {"version": "0", "contact_phone": PHONE, "email": "nobody", "idempotency_key": "a"}
    wrong = applicant.post(here, sent)
    assert (wrong.status_code, PHONE in wrong.content.decode()) == (422, True)
    sent |= {"email": "", "idempotency_key": "b"}
    assert applicant.post(here, sent).status_code == 302
    assert applicant.post(here, sent).status_code == 302
    late = applicant.post(here, {"version": "0", "contact_phone": "13700001111"})
    assert late.status_code == 409
    assert ContactChange.objects.filter(case=case).count() == 1
    for text in ("9" * 5000, "x", ""):
        assert applicant.post(here, {"version": text, "contact_phone": PHONE}).status_code == 409
    half = applicant.post(here, {"version": "1", "street": "古墩路 701 号"})
    assert (half.status_code, "地址没有填完整" in half.content.decode()) == (422, True)
    assert "139****5678" in handler.get(f"/workbench/cases/{case.id}").content.decode()
    assert stranger.get(f"/workbench/cases/{case.id}/contact").status_code == 404
    assert reader(world.neighbour).get(here).status_code == 404


def test_the_counter_changes_it_with_a_ground_and_opens_it_for_a_purpose(
    case: Case, counter: Client, handler: Client
) -> None:
    here = f"/workbench/cases/{case.id}/contact"
    sent = {"version": "0", "contact_phone": PHONE}
    assert "请选择凭什么更改" in counter.post(here, sent).content.decode()
    assert handler.post(here, sent | {"ground": "in_person"}).status_code == 403
    assert counter.post(here, sent | {"ground": "in_person"}).status_code == 302
    page = handler.get(here).content.decode()
    assert ("139****5678" in page, PHONE in page) == (True, False)
    assert handler.post(f"{here}/open", {"purpose": "curiosity"}).status_code == 422
    assert PHONE in handler.post(f"{here}/open", {"purpose": "case_handling"}).content.decode()
