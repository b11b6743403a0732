# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows from a fact about a case: a message to the applicant, and a notice in type."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from yiwang.cases.automation import following as following
from yiwang.cases.automation import telling
from yiwang.cases.enums import Channel
from yiwang.cases.models import Case, ClockStop, Extension, Measure, SpecialProcedure
from yiwang.cases.modes import following as modes
from yiwang.cases.modes import papers
from yiwang.cases.queries import cases as questions
from yiwang.cases.services import notices, service_papers
from yiwang.cases.shipping import following as parcels
from yiwang.cases.together import following as together
from yiwang.catalogue import services as catalogue
from yiwang.documents import services as documents
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.actors import system_actor
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications
from yiwang.workflow.clock import PROCEDURE_NAMES

ACTOR = system_actor("case-notices")

MESSAGES: Mapping[str, str] = {
    "cases.case_submitted": "submitted",
    "cases.correction_asked": "correction_asked",
    "cases.correction_answered": "correction_answered",
    "cases.correction_lapsed": "lapsed",
    "cases.case_accepted": "accepted",
    "cases.case_not_accepted": "not_accepted",
    "cases.case_suspended": "suspended",
    "cases.case_resumed": "resumed",
    "cases.extension_decided": "extended",
    "cases.case_decided": "decided",
    "cases.case_delivered": "delivered",
    "cases.paper_served": "paper_served",
    "cases.paper_service_begun": "paper_service_begun",
    "cases.case_closed": "closed",
    "cases.case_withdrawn": "withdrawn",
    "cases.deadline_recomputed": "deadline_changed",
    "cases.process_notice": "process_notice",
    "cases.rule_objection_answered": "rule_objection_answered",
    **modes.MESSAGES,
    "cases.entitlement_deemed_renewed": "deemed_renewed",
    "cases.measure_proposed": "measure_proposed",
    "cases.measure_decided": "measure_decided",
    "cases.measure_dropped": "measure_dropped",
    "cases.remedy_concluded": "remedy_concluded",
}


BY_AGENTS = frozenset({"cases.case_submitted", "cases.correction_answered", "cases.case_withdrawn"})
"""What an agent can do to a case."""


def tell_applicants(events: Sequence[RecordedEvent]) -> None:
    """Send one message for each fact that the applicant should hear of."""
    for event, case in _with_cases(events):
        kind = _message_kind(event)
        if kind is None:
            continue
        params = {"item": case.item_name, "number": case.number} | _words(event)
        if kind == telling.BY_RULE:
            params["data"] = telling.data_named(case)
        notifications.send(
            recipient_id=case.applicant_id,
            kind=kind,
            params=params,
            link=f"/my/cases/{case.pk}",
            source_key=f"ledger:{event.id}",
            at=event.at,
        )
        together.tell_parties(case, event, kind=kind, params=params)


def _message_kind(event: RecordedEvent) -> str | None:
    if event.kind == "cases.case_accepted" and event.payload["is_deemed"]:
        return "deemed_accepted"
    if _is_told_otherwise(event):
        return None
    if event.kind == "cases.case_decided":
        return telling.kind_of_decision(event)
    return MESSAGES[event.kind]


def _is_told_otherwise(event: RecordedEvent) -> bool:
    """Tell whether nobody hears of a fact by itself."""
    facts = event.payload
    if event.kind == "cases.extension_decided":
        return not facts["is_approved"]
    if event.kind == "cases.deadline_recomputed":
        return facts["due_on"] is None  # the day by which to answer; nobody was promised it
    if event.kind == "cases.measure_proposed":
        return facts["statement_due_on"] is None  # only a record is cleared; the decision is told
    # A decision that was served: the delivery of its case is told.
    return event.kind == "cases.paper_served" and bool(facts["is_result"])


def _words(event: RecordedEvent) -> dict[str, str]:
    facts = event.payload
    days = (
        *("answer_due_on", "intake_due_on", "statement_due_on", "effective_on", "served_on"),
        *modes.DAYS,
    )
    words = {name: str(facts[name]) for name in days if facts.get(name)}
    if "expected_days" in facts:
        words["days"] = str(facts["expected_days"])
        words["procedure"] = str(PROCEDURE_NAMES.get(facts["reason"], facts["reason"]))
    if facts.get("valid_until"):
        words["last_on"] = str(facts["valid_until"])
    if "measure" in facts:
        words["measure"] = notices.MEASURE_NAMES[facts["measure"]]
    if "text" in facts:
        words["text"] = str(facts["text"])
    return words


def tell_principals(events: Sequence[RecordedEvent]) -> None:
    """Tell the principal at once of each step that somebody took under their mandate."""
    for event, case in _with_cases(events):
        mandate_id = event.actor.get("mandate_id") or event.payload.get("mandate_id")
        if not mandate_id:
            continue
        agent = identity.mandate_parties(UUID(mandate_id)).agent
        notifications.send(
            recipient_id=case.applicant_id,
            kind="agent_acted",
            params={"item": case.item_name, "number": case.number, "agent": agent.name},
            link=f"/my/mandates/{mandate_id}",
            source_key=f"ledger:{event.id}:mandate",
            at=event.at,
        )


def issue_notices(events: Sequence[RecordedEvent]) -> None:
    """Issue the notice that each fact calls for; the page is set in type by a job."""
    for event, case in _with_cases(events):
        made = NOTICES[event.kind](case, event)
        for kind, data in made:
            documents.issue_document(
                kind=kind,
                subject_type="case",
                subject_id=case.pk,
                region_code=case.region_code,
                department_id=case.department_id,
                data=data,
                actor=ACTOR,
                at=event.at,
            )


Made = list[tuple[NoticeKind, Any]]


def _receipt(case: Case, _event: RecordedEvent) -> Made:
    return [(NoticeKind.RECEIPT, notices.receipt(case))]


def _acceptance(case: Case, event: RecordedEvent) -> Made:
    is_deemed = bool(event.payload["is_deemed"])
    return [(NoticeKind.ACCEPTANCE, notices.acceptance(case, is_deemed=is_deemed))]


def _correction(case: Case, _event: RecordedEvent) -> Made:
    asked = questions.correction(case)
    return [(NoticeKind.CORRECTION, notices.correction(case, asked))] if asked else []


def _not_accepted(case: Case, _event: RecordedEvent) -> Made:
    data = notices.not_accepted(case)
    return [(notices.kind_of(data), data)]


def _special_procedure(case: Case, event: RecordedEvent) -> Made:
    stop = ClockStop.objects.get(pk=event.payload["stop_id"])
    if SpecialProcedure.objects.filter(stop=stop, told_at__lte=event.at).exists():
        return []  # its own notice says more
    return [(NoticeKind.SPECIAL_PROCEDURE, notices.special_procedure(case, stop))]


def _extension(case: Case, event: RecordedEvent) -> Made:
    if not event.payload["is_approved"]:
        return []
    asked = Extension.objects.get(pk=event.payload["extension_id"])
    old_due_on = date.fromisoformat(event.payload["old_due_on"])
    new_due_on = date.fromisoformat(event.payload["due_on"])
    return [(NoticeKind.EXTENSION, notices.extension(case, asked, old_due_on, new_due_on))]


def _decision(case: Case, _event: RecordedEvent) -> Made:
    made = questions.decision(case)
    if made is None:
        return []
    data = notices.decided(case, made)
    return [(notices.kind_of(data), data), *notices.certificates(case, made)]


def _termination(case: Case, event: RecordedEvent) -> Made:
    is_lapsed = event.kind == "cases.correction_lapsed"
    return [(NoticeKind.TERMINATION, notices.termination(case, is_lapsed=is_lapsed))]


def _measure_notice(case: Case, event: RecordedEvent) -> Made:
    if event.payload["statement_due_on"] is None:
        return []
    measure = _measure(event)
    return [(NoticeKind.MEASURE_NOTICE, notices.measure_notice(case, measure))]


def _measure_decision(case: Case, event: RecordedEvent) -> Made:
    return [(NoticeKind.MEASURE_DECISION, notices.measure_decision(case, _measure(event)))]


def _measure(event: RecordedEvent) -> Measure:
    return Measure.objects.select_related("entitlement").get(pk=event.payload["measure_id"])


NOTICES: Mapping[str, Callable[[Case, RecordedEvent], Made]] = {
    "cases.case_submitted": _receipt,
    "cases.case_accepted": _acceptance,
    "cases.correction_asked": _correction,
    "cases.case_not_accepted": _not_accepted,
    "cases.case_suspended": _special_procedure,
    "cases.extension_decided": _extension,
    "cases.case_decided": _decision,
    "cases.case_delivered": service_papers.of_delivery,
    "cases.paper_served": service_papers.of_service,
    "cases.case_withdrawn": _termination,
    "cases.correction_lapsed": _termination,
    "cases.measure_proposed": _measure_notice,
    "cases.measure_decided": _measure_decision,
    **papers.NOTICES,
}


ONLINE = frozenset({Channel.WEB, Channel.MOBILE})


def count_for_stars(news: Sequence[RecordedEvent]) -> None:
    """Count what was filed and decided under each list, for its stars."""
    counts = [_count(event, case) for event, case in _with_cases(news)]
    catalogue.count_cases(counts, on=timezone.localdate())


def _count(event: RecordedEvent, case: Case) -> catalogue.CaseCount:
    day = timezone.localdate(event.at)
    if event.kind == "cases.case_submitted":
        is_online = event.payload["channel"] in ONLINE
        return catalogue.CaseCount(case.version_id, day, filed=1, online=int(is_online))
    return catalogue.CaseCount(
        case.version_id,
        day,
        decided=1,
        on_time=int(case.due_on is None or day <= case.due_on),
        by_rule=int(event.actor.get("kind") == "system"),
    )


def _with_cases(events: Sequence[RecordedEvent]) -> list[tuple[RecordedEvent, Case]]:
    ids = {event.subject_id for event in events}
    found = Case.objects.in_bulk([case_id for case_id in ids if case_id])
    return [(event, found[event.subject_id]) for event in events if event.subject_id in found]


ledger.subscribe("cases.messages", set(MESSAGES), tell_applicants)
ledger.subscribe("cases.entitlements", modes.FOLLOWED, modes.follow_decisions)
ledger.subscribe("cases.parcels", parcels.FOLLOWED, parcels.follow)
ledger.subscribe("cases.parcel_messages", parcels.TOLD, parcels.tell)
ledger.subscribe("cases.principals", BY_AGENTS, tell_principals)
ledger.subscribe(
    "cases.stars",
    {"cases.case_submitted", "cases.case_decided"},
    count_for_stars,
    clear=catalogue.forget_counts,
)
ledger.subscribe("cases.notices", set(NOTICES), issue_notices)
