# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about templates: which there are, their versions, what was issued with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from yiwang.documents import errors
from yiwang.documents.enums import NoticeKind, TemplateState, TranslationState
from yiwang.documents.models import (
    DocumentTranslation,
    IssuedDocument,
    NoticeTemplate,
    TemplateVersion,
)
from yiwang.documents.templating import choosing, reaching, sheets
from yiwang.documents.templating.reaching import Act
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template with the version in force and the one in the making."""

    template: NoticeTemplate
    live: TemplateVersion | None
    in_the_making: TemplateVersion | None


def templates(actor: Actor, *, on: date) -> list[TemplateLine]:
    """Return the templates that the actor's post sees, by kind.

    :raises NotYourTemplate: the post sees none at all
    """
    reaching.check_may(actor, Act.SEE)
    rows = (
        NoticeTemplate.objects.filter(_seen_by(actor))
        .select_related("department")
        .prefetch_related("versions")
        .order_by("kind", "-language", "region_code", "item_code", "id")
    )
    return [_line(row, on) for row in rows]


def template(template_id: UUID, actor: Actor, *, on: date) -> TemplateLine:
    """Return one template.

    :raises TemplateNotFound: there is none that this post sees
    """
    found = (
        NoticeTemplate.objects.filter(pk=template_id)
        .select_related("department")
        .prefetch_related("versions")
        .first()
    )
    if found is None or not reaching.may(actor, Act.SEE, found):
        raise errors.TemplateNotFound
    return _line(found, on)


def versions_of(line: TemplateLine) -> list[TemplateVersion]:
    """Return the versions, newest first."""
    return sorted(line.template.versions.all(), key=lambda each: -each.number)


def version(template_id: UUID, number: int, actor: Actor, *, on: date) -> TemplateVersion:
    """Return a version of a template that the post sees.

    :raises TemplateNotFound: there is none
    """
    line = template(template_id, actor, on=on)
    for each in line.template.versions.all():
        if each.number == number:
            each.template = line.template
            return each
    raise errors.TemplateNotFound


def written(line: TemplateLine, number: int) -> sheets.Written:
    """Return what a version says; 0 is the built-in sheet.

    :raises TemplateNotFound: there is no such version
    """
    begun = sheets.built_in(NoticeKind(line.template.kind), line.template.language)
    if number == 0:
        return begun
    for each in line.template.versions.all():
        if each.number == number:
            return sheets.Draft(each.source or begun.source, each.blocks)
    raise errors.TemplateNotFound


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A published version that somebody may choose, in words."""

    id: UUID
    kind: NoticeKind
    words: str

    @property
    def kind_words(self) -> str:
        """What kind of paper it is for."""
        return str(self.kind.label)


def choices(
    kinds: Iterable[NoticeKind], actor: Actor, *, item_code: str = ""
) -> list[VersionChoice]:
    """Return the published versions that the actor's department may issue some kinds with."""
    if actor.department_id is None:
        return []
    return [
        VersionChoice(each.pk, kind, in_words(each))
        for kind in kinds
        for each in choosing.choosable(
            kind,
            department_id=actor.department_id,
            region_code=actor.division_code,
            item_code=item_code,
        )
    ]


def chosen(version_id: UUID) -> TemplateVersion | None:
    """Return a version that somebody chose; None where there is none."""
    found = TemplateVersion.objects.select_related("template__department")
    return found.filter(pk=version_id).first()


def in_words(version: TemplateVersion) -> str:
    """Return which version it is: its number, whose, since when, and what was changed."""
    template = version.template
    whose = template.department.name if template.department else _("本地所有部门")
    told = _("第 %(number)d 版 · %(whose)s · %(day)s 起") % {
        "number": version.number,
        "whose": whose,
        "day": version.effective_on.isoformat(),
    }
    return " · ".join(filter(None, (told, template.item_code, version.note)))


def issued_with(version_id: UUID) -> int:
    """Return how many documents were issued, or translated, with a version."""
    originals = IssuedDocument.objects.filter(template_version_id=version_id).count()
    made = DocumentTranslation.objects.filter(
        template_version_id=version_id, state=TranslationState.READY
    )
    return originals + made.count()


def stepped_in(version_id: UUID) -> int:
    """Return for how many of its documents the built-in sheet had to step in, or none came."""
    originals = IssuedDocument.objects.filter(template_version_id=version_id, is_fallback=True)
    failed = DocumentTranslation.objects.filter(
        template_version_id=version_id, state=TranslationState.FAILED
    )
    return originals.count() + failed.count()


def real_documents(
    template_row: NoticeTemplate, actor: Actor, *, limit: int = 10
) -> list[IssuedDocument]:
    """Return documents of a kind that the actor may read, newest first, to try a template with."""
    rows = IssuedDocument.objects.visible_to(actor).filter(kind=template_row.kind)
    if template_row.department_id is not None:
        rows = rows.filter(department_id=template_row.department_id)
    return list(rows.order_by("-id").defer("data")[:limit])


def real_document(template_row: NoticeTemplate, document_id: UUID, actor: Actor) -> IssuedDocument:
    """Return one of them.

    :raises DocumentNotFound: it is none of theirs, or of another kind
    """
    found = (
        IssuedDocument.objects.visible_to(actor)
        .filter(kind=template_row.kind, id=document_id)
        .first()
    )
    if found is None:
        raise errors.DocumentNotFound
    return found


def _line(row: NoticeTemplate, on: date) -> TemplateLine:
    rows = list(row.versions.all())
    live = max(
        (
            each
            for each in rows
            if each.state == TemplateState.PUBLISHED and each.effective_on <= on
        ),
        key=lambda each: (each.effective_on, each.number),
        default=None,
    )
    making = (TemplateState.DRAFT, TemplateState.PROPOSED)
    return TemplateLine(row, live, next((each for each in rows if each.state in making), None))


def _seen_by(actor: Actor) -> Q:
    above = Q(department__isnull=True, region_code__in=choosing.places_above(actor.division_code))
    seen = Q(department_id=actor.department_id) | above
    if actor.covers_subtree:
        seen |= Q(region_code__range=organizations.code_range(actor.division_code))
    return seen
