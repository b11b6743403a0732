# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Stating in which language one wants translations beside the Chinese originals."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from yiwang.documents import translation_events as facts
from yiwang.documents.enums import CHINESE, TemplateState, WishedAt
from yiwang.documents.models import LanguageWish, TemplateVersion
from yiwang.documents.serving.errors import OnlyOneself
from yiwang.documents.templating import languages
from yiwang.documents.templating.languages import LanguageName
from yiwang.documents.translating.errors import LanguageNotOffered
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger


def offered(*, on: date) -> list[LanguageName]:
    """Return the languages in which somebody has published a template that is in force."""
    live = TemplateVersion.objects.filter(state=TemplateState.PUBLISHED, effective_on__lte=on)
    other = live.exclude(template__language=CHINESE)
    tags = other.values_list("template__language", flat=True).distinct()
    return [languages.named(tag) for tag in sorted(tags)]


def wish_of(applicant_id: UUID, subject_id: UUID | None = None) -> LanguageWish | None:
    """Return what counts: the last word on a matter, else the last on everything."""
    with reach.everywhere():
        return (
            LanguageWish.objects.filter(applicant_id=applicant_id)
            .filter(Q(subject_id=subject_id) | Q(subject_id=None))
            .order_by(F("subject_id").asc(nulls_last=True), "-stated_at", "-id")
            .first()
        )


def language_of(applicant_id: UUID, subject_id: UUID | None = None) -> str:
    """Return the language of translations; "" for Chinese alone."""
    found = wish_of(applicant_id, subject_id)
    return found.language if found else ""


def wish_for_oneself(*, language: str, actor: Actor, at: datetime) -> LanguageWish:
    """State a language for everything that comes from now on.

    :raises OnlyOneself: somebody else's agent
    :raises LanguageNotOffered: no template of it is in force
    """
    if not actor.is_citizen or actor.mandate_id is not None or actor.applicant_id is None:
        raise OnlyOneself
    return _stated(actor.applicant_id, None, language, WishedAt.ACCOUNT, actor=actor, at=at)


def wish_for_matter(
    *,
    applicant_id: UUID,
    subject_id: UUID,
    language: str,
    wished_at: WishedAt,
    actor: Actor,
    at: datetime,
) -> LanguageWish:
    """State a language for one matter; the caller has checked that the actor may speak in it.

    :raises LanguageNotOffered: no template of it is in force
    """
    return _stated(applicant_id, subject_id, language, wished_at, actor=actor, at=at)


@transaction.atomic
def _stated(
    applicant_id: UUID,
    subject_id: UUID | None,
    language: str,
    wished_at: WishedAt,
    *,
    actor: Actor,
    at: datetime,
) -> LanguageWish:
    tag = language.strip().lower()
    tag = "" if tag == CHINESE else tag
    if tag and tag not in {each.tag for each in offered(on=timezone.localdate(at))}:
        raise LanguageNotOffered
    known = wish_of(applicant_id, subject_id)
    if known is not None and (known.subject_id, known.language) == (subject_id, tag):
        return known
    if actor.account_id is None:
        raise OnlyOneself
    wish = LanguageWish(
        applicant_id=applicant_id,
        subject_id=subject_id,
        language=tag,
        wished_at=wished_at,
        stated_by_id=actor.account_id,
        stated_at=at,
    )
    with reach.everywhere():
        wish.save(force_insert=True)
    fact = facts.LanguageWished(
        applicant_id=applicant_id, about_id=subject_id, language=tag, wished_at=wished_at.value
    )
    ledger.append(fact, actor=actor, at=at)
    return wish
