# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A question goes from the applicant's page to the clerk's, and its answer back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories
from tests.documents import makers
from tests.factories import World
from tests.portal.conftest import reader
from yiwang.cases.models import Case, CaseQuestion
from yiwang.cases.services import asking, intake
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world: World, db: None) -> Case:
    made = factories.submitted_case(world)
    return intake.accept_case(
        case_id=made.id, actor=world.staff_actor(StandardPost.COUNTER), at=made.submitted_at
    )


@pytest.fixture
def applicant(world: World, db: None) -> Client:
    return reader(world.citizen)


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, makers.pdf(), "application/pdf")


def test_asked_with_a_file_and_answered(
    case: Case, applicant: Client, handler: Client, stranger: Client
) -> None:
    here = f"/my/cases/{case.id}/questions"
    sent = {"words": "租房合同要原件吗？", "idempotency_key": "a", "files": pdf("合同.pdf")}
    assert applicant.post(f"{here}/ask", sent).status_code == 302
    again = {"words": "租房合同要原件吗？", "idempotency_key": "a"}
    assert applicant.post(f"{here}/ask", again).status_code == 302
    question = CaseQuestion.objects.get(case=case)
    desk = f"/workbench/cases/{case.id}"
    assert "租房合同要原件吗？" in handler.get(desk).content.decode()
    assert "答复办件咨询" in handler.get("/workbench/").content.decode()
    file_id = question.files.get().file_id
    assert handler.get(f"{desk}/files/{file_id}").getvalue().startswith(b"%PDF")
    assert stranger.get(f"{desk}/questions").status_code == 404
    answer_at = f"{desk}/questions/{question.id}/answer"
    assert stranger.post(answer_at, {"words": "要。"}).status_code == 404
    empty = handler.post(answer_at, {"words": " "})
    assert (empty.status_code, "请写明内容" in empty.content.decode()) == (422, True)
    assert handler.post(answer_at, {"words": "带原件来核对。"}).status_code == 302
    ledger.settle()
    assert Message.objects.filter(kind="question_answered").count() == 1
    page = applicant.get(f"/my/cases/{case.id}").content.decode()
    assert "带原件来核对。" in page
    assert "带原件来核对。" in applicant.get(here).content.decode()
    assert applicant.get(f"/my/cases/{case.id}/files/{file_id}").getvalue().startswith(b"%PDF")


def test_nobody_else_reads_or_asks(case: Case, world: World) -> None:
    neighbour = reader(world.neighbour)
    here = f"/my/cases/{case.id}/questions"
    assert neighbour.get(here).status_code == 404
    assert neighbour.post(f"{here}/ask", {"words": "问一下"}).status_code == 404
    assert not CaseQuestion.objects.exists()


def test_a_refused_question_keeps_its_words(case: Case, applicant: Client, world: World) -> None:
    actor = world.actor(world.citizen)
    for number in range(3):
        asking.ask(case_id=case.id, words=f"第{number}问", actor=actor, at=case.submitted_at)
    refused = applicant.post(f"/my/cases/{case.id}/questions/ask", {"words": "还有一问"})
    assert refused.status_code == 409
    assert "还有一问" in refused.content.decode()
    for bad in ("", "\0", "长" * 4001):
        answer = applicant.post(f"/my/cases/{case.id}/questions/ask", {"words": bad})
        assert answer.status_code in {409, 422}
