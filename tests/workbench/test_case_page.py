# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of a case: what it shows, and which actions it offers to whom."""

import pytest
from django.test import Client

from tests.factories import World, submitted_case
from tests.workbench.desks import accepted, act, again, decided, delivered, examined, words
from yiwang.cases.models import Case
from yiwang.documents.models import IssuedDocument
from yiwang.documents.services import render_now
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db


def shown(client: Client, case: Case) -> str:
    answer = client.get(f"/workbench/cases/{case.id}")
    assert answer.status_code == 200, words(answer)
    return words(answer)


def test_the_page_shows_the_application_and_its_material(world: World, counter: Client):
    page = shown(counter, submitted_case(world))

    for part in (
        "店铺登记",
        "张小云",
        "138****1234",
        "店铺",
        "场所证明",
        "租赁合同.pdf",
        "提交申请",
    ):
        assert part in page
    assert "13800001234" not in page  # until the clerk opens it for a purpose


def test_opening_a_case_is_written_to_the_ledger(world: World, counter: Client):
    case = submitted_case(world)

    shown(counter, case)

    reading = Event.objects.get(kind="cases.case_read")
    assert (reading.subject_id, reading.purpose) == (case.id, "case_handling")


def test_the_page_is_stored_by_no_cache(world: World, counter: Client):
    answer = counter.get(f"/workbench/cases/{submitted_case(world).id}")

    assert answer["Cache-Control"] == "no-store, private"


OFFERS = {
    "counter": {
        "submitted": {"accept", "ask-correction", "not-accept"},
        "accepted": set(),
        "examined": set(),
        "decided": {"deliver"},
        "delivered": {"close"},
    },
    "handler": {
        "submitted": set(),
        "accepted": {"suspend", "ask-extension"},
        "examined": {"suspend", "ask-extension"},
        "decided": set(),
        "delivered": set(),
    },
    "approver": {
        "submitted": set(),
        "accepted": set(),
        "examined": {"decide"},
        "decided": set(),
        "delivered": set(),
    },
}
MAKERS = {
    "submitted": submitted_case,
    "accepted": accepted,
    "examined": examined,
    "decided": decided,
    "delivered": delivered,
}


@pytest.mark.parametrize("who", OFFERS)
@pytest.mark.parametrize("state", MAKERS)
def test_each_post_is_offered_what_it_may_do_now(
    world: World, who: str, state: str, request: pytest.FixtureRequest
):
    case = MAKERS[state](world)

    page = shown(request.getfixturevalue(who), case)

    offered = {part.partition('"')[0] for part in page.split(f"/cases/{case.id}/do/")[1:]}
    assert offered == OFFERS[who][state]


def test_the_step_is_offered_to_the_handler_alone(world: World, handler: Client, counter: Client):
    case = accepted(world)

    assert f"/workbench/cases/{case.id}/steps/" in shown(handler, case)
    assert f"/workbench/cases/{case.id}/steps/" not in shown(counter, case)


def test_corrections_are_offered_once(world: World, counter: Client):
    case = submitted_case(world)
    act(counter, case, "ask-correction", **{"what-form": "请补充说明。"})

    page = shown(counter, case)

    assert "请补充说明。" in page
    assert "do/ask-correction" not in page


def test_the_process_is_drawn_with_the_current_step_lit(world: World, handler: Client):
    page = shown(handler, accepted(world))

    assert 'class="yw-bpmn-task is-current"' in page
    assert 'data-current="review"' in page


def test_done_steps_and_the_decision_are_told(world: World, approver: Client):
    page = shown(approver, decided(world))

    assert "情况属实。" in page
    assert "符合法定条件，建议准予" in page
    assert 'class="yw-bpmn-task is-done"' in page
    assert "店铺登记证" in page


def test_a_file_is_shown_in_this_site_only(world: World, counter: Client):
    case = submitted_case(world)
    file_id = case.materials.get().file_id

    answer = counter.get(f"/workbench/cases/{case.id}/files/{file_id}")

    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert Event.objects.filter(kind="documents.file_read", purpose="case_handling").exists()


def test_a_file_of_another_case_is_not_found(world: World, counter: Client):
    one, other = submitted_case(world), submitted_case(world)

    answer = counter.get(f"/workbench/cases/{one.id}/files/{other.materials.get().file_id}")

    assert answer.status_code == 404


def test_the_viewer_opens_with_the_file_that_was_asked_for(world: World, counter: Client):
    case = submitted_case(world)
    file_id = case.materials.get().file_id
    frame = f'<iframe src="/workbench/cases/{case.id}/files/{file_id}"'

    assert frame in words(counter.get(f"/workbench/cases/{case.id}?file={file_id}"))
    assert frame in words(counter.get(f"/workbench/cases/{case.id}?file=nonsense"))


def test_a_notice_is_opened_from_its_case(world: World, counter: Client):
    case = accepted(world)
    ledger.settle()
    notice = IssuedDocument.objects.get(subject_id=case.id, kind="acceptance")
    address = f"/workbench/cases/{case.id}/documents/{notice.id}"
    assert counter.get(address).status_code == 404  # not set in type yet
    render_now(notice.id)

    answer = counter.get(address)

    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert notice.number in words(counter.get("/workbench/notices"))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("acceptance", {}),
        ("correction", {"what-lease": "请重新拍照。"}),
        ("not_accepted", {"reason": "not_needed", "explanation": "不需要办理。"}),
    ],
)
def test_a_notice_is_previewed_before_it_is_issued(
    world: World, counter: Client, kind: str, fields: dict[str, str]
):
    case = submitted_case(world)

    answer = counter.post(f"/workbench/cases/{case.id}/preview/{kind}", fields)

    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    assert again(case).revision == case.revision
    assert not IssuedDocument.objects.filter(subject_id=case.id).exists()


def test_a_preview_without_its_reason_says_so(world: World, counter: Client):
    case = submitted_case(world)

    answer = counter.post(f"/workbench/cases/{case.id}/preview/not_accepted")

    assert answer.status_code == 422
    assert "请写明理由" in words(answer)


def test_there_is_no_preview_of_an_unknown_kind(world: World, counter: Client):
    case = submitted_case(world)

    assert counter.post(f"/workbench/cases/{case.id}/preview/nonsense").status_code == 404
