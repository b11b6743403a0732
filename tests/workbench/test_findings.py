# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The pages of the comparison: the list, one finding and its buttons, the index, the rules."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import SYSTEM, World, staff_account
from tests.organizations.factories import XIHU, DepartmentFactory
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from tests.workbench.desks import at_desk, words
from yiwang.catalogue.enums import FindingState
from yiwang.catalogue.models import Finding, ImplementationList
from yiwang.catalogue.services import comparison
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Post

pytestmark = pytest.mark.django_db
FINDINGS = "/workbench/catalogue/findings"
API = "/staff/catalogue/findings"
REASON = "山区电话由总机转接，没有区号。"
LIST_PAGE, ONE_PAGE = 12, 12


@pytest.fixture
def finding(world: World) -> Finding:
    implementation = ImplementationList.objects.get(code=world.shop.code)
    at = timezone.now()
    comparison.take_over_lists(
        elements={implementation.id: {"consult_phone": "87654321"}}, actor=SYSTEM, at=at
    )
    comparison.compare_some(lists=[implementation.id], actor=SYSTEM, at=at)
    return Finding.objects.get(rule="phone-area-code")


@pytest.fixture
def editor(world: World) -> Client:
    return at_desk(staff_account(world.department, rights=[Right.CATALOGUE_EDIT]))


@pytest.fixture
def publisher(world: World) -> Client:
    return at_desk(staff_account(world.department, rights=[Right.CATALOGUE_PUBLISH]))


def _send(client: Client, finding: Finding, action: str, **fields: str) -> Finding:
    client.post(f"{FINDINGS}/{finding.id}/{action}", {"idempotency_key": uuid4().hex} | fields)
    finding.refresh_from_db()
    return finding


def test_the_list_says_what_is_wrong_where_and_by_when(editor: Client, finding: Finding) -> None:
    text = words(editor.get(FINDINGS))

    assert "电话87654321没有区号。" in text
    assert "待整改" in text
    assert words(editor.get(f"{FINDINGS}?rule=phones-same")).count("没有比对问题")


def test_a_finding_shows_both_sides_and_its_rule(editor: Client, finding: Finding) -> None:
    text = words(editor.get(f"{FINDINGS}/{finding.id}"))

    assert "清单上写的" in text
    assert "87654321" in text
    assert "电话号码带区号；五位政务热线除外。" in text
    assert "提出异议" in text
    assert "裁定异议" not in text


def test_one_contests_and_another_judges(
    editor: Client, publisher: Client, finding: Finding
) -> None:
    assert _send(editor, finding, "contest", reason=REASON).state == FindingState.CONTESTED
    assert "裁定异议" in words(publisher.get(f"{FINDINGS}/{finding.id}"))

    assert _send(publisher, finding, "dismiss", reason=REASON).state == FindingState.DISMISSED
    assert REASON in words(editor.get(f"{FINDINGS}/{finding.id}"))


def test_an_exception_has_an_end(editor: Client, publisher: Client, finding: Finding) -> None:
    _send(editor, finding, "contest", reason=REASON)
    until = (timezone.localdate() + timedelta(days=30)).isoformat()

    assert _send(publisher, finding, "except", reason=REASON, until="").state == "contested"
    excepted = _send(publisher, finding, "except", reason=REASON, until=until)

    assert excepted.state == FindingState.EXCEPTED


@pytest.mark.parametrize("action", ["clear", "reopen", "delete", "contest2"])
def test_what_the_engine_does_nobody_does_by_hand(
    editor: Client, finding: Finding, action: str
) -> None:
    response = editor.post(f"{FINDINGS}/{finding.id}/{action}", {"reason": REASON})

    finding.refresh_from_db()
    assert response.status_code == 404
    assert finding.state == FindingState.OPEN


def test_who_keeps_no_catalogue_sees_no_findings(world: World, finding: Finding) -> None:
    clerk = at_desk(staff_account(world.department, rights=[Right.CASES_ACCEPT]))
    stranger = at_desk(
        staff_account(DepartmentFactory(of=XIHU, line="公安"), rights=[Right.CATALOGUE_EDIT])
    )

    assert clerk.get(FINDINGS).status_code == 403
    assert clerk.get("/workbench/catalogue/standard").status_code == 403
    assert stranger.get(f"{FINDINGS}/{finding.id}").status_code == 404
    assert _send(stranger, finding, "contest", reason=REASON).state == FindingState.OPEN
    assert "87654321" not in words(stranger.get(FINDINGS))


@pytest.mark.parametrize(
    "query", ["cursor=zzz", "cursor=2026-01-01_1", "severity=9", "severity=x", "state=;", "rule='"]
)
def test_an_address_that_nobody_gave_out_shows_the_first_page(
    editor: Client, finding: Finding, query: str
) -> None:
    assert editor.get(f"{FINDINGS}?{query}").status_code == 200


def test_a_page_of_findings_asks_as_much_for_one_as_for_fifty(
    editor: Client,
    finding: Finding,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    editor.get(FINDINGS)
    with django_assert_num_queries(LIST_PAGE):
        editor.get(FINDINGS)
    for number in range(80):
        twin = Finding.objects.get(pk=finding.pk)
        twin.pk, twin.evidence_sha256 = UUID(int=number + 1), f"{number:064d}"
        twin.save(force_insert=True)

    with django_assert_num_queries(LIST_PAGE):
        assert "下一页" in words(editor.get(FINDINGS))
    with django_assert_num_queries(ONE_PAGE):
        editor.get(f"{FINDINGS}/{finding.id}")


def test_the_index_is_drawn_and_told_in_numbers(editor: Client, finding: Finding) -> None:
    assert "还没有算过指数" in words(editor.get("/workbench/catalogue/standard"))
    today = timezone.localdate()
    for day in (today - timedelta(days=1), today):
        comparison.keep_index(on=day)

    page = editor.get("/workbench/catalogue/standard?scope=city&key=330100000000")

    assert b"<polyline" in page.content
    assert "杭州" in words(page)
    assert "+0.00" in words(page)


def test_every_rule_stands_on_its_page_and_so_does_what_no_rule_computes(editor: Client) -> None:
    text = words(editor.get("/workbench/catalogue/rules"))

    assert "到现场次数不为0的，写明必须到现场的原因。" in text
    assert "C0109 的要素里没有审查类型" in text


def test_everybody_reads_the_index(finding: Finding) -> None:
    comparison.keep_index(on=timezone.localdate())

    assert "杭州" in words(Client().get("/standardization"))
    assert Client().get("/standardization?scope=department&key=%00").status_code == 200
    day = done(Caller().get("/standardization?scope=department"))
    assert day["items"][0]["scope"] == "department"
    key = day["items"][0]["key"]
    assert done(Caller().get(f"/standardization/department/{key}"))["items"][0]["key"] == key
    assert len(done(Caller().get("/standardization/rules"))["items"]) > 40


def test_programs_contest_and_judge_too(world: World, finding: Finding) -> None:
    editor = Caller(token_of(staff_account(world.department, rights=[Right.CATALOGUE_EDIT])))
    judge = Caller(token_of(staff_account(world.department, rights=[Right.CATALOGUE_PUBLISH])))

    (listed,) = [one for one in done(editor.get(API))["items"] if one["id"] == str(finding.id)]
    details = done(editor.get(f"{API}/{finding.id}"))
    contested = done(editor.post(f"{API}/{finding.id}/objection", {"reason": REASON}))
    too_short = judge.post(f"{API}/{finding.id}/judgement", {"is_upheld": True, "reason": "不"})
    upheld = done(
        judge.post(f"{API}/{finding.id}/judgement", {"is_upheld": True, "reason": REASON})
    )
    again = judge.post(f"{API}/{finding.id}/judgement", {"is_upheld": True, "reason": REASON})
    late = judge.post(f"{API}/{finding.id}/exception", {"reason": REASON, "until": "2099-01-01"})

    assert listed["sentence"] == "电话87654321没有区号。"
    assert {"label": "电话", "value": "87654321"} in details["found"]
    assert (contested["state"], upheld["state"]) == ("contested", "upheld")
    assert code_of(too_short) == "catalogue.finding_reason_missing"
    assert code_of(again) == "workflow.transition_not_allowed"
    assert code_of(late) == "catalogue.exception_end_invalid"


def test_who_contested_does_not_judge_by_program_either(world: World, finding: Finding) -> None:
    both = staff_account(world.department, rights=[Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH])
    caller = Caller(token_of(both))
    done(caller.post(f"{API}/{finding.id}/objection", {"reason": REASON}))

    answer = caller.post(f"{API}/{finding.id}/judgement", {"is_upheld": False, "reason": REASON})

    assert code_of(answer) == "catalogue.second_person_needed"
    assert Finding.objects.get(pk=finding.pk).state == FindingState.CONTESTED


def test_titles_that_no_corpus_has_are_settled_on_a_page_and_by_program(world: World) -> None:
    province = DepartmentFactory(of="330000000000", line="政府办公室")
    account = staff_account(province, rights=[Right.CATALOGUE_EDIT])
    Post.objects.filter(department=province).update(covers_subtree=True)
    keeper, program = at_desk(account), Caller(token_of(account))
    item = ImplementationList.objects.get(code=world.shop.code).base_item_id
    Finding.objects.create(
        rule="law-unknown",
        severity=2,
        subject_kind="base",
        subject_id=item,
        base_item_id=item,
        region_code="330000000000",
        evidence={"found": {"element": "legal_bases", "law": "摊位条例"}, "expected": {}},
        evidence_sha256="0" * 64,
        found_at=timezone.now(),
        due_on=timezone.localdate(),
    )
    page, api = "/workbench/catalogue/titles", "/staff/catalogue/cited-titles"
    sent = {"title": "摊位条例", "kind": "outside", "source_url": "https://www.example.gov.cn/1"}

    before = words(keeper.get(page))
    refused = keeper.post(f"{page}/settle", sent | {"kind": "alias"}, follow=True)
    keeper.post(f"{page}/settle", sent | {"idempotency_key": uuid4().hex})
    after = done(program.get(api))
    taken_back = done(program.post(f"{api}/reopening", {"title": "摊位条例", "revision": 1}))
    again = done(program.post(api, sent | {"revision": 2, "note": "县政府1号"}))

    assert "《摊位条例》" in before
    assert "填写有误" in words(refused)
    assert [one["title"] for one in after["settled"]] == ["摊位条例"]
    assert (taken_back["kind"], again["kind"], again["note"]) == ("open", "outside", "县政府1号")
    assert "县政府1号" in words(keeper.get(page))
    clerk = at_desk(staff_account(world.department, rights=[Right.CATALOGUE_EDIT]))
    assert "撤回认定" not in words(clerk.get(page))
    assert code_of(program.post(api, sent | {"title": "x"})) == "catalogue.cited_title_not_found"
