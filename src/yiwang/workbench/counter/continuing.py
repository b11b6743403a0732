# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was begun online is finished at the counter, and the reverse; its person is there."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from yiwang.cases.services.drafts import DraftContent
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.halls.services import presence
from yiwang.workbench.frame import actor_of, uuids

if TYPE_CHECKING:
    from yiwang.cases.models import Draft


def ticket_id(request: HttpRequest) -> UUID | None:
    """Return the ticket at which the person showed their code, where the page came from it."""
    sent = uuids([request.POST.get("ticket") or request.GET.get("ticket") or ""])
    return sent[0] if sent else None


def begun_online(
    request: HttpRequest,
    snapshot: catalogue.ItemSnapshot,
    applicant_id: UUID,
    *,
    actor: Actor,
    at: datetime,
) -> "Draft | None":
    """Return what the person began online; None where the page is not about a draft of this.

    :raises PresenceRefused: its person has not shown their code at this ticket
    """
    ticket, draft = ticket_id(request), uuids([request.GET.get("draft", "")])
    if ticket is None or not draft:
        return None
    found = presence.open_draft(
        ticket_id=ticket, draft_id=draft[0], person_id=applicant_id, actor=actor, at=at
    )
    return found if found.version_id == snapshot.version_id else None


def is_to_be_kept(request: HttpRequest) -> bool:
    """Tell whether the clerk keeps the form as the person's draft instead of handing it in."""
    return request.POST.get("keep") == "1" and ticket_id(request) is not None


def kept(
    request: HttpRequest,
    snapshot: catalogue.ItemSnapshot,
    applicant_id: UUID,
    typed: DraftContent,
    *,
    at: datetime,
) -> HttpResponse:
    """Keep what was typed as the person's own draft, and lead back to the console."""
    ticket = ticket_id(request)
    if ticket is not None:
        presence.save_draft(
            ticket_id=ticket,
            version_id=snapshot.version_id,
            typed=typed,
            person_id=applicant_id,
            actor=actor_of(request),
            at=at,
        )
        messages.success(request, _("已存为本人的草稿，本人可以在网上接着办。"))
    return HttpResponseRedirect("/workbench/desk")
