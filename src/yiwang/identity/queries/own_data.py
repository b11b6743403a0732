# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people may know about their own data: who read it, what they agreed to, what was asked."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_name
from yiwang.identity.enums import ApplicantKind
from yiwang.identity.models import (
    AccountClosing,
    DataCorrection,
    DataExport,
    PrivacyText,
    ReadQuestion,
    SystemClient,
    TextConsent,
)
from yiwang.identity.privacy_refusals import QuestionNotFound, ReadNotFound
from yiwang.identity.privacy_terms import Term as Term
from yiwang.identity.privacy_terms import term as term
from yiwang.identity.queries.applicants import applicant_summaries
from yiwang.identity.queries.personal_register import RegisteredTable as RegisteredTable
from yiwang.identity.queries.personal_register import personal_register as personal_register
from yiwang.ledger import selectors as ledger
from yiwang.ledger.events import PersonalDataRead, RecordedEvent
from yiwang.organizations import selectors as organizations

LARGEST_PAGE = 100
WITH_NUMBER, WITH_NAME = 1, 2
DIGITS = 4


_untold: list[Callable[[Collection[UUID]], Collection[UUID]]] = []


def leave_out(finder: Callable[[Collection[UUID]], Collection[UUID]]) -> None:
    """Let a higher room say of which cases their party has not been told yet.

    Reads in these are shown once it has been.
    """
    _untold.append(finder)


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody was shown the data: when, of which department, what for.

    :param event_id: the fact in the ledger
    :param reader: of staff the end of the staff number, or the name, as the installation chose;
        of a machine its name
    :param is_asked: the person has asked about it already
    :param source: code of the data source that was asked about them; "" for all other reads
    """

    event_id: int
    seq: int | None
    at: datetime
    department: str
    post: str
    reader: str
    is_machine: bool
    purpose: str
    case_id: UUID | None
    is_asked: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Some reads, newest first, and where the next ones start ("" at the end)."""

    rows: Sequence[Read]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of China's calendar, from its first moment to that of the next."""

    year: int
    month: int

    @property
    def code(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(date(self.year, self.month, 1), time.min))

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def before(self) -> "Month":
        return Month(self.year - (self.month == 1), self.month - 1 or 12)


def month(code: str) -> Month | None:
    """Return the month of ``2026-11``; None for anything else."""
    with suppress(ValueError):
        day = date.fromisoformat(f"{code}-01")
        if day.isoformat()[:7] == code and 1900 < day.year < 9000:
            return Month(day.year, day.month)
    return None


def last_months(today: date, *, count: int = 24) -> list[Month]:
    """Return this month and those before it, newest first."""
    found = [Month(today.year, today.month)]
    while len(found) < count:
        found.append(found[-1].before)
    return found


def reads_of(
    actor: Actor, *, within: Month | None = None, cursor: str = "", limit: int = 50
) -> ReadPage:
    """Return who was shown the data of the one that a citizen is or acts for; five queries.

    :param cursor: of the page before; anything else starts at the top
    """
    if not actor.is_citizen or actor.applicant_id is None:
        return ReadPage([], "")
    limit = max(1, min(limit, LARGEST_PAGE))
    events = ledger.facts_about(
        PersonalDataRead.subject_type,
        actor.applicant_id,
        kind=PersonalDataRead.kind,
        since=within.begins if within else None,
        until=within.next.begins if within else None,
        before=int(cursor)
        if cursor.isascii() and cursor.isdecimal() and len(cursor) < 19
        else None,
        limit=limit + 1,
    )
    shown = events[:limit]
    is_last = len(events) <= limit
    return ReadPage(_reads(actor, shown), "" if is_last else str(shown[-1].id))


def read_of(actor: Actor, event_id: int) -> Read:
    """Return one read of the data of the one that a citizen is or acts for.

    :raises ReadNotFound: there is none such
    """
    found = None
    if actor.is_citizen and actor.applicant_id is not None:
        found = ledger.fact_about(
            PersonalDataRead.subject_type,
            actor.applicant_id,
            kind=PersonalDataRead.kind,
            event_id=event_id,
        )
    shown = _reads(actor, [found]) if found is not None else []
    if not shown:
        raise ReadNotFound
    return shown[0]


def _told(events: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    """Leave out reads in cases whose party has not been told of them."""
    cases = {found for event in events if (found := _case(event.payload)) is not None}
    hidden = {one for finder in _untold for one in finder(cases)} if cases else set()
    return [event for event in events if _case(event.payload) not in hidden]


def _reads(actor: Actor, found: Sequence[RecordedEvent]) -> list[Read]:
    events = _told(found)
    if not events:
        return []
    asked = set(
        ReadQuestion.objects.visible_to(actor)
        .filter(event_id__in=[event.id for event in events])
        .order_by()
        .values_list("event_id", flat=True)
    )
    names = organizations.reader_names(_ids(events))
    systems = _systems(events)
    shown = term(Term.READER_SHOWN)
    return [
        Read(
            event_id=event.id,
            seq=event.seq,
            at=event.at,
            department=names.departments.get(_id(event.actor, "department_id"), ""),
            post=names.posts.get(_id(event.actor, "post_id"), ""),
            reader=_reader(event.actor, names, systems, shown),
            is_machine=bool(event.actor.get("client")),
            purpose=event.purpose or str(event.payload.get("purpose", "")),
            case_id=_case(event.payload),
            is_asked=event.id in asked,
            source=str(event.payload.get("source") or ""),
        )
        for event in events
    ]


_NOBODY = UUID(int=0)


def _id(values: Mapping[str, Any], key: str) -> UUID:
    """Return an id, or that of nobody: a key that no name has."""
    with suppress(ValueError):
        return UUID(str(values.get(key) or ""))
    return _NOBODY


def _case(payload: Mapping[str, Any]) -> UUID | None:
    found = _id(payload, "case_id")
    return None if found == _NOBODY else found


def _ids(events: Iterable[RecordedEvent]) -> set[UUID]:
    keys = ("department_id", "post_id", "staff_id")
    found = {_id(event.actor, key) for event in events for key in keys}
    return found - {_NOBODY}


def _systems(events: Iterable[RecordedEvent]) -> dict[str, str]:
    codes = {str(event.actor["client"]) for event in events if event.actor.get("client")}
    if not codes:
        return {}
    rows = SystemClient.objects.filter(client_id__in=codes).order_by()
    return dict(rows.values_list("client_id", "name"))


def _reader(
    doer: Mapping[str, Any],
    names: organizations.ReaderNames,
    systems: Mapping[str, str],
    shown: int,
) -> str:
    if client := str(doer.get("client") or ""):
        return systems.get(client, client)
    name, number = names.staff.get(_id(doer, "staff_id"), ("", ""))
    if shown >= WITH_NAME:
        return name
    return number[-DIGITS:] if shown >= WITH_NUMBER else ""


# ── questions about reads


def questions_of(actor: Actor, *, limit: int = 100) -> list[ReadQuestion]:
    """Return what was asked about reads, newest first, as far as the actor sees it."""
    return list(ReadQuestion.objects.visible_to(actor).order_by("-asked_at")[:limit])


def open_questions(actor: Actor, *, limit: int = 100) -> list[ReadQuestion]:
    """Return what waits for the audit administrator's answer, the most urgent first."""
    waiting = ReadQuestion.objects.visible_to(actor).filter(answered_at__isnull=True)
    return list(waiting.order_by("due_on", "asked_at")[:limit])


def question(question_id: UUID, actor: Actor) -> ReadQuestion:
    """Return one question that the actor may see.

    :raises QuestionNotFound: there is none
    """
    found = ReadQuestion.objects.visible_to(actor).filter(pk=question_id).first()
    if found is None:
        raise QuestionNotFound
    return found


def read_in_question(asked: ReadQuestion) -> RecordedEvent | None:
    """Return the fact that a question is about; the caller may see the question."""
    return ledger.fact_about(
        PersonalDataRead.subject_type,
        asked.person_id,
        kind=PersonalDataRead.kind,
        event_id=asked.event_id,
    )


def masked_name(person_id: UUID) -> str:
    """Return the name of a natural person, masked, or of a legal person."""
    found = applicant_summaries([person_id]).get(person_id)
    if found is None:
        return ""
    return mask_name(found.name) if found.kind == ApplicantKind.NATURAL else found.name


# ── texts, exports, corrections, closing


@dataclass(frozen=True, slots=True)
class TextStanding:
    """A text in force, and what the holder of an account did about it.

    :param accepted_at: of this version; None when it was not, or was taken back
    """

    text: PrivacyText
    accepted_at: datetime | None
    earlier: Sequence[TextConsent]


def texts_in_force(at: datetime) -> list[PrivacyText]:
    """Return the newest version of each text that is in force; one query."""
    rows = PrivacyText.objects.filter(valid_from__lte=at).order_by("kind", "-valid_from")
    return list(rows.distinct("kind"))


def text(kind: str, version: str) -> PrivacyText | None:
    """Return one version of a text, past ones too."""
    return PrivacyText.objects.filter(kind=kind, version=version).first()


def text_versions(kind: str) -> list[PrivacyText]:
    """Return all versions of a text, newest first."""
    return list(PrivacyText.objects.filter(kind=kind).order_by("-valid_from"))


def texts_of(account_id: UUID, at: datetime) -> list[TextStanding]:
    """Return the texts in force and what the holder of an account did about them; two queries."""
    given = list(
        TextConsent.objects.filter(account_id=account_id)
        .select_related("text")
        .order_by("-given_at")
    )
    standing = {one.text_id: one.given_at for one in given if one.withdrawn_at is None}
    return [
        TextStanding(
            text=each,
            accepted_at=standing.get(each.id),
            earlier=[one for one in given if one.text.kind == each.kind],
        )
        for each in texts_in_force(at)
    ]


def exports_of(account_id: UUID) -> list[DataExport]:
    """Return the copies that somebody asked for, newest first; at most 20."""
    return list(DataExport.objects.filter(account_id=account_id).order_by("-asked_at")[:20])


def corrections_of(account_id: UUID) -> list[DataCorrection]:
    """Return what somebody asked to have corrected, newest first; at most 20."""
    return list(DataCorrection.objects.filter(account_id=account_id).order_by("-asked_at")[:20])


def closing_of(account_id: UUID) -> AccountClosing | None:
    """Return the closing that is under way, if any."""
    return AccountClosing.objects.filter(
        account_id=account_id, cancelled_at__isnull=True, closed_at__isnull=True
    ).first()
