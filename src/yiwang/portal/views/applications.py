# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The application as a paper to keep: with its answers, files, number and verification code."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from yiwang.cases.services import application_papers
from yiwang.foundation.web.audience import audience
from yiwang.portal.frame import actor_of


@audience("citizen")
@require_POST
def paper(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Issue the application as a paper, unless it is there, and lead to it."""
    issued = application_papers.application_paper(
        case_id=case_id, actor=actor_of(request), at=timezone.now()
    )
    return HttpResponseRedirect(f"/my/cases/{case_id}/papers/{issued.pk}")
