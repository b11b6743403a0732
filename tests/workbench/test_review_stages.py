# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages of the bodies that review one after the other, and of programs that do it."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.cases.lower_body import below
from tests.factories import FORM_DATA, SYSTEM, World, item, staff_account, stored_file
from tests.organizations.factories import HANGZHOU, DepartmentFactory
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from tests.workbench.desks import again, at_desk, words
from yiwang.cases.enums import ReviewState
from yiwang.cases.models import Case, PreliminaryReview
from yiwang.cases.services import submission
from yiwang.forms import services as forms
from yiwang.identity.models import Account
from yiwang.ledger.models import Event
from yiwang.organizations.enums import STANDARD_RIGHTS, StandardPost

pytestmark = pytest.mark.django_db
HERE = "/workbench/lower-reviews"
RIGHTS = STANDARD_RIGHTS[StandardPost.COUNTER] | STANDARD_RIGHTS[StandardPost.HANDLER]


@dataclass
class Way:
    """A case that has just come in at the first of two bodies, and somebody of each."""

    case: Case
    township: Account
    county: Account
    city: Account


@pytest.fixture
def way(world: World) -> Way:
    now = timezone.now()
    forms.publish_form(code="shop-below", schema=below.FORM, actor=SYSTEM, at=now)
    city = DepartmentFactory(of=HANGZHOU)
    township = staff_account(below.township(), rights=RIGHTS)
    stages = {"exercise_levels": ["3"], "review_stages": [{"level": "4", "workdays": 15}]}
    reviewed = item(city, form_code="shop-below", base=below.REVIEW | stages)
    citizen = world.actor(world.citizen)
    case = submission.submit_case(
        application=submission.Application(
            version_id=reviewed.version_id,
            form=FORM_DATA | {"home": below.HOME},
            materials={"lease": [stored_file(citizen)]},
        ),
        actor=citizen,
        at=now,
    )
    return Way(
        case=case,
        township=township,
        county=staff_account(world.department, rights=RIGHTS),
        city=staff_account(city, rights=RIGHTS),
    )


def press(client: Client, case: Case, do: str, **fields: str) -> str:
    sent = {"idempotency_key": uuid4().hex, "revision": again(case).revision, "do": do, **fields}
    return words(client.post(f"{HERE}/{case.pk}/do", sent, follow=True))


def test_a_file_goes_up_stage_by_stage_and_everybody_sees_where_it_is(way: Way, world: World):
    township, county, city = at_desk(way.township), at_desk(way.county), at_desk(way.city)
    citizen, page = at_desk(world.citizen), f"{HERE}/{way.case.pk}"

    assert county.get(page).status_code == 404
    assert way.case.number not in words(county.get(HERE))
    first = words(township.get(page))
    assert "下一级初审机关" in first
    assert "待前一级报送" in first
    press(township, way.case, "accept")
    press(township, way.case, "forward", opinion="agree", words="街道核查属实。")

    seen = words(county.get(page))
    assert "街道核查属实。" in seen
    assert "不能再要申请人补交" in seen
    assert "发出补正告知书" not in seen
    assert "第 2 级" in words(county.get(HERE))
    assert "收到报送后" not in words(citizen.get(f"/my/cases/{way.case.pk}"))
    assert "现在在这里" in words(citizen.get(f"/my/cases/{way.case.pk}"))
    upper = words(city.get(f"/workbench/cases/{way.case.pk}"))
    assert "第 2 级" in upper
    press(county, way.case, "forward", opinion="disagree", words="收入超出标准。")

    assert "收入超出标准。" in words(city.get(f"/workbench/cases/{way.case.pk}"))
    assert "收入超出标准。" not in words(township.get(page))
    assert "收入超出标准。" in words(city.get(f"/workbench/cases/{way.case.pk}/procedures"))
    assert "不会再要您交同样的材料" in words(citizen.get(f"/my/cases/{way.case.pk}"))
    assert way.case.item_name in words(citizen.get(f"/my/cases/{way.case.pk}/procedures"))


def test_a_later_body_that_asks_again_is_refused_on_record(way: Way):
    township, county = at_desk(way.township), at_desk(way.county)
    press(township, way.case, "accept")
    press(township, way.case, "forward", opinion="agree", words="属实。")

    refused = press(county, way.case, "correct", **{"what-lease": "再交一份。"})

    assert "不得要求申请人重复提供" in refused
    assert Event.objects.filter(kind="cases.asking_again_refused").count() == 1
    assert PreliminaryReview.objects.get(stage=2).state == ReviewState.WAITING


def test_a_doubled_click_passes_the_file_on_once(way: Way):
    township, key = at_desk(way.township), uuid4().hex
    press(township, way.case, "accept")
    sent = {"idempotency_key": key, "do": "forward", "opinion": "agree", "words": "属实。"}
    for _time in range(2):
        township.post(f"{HERE}/{way.case.pk}/do", sent)

    assert Event.objects.filter(kind="cases.passed_to_next_stage").count() == 1


def test_programs_go_the_same_way(way: Way, world: World):
    below_, above = Caller(token_of(way.township)), Caller(token_of(way.county))
    city, citizen = Caller(token_of(way.city)), Caller(token_of(world.citizen))
    here = f"/staff/lower-reviews/{way.case.pk}"
    opinion = {"opinion": "agree", "words": "属实。"}

    assert code_of(above.get(here)) == "cases.not_reviewed_here"
    assert code_of(above.post(f"{here}/forwarding", opinion)) == "cases.not_reviewed_here"
    done(below_.post(f"{here}/acceptance", {}))
    assert done(below_.post(f"{here}/forwarding", opinion))["state"] == "forwarded"

    found = done(above.get(here))
    assert [(one["stage"], one["state"]) for one in found["stages"]] == [
        (1, "forwarded"),
        (2, "waiting"),
    ]
    assert (found["stage"], found["stages"][0]["words"]) == (2, "属实。")
    asked = {"entries": [{"key": "lease", "what": "再交一份。"}]}
    assert code_of(above.post(f"{here}/correction", asked)) == "cases.no_asking_again"
    assert code_of(above.post(f"{here}/acceptance", {})) == "cases.review_not_open"
    (listed,) = done(above.get("/staff/lower-reviews"))["items"]
    assert listed["stage"] == 2
    done(above.post(f"{here}/forwarding", opinion))
    assert code_of(above.post(f"{here}/forwarding", opinion)) == "cases.review_not_open"
    for caller in (city, citizen):
        procedures = done(caller.get(f"/cases/{way.case.pk}/procedures"))
        assert [one["stage"] for one in procedures["reviews"]] == [1, 2]
        assert procedures["review"]["stage"] == 2
    assert code_of(city.get(here)) == "cases.not_reviewed_here"
