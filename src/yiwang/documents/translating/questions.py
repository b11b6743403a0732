# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about translations: of which documents, in which languages, and which are lacking."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from yiwang.documents.enums import TRANSLATED, NoticeKind, TemplateState, TranslationState
from yiwang.documents.models import (
    DocumentTranslation,
    IssuedDocument,
    NoticeTemplate,
    StoredFile,
    TemplateVersion,
)
from yiwang.documents.templating import choosing
from yiwang.documents.templating.languages import LanguageName, named
from yiwang.documents.translating.errors import TranslationNotFound
from yiwang.documents.translating.wishing import language_of, offered, wish_of
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations

__all__ = [
    "TRANSLATED",
    "Lacking",
    "lacking",
    "language_of",
    "named",
    "of_documents",
    "offered",
    "page_of",
    "ready_of",
    "wish_of",
]
MOST = 100


def of_documents(document_ids: Iterable[UUID]) -> dict[UUID, list[DocumentTranslation]]:
    """Return the translations of some documents that the caller has found the actor may have."""
    found: dict[UUID, list[DocumentTranslation]] = {}
    rows = DocumentTranslation.objects.filter(document_id__in=list(document_ids))
    for row in rows.select_related("file").order_by("language", "id"):
        found.setdefault(row.document_id, []).append(row)
    return found


def ready_of(document_ids: Iterable[UUID]) -> dict[UUID, list[DocumentTranslation]]:
    """Return those of them that can be handed out."""
    return {
        key: ready
        for key, rows in of_documents(document_ids).items()
        if (ready := [row for row in rows if row.state == TranslationState.READY])
    }


def page_of(document_id: UUID, language: str) -> StoredFile:
    """Return the file of a translation of a document that was found for who may have it.

    :raises TranslationNotFound: there is none, or not yet
    """
    found = DocumentTranslation.objects.filter(document_id=document_id, language=language.lower())
    row = found.select_related("file").first()
    if row is None or row.file is None:
        raise TranslationNotFound
    return row.file


@dataclass(frozen=True, slots=True)
class Lacking:
    """A kind of notice that was wanted in a language and could not be had.

    :ivar count: how many papers went out in Chinese alone for it
    :ivar is_unpublished: there is a template, of which nothing is in force
    """

    kind: NoticeKind
    language: LanguageName
    state: TranslationState
    count: int
    is_unpublished: bool = False


def lacking(actor: Actor) -> list[Lacking]:
    """Return what the actor's department could not translate, by kind and language."""
    if actor.department_id is None:
        return []
    mine = IssuedDocument.objects.filter(department_id=actor.department_id)
    rows = DocumentTranslation.objects.filter(
        document__in=mine, state__in=[TranslationState.LACKING, TranslationState.FAILED]
    )
    counts: dict[tuple[str, str, str], int] = {}
    for key in rows.order_by("-asked_at").values_list("document__kind", "language", "state")[:MOST]:
        counts[key] = counts.get(key, 0) + 1
    begun = _begun(actor.department_id, counts) if counts else frozenset()
    return [
        Lacking(
            NoticeKind(kind),
            named(language),
            TranslationState(state),
            count,
            is_unpublished=state == TranslationState.LACKING and (kind, language) in begun,
        )
        for (kind, language, state), count in sorted(counts.items())
    ]


def _begun(
    department_id: UUID, wanted: Iterable[tuple[str, str, str]]
) -> frozenset[tuple[str, str]]:
    """Return of which kinds and languages a department has a template with nothing in force.

    Its own templates and those of the places in which it lies; one query.
    """
    pairs = [(kind, language) for kind, language, _state in wanted]
    places = choosing.places_above(organizations.department(department_id).division_code)
    theirs = Q(department_id=department_id) | Q(department=None, region_code__in=places)
    live = TemplateVersion.objects.filter(template=OuterRef("pk"), state=TemplateState.PUBLISHED)
    rows = NoticeTemplate.objects.filter(
        theirs,
        ~Exists(live),
        kind__in={kind for kind, _language in pairs},
        language__in={language for _kind, language in pairs},
    )
    return frozenset(rows.order_by().values_list("kind", "language"))
