# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A job that should have decided fails for good: people decide, and everybody may see why."""

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.cases import world as w
from tests.cases.automation import rules
from yiwang.cases import selectors as cases
from yiwang.cases.automation import deciding, dry_runs, giving_up, jobs, judging, tasks
from yiwang.cases.enums import CaseState
from yiwang.cases.models import AutomaticDecision, Case
from yiwang.ledger import selectors as ledger_questions


@pytest.fixture
def version(world):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    made = rules.published(world)
    rules.lives_here(world)
    return made


def tried_until_it_fails(case: Case) -> int:
    """Do with the job what a worker does, by its own policy; return how often it was begun."""
    jobs.defer_decision(case.pk)
    row = ProcrastinateJob.objects.get(task_name=jobs.DECIDE)
    task, job = tasks.decide_by_rule, row.procrastinate_job
    for begun in range(1, 20):
        try:
            task.func(
                JobContext(app=app, job=job, start_timestamp=0.0, abort_reason=lambda: None),
                **job.task_kwargs,
            )
        except ArithmeticError as error:
            if task.get_retry_exception(error, job) is None:
                return begun
            job = job.evolve(attempts=job.attempts + 1)
    raise AssertionError("the job is tried for ever")


def facts(case: Case, kind: str):
    return ledger_questions.timeline("case", case.pk, kinds=[kind])


@pytest.mark.django_db
def test_a_job_that_fails_to_the_end_leaves_the_case_to_people_once(
    world, version, monkeypatch: pytest.MonkeyPatch
):
    case = rules.just_submitted(world)

    def fails(*_some):
        assert facts(case, "cases.rule_gave_up") == []
        raise ZeroDivisionError("wangxm 330106")

    monkeypatch.setattr(judging, "judge", fails)
    begun = tried_until_it_fails(case)

    (fact,) = facts(case, "cases.rule_gave_up")
    assert begun == fact.payload["attempts"] == 6
    assert fact.payload["trouble"] == "ZeroDivisionError"
    assert "330106" not in str(fact.payload)
    assert [one.payload["doubts"] for one in facts(case, "cases.passed_to_a_person")] == [
        ["failed"]
    ]
    assert w.fresh(case).automation == "person"
    made = AutomaticDecision.objects.get(case=case)
    assert cases.rules.doubts_shown(made) == ["自动审批没有完成，多次重试仍然出错"]
    monkeypatch.undo()
    assert deciding.decide_by_rule(case_id=case.pk, at=timezone.now()) is None


@pytest.mark.django_db
def test_what_killed_its_worker_is_swept_up(world, version):
    case = rules.just_submitted(world)
    jobs.defer_decision(case.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 4")

    assert giving_up.sweep(at=timezone.now()) == 1
    assert giving_up.sweep(at=timezone.now()) == 0

    (fact,) = facts(case, "cases.rule_gave_up")
    assert (fact.payload["attempts"], fact.payload["trouble"]) == (5, "worker_lost")
    assert w.fresh(case).state == CaseState.SUBMITTED


@pytest.mark.django_db
def test_what_is_decided_meanwhile_stays_so(world, version):
    case = rules.just_submitted(world)
    deciding.decide_by_rule(case_id=case.pk, at=timezone.now())

    assert giving_up.give_up(case_id=case.pk, attempts=6, trouble="E", at=timezone.now()) is None

    assert facts(case, "cases.rule_gave_up") == []
    assert w.fresh(case).automation == "granted"


@pytest.mark.django_db
def test_overview_and_tasks_say_why(world, version):
    case = rules.just_submitted(world)
    giving_up.give_up(case_id=case.pk, attempts=6, trouble="ValueError", at=timezone.now())
    clerk, now = w.who(world, w.COUNTER), timezone.now()

    (task,) = cases.tasks(clerk, today=timezone.localdate()).rows
    (failure,) = cases.rules.failures(version.rule_set_id, clerk, at=now)
    figures = cases.rules.figures(version.rule_set_id, at=now)

    assert (task.step_key, task.doubt) == ("intake", "failed")
    assert task.doubt_name == "自动审批没有完成，多次重试仍然出错"
    assert failure.case_id == case.pk
    assert cases.rules.failure_counts(at=now) == {version.rule_set_id: 1}
    assert figures.doubts == [(task.doubt_name, 1)]
    assert cases.rules.failures(version.rule_set_id, world.actor(world.stranger), at=now) == []


@pytest.mark.django_db
def test_a_dry_run_whose_job_failed_for_good_ends_and_another_can_begin(world, version):
    made = rules.draft(world, version.rule_set)
    editor = rules.editor(world)
    run = dry_runs.start(version_id=made.pk, wanted=9, actor=editor, at=w.MONDAY)
    for alive in ("todo", "doing"):
        ProcrastinateJob.objects.filter(task_name=jobs.DRY_RUN).update(status=alive)
        assert dry_runs.end_given_up(at=w.MONDAY) == 0

    ProcrastinateJob.objects.filter(task_name=jobs.DRY_RUN).update(status="failed")
    ended = [dry_runs.end_given_up(at=w.MONDAY) for _time in range(2)]

    assert ended == [1, 0]
    run.refresh_from_db()
    assert run.state == "failed"
    dry_runs.start(version_id=made.pk, wanted=9, actor=editor, at=w.MONDAY)
