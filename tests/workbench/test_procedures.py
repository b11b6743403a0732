# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of a case's procedures: plan, tell, hold, conclude; parties and what they say."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.documents import makers
from tests.factories import World
from tests.workbench.desks import COUNTER, accepted, act, again, at_desk, examined, words
from yiwang.cases.models import Case, InterestedParty, SpecialProcedure, Statement
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen(world: World, db: None) -> Client:
    return at_desk(world.citizen)


def press(client: Client, case: Case, action: str, **fields: Any) -> HttpResponse:
    """Send a form of the page of procedures."""
    sent = {"idempotency_key": uuid4().hex, "revision": again(case).revision, **fields}
    return client.post(f"/workbench/cases/{case.id}/procedures/{action}", sent)


def page_of(client: Client, case: Case) -> str:
    return words(client.get(f"/workbench/cases/{case.id}/procedures"))


def speak(client: Client, case: Case, action: str, **fields: Any) -> HttpResponse:
    """Send a form of the applicant's page."""
    sent = {"idempotency_key": uuid4().hex, **fields}
    return client.post(f"/my/cases/{case.id}/procedures/{action}", sent)


def staff_ids(world: World, *posts: StandardPost) -> list[str]:
    return [str(world.staff_actor(post).staff_id) for post in posts]


def local(days: int) -> str:
    """Return a moment as a browser's field sends it."""
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def test_a_visit_goes_from_plan_to_result(world: World, handler: Client, citizen: Client):
    case = accepted(world)

    press(handler, case, "plan", procedure="site_visit", reason="核实经营场所。")
    visit = SpecialProcedure.objects.get()
    two = staff_ids(world, COUNTER, StandardPost.REVIEWER)
    told = {"on": visit.pk, "starts_at": local(0), "place": "文三路 1 号", "staff": two}
    press(handler, case, "tell", participants="李大山，邻居\n王五", **told)
    before = words(citizen.get(f"/my/cases/{case.id}/procedures"))
    press(handler, case, "hold", on=visit.pk)
    paper = SimpleUploadedFile("核查记录.pdf", makers.pdf())
    done = press(
        handler, case, "conclude", on=visit.pk, result="passed", findings="属实。", files=paper
    )

    visit.refresh_from_db()
    assert done.status_code == 302
    assert visit.participants == [{"name": "李大山", "part": "邻居"}, {"name": "王五", "part": ""}]
    assert "文三路 1 号" in before
    assert "核查记录.pdf" in page_of(handler, case)
    after = words(citizen.get(f"/my/cases/{case.id}/procedures"))
    assert "属实。" in after
    file_id = visit.files.get().file_id
    shown = citizen.get(f"/my/cases/{case.id}/files/{file_id}")
    assert b"".join(shown.streaming_content)
    assert shown.status_code == 200


def test_what_was_typed_stays_when_it_is_refused(world: World, handler: Client):
    case = accepted(world)
    press(handler, case, "plan", procedure="hearing", reason="公共利益。")
    hearing = SpecialProcedure.objects.get()

    answer = press(
        handler,
        case,
        "tell",
        on=hearing.pk,
        starts_at=local(3),
        place="三楼",
        staff=staff_ids(world, COUNTER),
        expected_days="15",
    )

    page = words(answer)
    assert answer.status_code == 422
    assert "应当提前七个工作日通知" in page
    assert 'value="三楼"' in page
    assert "checked" in page
    hearing.refresh_from_db()
    assert hearing.state == "planned"


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("tell", {"on": "no-id"}),
        ("conclude", {"result": "nonsense"}),
        ("tell-party", {"role": "everybody"}),
        ("state", {"kind": "x", "words": "y"}),
        ("answer", {"is_upheld": "maybe"}),
        ("plan", {"procedure": "<script>", "reason": "x"}),
        ("plan", {"procedure": "hearing", "reason": " "}),
    ],
)
def test_nonsense_is_refused_on_the_page(
    world: World, handler: Client, action: str, fields: dict[str, str]
):
    case = accepted(world)

    answer = press(handler, case, action, **fields)

    assert answer.status_code == 422
    assert "<script>" not in words(answer).replace("<script ", "")


def test_a_doubled_click_plans_once(world: World, handler: Client):
    case = accepted(world)
    sent = {"idempotency_key": uuid4().hex, "procedure": "appraisal", "reason": "笔迹。"}
    path = f"/workbench/cases/{case.id}/procedures/plan"

    handler.post(path, sent)
    handler.post(path, sent)

    assert SpecialProcedure.objects.count() == 1


def test_others_neither_see_nor_act(world: World, counter: Client, stranger: Client):
    case = accepted(world)
    plan = {"procedure": "hearing", "reason": "公共利益。"}
    outside = Client()
    outside.force_login(world.neighbour)

    assert press(counter, case, "plan", **plan).status_code == 403
    assert press(stranger, case, "plan", **plan).status_code in {403, 404}
    assert stranger.get(f"/workbench/cases/{case.id}/procedures").status_code == 404
    assert outside.get(f"/my/cases/{case.id}/procedures").status_code == 404
    assert speak(outside, case, "state", words="x").status_code == 404
    assert not SpecialProcedure.objects.exists()
    assert "安排特别程序" not in page_of(counter, case)


def test_the_applicant_is_offered_a_hearing_asks_and_takes_it_back(
    world: World, handler: Client, approver: Client, citizen: Client
):
    case = examined(world)
    press(handler, case, "tell-party", role="applicant", offers_hearing="1")

    offered = words(citizen.get(f"/my/cases/{case.id}/procedures"))
    empty = speak(citizen, case, "ask-hearing", reason=" ")
    speak(citizen, case, "ask-hearing", reason="影响重大。")
    blocked = act(approver, again(case), "decide", outcome="granted")
    shown = page_of(handler, case)
    speak(citizen, case, "waive-hearing")

    assert "您可以要求听证" in offered
    assert empty.status_code == 422
    assert blocked.status_code == 409
    assert "依法应当举行听证" in words(blocked)
    assert "依法应当进行" in shown
    assert InterestedParty.objects.get().hearing_waived_at is not None
    assert SpecialProcedure.objects.get().state == "cancelled"


def test_a_statement_is_made_answered_and_the_decision_says_on_what_it_rests(
    world: World, handler: Client, approver: Client, citizen: Client
):
    case = examined(world)
    hostile = "<img src=x onerror=alert(1)>场所符合条件。"

    speak(citizen, case, "state", words=hostile)
    statement = Statement.objects.get()
    press(handler, case, "answer", on=statement.pk, is_upheld="1", answer="采纳。")
    lacking = act(approver, again(case), "decide", outcome="granted", discretion="从宽档")
    act(
        approver,
        again(case),
        "decide",
        outcome="granted",
        discretion="从宽档",
        discretion_reason="初次申请。",
        **{"basis-0": "1"},
    )

    assert "<img src=x" not in page_of(handler, case)
    assert 'id="decide-discretion_reason-error"' in words(lacking)
    page = words(approver.get(f"/workbench/cases/{case.id}"))
    assert "从宽档" in page
    assert "第三十四条" in page


def test_an_objection_of_somebody_else_is_written_down(world: World, handler: Client):
    case = accepted(world)
    press(handler, case, "tell-party", role="interested", name="李大山", stake="唯一通道。")
    party = InterestedParty.objects.get()

    proof = SimpleUploadedFile("照片.pdf", makers.pdf())
    press(
        handler, case, "state", party=party.pk, kind="objection", words="会堵住通道。", files=proof
    )

    page = page_of(handler, case)
    assert "会堵住通道。" in page
    assert "照片.pdf" in page
