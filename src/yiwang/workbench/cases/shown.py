# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the page of one case shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action, Channel
from yiwang.cases.services import clocks, reading
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.organizations.enums import Right
from yiwang.workbench.cases.attempts import NOTHING, Attempt
from yiwang.workbench.cases.looks import chip_of, face_of, moments_of
from yiwang.workbench.cases.panels import panels
from yiwang.workbench.contacts import opening
from yiwang.workbench.frame import actor_of, page
from yiwang.workflow import selectors as workflow
from yiwang.workflow.bpmn import drawing

CURRENT = "/workbench/cases"
SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png"})
RESOLVING = (Right.CASES_ACCEPT, Right.CASES_HANDLE)
CHECKING = (Right.CASES_HANDLE, Right.CASES_APPROVE)


@dataclass(frozen=True, slots=True)
class Material:
    """A material that the item asks for, with the files that were handed in for it."""

    requirement: Any
    files: Sequence[Any]
    is_asked: bool
    is_found: bool = False

    @property
    def is_missing(self) -> bool:
        """Say whether it should be here and is not."""
        is_due = self.is_asked and self.requirement.is_uploaded and self.requirement.is_required
        return is_due and not self.files and not self.is_found


@dataclass(frozen=True, slots=True)
class DoneStep:
    """A step that was done, with what its form says and the files in it."""

    record: Any
    sections: Sequence[Any]
    file_ids: Sequence[str]


def case_page(
    request: HttpRequest, case_id: UUID, *, attempt: Attempt = NOTHING, opens_numbers: bool = False
) -> HttpResponse:
    """Answer the page of a case: everything about it, and what the reader may do now.

    That it was read is written down before.

    :param opens_numbers: the numbers in the form stand there in full; that was written down too

    :raises CaseNotFound: there is none, or the reader may not see it
    """
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        snapshot = catalogue.snapshot(case.version_id)
        items, files, records = cases.open_items(case), cases.materials(case), cases.steps(case)
        compiled = forms.compiled_form(case.own_form_id or snapshot.form_id)
        sheets, changed = cases.spared.rested_on(case)
        materials = _materials(snapshot, case, files, sheets)
        context: dict[str, Any] = {
            "case": case,
            "snapshot": snapshot,
            "applicant": identity.applicant_summary(case.applicant_id),
            "chip": chip_of(case.state),
            "face": face_of(cases.clock_face(case, today=timezone.localdate())),
            "answers": compiled.display(
                case.form_data if opens_numbers else cases.shown_form(case, actor)
            ),
            **opening.asked(actor, case, opens_numbers),
            "answer_files": compiled.file_ids(case.form_data),
            "present": [each for each in materials if each.files or each.is_missing],
            "absent": [each for each in materials if not (each.files or each.is_missing)],
            "shown": _shown(request, [file for each in materials for file in each.files]),
            "showable": SHOWN_INLINE,
            "promised_on": _promised_on(case, snapshot),
            "documents": documents.documents_about("case", case.pk),
            "moments": moments_of(cases.timeline(case, for_staff=True)),
            "done_steps": [_done(record) for record in records],
            "sheets": sheets,
            "changed_fields": changed,
            "decision_checks": cases.spared.decision_checks(case),
            "may_check_decision": policies.has_right(actor, case, *CHECKING),
            "may_resolve": policies.has_right(actor, case, *RESOLVING),
            "correction": cases.correction(case),
            "decision": cases.decision(case),
            "questions": cases.questions_of(case),
            "contact_changes": cases.contacts.changes_of(case),
            "parties": cases.together.of_case(case),
            "receiving": cases.receiving_of(case) if case.channel == Channel.COUNTER else None,
            "reviews": cases.lower_reviews.reviews_of(case),
            "travelling": cases.travelling(case),
            "tiers": cases.discretion.of_case(case, today=timezone.localdate()),
            "may_consult": policies.may_consult(actor, case),
            "consultations": cases.consultations.of_case(case, today=timezone.localdate())
            if getattr(case, "has_consultations", False)
            else [],
            "opinions": _opinions(case, actor, items),
            "can_ship": policies.can(actor, Action.DELIVER, case),
        }
        context |= _automatic(case)
        context |= _process(case, case.own_process_id or snapshot.process_id, items, records)
        context |= panels(case, actor, items=items, files=materials, attempt=attempt)
        return page(request, "workbench/case.html", context, current=CURRENT, status=attempt.status)


def _opinions(case: Any, actor: Any, items: Sequence[Any]) -> Sequence[Any]:
    """Return the standing opinions for what waits; no query where nobody keeps any."""
    if not getattr(case, "has_opinions", False):
        return ()
    names = [item.step_name for item in items]
    return cases.opinions.opinions_for(actor, case, today=timezone.localdate(), step_names=names)


def _automatic(case: Any) -> dict[str, Any]:
    """Return what a rule made of the case; no query where none was asked."""
    made = cases.rules.automatic_decision(case)
    return {
        "automatic": made,
        "automatic_doubts": cases.rules.doubts_shown(made) if made else [],
        "automatic_facts": cases.rules.facts_shown(made.facts) if made else [],
    }


def _promised_on(case: Any, snapshot: Any) -> date | None:
    """Return the day that would be promised if the case were accepted now."""
    return None if case.started_on else clocks.promised_day(snapshot, timezone.localdate())


def _materials(
    snapshot: Any, case: Any, files: Sequence[Any], sheets: Sequence[Any]
) -> list[Material]:
    found = {one.key for one in sheets if one.counts}
    asked = {
        each.key
        for each in catalogue.materials_for(
            snapshot,
            case.form_data,
            case.scenario_answers,
            scenario_id=case.scenario_version_id,
        )
    }
    return [
        Material(
            requirement=each,
            files=[file for file in files if file.requirement_key == each.key],
            is_asked=each.key in asked,
            is_found=each.key in found,
        )
        for each in snapshot.materials
    ]


def _shown(request: HttpRequest, files: Iterable[Any]) -> Any:
    """Return the file that the viewer opens with: the one asked for, or the first it can show."""
    showable = [file for file in files if file.file.media_type in SHOWN_INLINE]
    wanted = request.GET.get("file", "")
    chosen = next((file for file in showable if str(file.file_id) == wanted), None)
    return chosen or next(iter(showable), None)


def _done(record: Any) -> DoneStep:
    if not record.form_code:
        return DoneStep(record, (), ())
    compiled = forms.compiled_form_by_code(record.form_code)
    return DoneStep(record, compiled.display(record.data), compiled.file_ids(record.data))


def _process(
    case: Any, process_id: UUID | None, items: Sequence[Any], records: Sequence[Any]
) -> dict[str, Any]:
    """Return the process as a drawing for scripts and as a still picture for everybody."""
    if not case.started_on or process_id is None:
        return {"process_xml": ""}
    xml = workflow.process_xml(process_id)
    current = [item.element_id for item in items if item.element_id]
    done = [record.element_id for record in records]
    return {
        "process_xml": xml,
        "process_picture": _picture(xml, current, done),
        "current_elements": " ".join(current),
        "done_elements": " ".join(done),
    }


def _picture(xml: str, current: Sequence[str], done: Sequence[str]) -> SafeString:
    svg = drawing.process_svg(xml, title=_("办理流程"), current=current, done=done)
    return mark_safe(svg)  # noqa: S308 - the drawing escapes every name that it writes
