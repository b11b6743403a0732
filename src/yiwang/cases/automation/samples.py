# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Some decisions are judged again by people who are not told the outcome.

Which ones, the ledger's hash of the decision decides: nobody can foresee it, anybody can check it.
What people decided where a rule left a case to them is drawn as well, so that being drawn tells
nothing about who decided.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yiwang.cases.automation import blindness, events, switches
from yiwang.cases.automation.enums import Automation, ObjectionResult, RecheckVerdict
from yiwang.cases.automation.errors import (
    RecheckDone,
    RecheckOwnWork,
    RuleSetNotFound,
    RulesStopped,
)
from yiwang.cases.automation.reaching import staff_of
from yiwang.cases.enums import Action, Outcome
from yiwang.cases.errors import CaseNotFound, NotYourCase, ReasonMissing
from yiwang.cases.models import (
    AutomaticDecision,
    Case,
    CaseMaterial,
    Decision,
    Recheck,
    RuleObjection,
    RuleVersion,
    StepRecord,
)
from yiwang.cases.policies import check_can
from yiwang.cases.services import content, reading
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity.enums import Purpose
from yiwang.ledger import selectors as ledger_questions
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.organizations.enums import Right

WHOLE: Final = 10_000
CHECKED: Final = (Automation.GRANTED, Automation.PERSON)
AGREES: Final = {
    RecheckVerdict.GRANT: Outcome.GRANTED,
    RecheckVerdict.REFUSE: Outcome.REFUSED,
}


def draw(decided: Sequence[RecordedEvent]) -> None:
    """Draw from these decisions those that people judge again."""
    ids = {event.subject_id for event in decided if event.subject_id}
    cases = Case.objects.filter(pk__in=ids, automation__in=CHECKED).in_bulk()
    if not cases:
        return
    found = AutomaticDecision.objects.filter(case_id__in=cases).select_related("version")
    looked_at = {one.case_id: one for one in found}
    hashes = ledger_questions.leaf_hashes([event.id for event in decided])
    for event in decided:
        made = looked_at.get(event.subject_id) if event.subject_id else None
        if made is None or made.case_id not in cases:
            continue
        number = number_of(hashes[event.id])
        if number < made.version.sample_percent * WHOLE // 100:
            _draw(cases[made.case_id], made, number, event.at)


def number_of(leaf_hash: bytes) -> int:
    """Return the number below 10,000 that a decision's hash in the ledger gives."""
    return int.from_bytes(hashlib.sha256(b"recheck" + leaf_hash).digest()[:8]) % WHOLE


def _draw(case: Case, made: AutomaticDecision, number: int, at: datetime) -> None:
    recheck, is_new = Recheck.objects.get_or_create(
        case=case,
        defaults={
            "region_code": case.region_code,
            "version_id": made.version_id,
            "department_id": case.department_id,
            "is_by_rule": case.automation == Automation.GRANTED,
            "draw": number,
            "drawn_at": at,
        },
    )
    if is_new:
        fact = events.RecheckDrawn(case_id=case.pk, recheck_id=recheck.pk, draw=number)
        ledger.append(fact, actor=system_actor("rule-samples"), at=at, region_code=case.region_code)


def open_recheck(*, recheck_id: UUID, actor: Actor, at: datetime) -> Recheck:
    """Return a re-check to somebody who may judge it, and write down that they read the case.

    From now on the case itself is shut to them, until somebody has judged it. Call it outside
    ``read_only``.

    :raises RuleSetNotFound: there is none, or not in the actor's reach
    :raises RecheckOwnWork: the actor worked on the case
    :raises RecheckSeen: the actor has opened the case since it was decided
    """
    recheck = _reached(recheck_id, actor)
    blindness.shut_the_case(recheck, actor=actor, at=at)
    reading.note_case(recheck.case, actor=actor, at=at, purpose=Purpose.SUPERVISION)
    return recheck


def check_handed_in(recheck: Recheck, file_id: UUID) -> None:
    """Raise unless the file is what the applicant handed in with the case.

    :raises CaseNotFound: it is not
    """
    handed_in = CaseMaterial.objects.filter(case_id=recheck.case_id, file_id=file_id)
    if not handed_in.filter(replaced_at__isnull=True).exists():
        raise CaseNotFound


@transaction.atomic
def judge_again(
    *, recheck_id: UUID, verdict: RecheckVerdict, note: str, actor: Actor, at: datetime
) -> Recheck:
    """Say what should have been decided; too many differences pull the kill switch.

    :raises RecheckDone: somebody has judged it
    :raises ReasonMissing: anything but a grant states its reasons
    """
    blindness.shut_the_case(_reached(recheck_id, actor), actor=actor, at=at)
    recheck = (
        Recheck.objects.select_for_update(of=("self",))
        .select_related("case", "version__rule_set")
        .get(pk=recheck_id)
    )
    if recheck.done_at is not None:
        raise RecheckDone
    words = content.words(note)
    if verdict is not RecheckVerdict.GRANT and not words:
        raise ReasonMissing
    recheck.verdict, recheck.note = verdict, words
    recheck.is_different = AGREES.get(verdict) != recheck.case.outcome
    recheck.done_by_id, recheck.done_at = staff_of(actor), at
    recheck.save(update_fields=["verdict", "note", "is_different", "done_by_id", "done_at"])
    blindness.open_the_case(recheck, at=at)
    fact = events.RecheckDone(
        case_id=recheck.case_id, recheck_id=recheck.pk, is_different=recheck.is_different
    )
    ledger.append(fact, actor=actor, at=at, region_code=recheck.region_code)
    if recheck.is_different and recheck.is_by_rule:
        stop_when_too_many(recheck.version, at)
    return recheck


def stop_when_too_many(version: RuleVersion, at: datetime) -> None:
    """Pull the switch when more decisions of this version were found wrong than it may have.

    A case that was judged again and objected to as well counts once.
    """
    differing = (
        Case.objects.filter(
            Q(
                pk__in=Recheck.objects.filter(
                    version=version, is_by_rule=True, is_different=True
                ).values("case_id")
            )
            | Q(
                pk__in=RuleObjection.objects.filter(
                    made__version=version, result=ObjectionResult.WRONG
                ).values("case_id")
            )
        )
        .order_by()
        .count()
    )
    if differing <= version.most_differences:
        return
    words = _("抽查发现 %(count)d 件与规则的结果不同，超过允许的 %(most)d 件，系统自动停用。")
    try:
        switches.stop(
            rule_set_id=version.rule_set_id,
            reason=words % {"count": differing, "most": version.most_differences},
            actor=system_actor("rule-samples"),
            at=at,
        )
    except RulesStopped:
        return  # somebody was quicker


def _reached(recheck_id: UUID, actor: Actor) -> Recheck:
    recheck = Recheck.objects.select_related("case", "version").filter(pk=recheck_id).first()
    if recheck is None or not actor.is_staff or not actor.has_right(Right.CASES_REVIEW):
        raise RuleSetNotFound
    try:
        check_can(actor, Action.READ, recheck.case)
    except NotYourCase:
        raise RuleSetNotFound from None
    if actor.staff_id in _hands(recheck):
        raise RecheckOwnWork
    return recheck


def _hands(recheck: Recheck) -> set[UUID]:
    steps = StepRecord.objects.filter(case_id=recheck.case_id).values_list("done_by_id", flat=True)
    decided = Decision.objects.filter(case_id=recheck.case_id).values_list(
        "decided_by_id", flat=True
    )
    return {*steps, *decided}
