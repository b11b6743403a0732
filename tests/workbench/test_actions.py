# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Each button of a case's page: what it does, and how it refuses."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.documents import makers
from tests.factories import World, submitted_case
from tests.workbench.desks import (
    COUNTER,
    HANDLER,
    accepted,
    act,
    again,
    at_desk,
    decided,
    delivered,
    examined,
    finish_step,
    waiting_step,
    words,
)
from yiwang.cases.models import (
    Case,
    ClockStop,
    Correction,
    Extension,
    SpecialProcedure,
    StepRecord,
)
from yiwang.documents.models import StoredFile
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db


def test_a_case_goes_from_acceptance_to_its_close(
    world: World, counter: Client, handler: Client, approver: Client
):
    case = submitted_case(world)

    act(counter, case, "accept")
    finish_step(handler, again(case), conclusion="pass", opinion="属实。")
    act(approver, again(case), "decide", outcome="granted")
    act(counter, again(case), "deliver", method="counter")
    answer = act(counter, again(case), "close")

    assert answer["Location"] == f"/workbench/cases/{case.id}"
    assert again(case).state == "closed"
    assert StepRecord.objects.filter(case=case, opinion="属实。").exists()


def test_an_act_that_is_done_says_so(world: World, counter: Client):
    case = submitted_case(world)

    act(counter, case, "accept")

    assert "已受理，办理期限开始计算" in words(counter.get(f"/workbench/cases/{case.id}"))


def test_not_accepting_takes_a_reason_and_an_explanation(world: World, counter: Client):
    case = submitted_case(world)

    answer = act(counter, case, "not-accept", reason="not_needed", explanation="  ")

    page = words(answer)
    assert answer.status_code == 422
    assert 'href="#not-accept-explanation"' in page
    assert 'id="not-accept-explanation-error"' in page
    assert '<option value="not_needed" selected>' in page
    act(counter, case, "not-accept", reason="not_needed", explanation="摊位不用登记。")
    assert again(case).state == "not_accepted"


@pytest.mark.parametrize("reason", ["", "nonsense"])
def test_not_accepting_takes_a_reason_of_the_law(world: World, counter: Client, reason: str):
    case = submitted_case(world)

    answer = act(counter, case, "not-accept", reason=reason, explanation="说明")

    assert answer.status_code == 422
    assert 'href="#not-accept-reason"' in words(answer)
    assert again(case).state == "submitted"


def test_corrections_name_what_is_wrong_and_keep_what_was_typed(world: World, counter: Client):
    case = submitted_case(world)

    answer = act(counter, case, "ask-correction", note="尽快补正")

    page = words(answer)
    assert answer.status_code == 422
    assert 'href="#ask-correction-what-form"' in page
    assert ">尽快补正</textarea>" in page
    act(counter, case, "ask-correction", **{"what-lease": "请重拍。", "what-form": ""})
    assert [entry["key"] for entry in Correction.objects.get(case=case).entries] == ["lease"]


def test_an_unknown_material_cannot_be_asked_for(world: World, counter: Client):
    case = submitted_case(world)

    answer = act(counter, case, "ask-correction", **{"what-nonsense": "请补。"})

    assert answer.status_code == 422
    assert again(case).state == "submitted"


@pytest.mark.parametrize("days", ["", "x", "-1", "0", "1.5", "99999", "٣"])
def test_the_clock_stops_for_a_whole_number_of_days(world: World, handler: Client, days: str):
    case = accepted(world)

    answer = act(handler, case, "suspend", reason="expert_review", expected_days=days)

    page = words(answer)
    assert answer.status_code == 422
    assert 'href="#suspend-expected_days"' in page
    assert 'aria-describedby="suspend-expected_days-error"' in page
    assert not ClockStop.objects.filter(case=case).exists()


def test_the_clock_stops_only_for_what_the_law_lists(world: World, handler: Client):
    case = accepted(world)

    answer = act(handler, case, "suspend", reason="site_visit", expected_days="3", note="去看看")

    page = words(answer)
    assert answer.status_code == 422
    assert 'href="#suspend-reason"' in page
    assert ">去看看</textarea>" in page


def test_the_clock_stops_and_runs_again(world: World, handler: Client):
    case = accepted(world)

    words_missing = act(handler, case, "suspend", reason="expert_review", expected_days="5")
    assert 'href="#suspend-note"' in words(words_missing)
    act(handler, case, "suspend", reason="expert_review", expected_days="5", note="较复杂。")
    assert again(case).state == "suspended"
    act(handler, again(case), "resume")
    assert again(case).state == "suspended"
    record = SpecialProcedure.objects.get(case=case)
    handler.post(
        f"/workbench/cases/{case.id}/procedures/cancel",
        {"on": str(record.pk), "reason": "不再需要。"},
    )

    assert again(case).state == "in_process"


def test_more_time_is_asked_for_and_given_by_somebody_else(
    world: World, handler: Client, approver: Client
):
    case = accepted(world)

    act(handler, case, "ask-extension", days="5", reason="案情复杂。")
    page = words(approver.get(f"/workbench/cases/{case.id}"))
    assert "申请延长 5 个工作日：案情复杂。" in page
    act(approver, again(case), "decide-extension", is_approved="1")

    assert Extension.objects.get(case=case).state == "approved"


@pytest.mark.parametrize("answer", ["", "yes", "2"])
def test_more_time_is_given_or_not_and_nothing_else(
    world: World, handler: Client, approver: Client, answer: str
):
    case = accepted(world)
    act(handler, case, "ask-extension", days="5", reason="案情复杂。")

    refusal = act(approver, again(case), "decide-extension", is_approved=answer)

    assert refusal.status_code == 422
    assert Extension.objects.get(case=case).state == "asked"


def test_too_much_time_is_refused_beside_its_field(world: World, handler: Client):
    case = accepted(world)

    answer = act(handler, case, "ask-extension", days="11", reason="案情复杂。")

    assert answer.status_code == 409
    assert 'id="ask-extension-days-error"' in words(answer)


def test_a_refusal_states_its_reasons(world: World, approver: Client):
    case = examined(world)

    answer = act(approver, case, "decide", outcome="refused", reasons=" ")

    page = words(answer)
    assert answer.status_code == 422
    assert 'id="decide-reasons-error"' in page
    assert 'value="refused" required checked' in page
    assert again(case).outcome == ""


def test_a_decision_is_one_of_two(world: World, approver: Client):
    case = examined(world)

    answer = act(approver, case, "decide", outcome="perhaps")

    assert answer.status_code == 422
    assert 'href="#decide-outcome"' in words(answer)


def test_delivery_names_its_way(world: World, counter: Client):
    case = decided(world)

    assert act(counter, case, "deliver", method="pigeon").status_code == 422
    assert again(case).state == "decided"


def test_a_doubled_click_acts_once(world: World, counter: Client):
    case, key = submitted_case(world), uuid4().hex

    answers = [act(counter, case, "accept", idempotency_key=key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Event.objects.filter(kind="cases.case_accepted").count() == 1


def test_the_same_form_with_other_words_is_refused(world: World, counter: Client):
    case, key = submitted_case(world), uuid4().hex
    act(counter, case, "accept", idempotency_key=key)

    assert act(counter, case, "accept", idempotency_key=key, note="x").status_code == 422


def test_a_stale_page_gives_the_conflict_and_keeps_the_words(world: World, counter: Client):
    case = submitted_case(world)
    Case.objects.filter(pk=case.pk).update(revision=case.revision + 1)

    answer = act(counter, case, "not-accept", reason="not_needed", explanation="摊位不用登记。")

    page = words(answer)
    assert answer.status_code == 409
    assert "这一步没有办成" in page
    assert "刚刚有了新的进展" in page
    assert "摊位不用登记。" in page
    assert f'name="revision" value="{case.revision + 1}"' in page
    assert again(case).state == "submitted"


def test_an_act_of_another_post_is_refused(world: World, handler: Client):
    case = submitted_case(world)

    answer = act(handler, case, "accept")

    assert answer.status_code == 403
    assert "没有权限" in words(answer)
    assert again(case).state == "submitted"


def test_an_act_out_of_its_time_is_a_conflict(world: World, counter: Client):
    case = accepted(world)

    assert act(counter, case, "accept").status_code == 409


def test_an_unknown_act_is_not_found(world: World, counter: Client):
    assert act(counter, submitted_case(world), "nonsense").status_code == 404


def test_opening_the_address_of_an_act_leads_to_the_case(world: World, counter: Client):
    case = submitted_case(world)

    answer = counter.get(f"/workbench/cases/{case.id}/do/accept")

    assert answer["Location"] == f"/workbench/cases/{case.id}"


@pytest.mark.parametrize("bad", ["a\x00b", "a\x07b"])
def test_signs_that_no_text_holds_are_refused(world: World, counter: Client, bad: str):
    case = submitted_case(world)

    answer = act(counter, case, "not-accept", reason="not_needed", explanation=bad)

    assert answer.status_code == 422
    assert again(case).state == "submitted"


@pytest.mark.parametrize("key", ["", "x" * 300, "有中文"])
def test_an_odd_idempotency_key_is_no_fault(world: World, counter: Client, key: str):
    answer = act(counter, submitted_case(world), "accept", idempotency_key=key)

    assert answer.status_code in {302, 400}


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40])
def test_an_odd_revision_is_no_fault(world: World, counter: Client, revision: str):
    answer = act(counter, submitted_case(world), "accept", revision=revision)

    assert answer.status_code == 302


# ── steps with forms


def test_a_step_shows_its_faults_beside_the_fields(world: World, handler: Client):
    case = accepted(world)

    answer = finish_step(handler, case, conclusion="", checked=["identity"], opinion="还要再看")

    page = words(answer)
    assert answer.status_code == 422
    assert "data-error-summary" in page
    assert 'href="#field-conclusion"' in page
    assert 'id="field-conclusion-error"' in page
    assert ">还要再看</textarea>" in page
    assert 'value="identity" checked' in page
    assert again(case).state == "accepted"


def test_a_step_refreshes_its_form_without_being_done(world: World, handler: Client):
    case = accepted(world)

    answer = finish_step(handler, case, conclusion="fail", _refresh="1")

    assert answer.status_code == 200
    assert "不符合的条件和理由" in words(answer)
    assert 'value="fail" checked' in words(answer)
    assert again(case).state == "accepted"


def test_a_script_gets_the_fields_alone(world: World, handler: Client):
    case = accepted(world)
    address = f"/workbench/cases/{case.id}/steps/{waiting_step(case)}"

    answer = handler.post(
        address, {"conclusion": "fail", "_refresh": "1"}, headers={"HX-Request": "true"}
    )

    assert "不符合的条件和理由" in words(answer)
    assert "<html" not in words(answer)


def test_a_step_that_a_colleague_has_taken_is_refused(world: World, handler: Client):
    case = accepted(world)
    case.work_items.filter(state="open").update(claimed_by_id=uuid4())

    answer = finish_step(handler, case, conclusion="pass")

    assert answer.status_code == 409
    assert "已由同事领取" in words(answer)


def test_a_step_that_does_not_wait_is_a_conflict(world: World, handler: Client):
    case = accepted(world)
    address = f"/workbench/cases/{case.id}/steps/nonsense"

    answer = handler.post(address, {"idempotency_key": uuid4().hex})

    assert answer.status_code == 409


def test_nothing_is_stored_for_a_step_that_one_may_not_take(world: World, counter: Client):
    case = accepted(world)
    before = StoredFile.objects.count()
    scan = SimpleUploadedFile("照片.pdf", makers.pdf())

    answer = finish_step(counter, case, conclusion="pass", checked=scan)

    assert answer.status_code == 403
    assert StoredFile.objects.count() == before
    assert again(case).state == "accepted"


def test_opening_the_address_of_a_step_leads_to_the_case(world: World, handler: Client):
    case = accepted(world)

    answer = handler.get(f"/workbench/cases/{case.id}/steps/{waiting_step(case)}")

    assert answer["Location"] == f"/workbench/cases/{case.id}"


def test_a_closed_case_offers_nothing_and_takes_nothing(world: World, counter: Client):
    case = delivered(world)
    act(counter, case, "close")

    page = words(counter.get(f"/workbench/cases/{case.id}"))

    assert f"/cases/{case.id}/do/" not in page
    assert act(counter, again(case), "deliver", method="counter").status_code == 409


def test_whoever_examined_does_not_decide(world: World):
    both = world.staff[HANDLER]
    case = examined(world)

    answer = act(at_desk(both), case, "decide", outcome="granted")

    assert answer.status_code == 403
    assert world.staff_actor(COUNTER).staff_id != both.staff_id
