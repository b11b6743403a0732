# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Try a version on past cases before it decides one.

A job judges a batch in one transaction and defers the next; a crash costs no more than a batch.
Sources say what is so today, not what was so then; whoever reads the differences bears it in mind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from yiwang.cases.automation import events, jobs, judging, reaching
from yiwang.cases.automation import facts as readings
from yiwang.cases.automation.enums import DryRunState, RuleOutcome, RuleState
from yiwang.cases.automation.errors import DryRunRuns, RuleChanged, RuleSetNotFound
from yiwang.cases.automation.facts import Fact
from yiwang.cases.automation.judging import Judgement
from yiwang.cases.automation.reaching import Act
from yiwang.cases.enums import Outcome
from yiwang.cases.models import Case, DryRun, DryRunDifference, RuleVersion
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity.enums import Purpose
from yiwang.ledger import services as ledger

BATCH: Final = 20
MOST_CASES: Final = 5000
ACTOR: Final = system_actor("dry-run")


@dataclass(frozen=True, slots=True)
class _Tried:
    case: Case
    judgement: Judgement
    facts: Sequence[Fact]


@transaction.atomic
def start(*, version_id: UUID, wanted: int, actor: Actor, at: datetime) -> DryRun:
    """Try a draft, or what is proposed, on the newest cases that people decided.

    :param wanted: how many cases at most; 1 to 5,000
    :raises DryRunRuns: one is under way
    :raises RuleChanged: it is published already
    """
    version = (
        RuleVersion.objects.select_for_update(of=("self",))
        .select_related("rule_set")
        .filter(pk=version_id)
        .first()
    )
    if version is None:
        raise RuleSetNotFound
    if not reaching.may(actor, Act.WRITE, version.rule_set):
        reaching.check_may(actor, Act.PUBLISH, version.rule_set)
    if version.state not in (RuleState.DRAFT, RuleState.PROPOSED):
        raise RuleChanged
    wanted = max(1, min(wanted, MOST_CASES))
    try:
        with transaction.atomic():
            run = DryRun.objects.create(
                version=version,
                content_sha256=version.content_sha256,
                wanted=wanted,
                found=min(wanted, _past_cases(version).count()),
                started_by_id=reaching.staff_of(actor),
                started_at=at,
            )
    except IntegrityError as error:
        raise DryRunRuns from error
    fact = events.DryRunStarted(
        rule_set_id=version.rule_set_id,
        dry_run_id=run.pk,
        version_id=version.pk,
        sha256=run.content_sha256,
        wanted=wanted,
    )
    ledger.append(fact, actor=actor, at=at, region_code=version.rule_set.region_code)
    jobs.defer_dry_run(run.pk)
    return run


def go_on(*, dry_run_id: UUID, at: datetime) -> DryRun | None:
    """Judge the next cases; None when there is nothing to do (any more).

    What was changed under way is not tried further: the run of another content counts for nothing.
    """
    run = DryRun.objects.select_related("version__rule_set").filter(pk=dry_run_id).first()
    if run is None or run.state != DryRunState.RUNNING:
        return None
    if run.content_sha256 != run.version.content_sha256:
        return _end(run.pk, DryRunState.FAILED, at)
    cases = _next(run)
    tried = [_try(run.version, case, at) for case in cases]
    with transaction.atomic():
        locked = DryRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if locked.last_case_id != run.last_case_id or locked.state != DryRunState.RUNNING:
            return None  # another worker did this batch
        _count(locked, tried)
        if len(cases) < BATCH or locked.done >= locked.wanted:
            return _end(locked.pk, DryRunState.FINISHED, at)
        jobs.defer_dry_run(locked.pk)
    return locked


def end_given_up(*, at: datetime) -> int:
    """End the runs whose job failed for good, so that another can begin; return how many."""
    running = set(
        DryRun.objects.filter(state=DryRunState.RUNNING).order_by().values_list("id", flat=True)
    )
    left = running - jobs.dry_runs_at_work() if running else running
    for run_id in sorted(left):
        _end(run_id, DryRunState.FAILED, at)
    return len(left)


def run_to_its_end(*, dry_run_id: UUID, at: datetime) -> DryRun:
    """Judge everything at once: for demonstrations and tests."""
    while (run := go_on(dry_run_id=dry_run_id, at=at)) is not None:
        if run.state != DryRunState.RUNNING:
            return run
    return DryRun.objects.get(pk=dry_run_id)


def _past_cases(version: RuleVersion) -> QuerySet[Case]:
    """Return the cases that people decided, newest first by the order of their ids."""
    rules = version.rule_set
    found = Case.objects.filter(
        decision__isnull=False, decision__rule_version__isnull=True
    ).order_by("-id")
    if rules.implementation_id:
        return found.filter(version__implementation_id=rules.implementation_id)
    return found.filter(version__implementation__base_item_id=rules.base_item_id)


def _next(run: DryRun) -> list[Case]:
    cases = _past_cases(run.version)
    if run.last_case_id:
        cases = cases.filter(pk__lt=run.last_case_id)
    return list(cases[: min(BATCH, run.wanted - run.done)])


def _try(version: RuleVersion, case: Case, at: datetime) -> _Tried:
    on = timezone.localdate(case.submitted_at)
    standing = judging.standing_doubts(case, on)
    if standing:
        return _Tried(case, Judgement(None, tuple(standing)), ())
    context = readings.Context(
        case=case,
        base_item_id=catalogue.snapshot(case.version_id).base_item_id,
        on=on,
        form=case.form_data,
    )
    found = readings.collect(
        readings.specs_of(version.facts),
        context,
        purpose=Purpose.RULE_CHECK,
        actor=ACTOR,
        at=at,
    )
    return _Tried(case, judging.judge(version, case, found), found)


def _count(run: DryRun, tried: Sequence[_Tried]) -> None:
    """Add a batch to the figures; keep what differs with what the rule went by."""
    for one in tried:
        people = Outcome(one.case.outcome)
        if one.judgement.is_grant and people is Outcome.GRANTED:
            run.agreed += 1
            continue
        if one.judgement.is_grant:
            run.wrong += 1
        else:
            run.passed += 1
        DryRunDifference.objects.create(
            dry_run=run,
            case=one.case,
            case_number=one.case.number,
            people_outcome=people,
            outcome=RuleOutcome.GRANT if one.judgement.is_grant else RuleOutcome.PERSON,
            row=one.judgement.row.number if one.judgement.row else None,
            doubts=[why.plain for why in one.judgement.doubts],
            facts=[fact.plain for fact in one.facts],
        )
    run.done += len(tried)
    if tried:
        run.last_case_id = tried[-1].case.pk
    run.save(update_fields=["done", "agreed", "wrong", "passed", "last_case_id"])


@transaction.atomic
def _end(run_id: UUID, state: DryRunState, at: datetime) -> DryRun:
    run = (
        DryRun.objects.select_for_update(of=("self",))
        .select_related("version__rule_set")
        .get(pk=run_id)
    )
    if run.state != DryRunState.RUNNING:
        return run
    run.state, run.finished_at = state, at
    run.save(update_fields=["state", "finished_at"])
    fact = events.DryRunFinished(
        rule_set_id=run.version.rule_set_id,
        dry_run_id=run.pk,
        version_id=run.version_id,
        done=run.done,
        agreed=run.agreed,
        wrong=run.wrong,
        passed=run.passed,
    )
    ledger.append(fact, actor=ACTOR, at=at, region_code=run.version.rule_set.region_code)
    return run
