# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates of notices: what is written, tried, published and withdrawn."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.documents import selectors as documents
from yiwang.documents.enums import NoticeKind
from yiwang.documents.errors import TemplateInvalid
from yiwang.documents.services import templates
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.schemas import Positive, Whole, answers
from yiwang.rest.staff.sheet_shapes import (
    NoticeTemplateDifferenceOut,
    NoticeTemplateDraftIn,
    NoticeTemplateIn,
    NoticeTemplateMadeOut,
    NoticeTemplateOut,
    NoticeTemplateReasonIn,
    NoticeTemplateRevisionIn,
    NoticeTemplatesOut,
    NoticeTemplateStateOut,
    NoticeTemplateTrialIn,
    NoticeTemplateUnsavedIn,
    NoticeTemplateVersionListed,
    NoticeTemplateVersionOut,
)

router = Router(tags=["文书模板 templates"], auth=STAFF)

_PDF = bytes_of("The sheet, marked as a preview.", media_type="application/pdf")


def _listed(line: Any) -> dict[str, Any]:
    making = line.in_the_making
    names = ("id", "kind", "language", "department_id", "region_code", "item_code")
    return {name: getattr(line.template, name) for name in names} | {
        "live": line.live.number if line.live else None,
        "in_the_making": making.number if making else None,
    }


def _moved(made: Any) -> dict[str, Any]:
    plain = {name: getattr(made, name) for name in ("number", "state", "revision")}
    return {"id": str(made.pk), **plain}


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "at": timezone.now()}


@router.get("/templates", response=answers(NoticeTemplatesOut), summary="文书模板")
def list_templates(request: HttpRequest) -> dict[str, Any]:
    """Return the templates of the department and of the places it lies in."""
    with read_only():
        lines = documents.templates.templates(actor_of(request), on=timezone.localdate())
    return {"items": [_listed(line) for line in lines]}


@router.post(
    "/templates",
    response=answers(NoticeTemplateMadeOut, 201),
    summary="建立文书模板",
    openapi_extra=KEY_PARAMETER,
)
def make_template(request: HttpRequest, payload: NoticeTemplateIn) -> HttpResponse:
    """Begin a template, without a version yet."""

    def act() -> dict[str, Any]:
        made = templates.make_template(
            kind=payload.kind,
            item_code=payload.item_code,
            is_for_place=payload.is_for_place,
            language=payload.language,
            **_who(request),
        )
        return {"id": str(made.pk)}

    return perform(request, act, status=201)


@router.get(
    "/templates/{uuid:template_id}", response=answers(NoticeTemplateOut), summary="一个文书模板"
)
def get_template(request: HttpRequest, template_id: UUID) -> dict[str, Any]:
    """Return a template with its versions."""
    with read_only():
        line = documents.templates.template(template_id, actor_of(request), on=timezone.localdate())
        return _listed(line) | {
            "built_in_source": documents.templates.written(line, 0).source,
            "built_in_blocks": documents.templates.written(line, 0).blocks,
            "versions": documents.templates.versions_of(line),
        }


@router.put(
    "/templates/{uuid:template_id}/draft",
    response=answers(NoticeTemplateStateOut),
    summary="保存模板草稿",
    openapi_extra=KEY_PARAMETER,
)
def put_template_draft(
    request: HttpRequest, template_id: UUID, payload: NoticeTemplateDraftIn
) -> HttpResponse:
    """Keep a draft of the next version, right or not."""

    def act() -> dict[str, Any]:
        made = templates.save_draft(
            template_id=template_id,
            wording=templates.Wording(
                effective_on=payload.effective_on,
                source=payload.source,
                blocks=payload.blocks.model_dump(),
                note=payload.note,
            ),
            revision=payload.revision,
            **_who(request),
        )
        return _moved(made)

    return perform(request, act)


@router.get(
    "/templates/{uuid:template_id}/versions/{number}",
    response=answers(NoticeTemplateVersionOut),
    summary="模板的一个版本",
)
def get_template_version(
    request: HttpRequest, template_id: UUID, number: Positive
) -> dict[str, Any]:
    """Return a version: what it says, what is wrong with it, what was made with it."""
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        made = documents.templates.version(template_id, number, actor, on=today)
        department = templates.shown_department(made.template, actor)
        faults = templates.faults_of(
            NoticeKind(made.template.kind),
            made,
            department,
            at=timezone.now(),
            language=made.template.language,
        )
        listed = {name: getattr(made, name) for name in NoticeTemplateVersionListed.model_fields}
        return listed | {
            "source": made.source,
            "blocks": made.blocks,
            "faults": [
                {"pointer": each.path, "code": each.code, "detail": str(each.message)}
                for each in faults
            ],
            "issued": documents.templates.issued_with(made.pk),
            "stepped_in": documents.templates.stepped_in(made.pk),
        }


@router.get(
    "/templates/{uuid:template_id}/difference",
    response=answers(NoticeTemplateDifferenceOut),
    summary="两个版本的不同",
)
def compare_template_versions(
    request: HttpRequest, template_id: UUID, old: Whole, new: Whole
) -> dict[str, Any]:
    """Return what differs between two versions; 0 is the built-in sheet."""
    with read_only():
        line = documents.templates.template(template_id, actor_of(request), on=timezone.localdate())
        changes = templates.difference(
            documents.templates.written(line, old), documents.templates.written(line, new)
        )
    return {"changes": changes}


@router.get(
    "/templates/{uuid:template_id}/versions/{number}/preview",
    response=answers(None),
    summary="模板预览",
    openapi_extra=_PDF,
)
def preview_template(
    request: HttpRequest,
    template_id: UUID,
    number: Whole,
    sample: Literal["typical", "longest"] = "typical",
) -> HttpResponse:
    """Return a version set on made-up data: as usual, or with every field at its longest."""
    actor = actor_of(request)
    with read_only():
        line = documents.templates.template(template_id, actor, on=timezone.localdate())
        kind = NoticeKind(line.template.kind)
        department = templates.shown_department(line.template, actor)
        shown = templates.sample_page(
            kind, department, is_longest=sample == "longest", language=line.template.language
        )
        try:
            pdf = templates.pdf_of(
                kind, documents.templates.written(line, number), shown, at=timezone.now()
            )
        except templates.SheetRefused as refused:
            raise TemplateInvalid(
                params={"summary": templates.in_words(refused.fault).rstrip("。")}
            ) from None
    return HttpResponse(pdf, content_type="application/pdf")


@router.post(
    "/templates/{uuid:template_id}/preview",
    response=answers(None),
    summary="预览未保存的模板",
    openapi_extra=_PDF,
)
def preview_unsaved_template(
    request: HttpRequest, template_id: UUID, payload: NoticeTemplateUnsavedIn
) -> HttpResponse:
    """Return a template as it stands in a form, set on made-up data; nothing is kept."""
    pdf = templates.preview_unsaved(
        template_id=template_id,
        source=payload.source,
        blocks=payload.blocks.model_dump(),
        is_longest=payload.sample == "longest",
        **_who(request),
    )
    return HttpResponse(pdf, content_type="application/pdf")


@router.post(
    "/template-versions/{uuid:version_id}/trial",
    response=answers(None),
    summary="用真实文书试排",
    openapi_extra=_PDF,
)
def try_template(
    request: HttpRequest, version_id: UUID, payload: NoticeTemplateTrialIn
) -> HttpResponse:
    """Return a real document as it would be with a version; that it was read is noted."""
    pdf = templates.try_on_document(
        version_id=version_id, document_id=payload.document_id, **_who(request)
    )
    return HttpResponse(pdf, content_type="application/pdf")


@router.post(
    "/template-versions/{uuid:version_id}/proposal",
    response=answers(NoticeTemplateStateOut),
    summary="提交模板",
    openapi_extra=KEY_PARAMETER,
)
def propose_template(
    request: HttpRequest, version_id: UUID, payload: NoticeTemplateRevisionIn
) -> HttpResponse:
    """Hand a version to somebody else to publish; it is tried now."""

    def act() -> dict[str, Any]:
        who = _who(request)
        made = templates.propose_version(version_id=version_id, revision=payload.revision, **who)
        return _moved(made)

    return perform(request, act)


@router.post(
    "/template-versions/{uuid:version_id}/return",
    response=answers(NoticeTemplateStateOut),
    summary="退回模板",
    openapi_extra=KEY_PARAMETER,
)
def return_template(
    request: HttpRequest, version_id: UUID, payload: NoticeTemplateRevisionIn
) -> HttpResponse:
    """Give a proposed version back to its editors."""

    def act() -> dict[str, Any]:
        who = _who(request)
        return _moved(
            templates.return_version(version_id=version_id, revision=payload.revision, **who)
        )

    return perform(request, act)


@router.post(
    "/template-versions/{uuid:version_id}/publication",
    response=answers(NoticeTemplateStateOut),
    summary="发布模板",
    openapi_extra=KEY_PARAMETER,
)
def publish_template(
    request: HttpRequest, version_id: UUID, payload: NoticeTemplateRevisionIn
) -> HttpResponse:
    """Issue with a version from its day on; not by who wrote or proposed it."""

    def act() -> dict[str, Any]:
        who = _who(request)
        return _moved(
            templates.publish_version(version_id=version_id, revision=payload.revision, **who)
        )

    return perform(request, act)


@router.post(
    "/template-versions/{uuid:version_id}/withdrawal",
    response=answers(NoticeTemplateStateOut),
    summary="停用模板版本",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_template(
    request: HttpRequest, version_id: UUID, payload: NoticeTemplateReasonIn
) -> HttpResponse:
    """End a published version; the one before it is in force again."""

    def act() -> dict[str, Any]:
        who = _who(request)
        return _moved(
            templates.withdraw_version(version_id=version_id, reason=payload.reason, **who)
        )

    return perform(request, act)
