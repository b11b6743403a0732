# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""译文 for interested parties: the language of each, stated by themselves or at the counter.

They learn of a case by their first paper, so a language counts for what they have already too.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.enums import PartyRole
from yiwang.cases.errors import ProcedureNotFound
from yiwang.cases.models import Case, InterestedParty
from yiwang.cases.procedures import party_papers
from yiwang.cases.procedures.interests import BEFORE_THE_DECISION, own_party
from yiwang.cases.procedures.locking import party_of
from yiwang.cases.services.locking import locked_case
from yiwang.documents import services as document_services
from yiwang.documents.enums import TRANSLATED, NoticeKind, TranslationState, WishedAt
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right

THERE: Final = frozenset({TranslationState.WAITING.value, TranslationState.READY.value})


@transaction.atomic
def wish_language_as_party(*, party_id: UUID, language: str, actor: Actor, at: datetime) -> None:
    """State in which language one wants one's papers in somebody else's case.

    :raises ProcedureNotFound: one was not told of it
    :raises LanguageNotOffered: no template of it is in force
    """
    with reach.everywhere():
        party = own_party(party_id, actor)
        case = locked_case(party.case_id)
        party.refresh_from_db()
        if party.person_id is None and case.state in BEFORE_THE_DECISION:
            party.person_id = actor.applicant_id  # told before they had an account
            party.save(update_fields=["person_id"])
        whose = party.person_id or actor.applicant_id or party.pk
        _wished(case, party, whose, language, WishedAt.APPLICATION, actor=actor, at=at)


@transaction.atomic
def wish_language_of_party(
    *, case_id: UUID, party_id: UUID, language: str, actor: Actor, at: datetime
) -> None:
    """Write down at the counter in which language a party wants its papers.

    :raises CaseNotFound: the actor may not know of the case
    :raises ProcedureNotFound: nobody of the kind is told in it
    :raises LanguageNotOffered: no template of it is in force
    """
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT)
    party = party_of(case, party_id)
    if party.role != PartyRole.INTERESTED:
        raise ProcedureNotFound
    whose = party.person_id or party.pk
    _wished(case, party, whose, language, WishedAt.COUNTER, actor=actor, at=at)


def _wished(
    case: Case,
    party: InterestedParty,
    whose: UUID,
    language: str,
    place: WishedAt,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    wish = document_services.translations.wish_for_matter(
        applicant_id=whose,
        subject_id=case.pk,
        language=language,
        wished_at=place,
        actor=actor,
        at=at,
    )
    if not wish.language:
        return
    for issued in party_papers.papers_of([party.pk]).get(party.pk, ()):
        made = {each["language"] for each in party_papers.beside(issued) if each["state"] in THERE}
        if NoticeKind(issued.kind) in TRANSLATED and wish.language not in made:
            document_services.translations.ask(
                document=issued, language=wish.language, actor=actor, at=at
            )
            document_services.have_translated(issued.pk)
