# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The pages of the body that reviews first, and what the others are shown of it."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.cases.lower_body import below
from tests.documents import makers
from tests.factories import FORM_DATA, SYSTEM, World, item, staff_account, stored_file
from tests.organizations.factories import division
from tests.workbench.desks import act, again, at_desk, words
from yiwang.cases.enums import CaseState, ReviewState
from yiwang.cases.models import Case, PreliminaryReview, ProcedureFile
from yiwang.cases.services import submission
from yiwang.forms import services as forms
from yiwang.foundation.identifiers import new_id
from yiwang.ledger.models import Event
from yiwang.organizations.enums import STANDARD_RIGHTS, StandardPost

pytestmark = pytest.mark.django_db
HERE = "/workbench/lower-reviews"
TASKS_OF_A_LOWER_BODY = 22


@pytest.fixture
def case(world: World, clerk: Client) -> Case:
    """Return an application that has just come in at the township."""
    now = timezone.now()
    forms.publish_form(code="shop-below", schema=below.FORM, actor=SYSTEM, at=now)
    reviewed = item(world.department, form_code="shop-below", base=below.REVIEW)
    citizen = world.actor(world.citizen)
    return submission.submit_case(
        application=submission.Application(
            version_id=reviewed.version_id,
            form=FORM_DATA | {"home": below.HOME},
            materials={"lease": [stored_file(citizen)]},
        ),
        actor=citizen,
        at=now,
    )


@pytest.fixture
def clerk(world: World, db: None) -> Client:
    """Return the browser of somebody at the window of the township."""
    rights = STANDARD_RIGHTS[StandardPost.COUNTER] | STANDARD_RIGHTS[StandardPost.HANDLER]
    return at_desk(staff_account(below.township(), rights=rights))


def press(client: Client, case: Case, do: str, **fields: Any) -> HttpResponse:
    sent = {"idempotency_key": uuid4().hex, "revision": again(case).revision, "do": do, **fields}
    return client.post(f"{HERE}/{case.pk}/do", sent)


def opens(client: Client, address: str) -> bool:
    """Say whether a file comes."""
    return client.get(address).getvalue().startswith(b"%PDF")


def page_of(client: Client, case: Case) -> str:
    return words(client.get(f"{HERE}/{case.pk}"))


def test_a_clerk_of_the_township_accepts_reviews_and_passes_the_file_on(
    case: Case, clerk: Client, handler: Client, world: World
):
    assert case.number in words(clerk.get(HERE))
    assert "灵隐路1号" in page_of(clerk, case)
    press(clerk, case, "accept")
    assert "报送意见和全部材料" in page_of(clerk, case)
    report = SimpleUploadedFile("入户核查.pdf", makers.pdf(), content_type="application/pdf")
    press(clerk, case, "forward", opinion="agree", words="情况属实。", files=report)

    assert PreliminaryReview.objects.get().state == ReviewState.FORWARDED
    attached = ProcedureFile.objects.get()
    for seen in (page_of(clerk, case), words(handler.get(f"/workbench/cases/{case.pk}"))):
        assert "情况属实。" in seen
    assert opens(handler, f"/workbench/cases/{case.pk}/files/{attached.file_id}")
    assert opens(clerk, f"{HERE}/{case.pk}/files/{attached.file_id}")


def test_a_clerk_has_one_list_of_all_work(case: Case, clerk: Client, counter: Client):
    link = f'href="{HERE}/{case.pk}"'
    listed = words(clerk.get("/workbench/"))

    assert link in listed
    assert "张小云" not in listed  # names of persons are masked in lists
    assert f'name="task" value="{PreliminaryReview.objects.get().pk}"' not in listed
    assert link not in words(counter.get("/workbench/"))
    for narrowed in ("mine=1", "q=别的事项", "role=approver", "tone=overdue"):
        assert link not in words(clerk.get(f"/workbench/?{narrowed}"))
    for narrowed in (f"q={case.number}", "role=counter"):
        assert link in words(clerk.get(f"/workbench/?{narrowed}"))
    clerk.get("/workbench/?filter=none")
    assert clerk.get("/workbench/").context["waiting"].all == 1
    press(clerk, case, "accept")
    assert "下级机关初审中" in words(clerk.get("/workbench/"))
    press(clerk, case, "forward", opinion="agree", words="情况属实。")
    assert link not in words(clerk.get("/workbench/"))


def test_the_list_of_work_asks_no_more_when_reviews_come(
    case: Case, clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    clerk.get("/workbench/")
    with django_assert_max_num_queries(TASKS_OF_A_LOWER_BODY):
        clerk.get("/workbench/")
    review = PreliminaryReview.objects.get()
    for number in range(30):
        again_case = Case.objects.get(pk=case.pk)
        again_case.pk, again_case.number = new_id(), f"{case.number[:-3]}{number:03}"
        again_case.save(force_insert=True)
        review.pk, review.case = new_id(), again_case
        review.save(force_insert=True)

    with django_assert_max_num_queries(TASKS_OF_A_LOWER_BODY):
        answer = clerk.get("/workbench/")
    assert words(answer).count(f'href="{HERE}/') >= 31


def test_the_upper_counter_is_offered_nothing_and_refused_with_the_reason(
    case: Case, counter: Client, clerk: Client
):
    shown = words(counter.get(f"/workbench/cases/{case.pk}"))
    assert f'action="/workbench/cases/{case.pk}/do/accept"' not in shown
    assert "灵隐街道便民服务中心" in shown

    refused = act(counter, case, "accept")

    assert "报送上来以后才能办理" in words(refused)
    assert again(case).state == CaseState.SUBMITTED


def test_the_upper_counter_that_asks_again_is_refused_on_record(
    case: Case, clerk: Client, counter: Client
):
    press(clerk, case, "accept")
    press(clerk, case, "forward", opinion="agree", words="情况属实。")

    refused = act(counter, again(case), "ask-correction", **{"what-lease": "再交一份。"})

    assert "不得要求申请人重复提供" in words(refused)
    assert Event.objects.filter(kind="cases.asking_again_refused").count() == 1
    assert again(case).state == CaseState.ACCEPTED


def test_the_applicant_sees_where_the_file_is(case: Case, clerk: Client, world: World):
    citizen = at_desk(world.citizen)
    page = f"/my/cases/{case.pk}"
    assert "现在在这里" in words(citizen.get(page))
    press(clerk, case, "accept")
    assert "报送上级机关" in words(citizen.get(page))
    press(clerk, case, "forward", opinion="agree", words="情况属实。")

    seen = words(citizen.get(page))
    assert "不会再要您交同样的材料" in seen
    assert "现在在这里" not in seen


def test_the_township_asks_once_and_refuses(case: Case, clerk: Client):
    press(clerk, case, "correct")
    assert again(case).state == CaseState.SUBMITTED
    press(clerk, case, "refuse", reason="nonsense", explanation="x")
    assert again(case).state == CaseState.SUBMITTED
    press(clerk, case, "correct", **{"what-lease": "租期已过。"})
    assert again(case).state == CaseState.CORRECTION
    assert "已告知补正" in page_of(clerk, case)


def test_a_refusal_by_the_township_ends_it(case: Case, clerk: Client):
    press(clerk, case, "refuse", reason="not_needed", explanation="不需要办理。")

    assert again(case).state == CaseState.NOT_ACCEPTED
    assert "初审已经结束" in page_of(clerk, case)


def test_a_doubled_click_and_a_page_from_before_change_nothing(case: Case, clerk: Client):
    key, stale = uuid4().hex, again(case).revision
    for _time in range(2):
        clerk.post(f"{HERE}/{case.pk}/do", {"idempotency_key": key, "do": "accept"})
    again(case)
    press(clerk, case, "forward", opinion="agree", words="属实", revision=stale)

    assert PreliminaryReview.objects.get().state == ReviewState.WAITING
    assert Event.objects.filter(kind="cases.review_begun").count() == 1


def test_others_find_nothing_here(
    case: Case, counter: Client, handler: Client, stranger: Client, auditor: Client
):
    division("330106002000")
    for client in (counter, handler, stranger):
        assert case.number not in words(client.get(HERE))
        assert client.get(f"{HERE}/{case.pk}").status_code == 404
        press(client, case, "accept")
    assert again(case).state == CaseState.SUBMITTED


@pytest.mark.parametrize("cursor", ["x", "\x00", "9" * 500, "0188-"])
def test_a_cursor_that_is_none_shows_the_first_page(case: Case, clerk: Client, cursor: str):
    assert case.number in words(clerk.get(HERE, {"cursor": cursor, "state": cursor}))
