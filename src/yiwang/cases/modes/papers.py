# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the notices of trust and of promises say, from the rows; always Chinese."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from yiwang.cases.enums import PROMISING, CaseMode
from yiwang.cases.models import Case, Decision, DeferredMaterial, OriginalCheck, PromiseCheck
from yiwang.cases.modes import choosing
from yiwang.cases.services import notices
from yiwang.catalogue import selectors as catalogue
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.written_days import written_moment
from yiwang.ledger.events import RecordedEvent

paper = notices.paper
Made = list[tuple[NoticeKind, Any]]
CONSEQUENCES = (
    "自作出决定之日起六十个工作日内核查承诺内容。",
    "与承诺不符的，责令限期整改；逾期未整改或者整改后仍不符合条件的，撤销决定。",
    "违反承诺的情况记入信用记录，修复前不再适用信任在先、容缺受理和告知承诺。",
)


def _commitment(case: Case, event: RecordedEvent) -> Made:
    if event.payload["mode"] not in PROMISING:
        return []
    snapshot, choice = catalogue.snapshot(case.version_id), case.mode_choice
    kept = choosing.keys_for(case, CaseMode.COMMITMENT)
    promises = [line for line in snapshot.commitment_text.splitlines() if line.strip()]
    promises += [f"符合“{each['name']}”所证明的条件，不再提交该材料。" for each in kept]
    data = paper.CommitmentData(
        case=notices.facts(case),
        bases=tuple(
            paper.LegalBasis(law=basis.law, article=basis.article) for basis in snapshot.legal_bases
        ),
        conditions=tuple(snapshot.conditions) or (snapshot.name,),
        consequences=CONSEQUENCES,
        promises=tuple(promises),
        signed_at=written_moment(choice.signed_at),
    )
    return [(NoticeKind.COMMITMENT, data)]


def _unaccepted(case: Case, _event: RecordedEvent) -> Made:
    rows = DeferredMaterial.objects.filter(case=case, handed_in_at__isnull=True)
    data = paper.AcceptanceWithdrawnData(
        case=notices.facts(case),
        withdrawn_on=timezone.localdate(case.closed_at),
        missing=tuple(
            paper.DeferredMaterial(name=row.name, due_on=row.due_on)
            for row in rows.order_by("requirement_key")
        ),
    )
    return [(NoticeKind.ACCEPTANCE_WITHDRAWN, data)]


def _effective(case: Case, _event: RecordedEvent) -> Made:
    decision = Decision.objects.get(case=case)
    return list(notices.certificates(case, decision))


def _voided(case: Case, event: RecordedEvent) -> Made:
    check = OriginalCheck.objects.select_related("material").get(pk=UUID(event.payload["check_id"]))
    names = {each["key"]: each["name"] for each in case.mode_choice.materials}
    key = check.material.requirement_key
    decided_at = case.decided_at or event.at
    data = paper.OriginalsMismatchData(
        case=notices.facts(case),
        decided_on=timezone.localdate(decided_at),
        checked_on=timezone.localdate(check.seen_at),
        lines=(paper.CorrectionLine(name=names.get(key, key), what=check.difference),),
    )
    return [(NoticeKind.ORIGINALS_MISMATCH, data)]


def _ordered(case: Case, _event: RecordedEvent) -> Made:
    check = PromiseCheck.objects.get(case=case)
    if check.checked_at is None or check.correct_by_on is None:
        return []
    data = paper.CorrectionOrderData(
        case=notices.facts(case),
        checked_on=timezone.localdate(check.checked_at),
        findings=check.findings,
        order=check.order,
        correct_by_on=check.correct_by_on,
    )
    return [(NoticeKind.CORRECTION_ORDER, data)]


def _revoked(case: Case, event: RecordedEvent) -> Made:
    check = PromiseCheck.objects.get(case=case)
    data = paper.PromiseBrokenData(
        case=notices.facts(case),
        decided_on=timezone.localdate(case.decided_at or event.at),
        revoked_on=timezone.localdate(check.revoked_at or event.at),
        findings=check.recheck_findings,
        reasons=check.revocation_reasons,
    )
    return [(NoticeKind.PROMISE_BROKEN, data)]


NOTICES: Mapping[str, Callable[[Case, RecordedEvent], Made]] = {
    "cases.mode_chosen": _commitment,
    "cases.acceptance_withdrawn": _unaccepted,
    "cases.decision_effective": _effective,
    "cases.decision_voided": _voided,
    "cases.correction_ordered": _ordered,
    "cases.decision_revoked": _revoked,
}
