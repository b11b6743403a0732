# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates of notices: written by some, proposed by one, published by another, then fixed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.documents import errors, template_events
from yiwang.documents.enums import CHINESE, ONLY_TRANSLATED, TRANSLATED, NoticeKind, TemplateState
from yiwang.documents.models import NoticeTemplate, TemplateVersion
from yiwang.documents.templating import blocks as simple
from yiwang.documents.templating import languages, reaching, sheets
from yiwang.documents.templating.reaching import Act
from yiwang.foundation.actors import Actor
from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.errors import FieldError
from yiwang.foundation.text import clean_text, refuse_forbidden_characters
from yiwang.ledger import services as ledger

_ITEM_CODE = re.compile(r"[0-9A-Za-z]{12,40}")
MOST_NAMED: Final = 3
_IN_THE_MAKING = (TemplateState.DRAFT, TemplateState.PROPOSED)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a version says.

    :param source: Typst of the body; "" leaves the built-in one
    """

    effective_on: date
    source: str = ""
    blocks: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def make_template(
    *,
    kind: NoticeKind,
    item_code: str = "",
    is_for_place: bool = False,
    language: str = CHINESE,
    actor: Actor,
    at: datetime,
) -> NoticeTemplate:
    """Begin a template of the actor's department, or of every department of their place.

    :param language: any but Chinese makes a translation beside the original

    :raises NotYourTemplate: the actor's post writes none there
    :raises TemplateExists: there is one
    :raises TemplateInvalid: this kind has none, or the item's code is none
    """
    if kind not in sheets.TEMPLATED:
        _refuse("/kind", "no_templates", _("“%(kind)s”不能改模板。") % {"kind": kind.label})
    code = item_code.strip().upper()
    if code and not _ITEM_CODE.fullmatch(code):
        _refuse("/item_code", "no_code", _("实施编码由12到40位数字和字母组成。"))
    tag = _checked_language(language, kind)
    if tag == CHINESE and kind in ONLY_TRANSLATED:
        told = _("“%(kind)s”的中文版式是固定的，只能做其他语言的译文，请写语言。")
        _refuse("/language", "only_translated", told % {"kind": kind.label})
    made = NoticeTemplate(
        kind=kind,
        language=tag,
        region_code=actor.division_code,
        department_id=None if is_for_place else actor.department_id,
        item_code=code,
        created_by_id=reaching.staff_of(actor),
        created_at=at,
    )
    reaching.check_may(actor, Act.WRITE, made)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise errors.TemplateExists from error
    fact = template_events.TemplateMade(
        template_id=made.pk,
        notice_kind=kind.value,
        department_id=made.department_id,
        item_code=code,
        language=tag,
    )
    ledger.append(fact, actor=actor, at=at, region_code=made.region_code)
    return made


def _checked_language(language: str, kind: NoticeKind) -> str:
    """Return the tag of a language in which this kind can be had."""
    tag = language.strip().lower().replace("_", "-") or CHINESE
    if tag == CHINESE:
        return tag
    if kind not in TRANSLATED:
        _refuse("/kind", "not_translated", _("“%(kind)s”不出译文。") % {"kind": kind.label})
    try:
        languages.check_settable(tag)
    except languages.LanguageUnknown:
        _refuse("/language", "unknown", _("没有这种语言的代码，请写如 en、ja、pt-br 这样的代码。"))
    except languages.LanguageNotSettable:
        told = _("这种语言排不出来：它就是中文，或者字体里没有它的文字，或者从右向左书写。")
        _refuse("/language", "not_settable", told)
    return tag


@transaction.atomic
def save_draft(
    *, template_id: UUID, wording: Wording, revision: int, actor: Actor, at: datetime
) -> TemplateVersion:
    """Keep a draft of the next version, right or not.

    :param revision: that the editor saw; 0 begins a draft
    :raises TemplateChanged: somebody changed it since, proposed it, or began one too
    :raises TemplateInvalid: it is too long
    """
    template = _locked_template(template_id)
    reaching.check_may(actor, Act.WRITE, template)
    made = template.versions.filter(state__in=_IN_THE_MAKING).first()
    if (made.revision if made else 0) != revision or (made and made.state != TemplateState.DRAFT):
        raise errors.TemplateChanged
    if made is None:
        made = TemplateVersion(template=template, number=_next_number(template), revision=0)
    _fill(made, wording)
    made.revision += 1
    made.changed_at = at
    made.editors = sorted({*made.editors, reaching.staff_of(actor)})
    made.save()
    _note(template_events.TemplateDraftSaved, made, actor, at, sha256=made.content_sha256)
    return made


@transaction.atomic
def propose_version(
    *, version_id: UUID, revision: int, actor: Actor, at: datetime
) -> TemplateVersion:
    """Hand a version to somebody else to publish; it is tried now.

    :raises TemplateInvalid: it cannot be set, or leaves out what the law wants
    """
    version = _locked_version(version_id, revision, TemplateState.DRAFT)
    reaching.check_may(actor, Act.WRITE, version.template)
    _check_valid(version, actor, at)
    version.state = TemplateState.PROPOSED
    version.proposed_by_id, version.proposed_at = reaching.staff_of(actor), at
    version.revision += 1
    version.save(update_fields=["state", "proposed_by_id", "proposed_at", "revision"])
    _note(template_events.TemplateProposed, version, actor, at, sha256=version.content_sha256)
    return version


@transaction.atomic
def return_version(
    *, version_id: UUID, revision: int, actor: Actor, at: datetime
) -> TemplateVersion:
    """Give a proposed version back to its editors, or take it back as one of them."""
    version = _locked_version(version_id, revision, TemplateState.PROPOSED)
    if not reaching.may(actor, Act.WRITE, version.template):
        reaching.check_may(actor, Act.PUBLISH, version.template)
    version.state = TemplateState.DRAFT
    version.proposed_by_id = version.proposed_at = None
    version.revision += 1
    version.save(update_fields=["state", "proposed_by_id", "proposed_at", "revision"])
    _note(template_events.TemplateReturned, version, actor, at)
    return version


@transaction.atomic
def publish_version(
    *, version_id: UUID, revision: int, actor: Actor, at: datetime
) -> TemplateVersion:
    """Let documents be issued with a version, from its day on; older ones stay.

    :raises TemplateNeedsAnother: the actor wrote or proposed it
    :raises TemplateInvalid: it has mistakes, or its day is over
    """
    version = _locked_version(version_id, revision, TemplateState.PROPOSED)
    reaching.check_may(actor, Act.PUBLISH, version.template)
    staff_id = reaching.staff_of(actor)
    if staff_id == version.proposed_by_id or staff_id in version.editors:
        raise errors.TemplateNeedsAnother
    if version.effective_on < timezone.localdate(at):
        _refuse("/effective_on", "past", _("生效日期已经过去，请退回修改。"))
    _check_valid(version, actor, at)
    version.state = TemplateState.PUBLISHED
    version.published_by_id, version.published_at = staff_id, at
    version.revision += 1
    version.save(update_fields=["state", "published_by_id", "published_at", "revision"])
    _note(
        template_events.TemplatePublished,
        version,
        actor,
        at,
        sha256=version.content_sha256,
        effective_on=version.effective_on,
    )
    return version


@transaction.atomic
def withdraw_version(
    *, version_id: UUID, reason: str, actor: Actor, at: datetime
) -> TemplateVersion:
    """End a published version; the one before it, or the built-in sheet, is in force again.

    :raises TemplateInvalid: nobody says why
    """
    version = _locked_version(version_id, None, TemplateState.PUBLISHED)
    reaching.check_may(actor, Act.PUBLISH, version.template)
    words = clean_text(reason, max_length=500, multiline=True)
    if not words:
        _refuse("/reason", "required", _("请写明停用的原因。"))
    version.state, version.end_reason = TemplateState.WITHDRAWN, words
    version.ended_by_id, version.ended_at = reaching.staff_of(actor), at
    version.save(update_fields=["state", "end_reason", "ended_by_id", "ended_at"])
    _note(template_events.TemplateWithdrawn, version, actor, at)
    return version


def digest(source: str, blocks: Mapping[str, str]) -> str:
    """Return the SHA-256 of everything that makes a page."""
    return sha256(canonical_json([source, dict(blocks)])).hexdigest()


def _fill(version: TemplateVersion, wording: Wording) -> None:
    source = wording.source.replace("\r\n", "\n")
    refuse_forbidden_characters(source)
    if len(source) > sheets.LARGEST_SOURCE:
        _refuse(
            "/source",
            "too_large",
            _("模板不得超过 %(count)d 个字。") % {"count": sheets.LARGEST_SOURCE},
        )
    version.source = source if source.strip() else ""
    version.blocks = simple.cleaned(wording.blocks, language=version.template.language)
    version.note = clean_text(wording.note, max_length=200)
    version.effective_on = wording.effective_on
    version.content_sha256 = digest(version.source, version.blocks)


def _check_valid(version: TemplateVersion, actor: Actor, at: datetime) -> None:
    kind = NoticeKind(version.template.kind)
    department = reaching.shown_department(version.template, actor)
    language = version.template.language
    if faults := sheets.faults_of(kind, version, department, at=at, language=language):
        raise errors.TemplateInvalid(params={"summary": _summary(faults)}, errors=faults)


def _refuse(path: str, code: str, told: str) -> None:
    raise errors.TemplateInvalid(
        params={"summary": told.rstrip("。")}, errors=[FieldError(path, code, told)]
    )


def _summary(faults: list[FieldError]) -> str:
    shown = "；".join(str(fault.message).rstrip("。") for fault in faults[:MOST_NAMED])
    return shown + (_("等%(count)d处") % {"count": len(faults)} if len(faults) > MOST_NAMED else "")


def _next_number(template: NoticeTemplate) -> int:
    newest = template.versions.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def _locked_template(template_id: UUID) -> NoticeTemplate:
    found = NoticeTemplate.objects.select_for_update(of=("self",)).filter(pk=template_id).first()
    if found is None:
        raise errors.TemplateNotFound
    return found


def _locked_version(
    version_id: UUID, revision: int | None, state: TemplateState
) -> TemplateVersion:
    found = (
        TemplateVersion.objects.select_for_update(of=("self",))
        .select_related("template")
        .filter(pk=version_id)
        .first()
    )
    if found is None:
        raise errors.TemplateNotFound
    if found.state != state or (revision is not None and found.revision != revision):
        raise errors.TemplateChanged
    return found


def _note(kind: Any, version: TemplateVersion, actor: Actor, at: datetime, **more: Any) -> None:
    fact = kind(
        template_id=version.template_id, version_id=version.pk, number=version.number, **more
    )
    ledger.append(fact, actor=actor, at=at, region_code=version.template.region_code)
