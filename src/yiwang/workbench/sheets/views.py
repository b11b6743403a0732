# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates of notices: their list, the editor with its preview, versions and differences."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.documents import selectors as documents
from yiwang.documents.enums import CHINESE, ONLY_TRANSLATED, NoticeKind
from yiwang.documents.errors import TemplateInvalid
from yiwang.documents.services import templates
from yiwang.foundation.errors import DomainError, FieldError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, do, page, private, shown_text, uuids, whole_number

HERE = "/workbench/templates"
Acts = Mapping[str, tuple[Callable[[], object], str]]


@audience("staff")
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """List the templates of the department and of the places it lies in."""
    actor = actor_of(request)
    with read_only():
        context = {
            "lines": documents.templates.templates(actor, on=timezone.localdate()),
            "kinds": [(kind.value, _named(kind)) for kind in templates.TEMPLATED],
            "may_write": templates.may(actor, templates.Act.WRITE),
            "covers": actor.covers_subtree,
            "lacking": documents.translations.lacking(actor),
        }
        return page(request, "workbench/sheets/list.html", context, current=HERE)


def _named(kind: NoticeKind) -> str:
    """Return a kind as the list of kinds has it: of some there are translations alone."""
    return (
        _("%(kind)s（只做译文）") % {"kind": kind.label}
        if kind in ONLY_TRANSLATED
        else str(kind.label)
    )


@audience("staff")
@require_POST
def new_template(request: HttpRequest) -> HttpResponse:
    """Begin a template for a kind of notice."""

    def make() -> object:
        kind = request.POST.get("kind", "")
        if kind not in NoticeKind.values:
            told = _("请选择文书种类。")
            raise TemplateInvalid(params={"summary": told.rstrip("。")})
        return templates.make_template(
            kind=NoticeKind(kind),
            item_code=shown_text(request.POST.get("item", "")),
            is_for_place=bool(request.POST.get("is_for_place")),
            language=shown_text(request.POST.get("language", "")),
            actor=actor_of(request),
            at=timezone.now(),
        )

    return do(request, make, done=_("已建立，请起草第一版。"), back_to=HERE)


@audience("staff")
@require_safe
def template_page(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Show a template: its versions, which is in force, which is in the making."""
    actor = actor_of(request)
    with read_only():
        line = documents.templates.template(template_id, actor, on=timezone.localdate())
        context = {
            "line": line,
            "versions": documents.templates.versions_of(line),
            "may_write": templates.may(actor, templates.Act.WRITE, line.template),
        }
        return page(request, "workbench/sheets/template.html", context, current=HERE)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Write the next version beside its preview; it begins as the newest, or as one chosen."""
    actor = actor_of(request)
    with read_only():
        line = documents.templates.template(template_id, actor, on=timezone.localdate())
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            _saved(request, template_id)
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("草稿已保存，右边是新的预览。"))
            return HttpResponseRedirect(f"{HERE}/{template_id}/draft")
    with read_only():
        made = line.in_the_making
        fields = _typed(request) if refusal else _fields(request, line)
        context = {
            "line": line,
            "made": made,
            "refusal": refusal,
            "fields": fields,
            "blocks": _block_fields(fields["blocks"], line.template.language),
            "logo": _logo(line.template, fields["blocks"], actor),
            "places": _places(line.template),
            "is_translation": line.template.language != CHINESE,
            "built_in": templates.built_in_source(
                NoticeKind(line.template.kind), line.template.language
            ),
            "faults": _faults(made, actor) if made and not refusal else [],
            "revision": made.revision if made else 0,
        }
        status = 422 if refusal else 200
        return page(request, "workbench/sheets/draft.html", context, current=HERE, status=status)


@audience("staff")
@require_POST
def unsaved(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Answer what stands in the form, set on made-up data; nothing is kept."""
    typed = _typed(request)
    pdf = templates.preview_unsaved(
        template_id=template_id,
        source=typed["source"],
        blocks=typed["blocks"],
        actor=actor_of(request),
        at=timezone.now(),
    )
    return private(HttpResponse(pdf, content_type="application/pdf"))


def _saved(request: HttpRequest, template_id: UUID) -> None:
    typed = _typed(request)
    try:
        effective_on = date.fromisoformat(typed["effective_on"])
    except ValueError:
        told = _("请填写生效日期。")
        raise TemplateInvalid(
            params={"summary": told.rstrip("。")},
            errors=[FieldError("/effective_on", "required", told)],
        ) from None
    templates.save_draft(
        template_id=template_id,
        wording=templates.Wording(
            effective_on=effective_on,
            source=typed["source"],
            blocks=typed["blocks"],
            note=typed["note"],
        ),
        revision=whole_number(request.POST.get("revision", "")) or 0,
        actor=actor_of(request),
        at=timezone.now(),
    )


def _typed(request: HttpRequest) -> dict[str, Any]:
    post = request.POST
    return {
        "source": post.get("source", ""),
        "note": post.get("note", ""),
        "effective_on": post.get("effective_on", ""),
        "blocks": {name: post.get(name, "") for name in templates.LENGTHS_TRANSLATED},
    }


def _fields(request: HttpRequest, line: Any) -> dict[str, Any]:
    """Return what the form begins with: the draft, the version asked for, else the newest."""
    chosen = whole_number(request.GET.get("from", ""))
    shown = line.in_the_making or line.live
    if chosen is not None:
        shown = documents.templates.written(line, chosen)
    elif shown is None and line.template.language != CHINESE:
        shown = documents.templates.written(line, 0)
    today = timezone.localdate()
    effective_on = getattr(shown, "effective_on", today)
    return {
        "source": shown.source if shown else "",
        "note": getattr(line.in_the_making, "note", ""),
        "effective_on": (effective_on if shown is line.in_the_making else today).isoformat(),
        "blocks": dict(shown.blocks) if shown else {},
    }


def _places(template: Any) -> tuple[str, ...]:
    is_original = template.language == CHINESE
    return templates.PLACES if is_original else templates.PLACES_TRANSLATED


def _block_fields(values: Mapping[str, str], language: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "label": templates.LABELS[name],
            "value": values.get(name, ""),
            "length": length,
            "is_long": length > 200,
            "rows": 14 if name in templates.MANY_LINES else 3,
        }
        for name, length in templates.lengths_of(language).items()
        if not name.startswith("logo_")
    ]


def _logo(template: Any, values: Mapping[str, str], actor: Any) -> dict[str, Any]:
    """Return what the form says of the logo: where, how wide, and whether there is one."""
    department = templates.shown_department(template, actor)
    return {
        "place": values.get("logo_place", ""),
        "width": values.get("logo_width", ""),
        "line": values.get("logo_line", ""),
        "places": list(templates.LOGO_PLACES.items()),
        "narrowest": templates.NARROWEST,
        "widest": templates.WIDEST,
        "live": documents.logos.in_force(department.id, at=timezone.now()),
        "department": department.name,
    }


def _faults(version: Any, actor: Any) -> list[FieldError]:
    department = templates.shown_department(version.template, actor)
    kind = NoticeKind(version.template.kind)
    language = version.template.language
    return templates.faults_of(kind, version, department, at=timezone.now(), language=language)


@audience("staff")
@require_safe
def version_page(request: HttpRequest, template_id: UUID, number: int) -> HttpResponse:
    """Show a version: its preview, what is wrong with it, how it differs, what was made with it."""
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        line = documents.templates.template(template_id, actor, on=today)
        made = documents.templates.version(template_id, number, actor, on=today)
        with_number = whole_number(request.GET.get("with", ""))
        with_number = number - 1 if with_number is None else with_number
        is_open = made.state in ("draft", "proposed")
        context = {
            "line": line,
            "made": made,
            "is_live": line.live is not None and line.live.pk == made.pk,
            "faults": _faults(made, actor) if is_open else [],
            "is_open": is_open,
            "with_number": with_number,
            "others": [0, *sorted(each.number for each in documents.templates.versions_of(line))],
            "changes": templates.difference(
                documents.templates.written(line, with_number),
                documents.templates.written(line, number),
            ),
            "issued": documents.templates.issued_with(made.pk),
            "stepped_in": documents.templates.stepped_in(made.pk),
            "real": documents.templates.real_documents(line.template, actor),
            "is_own": actor.staff_id in made.editors or actor.staff_id == made.proposed_by_id,
            "may_write": templates.may(actor, templates.Act.WRITE, line.template),
            "may_publish": templates.may(actor, templates.Act.PUBLISH, line.template),
        }
        return page(request, "workbench/sheets/version.html", context, current=HERE)


@audience("staff")
@require_safe
def preview(request: HttpRequest, template_id: UUID, number: int) -> HttpResponse:
    """Answer a version on made-up data: the whole PDF, or one sheet as a picture."""
    actor = actor_of(request)
    with read_only():
        line = documents.templates.template(template_id, actor, on=timezone.localdate())
        kind = NoticeKind(line.template.kind)
        shown = templates.sample_page(
            kind,
            templates.shown_department(line.template, actor),
            is_longest=request.GET.get("sample") == "longest",
            language=line.template.language,
        )
        written = documents.templates.written(line, number)
        sheet = whole_number(request.GET.get("sheet", ""))
        try:
            if sheet is None:
                pdf = templates.pdf_of(kind, written, shown, at=timezone.now())
                return private(HttpResponse(pdf, content_type="application/pdf"))
            pictures = templates.pictures_of(kind, written, shown)
        except templates.SheetRefused as refused:
            raise TemplateInvalid(
                params={"summary": templates.in_words(refused.fault).rstrip("。")}
            ) from None
    if not 1 <= sheet <= len(pictures):
        raise NotFound
    return private(HttpResponse(pictures[sheet - 1], content_type="image/png"))


@audience("staff")
@require_POST
def trial(request: HttpRequest, template_id: UUID, number: int) -> HttpResponse:
    """Answer a version on a real document of the actor's; that it was read is noted."""
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        made = documents.templates.version(template_id, number, actor, on=today)
    chosen = uuids([request.POST.get("document", "")])
    if not chosen:
        raise NotFound
    pdf = templates.try_on_document(
        version_id=made.pk, document_id=chosen[0], actor=actor, at=timezone.now()
    )
    return private(HttpResponse(pdf, content_type="application/pdf"))


@audience("staff")
@require_POST
def act(request: HttpRequest, template_id: UUID, number: int, action: str) -> HttpResponse:
    """Hand a version on, give it back, publish it, or end it."""
    actor, at, post = actor_of(request), timezone.now(), request.POST
    with read_only():
        made = documents.templates.version(template_id, number, actor, on=timezone.localdate())
    revision = whole_number(post.get("revision", "")) or 0
    who: dict[str, Any] = {"version_id": made.pk, "actor": actor, "at": at}
    acts: Acts = {
        "propose": (
            lambda: templates.propose_version(revision=revision, **who),
            _("已提交，由另一个人发布。"),
        ),
        "return": (
            lambda: templates.return_version(revision=revision, **who),
            _("已退回修改。"),
        ),
        "publish": (
            lambda: templates.publish_version(revision=revision, **who),
            _("已发布，从生效日起使用；以前的文书不变。"),
        ),
        "withdraw": (
            lambda: templates.withdraw_version(reason=post.get("reason", ""), **who),
            _("已停用，前一个版本恢复使用。"),
        ),
    }
    if action not in acts:
        raise NotFound
    command, done = acts[action]
    return do(request, command, done=done, back_to=f"{HERE}/{template_id}/versions/{number}")
