# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in, applying, and one's own cases."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.documents import makers
from yiwang.cases.models import Case, Draft
from yiwang.cases.services import intake
from yiwang.foundation.templatetags.yw_text import short_day
from yiwang.foundation.web.signed_in import SIGNED_IN_COOKIE
from yiwang.organizations.enums import StandardPost

FORM = {"name": "张小云", "phone": "13800001234", "kind": "shop"}


def lease():
    return SimpleUploadedFile("租赁合同.pdf", makers.pdf(), content_type="application/pdf")


def filled(client, item):
    """Fill in the form and hand in what is required."""
    assert client.post(f"/apply/{item.version_id}/form", FORM).status_code == 302
    answer = client.post(f"/apply/{item.version_id}/materials/lease", {"file": lease()})
    assert answer.status_code == 302


def submitted(client, item, key="0123456789abcdef"):
    filled(client, item)
    return client.post(
        f"/apply/{item.version_id}/submit", {"signed": "yes", "idempotency_key": key}
    )


# ── signing in


def test_a_wrong_password_is_refused_without_saying_which_was_wrong(nobody, world):
    wrong = nobody.post("/signin", {"login": world.citizen.login, "password": "x"})
    unknown = nobody.post("/signin", {"login": "nobody-at-all", "password": "x"})

    assert wrong.status_code == unknown.status_code == 401
    assert "账号或密码不正确" in wrong.content.decode()
    assert "账号或密码不正确" in unknown.content.decode()


def test_staff_do_not_enter_by_the_citizens_door(nobody, world):
    clerk = world.staff[StandardPost.COUNTER]

    answer = nobody.post("/signin", {"login": clerk.login, "password": factories.PASSWORD})

    assert answer.status_code == 401


def test_after_signing_in_one_is_where_one_wanted_to_be(nobody, world):
    answer = nobody.post(
        "/signin",
        {"login": world.citizen.login, "password": factories.PASSWORD, "next": "/my/cases"},
    )

    assert answer.headers["Location"] == "/my/cases"


def test_nobody_is_sent_to_another_site_after_signing_in(nobody, world):
    answer = nobody.post(
        "/signin",
        {"login": world.citizen.login, "password": factories.PASSWORD, "next": "//evil.example"},
    )

    assert answer.headers["Location"] == "/my"


def test_signing_out_ends_the_session(citizen):
    answer = citizen.post("/signout")

    assert answer.headers["Location"] == "/"
    assert answer.cookies[SIGNED_IN_COOKIE].value == ""
    assert citizen.get("/my").status_code == 302


def test_one_acts_for_a_firm_that_named_one(citizen, world):
    citizen.post("/my/identity", {"acting_for": str(world.firm.id)})

    assert f"您正在为 {world.firm.name} 办事" in citizen.get("/my").content.decode()


@pytest.mark.parametrize("chosen", ["x", "00000000-0000-0000-0000-000000000000"])
def test_one_does_not_act_for_a_firm_that_did_not(citizen, chosen):
    assert citizen.post("/my/identity", {"acting_for": chosen}).status_code in {403, 404}


def test_private_pages_are_stored_nowhere(citizen):
    assert "no-store" in citizen.get("/my").headers["Cache-Control"]


# ── applying


def test_the_form_is_filled_in_with_what_is_known(citizen, world):
    page = citizen.get(f"/apply/{world.shop.version_id}?step=2").content.decode()

    assert 'value="张小云"' in page
    assert "已为您填好" in page


def test_the_promise_is_told_before_anything_is_submitted(citizen, world):
    assert "前办好" in citizen.get(f"/apply/{world.shop.version_id}").content.decode()


def test_what_is_typed_is_saved_by_itself(citizen, world):
    answer = citizen.post(
        f"/apply/{world.shop.version_id}/form",
        {"name": "张", "note": "写到一半"},
        headers={"X-Requested-With": "autosave"},
    )

    assert answer.status_code == 204
    assert Draft.objects.get().form_data["note"] == "写到一半"


def test_every_mistake_stands_in_the_summary_and_at_its_field(citizen, world):
    answer = citizen.post(f"/apply/{world.shop.version_id}/form", {"name": "张小云"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#field-phone"' in page
    assert 'id="field-phone-error"' in page
    assert page.index("#field-phone") < page.index("#field-kind")


def test_a_refused_form_keeps_what_was_typed(citizen, world):
    answer = citizen.post(
        f"/apply/{world.shop.version_id}/form", {"name": "张小云", "note": "请尽快"}
    )

    assert "请尽快" in answer.content.decode()


def test_an_uploaded_material_shows_at_once(citizen, world):
    answer = citizen.post(
        f"/apply/{world.shop.version_id}/materials/lease",
        {"file": lease()},
        headers={"HX-Request": "true"},
    )

    page = answer.content.decode()
    assert "租赁合同.pdf" in page
    assert "<html" not in page


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00 not what it says", b"<html><script>alert(1)</script>"]
)
def test_a_file_that_is_not_what_it_should_be_is_refused(citizen, world, content):
    bad = SimpleUploadedFile("合同.pdf", content, content_type="application/pdf")

    answer = citizen.post(
        f"/apply/{world.shop.version_id}/materials/lease",
        {"file": bad},
        headers={"HX-Request": "true"},
    )

    assert 'role="alert"' in answer.content.decode()
    assert not any(draft.materials.get("lease") for draft in Draft.objects.all())


def test_a_material_that_the_item_does_not_ask_for_is_refused(citizen, world):
    citizen.post(f"/apply/{world.shop.version_id}/materials/horse", {"file": lease()})

    assert not any(draft.materials for draft in Draft.objects.all())


def test_a_material_can_be_taken_back(citizen, world):
    filled(citizen, world.shop)
    file_id = Draft.objects.get().materials["lease"][0]

    citizen.post(f"/apply/{world.shop.version_id}/materials/lease/remove", {"file": file_id})

    assert not Draft.objects.get().materials.get("lease")


def test_a_complete_application_becomes_a_case_with_a_receipt(citizen, world):
    answer = submitted(citizen, world.shop)

    case = Case.objects.get()
    assert answer.headers["Location"] == f"/my/cases/{case.id}/receipt"
    receipt = citizen.get(answer.headers["Location"]).content.decode()
    assert case.number in receipt
    assert case.query_code in receipt
    assert not Draft.objects.exists()


def test_the_same_form_sent_twice_makes_one_case(citizen, world):
    first = submitted(citizen, world.shop)

    second = citizen.post(
        f"/apply/{world.shop.version_id}/submit",
        {"signed": "yes", "idempotency_key": "0123456789abcdef"},
    )

    assert second.headers["Location"] == first.headers["Location"]
    assert Case.objects.count() == 1


def test_nothing_is_submitted_without_the_declaration(citizen, world):
    filled(citizen, world.shop)

    answer = citizen.post(f"/apply/{world.shop.version_id}/submit", {"idempotency_key": "k1234567"})

    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_nothing_is_submitted_while_a_material_is_missing(citizen, world):
    citizen.post(f"/apply/{world.shop.version_id}/form", FORM)

    answer = citizen.post(
        f"/apply/{world.shop.version_id}/submit", {"signed": "yes", "idempotency_key": "k1234567"}
    )

    assert answer.status_code == 422
    assert "场所证明" in answer.content.decode()
    assert not Case.objects.exists()


def test_an_item_that_does_not_exist_cannot_be_applied_for(citizen):
    assert citizen.get(f"/apply/{uuid4()}").status_code == 404


def test_a_stranger_cannot_apply(nobody, world):
    assert nobody.get(f"/apply/{world.shop.version_id}").status_code == 302
    assert nobody.post(f"/apply/{world.shop.version_id}/form", FORM).status_code == 302
    assert not Draft.objects.exists()


# ── one's own cases


def test_a_case_shows_its_story_and_its_clock(citizen, world):
    case = factories.submitted_case(world)

    page = citizen.get(f"/my/cases/{case.id}").content.decode()

    assert "提交申请" in page
    assert "前答复" in page
    assert case.number in page


def test_another_persons_case_does_not_exist(neighbour, world):
    case = factories.submitted_case(world)
    material = case.materials.get()

    for path in ("", "/receipt", "/correction", f"/files/{material.file_id}", f"/papers/{uuid4()}"):
        assert neighbour.get(f"/my/cases/{case.id}{path}").status_code == 404
    assert neighbour.post(f"/my/cases/{case.id}/withdraw").status_code == 404
    assert Case.objects.get().state == "submitted"


def test_an_application_can_be_taken_back(citizen, world):
    case = factories.submitted_case(world)

    citizen.post(f"/my/cases/{case.id}/withdraw")

    assert Case.objects.get().state == "withdrawn"
    assert "撤回申请" not in citizen.get(f"/my/cases/{case.id}").content.decode().split("您可以")[1]


def test_what_was_handed_in_can_be_had_back(citizen, world):
    case = factories.submitted_case(world)
    file_id = case.materials.get().file_id

    answer = citizen.get(f"/my/cases/{case.id}/files/{file_id}")

    assert b"".join(answer.streaming_content) == makers.pdf()
    assert "attachment" in answer.headers["Content-Disposition"]


def asked_to_correct(world):
    case = factories.submitted_case(world)
    intake.ask_correction(
        case_id=case.id,
        entries=[{"key": "lease", "what": "合同缺少签字页"}],
        note="请补齐",
        actor=world.staff_actor(StandardPost.COUNTER),
        at=timezone.now(),
    )
    return case


def test_a_request_for_corrections_names_everything(citizen, world):
    case = asked_to_correct(world)

    page = citizen.get(f"/my/cases/{case.id}").content.decode()

    assert "合同缺少签字页" in page
    assert f"/my/cases/{case.id}/correction" in page


def test_who_has_to_correct_something_sees_it_first(citizen, world):
    waiting = asked_to_correct(world)
    factories.submitted_case(world)

    page = citizen.get("/my").content.decode()
    only = citizen.get("/my/cases?only=correction").content.decode()
    detail = citizen.get(f"/my/cases/{waiting.id}").content.decode()

    day = short_day(waiting.correction.answer_due_on)
    for seen in (page, only):
        assert f"{day}前补齐" in seen
    assert page.index(waiting.number) == min(page.index(row.number) for row in Case.objects.all())
    assert only.count("<tr>") == 2  # the heading and the one
    assert "前补齐" in detail
    assert "前答复</p>" not in detail


def test_corrections_bring_the_case_back_to_the_counter(citizen, world):
    case = asked_to_correct(world)

    answer = citizen.post(f"/my/cases/{case.id}/correction", FORM | {"material.lease": lease()})

    assert answer.status_code == 302
    assert Case.objects.get().state == "submitted"


def test_corrections_with_mistakes_are_not_lost(citizen, world):
    case = asked_to_correct(world)

    answer = citizen.post(
        f"/my/cases/{case.id}/correction",
        {"name": "张小云", "note": "已补齐", "material.lease": lease()},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已补齐" in page
    assert 'name="kept.lease"' in page
    assert Case.objects.get().state == "correction"


def test_a_case_that_waits_for_no_corrections_takes_none(citizen, world):
    case = factories.submitted_case(world)

    answer = citizen.post(f"/my/cases/{case.id}/correction", FORM)

    assert answer.headers["Location"] == f"/my/cases/{case.id}"


# ── without an account


def test_number_and_query_code_show_where_a_case_stands(nobody, world):
    case = factories.submitted_case(world)

    answer = nobody.post("/track", {"number": case.number, "query_code": case.query_code.lower()})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert case.item_name in page
    assert case.applicant_name not in page


@pytest.mark.parametrize("number", ["", "x", "330106-261123-000001-0", "\x00", "9" * 400])
def test_a_number_that_does_not_fit_tells_nothing(nobody, number):
    answer = nobody.post("/track", {"number": number, "query_code": "ABCDEFGH"})

    assert answer.status_code == 404


def test_a_wrong_query_code_tells_nothing(nobody, world):
    case = factories.submitted_case(world)

    answer = nobody.post("/track", {"number": case.number, "query_code": "AAAAAAAA"})

    assert answer.status_code == 404
    assert case.item_name not in answer.content.decode()


def test_codes_cannot_be_guessed_at_leisure(nobody, world):
    statuses = [
        nobody.post("/track", {"number": "x", "query_code": "y"}).status_code for _ in range(25)
    ]

    assert statuses[-1] == 429


def test_a_draft_can_be_thrown_away(citizen, world):
    citizen.post(f"/apply/{world.shop.version_id}/form", FORM)

    citizen.post(f"/my/drafts/{Draft.objects.get().id}/discard")

    assert not Draft.objects.exists()


def test_another_persons_draft_cannot_be_thrown_away(citizen, neighbour, world):
    citizen.post(f"/apply/{world.shop.version_id}/form", FORM)

    assert neighbour.post(f"/my/drafts/{Draft.objects.get().id}/discard").status_code == 404
    assert Draft.objects.exists()


@pytest.mark.parametrize(
    "path", ["/my", "/my/cases", "/my/messages", "/my/details", "/my/identity"]
)
def test_my_space_opens_for_its_owner(citizen, path):
    assert citizen.get(path).status_code == 200


def test_posts_without_a_token_are_refused(world, db):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/signin", {"login": "a", "password": "b"}).status_code == 403
