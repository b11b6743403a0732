# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices, and the ledger as auditors read it."""

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from tests.factories import World, submitted_case
from tests.organizations.factories import XIHU
from tests.workbench.desks import words
from yiwang.ledger import services as ledger
from yiwang.ledger.events import known_kinds
from yiwang.workbench.records.words import KINDS

pytestmark = pytest.mark.django_db

LEDGER = "/workbench/ledger"
ROOMS = {config.label for config in apps.get_app_configs()}


def test_every_kind_of_fact_has_words():
    of_rooms = {kind for kind in known_kinds() if kind.partition(".")[0] in ROOMS}

    assert of_rooms - {*KINDS} == set()


def test_the_ledger_is_shown_to_auditors_in_words(world: World, auditor: Client):
    submitted_case(world)
    ledger.settle()

    page = words(auditor.get(LEDGER))

    assert "提交申请" in page
    assert "申请人" in page


def test_the_ledger_is_for_those_with_the_right(world: World, counter: Client):
    assert counter.get(LEDGER).status_code == 403
    assert 'href="/workbench/ledger"' not in words(counter.get("/workbench/"))


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"kind": "cases.case_submitted"}, True),
        ({"kind": "cases.case_closed"}, False),
        ({"kind": "nonsense"}, True),
        ({"since": "{today}", "until": "{today}"}, True),
        ({"since": "2000-01-01", "until": "2000-01-02"}, False),
        ({"until": "9999-12-31"}, True),
        ({"region": XIHU}, True),
        ({"region": "330102000000"}, False),
    ],
)
def test_the_ledger_is_narrowed(
    world: World, auditor: Client, query: dict[str, str], is_found: bool
):
    case = submitted_case(world)
    ledger.settle()
    today = timezone.localdate().isoformat()

    answer = auditor.get(LEDGER, {key: text.format(today=today) for key, text in query.items()})

    assert answer.status_code == 200
    assert (f"/workbench/cases/{case.id}" in words(answer)) is is_found


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"since": "gestern"}, "since"),
        ({"until": "2026-13-01"}, "until"),
        ({"region": "123"}, "region"),
        ({"region": "浙江省杭州市西湖区"}, "region"),
    ],
)
def test_what_cannot_be_looked_for_is_told_in_its_place(
    world: World, auditor: Client, query: dict[str, str], wrong: str
):
    answer = auditor.get(LEDGER, query)

    assert answer.status_code == 422
    assert f'id="{wrong}-error"' in words(answer)


def test_a_cursor_of_nobodys_is_refused(world: World, auditor: Client):
    assert auditor.get(LEDGER, {"cursor": "nonsense"}).status_code == 400


def test_the_next_page_keeps_the_filter(world: World, auditor: Client):
    for _ in range(52):
        submitted_case(world)
    ledger.settle()

    page = words(auditor.get(LEDGER, {"kind": "cases.case_submitted"}))

    rest = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "kind=cases.case_submitted" in rest
    assert words(auditor.get(LEDGER + rest)).count('data-label="序号"') >= 2


def test_a_fact_is_proved_once_it_is_signed(world: World, counter: Client):
    submitted_case(world)
    ledger.settle()
    assert counter.get(f"{LEDGER}/0/proof").status_code == 404
    ledger.make_checkpoint(at=timezone.now())

    page = words(counter.get(f"{LEDGER}/0/proof"))

    assert "第 0 条的存在证明" in page
    assert "总摘要" in page


@pytest.mark.parametrize("seq", ["999999999", "9" * 40])
def test_what_is_not_in_the_ledger_has_no_proof(world: World, counter: Client, seq: str):
    assert counter.get(f"{LEDGER}/{seq}/proof").status_code == 404


def test_no_notices_is_said(world: World, counter: Client):
    assert "还没有发出文书" in words(counter.get("/workbench/notices"))


def test_odd_cursors_of_notices_are_no_fault(world: World, counter: Client):
    for cursor in ("nonsense", "\x00", "2026-11-23T00:00:00+08:00_x"):
        assert counter.get("/workbench/notices", {"cursor": cursor}).status_code in {200, 400}
