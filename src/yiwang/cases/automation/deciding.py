# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Decide a case by the rule of its item, or leave it to people and say why.

Sources are asked first, outside every transaction. Then one transaction locks the case, looks at
the switch and at the version once more, accepts the case, takes the steps of its process and
decides: a crash in between leaves nothing behind, and the job does it again, once.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from yiwang.cases.automation import events, judging, switches
from yiwang.cases.automation import facts as readings
from yiwang.cases.automation.enums import Automation, Doubt, RuleOutcome, RuleState
from yiwang.cases.automation.errors import TooLateForAPerson
from yiwang.cases.automation.facts import Fact
from yiwang.cases.automation.judging import Judgement, Why
from yiwang.cases.enums import CaseState, Outcome, WorkState
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.models import (
    AutomaticDecision,
    Case,
    Correction,
    RegisterEntry,
    RuleVersion,
    WorkItem,
)
from yiwang.cases.policies import check_reaches
from yiwang.cases.services import decisions, handling, intake
from yiwang.cases.services.locking import locked_case
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation import cel
from yiwang.foundation.actors import Actor, rule_actor, system_actor
from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.errors import DomainError
from yiwang.identity.enums import Purpose
from yiwang.ledger import services as ledger

MOST_STEPS: Final = 20
IS_FREE: Final = "is_free"


class _Undone(Exception):
    """The work could not be done; the transaction takes everything back."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.code)
        self.why = why


def live_versions(cases: Iterable[Case], on: date) -> dict[UUID, RuleVersion]:
    """Return for each case the version that decides it, by the case's id; one query for all."""
    snapshots = {one.pk: catalogue.snapshot(one.version_id) for one in cases}
    if not snapshots:
        return {}
    published = RuleVersion.objects.select_related("rule_set").filter(
        Q(rule_set__implementation_id__in={one.implementation_id for one in snapshots.values()})
        | Q(
            rule_set__implementation__isnull=True,
            rule_set__base_item_id__in={one.base_item_id for one in snapshots.values()},
        ),
        state=RuleState.PUBLISHED,
        valid_from__lte=on,
    )
    by_list: dict[UUID, RuleVersion] = {}
    by_base: dict[UUID, RuleVersion] = {}
    for version in published.order_by("valid_from", "number"):  # the newest comes last
        rules = version.rule_set
        if rules.implementation_id:
            by_list[rules.implementation_id] = version
        else:
            by_base[rules.base_item_id] = version
    found = {
        case_id: by_list.get(one.implementation_id) or by_base.get(one.base_item_id)
        for case_id, one in snapshots.items()
    }
    return {case_id: version for case_id, version in found.items() if version is not None}


def decide_by_rule(*, case_id: UUID, at: datetime) -> AutomaticDecision | None:
    """Grant a case by its rule, or leave it to people.

    None when no rule has a say in it (any more): done twice, the second time changes nothing.
    """
    case = Case.objects.filter(pk=case_id).first()
    if case is None or not waits(case):
        return None
    version = live_versions([case], timezone.localdate(at)).get(case.pk)
    if version is None:
        return None
    on = timezone.localdate(at)
    standing = judging.standing_doubts(case, on)
    facts = [] if standing else _facts(version, case, at)
    judgement = (
        judging.judge(version, case, facts, judging.disputed_facts(version, case, facts))
        if not standing
        else Judgement(None, tuple(standing))
    )
    if judgement.is_grant:
        try:
            return _grant(case.pk, version, judgement, facts)
        except _Undone as undone:
            judgement = Judgement(judgement.row, (undone.why,))
    return leave_to_people(case.pk, version, judgement, facts)


@transaction.atomic
def ask_for_a_person(*, case_id: UUID, actor: Actor, at: datetime) -> Case:
    """Let the applicant have a person decide (转人工); no reason is asked.

    :raises TooLateForAPerson: it is decided, or people have it anyway
    """
    case = locked_case(case_id, actor=actor)
    if not actor.is_citizen:
        raise CaseNotFound
    check_reaches(actor, case)
    if case.state != CaseState.SUBMITTED or case.automation:
        raise TooLateForAPerson
    case.automation = Automation.DECLINED
    case.save(update_fields=["automation"])
    ledger.append(
        events.PersonAskedFor(case_id=case.pk), actor=actor, at=at, region_code=case.region_code
    )
    return case


def waits(case: Case) -> bool:
    """Tell whether a rule may still have a say in a case."""
    return case.state == CaseState.SUBMITTED and case.automation in ("", Automation.DECLINED)


def _facts(version: RuleVersion, case: Case, at: datetime) -> list[Fact]:
    snapshot = catalogue.snapshot(case.version_id)
    context = readings.Context(
        case=case,
        base_item_id=snapshot.base_item_id,
        on=timezone.localdate(at),
        form=case.form_data,
    )
    return readings.collect(
        readings.specs_of(version.facts),
        context,
        purpose=Purpose.RULE_CHECK,
        actor=system_actor("automatic-decision"),
        at=at,
    )


def _grant(
    case_id: UUID, version: RuleVersion, judgement: Judgement, facts: Sequence[Fact]
) -> AutomaticDecision | None:
    """Accept, take the steps and decide in one transaction.

    :raises _Undone: the switch was pulled, the version ended, or the process did not get there
    """
    try:
        with transaction.atomic():
            return _granted(case_id, version, judgement, facts)
    except DomainError as refusal:
        raise _Undone(Why(Doubt.WORK, str(refusal))) from refusal
    except IntegrityError as error:
        # A name that somebody else was granted this very moment, or a switch just pulled.
        raise _Undone(Why(Doubt.WORK, "")) from error


def _granted(
    case_id: UUID, version: RuleVersion, judgement: Judgement, facts: Sequence[Fact]
) -> AutomaticDecision | None:
    case = locked_case(case_id)
    at = timezone.now()
    if not waits(case):
        return None  # withdrawn, answered by a clerk, or done by another worker meanwhile
    _check_still_runs(case, version)
    row = judgement.row
    if row is None:
        raise _Undone(Why(Doubt.NO_ROW, ""))
    made = _record(case, version, judgement, facts, at)
    _take_names(case, version, at)
    actor = rule_actor(version.pk, name_of(version))
    intake.accept_case(case_id=case.pk, actor=actor, at=at)
    steps = filled_steps(version, case, facts)
    _take_steps(case.pk, steps, row.reason, actor, at)
    decisions.decide_case(
        case_id=case.pk,
        outcome=Outcome.GRANTED,
        reasons=reasons_of(version, judgement, facts),
        actor=actor,
        at=at,
    )
    Case.objects.filter(pk=case.pk).update(automation=Automation.GRANTED)
    ledger.append(
        events.DecidedByRule(
            case_id=case.pk,
            version_id=version.pk,
            row=row.number,
            facts_sha256=_digest(made.facts),
            milliseconds=made.milliseconds,
        ),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )
    return made


def _check_still_runs(case: Case, version: RuleVersion) -> None:
    if switches.are_stopped(version.rule_set_id):
        raise _Undone(Why(Doubt.STOPPED, ""))
    state = RuleVersion.objects.select_for_update().filter(pk=version.pk).values_list("state")
    if state.get() != (RuleState.PUBLISHED,):
        raise _Undone(Why(Doubt.NO_VERSION, ""))
    if case.automation == Automation.DECLINED:
        raise _Undone(Why(Doubt.ASKED, ""))
    if judging.is_disputed(case):
        raise _Undone(Why(Doubt.DISPUTED, ""))
    if Correction.objects.filter(case=case).exists():
        raise _Undone(Why(Doubt.WORK, ""))


def filled_steps(
    version: RuleVersion, case: Case, facts: Sequence[Fact]
) -> dict[str, dict[str, object]]:
    """Return what the rule enters in the form of each step.

    :raises ExpressionFailed: a value that begins with "=" cannot be computed
    """
    known = {"form": case.form_data, "facts": {one.name: one.value for one in facts}}
    return {
        element: {name: _entered(value, known) for name, value in data.items()}
        for element, data in version.steps.items()
    }


def _entered(value: object, known: Mapping[str, object]) -> object:
    if not (isinstance(value, str) and value.startswith("=")):
        return value
    return cel.evaluate(cel.compile_expression(value[1:]), known)


def _take_steps(
    case_id: UUID,
    data: Mapping[str, Mapping[str, object]],
    opinion: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Complete the steps before the decision with what the version says."""
    for _round in range(MOST_STEPS):
        waiting = list(
            WorkItem.objects.filter(case_id=case_id, state=WorkState.OPEN)
            .exclude(element_id="")
            .order_by("created_at", "id")
        )
        steps = [one for one in waiting if one.kind != handling.DECISION]
        if not steps:
            return
        handling.complete_step(
            case_id=case_id,
            step_key=steps[0].step_key,
            data=data.get(steps[0].element_id, {}),
            opinion=opinion,
            actor=actor,
            at=at,
        )
    raise _Undone(Why(Doubt.WORK, ""))


def _take_names(case: Case, version: RuleVersion, at: datetime) -> None:
    """Enter what the case names into its registers; two who want one name cannot both have it."""
    for spec in readings.specs_of(version.facts):
        if spec.read != IS_FREE:
            continue
        text = readings.register_text(case.form_data.get(spec.form))
        if not text:
            continue
        RegisterEntry.objects.create(
            register=spec.key,
            region_code=case.region_code,
            text=text,
            case=case,
            entered_at=at,
        )


@transaction.atomic
def leave_to_people(
    case_id: UUID, version: RuleVersion, judgement: Judgement, facts: Sequence[Fact]
) -> AutomaticDecision | None:
    """Write down why people decide a case; None when it waits for no rule any more."""
    case = locked_case(case_id)
    at = timezone.now()
    if not waits(case):
        return None
    made = _record(case, version, judgement, facts, at)
    if case.automation != Automation.DECLINED:
        Case.objects.filter(pk=case.pk).update(automation=Automation.PERSON)
    codes = tuple(dict.fromkeys(one.code.value for one in judgement.doubts))
    ledger.append(
        events.PassedToAPerson(
            case_id=case.pk,
            version_id=version.pk,
            doubts=codes,
            milliseconds=made.milliseconds,
        ),
        actor=rule_actor(version.pk, name_of(version)),
        at=at,
        region_code=case.region_code,
    )
    return made


def _record(
    case: Case, version: RuleVersion, judgement: Judgement, facts: Sequence[Fact], at: datetime
) -> AutomaticDecision:
    is_grant = judgement.is_grant
    row = judgement.row
    return AutomaticDecision.objects.create(
        region_code=case.region_code,
        case=case,
        version=version,
        outcome=RuleOutcome.GRANT if is_grant else RuleOutcome.PERSON,
        row=row.number if row else None,
        explanation=row.reason if row else "",
        facts=[one.plain for one in facts],
        doubts=[one.plain for one in judgement.doubts],
        made_at=at,
        milliseconds=max(0, round((at - case.submitted_at).total_seconds() * 1000)),
    )


def name_of(version: RuleVersion) -> str:
    """Return how records and documents call a version of a rule; always Chinese."""
    return f"自动审批规则“{version.rule_set.name}”第{version.number}版"[:100]


def reasons_of(version: RuleVersion, judgement: Judgement, facts: Sequence[Fact]) -> str:
    """Return what the decision's document says: the rule, its row, and what it rested on."""
    row = judgement.row
    applied = f"适用第{row.number}行：{row.reason}" if row else ""
    lines = [
        f"本决定由{name_of(version)}自动作出，{applied}",
        *(_line(one) for one in facts),
        "认为数据有误或者不同意自动决定的，可以在本平台的办件页面提出异议，由工作人员复核并答复。",
    ]
    return "\n".join(lines)


def _line(fact: Fact) -> str:
    return f"核验“{fact.label}”：{shown_value(fact.value)}（{fact.source_name}）"


def shown_value(value: object) -> str:
    """Return a fact's value as documents show it; always Chinese."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "没有" if value is None else str(value)


def _digest(facts: Sequence[Mapping[str, object]]) -> str:
    return hashlib.sha256(canonical_json(list(facts))).hexdigest()
