# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Looking in order: certificates of this platform, data sources, evidence of earlier cases."""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from yiwang.cases.enums import EntitlementState, EvidenceGrade, OriginalResult
from yiwang.cases.models import CaseMaterial, Entitlement, Finding, OriginalCheck
from yiwang.cases.spared.enums import FORM, FoundIn
from yiwang.cases.spared.plan import Place, Plan
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.identity.enums import Purpose
from yiwang.sharing import services as sharing
from yiwang.sharing.enums import Outcome, Trouble
from yiwang.sharing.errors import SubjectUnknown
from yiwang.sharing.selectors import Source

SECONDS: Final = 3.0
"""For all sources together: what is not reached by then counts as unavailable."""
KEPT: Final = timedelta(days=1)
MOST_EARLIER: Final = 200


@dataclass(frozen=True, slots=True)
class For:
    """For whom and what is looked.

    :ivar is_agent: somebody else applies under a mandate, and is not led through earlier cases
    """

    applicant_id: UUID
    holder_id: UUID
    kind: str
    snapshot: catalogue.ItemSnapshot
    is_agent: bool = False
    case_id: UUID | None = None
    case_number: str = ""
    consents: frozenset[str] = frozenset()


def search(
    plan: Plan,
    keys: Collection[str],
    whom: For,
    *,
    form_of: Collection[str] | None = None,
    actor: Actor,
    at: datetime,
) -> list[Finding]:
    """Return one unsaved finding for each key, found or not; sources are asked once each.

    :param keys: of materials, and ``form`` for the fields
    :param form_of: of the sources that fill in fields, only these; None for all
    """
    places = [plan.materials[key] for key in keys if key in plan.materials]
    found = _certificates(places, whom, at)
    rest = [one for one in places if one.key not in found]
    used = [
        code
        for code in dict.fromkeys(one.source for one in plan.fields.values())
        if FORM in keys and (form_of is None or code in form_of)
    ]
    asked = [one.source_code for one in rest if one.source_code]
    answers = _answers(plan, [*asked, *used], whom, actor=actor, at=at)
    sheets = list(found.values())
    earlier = [one for one in rest if not _is_answered(answers.get(one.source_code))]
    old = {} if whom.is_agent else _earlier(earlier, whom, at)
    for place in rest:
        answer = answers.get(place.source_code)
        if place.key in old:
            sheets.append(old[place.key])
        elif answer is not None:
            sheets.append(_of_source(place.key, place.proof.type_code, answer, plan, whom))
    return sheets + _form_sheets(answers, used, plan, whom)


def _form_sheets(
    answers: Mapping[str, sharing.Answer], codes: Iterable[str], plan: Plan, whom: For
) -> list[Finding]:
    return [_of_source(FORM, "", answers[code], plan, whom) for code in codes if code in answers]


def _is_answered(answer: sharing.Answer | None) -> bool:
    return answer is not None and answer.is_found


def seal(finding: Finding) -> str:
    """Return the digest that a finding must have: of where from, whose it is and what it says."""
    origin = finding.source_code or f"{finding.found_in}:{finding.origin_id}"
    return sharing.seal(origin, subject_id=finding.applicant_id, values=finding.values)


def _blank(key: str, type_code: str, whom: For, at: datetime) -> Finding:
    return Finding(
        region_code=whom.snapshot.region_code,
        holder_id=whom.holder_id,
        applicant_id=whom.applicant_id,
        version_id=whom.snapshot.version_id,
        requirement_key=key,
        type_code=type_code,
        outcome=Outcome.FOUND,
        found_at=at,
        drop_at=None if whom.case_id else at + KEPT,
        case_id=whom.case_id,
    )


# ── certificates that this platform issued


def _certificates(places: Iterable[Place], whom: For, at: datetime) -> dict[str, Finding]:
    wanted: dict[str, list[Place]] = {}
    for place in places:
        wanted.setdefault(place.proof.licence_name, []).append(place)
    if not wanted:
        return {}
    today = timezone.localdate(at)
    held = Entitlement.objects.filter(
        holder_id=whom.applicant_id, state=EntitlementState.EFFECTIVE, valid_from__lte=today
    ).exclude(valid_until__lt=today)
    found = {}
    for one in held.select_related("case", "department").order_by("valid_from"):
        for place in wanted.get(catalogue.proofs.plain_name(one.result_name), ()):
            found[place.key] = _of_certificate(place, one, whom, at)
    return found


def _of_certificate(place: Place, held: Entitlement, whom: For, at: datetime) -> Finding:
    sheet = _blank(place.key, place.proof.type_code, whom, at)
    sheet.found_in, sheet.grade = FoundIn.CERTIFICATE, EvidenceGrade.A
    sheet.origin_name, sheet.origin_id = held.result_name, held.pk
    sheet.values = {
        "name": held.result_name,
        "holder": held.holder_name,
        "number": held.case.number,
        "issuer": held.department.name,
        "valid_from": held.valid_from.isoformat(),
    }
    sheet.as_of, sheet.valid_until = held.valid_from, held.valid_until
    sheet.sha256 = seal(sheet)
    return sheet


# ── data sources


def _answers(
    plan: Plan, codes: Iterable[str], whom: For, *, actor: Actor, at: datetime
) -> dict[str, sharing.Answer]:
    until = time.monotonic() + SECONDS
    answers = {}
    for code in dict.fromkeys(codes):
        source = plan.sources[code]
        if source.needs_consent and code not in whom.consents:
            continue
        left = until - time.monotonic()
        if left <= 0:
            break
        query = sharing.Query(
            subject_id=whom.applicant_id,
            purpose=Purpose.EVIDENCE_LOOKUP,
            fields=plan.asked_of(code),
            item_code=whom.snapshot.code,
            case_id=whom.case_id,
            department_id=whom.snapshot.department_id,
            region_code=whom.snapshot.region_code,
            has_consent=code in whom.consents,
            case_number=whom.case_number,
            seconds=left,
        )
        try:
            answers[code] = sharing.ask(code, query=query, actor=actor, at=at)
        except SubjectUnknown:
            continue
    return answers


def _of_source(key: str, type_code: str, answer: sharing.Answer, plan: Plan, whom: For) -> Finding:
    sheet = _blank(key, type_code, whom, answer.at)
    sheet.found_in, sheet.grade = FoundIn.SOURCE, EvidenceGrade.A
    sheet.source_code, sheet.origin_id = answer.source, answer.call_id
    sheet.origin_name = f"{answer.provider}·{answer.source_name}"
    sheet.outcome, sheet.trouble = answer.outcome, answer.trouble
    sheet.has_consent = answer.source in whom.consents
    sheet.values = dict(answer.values)
    sheet.as_of, sheet.valid_until = answer.as_of, answer.valid_until
    sheet.sha256 = answer.sha256
    if sheet.drop_at is not None:
        sheet.drop_at = answer.at + timedelta(days=plan.sources[answer.source].keeping_days)
    return sheet


def unanswered(place: Place, plan: Plan, whom: For, at: datetime) -> Finding:
    """Return a question about a material that waits to be asked later."""
    return _open(place.key, place.proof.type_code, plan.sources[place.source_code], whom, at)


def unanswered_form(source_code: str, plan: Plan, whom: For, at: datetime) -> Finding:
    """Return a question about what a source fills in that waits to be asked later."""
    return _open(FORM, "", plan.sources[source_code], whom, at)


def _open(key: str, type_code: str, source: Source, whom: For, at: datetime) -> Finding:
    sheet = _blank(key, type_code, whom, at)
    sheet.found_in, sheet.source_code = FoundIn.SOURCE, source.code
    sheet.origin_name = f"{source.provider}·{source.name}"
    sheet.outcome, sheet.trouble = Outcome.UNAVAILABLE, Trouble.AWAY
    return sheet


# ── what was checked in earlier cases


def _earlier(places: Iterable[Place], whom: For, at: datetime) -> dict[str, Finding]:
    wanted = {one.proof.type_code: one for one in places if one.is_uploaded}
    if not wanted:
        return {}
    sure = (EvidenceGrade.A, EvidenceGrade.B)
    rows = list(
        CaseMaterial.objects.filter(
            case__applicant_id=whom.applicant_id, grade__in=sure, replaced_at__isnull=True
        )
        .select_related("case", "case__version", "case__version__implementation", "file")
        .order_by("-added_at", "id")[:MOST_EARLIER]
    )
    items = {_base_item(row) for row in rows}
    proofs = catalogue.proofs.proofs_of(items) if rows else {}
    until = _checked_until(rows, at)
    found: dict[str, Finding] = {}
    for row, place, last in _reusable(rows, proofs, wanted, until, at):
        found.setdefault(place.key, _of_earlier(place, row, last, whom, at))
    return found


def _base_item(row: CaseMaterial) -> UUID:
    return row.case.version.implementation.base_item_id


def _reusable(
    rows: Iterable[CaseMaterial],
    proofs: Mapping[tuple[UUID, str], catalogue.proofs.Proof],
    wanted: Mapping[str, Place],
    until: Mapping[UUID, date],
    at: datetime,
) -> Iterator[tuple[CaseMaterial, Place, date]]:
    today = timezone.localdate(at)
    for row in rows:
        proof = proofs.get((_base_item(row), row.requirement_key))
        if proof is None or proof.type_code not in wanted or not _is_own(row, proof):
            continue
        last = timezone.localdate(row.added_at) + timedelta(days=proof.days)
        if row.grade == EvidenceGrade.B:
            last = min(last, until.get(row.pk, date.min))
        if last >= today:
            yield row, wanted[proof.type_code], last


def _is_own(row: CaseMaterial, proof: catalogue.proofs.Proof) -> bool:
    """Return whether what an earlier case holds is about the one who applied for it."""
    asked = catalogue.snapshot(row.case.version_id).materials
    return any(one.key == row.requirement_key and proof.is_of_applicant(one) for one in asked)


def _checked_until(rows: Iterable[CaseMaterial], at: datetime) -> dict[UUID, date]:
    """Return until when the originals that clerks have seen let copies be used again."""
    seen = OriginalCheck.objects.filter(
        material_id__in=[row.pk for row in rows],
        result=OriginalResult.MATCH,
        voided_at__isnull=True,
        valid_until__gte=timezone.localdate(at),
    )
    pairs = seen.values_list("material_id", "valid_until")
    return {material_id: last for material_id, last in pairs if last is not None}


def _of_earlier(place: Place, row: CaseMaterial, last: date, whom: For, at: datetime) -> Finding:
    sheet = _blank(place.key, place.proof.type_code, whom, at)
    sheet.found_in, sheet.grade = FoundIn.EARLIER, EvidenceGrade(row.grade)
    sheet.origin_name = f"{row.case.item_name}（{row.case.number}）"[:300]
    sheet.origin_id, sheet.file = row.pk, row.file
    sheet.values = {"file": row.file.name, "digest": row.file.sha256}
    sheet.as_of, sheet.valid_until = timezone.localdate(row.added_at), last
    sheet.sha256 = seal(sheet)
    return sheet
