# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The frame of the workbench round a refusal, which no view of ours has answered."""

from typing import Any, Final

from django import template
from django.template.context import Context

from yiwang.workbench.frame import framed

register = template.Library()
BARE: Final[dict[str, Any]] = {"entries": [], "current": "", "department": None, "post": None}
SERVER_FAULT: Final = 500


@register.simple_tag(takes_context=True)
def staff_frame(context: Context) -> dict[str, Any]:
    """Return the side navigation and the post of the staff member who asks; empty for others.

    What went wrong with the database is told without asking it again.
    """
    request = context["request"]
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_staff or context["status"] >= SERVER_FAULT:
        return BARE
    made: dict[str, Any] | None = getattr(request, "staff_frame", None)
    if made is None:  # the blocks of one page ask several times
        made = request.staff_frame = framed(actor, path=request.path)
    return made
