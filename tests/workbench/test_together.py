# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The pages of batches, consultations, standing opinions and watched cases."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import World, submitted_case
from tests.workbench.desks import HANDLER, again, at_desk, examined, words
from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.cases.models import Batch, Case, Consultation, StandingOpinion, Watch
from yiwang.cases.services import consultations, opinions
from yiwang.cases.services.consultations import Addressee

pytestmark = pytest.mark.django_db
DUE = timezone.localdate() + timedelta(days=2)


def task_of(case: Case) -> str:
    return str(cases.open_items(case)[0].pk)


def opened(client: Client, *found: Case) -> None:
    for case in found:
        client.get(f"/workbench/cases/{case.pk}")


def test_two_applications_are_accepted_together(world: World, counter: Client):
    found = [submitted_case(world) for _ in range(2)]
    opened(counter, *found)
    ids = [task_of(case) for case in found]

    shown = counter.post("/workbench/tasks/together", {"task": ids})
    ticked = [f"{one}:{again(case).revision}" for one, case in zip(ids, found, strict=True)]
    sent = {"task": ticked, "idempotency_key": uuid4().hex}
    answer = counter.post("/workbench/batches/run", sent, follow=True)
    twice = counter.post("/workbench/batches/run", sent, follow=True)

    assert "受理选中的" in words(shown)
    assert "办成 2 件，没有办成 0 件" in words(answer)
    assert answer.redirect_chain == twice.redirect_chain
    assert Batch.objects.count() == 1
    assert {again(case).state for case in found} == {CaseState.ACCEPTED}
    assert "看结果" in words(counter.get("/workbench/batches"))


def test_what_needs_a_look_of_its_own_says_why(world: World, counter: Client):
    case = submitted_case(world)

    shown = words(counter.post("/workbench/tasks/together", {"task": [task_of(case)]}))

    assert "提交后还没有人打开看过" in shown
    assert "受理选中的" not in shown


@pytest.mark.parametrize("task", ["", "x", "1:1", "\x00", "0" * 4000])
def test_nonsense_leads_back_to_the_tasks(counter: Client, task: str):
    for address in ("/workbench/tasks/together", "/workbench/batches/run"):
        assert counter.post(address, {"task": [task]}).status_code == 302


def test_grants_are_made_with_one_opinion(world: World, approver: Client):
    case = examined(world)
    opened(approver, case)
    case = again(case)

    shown = words(approver.post("/workbench/tasks/together", {"task": [task_of(case)]}))
    answer = approver.post(
        "/workbench/batches/run",
        {
            "task": [f"{task_of(case)}:{case.revision}"],
            "opinion": "准予。",
            "idempotency_key": uuid4().hex,
        },
        follow=True,
    )

    assert "准予选中的" in shown
    assert "办成 1 件" in words(answer)
    assert cases.decision(again(case)).reasons == "准予。"


def asked(world: World, case: Case) -> Consultation:
    return consultations.ask(
        case_id=case.pk,
        to=Addressee(world.other_department.id),
        question="在不在消防通道上？",
        due_on=DUE,
        actor=world.staff_actor(HANDLER),
        at=timezone.now(),
    )


def test_a_colleague_elsewhere_is_asked_reads_and_answers(
    world: World, handler: Client, stranger: Client
):
    case = submitted_case(world)
    other = str(world.other_department.id)
    form = handler.get(f"/workbench/cases/{case.pk}/consult?department={other}")
    sent = {"department": other, "to": "", "question": "在不在消防通道上？", "due_on": f"{DUE}"}
    sent["idempotency_key"] = "a-doubled-click"
    handler.post(f"/workbench/cases/{case.pk}/consult", sent)
    handler.post(f"/workbench/cases/{case.pk}/consult", sent)
    made = Consultation.objects.get(case=case)
    address = f"/workbench/consultations/{made.pk}"

    tasks, page = words(stranger.get("/workbench/")), words(stranger.get(address))
    lease = case.materials.get().file_id
    file = stranger.get(f"{address}/files/{lease}")
    assert b"".join(file.streaming_content)
    closed = stranger.get(f"/workbench/cases/{case.pk}")
    answer = stranger.post(f"{address}/answer", {"words": "不在。"}, follow=True)

    assert "整个部门" in words(form)
    assert "请您会商的" in tasks
    assert "在不在消防通道上？" in page
    assert case.applicant_name in page
    assert file.status_code == 200
    assert closed.status_code == 404
    assert "已答复" in words(answer)
    assert case.applicant_name not in words(answer)
    assert stranger.get(f"{address}/files/{lease}").status_code == 409
    assert "不在。" in words(handler.get(f"/workbench/cases/{case.pk}"))


def test_an_empty_answer_keeps_the_page(world: World, stranger: Client):
    made = asked(world, submitted_case(world))

    answer = stranger.post(f"/workbench/consultations/{made.pk}/answer", {"words": " "})

    assert answer.status_code == 422
    assert "请写明答复意见" in words(answer)


def test_a_question_without_a_day_keeps_what_was_typed(world: World, handler: Client):
    case = submitted_case(world)

    answer = handler.post(
        f"/workbench/cases/{case.pk}/consult",
        {"department": str(world.other_department.id), "question": "问题", "due_on": "不知道"},
    )

    assert answer.status_code == 422
    assert "问题" in words(answer)
    assert not Consultation.objects.exists()


def test_whoever_is_not_asked_finds_nothing(world: World, auditor: Client, stranger: Client):
    case = submitted_case(world)
    made = asked(world, case)

    assert auditor.get(f"/workbench/consultations/{made.pk}").status_code == 404
    assert stranger.get(f"/workbench/cases/{case.pk}/consult").status_code == 404
    assert stranger.post(f"/workbench/consultations/{uuid4()}/answer", {}).status_code == 404


def test_a_star_is_set_and_taken_off(world: World, counter: Client):
    case = submitted_case(world)
    page = f"/workbench/cases/{case.pk}"

    counter.post(f"{page}/watch", {"on": "1"})
    assert "取消关注" in words(counter.get(page))
    assert case.number in words(counter.get("/workbench/watching"))
    counter.post("/workbench/watching/seen")
    counter.post(f"{page}/watch", {"on": "0"})

    assert not Watch.objects.exists()


def test_an_opinion_is_kept_offered_published_and_found_on_the_case(
    world: World, handler: Client, approver: Client
):
    sent = {"title": "同意准予", "words": "{事项}符合条件。", "idempotency_key": uuid4().hex}
    handler.post("/workbench/opinions/save", sent)
    made = StandingOpinion.objects.get()
    handler.post(f"/workbench/opinions/{made.pk}/offer")
    waiting = words(approver.get("/workbench/opinions"))
    approver.post(f"/workbench/opinions/{made.pk}/publish")
    case = examined(world)

    page = words(approver.get(f"/workbench/cases/{case.pk}"))

    assert "发布给本部门" in waiting
    assert "同意准予" in page
    assert f"{case.item_name}符合条件。" in page


def test_an_opinion_with_a_strange_place_is_refused_in_words(handler: Client):
    sent = {"title": "一", "words": "{身份证号}"}
    answer = handler.post("/workbench/opinions/save", sent, follow=True)

    assert "不是能自动填写的内容" in words(answer)
    assert not StandingOpinion.objects.exists()


def test_nobody_acts_on_anothers_opinion(world: World, stranger: Client):
    made = opinions.save_opinion(
        wording=opinions.Wording("一", "二"),
        actor=world.staff_actor(HANDLER),
        at=timezone.now(),
    )

    stranger.post(f"/workbench/opinions/{made.pk}/delete")

    assert StandingOpinion.objects.filter(pk=made.pk).exists()
    assert stranger.get(f"/workbench/opinions?edit={made.pk}").status_code == 200
    assert stranger.post(f"/workbench/opinions/{made.pk}/nonsense").status_code == 404


def test_the_switch_of_keys_is_on_every_page(world: World, counter: Client):
    page = words(at_desk(world.staff[HANDLER]).get("/workbench/"))

    assert "data-keys-off" in page
    assert "data-open-keys" in page
