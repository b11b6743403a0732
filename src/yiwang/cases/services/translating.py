# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""译文: in which language the applicant wants translations of a case's papers, and making them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import Case, CoApplicant
from yiwang.cases.services.locking import locked_case
from yiwang.cases.together.errors import InvitationNotFound
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import FOR_STAFF_ONLY, TRANSLATED, NoticeKind, WishedAt
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right

translations = document_services.translations


@transaction.atomic
def wish_language(
    *,
    case_id: UUID,
    language: str,
    actor: Actor,
    at: datetime,
    co_applicant_id: UUID | None = None,
) -> None:
    """State the language of a case's translations: its applicant, or the counter for them.

    :param co_applicant_id: at the counter, whose wish it is if not the applicant's

    :raises CaseNotFound: the actor may not know of it
    :raises InvitationNotFound: nobody of the kind applies together with the applicant
    :raises NotYourCase: an agent, or another department
    :raises LanguageNotOffered: no template of it is in force
    """
    case = locked_case(case_id, actor=actor)
    place = WishedAt.COUNTER
    if actor.is_citizen:
        if actor.mandate_id is not None or co_applicant_id is not None:
            raise NotYourCase
        place = WishedAt.APPLICATION
    else:
        policies.check_has_right(actor, case, Right.CASES_ACCEPT)
    whose = case.applicant_id if co_applicant_id is None else _person(case, co_applicant_id)
    _wished(case, whose, language=language, place=place, actor=actor, at=at)


def _person(case: Case, co_applicant_id: UUID) -> UUID:
    part = CoApplicant.objects.filter(pk=co_applicant_id, case=case).first()
    if part is None or part.person_id is None:
        raise InvitationNotFound
    return part.person_id


def filed(case: Case, *, language: str, actor: Actor, at: datetime) -> None:
    """Keep what an application says of the language; an agent's says nothing of it.

    :raises NotYourCase: an agent states one
    """
    if actor.mandate_id is not None and language:
        raise NotYourCase
    if actor.mandate_id is None:
        place = WishedAt.COUNTER if actor.is_staff else WishedAt.APPLICATION
        _wished(case, case.applicant_id, language=language, place=place, actor=actor, at=at)


def _wished(
    case: Case, person_id: UUID, *, language: str, place: WishedAt, actor: Actor, at: datetime
) -> None:
    translations.wish_for_matter(
        applicant_id=person_id,
        subject_id=case.pk,
        language=language,
        wished_at=place,
        actor=actor,
        at=at,
    )


@transaction.atomic
def translate_papers(
    *, case_id: UUID, document_ids: Sequence[UUID], language: str, actor: Actor, at: datetime
) -> list[UUID]:
    """Have papers of a case translated that were issued before; return which.

    :raises NotYourCase: the post does not handle its papers
    :raises NoTranslationOfThis, TranslationThere: what ``documents`` refuses
    :raises TranslationNotFound: one of them is no paper of this case
    """
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT)
    wanted = set(document_ids)
    rows = documents.documents_about("case", case.pk)
    chosen = [each for each in rows if each.pk in wanted]
    if not chosen or len(chosen) != len(wanted):
        raise translations.TranslationNotFound
    tag = language.strip().lower()
    for paper in chosen:
        translations.ask(document=paper, language=tag, actor=actor, at=at)
        document_services.have_translated(paper.pk)
    return [each.pk for each in chosen]


def translatable(case: Case) -> list[UUID]:
    """Return the papers of a case that can be had in another language and are the applicant's."""
    return [
        each.pk
        for each in documents.documents_about("case", case.pk)
        if NoticeKind(each.kind) in TRANSLATED - FOR_STAFF_ONLY
    ]
