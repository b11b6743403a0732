# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The actions of a case's page: which are offered now, and what their forms hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import (
    RIGHT_OF_ROLE,
    Action,
    DeliveryMethod,
    MinutesUse,
    NotAcceptedReason,
    Outcome,
    Role,
)
from yiwang.cases.services import handling, procedures
from yiwang.documents import selectors as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.organizations import selectors as organizations
from yiwang.workbench.cases.attempts import FORM_PREFIX, STEP, Answers, Attempt
from yiwang.workbench.cases.phrases import PHRASES
from yiwang.workbench.faults import in_form_order
from yiwang.workbench.frame import uuids
from yiwang.workflow.clock import PROCEDURE_NAMES, STOP_REASONS

SLUGS: Mapping[Action, str] = {
    Action.ACCEPT: "accept",
    Action.ASK_CORRECTION: "ask-correction",
    Action.NOT_ACCEPT: "not-accept",
    Action.SUSPEND: "suspend",
    Action.RESUME: "resume",
    Action.ASK_EXTENSION: "ask-extension",
    Action.DECIDE_EXTENSION: "decide-extension",
    Action.DECIDE: "decide",
    Action.DELIVER: "deliver",
    Action.CLOSE: "close",
}


MOST_COLLEAGUES = 200
"""Names in a list to choose from; whoever comes after is named by staff number."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One action: whether it is offered, and what was typed when it was last refused."""

    slug: str
    is_offered: bool
    is_tried: bool
    typed: Answers
    wrong: Answers


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One thing that a notice of corrections may name."""

    id: str
    name: str
    label: str
    typed: str
    error: str
    phrases: Sequence[str]


@dataclass(frozen=True, slots=True)
class StepPanel:
    """One step of the department's process that the reader may finish."""

    item: Any
    sections: Sequence[Any]
    opinion: str
    is_tried: bool


def panels(
    case: Any, actor: Actor, *, items: Sequence[Any], files: Sequence[Any], attempt: Attempt
) -> dict[str, Any]:
    """Return what the card of actions needs."""
    extension = cases.open_extension(case) if case.started_on else None
    most_days = handling.most_extension_days(case) if case.started_on else 0
    offered = _offered(case, actor, items) - _without_ground(extension, most_days)
    if cases.lower_reviews.is_below(case):
        offered -= {Action.ACCEPT, Action.ASK_CORRECTION, Action.NOT_ACCEPT}
    if cases.correction(case) is not None:
        offered -= {Action.ASK_CORRECTION}
    steps = [_step(item, actor, attempt) for item in items if _may_take(actor, case, item)]
    return {
        "panels": {
            slug.replace("-", "_"): _panel(slug, action in offered, attempt)
            for action, slug in SLUGS.items()
        },
        "attempt": attempt,
        "faults": _faults(attempt, steps),
        "open_items": items,
        "steps_to_do": steps,
        "correction_lines": _correction_lines(files, attempt),
        "extension": extension,
        "most_extension_days": most_days,
        "stop_reasons": [(str(key), PROCEDURE_NAMES[key]) for key in STOP_REASONS],
        "not_accepted_reasons": NotAcceptedReason.choices,
        "delivery_methods": DeliveryMethod.choices,
        "outcomes": Outcome.choices,
        "minutes_uses": MinutesUse.choices,
        "bases_ticked": procedures.bases_from(attempt.typed_in("decide")),
        "takeable": {item.pk for item in items if _is_for(actor, item)},
        "hand_overs": _hand_overs(items, actor),
        "phrases": PHRASES,
    }


def _offered(case: Any, actor: Actor, items: Sequence[Any]) -> set[Action]:
    """Return what the state allows and the reader's post may do."""
    possible = policies.possible_actions(case)
    decision = next((item for item in items if item.kind == handling.DECISION), None)
    roles = {Action.DECIDE: decision.role if decision else None}
    offered = {
        action
        for action in SLUGS
        if action in possible and policies.can(actor, action, case, role=roles.get(action))
    }
    return offered if decision else offered - {Action.DECIDE}


def _without_ground(extension: Any, most_days: int) -> set[Action]:
    """Return the acts on the time limit that make no sense now."""
    if extension is not None:
        return {Action.ASK_EXTENSION}
    return {Action.DECIDE_EXTENSION} | (set() if most_days else {Action.ASK_EXTENSION})


def _panel(slug: str, is_offered: bool, attempt: Attempt) -> Panel:
    return Panel(
        slug=slug,
        is_offered=is_offered,
        is_tried=attempt.action == slug,
        typed=attempt.typed_in(slug),
        wrong=attempt.wrong_in(slug),
    )


def _correction_lines(materials: Sequence[Any], attempt: Attempt) -> list[CorrectionLine]:
    typed, wrong = attempt.typed_in("ask-correction"), attempt.wrong_in("ask-correction")
    named = [("form", _("申请表"), PHRASES["what-form"])]
    named += [
        (each.requirement.key, each.requirement.name, PHRASES["what"])
        for each in materials
        if each.requirement.is_uploaded and not each.is_found
    ]
    return [
        CorrectionLine(
            id=f"ask-correction-what-{key}",
            name=f"what-{key}",
            label=label,
            typed=typed[f"what-{key}"],
            error=wrong[f"what-{key}"],
            phrases=phrases,
        )
        for key, label, phrases in named
    ]


def _may_take(actor: Actor, case: Any, item: Any) -> bool:
    if item.kind == handling.DECISION or not item.element_id:
        return False
    if Action.COMPLETE_STEP not in policies.possible_actions(case):
        return False
    is_free = item.claimed_by_id in (None, actor.staff_id, *actor.covers_for)
    return is_free and policies.can(actor, Action.COMPLETE_STEP, case, role=item.role)


def _step(item: Any, actor: Actor, attempt: Attempt) -> StepPanel:
    is_tried = attempt.action == f"{STEP}{item.step_key}"
    data = attempt.data if is_tried else {}
    sections: Sequence[Any] = ()
    if item.form_code:
        compiled = forms.compiled_form_by_code(item.form_code)
        errors = attempt.errors if is_tried and attempt.prefix == FORM_PREFIX else ()
        extras = forms.Extras(file_names=_file_names(compiled, data, actor))
        sections = compiled.fields(data, errors, extras)
    opinion = attempt.typed.get("opinion", "") if is_tried else ""
    return StepPanel(item, sections, opinion, is_tried)


def _faults(attempt: Attempt, steps: Sequence[StepPanel]) -> list[FieldError]:
    """Return what is wrong with the attempt; a step's faults in the order of its form."""
    sections = next((step.sections for step in steps if step.is_tried), ())
    return in_form_order(attempt.errors, sections)


def _file_names(compiled: Any, data: Mapping[str, Any], actor: Actor) -> dict[str, str]:
    ids = uuids(compiled.file_ids(data))
    known = documents.file_info(ids, actor) if ids else {}
    return {str(file_id): file.name for file_id, file in known.items()}


def _is_for(actor: Actor, item: Any) -> bool:
    """Say whether the reader may take a step, or hand it over: nobody else has it."""
    is_free = item.claimed_by_id in (None, actor.staff_id, *actor.covers_for)
    return is_free and actor.has_right(RIGHT_OF_ROLE[Role(item.role)])


def _hand_overs(items: Sequence[Any], actor: Actor) -> list[tuple[Any, list[Any], bool]]:
    """Return the open steps that the reader may hand over, each with the colleagues for it.

    The third tells whether there are more of them than a list shows.
    """
    mine = [(item, _colleagues(item, actor)) for item in items if _is_for(actor, item)]
    return [
        (item, people[:MOST_COLLEAGUES], len(people) > MOST_COLLEAGUES)
        for item, people in mine
        if people or item.claimed_by_id
    ]


def _colleagues(item: Any, actor: Actor) -> list[Any]:
    """Return the others whose posts allow a step."""
    right = RIGHT_OF_ROLE[Role(item.role)]
    able = organizations.staff_with_right(
        item.department_id, right, timezone.localdate(), limit=MOST_COLLEAGUES + 2
    )
    return [one for one in able if one.id != actor.staff_id]
