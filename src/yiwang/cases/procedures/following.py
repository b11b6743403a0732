# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows from a fact about a procedure: a written notice, and word to the applicant."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone, translation

from yiwang.cases.enums import PartyRole
from yiwang.cases.models import Case, SpecialProcedure, Statement
from yiwang.cases.procedures import stops
from yiwang.cases.procedures.kinds import kind_of
from yiwang.cases.queries.timeline import day_in_words
from yiwang.cases.services import notices
from yiwang.documents import services as documents
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.actors import system_actor
from yiwang.foundation.written_days import written_moment
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications

ACTOR = system_actor("procedure-notices")
LICENSING = "行政许可法"
paper = documents.notices

MESSAGES: Mapping[str, str] = {
    "cases.procedure_told": "procedure_told",
    "cases.procedure_postponed": "procedure_postponed",
    "cases.procedure_concluded": "procedure_concluded",
    "cases.procedure_cancelled": "procedure_cancelled",
    "cases.party_told": "hearing_offered",
    "cases.statement_answered": "statement_answered",
    "cases.passed_to_next_stage": "passed_on",
    "cases.case_forwarded": "forwarded",
}


def tell_applicants(events: Sequence[RecordedEvent]) -> None:
    """Send the applicant one message for each fact that concerns them."""
    cases = Case.objects.in_bulk([event.subject_id for event in events if event.subject_id])
    for event in events:
        case = cases.get(event.subject_id) if event.subject_id else None
        if case is None or not _concerns_the_applicant(event):
            continue
        notifications.send(
            recipient_id=case.applicant_id,
            kind=MESSAGES[event.kind],
            params={"item": case.item_name, "number": case.number} | _words(event),
            link=f"/my/cases/{case.pk}/procedures",
            source_key=f"ledger:{event.id}",
            at=event.at,
        )


def _concerns_the_applicant(event: RecordedEvent) -> bool:
    facts = event.payload
    if event.kind == "cases.party_told":
        return facts["role"] == PartyRole.APPLICANT and bool(facts["hearing_ask_by"])
    if event.kind == "cases.statement_answered":
        said = Statement.objects.filter(pk=facts["statement_id"], procedure__isnull=True)
        return said.exclude(party__role=PartyRole.INTERESTED).exists()
    return True


def _words(event: RecordedEvent) -> dict[str, str]:
    facts = event.payload
    words = {}
    if "procedure" in facts:
        words["procedure"] = str(kind_of(facts["procedure"]).name)
    for name in ("starts_on", "review_due_on", "due_on"):
        if facts.get(name):
            words[name] = str(facts[name])
    if facts.get("hearing_ask_by"):
        words["ask_until_on"] = str(facts["hearing_ask_by"])
    return words


def issue_notices(events: Sequence[RecordedEvent]) -> None:
    """Write to the applicant when and where a procedure takes place."""
    for event in events:
        told = SpecialProcedure.objects.filter(pk=event.payload["procedure_id"])
        procedure = told.select_related("case").first()
        if procedure is None or procedure.starts_at is None:
            continue  # put off since, and told again later
        case = procedure.case
        documents.issue_document(
            kind=NoticeKind.SPECIAL_PROCEDURE,
            subject_type="case",
            subject_id=case.pk,
            region_code=case.region_code,
            department_id=case.department_id,
            data=notice_of(case, procedure),
            actor=ACTOR,
            at=event.at,
        )


def notice_of(case: Case, procedure: SpecialProcedure) -> paper.SpecialProcedureData:
    """Return what the written notice of a procedure says; its words are Chinese always."""
    kind = kind_of(procedure.kind)
    law = stops.stopping_law(case, procedure.kind)
    with translation.override("zh-hans"):
        return paper.SpecialProcedureData(
            case=notices.facts(case),
            procedure=str(kind.name),
            basis=paper.LegalBasis(
                law=law.law if law else LICENSING, article=law.article if law else kind.article
            ),
            started_on=timezone.localdate(procedure.told_at),
            expected_workdays=procedure.expected_days,
            note=procedure.reason,
            details=tuple(
                paper.CertificateField(name=name, value=value)
                for name, value in _details(procedure)
                if value
            ),
            stops_clock=law is not None,
        )


def _details(procedure: SpecialProcedure) -> list[tuple[str, str]]:
    kind = kind_of(procedure.kind)
    at = timezone.localtime(procedure.starts_at)
    rows = [("时间", written_moment(at)), ("地点", procedure.place)]
    if procedure.ends_on is not None:
        days = (at.date(), procedure.ends_on)
        rows = [("公示期", " 至 ".join(_day(each) for each in days)), ("地点", procedure.place)]
    leads = "主持人" if kind.is_apart else "工作人员"
    rows.append((leads, "、".join(one["name"] for one in procedure.staff)))
    rows.append(("参加人", "、".join(one["name"] for one in procedure.participants)))
    if kind.is_apart:
        rows.append(("是否公开", "公开" if procedure.is_public else "不公开"))
    rows += [(str(each.label), procedure.particulars.get(each.key, "")) for each in kind.told]
    return rows


def _day(day: date) -> str:
    return day_in_words(day.isoformat())


ledger.subscribe("cases.procedure_messages", set(MESSAGES), tell_applicants)
ledger.subscribe("cases.procedure_notices", {"cases.procedure_told"}, issue_notices)
