# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Objections to what a rule decided: filed online in one step, answered by a person in time.

A fact that is said to be wrong goes to its provider as a request to correct. An answer that the
decision was wrong counts like a re-check that differs, so too many pull the switch; what was
granted is changed or revoked by the ordinary measures.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.cases import policies
from yiwang.cases.automation import events, samples
from yiwang.cases.automation import facts as readings
from yiwang.cases.automation.enums import Automation, ObjectionResult
from yiwang.cases.automation.errors import (
    NoRuleDecided,
    ObjectionAnswered,
    ObjectionEmpty,
    ObjectionFiled,
    ObjectionNotFound,
)
from yiwang.cases.automation.reaching import ANSWERERS
from yiwang.cases.enums import Action
from yiwang.cases.errors import CaseNotFound, NotYourCase
from yiwang.cases.models import AutomaticDecision, Case, RuleObjection
from yiwang.cases.services import content, reading
from yiwang.cases.services.locking import locked_case
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.sharing import services as sharing

ANSWER_WORKDAYS: Final = 10


@transaction.atomic
def object_to_rule(
    *, case_id: UUID, words: str, disputed: Sequence[str] = (), actor: Actor, at: datetime
) -> RuleObjection:
    """Say that a decision by rule, or a fact that it went by, is wrong.

    :param disputed: names of the facts; others are ignored
    :raises NoRuleDecided: no rule has granted the case
    :raises ObjectionFiled: once is enough
    :raises ObjectionEmpty: nothing was said
    """
    case = locked_case(case_id, actor=actor)
    if not actor.is_citizen:
        raise CaseNotFound
    policies.check_can(actor, Action.ANSWER_CORRECTION, case)
    made = _granted(case)
    if RuleObjection.objects.filter(made=made).exists():
        raise ObjectionFiled
    said = content.words(words)
    if not said:
        raise ObjectionEmpty
    known = [one["name"] for one in made.facts]
    calendar = foundation.working_calendar()
    filed = RuleObjection(
        region_code=case.region_code,
        case=case,
        made=made,
        words=said,
        disputed=[name for name in known if name in set(disputed)],
        filed_by_id=actor.person_id or case.applicant_id,
        filed_at=at,
        due_on=calendar.add_workdays(timezone.localdate(at), ANSWER_WORKDAYS).on,
    )
    try:
        with transaction.atomic():
            filed.save(force_insert=True)
    except IntegrityError as error:
        raise ObjectionFiled from error
    _ask_providers(case, made, filed, actor=actor, at=at)
    fact = events.RuleObjectionFiled(
        case_id=case.pk,
        objection_id=filed.pk,
        disputed=tuple(filed.disputed),
        due_on=filed.due_on,
        words_sha256=content.digest(said, ()),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return filed


def _granted(case: Case) -> AutomaticDecision:
    made = (
        AutomaticDecision.objects.select_related("version").filter(case=case).first()
        if case.automation == Automation.GRANTED
        else None
    )
    if made is None:
        raise NoRuleDecided
    return made


def _ask_providers(
    case: Case, made: AutomaticDecision, filed: RuleObjection, *, actor: Actor, at: datetime
) -> None:
    """Ask whoever provided the disputed facts to check their records, once for each source."""
    calls = {one["name"]: one.get("call_id") for one in made.facts}
    asked: dict[str, list[str]] = {}
    call_of: dict[str, UUID | None] = {}
    for spec in readings.specs_of(made.version.facts):
        if spec.name in filed.disputed and not spec.is_own:
            asked.setdefault(spec.source, []).append(spec.key)
            call_id = calls.get(spec.name)
            call_of[spec.source] = UUID(call_id) if call_id else None
    for source, keys in asked.items():
        sharing.request_correction(
            source_code=source,
            subject_id=case.applicant_id,
            call_id=call_of[source],
            fields=list(dict.fromkeys(keys)),
            reason=filed.words,
            department_id=case.department_id,
            actor=actor,
            at=at,
        )


def open_objection(*, objection_id: UUID, actor: Actor, at: datetime) -> RuleObjection:
    """Return an objection to staff who may answer it, and write down that they read the case.

    Call it outside ``read_only``.

    :raises ObjectionNotFound: there is none, or not in the actor's reach
    """
    found = _reached(objection_id, actor)
    reading.note_case(found.case, actor=actor, at=at)
    return found


@transaction.atomic
def answer_objection(
    *, objection_id: UUID, result: ObjectionResult, answer: str, actor: Actor, at: datetime
) -> RuleObjection:
    """Say, as a person, whether the decision stands, and why; too many wrong ones stop the rule.

    :raises ObjectionAnswered: a colleague was first
    :raises ObjectionEmpty: an answer states its reasons
    """
    reached = _reached(objection_id, actor)
    policies.check_has_right(actor, reached.case, *ANSWERERS)
    found = RuleObjection.objects.select_for_update(of=("self",)).get(pk=objection_id)
    if found.answered_at is not None:
        raise ObjectionAnswered
    words = content.words(answer)
    if not words:
        raise ObjectionEmpty
    found.result, found.answer, found.answered_at = result, words, at
    found.answered_by_id = policies.staff_of(actor)
    found.answered_by_name = actor.display_name[:100]
    found.save(
        update_fields=["result", "answer", "answered_at", "answered_by_id", "answered_by_name"]
    )
    is_wrong = result is ObjectionResult.WRONG
    fact = events.RuleObjectionAnswered(
        case_id=found.case_id,
        objection_id=found.pk,
        is_wrong=is_wrong,
        is_late=timezone.localdate(at) > found.due_on,
        words_sha256=content.digest(words, ()),
    )
    ledger.append(fact, actor=actor, at=at, region_code=found.region_code)
    if is_wrong:
        samples.stop_when_too_many(reached.made.version, at)
    return found


def _reached(objection_id: UUID, actor: Actor) -> RuleObjection:
    if not actor.is_staff or not any(map(actor.has_right, ANSWERERS)):
        raise ObjectionNotFound
    found = (
        RuleObjection.objects.select_related("case", "made__version__rule_set")
        .filter(pk=objection_id, case__in=Case.objects.visible_to(actor))
        .first()
    )
    if found is None:
        raise ObjectionNotFound
    try:
        policies.check_can(actor, Action.READ, found.case)
    except NotYourCase:
        raise ObjectionNotFound from None
    return found
