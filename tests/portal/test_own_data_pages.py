# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The pages about one's own data: who has seen them, copies, corrections, the way out."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.factories import World
from tests.portal.conftest import reader
from tests.privacy.conftest import read_by
from yiwang.documents import exporting
from yiwang.foundation.actors import system_actor
from yiwang.identity.models import AccountClosing, DataCorrection, DataExport, ReadQuestion
from yiwang.identity.queries import own_data
from yiwang.identity.services import privacy_texts
from yiwang.ledger.models import Event
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(world: World, db: None) -> Client:
    return reader(world.citizen)


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_the_page_says_who_read_what_for_and_lets_one_ask(world: World, browser: Client):
    read_by(world, StandardPost.COUNTER)

    shown = said(browser.get("/my/reads"))

    event = Event.objects.get(kind="ledger.personal_data_read")
    assert world.department.name in shown
    assert "办理您的申请" in shown
    assert f"/my/cases/{event.payload['case_id']}" in shown
    assert f"/my/reads/{event.id}/ask" in shown


def test_the_page_asks_as_much_for_one_read_as_for_fifty(world: World, browser: Client):
    read_by(world, StandardPost.COUNTER)
    browser.get("/my/reads")
    with CaptureQueriesContext(connection) as one:
        browser.get("/my/reads")
    read_by(world, StandardPost.HANDLER, times=49)
    with CaptureQueriesContext(connection) as fifty:
        browser.get("/my/reads")

    assert len(one) == len(fifty)
    assert len(fifty) <= 16


def test_older_reads_are_on_further_pages_and_in_their_months(world: World, browser: Client):
    read_by(world, StandardPost.COUNTER, times=51)
    this_month = own_data.last_months(timezone.localdate())[0]

    first = said(browser.get(f"/my/reads?month={this_month.code}"))

    assert first.count("/ask") == 50
    assert "cursor=" in first
    assert said(browser.get("/my/reads?month=2001-01")).count("/ask") == 0
    assert browser.get("/my/reads?month=nonsense&cursor=nonsense").status_code == 200


def test_a_question_is_asked_and_shown(world: World, browser: Client):
    read_by(world, StandardPost.COUNTER)
    event = Event.objects.get(kind="ledger.personal_data_read")
    page = f"/my/reads/{event.id}/ask"
    assert world.department.name in said(browser.get(page))

    assert browser.post(page, {"words": " "}).status_code == 422
    answer = browser.post(page, {"words": "为什么看我的资料？"})

    assert answer.headers["Location"] == "/my/reads/questions"
    assert "为什么看我的资料？" in said(browser.get("/my/reads/questions"))
    assert ReadQuestion.objects.count() == 1


def test_nobody_opens_the_read_of_somebody_else(world: World):
    read_by(world, StandardPost.COUNTER)
    event = Event.objects.get(kind="ledger.personal_data_read")

    answer = reader(world.neighbour).get(f"/my/reads/{event.id}/ask")

    assert answer.status_code == 404


def test_a_copy_is_asked_for_and_downloaded(world: World, browser: Client):
    browser.post("/my/data/exports")
    export = DataExport.objects.get()
    address = f"/my/data/exports/{export.id}"
    assert browser.get(address).status_code == 404
    exporting.pack_export(export.id, at=timezone.now())
    assert address in said(browser.get("/my/data"))

    answer = browser.get(address)

    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert reader(world.neighbour).get(address).status_code == 404
    assert Event.objects.filter(kind="identity.export_taken").count() == 1


def test_a_correction_gets_a_code_for_the_counter_and_can_be_taken_back(browser: Client):
    browser.post("/my/data/corrections", {"field": "number", "name": ""})
    made = DataCorrection.objects.get()
    assert made.code in said(browser.get("/my/data"))

    browser.post(f"/my/data/corrections/{made.id}/cancel")

    assert made.code not in said(browser.get("/my/data"))


def test_closing_says_what_stays_and_can_be_taken_back(world: World, browser: Client):
    case = factories.submitted_case(world)
    page = said(browser.get("/my/data/closing"))
    assert case.number in page
    assert "依法要保留的" in page
    browser.post("/my/data/closing")
    assert AccountClosing.objects.count() == 0

    type(case).objects.filter(pk=case.pk).update(state="withdrawn")
    browser.post("/my/data/closing")
    assert "保留账号" in said(browser.get("/my/data"))
    browser.post("/my/data/closing/cancel")

    assert AccountClosing.objects.get().cancelled_at is not None


def test_the_register_and_the_texts_are_open_to_everybody(world: World):
    privacy_texts.load_texts(
        root=settings.DATA_ROOT, actor=system_actor("loading"), at=timezone.now()
    )
    stranger = reader()

    register = said(stranger.get("/privacy/register"))

    assert "公民身份号码（加密）" in register
    assert "办完后 30 年" in register
    for kind in ("notice", "terms", "sensitive"):
        assert "SHA-256" in said(stranger.get(f"/privacy/{kind}"))
    assert stranger.get("/privacy/nonsense").status_code == 404


def test_consent_is_given_and_taken_back_on_its_page(world: World, browser: Client):
    privacy_texts.load_texts(
        root=settings.DATA_ROOT, actor=system_actor("loading"), at=timezone.now()
    )
    due = privacy_texts.texts_due(world.citizen.id, timezone.now())
    browser.post("/my/texts/accept", {"text": [str(one.id) for one in due]})
    assert "没有要您看的新文本" in said(browser.get("/my/texts"))

    browser.post("/my/texts/sensitive/withdraw")

    assert "撤回于" in said(browser.get("/my/texts"))
    browser.post("/my/texts/notice/withdraw")
    assert privacy_texts.texts_due(world.citizen.id, timezone.now()) == []
