# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions of the case room, gathered for the other rooms; each lives in ``queries``."""

from yiwang.cases.asking.reading import Exchange, question_file, questions_of
from yiwang.cases.automation import questions as rules
from yiwang.cases.contacts import reading as contacts
from yiwang.cases.lower_body import asking as lower_reviews
from yiwang.cases.masked_forms import shown_form
from yiwang.cases.modes import asking as trust
from yiwang.cases.procedures import interests
from yiwang.cases.queries import (
    batches,
    consultations,
    opinions,
    paper_batches,
    serving,
    spared,
    watching,
)
from yiwang.cases.queries.announced import announced
from yiwang.cases.queries.attended import counter_acts, open_matters
from yiwang.cases.queries.cases import (
    CaseFilter,
    CasePage,
    case,
    cases,
    correction,
    decision,
    done_under,
    draft,
    draft_for,
    drafts,
    figures,
    material_file,
    materials,
    open_extension,
    open_stop,
    possible_actions,
    steps,
    track,
)
from yiwang.cases.queries.clock_face import ClockFace, Tone, clock_face, days_left, tone_of
from yiwang.cases.queries.entitlements import (
    EntitlementFilter,
    EntitlementPage,
    entitlement,
    entitlements,
    follow_ups_of,
    is_usable,
    measures_of,
    open_measure,
    possible_follow_ups,
    remedies_of,
)
from yiwang.cases.queries.feed import CaseFeed, case_feed
from yiwang.cases.queries.papers import papers
from yiwang.cases.queries.procedures import KINDS, CaseProcedures, ShownProcedure, procedures_of
from yiwang.cases.queries.receiving import (
    ReceivingPage,
    receiving_of,
    taken_in,
    taken_in_here,
)
from yiwang.cases.queries.tasks import (
    OpenWork,
    Task,
    TaskFilter,
    TaskPage,
    Waiting,
    done_tasks,
    next_task,
    open_items,
    open_work_of,
    task_counts,
    tasks,
    waiting,
    work_item,
)
from yiwang.cases.queries.timeline import TimelineEntry, timeline
from yiwang.cases.shipping.enums import OriginalsState
from yiwang.cases.shipping.questions import (
    SHIPPING_OPEN,
    Travelling,
    are_originals_right,
    have_originals_arrived,
    originals_by_courier,
    travelling,
)
from yiwang.cases.together import finding as together

__all__ = [
    "KINDS",
    "SHIPPING_OPEN",
    "CaseFeed",
    "CaseFilter",
    "CasePage",
    "CaseProcedures",
    "ClockFace",
    "EntitlementFilter",
    "EntitlementPage",
    "Exchange",
    "OpenWork",
    "OriginalsState",
    "ReceivingPage",
    "ShownProcedure",
    "Task",
    "TaskFilter",
    "TaskPage",
    "TimelineEntry",
    "Tone",
    "Travelling",
    "Waiting",
    "announced",
    "are_originals_right",
    "batches",
    "case",
    "case_feed",
    "cases",
    "clock_face",
    "consultations",
    "contacts",
    "correction",
    "counter_acts",
    "days_left",
    "decision",
    "done_tasks",
    "done_under",
    "draft",
    "draft_for",
    "drafts",
    "entitlement",
    "entitlements",
    "figures",
    "follow_ups_of",
    "have_originals_arrived",
    "interests",
    "is_usable",
    "lower_reviews",
    "material_file",
    "materials",
    "measures_of",
    "next_task",
    "open_extension",
    "open_items",
    "open_matters",
    "open_measure",
    "open_stop",
    "open_work_of",
    "opinions",
    "originals_by_courier",
    "paper_batches",
    "papers",
    "possible_actions",
    "possible_follow_ups",
    "procedures_of",
    "question_file",
    "questions_of",
    "receiving_of",
    "remedies_of",
    "rules",
    "serving",
    "shown_form",
    "spared",
    "steps",
    "taken_in",
    "taken_in_here",
    "task_counts",
    "tasks",
    "timeline",
    "together",
    "tone_of",
    "track",
    "travelling",
    "trust",
    "waiting",
    "watching",
    "work_item",
]
