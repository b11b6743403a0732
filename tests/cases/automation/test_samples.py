# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Decisions are drawn by the ledger's hash, judged blind, and differences stop the rule."""

import hashlib
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.cases import world as w
from tests.cases.automation import rules
from yiwang.cases import selectors as cases
from yiwang.cases.automation import deciding, errors, samples, switches
from yiwang.cases.automation.enums import RecheckVerdict
from yiwang.cases.enums import Role
from yiwang.cases.errors import CaseNotFound, ReasonMissing
from yiwang.cases.models import Recheck, RecheckReader, RuleStop, StepRecord
from yiwang.cases.selectors import CaseFilter
from yiwang.cases.services import intake, reading
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import selectors as ledger_questions
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return w.made()


@pytest.fixture
def version(world):
    made = rules.published(world)
    rules.lives_here(world)
    return made


def granted(world):
    case = rules.just_submitted(world)
    deciding.decide_by_rule(case_id=case.pk, at=timezone.now())
    return case


def reviewer(world):
    return w.who(world, w.REVIEWER)


def judge(recheck, verdict, world, note="户籍不符。"):
    return samples.judge_again(
        recheck_id=recheck.pk, verdict=verdict, note=note, actor=reviewer(world), at=timezone.now()
    )


def test_decisions_of_rules_and_of_people_are_drawn_by_the_hash_of_their_fact(world, version):
    by_rule = granted(world)
    rules.lives_here(world, members=9)
    by_people = granted(world)
    case = intake.accept_case(
        case_id=by_people.pk, actor=w.who(world, w.COUNTER), at=timezone.now()
    )
    w.decide(world, w.complete(world, case, "review"))
    other = w.decided(world)  # no rule has looked at it

    ledger.settle()

    drawn = {one.case_id: one for one in Recheck.objects.all()}
    assert set(drawn) == {by_rule.pk, by_people.pk}
    assert other.pk not in drawn
    assert (drawn[by_rule.pk].is_by_rule, drawn[by_people.pk].is_by_rule) == (True, False)
    fact = next(
        one
        for one in ledger_questions.events_about("case", by_rule.pk)
        if one.kind == "cases.case_decided"
    )
    leaf = ledger_questions.leaf_hashes([fact.id])[fact.id]
    expected = int.from_bytes(hashlib.sha256(b"recheck" + leaf).digest()[:8]) % 10_000
    assert drawn[by_rule.pk].draw == expected


def test_the_share_is_about_what_was_asked_for():
    leaves = (hashlib.sha256(bytes([n // 256, n % 256])).digest() for n in range(4000))

    drawn = sum(samples.number_of(leaf) < 5 * samples.WHOLE // 100 for leaf in leaves)

    assert 140 <= drawn <= 260


def test_a_difference_is_counted_and_more_than_allowed_pull_the_switch(world, version):
    granted(world)
    ledger.settle()
    recheck = Recheck.objects.get()

    done = judge(recheck, RecheckVerdict.REFUSE, world)

    assert done.is_different
    stop = RuleStop.objects.get()
    assert (stop.rule_set_id, stop.stopped_by_id) == (version.rule_set_id, None)
    assert switches.are_stopped(version.rule_set_id)
    case = rules.just_submitted(world)
    made = deciding.decide_by_rule(case_id=case.pk, at=timezone.now())
    assert [one["code"] for one in made.doubts] == ["stopped"]


def test_who_agrees_changes_nothing(world, version):
    granted(world)
    ledger.settle()

    done = judge(Recheck.objects.get(), RecheckVerdict.GRANT, world, note="")

    assert not done.is_different
    assert not RuleStop.objects.exists()


def test_a_recheck_is_done_once_with_reasons_by_somebody_else(world, version):
    granted(world)
    ledger.settle()
    recheck = Recheck.objects.get()

    with pytest.raises(ReasonMissing):
        judge(recheck, RecheckVerdict.UNSURE, world, note=" ")
    with pytest.raises(errors.RuleSetNotFound):
        samples.judge_again(
            recheck_id=recheck.pk,
            verdict=RecheckVerdict.GRANT,
            note="",
            actor=w.elsewhere(world, reviewer(world)),
            at=timezone.now(),
        )
    judge(recheck, RecheckVerdict.GRANT, world)
    with pytest.raises(errors.RecheckDone):
        judge(recheck, RecheckVerdict.GRANT, world)


def test_whoever_judges_again_cannot_look_up_the_outcome_until_they_have_judged(world, version):
    case = granted(world)
    ledger.settle()
    recheck, who = Recheck.objects.get(), reviewer(world)
    assert cases.case(case.pk, who)
    samples.open_recheck(recheck_id=recheck.pk, actor=who, at=timezone.now())
    number = CaseFilter(words=case.number)

    with pytest.raises(CaseNotFound):
        cases.case(case.pk, who)
    assert cases.cases(who, wanted=number).rows == []
    assert cases.entitlements(who, today=timezone.localdate()).rows == []
    assert cases.case(case.pk, w.who(world, w.APPROVER))
    with pytest.raises(IntegrityError), transaction.atomic():
        RecheckReader.objects.update(ended_at=timezone.now())
    judge(recheck, RecheckVerdict.GRANT, world)
    assert cases.case(case.pk, who)
    assert [one.pk for one in cases.cases(who, wanted=number).rows] == [case.pk]


def test_no_list_tells_whoever_may_judge_how_it_ended(world, version, django_assert_num_queries):
    case = granted(world)
    number, today = CaseFilter(words=case.number), timezone.localdate()
    who, approver = reviewer(world), w.who(world, w.APPROVER)
    own_work = replace(who, staff_id=new_id())
    StepRecord.objects.create(
        region_code=case.region_code,
        case=case,
        step_key="own",
        element_id="own",
        name="初审",
        role=Role.REVIEWER,
        done_by_id=own_work.staff_id,
        done_by_name="审核乙",
        done_at=timezone.now(),
    )

    def listed(actor):
        with django_assert_num_queries(2):
            found = cases.cases(actor, wanted=number), cases.entitlements(actor, today=today)
        return [len(page.rows) for page in found]

    assert listed(who)[0] == 1
    ledger.settle()
    assert listed(who) == [0, 0]
    assert cases.cases(who, wanted=CaseFilter(is_open=False)).rows == []
    assert (listed(approver), listed(own_work)) == ([1, 1], [1, 1])
    recheck = Recheck.objects.get()
    assert cases.rules.rechecks(who, on=timezone.localdate()).own == [recheck]
    samples.open_recheck(recheck_id=recheck.pk, actor=who, at=timezone.now())
    assert cases.rules.rechecks(who, on=timezone.localdate()).own == [recheck], (
        "it can be found again"
    )
    judge(recheck, RecheckVerdict.GRANT, world)
    assert listed(who) == [1, 1]


def test_whoever_has_opened_the_decided_case_does_not_judge_it(world, version):
    case = granted(world)
    ledger.settle()
    recheck, who = Recheck.objects.get(), reviewer(world)
    reading.open_case(case_id=case.pk, actor=who, at=timezone.now())

    with pytest.raises(errors.RecheckSeen):
        samples.open_recheck(recheck_id=recheck.pk, actor=who, at=timezone.now())
    with pytest.raises(errors.RecheckSeen):
        judge(recheck, RecheckVerdict.GRANT, world)


def test_whoever_worked_on_a_case_does_not_judge_it_again(world, version):
    rules.lives_here(world, members=9)
    case = granted(world)
    case = intake.accept_case(case_id=case.pk, actor=w.who(world, w.COUNTER), at=timezone.now())
    w.decide(world, w.complete(world, case, "review"))
    StepRecord.objects.filter(case=case).update(done_by_id=reviewer(world).staff_id)
    ledger.settle()

    with pytest.raises(errors.RecheckOwnWork):
        samples.open_recheck(
            recheck_id=Recheck.objects.get().pk, actor=reviewer(world), at=timezone.now()
        )


def test_a_list_holds_what_its_reader_may_judge_and_says_who_may_the_rest(world, version):
    rules.lives_here(world, members=9)
    by_people = granted(world)
    case = intake.accept_case(
        case_id=by_people.pk, actor=w.who(world, w.COUNTER), at=timezone.now()
    )
    w.decide(world, w.complete(world, case, "review"))
    rules.lives_here(world)
    by_rule = granted(world)
    ledger.settle()
    on = timezone.localdate()
    who = reviewer(world)

    found = cases.rules.rechecks(who, on=on)
    judged = {one.case_id for one in found.own} | {one.recheck.case_id for one in found.barred}
    assert judged == {by_people.pk, by_rule.pk}
    for one in found.own:
        samples.open_recheck(recheck_id=one.pk, actor=who, at=timezone.now())
    for one in found.barred:
        with pytest.raises((errors.RecheckOwnWork, errors.RecheckSeen)):
            samples.open_recheck(recheck_id=one.recheck.pk, actor=who, at=timezone.now())
        assert who.staff_id not in {each.id for each in one.who_may}
    assert cases.rules.rechecks(who, on=on).own == found.own  # opening one bars nobody


def test_whoever_opened_the_decided_case_is_told_that_others_judge_it(world, version):
    case = granted(world)
    ledger.settle()
    who = reviewer(world)
    reading.note_case(case, actor=who, at=timezone.now())

    found = cases.rules.rechecks(who, on=timezone.localdate())

    assert found.own == []
    (barred,) = found.barred
    assert barred.why == "seen"
    others = {one.id for one in barred.who_may}
    assert who.staff_id not in others
