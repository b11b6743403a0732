# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people do about findings, and what they may not."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.catalogue.worlds import LOADER, MORNING, TODAY, Catalogue, editor
from yiwang.catalogue.comparison import engine, judging, policies, selectors
from yiwang.catalogue.comparison.taking_over import take_over_lists
from yiwang.catalogue.enums import FindingAction, FindingState
from yiwang.catalogue.errors import (
    ExceptionEndInvalid,
    FindingNotFound,
    FindingReasonMissing,
    NotYourCatalogue,
    SecondPersonNeeded,
)
from yiwang.catalogue.models import Finding
from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.foundation.errors import Forbidden
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department
from yiwang.workflow.errors import TransitionNotAllowed

pytestmark = pytest.mark.django_db
REASON = "山区电话由总机转接，没有区号。"


@pytest.fixture
def finding(catalogue: Catalogue) -> Finding:
    implementation = catalogue.list_of("K0008")
    elements = {implementation.id: {"consult_phone": "87654321"}}
    take_over_lists(elements=elements, actor=LOADER, at=MORNING)
    engine.compare_some(lists=[implementation.id], actor=LOADER, at=MORNING)
    return Finding.objects.get(rule="phone-area-code")


@pytest.fixture
def owner(finding: Finding) -> Actor:
    return editor(Department.objects.get(pk=finding.department_id))


@pytest.fixture
def second(owner: Actor) -> Actor:
    return replace(owner, staff_id=UUID(int=8))


def _contest(finding: Finding, actor: Actor, reason: str = REASON) -> Finding:
    return judging.contest_finding(finding_id=finding.id, reason=reason, actor=actor, at=MORNING)


def _judge(finding: Finding, actor: Actor, *, is_upheld: bool = True) -> Finding:
    return judging.judge_finding(
        finding_id=finding.id, is_upheld=is_upheld, reason=REASON, actor=actor, at=MORNING
    )


def test_an_objection_is_judged_by_another_person(
    finding: Finding, owner: Actor, second: Actor
) -> None:
    contested = _contest(finding, owner)

    with pytest.raises(SecondPersonNeeded):
        _judge(contested, owner)
    upheld = _judge(contested, second)

    assert contested.state == FindingState.CONTESTED
    assert (upheld.state, upheld.judgement) == (FindingState.UPHELD, REASON)


def test_an_objection_that_holds_ends_the_finding(
    finding: Finding, owner: Actor, second: Actor
) -> None:
    _contest(finding, owner)

    assert _judge(finding, second, is_upheld=False).state == FindingState.DISMISSED
    with pytest.raises(TransitionNotAllowed):
        _contest(finding, owner)


def test_an_exception_is_asked_for_by_one_and_given_by_another_until_a_day(
    finding: Finding, owner: Actor, second: Actor
) -> None:
    values = {"finding_id": finding.id, "reason": REASON, "at": MORNING}
    until = TODAY + timedelta(days=90)
    with pytest.raises(TransitionNotAllowed):
        judging.accept_exception(**values, until=until, actor=second)

    _contest(finding, owner)
    with pytest.raises(SecondPersonNeeded):
        judging.accept_exception(**values, until=until, actor=owner)
    excepted = judging.accept_exception(**values, until=until, actor=second)

    assert (excepted.state, excepted.excepted_until) == (FindingState.EXCEPTED, until)


@pytest.mark.parametrize("days", [-1, 0, 367, 4000])
def test_an_exception_ends_after_today_and_within_a_year(
    finding: Finding, owner: Actor, second: Actor, days: int
) -> None:
    _contest(finding, owner)

    with pytest.raises(ExceptionEndInvalid):
        judging.accept_exception(
            finding_id=finding.id,
            reason=REASON,
            until=TODAY + timedelta(days=days),
            actor=second,
            at=MORNING,
        )


@pytest.mark.parametrize("reason", ["", "  ", "不对", "字" * 501, "坏\x00字五个字"])
def test_who_contests_says_why(finding: Finding, owner: Actor, reason: str) -> None:
    with pytest.raises(FindingReasonMissing):
        _contest(finding, owner, reason)


def test_another_department_sees_nothing_of_it(finding: Finding, owner: Actor) -> None:
    stranger = replace(owner, department_id=UUID(int=5))

    with pytest.raises(FindingNotFound):
        _contest(finding, stranger)
    with pytest.raises(FindingNotFound):
        selectors.get_finding(finding.id, stranger)
    assert selectors.findings(stranger).rows == []


def test_without_the_right_nothing_is_done(finding: Finding, owner: Actor) -> None:
    watcher = replace(owner, rights=frozenset({Right.CASES_SUPERVISE}))
    clerk = replace(owner, rights=frozenset({Right.CASES_ACCEPT}))

    assert selectors.get_finding(finding.id, watcher).row == finding
    with pytest.raises(NotYourCatalogue):
        _contest(finding, watcher)
    for actor in (clerk, ANONYMOUS):
        with pytest.raises(FindingNotFound):
            _contest(finding, actor)
        with pytest.raises(Forbidden):
            selectors.findings(actor)


def test_buttons_show_what_may_be_done_now(finding: Finding, owner: Actor, second: Actor) -> None:
    def shown(actor: Actor) -> set[FindingAction]:
        fresh = Finding.objects.get(pk=finding.pk)
        return {action for action in FindingAction if policies.can(actor, action, fresh)}

    assert shown(owner) == {FindingAction.CONTEST}
    _contest(finding, owner)
    assert shown(owner) == set()
    assert shown(second) == {FindingAction.UPHOLD, FindingAction.DISMISS, FindingAction.EXCEPT}


def test_who_is_above_sees_what_is_below(finding: Finding, owner: Actor) -> None:
    above = replace(
        owner,
        department_id=UUID(int=5),
        division_code=f"{finding.region_code[:4]}00000000",
        covers_subtree=True,
    )

    rows = selectors.findings(above).rows

    assert finding.id in {view.row.id for view in rows}


def test_pages_follow_each_other_without_gaps_or_repeats(finding: Finding, owner: Actor) -> None:
    for number in range(5):
        twin = Finding.objects.get(pk=finding.pk)
        twin.pk, twin.evidence_sha256 = UUID(int=100 + number), f"{number:064d}"
        twin.due_on = finding.due_on + timedelta(days=number // 2)
        twin.save(force_insert=True)
    seen: list[UUID] = []
    cursor = ""
    while True:
        page = selectors.findings(owner, cursor=cursor, limit=2)
        seen += [view.row.id for view in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break

    waiting = Finding.objects.filter(department_id=owner.department_id)
    assert seen == list(waiting.order_by("due_on", "id").values_list("id", flat=True))


def test_findings_are_narrowed_by_rule_weight_and_state(finding: Finding, owner: Actor) -> None:
    def ids(**wanted: object) -> set[UUID]:
        page = selectors.findings(owner, wanted=selectors.FindingFilter(**wanted))  # type: ignore[arg-type]
        return {view.row.id for view in page.rows}

    assert finding.id in ids(rule="phone-area-code", severity=1)
    assert finding.id not in ids(rule="phones-same")
    assert finding.id not in ids(severity=3)
    assert finding.id not in ids(state="cleared")
    assert finding.id in ids(state="nonsense")
