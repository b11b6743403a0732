# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reviews on the pages and over the machine interface: the same things, the same refusals."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.cases import world as worlds
from tests.evaluations.people import People, invited_to
from tests.workbench.desks import at_desk
from yiwang.cases.enums import Channel
from yiwang.cases.services import submission
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import Moment
from yiwang.evaluations.models import Correction, Evaluation, ReviewText
from yiwang.evaluations.services import inviting, releasing
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def browser(account: Account, door: str) -> Client:
    client = Client()
    answer = client.post(door, {"login": account.login, "password": factories.PASSWORD})
    assert answer.status_code == 302
    return client


@pytest.fixture
def case_id(people: People) -> UUID:
    case = worlds.delivered(people.world)
    invited_to(people, case.id, at=timezone.now())
    return case.id


def test_a_citizen_reviews_and_sees_it_kept(people: People, case_id: UUID):
    client = browser(people.world.citizen, "/signin")
    here = f"/my/cases/{case_id}/review"
    assert "qr.svg" in client.get(here).content.decode()

    client.post(here, {"level": "5", "aspect": ["speed"], "text": "<b>慢</b>", "call": "yes"})

    shown = client.get(here).content.decode()
    assert "非常不满意" in shown
    assert "&lt;b&gt;慢&lt;/b&gt;" in shown
    assert "差评整改" in shown
    client.post(here, {"level": "1"})
    assert Evaluation.objects.get().level == 5
    assert here in client.get(f"/my/cases/{case_id}").content.decode()


def test_a_code_reviews_without_signing_in_once(people: People):
    code = inviting.invite(
        service=inviting.Service(
            "visit:7",
            people.world.department.division_id,
            people.world.department.id,
            "",
            "咨询",
            inviting.ServiceChannel.COUNTER,
        ),
        at=timezone.now(),
    )
    client = Client()
    assert client.get("/review", {"code": inviting_spaced(code)})["Location"].upper().endswith(code)
    assert "咨询" in client.get(f"/review/{code}").content.decode()

    assert client.post(f"/review/{code}", {"level": "9"}).status_code == 422
    assert client.post(f"/review/{code}", {"level": "2"})["Location"] == "/review/thanks"
    assert client.post(f"/review/{code}", {"level": "5"}).status_code == 409
    assert client.get("/review/AAAAAAAAAAAA").status_code == 404
    assert client.get("/review/thanks").status_code == 200
    assert client.get(f"/review/{code}/qr.svg")["Content-Type"] == "image/svg+xml"


def inviting_spaced(code: str) -> str:
    return f"{code[:4].lower()} {code[4:]}"


def test_codes_cannot_be_guessed_at_leisure():
    client = Client()

    answers = [client.get(f"/review/GUESS{number:07}").status_code for number in range(60)]

    assert answers[0] == 404
    assert answers[-1] == 429


def test_a_supervisor_answers_a_bad_review_on_the_pages(people: People, case_id: UUID):
    citizen = browser(people.world.citizen, "/signin")
    citizen.post(f"/my/cases/{case_id}/review", {"level": "4", "text": "打13800138000"})
    found = Correction.objects.get()
    account = Account.objects.get(pk=people.supervisor.account_id)
    client = browser(account, "/workbench/signin")

    listed = client.get("/workbench/evaluations").content.decode()
    assert str(found.pk) in listed
    page = client.get(f"/workbench/evaluations/{found.pk}").content.decode()
    assert str(case_id) not in page
    assert people.citizen.display_name not in page
    client.post(
        f"/workbench/evaluations/{found.pk}/correct",
        {"note": "加开了两个窗口，排队不超过十分钟。", "idempotency_key": "k1"},
    )

    found.refresh_from_db()
    assert found.state == "corrected"
    assert client.post(f"/workbench/evaluations/{found.pk}/appeal").status_code == 302
    assert client.get("/workbench/evaluations/texts").status_code == 404
    other = browser(Account.objects.get(pk=people.elsewhere.account_id), "/workbench/signin")
    assert str(found.pk) not in other.get("/workbench/evaluations").content.decode()
    assert other.get(f"/workbench/evaluations/{found.pk}").status_code == 404
    answered = citizen.post(
        f"/my/cases/{case_id}/review/appeal", {"words": "窗口根本没有加开，还是排两个小时。"}
    )
    assert answered.status_code == 302
    found.refresh_from_db()
    assert found.state == "appealed"


def test_everybody_reads_the_figures_in_batches(people: People):
    for number in range(5):
        code = inviting.invite(
            service=inviting.Service(
                f"visit:x{number}",
                people.world.department.division_id,
                people.world.department.id,
                people.world.shop.code,
                "店铺登记",
                inviting.ServiceChannel.COUNTER,
            ),
            at=timezone.now(),
        )
        answer = Client().post(
            f"/api/v1/reviews/codes/{code}",
            {"level": 1 if number else 5, "text": "" if number else "太慢"},
            content_type="application/json",
        )
        assert answer.status_code == 201
    before = Client().get("/api/v1/reviews/figures?place=330106000000").json()
    releasing.release(at=timezone.now() + timedelta(days=1))

    after = Client().get("/api/v1/reviews/figures?place=330106000000").json()

    assert before["score"]["total"] == 0
    assert after["score"] == {"levels": [4, 0, 0, 0, 1], "total": 5, "good_share": 80.0}
    assert after["departments"][0]["score"]["total"] == 5
    assert "80.0%" in Client().get("/reviews?place=330106000000").content.decode()
    assert "80.0%" in Client().get(f"/guide/{people.world.shop.code}").content.decode()
    assert ReviewText.objects.get().state == "waiting"
    assert Client().get("/api/v1/reviews/texts?place=330106000000").json()["items"] == []


def test_a_counter_prints_a_code_for_the_visit_that_opens_the_review(people: People):
    world = people.world
    counter = world.actor(world.staff[StandardPost.COUNTER])
    case = submission.submit_case(
        application=submission.Application(
            version_id=world.shop.version_id,
            form=factories.FORM_DATA,
            materials={"lease": [factories.stored_file(counter)]},
            channel=Channel.COUNTER,
            applicant_id=world.actor(world.citizen).applicant_id,
        ),
        actor=counter,
        at=timezone.now(),
    )
    ledger.settle()
    ledger.settle()
    clerk = at_desk(world.staff[StandardPost.COUNTER])
    code = evaluations.visit_code(case.pk)

    receipt = clerk.get(f"/workbench/counter/receipt/{case.pk}").content.decode()
    asked = Client().get(f"/review/{code}").content.decode()
    Client().post(f"/review/{code}", {"level": "1"})
    after = clerk.get(f"/workbench/counter/receipt/{case.pk}").content.decode()

    assert evaluations.spaced(code) in receipt
    assert receipt.count("<svg") > after.count("<svg")
    assert case.item_name in asked
    assert case.applicant_name not in asked
    assert Evaluation.objects.get().moment == Moment.VISIT
    assert evaluations.visit_code(case.pk) == ""
