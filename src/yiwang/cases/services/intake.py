# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""收件 and 受理: the counter answers an application within five working days, or the law does.

Source: 行政许可法 32.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yiwang.cases import events, masked_forms, policies
from yiwang.cases.enums import DEFERRING, Action, CaseState, NotAcceptedReason
from yiwang.cases.errors import (
    AnswerTooLate,
    CorrectionAlreadyAsked,
    CorrectionEmpty,
    CorrectionTooLate,
    ReasonMissing,
    RefusalTooLate,
)
from yiwang.cases.lower_body import gates
from yiwang.cases.models import Case, Correction
from yiwang.cases.modes import deferring
from yiwang.cases.services import clocks, content, effects, work
from yiwang.cases.services.locking import locked_case, move, save
from yiwang.cases.spared import guarding, submitting
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger
from yiwang.workflow import engine
from yiwang.workflow.engine import ReadyTask

LONGEST_HOLIDAYS = timedelta(days=14)
"""More than any list has moved a term of five working days since 2014 (ten days)."""
ANSWER_WITHIN_DAYS = 30
"""Calendar days that an applicant gets to answer; no law fixes them, so they are generous."""


@transaction.atomic
def accept_case(*, case_id: UUID, actor: Actor, at: datetime, revision: int | None = None) -> Case:
    """Accept an application: the clock starts and the department's process begins.

    After the five working days it is accepted already, by law and from the day on which it came in;
    whoever accepts it then only says so.
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.ACCEPT, case)
    gates.check_not_below(case)
    accepted(case, Action.ACCEPT, actor=actor, at=at)
    return case


@transaction.atomic
def deem_accepted(*, case_id: UUID, at: datetime) -> bool:
    """Accept what nobody answered within five working days; return whether it was due.

    It counts as accepted from the day on which the application came in (行政许可法 32 (4)).
    """
    actor = system_actor("intake-sweep")
    case = locked_case(case_id)
    if case.state != CaseState.SUBMITTED or not _is_deemed(case, at):
        return False
    policies.check_can(actor, Action.DEEM_ACCEPTED, case)
    accepted(case, Action.DEEM_ACCEPTED, actor=actor, at=at)
    return True


def overdue(*, at: datetime) -> Iterable[UUID]:
    """Return the applications that have waited longer than the law lets them."""
    waiting = Case.objects.filter(
        state=CaseState.SUBMITTED, intake_due_on__lt=clocks.today_of(at)
    ).order_by("intake_due_on")
    return waiting.values_list("id", flat=True).iterator(chunk_size=1000)


def _is_deemed(case: Case, at: datetime) -> bool:
    """Tell whether the five working days are over beyond doubt.

    While the year's holidays are not published, the last day may still move, so nothing follows
    from it before the longest holidays would be over as well.
    """
    last = case.intake_due_on
    if case.is_deadline_provisional:
        last += LONGEST_HOLIDAYS
    return clocks.today_of(at) > last


def accepted(case: Case, action: Action, *, actor: Actor, at: datetime) -> None:
    """Accept a locked case: the clock and the process begin.

    Where lower bodies review first, the clock of the first begins; those of the others follow it,
    so what is promised meanwhile is the day on which all of them have used up their time.
    """
    move(case, action)
    is_deemed = _is_deemed(case, at)
    started_on = clocks.today_of(case.received_at if is_deemed else at)
    case.accepted_at = at
    reviewed_by = gates.begin(case, on=started_on, actor=actor, at=at)
    case.started_on = reviewed_by or started_on
    clocks.set_deadlines(case)
    ready = [] if reviewed_by else start_process(case, actor=actor, at=at)
    save(
        case,
        "accepted_at",
        "started_on",
        *clocks.DEADLINE_FIELDS,
        "process_state",
        "process_wakes_at",
        "check_due_on",
    )
    work.finish_work(case, work.INTAKE, actor=actor, at=at)
    work.open_steps(case, ready, at=at)
    if case.mode in DEFERRING:
        deferring.begin(case, actor=actor, at=at)
    ledger.append(
        events.CaseAccepted(
            case_id=case.pk,
            started_on=started_on,
            due_on=case.due_on,
            statutory_due_on=case.statutory_due_on,
            is_provisional=case.is_deadline_provisional,
            is_deemed=is_deemed,
        ),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )


def start_process(case: Case, *, actor: Actor, at: datetime) -> Sequence[ReadyTask]:
    """Let the department's process begin; the caller saves the case and opens what is returned."""
    snapshot = catalogue.snapshot(case.version_id)
    progress = engine.start(
        content.process_of(snapshot, case), content.process_variables(case, snapshot), at
    )
    case.process_state = progress.state
    case.process_wakes_at = content.next_waking(progress)
    effects.perform(case, progress.effects, actor=actor, at=at)
    return progress.ready


@transaction.atomic
def refuse_acceptance(
    *,
    case_id: UUID,
    reason: NotAcceptedReason,
    explanation: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Refuse to accept an application, with the reason that the law allows and in words.

    :raises ReasonMissing: the explanation is empty
    :raises RefusalTooLate: five working days have passed; the application counts as accepted
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.NOT_ACCEPT, case)
    gates.check_not_below(case)
    not_accepted(case, reason=reason, explanation=explanation, actor=actor, at=at)
    return case


def not_accepted(
    case: Case, *, reason: NotAcceptedReason, explanation: str, actor: Actor, at: datetime
) -> None:
    """Refuse to accept a locked case, for whoever may."""
    if case.state == CaseState.SUBMITTED and _is_deemed(case, at):
        raise RefusalTooLate
    explanation = content.words(explanation)
    if not explanation:
        raise ReasonMissing
    if reason is NotAcceptedReason.INCOMPLETE:
        guarding.check_not_asked_twice(
            case, action=Action.NOT_ACCEPT, words=[explanation], actor=actor, at=at
        )
    if reason is NotAcceptedReason.INCOMPLETE and not Correction.objects.filter(case=case).exists():
        raise ReasonMissing(_("材料不齐的，应当先一次性告知补正，不能直接不予受理。"))
    move(case, Action.NOT_ACCEPT)
    case.not_accepted_reason, case.not_accepted_explanation = reason, explanation
    case.closed_at = at
    gates.end(case)
    save(case, "not_accepted_reason", "not_accepted_explanation", "closed_at")
    work.finish_work(case, work.INTAKE, actor=actor, at=at)
    ledger.append(
        events.CaseNotAccepted(case_id=case.pk, reason=reason),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )


@transaction.atomic
def ask_correction(
    *,
    case_id: UUID,
    entries: Sequence[Mapping[str, str]],
    note: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Correction:
    """Tell the applicant, once and completely, what has to be corrected.

    :param entries: ``{"key": requirement key or "form", "what": words}``, one or more
    :raises CorrectionAlreadyAsked: it was asked before
    :raises CorrectionTooLate: five working days have passed; the application counts as accepted
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.ASK_CORRECTION, case)
    gates.check_not_asked_again(case, action=Action.ASK_CORRECTION, actor=actor, at=at)
    return correction_asked(case, entries=entries, note=note, actor=actor, at=at)


def correction_asked(
    case: Case, *, entries: Sequence[Mapping[str, str]], note: str, actor: Actor, at: datetime
) -> Correction:
    """Tell the applicant of a locked case what has to be corrected, for whoever may."""
    if Correction.objects.filter(case=case).exists():
        raise CorrectionAlreadyAsked
    guarding.check_not_asked_twice(
        case, action=Action.ASK_CORRECTION, entries=entries, words=[note], actor=actor, at=at
    )
    move(case, Action.ASK_CORRECTION)
    if _is_deemed(case, at):
        raise CorrectionTooLate
    correction = Correction.objects.create(
        region_code=case.region_code,
        case=case,
        entries=_checked_entries(case, entries),
        note=content.words(note),
        asked_by_id=policies.staff_of(actor),
        asked_at=at,
        answer_due_on=clocks.today_of(at) + timedelta(days=ANSWER_WITHIN_DAYS),
    )
    save(case)
    work.finish_work(case, work.INTAKE, actor=actor, at=at)
    ledger.append(
        events.CorrectionAsked(
            case_id=case.pk, correction_id=correction.pk, answer_due_on=correction.answer_due_on
        ),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )
    return correction


def _checked_entries(case: Case, entries: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    snapshot = catalogue.snapshot(case.version_id)
    names = {"form": _("申请表")} | {each.key: each.name for each in snapshot.materials}
    names |= guarding.fields_named(snapshot, entries)
    checked = [
        {"key": entry["key"], "name": names[entry["key"]], "what": said}
        for entry in entries
        if entry.get("key") in names and (said := content.words(entry.get("what", "")))
    ]
    if not checked or len(checked) != len(entries):
        raise CorrectionEmpty
    return checked


@transaction.atomic
def answer_correction(
    *,
    case_id: UUID,
    form: object,
    materials: Mapping[str, Sequence[UUID]],
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Hand in the corrected application; the five working days start anew.

    :param materials: the files that are added or replace those handed in for the same key
    :raises AnswerTooLate: the last day to answer is over
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.ANSWER_CORRECTION, case)
    correction_answered(case, form=form, materials=materials, actor=actor, at=at)
    return case


def correction_answered(
    case: Case,
    *,
    form: object,
    materials: Mapping[str, Sequence[UUID]],
    actor: Actor,
    at: datetime,
) -> None:
    """Hand in the correction of a locked case, for whoever may."""
    move(case, Action.ANSWER_CORRECTION)
    if clocks.today_of(at) > case.correction.answer_due_on:
        raise AnswerTooLate
    snapshot = catalogue.snapshot(case.version_id)
    if actor.mandate_id is not None or actor.is_staff:
        form = masked_forms.restored(form, case.form_data)
    case.form_data = content.checked_form(snapshot, form, actor=actor, before=case.form_data)
    case.handling_code = catalogue.filed(
        snapshot,
        case.form_data,
        case.scenario_answers,
        scenario_id=case.scenario_version_id,
        item_code=case.item_code,
    ).handling_code
    submitting.check_still_bound(case)
    content.replace_materials(case, materials, snapshot=snapshot, actor=actor, at=at)
    clocks.receive(case, at=at)
    save(case, "form_data", "handling_code", *clocks.INTAKE_FIELDS)
    Correction.objects.filter(case=case).update(answered_at=at)
    if not gates.is_below(case):
        work.open_intake(case, at=at)
    ledger.append(
        events.CorrectionAnswered(
            case_id=case.pk,
            correction_id=case.correction.pk,
            intake_due_on=case.intake_due_on,
            content_sha256=content.digest(case.form_data, content.hashes_of(case)),
        ),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )


@transaction.atomic
def lapse_correction(*, case_id: UUID, at: datetime) -> bool:
    """Take an application as withdrawn that was not corrected in time; return whether it was due.

    Source: 浙江省保障“最多跑一次”改革规定 11.
    """
    actor = system_actor("correction-sweep")
    case = locked_case(case_id)
    if case.state != CaseState.CORRECTION:
        return False
    if clocks.today_of(at) <= case.correction.answer_due_on:
        return False
    policies.check_can(actor, Action.LAPSE, case)
    move(case, Action.LAPSE)
    case.closed_at = at
    gates.end(case)
    save(case, "closed_at")
    ledger.append(
        events.CorrectionLapsed(case_id=case.pk, correction_id=case.correction.pk),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )
    return True


def unanswered(*, at: datetime) -> Iterable[UUID]:
    """Return the applications whose last day to be corrected is over."""
    waiting = Correction.objects.filter(
        answered_at__isnull=True,
        answer_due_on__lt=clocks.today_of(at),
        case__state=CaseState.CORRECTION,
    ).order_by("answer_due_on")
    return waiting.values_list("case_id", flat=True).iterator(chunk_size=1000)
