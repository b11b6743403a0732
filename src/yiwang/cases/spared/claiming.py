# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Single fields of a sheet: what the applicant says they should be, and which of the two stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from yiwang.cases.models import FieldClaim, Finding
from yiwang.cases.services import content
from yiwang.cases.spared.enums import Resolution
from yiwang.cases.spared.errors import ClaimMissing, FieldNotThere
from yiwang.cases.spared.fields import fields_of
from yiwang.cases.spared.plan import Plan
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text

LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Claim:
    """What one field should say, by the applicant.

    :ivar field: of the sheet; for what fills in the form, of the form
    :ivar file_id: the applicant's own proof, uploaded before
    """

    field: str
    value: str
    file_id: UUID | None = None


def checked(
    sheet: Finding, plan: Plan, claims: Sequence[Claim], *, actor: Actor
) -> Mapping[str, Claim]:
    """Return the claims by field, each with a value and a file of the applicant's own.

    :raises FieldNotThere: the sheet has no such field, or it is named twice
    :raises ClaimMissing: it is not said what the field should be
    :raises MaterialUnknown: a file that the actor did not upload, or that is not clean
    """
    there = fields_of(sheet, plan)
    found = {}
    for one in claims:
        if one.field not in there or one.field in found:
            raise FieldNotThere
        value = clean_text(one.value, max_length=LONGEST)
        if not value:
            raise ClaimMissing
        found[one.field] = Claim(one.field, value, one.file_id)
    files = {one.field: [one.file_id] for one in found.values() if one.file_id is not None}
    if files:
        content.own_files(files, actor=actor)
    return found


def keep(sheet: Finding, claims: Mapping[str, Claim], *, at: datetime) -> None:
    """Put down what each disputed field should say."""
    FieldClaim.objects.bulk_create(
        FieldClaim(
            region_code=sheet.region_code,
            case_id=sheet.case_id,
            finding=sheet,
            field=one.field,
            claimed=one.value,
            file_id=one.file_id,
            claimed_at=at,
        )
        for one in claims.values()
    )


def drop(sheet: Finding) -> None:
    """Forget the claims of a draft's sheet that is no longer disputed."""
    FieldClaim.objects.filter(finding=sheet, case__isnull=True).delete()


def settle(
    sheet: Finding,
    resolution: Resolution,
    note: str,
    *,
    field: str = "",
    actor: Actor,
    staff_id: UUID,
    at: datetime,
) -> bool:
    """Decide one field, or all that are open; return whether the whole dispute is decided.

    A field that stands is no longer disputed. The dispute as a whole ends with its last field: for
    the applicant when one field was, else the sheet stands.

    :raises FieldNotThere: the applicant does not dispute this field, or it was decided before
    """
    rows = list(FieldClaim.objects.select_for_update().filter(finding=sheet).order_by("field"))
    waiting = [one for one in rows if not one.resolution and field in ("", one.field)]
    if field and not waiting:
        raise FieldNotThere
    for one in waiting:
        one.resolution, one.resolution_note, one.resolved_at = resolution, note, at
        one.resolved_by_id, one.resolved_by_name = staff_id, actor.display_name
        one.save(
            update_fields=[
                *("resolution", "resolution_note", "resolved_at"),
                *("resolved_by_id", "resolved_by_name"),
            ]
        )
    if any(not one.resolution for one in rows):
        return False
    standing = {one.field for one in rows if one.resolution == Resolution.STANDS}
    if rows and len(standing) < len(rows):
        sheet.disputed_fields = [one for one in sheet.disputed_fields if one not in standing]
        sheet.resolution = Resolution.APPLICANT
    else:
        sheet.resolution = resolution
    return True
