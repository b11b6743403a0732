# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing asked twice: look for it before filling in, and say when it is wrong."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiwang.cases import selectors as cases
from yiwang.cases.services import spared
from yiwang.documents import services as document_services
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.portal import applying, found
from yiwang.portal.applying import FORM, MATERIALS
from yiwang.portal.frame import actor_of

CLAIM, PROOF = "claim-", "proof-"
"""Before a field's name, in what the page sends: what it should be, and a file that shows it."""


@audience("citizen")
@require_POST
def look(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Ask certificates, sources and earlier cases, and fill in what they say."""
    actor, at = actor_of(request), timezone.now()
    begun = applying.application(version_id, actor)
    typed = found.look(
        begun.item,
        begun.typed,
        begun.scenario,
        consents=request.POST.getlist("consent"),
        actor=actor,
        at=at,
    )
    step = MATERIALS if request.POST.get("next") == str(MATERIALS) else FORM
    applying.save(begun, actor=actor, at=at, typed=typed, step=step)
    return HttpResponseRedirect(f"/apply/{version_id}?step={step}")


@audience("citizen")
@require_POST
def dispute(request: HttpRequest, version_id: UUID, finding_id: UUID) -> HttpResponse:
    """Say that what was found for a draft is wrong; it is asked for again."""
    done = _("已记下您的异议，经办人会核实；提供部门会收到核对请求。")
    _tell(request, lambda: _dispute(request, finding_id), done)
    return HttpResponseRedirect(f"/apply/{version_id}?step={_step(request)}#found")


@audience("citizen")
@require_POST
def withdraw(request: HttpRequest, version_id: UUID, finding_id: UUID) -> HttpResponse:
    """Take a dispute back before handing in."""
    actor = actor_of(request)

    def act() -> object:
        return spared.withdraw_dispute(finding_id=finding_id, actor=actor, at=timezone.now())

    _tell(request, act, _("异议已撤回，仍采用查到的内容。"))
    return HttpResponseRedirect(f"/apply/{version_id}?step={_step(request)}#found")


@audience("citizen")
@require_POST
def dispute_in_case(request: HttpRequest, case_id: UUID, finding_id: UUID) -> HttpResponse:
    """Say that what a case rests on is wrong; staff decide about it."""
    case = cases.case(case_id, actor_of(request))
    done = _("已提出异议，由经办部门核实后答复。")
    _tell(request, lambda: _dispute(request, finding_id), done)
    return HttpResponseRedirect(f"/my/cases/{case.pk}#found")


@transaction.atomic
def _dispute(request: HttpRequest, finding_id: UUID) -> object:
    """Take down the dispute and the proofs with it, or nothing of both."""
    return spared.dispute_finding(
        finding_id=finding_id,
        reason=request.POST.get("reason", ""),
        fields=request.POST.getlist("field"),
        claims=_claims(request),
        actor=actor_of(request),
        at=timezone.now(),
    )


def _claims(request: HttpRequest) -> list[spared.Claim]:
    """Return what single fields should say; those that were left empty are not disputed."""
    typed = {
        name.removeprefix(CLAIM): str(value)
        for name, value in request.POST.items()
        if name.startswith(CLAIM) and str(value).strip()
    }
    return [spared.Claim(key, value, _proof(request, key)) for key, value in typed.items()]


def _proof(request: HttpRequest, key: str) -> UUID | None:
    upload = request.FILES.get(f"{PROOF}{key}")
    if upload is None:
        return None
    return document_services.store_upload(
        upload,
        name=upload.name or "",
        owner=actor_of(request),
        at=timezone.now(),
        expected_size=upload.size,
    ).id


def _step(request: HttpRequest) -> int:
    return FORM if request.POST.get("step") == str(FORM) else MATERIALS


def _tell(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
