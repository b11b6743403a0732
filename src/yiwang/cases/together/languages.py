# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""译文 for those who apply together: the language of each, and translations of the case's papers.

The Chinese original stays what counts; whoever applies together reads it with the translation
beside it. What a co-applicant states in a shared draft goes on counting in the case.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yiwang.cases.models import Case, CoApplicant
from yiwang.cases.services import clocks
from yiwang.cases.together import finding
from yiwang.cases.together.errors import InvitationNotFound
from yiwang.cases.together.inviting import check_real_name
from yiwang.cases.together.papers import HIDDEN
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import TRANSLATED, NoticeKind, WishedAt
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent

ACTOR = system_actor("case-notices")
READ_TOGETHER = TRANSLATED - HIDDEN
"""Of the papers that can be translated, those that everybody who applies together may read."""


@transaction.atomic
def wish_language(*, co_applicant_id: UUID, language: str, actor: Actor, at: datetime) -> None:
    """State in which language one wants the papers of what one applies for with others.

    :raises RealNameNeeded: the actor is not real-name checked
    :raises InvitationNotFound: it is over, or somebody else's
    :raises LanguageNotOffered: no template of it is in force
    """
    check_real_name(actor)
    with reach.everywhere():
        part = finding.own_part(co_applicant_id, actor)
        if part.case_id is None:
            finding.shared_draft(co_applicant_id, actor, today=clocks.today_of(at))
    if part.person_id is None:
        raise InvitationNotFound
    document_services.translations.wish_for_matter(
        applicant_id=part.person_id,
        subject_id=part.case_id or part.draft_id,
        language=language,
        wished_at=WishedAt.APPLICATION,
        actor=actor,
        at=at,
    )


def language_of(part: CoApplicant) -> str:
    """Return the language of somebody's translations; "" for Chinese alone.

    What they said of the case counts before what they said of its draft, and that before what
    they said in their account.
    """
    if part.person_id is None:
        return ""
    found = documents.translations.wish_of(part.person_id, part.case_id or part.draft_id)
    if part.case_id is not None and (found is None or found.subject_id is None):
        found = documents.translations.wish_of(part.person_id, part.draft_id)
    return found.language if found else ""


def translate(events: Sequence[RecordedEvent]) -> None:
    """Have what was issued translated for those who apply together; nothing in most cases."""
    about = {
        event.payload["about_id"]
        for event in events
        if event.payload["about_type"] == "case" and _is_read_together(event)
    }
    shared = Case.objects.filter(pk__in=about, has_co_applicants=True) if about else ()
    issued = {event.subject_id for event in events}
    for case in shared:
        wanted = {language_of(one) for one in finding.of_case(case)} - {""}
        if not wanted:
            continue
        papers: Any = documents.documents_about("case", case.pk)
        for paper in papers:
            if paper.pk in issued and paper.kind in READ_TOGETHER:
                _translate(paper, wanted)


def _is_read_together(event: RecordedEvent) -> bool:
    return NoticeKind(event.payload["document_kind"]) in READ_TOGETHER


def _translate(paper: Any, wanted: set[str]) -> None:
    there = {one["language"] for one in paper.beside}
    for language in sorted(wanted - there):
        document_services.translations.ask(
            document=paper, language=language, actor=ACTOR, at=paper.issued_at
        )
    if wanted - there:
        document_services.have_translated(paper.pk)


ledger.subscribe("cases.co_applicant_translations", {"documents.document_issued"}, translate)
