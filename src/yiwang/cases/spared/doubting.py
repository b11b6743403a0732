# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff doubt what was found: the provider is asked to check it, and the applicant is not.

Asking the applicant stays refused until the provider has said that its record was wrong, or has
let the time for its answer go by.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.models import Case, EvidenceDoubt, Finding
from yiwang.cases.services import content
from yiwang.cases.services.locking import locked_case
from yiwang.cases.spared import events, noting
from yiwang.cases.spared.enums import FoundIn
from yiwang.cases.spared.errors import (
    DoubtedAlready,
    DoubtReasonMissing,
    FieldNotThere,
    FindingNotFound,
    NotDoubted,
    NothingToDoubt,
)
from yiwang.cases.spared.waiting import BEFORE_THE_DECISION
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right
from yiwang.sharing import services as sharing


@transaction.atomic
def doubt_finding(
    *,
    case_id: UUID,
    finding_id: UUID,
    reason: str,
    fields: Sequence[str] = (),
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> EvidenceDoubt:
    """Doubt a sheet with the reason; its provider gets a request to check.

    :param fields: of the sheet, when only some are doubted; empty doubts the whole
    :raises NotYourCase, OwnCase, CaseNotFound: the actor does not work on the case
    :raises FindingNotFound: the case has no such sheet
    :raises NothingToDoubt: no source said it, or the case is decided
    :raises FieldNotThere: the sheet says nothing of this
    :raises DoubtedAlready: a doubt is open
    :raises DoubtReasonMissing: no reason was given
    """
    case, sheet = _locked(case_id, finding_id, revision, actor)
    is_open = case.state in BEFORE_THE_DECISION and sheet.refuted_at is None
    if not (sheet.is_found and sheet.found_in == FoundIn.SOURCE and is_open):
        raise NothingToDoubt
    if not set(fields) <= sheet.values.keys():
        raise FieldNotThere
    words = content.words(reason)
    if not words:
        raise DoubtReasonMissing
    if EvidenceDoubt.objects.filter(finding=sheet, ended_at__isnull=True).exists():
        raise DoubtedAlready
    asked = sharing.request_correction(
        source_code=sheet.source_code,
        subject_id=sheet.applicant_id,
        call_id=sheet.origin_id,
        fields=list(fields) or sorted(sheet.values),
        reason=words,
        department_id=case.department_id,
        actor=actor,
        at=at,
    )
    made = EvidenceDoubt.objects.create(
        region_code=case.region_code,
        case=case,
        finding=sheet,
        fields=list(fields),
        reason=words,
        doubted_by_id=policies.staff_of(actor),
        doubted_by_name=actor.display_name,
        doubted_at=at,
        correction_id=asked.pk,
    )
    fact = events.FindingDoubted(
        finding_id=sheet.pk, case_id=case.pk, source=sheet.source_code, correction_id=asked.pk
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return made


@transaction.atomic
def end_doubt(
    *,
    case_id: UUID,
    finding_id: UUID,
    note: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> EvidenceDoubt:
    """Say why there is no doubt any more; the provider's answer may still come.

    :raises NotYourCase, OwnCase, CaseNotFound, FindingNotFound: as for doubting
    :raises NotDoubted: there is no open doubt, or the case is decided
    :raises DoubtReasonMissing: no reason was given
    """
    case, sheet = _locked(case_id, finding_id, revision, actor)
    doubt = EvidenceDoubt.objects.filter(finding=sheet, ended_at__isnull=True).first()
    if doubt is None or case.state not in BEFORE_THE_DECISION:
        raise NotDoubted
    doubt.ended_note = content.words(note)
    if not doubt.ended_note:
        raise DoubtReasonMissing
    doubt.ended_at, doubt.ended_by_id = at, policies.staff_of(actor)
    doubt.ended_by_name = actor.display_name
    doubt.save(update_fields=["ended_at", "ended_note", "ended_by_id", "ended_by_name"])
    noting.close_task(case, actor=actor, at=at)
    fact = events.DoubtEnded(finding_id=sheet.pk, case_id=case.pk)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return doubt


def _locked(
    case_id: UUID, finding_id: UUID, revision: int | None, actor: Actor
) -> tuple[Case, Finding]:
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT, Right.CASES_HANDLE)
    rows = Finding.objects.select_for_update(of=("self",))
    sheet = rows.filter(case=case, pk=finding_id).first()
    if sheet is None:
        raise FindingNotFound
    return case, sheet
