# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions of the sharing room: which sources there are, and what was asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language

from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.sharing import changing as changing
from yiwang.sharing import watching as watching
from yiwang.sharing.enums import CorrectionResult, CorrectionState
from yiwang.sharing.errors import SourceUnknown
from yiwang.sharing.models import Call, CorrectionRequest, DataSource
from yiwang.sharing.shown import Source as Source
from yiwang.sharing.shown import of_row
from yiwang.sharing.shown import text_of as text_of

MOST_SHOWN = 100


def sources() -> list[Source]:
    """Return every data source, by code; one query."""
    return [of_row(row) for row in DataSource.objects.order_by("code")]


def source(code: str) -> Source:
    """Return one data source.

    :raises SourceUnknown: there is none
    """
    found = DataSource.objects.filter(pk=code).first()
    if found is None:
        raise SourceUnknown
    return of_row(found)


def sources_for(
    evidence_types: Iterable[str], *, subject: str, among: Sequence[Source] | None = None
) -> dict[str, Source]:
    """Return for each evidence type the source that proves it for such a subject.

    :param among: sources that the caller holds already
    """
    known = sources() if among is None else among
    wanted = set(evidence_types)
    return {
        code: one
        for one in known
        if one.subject == subject
        for code in one.evidence_types
        if code in wanted
    }


def calls_about(actor: Actor, *, limit: int = MOST_SHOWN) -> list[Call]:
    """Return the questions about the one that a citizen is or acts for, newest first."""
    rows = Call.objects.visible_to(actor).select_related("source")
    return list(rows.order_by("-asked_at")[:limit])


def corrections_about(actor: Actor, *, limit: int = MOST_SHOWN) -> list[CorrectionRequest]:
    """Return the requests to correct that the actor may see, newest first."""
    rows = CorrectionRequest.objects.visible_to(actor).select_related("source")
    return list(rows.order_by("-asked_at")[:limit])


def source_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of some sources; one query, none for no codes."""
    wanted = set(codes)
    if not wanted:
        return {}
    return {
        row.code: of_row(row).name for row in DataSource.objects.filter(pk__in=wanted).order_by()
    }


def open_corrections(subject_id: UUID, codes: Iterable[str]) -> dict[str, set[str]]:
    """Return what somebody says is wrong in these sources and nobody has answered: fields by code.

    One query, none for no codes.
    """
    wanted = set(codes)
    if not wanted:
        return {}
    rows = CorrectionRequest.objects.filter(subject_id=subject_id, source_id__in=wanted).exclude(
        state=CorrectionState.ANSWERED
    )
    found: dict[str, set[str]] = {}
    for code, fields in rows.values_list("source_id", "fields"):
        found.setdefault(code, set()).update(fields)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to correct, as those see it whose matter it belongs to.

    :ivar answer: the provider's words
    """

    id: UUID
    source_name: str
    provider: str
    fields: tuple[str, ...]
    state: CorrectionState
    result: CorrectionResult
    answer: str
    asked_at: datetime
    due_on: date
    answered_at: datetime | None

    def is_silent(self, on: date) -> bool:
        """Return whether the provider has let the time for its answer go by."""
        return self.answered_at is None and on > self.due_on

    @property
    def is_confirmed_wrong(self) -> bool:
        return self.result is CorrectionResult.CORRECTED


def corrections(correction_ids: Iterable[UUID]) -> list[Asked]:
    """Return requests to correct; one query, none for no ids. The caller may see their matters."""
    wanted = set(correction_ids)
    if not wanted:
        return []
    with reach.everywhere():
        rows = list(
            CorrectionRequest.objects.filter(pk__in=wanted)
            .select_related("source")
            .order_by("asked_at")
        )
    is_english = (get_language() or "").startswith("en")
    return [
        Asked(
            id=one.pk,
            source_name=(is_english and one.source.name_en) or one.source.name,
            provider=(is_english and one.source.provider_en) or one.source.provider,
            fields=tuple(one.fields),
            state=CorrectionState(one.state),
            result=CorrectionResult(one.result),
            answer=one.answer,
            asked_at=one.asked_at,
            due_on=one.due_on,
            answered_at=one.answered_at,
        )
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record that its provider found wrong: whose, in which source, since when corrected."""

    id: UUID
    source: str
    subject_id: UUID
    fields: tuple[str, ...]
    answered_at: datetime


def corrected_records(*, limit: int = MOST_SHOWN) -> list[Corrected]:
    """Return the records found wrong, the newest first, for rooms that relied on them."""
    with reach.everywhere():
        rows = list(
            CorrectionRequest.objects.filter(result=CorrectionResult.CORRECTED)
            .exclude(answered_at=None)
            .order_by("-answered_at")
            .values_list("id", "source_id", "subject_id", "fields", "answered_at")[:limit]
        )
    return [
        Corrected(id_, source, subject, tuple(fields), at)
        for id_, source, subject, fields, at in rows
        if at is not None
    ]


def correction(correction_id: UUID) -> CorrectionRequest | None:
    """Return a request to correct; the caller may see what it belongs to."""
    return CorrectionRequest.objects.filter(pk=correction_id).select_related("source").first()
