# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rules that decide on the pages of staff and of citizens, and in the machine interface."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.cases import world as w
from tests.cases.automation import rules
from yiwang.cases.automation import deciding, samples
from yiwang.cases.enums import Outcome
from yiwang.cases.models import Recheck, RuleStop, RuleVersion
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right
from yiwang.portal.page_cache import SharedAnswers

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/workbench/automation"


@pytest.fixture
def world():
    return w.made()


@pytest.fixture
def version(world):
    made = rules.published(world)
    rules.lives_here(world)
    return made


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def desk(world, *rights: Right) -> Client:
    return signed_in(factories.staff_account(world.department, rights=rights, at=w.LONG_AGO))


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_list_the_set_and_a_version_say_what_decides(world, version):
    client = desk(world, Right.CATALOGUE_PUBLISH)

    assert "店铺登记秒批" in text(client.get(HERE))
    page = text(client.get(f"{HERE}/{version.rule_set_id}"))
    assert "停用这套规则" in page
    page = text(client.get(f"{HERE}/{version.rule_set_id}/versions/1"))
    assert "本地居民的店铺，当场准予。" in page
    assert "户籍在本地" in page


def test_an_editor_drafts_sees_what_is_wrong_and_another_publishes(world):
    own = rules.rule_set(world)
    editor, publisher = desk(world, Right.CATALOGUE_EDIT), desk(world, Right.CATALOGUE_PUBLISH)
    form = {
        "view": "text",
        "table": rules.dmn(rules.ROWS[:3]),
        "facts": json.dumps(rules.FACTS),
        "steps": json.dumps(rules.STEPS),
        "sample_percent": "5",
        "most_differences": "1",
        "valid_from": "2026-01-05",
        "revision": "0",
    }
    made = editor.post(f"{HERE}/{own.pk}/draft", form)
    assert made.status_code == 302
    page = text(editor.get(made.url))
    assert "没有一行适用于" in page
    editor.post(f"{HERE}/{own.pk}/draft", form | {"table": rules.dmn(), "revision": "1"})
    version = RuleVersion.objects.get()
    editor.post(f"{made.url}/try", {"wanted": "10"})
    rules.dry_runs.run_to_its_end(dry_run_id=version.dry_runs.get().pk, at=timezone.now())
    editor.post(f"{made.url}/propose", {"revision": str(version.revision)})
    version.refresh_from_db()
    assert version.state == "proposed"
    editor.post(f"{made.url}/publish", {"revision": str(version.revision)})
    version.refresh_from_db()
    assert version.state == "proposed"
    publisher.post(f"{made.url}/publish", {"revision": str(version.revision)})
    version.refresh_from_db()
    assert version.state == "published"


def test_the_switch_is_pulled_by_one_and_undone_by_two(world, version):
    here = f"{HERE}/{version.rule_set_id}"
    one, two = desk(world, Right.CASES_SUPERVISE), desk(world, Right.CATALOGUE_PUBLISH)

    one.post(f"{here}/switch/stop", {"reason": "发现错误。"})
    assert "已停用，全部转人工办理" in text(two.get(here))
    one.post(f"{here}/switch/ask-restart", {"reason": "已改正。"})
    one.post(f"{here}/switch/confirm-restart")
    assert RuleStop.objects.get().restarted_at is None
    two.post(f"{here}/switch/confirm-restart")
    assert RuleStop.objects.get().restarted_at is not None


def test_a_guide_that_is_kept_learns_of_a_rule_and_of_the_switch(world):
    def shown() -> bool:
        SharedAnswers.answers.clear()
        return "秒批：由规则当场决定" in text(Client().get(f"/guide/{world.shop.code}"))

    before = shown()
    version = rules.published(world)
    meanwhile = shown()
    stopping = {"reason": "发现错误。"}
    supervisor = desk(world, Right.CASES_SUPERVISE)
    supervisor.post(f"{HERE}/{version.rule_set_id}/switch/stop", stopping)

    assert (before, meanwhile, shown()) == (False, True, False)


def test_citizen_and_clerk_are_shown_why(world, version):
    case = rules.just_submitted(world)
    deciding.decide_by_rule(case_id=case.pk, at=timezone.now())

    page = text(signed_in(world.citizen).get(f"/my/cases/{case.pk}"))
    assert "为什么秒批" in page
    assert "户籍登记" in page
    clerk = signed_in(world.staff[w.HANDLER])
    assert "第 1 行准予" in text(clerk.get(f"/workbench/cases/{case.pk}"))


def test_a_case_that_went_to_people_says_why(world, version):
    rules.lives_here(world, members=9)
    case = rules.just_submitted(world)
    deciding.decide_by_rule(case_id=case.pk, at=timezone.now())

    assert "人数较多" in text(signed_in(world.citizen).get(f"/my/cases/{case.pk}"))
    page = text(signed_in(world.staff[w.COUNTER]).get(f"/workbench/cases/{case.pk}"))
    assert "规则没有决定，请人工办理" in page


def test_the_applicant_asks_for_a_person_on_the_page(world, version):
    case = rules.just_submitted(world)
    citizen = signed_in(world.citizen)
    assert "转人工办理" in text(citizen.get(f"/my/cases/{case.pk}"))

    citizen.post(f"/my/cases/{case.pk}/person")

    assert w.fresh(case).automation == "declined"
    assert signed_in(world.neighbour).post(f"/my/cases/{case.pk}/person").status_code == 404


def test_everybody_can_read_what_decides(world, version):
    page = text(Client().get("/algorithms"))

    assert "本地居民的店铺，当场准予。" in page
    assert "户籍在本地" in page
    (shown,) = Client().get("/api/v1/rules").json()["items"]
    assert (shown["number"], shown["item_code"]) == (1, world.shop.code)
    guide = text(Client().get(f"/guide/{world.shop.code}"))
    assert "秒批：由规则当场决定" in guide
    assert "秒批：由规则当场决定" not in text(Client().get(f"/guide/{world.kiosk.code}"))


def test_a_recheck_does_not_tell_the_outcome(world, version):
    case = rules.just_submitted(world)
    deciding.decide_by_rule(case_id=case.pk, at=timezone.now())
    ledger.settle()
    recheck = Recheck.objects.get()
    reviewer = signed_in(world.staff[w.REVIEWER])

    assert "店铺登记" in text(reviewer.get(f"{HERE}/rechecks"))
    page = text(reviewer.get(f"{HERE}/rechecks/{recheck.pk}"))
    assert "13800001234" not in page  # numbers are masked as on the page of a case
    assert "准予：" not in page
    assert "自动审批规则“" not in page
    assert reviewer.post(f"{HERE}/rechecks/{recheck.pk}", {"verdict": "x"}).status_code == 422
    reviewer.post(f"{HERE}/rechecks/{recheck.pk}", {"verdict": "grant"})
    assert Recheck.objects.get().is_different is False
    assert samples.WHOLE == 10_000


def test_a_case_without_a_rule_costs_its_pages_no_statement(world, version):
    case = w.decided(world)
    for client, address in (
        (signed_in(world.citizen), f"/my/cases/{case.pk}"),
        (signed_in(world.staff[w.HANDLER]), f"/workbench/cases/{case.pk}"),
    ):
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        assert not any("cases_automatic" in one["sql"] for one in seen.captured_queries)


def test_who_publishes_sees_what_differs_but_no_case_that_is_not_theirs(world):
    own = rules.rule_set(world)
    rules.lives_here(world)
    refused = w.decided(world, outcome=Outcome.REFUSED)
    made = rules.proposed(world, own)
    rules.tried(made, rules.publisher(world), at=w.MONDAY)
    address = f"{HERE}/{own.pk}/versions/1"

    page = text(desk(world, Right.CATALOGUE_PUBLISH).get(address))
    assert "人工 不予，规则 准予" in page
    assert refused.number not in page
    reads = desk(world, Right.CATALOGUE_PUBLISH, Right.CASES_READ)
    assert refused.number in text(reads.get(address))
    assert "人工 不予，规则 准予" not in text(desk(world, Right.COUNTER_ASSIST).get(address))


@pytest.mark.usefixtures("steady_reference_data")
def test_the_list_of_rechecks_says_who_may_judge_what_its_reader_may_not(world, version):
    def decided() -> None:
        case = rules.just_submitted(world)
        deciding.decide_by_rule(case_id=case.pk, at=timezone.now())
        ledger.settle()

    decided()
    reviewer = signed_in(world.staff[w.REVIEWER])
    colleague = factories.staff_account(
        world.department, rights=[Right.CASES_READ, Right.CASES_REVIEW], at=w.LONG_AGO
    )
    reviewer.get(f"/workbench/cases/{Recheck.objects.get().case_id}")  # now knows the outcome

    page = text(reviewer.get(f"{HERE}/rechecks"))
    assert "没有等您复核的" in page
    assert "您在作出决定后打开过这一件" in page
    assert world.actor(colleague).display_name in page
    refused = reviewer.get(f"{HERE}/rechecks/{Recheck.objects.get().pk}")
    assert refused.status_code == 403
    assert 'class="wb-side"' in refused.content.decode()
    assert "等您复核" in text(signed_in(colleague).get(f"{HERE}/rechecks"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(reviewer.get(f"{HERE}/rechecks"))
        return len(seen)

    before = cost()
    for _more in range(4):
        decided()
        reviewer.get(f"/workbench/cases/{Recheck.objects.latest('drawn_at').case_id}")
    assert text(reviewer.get(f"{HERE}/rechecks")).count("您在作出决定后打开过这一件") == 5
    assert cost() == before
