# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the notices of a case say, from its rows; previews take what is not yet stored from a form.

The words of a notice are those of the document, always Chinese; the rooms below set the type.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone, translation

from yiwang.cases.discretion import asking as discretion
from yiwang.cases.enums import (
    DEFERRING,
    CaseMode,
    DeliveryMethod,
    MeasureGround,
    MeasureKind,
    NotAcceptedReason,
    Outcome,
)
from yiwang.cases.errors import ReasonMissing
from yiwang.cases.models import (
    Case,
    ClockStop,
    Correction,
    Decision,
    DeferredMaterial,
    Extension,
    Measure,
)
from yiwang.cases.procedures import bases as legal
from yiwang.cases.queries import cases as questions
from yiwang.cases.services import clocks, content, form_words
from yiwang.cases.shipping import questions as shipping
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.enums import ResultKind
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind
from yiwang.forms import selectors as forms
from yiwang.foundation.written_days import written_moment
from yiwang.identity import selectors as identity
from yiwang.workflow.clock import PROCEDURE_NAMES

paper = document_services.notices
LICENSING = "01"
# The words of a document are Chinese, whatever the reader's language.
with translation.override("zh-hans"):
    MEASURE_NAMES = {kind.value: str(kind.label) for kind in MeasureKind}
    GROUND_NAMES = {ground.value: str(ground.label) for ground in MeasureGround}
UNITS = {"workday": "个工作日", "day": "日", "month": "个月", "year": "年"}
WHAT = "what-"
CERTIFICATE_ROWS = 8


def facts(case: Case) -> paper.CaseFacts:
    """Return what every notice tells of its case."""
    applicant = identity.applicant_summary(case.applicant_id)
    return paper.CaseFacts(
        number=case.number,
        item_name=case.item_name,
        item_code=case.item_code,
        item_type=case.item_type,
        applicant=paper.Applicant(
            kind=paper.ApplicantKind(applicant.kind),
            name=applicant.name,
            number_masked=applicant.number_masked,
            phone_masked=applicant.phone_masked,
        ),
        submitted_on=timezone.localdate(case.submitted_at),
        language=documents.translations.language_of(case.applicant_id, case.pk),
    )


# ── what is issued, from the rows


def receipt(case: Case) -> paper.ReceiptData:
    """收件凭证."""
    names = {each.key: each.name for each in catalogue.snapshot(case.version_id).materials}
    counts: dict[str, int] = {}
    for material in questions.materials(case):
        counts[material.requirement_key] = counts.get(material.requirement_key, 0) + 1
    return paper.ReceiptData(
        case=facts(case),
        materials=tuple(
            paper.MaterialLine(name=names.get(key, key), copies=count)
            for key, count in counts.items()
        ),
        query_code=case.query_code,
        answer_due_on=case.intake_due_on,
    )


def acceptance(case: Case, *, is_deemed: bool = False) -> paper.AcceptanceData:
    """受理通知书."""
    snapshot = catalogue.snapshot(case.version_id)
    started_on = case.started_on or timezone.localdate()
    return paper.AcceptanceData(
        case=facts(case),
        accepted_on=started_on,
        due_on=case.due_on or started_on,
        promised=_limit(snapshot.promise_limit),
        statutory=_limit(snapshot.statutory_limit),
        is_provisional=case.is_deadline_provisional,
        is_deemed=is_deemed,
        deferred=_deferred(case),
    )


def _deferred(case: Case) -> tuple[paper.DeferredMaterial, ...]:
    """Return what has to follow, and by when (容缺受理)."""
    if case.mode not in DEFERRING:
        return ()
    rows = DeferredMaterial.objects.filter(case=case).order_by("requirement_key")
    return tuple(paper.DeferredMaterial(name=row.name, due_on=row.due_on) for row in rows)


def correction(case: Case, asked: Correction) -> paper.CorrectionData:
    """一次性补正告知书."""
    return paper.CorrectionData(
        case=facts(case),
        entries=tuple(
            paper.CorrectionLine(name=entry["name"], what=entry["what"]) for entry in asked.entries
        ),
        answer_due_on=asked.answer_due_on,
        note=asked.note,
    )


def not_accepted(case: Case) -> paper.NotAcceptedData | paper.NotCompetentData:
    """不予受理决定书, or where another body is competent the notice that says so."""
    return _not_accepted(
        case, NotAcceptedReason(case.not_accepted_reason), case.not_accepted_explanation
    )


def _not_accepted(
    case: Case, reason: NotAcceptedReason, explanation: str
) -> paper.NotAcceptedData | paper.NotCompetentData:
    if reason is NotAcceptedReason.NOT_COMPETENT:
        return paper.NotCompetentData(case=facts(case), competent_body=explanation)
    return paper.NotAcceptedData(
        case=facts(case), reason=paper.NotAcceptedReason(reason.value), explanation=explanation
    )


def special_procedure(case: Case, stop: ClockStop) -> paper.SpecialProcedureData:
    """特别程序告知书."""
    return paper.SpecialProcedureData(
        case=facts(case),
        procedure=str(PROCEDURE_NAMES.get(stop.reason, stop.reason)),
        basis=paper.LegalBasis(law=stop.law, article=stop.article),
        started_on=stop.started_on,
        expected_workdays=stop.expected_days,
        note=stop.note,
    )


def extension(
    case: Case, asked: Extension, old_due_on: date, new_due_on: date
) -> paper.ExtensionData:
    """延长办理期限告知书."""
    return paper.ExtensionData(
        case=facts(case),
        reason=asked.reason,
        workdays=asked.days,
        old_due_on=old_due_on,
        new_due_on=new_due_on,
    )


def decided(case: Case, made: Decision) -> paper.GrantedData | paper.RefusedData:
    """准予 or 不予决定书."""
    outcome = Outcome(made.outcome)
    on = timezone.localdate(made.decided_at)
    told = discretion.sentences(made)
    return replace(_decided(case, outcome, made.reasons, on, made.bases), discretion=told)


def _decided(
    case: Case, outcome: Outcome, reasons: str, on: date, kept: Sequence[Mapping[str, str]]
) -> paper.GrantedData | paper.RefusedData:
    snapshot = catalogue.snapshot(case.version_id)
    bases = tuple(
        paper.LegalBasis(law=law, article=article) for law, article in legal.printed(snapshot, kept)
    )
    if outcome is Outcome.REFUSED:
        return paper.RefusedData(
            case=facts(case), decided_on=on, reasons=tuple(reasons.splitlines()), bases=bases
        )
    return paper.GrantedData(
        case=facts(case),
        decided_on=on,
        content=tuple(line for line in reasons.splitlines() if line.strip()),
        bases=bases,
        certificate_name=snapshot.results[0].name if snapshot.results else "",
        originals=_originals(case),
    )


def _originals(case: Case) -> tuple[str, ...]:
    """Return what has to be seen in the original before the decision takes effect."""
    if case.mode != CaseMode.TRUST_FIRST:
        return ()
    return tuple(each["name"] for each in case.mode_choice.materials)


def service_record(case: Case) -> paper.ServiceRecordData:
    """送达回证, for the decision and whatever else was issued with it."""
    served = [
        paper.ServedDocument(title=issued.title, number=issued.number)
        for issued in documents.documents_about("case", case.pk)
        if issued.kind in {NoticeKind.GRANTED, NoticeKind.REFUSED, NoticeKind.CERTIFICATE}
    ]
    facts_of_parcel = shipping.service_facts(case)
    return paper.ServiceRecordData(
        case=facts(case),
        documents=tuple(served) or (paper.ServedDocument(title="决定书"),),
        method=paper.ServiceMethod(DeliveryMethod(case.delivery_method).value),
        served_at=written_moment(case.delivered_at) if case.delivered_at else "",
        place=facts_of_parcel.get("place", ""),
        recipient=facts_of_parcel.get("recipient", ""),
        served_by=facts_of_parcel.get("served_by", ""),
        note=facts_of_parcel.get("note", ""),
    )


def termination(case: Case, *, is_lapsed: bool = False) -> paper.TerminationData:
    """终止办理通知书, after a withdrawal, or when nobody corrected the application in time."""
    causes = paper.TerminationCause
    ended_on = timezone.localdate(case.closed_at) if case.closed_at else timezone.localdate()
    return paper.TerminationData(
        case=facts(case),
        cause=causes.CORRECTION_OVERDUE if is_lapsed else causes.WITHDRAWN,
        ended_on=ended_on,
    )


LICENSING_LAW = "中华人民共和国行政许可法"


def measure_notice(case: Case, measure: Measure) -> paper.MeasureNoticeData:
    """行政决定事先告知书."""
    if measure.statement_due_on is None:
        raise ReasonMissing
    return paper.MeasureNoticeData(
        case=facts(case),
        measure=MEASURE_NAMES[measure.kind],
        result_name=measure.entitlement.result_name,
        ground=GROUND_NAMES[measure.ground],
        basis=paper.LegalBasis(law=LICENSING_LAW, article=measure.article),
        facts=measure.facts,
        answer_due_on=measure.statement_due_on,
    )


def measure_decision(case: Case, measure: Measure) -> paper.MeasureDecisionData:
    """撤回、撤销、注销决定书."""
    name = MEASURE_NAMES[measure.kind]
    act = "行政许可" if case.item_type == LICENSING else ""
    return paper.MeasureDecisionData(
        case=facts(case),
        name=f"{name}{act}决定书",
        measure=name,
        result_name=measure.entitlement.result_name,
        ground=GROUND_NAMES[measure.ground],
        basis=paper.LegalBasis(law=LICENSING_LAW, article=measure.article),
        facts=measure.facts,
        reasons=measure.reasons,
        effective_on=measure.effective_on or timezone.localdate(measure.decided_at),
        statement_answer=measure.statement_answer,
        compensation=measure.compensation,
    )


# ── previews, from what stands in a form


def draft(
    case: Case, kind: NoticeKind, words: Mapping[str, str], *, at: datetime
) -> paper.NoticeData:
    """Return a notice as it would be issued now, with what stands in the form.

    :raises ReasonMissing: this kind cannot be previewed, or the form lacks what it must say
    """
    make = _DRAFTS.get(kind)
    if make is None:
        raise ReasonMissing
    return make(case, words, timezone.localdate(at))


def _draft_acceptance(case: Case, _words: Mapping[str, str], today: date) -> paper.NoticeData:
    snapshot = catalogue.snapshot(case.version_id)
    return paper.AcceptanceData(
        case=facts(case),
        accepted_on=case.started_on or today,
        due_on=case.due_on or clocks.expected_due_on(case, today),
        promised=_limit(snapshot.promise_limit),
        statutory=_limit(snapshot.statutory_limit),
    )


def _draft_correction(case: Case, words: Mapping[str, str], today: date) -> paper.NoticeData:
    names = {"form": "申请表"} | {
        each.key: each.name for each in catalogue.snapshot(case.version_id).materials
    }
    lines = tuple(
        paper.CorrectionLine(name=names[key.removeprefix(WHAT)], what=what.strip())
        for key, what in words.items()
        if key.startswith(WHAT) and what.strip() and key.removeprefix(WHAT) in names
    )
    return paper.CorrectionData(
        case=facts(case), entries=lines, answer_due_on=today, note=words.get("note", "")
    )


def _draft_not_accepted(case: Case, words: Mapping[str, str], _today: date) -> paper.NoticeData:
    reason = words.get("reason", "")
    if reason not in NotAcceptedReason.values:
        raise ReasonMissing
    return _not_accepted(case, NotAcceptedReason(reason), words.get("explanation", "").strip())


def _draft_granted(case: Case, words: Mapping[str, str], today: date) -> paper.NoticeData:
    data = _decided(case, Outcome.GRANTED, words.get("reasons", ""), today, _ticked(case, words))
    return replace(data, discretion=discretion.chosen_sentences(case))


def _draft_refused(case: Case, words: Mapping[str, str], today: date) -> paper.NoticeData:
    reasons = words.get("reasons", "").strip()
    return _decided(case, Outcome.REFUSED, reasons, today, _ticked(case, words))


def _ticked(case: Case, words: Mapping[str, str]) -> list[dict[str, str]]:
    return legal.chosen(catalogue.snapshot(case.version_id), legal.bases_from(words))


_DRAFTS: Mapping[NoticeKind, Callable[[Case, Mapping[str, str], date], paper.NoticeData]] = {
    NoticeKind.ACCEPTANCE: _draft_acceptance,
    NoticeKind.CORRECTION: _draft_correction,
    NoticeKind.NOT_ACCEPTED: _draft_not_accepted,
    NoticeKind.NOT_COMPETENT: _draft_not_accepted,
    NoticeKind.GRANTED: _draft_granted,
    NoticeKind.REFUSED: _draft_refused,
}


def _limit(limit: catalogue.TimeLimit | None) -> str:
    if limit is None or limit.amount == 0:
        return ""
    return f"{limit.amount}{UNITS[str(limit.unit)]}"


def preview(case: Case, kind: NoticeKind, words: Mapping[str, str], *, at: datetime) -> bytes:
    """Return the PDF of a notice as it would be issued now, marked as a preview."""
    data = draft(case, kind, words, at=at)
    return document_services.preview_document(
        kind=kind_of(data), department_id=case.department_id, data=data, at=at
    )


def kind_of(data: paper.NoticeData) -> NoticeKind:
    """Return the kind of notice that these data belong to."""
    return next(kind for kind, wanted in paper.DATA_OF_KIND.items() if type(data) is wanted)


def certificates(case: Case, made: Decision) -> list[tuple[NoticeKind, paper.NoticeData]]:
    """Return the certificate that follows a decision to grant, where the item has one."""
    snapshot = catalogue.snapshot(case.version_id)
    if made.outcome != Outcome.GRANTED or made.is_pending or not snapshot.results:
        return []
    result = snapshot.results[0]
    if result.kind != ResultKind.LICENCE:
        return []
    data = paper.CertificateData(
        case=facts(case),
        name=result.name,
        fields=tuple(
            paper.CertificateField(
                name=name.text, value=value.text, name_in=name.others, value_in=value.others
            )
            for section in form_words.worded(
                forms.compiled_form(content.form_of(case)), case.form_data
            )
            for name, value in section.rows[:CERTIFICATE_ROWS]
        )[:CERTIFICATE_ROWS],
        valid_from=timezone.localdate(made.decided_at),
    )
    return [(NoticeKind.CERTIFICATE, data)]
