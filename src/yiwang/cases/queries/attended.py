# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What applicants do and sign at a counter, and what they have running."""

from uuid import UUID

from yiwang.cases.models import Case, CounterAct, ModeChoice
from yiwang.foundation.actors import Actor

MOST_MATTERS = 20


def counter_acts(of: Case) -> list[CounterAct]:
    """Return what was done in a case at a counter for its applicant, first things first."""
    return list(CounterAct.objects.filter(case=of).order_by("done_at", "id"))


def signed_paper(case_id: UUID, file_id: UUID, actor: Actor) -> CounterAct | ModeChoice | None:
    """Return what a file is the signed paper of, if the actor sees its case."""
    seen = Case.objects.visible_to(actor).filter(id=case_id)
    choices = ModeChoice.objects.filter(case__in=seen, paper_id=file_id)
    acts = CounterAct.objects.filter(case__in=seen, paper_id=file_id)
    return choices.select_related("paper").first() or acts.select_related("paper").first()


def open_matters(applicant_id: UUID, actor: Actor) -> list[Case]:
    """Return what somebody has running with the clerk's department, the newest first."""
    rows = Case.objects.visible_to(actor).filter(applicant_id=applicant_id, closed_at__isnull=True)
    return list(rows.order_by("-submitted_at", "-id")[:MOST_MATTERS])
