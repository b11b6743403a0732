# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Objecting to a decision by rule on the pages and by machine; judging again blind."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.cases import world as w
from tests.cases.automation import rules
from tests.rest.calling import Caller, token_of
from yiwang.cases.automation import deciding
from yiwang.cases.models import CaseMaterial, Recheck, RuleObjection
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/workbench/automation/objections"


@pytest.fixture
def world():
    made = w.made()
    rules.published(made)
    rules.lives_here(made)
    return made


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def granted(world):
    case = rules.just_submitted(world)
    deciding.decide_by_rule(case_id=case.pk, at=timezone.now())
    return case


def test_an_applicant_objects_on_the_page_and_reads_the_answer(world):
    case = granted(world)
    citizen, approver = signed_in(world.citizen), signed_in(world.staff[w.APPROVER])
    page = text(citizen.get(f"/my/cases/{case.pk}"))
    assert "在线提出异议" in page
    assert "12345" not in page.partition('id="automatic"')[2].partition("</section>")[0]

    sent = {"words": "我家有七口人。", "disputed": ["members"]}
    citizen.post(f"/my/cases/{case.pk}/automatic-objection", sent)
    filed = RuleObjection.objects.get()
    assert (
        signed_in(world.neighbour)
        .post(f"/my/cases/{case.pk}/automatic-objection", sent)
        .status_code
        == 404
    )

    assert case.number in text(approver.get(HERE))
    assert case.number not in text(signed_in(world.staff[w.COUNTER]).get(HERE))
    here = f"{HERE}/{filed.pk}"
    assert "户内人数" in text(approver.get(here))
    assert approver.post(here, {"result": "stands", "answer": " "}).status_code == 422
    assert approver.post(here, {"result": "maybe", "answer": "x"}).status_code == 422
    assert signed_in(world.staff[w.COUNTER]).get(here).status_code == 404
    assert (
        approver.post(here, {"result": "stands", "answer": "户口簿上是三人。"}).status_code == 302
    )
    page = text(citizen.get(f"/my/cases/{case.pk}"))
    assert "户口簿上是三人。" in page
    assert "在线提出异议" not in page


def test_the_same_by_machine(world):
    case = granted(world)
    address = f"/api/v1/cases/{case.pk}/automatic-decision"
    citizen, approver = Caller(token_of(world.citizen)), Caller(token_of(world.staff[w.APPROVER]))

    made = citizen.post(f"{address}/objection", {"words": "不对。", "disputed": ["members"]})
    assert made.status_code == 201, made.content
    assert citizen.post(f"{address}/objection", {"words": "再来。"}).status_code == 409
    assert citizen.post(f"{address}/objection", {"words": ""}).status_code == 422
    (row,) = approver.get("/api/v1/staff/rule-objections").json()["items"]
    here = f"/api/v1/staff/rule-objections/{row['id']}"
    assert approver.get(here).json()["disputed"] == ["members"]
    done = approver.post(f"{here}/answer", {"result": "stands", "answer": "核对无误。"})
    assert done.status_code == 200, done.content
    assert citizen.get(address).json()["objection"]["answer"] == "核对无误。"


def test_who_judges_again_reads_the_files_there_and_nowhere_else(world):
    case = granted(world)
    ledger.settle()
    recheck, file_id = Recheck.objects.get(), CaseMaterial.objects.first().file_id
    reviewer = signed_in(world.staff[w.REVIEWER])
    here = f"/workbench/automation/rechecks/{recheck.pk}"

    assert f"{here}/files/{file_id}" in text(reviewer.get(here))

    got = reviewer.get(f"{here}/files/{file_id}")
    assert (got.status_code, bool(got.getvalue())) == (200, True)
    assert reviewer.get(f"{here}/files/{recheck.pk}").status_code == 404
    assert reviewer.get(f"/workbench/cases/{case.pk}").status_code == 404
    assert reviewer.get(f"/workbench/cases/{case.pk}/files/{file_id}").status_code == 404
    machine = Caller(token_of(world.staff[w.REVIEWER]))
    assert machine.get(f"/api/v1/cases/{case.pk}").status_code == 404
    shown = machine.get(f"/api/v1/staff/rechecks/{recheck.pk}").json()
    assert [one["id"] for one in shown["files"]] == [str(file_id)]
    got = machine.get(f"/api/v1/staff/rechecks/{recheck.pk}/files/{file_id}")
    assert (got.status_code, bool(got.getvalue())) == (200, True)
    reviewer.post(here, {"verdict": "grant"})
    assert reviewer.get(f"/workbench/cases/{case.pk}").status_code == 200
