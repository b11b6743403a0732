# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a citizen signed for a case, and handing in what was to follow."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action, CaseState
from yiwang.cases.services import modes
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal import applying, wording
from yiwang.portal.frame import actor_of, page

RUNNING = (CaseState.ACCEPTED, CaseState.IN_PROCESS, CaseState.SUSPENDED)


@audience("citizen")
@require_safe
def trust_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the way of handling, the grade of each copy, what has to follow and what is checked."""
    actor = actor_of(request)
    with read_only():
        case = cases.case(case_id, actor)
        needs = catalogue.snapshot(case.version_id).materials
        context = {
            "case": case,
            "state": wording.state_chip(case.state),
            "trust": cases.trust.trust_of(case, {each.key: each.name for each in needs}),
            "formats": {each.key: each for each in needs},
            "may_hand_in": case.state in RUNNING
            and policies.can(actor, Action.ANSWER_CORRECTION, case),
        }
        return page(request, "portal/trust/case.html", context, current="my")


@audience("citizen")
@require_POST
def hand_in(request: HttpRequest, case_id: UUID, key: str) -> HttpResponse:
    """Hand in a material that was to follow."""
    actor, at = actor_of(request), timezone.now()
    try:
        cases.case(case_id, actor)
        stored = applying.stored_files(
            request, accepts=lambda field: field == "file", owner=actor, at=at
        )
        files = [UUID(one) for ids in stored.values() for one in ids]
        modes.hand_in(case_id=case_id, key=key, files=files, actor=actor, at=at)
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("材料已补交。"))
    return HttpResponseRedirect(f"/my/cases/{case_id}/trust")
