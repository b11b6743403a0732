# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A version is written by some, published by another, tried first, and fixed for ever after."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.cases import world as w
from tests.cases.automation import rules
from yiwang.cases.automation import deciding, dry_runs, errors, switches, versions
from yiwang.cases.enums import Outcome
from yiwang.cases.models import DryRun, DryRunDifference, RuleVersion
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db


def publish(version, actor, *, accepts=False):
    return versions.publish_version(
        version_id=version.pk,
        revision=version.revision,
        accepts_differences=accepts,
        actor=actor,
        at=w.MONDAY,
    )


def test_a_version_goes_from_one_to_another(world):
    made = rules.published(world)

    assert made.state == "published"
    assert made.published_by_id not in {made.proposed_by_id, *made.editors}
    kinds = [one.kind for one in ledger.events_about("rule_set", made.rule_set_id)]
    assert set(kinds) >= {
        "cases.rule_set_made",
        "cases.rule_draft_saved",
        "cases.rule_proposed",
        "cases.dry_run_finished",
        "cases.rule_published",
    }


def test_whoever_wrote_or_proposed_it_does_not_publish_it(world):
    both = rules.staff(world, Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)
    own = rules.rule_set(world, actor=both)
    made = rules.draft(world, own, actor=both)
    made = versions.propose_version(
        version_id=made.pk, revision=made.revision, actor=rules.editor(world), at=w.MONDAY
    )
    rules.tried(made, both)

    with pytest.raises(errors.RuleNeedsAnother):
        publish(made, both)


def test_the_database_holds_the_two_people(world):
    made = rules.proposed(world, rules.rule_set(world))
    rules.tried(made, rules.publisher(world))

    for publisher in (made.proposed_by_id, made.editors[0]):
        with pytest.raises(IntegrityError), transaction.atomic():
            RuleVersion.objects.filter(pk=made.pk).update(
                state="published", published_by_id=publisher, published_at=w.MONDAY
            )


def test_nobody_without_the_right_writes_publishes_or_stops(world):
    clerk = w.who(world, w.COUNTER)
    elsewhere = replace(rules.editor(world), department_id=world.other_department.pk)
    own = rules.rule_set(world)

    for actor in (clerk, elsewhere, w.citizen(world)):
        with pytest.raises(errors.NotYourRules):
            rules.draft(world, own, actor=actor)
        with pytest.raises(errors.NotYourRules):
            switches.stop(rule_set_id=own.pk, reason="停", actor=actor, at=w.MONDAY)
    with pytest.raises(errors.NotYourRules):
        publish(rules.proposed(world, own), rules.editor(world))


def test_a_table_with_a_gap_is_not_proposed_and_the_place_is_named(world):
    made = rules.draft(world, rules.rule_set(world), table_xml=rules.dmn(rules.ROWS[:3]))

    with pytest.raises(errors.RuleInvalid) as caught:
        versions.propose_version(
            version_id=made.pk, revision=made.revision, actor=rules.editor(world), at=w.MONDAY
        )

    assert "gap" in {one.code for one in caught.value.errors}
    assert '业态 = "stall"' in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"facts": [{**rules.FACTS[0], "source": "nowhere"}, rules.FACTS[1]]}, "source"),
        ({"facts": [{**rules.FACTS[0], "key": "colour"}, rules.FACTS[1]]}, "key"),
        ({"facts": [{**rules.FACTS[0], "read": "guess"}, rules.FACTS[1]]}, "reading"),
        ({"facts": [{**rules.FACTS[0], "read": "same"}, rules.FACTS[1]]}, "form"),
        ({"facts": [rules.FACTS[0]]}, "unknown_fact"),
        ({"facts": [*rules.FACTS, {**rules.FACTS[0], "name": "more"}]}, "unused"),
        ({"steps": {}}, "step"),
    ],
)
def test_facts_and_steps_that_do_not_fit_are_named(world, changed, code):
    made = rules.draft(world, rules.rule_set(world), **changed)

    with pytest.raises(errors.RuleInvalid) as caught:
        versions.propose_version(
            version_id=made.pk, revision=made.revision, actor=rules.editor(world), at=w.MONDAY
        )

    assert code in {one.code for one in caught.value.errors}


@pytest.mark.parametrize(
    "fact",
    [
        {"name": "Über"},
        {"name": "x"},
        {**rules.FACTS[0], "evil": "1"},
        {**rules.FACTS[0], "name": 5},
    ],
)
def test_a_fact_of_another_shape_is_not_even_kept(world, fact):
    with pytest.raises(errors.RuleInvalid):
        rules.draft(world, rules.rule_set(world), facts=[fact])


def test_a_version_that_was_not_tried_is_not_published(world):
    made = rules.proposed(world, rules.rule_set(world))

    with pytest.raises(errors.DryRunMissing):
        publish(made, rules.publisher(world))
    with pytest.raises(IntegrityError, match="was not tried"), transaction.atomic():
        RuleVersion.objects.filter(pk=made.pk).update(
            state="published",
            published_by_id=rules.publisher(world).staff_id,
            published_at=w.MONDAY,
        )


def test_a_dry_run_of_what_was_changed_since_counts_for_nothing(world):
    own = rules.rule_set(world)
    made = rules.draft(world, own)
    rules.tried(made, rules.editor(world))
    made = versions.save_draft(
        rule_set_id=own.pk,
        rule=rules.rule(sample_percent=50),
        revision=made.revision,
        actor=rules.editor(world),
        at=w.MONDAY,
    )
    made = versions.propose_version(
        version_id=made.pk, revision=made.revision, actor=rules.editor(world), at=w.MONDAY
    )

    with pytest.raises(errors.DryRunMissing):
        publish(made, rules.publisher(world))


def test_a_dry_run_ends_when_the_draft_is_changed_under_way(world):
    own = rules.rule_set(world)
    made = rules.draft(world, own)
    run = dry_runs.start(version_id=made.pk, wanted=9, actor=rules.editor(world), at=w.MONDAY)
    versions.save_draft(
        rule_set_id=own.pk,
        rule=rules.rule(sample_percent=50),
        revision=made.revision,
        actor=rules.editor(world),
        at=w.MONDAY,
    )

    dry_runs.go_on(dry_run_id=run.pk, at=w.MONDAY)

    assert DryRun.objects.get(pk=run.pk).state == "failed"


def test_a_dry_run_tells_where_rule_and_people_differ(world, monkeypatch):
    monkeypatch.setattr(dry_runs, "BATCH", 2)
    rules.lives_here(world) if rules.rule_set(world) else None
    w.decided(world)
    refused = w.decided(world, outcome=Outcome.REFUSED)
    w.decided(world)
    own = rules.RuleSet.objects.get()
    made = rules.proposed(world, own)

    run = rules.tried(made, rules.publisher(world), at=w.MONDAY)

    assert (run.state, run.done, run.agreed, run.wrong, run.passed) == ("finished", 3, 2, 1, 0)
    (difference,) = DryRunDifference.objects.filter(dry_run=run)
    assert (difference.case_id, difference.outcome) == (refused.pk, "grant")
    assert [one["value"] for one in difference.facts] == [True, 3]
    with pytest.raises(errors.DryRunDiffers):
        publish(made, rules.publisher(world))
    assert publish(made, rules.publisher(world), accepts=True).state == "published"


def test_one_dry_run_at_a_time_and_none_of_what_is_published(world):
    made = rules.draft(world, rules.rule_set(world))
    dry_runs.start(version_id=made.pk, wanted=9, actor=rules.editor(world), at=w.MONDAY)

    with pytest.raises(errors.DryRunRuns):
        dry_runs.start(version_id=made.pk, wanted=9, actor=rules.editor(world), at=w.MONDAY)


def test_a_batch_that_comes_twice_is_counted_once(world, monkeypatch):
    own = rules.rule_set(world)
    w.decided(world)
    made = rules.draft(world, own)
    run = dry_runs.start(version_id=made.pk, wanted=9, actor=rules.editor(world), at=w.MONDAY)
    dry_runs.go_on(dry_run_id=run.pk, at=w.MONDAY)

    assert dry_runs.go_on(dry_run_id=run.pk, at=w.MONDAY) is None

    assert DryRun.objects.get(pk=run.pk).done == 1


def test_what_is_published_stays(world):
    made = rules.published(world)

    for changed in ({"table_xml": "x"}, {"sample_percent": 1}, {"valid_from": date(2027, 1, 1)}):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            RuleVersion.objects.filter(pk=made.pk).update(**changed)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        made.delete()


def test_the_newest_that_is_valid_decides_and_the_one_before_it_once_that_is_withdrawn(world):
    first = rules.published(world)
    second = rules.published(world, first.rule_set, sample_percent=7)
    third = rules.published(world, first.rule_set, valid_from=date(2099, 1, 1))
    case = w.submitted(world)
    today = w.on(w.MONDAY)

    assert deciding.live_versions([case], today)[case.pk] == second
    assert deciding.live_versions([case], date(2099, 1, 1))[case.pk] == third
    versions.withdraw_version(
        version_id=second.pk, reason="有误。", actor=rules.publisher(world), at=w.MONDAY
    )
    assert deciding.live_versions([case], today)[case.pk] == first


def test_two_editors_notice_each_other(world):
    own = rules.rule_set(world)
    made = rules.draft(world, own)

    with pytest.raises(errors.RuleDraftExists):
        rules.draft(world, own)
    with pytest.raises(errors.RuleChanged):
        versions.save_draft(
            rule_set_id=own.pk,
            rule=rules.rule(),
            revision=made.revision + 1,
            actor=rules.editor(world),
            at=w.MONDAY,
        )


def test_an_item_has_one_rule_set(world):
    rules.rule_set(world)

    with pytest.raises(errors.RuleSetExists):
        rules.rule_set(world)


# ── the switch


def test_one_person_stops_and_two_switch_on_again(world):
    own = rules.rule_set(world)
    one, two = rules.supervisor(world), rules.publisher(world)
    switches.stop(rule_set_id=own.pk, reason="发现错误。", actor=one, at=w.MONDAY)
    assert switches.are_stopped(own.pk)

    with pytest.raises(errors.RulesStopped):
        switches.stop(rule_set_id=own.pk, reason="再停。", actor=two, at=w.MONDAY)
    with pytest.raises(errors.RulesNotStopped):
        switches.confirm_restart(rule_set_id=own.pk, actor=two, at=w.MONDAY)
    switches.ask_restart(rule_set_id=own.pk, reason="已改。", actor=one, at=w.MONDAY)
    with pytest.raises(errors.RestartNeedsAnother):
        switches.confirm_restart(rule_set_id=own.pk, actor=one, at=w.MONDAY)
    assert switches.are_stopped(own.pk)
    switches.confirm_restart(rule_set_id=own.pk, actor=two, at=w.MONDAY)
    assert not switches.are_stopped(own.pk)


def test_stopping_all_stops_each_and_takes_a_post_over_a_whole_place(world):
    own = rules.rule_set(world)
    one = rules.supervisor(world)

    with pytest.raises(errors.NotYourRules):
        switches.stop(rule_set_id=None, reason="停。", actor=one, at=w.MONDAY)
    wide = replace(one, covers_subtree=True, division_code="330000000000")
    switches.stop(rule_set_id=None, reason="系统故障。", actor=wide, at=w.MONDAY)

    assert switches.are_stopped(own.pk)


def test_who_stopped_and_why_stays(world):
    own = rules.rule_set(world)
    stop = switches.stop(
        rule_set_id=own.pk, reason="发现错误。", actor=rules.supervisor(world), at=w.MONDAY
    )

    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        type(stop).objects.filter(pk=stop.pk).update(reason="没事")
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        stop.delete()
