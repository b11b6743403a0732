# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is said against sheets of evidence: claims about fields, doubts, and providers' answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from yiwang.cases.models import Case, EvidenceDoubt, FieldClaim, Finding
from yiwang.cases.spared.enums import Resolution
from yiwang.foundation.actors import Actor
from yiwang.sharing import selectors as sharing

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class SheetField:
    """One field of a sheet, and what the applicant says of it.

    :ivar key: under which it can be disputed; "" for what cannot
    :ivar claimed: what it should be, by the applicant; "" where nobody says so
    """

    key: str
    label: str
    text: str
    claimed: str = ""
    file_id: UUID | None = None
    file_name: str = ""
    resolution: Resolution = Resolution.NONE
    resolution_note: str = ""
    resolved_by: str = ""

    @property
    def is_open(self) -> bool:
        return bool(self.claimed) and not self.resolution

    @property
    def resolution_words(self) -> str:
        return str(self.resolution.label)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt of staff about a sheet."""

    reason: str
    by: str
    at: datetime
    ended_at: datetime | None
    ended_note: str


@dataclass(frozen=True, slots=True)
class Against:
    """Everything that is said against one sheet.

    :ivar asked: requests to the provider to check it, the oldest first
    """

    claims: Mapping[str, FieldClaim] = field(default_factory=dict)
    doubts: Sequence[Doubt] = ()
    asked: Sequence[sharing.Asked] = ()

    def is_silent(self, on: date | None = None) -> bool:
        """Return whether a provider has let the time for its answer go by."""
        today = on or timezone.localdate()
        return any(one.is_silent(today) for one in self.asked)


NOTHING = Against()


def against(found: Sequence[Finding]) -> dict[UUID, Against]:
    """Return what is said against some sheets, by sheet; three queries at most, often one."""
    claims: dict[UUID, dict[str, FieldClaim]] = {}
    disputed = [one.pk for one in found if one.disputed_fields or one.disputed_at]
    if disputed:
        rows = FieldClaim.objects.filter(finding__in=disputed).select_related("file")
        for row in rows.order_by("field"):
            claims.setdefault(row.finding_id, {})[row.field] = row
    doubts: dict[UUID, list[EvidenceDoubt]] = {}
    in_cases = [one.pk for one in found if one.case_id is not None and one.source_code]
    if in_cases:
        for doubt in EvidenceDoubt.objects.filter(finding__in=in_cases).order_by("doubted_at"):
            doubts.setdefault(doubt.finding_id, []).append(doubt)
    ids = {one.pk: [one.correction_id] for one in found if one.correction_id and one.disputed_at}
    for sheet_id, made in doubts.items():
        ids.setdefault(sheet_id, []).extend(one.correction_id for one in made)
    asked = {
        one.id: one for one in sharing.corrections(each for some in ids.values() for each in some)
    }
    return {
        one.pk: Against(
            claims.get(one.pk, {}),
            [_doubt(each) for each in doubts.get(one.pk, [])],
            [asked[each] for each in ids.get(one.pk, []) if each in asked],
        )
        for one in found
    }


def _doubt(one: EvidenceDoubt) -> Doubt:
    return Doubt(one.reason, one.doubted_by_name, one.doubted_at, one.ended_at, one.ended_note)


def with_claim(shown: SheetField, claim: FieldClaim | None) -> SheetField:
    """Return a field with what the applicant says of it."""
    if claim is None:
        return shown
    return SheetField(
        key=shown.key,
        label=shown.label,
        text=shown.text,
        claimed=claim.claimed,
        file_id=claim.file_id,
        file_name=claim.file.name if claim.file else "",
        resolution=Resolution(claim.resolution),
        resolution_note=claim.resolution_note,
        resolved_by=claim.resolved_by_name,
    )


@dataclass(frozen=True, slots=True)
class Affected:
    """A case that rests on a record of which its provider has said that it was wrong."""

    case_id: UUID
    number: str
    item_name: str
    state: str
    is_decided: bool
    is_own: bool
    told_at: datetime


def affected(actor: Actor) -> list[Affected]:
    """Return the cases within reach whose evidence was found wrong, the newest answer first."""
    if not actor.is_staff:
        return []
    seen = Case.objects.visible_to(actor).filter(found_count__gt=0)
    refuted = Finding.objects.filter(case__in=seen, refuted_at__isnull=False)
    rows = refuted.select_related("case").order_by("-refuted_at")[:MOST_SHOWN]
    shown = [
        Affected(
            case_id=one.case.pk,
            number=one.case.number,
            item_name=one.case.item_name,
            state=one.case.get_state_display(),
            is_decided=False,
            is_own=one.disputed_at is not None,
            told_at=one.refuted_at,
        )
        for one in rows
        if one.case is not None and one.refuted_at is not None
    ]
    return shown + _decided(actor)


def _decided(actor: Actor) -> list[Affected]:
    """Return the cases that were decided on what turned out wrong."""
    wrong = sharing.corrected_records(limit=MOST_SHOWN)
    if not wrong:
        return []
    same = Q(pk__in=[])
    for one in wrong:
        same |= Q(source_code=one.source, applicant_id=one.subject_id, found_at__lt=one.answered_at)
    seen = Case.objects.visible_to(actor).filter(found_count__gt=0, decided_at__isnull=False)
    rows = Finding.objects.filter(same, case__in=seen, refuted_at__isnull=True, outcome="found")
    found: dict[UUID, Affected] = {}
    for sheet in rows.select_related("case").order_by("-found_at")[:MOST_SHOWN]:
        told = next(
            (
                one
                for one in wrong
                if (one.source, one.subject_id) == (sheet.source_code, sheet.applicant_id)
                and (not one.fields or set(one.fields) & sheet.values.keys())
            ),
            None,
        )
        if told is None or sheet.case is None:
            continue
        found.setdefault(
            sheet.case.pk,
            Affected(
                case_id=sheet.case.pk,
                number=sheet.case.number,
                item_name=sheet.case.item_name,
                state=sheet.case.get_state_display(),
                is_decided=True,
                is_own=sheet.correction_id == told.id,
                told_at=told.answered_at,
            ),
        )
    return list(found.values())
