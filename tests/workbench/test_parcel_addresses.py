# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A new address on the way: applicant, desk and programs read how it stands and what to do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.delivery.parcels import HALL, HOME, SYSTEM
from tests.factories import World
from tests.portal.conftest import reader
from tests.rest.calling import Caller, token_of
from yiwang.delivery.enums import Leg, Redirect
from yiwang.delivery.models import Parcel
from yiwang.delivery.services import booking, redirecting
from yiwang.delivery.services import parcels as sending
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
BEYOND = {
    "name": "张小云",
    "phone": "13800001234",
    "division": HOME.division,
    "street": "龙坞茶村 7 号（不通邮）",
}


@pytest.fixture
def parcel(world: World, db: None) -> Parcel:
    case, at = factories.submitted_case(world), timezone.now()
    about = sending.About(
        subject_type="case",
        subject_id=case.pk,
        number=case.number,
        name=case.item_name,
        region_code=case.region_code,
        department_id=case.department_id,
        person_id=case.applicant_id,
    )
    wanted = sending.NewParcel(about, Leg.TO_CITIZEN, "sandbox-json", HALL, HOME, "登记证")
    made = sending.send_parcel(parcel=wanted, actor=SYSTEM, at=at)
    assert booking.book(made.pk, at=at)
    made.refresh_from_db()
    return made


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_reads_how_a_new_address_stands(
    world: World, parcel: Parcel, counter: Client
) -> None:
    applicant, mine = reader(world.citizen), f"/my/parcels/{parcel.pk}"
    caller = Caller(token_of(world.citizen))
    assert caller.get(f"/parcels/{parcel.pk}").json()["redirect"] is None

    assert applicant.post(f"{mine}/address", BEYOND).status_code == 302
    assert applicant.post(f"{mine}/address", BEYOND).status_code == 302
    assert "等待答复" in text(applicant, mine)
    assert "等待答复" in text(applicant, "/my/parcels")
    told = caller.get(f"/parcels/{parcel.pk}").json()["redirect"]
    assert (told["state"], told["reason"]) == ("waiting", "")
    assert "7 号" not in told["address"]["street"]
    assert reader(world.neighbour).post(f"{mine}/address", BEYOND).status_code == 404

    assert redirecting.ask(parcel.pk, at=timezone.now()) == Redirect.REFUSED
    for page in (text(applicant, mine), text(counter, f"/workbench/parcels/{parcel.pk}")):
        assert "没有接受改寄" in page
        assert "新地址超出服务范围" in page
    assert "请按原地址收件" in text(applicant, mine)
    shelf = text(counter, "/workbench/parcels?shelf=redirects")
    assert parcel.subject_number in shelf
    desk = Caller(token_of(world.staff[StandardPost.COUNTER]))
    (row,) = desk.get("/staff/parcels?shelf=redirects").json()["items"]
    assert row["redirect_state"] == "refused"


def test_a_carrier_that_says_nothing_is_told_of_with_what_can_be_done(
    world: World, parcel: Parcel, counter: Client
) -> None:
    caller, here = Caller(token_of(world.citizen)), f"/parcels/{parcel.pk}"
    body = {"address": BEYOND | {"street": "古墩路 701 号"}}
    assert caller.post(f"{here}/address", body, key="a").status_code == 200
    Parcel.objects.filter(pk=parcel.pk).update(
        redirect_asked_at=timezone.now() - timedelta(hours=25), redirect_unheard=1
    )
    assert "24 小时" in caller.get(here).json()["redirect"]["advice"]
    assert redirecting.ask(parcel.pk, at=timezone.now() + timedelta(seconds=1)) == "unclear"
    assert "问清楚" in caller.get(here).json()["redirect"]["advice"]
    assert "登记查问结果" in text(counter, f"/workbench/parcels/{parcel.pk}")
    for street in ("x", "路" * 5000, "\x00", ""):
        refused = caller.post(f"{here}/address", {"address": BEYOND | {"street": street}}, key="b")
        assert refused.status_code in (400, 422)
