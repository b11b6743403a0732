# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was served of a case and how, the ten days to do so, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.enums import DeliveryMethod
from yiwang.cases.models import Case, InterestedParty
from yiwang.cases.procedures import interests, party_papers
from yiwang.cases.queries import cases as questions
from yiwang.cases.queries import papers
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NOT_SERVED, RESULTS, NoticeKind, ServiceState, ServiceWay
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.workflow import clock

if TYPE_CHECKING:
    from yiwang.documents.models import IssuedDocument
    from yiwang.documents.serving.questions import Served

TITLES: Final[Mapping[str, Any]] = {
    "cases.paper_service_begun": gettext_lazy("文书送出"),
    "cases.paper_served": gettext_lazy("文书送达"),
    "cases.paper_service_failed": gettext_lazy("文书未能送达"),
    "cases.paper_receipt_confirmed": gettext_lazy("申请人确认收到"),
}


def method_in_words(method: str) -> str:
    """Return how a case was delivered: a quick way, or one of 民事诉讼法."""
    if method in DeliveryMethod.values:
        return str(DeliveryMethod(method).label)
    return str(ServiceWay(method).label)


def service_in_words(facts: Mapping[str, Any]) -> str:
    """Return the way of an attempt, and the day of service where the fact has one."""
    way = method_in_words(facts["way"])
    day = facts.get("served_on") or facts.get("due_on")
    if not day:
        return way
    told = _("%(way)s，送达日期 %(day)s") if "served_on" in facts else _("%(way)s，%(day)s 期满")
    on = date.fromisoformat(day)
    shown = _("%(year)d年%(month)d月%(day)d日") % {
        "year": on.year,
        "month": on.month,
        "day": on.day,
    }
    return told % {"way": way, "day": shown}


INTERNAL: Final[Mapping[str, Any]] = {
    "cases.party_paper_service_begun": gettext_lazy("给利害关系人的文书送出"),
    "cases.party_paper_served": gettext_lazy("给利害关系人的文书送达"),
    "cases.party_paper_service_failed": gettext_lazy("给利害关系人的文书未能送达"),
    "cases.party_paper_receipt_confirmed": gettext_lazy("利害关系人确认收到文书"),
}
"""What only the office reads: how papers came to an interested party."""


@dataclass(frozen=True, slots=True)
class DeliveryTerm:
    """The ten working days within which a decision is served (行政许可法 44).

    :ivar served_on: None while it has not been
    :ivar begun_on: when the attempt that is under way was sent, posted or announced
    :ivar workdays_late: how many working days too late it was served, or is by now; 0 in time
    """

    due_on: date
    is_provisional: bool
    served_on: date | None
    begun_on: date | None
    workdays_late: int


@dataclass(frozen=True, slots=True)
class CaseServices:
    """Everything about serving the papers of a case.

    :ivar waiting: papers that were neither served nor are on their way
    """

    attempts: "list[Served]"
    waiting: "list[IssuedDocument]"
    term: DeliveryTerm | None
    has_consented: bool


def services_of(case: Case, actor: Actor, *, today: date) -> CaseServices:
    """Return the attempts to serve the papers of a case that the actor sees."""
    seen = [each for each in papers.papers(case, actor) if each.kind not in NOT_SERVED]
    attempts = documents.serving.services_of(each.pk for each in seen)
    busy = {one.row.document_id for one in attempts if one.row.state != ServiceState.FAILED}
    return CaseServices(
        attempts=attempts,
        waiting=[each for each in seen if each.pk not in busy],
        term=_term(case, attempts, today=today),
        has_consented=documents.serving.consent_of(case.applicant_id) is not None,
    )


def _term(case: Case, attempts: "list[Served]", *, today: date) -> DeliveryTerm | None:
    if case.decided_at is None:
        return None
    decided_on = timezone.localdate(case.decided_at)
    calendar = foundation.working_calendar()
    due = clock.due(decided_on, clock.CERTIFICATE_DELIVERY.terms, (), calendar)
    results = [one.row for one in attempts if one.row.document.kind in RESULTS]
    served = [row.served_on for row in results if row.served_on]
    served_on = max(served, default=None)
    if served_on is None and case.delivered_at is not None:
        served_on = timezone.localdate(case.delivered_at)
    begun = [row.sent_on for row in results if row.state == ServiceState.UNDERWAY]
    late = calendar.workdays_between(due.on, max(served_on or today, due.on))
    return DeliveryTerm(due.on, due.is_provisional, served_on, min(begun, default=None), late)


@dataclass(frozen=True, slots=True)
class OwnService:
    """What was served to a person, with the case that it is about.

    :ivar party: under which it was served to them in somebody else's case; None in their own
    :ivar record: 送达回证 of what was served to a party; that of one's own is asked for by its id
    """

    served: "Served"
    case: Case
    party: InterestedParty | None = None
    record: "IssuedDocument | None" = None


def own_services(actor: Actor) -> list[OwnService]:
    """Return what was served to the person or firm that the actor acts for, newest first.

    What came to them as interested parties in cases of others stands among it.
    """
    if not actor.is_citizen or actor.applicant_id is None:
        return []
    found = documents.serving.served_to(actor.applicant_id)
    ids = {one.row.document.subject_id for one in found}
    seen = Case.objects.visible_to(actor).filter(pk__in=ids).in_bulk()
    shown: dict[UUID, set[UUID]] = {
        key: {paper.pk for paper in papers.papers(case, actor)} for key, case in seen.items()
    }
    own = [
        OwnService(one, seen[one.row.document.subject_id])
        for one in found
        if one.row.document_id in shown.get(one.row.document.subject_id, ())
    ]
    as_party = [
        OwnService(one.served, one.party.case, one.party, one.record)
        for one in interests.served_to_parties(actor)
    ]
    if not as_party:
        return own
    own += as_party
    return sorted(own, key=lambda one: one.served.row.recorded_at, reverse=True)


def service_record(case_id: UUID, service_id: UUID, actor: Actor) -> "IssuedDocument":
    """Return 送达回证 of an attempt; the applicant may have it as well as the office.

    :raises CaseNotFound: the actor does not see the case
    :raises ServiceNotFound: there is none, or its page is not there yet
    """
    case = questions.case(case_id, actor)
    of_parties = party_papers.papers_in(case) if actor.is_staff else {}
    theirs = [each for rows in of_parties.values() for each in rows]
    seen = {each.pk for each in (*papers.papers(case, actor), *theirs)}
    found = documents.serving.services_of(seen)
    one = next((each.row for each in found if each.row.pk == service_id), None)
    if one is not None:
        for issued in (*documents.documents_about("case", case.pk), *theirs):
            is_record = issued.kind == NoticeKind.SERVICE_RECORD and issued.file is not None
            if is_record and issued.data["notice"].get("group") == str(one.group_id):
                return issued
    raise document_services.serving.ServiceNotFound
