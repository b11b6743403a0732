# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The materials library in the workbench: types, names that mean none yet, merging."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services as commands
from yiwang.catalogue.enums import MaterialKind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, do, page, shown_text, whole_number

EVIDENCE = "/workbench/evidence-types"


@audience("staff")
@require_safe
def type_list(request: HttpRequest) -> HttpResponse:
    """List the types, the most used first, and how far the mapping has come."""
    commands.evidence_types.check_keeps(actor_of(request))
    words = shown_text(request.GET.get("q", ""))
    on = timezone.localdate()
    with read_only():
        context = {
            "rows": catalogue.evidence_types.types(words, on),
            "sought": words,
            "mapping": catalogue.evidence_types.mapping(),
            "kinds": MaterialKind.choices,
            "blank": dict.fromkeys(("name", "kind", "issuer", "licence_type", "validity"), ""),
        }
        return page(request, "workbench/guidance/evidence_types.html", context, current=EVIDENCE)


@audience("staff")
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """List what is left to do: names that mean no type, and materials asked for in vain."""
    commands.evidence_types.check_keeps(actor_of(request))
    on = timezone.localdate()
    with read_only():
        context = {
            "unmapped": catalogue.evidence_types.unmapped(on),
            "wrong": catalogue.evidence_types.wrongly_asked(on),
            "mapping": catalogue.evidence_types.mapping(),
            "types": catalogue.evidence_types.types("", on, limit=500),
        }
        return page(request, "workbench/guidance/evidence_work.html", context, current=EVIDENCE)


@audience("staff")
@require_safe
def evidence_type(request: HttpRequest, code: str) -> HttpResponse:
    """Show a type: what it is, why government has it, and where it is used."""
    commands.evidence_types.check_keeps(actor_of(request))
    on = timezone.localdate()
    with read_only():
        row = catalogue.evidence_types.evidence_type(code, on)
        if row.code != code:
            return HttpResponseRedirect(f"{EVIDENCE}/{row.code}")
        context = {
            "row": row,
            "uses": catalogue.evidence_types.uses_of(code, on),
            "kinds": MaterialKind.choices,
        }
        return page(request, "workbench/guidance/evidence_type.html", context, current=EVIDENCE)


@audience("staff")
@require_POST
def add_type(request: HttpRequest) -> HttpResponse:
    """Enter a type."""
    return do(
        request,
        lambda: commands.evidence_types.add_type(
            details=_details(request), actor=actor_of(request), at=timezone.now()
        ),
        done=_("已登记。"),
        back_to=EVIDENCE,
    )


@audience("staff")
@require_POST
def change_type(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is said of a type."""
    return do(
        request,
        lambda: commands.evidence_types.change_type(
            code=code,
            details=_details(request),
            revision=whole_number(request.POST.get("revision", "")) or 0,
            actor=actor_of(request),
            at=timezone.now(),
        ),
        done=_("已保存。"),
        back_to=f"{EVIDENCE}/{code}",
    )


@audience("staff")
@require_POST
def assign_name(request: HttpRequest) -> HttpResponse:
    """Say which type a name means."""
    return do(
        request,
        lambda: commands.evidence_types.assign_name(
            name=request.POST.get("name", "")[:300],
            code=_code(request.POST.get("code", "")),
            actor=actor_of(request),
            at=timezone.now(),
        ),
        done=_("已归类，所有同名材料都已跟着归类。"),
        back_to=f"{EVIDENCE}/work",
    )


@audience("staff")
@require_POST
def merge_type(request: HttpRequest, code: str) -> HttpResponse:
    """Merge a type into another."""
    return do(
        request,
        lambda: commands.evidence_types.merge_types(
            code=code,
            into=_code(request.POST.get("into", "")),
            actor=actor_of(request),
            at=timezone.now(),
        ),
        done=_("已合并，原来的编码继续有效，指向合并后的类型。"),
        back_to=EVIDENCE,
    )


def _code(text: str) -> str:
    """Return the code at the beginning of what was typed or chosen."""
    return text.strip()[:5].upper()


def _details(request: HttpRequest) -> commands.evidence_types.TypeDetails:
    post = request.POST
    kind = post.get("kind", "")
    return commands.evidence_types.TypeDetails(
        name=post.get("name", ""),
        kind=MaterialKind(kind) if kind in MaterialKind.values else MaterialKind.OTHER,
        issuer=post.get("issuer", ""),
        licence_type=post.get("licence_type", ""),
        validity=post.get("validity", ""),
    )
