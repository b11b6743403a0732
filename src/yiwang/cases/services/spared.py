# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing asked twice, the verbs: look for it, dispute it, decide about a dispute."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import Finding
from yiwang.cases.models.spared import FindingQuerySet
from yiwang.cases.services import clocks, content, mandates
from yiwang.cases.services.locking import locked_case
from yiwang.cases.spared import claiming, events, noting, searching
from yiwang.cases.spared.checking import conclude_check as conclude_check
from yiwang.cases.spared.claiming import Claim as Claim
from yiwang.cases.spared.doubting import doubt_finding as doubt_finding
from yiwang.cases.spared.doubting import end_doubt as end_doubt
from yiwang.cases.spared.enums import FORM, FoundIn
from yiwang.cases.spared.enums import CheckOutcome as CheckOutcome
from yiwang.cases.spared.enums import Resolution as Resolution
from yiwang.cases.spared.errors import (
    DisputedAlready,
    DisputeReasonMissing,
    FindingNotFound,
    NotDisputed,
    NothingToDispute,
)
from yiwang.cases.spared.fields import fields_of
from yiwang.cases.spared.noting import note_answer as note_answer
from yiwang.cases.spared.plan import Plan, concerns_applicant, kind_of, plan_for
from yiwang.cases.spared.searching import For
from yiwang.cases.spared.waiting import ASK_AGAIN, BEFORE_THE_DECISION
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right
from yiwang.sharing import services as sharing

DISPUTE_KEPT: Final = timedelta(days=90)


def look_up(
    *,
    version_id: UUID,
    form: Mapping[str, object],
    scenario: Mapping[str, object] | None = None,
    consents: Collection[str] = (),
    actor: Actor,
    at: datetime,
) -> list[Finding]:
    """Look for what need not be asked, for the draft of the one who applies; return all sheets.

    What is known already is not asked again before its time is over. Nothing here fails because a
    source does: the material is asked for as usual then. Call it outside a transaction.

    :param form: what has been typed so far; materials that it does not call for are left alone
    :param consents: codes of sources that the applicant agrees to have asked
    :raises ItemNotOpen, NotYourCase, OutsideTheMandate: the actor cannot apply for it
    """
    if not actor.is_citizen or actor.applicant_id is None:
        raise NotYourCase
    snapshot = catalogue.open_snapshot(version_id, clocks.today_of(at))
    mandates.check_may_apply(actor, snapshot)
    plan = plan_for(snapshot, kind_of(actor))
    if plan.is_empty or not concerns_applicant(form):
        return []
    known = _known(actor, version_id)
    keys = _wanted(plan, snapshot, form, scenario) - _fresh(plan, known, consents, at)
    if keys:
        whom = For(
            applicant_id=actor.applicant_id,
            holder_id=actor.mandate_id or actor.applicant_id,
            kind=kind_of(actor),
            snapshot=snapshot,
            is_agent=actor.mandate_id is not None,
            consents=frozenset(consents) & plan.sources.keys(),
        )
        _keep(searching.search(plan, keys, whom, actor=actor, at=at), actor, version_id, keys)
    return _known(actor, version_id)


def _known(actor: Actor, version_id: UUID) -> list[Finding]:
    rows = Finding.objects.visible_to(actor).filter(version_id=version_id, case__isnull=True)
    return list(rows.order_by("requirement_key", "id"))


def _wanted(
    plan: Plan,
    snapshot: catalogue.ItemSnapshot,
    form: Mapping[str, object],
    scenario: Mapping[str, object] | None,
) -> set[str]:
    asked = {each.key for each in catalogue.materials_for(snapshot, form, scenario)}
    return (asked & plan.materials.keys()) | ({FORM} if plan.fields else set())


def _fresh(
    plan: Plan, known: Iterable[Finding], consents: Collection[str], at: datetime
) -> set[str]:
    """Return the keys that need not be looked for again yet."""
    today = clocks.today_of(at)
    keys = set()
    for one in known:
        is_in_time = one.drop_at is not None and one.drop_at > at
        still_holds = one.valid_until is None or one.valid_until >= today
        if one.is_found or one.disputed_at is not None:
            is_fresh = is_in_time and still_holds
        else:
            is_fresh = one.found_at > at - ASK_AGAIN
        if is_fresh:
            keys.add(one.requirement_key)
    return keys


@transaction.atomic
def _keep(sheets: Sequence[Finding], actor: Actor, version_id: UUID, keys: Collection[str]) -> None:
    """Replace what the draft held for these keys; of two looks at once the first one's stays."""
    old = Finding.objects.visible_to(actor).filter(
        version_id=version_id,
        case__isnull=True,
        requirement_key__in=keys,
        disputed_at__isnull=True,
    )
    old.delete()
    Finding.objects.bulk_create(sheets, ignore_conflicts=True)


@transaction.atomic
def dispute_finding(
    *,
    finding_id: UUID,
    reason: str,
    fields: Sequence[str] = (),
    claims: Sequence[Claim] = (),
    actor: Actor,
    at: datetime,
) -> Finding:
    """Say that what was found is wrong: one's own file or answer goes to staff beside it.

    A provider of data is asked to check its record. Fields and materials that rest on the sheet
    are open again. Where single fields are claimed to be otherwise, a material's sheet still
    counts, and a person decides about each field.

    :param fields: of the form, when only some are wrong; empty disputes the whole
    :param claims: what single fields should say, each with a proof of one's own if there is one
    :raises FindingNotFound: there is none such, or it is somebody else's
    :raises NothingToDispute: nothing was found, or the case is decided
    :raises DisputedAlready: once is enough
    :raises DisputeReasonMissing: no reason was given
    :raises FieldNotThere, ClaimMissing, MaterialUnknown: a claim cannot be taken
    """
    seen = Finding.objects.visible_to(actor)
    case_id = seen.filter(pk=finding_id).values_list("case_id", flat=True).first()
    if case_id is not None:
        locked_case(case_id, actor=actor)  # a rule may be about to decide it
    sheet = _locked(seen, finding_id)
    if not sheet.is_found or not _may_still_be_disputed(sheet):
        raise NothingToDispute
    if sheet.disputed_at is not None:
        raise DisputedAlready
    sheet.dispute_reason = content.words(reason)
    if not sheet.dispute_reason:
        raise DisputeReasonMissing
    snapshot = catalogue.snapshot(sheet.version_id)
    plan = plan_for(snapshot, kind_of(actor))
    said = claiming.checked(sheet, plan, claims, actor=actor)
    named = [name for name in fields if name in plan.fields and sheet.requirement_key == FORM]
    sheet.disputed_fields = list(dict.fromkeys([*named, *said]))
    sheet.disputed_at = at
    if sheet.drop_at is not None:
        sheet.drop_at = at + DISPUTE_KEPT
    sheet.correction_id = _request_correction(sheet, plan, snapshot, actor=actor, at=at)
    sheet.save(
        update_fields=[
            *("dispute_reason", "disputed_fields", "disputed_at", "drop_at", "correction_id"),
        ]
    )
    claiming.keep(sheet, said, at=at)
    fact = events.FindingDisputed(
        finding_id=sheet.pk,
        case_id=sheet.case_id,
        source=sheet.source_code,
        fields=sheet.disputed_fields,
        correction_id=sheet.correction_id,
    )
    ledger.append(fact, actor=actor, at=at, region_code=sheet.region_code)
    return sheet


def _locked(rows: FindingQuerySet, finding_id: UUID) -> Finding:
    found = rows.select_for_update(of=("self",)).filter(pk=finding_id).first()
    if found is None:
        raise FindingNotFound
    return found


def _may_still_be_disputed(sheet: Finding) -> bool:
    return sheet.case is None or sheet.case.state in BEFORE_THE_DECISION


def _request_correction(
    sheet: Finding,
    plan: Plan,
    snapshot: catalogue.ItemSnapshot,
    *,
    actor: Actor,
    at: datetime,
) -> UUID | None:
    if sheet.found_in != FoundIn.SOURCE:
        return None
    there = fields_of(sheet, plan)
    keys = list(dict.fromkeys(there[name] for name in sheet.disputed_fields if name in there))
    asked = sharing.request_correction(
        source_code=sheet.source_code,
        subject_id=sheet.applicant_id,
        call_id=sheet.origin_id,
        fields=keys or sorted(sheet.values),
        reason=sheet.dispute_reason,
        department_id=snapshot.department_id,
        actor=actor,
        at=at,
    )
    return asked.pk


@transaction.atomic
def withdraw_dispute(*, finding_id: UUID, actor: Actor, at: datetime) -> Finding:
    """Take a dispute back while the application is not submitted.

    :raises FindingNotFound: there is none such, or it is somebody else's
    :raises NotDisputed: there is no dispute, or staff have the case already
    """
    sheet = _locked(Finding.objects.visible_to(actor), finding_id)
    if sheet.disputed_at is None or sheet.case_id is not None:
        raise NotDisputed
    sheet.disputed_at, sheet.dispute_reason, sheet.disputed_fields = None, "", []
    sheet.drop_at = max(at, sheet.found_at + searching.KEPT)
    sheet.save(update_fields=["disputed_at", "dispute_reason", "disputed_fields", "drop_at"])
    claiming.drop(sheet)
    fact = events.DisputeWithdrawn(finding_id=sheet.pk, case_id=None)
    ledger.append(fact, actor=actor, at=at, region_code=sheet.region_code)
    return sheet


@transaction.atomic
def resolve_dispute(
    *,
    case_id: UUID,
    finding_id: UUID,
    resolution: Resolution,
    note: str,
    field: str = "",
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Finding:
    """Decide which of the two stands, with the reason: for one field, or for all that are open.

    :param field: that the applicant disputes singly; the dispute ends with its last one
    :raises NotYourCase, OwnCase, CaseNotFound: the actor does not work on the case
    :raises FindingNotFound: the case has no such sheet
    :raises NotDisputed: it is not disputed, or decided already, or the case is decided
    :raises DisputeReasonMissing: no reason was given
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT, Right.CASES_HANDLE)
    sheet = _locked(Finding.objects.filter(case=case), finding_id)
    is_open = sheet.disputed_at is not None and not sheet.resolution
    if not is_open or case.state not in BEFORE_THE_DECISION or not resolution:
        raise NotDisputed
    words, staff_id = content.words(note), policies.staff_of(actor)
    if not words:
        raise DisputeReasonMissing
    is_over = claiming.settle(
        sheet, resolution, words, field=field, actor=actor, staff_id=staff_id, at=at
    )
    if field:
        of_field = events.FieldResolved(
            finding_id=sheet.pk, case_id=case.pk, field=field, resolution=resolution.value
        )
        ledger.append(of_field, actor=actor, at=at, region_code=case.region_code)
    if not is_over:
        return sheet
    noting.close_task(case, actor=actor, at=at)
    sheet.resolution_note, sheet.resolved_at = words, at
    sheet.resolved_by_id, sheet.resolved_by_name = staff_id, actor.display_name
    sheet.save(
        update_fields=[
            *("resolution", "resolution_note", "resolved_at", "disputed_fields"),
            *("resolved_by_id", "resolved_by_name"),
        ]
    )
    fact = events.DisputeResolved(finding_id=sheet.pk, case_id=case.pk, resolution=sheet.resolution)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return sheet
