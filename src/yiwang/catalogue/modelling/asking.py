# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What drafts and published definitions can be asked."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from yiwang.catalogue.enums import DefinitionKind
from yiwang.catalogue.guidance_refusals import DraftNotFound
from yiwang.catalogue.modelling import checking
from yiwang.catalogue.modelling.checking import faults_of as faults_of
from yiwang.catalogue.modelling.gate import can_model as can_model
from yiwang.catalogue.modelling.gate import can_publish as can_publish
from yiwang.catalogue.modelling.gate import check_sees, code_in, kind_in
from yiwang.catalogue.modelling.simulation import Move as Move
from yiwang.catalogue.modelling.simulation import Sample as Sample
from yiwang.catalogue.modelling.simulation import Simulation as Simulation
from yiwang.catalogue.modelling.simulation import simulate as simulate
from yiwang.catalogue.modelling.table_forms import TableForm as TableForm
from yiwang.catalogue.modelling.table_forms import asked_names as asked_names
from yiwang.catalogue.modelling.table_forms import fields_of as fields_of
from yiwang.catalogue.modelling.table_forms import form_of as form_of
from yiwang.catalogue.modelling.table_forms import forms_for_table as forms_for_table
from yiwang.catalogue.modelling.table_forms import label_of as label_of
from yiwang.catalogue.modelling.templates import TEMPLATES as TEMPLATES
from yiwang.catalogue.modelling.templates import empty_body
from yiwang.catalogue.modelling.trials import FormTrial as FormTrial
from yiwang.catalogue.modelling.trials import TableTrial as TableTrial
from yiwang.catalogue.modelling.trials import try_form as try_form
from yiwang.catalogue.modelling.trials import try_table as try_table
from yiwang.catalogue.models import BaseItemVersion, DefinitionDraft
from yiwang.forms import selectors as forms
from yiwang.forms import services as form_services
from yiwang.forms.selectors import CompiledForm
from yiwang.foundation.actors import Actor
from yiwang.workflow.models import DecisionTable, ProcessDefinition

FORM_INDENT: Final = 2


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A definition with what there is of it.

    :ivar version: of the newest published one; 0 when there is none
    :ivar revision: of the draft; 0 when there is none
    """

    kind: str
    code: str
    name: str
    version: int
    revision: int
    is_offered: bool
    uses: int


@dataclass(frozen=True, slots=True)
class Edited:
    """A definition as its editors see it: the draft, else the newest published one."""

    kind: str
    code: str
    body: str
    version: int
    revision: int
    is_offered: bool
    editors: tuple[UUID, ...]
    changed_at: datetime | None
    published_id: UUID | None

    @property
    def is_draft(self) -> bool:
        return self.revision > 0


def definitions(kind: str, actor: Actor) -> list[DefinitionRow]:
    """Return every definition of a kind by code, drafts too.

    :raises NotYourCatalogue: the actor neither draws nor publishes this kind
    """
    check_sees(actor, kind)
    published = _published(kind)
    drafts = {
        draft.code: draft for draft in DefinitionDraft.objects.filter(kind=kind).defer("body")
    }
    uses = _uses(kind)
    rows = []
    for code in sorted({*published, *drafts}):
        version, name = published.get(code, (0, ""))
        draft = drafts.get(code)
        rows.append(
            DefinitionRow(
                kind=kind,
                code=code,
                name=name,
                version=version,
                revision=draft.revision if draft else 0,
                is_offered=draft.is_offered if draft else False,
                uses=uses.get(code, 0),
            )
        )
    return rows


def offered(actor: Actor) -> list[DefinitionRow]:
    """Return the drafts of all kinds that wait for a second person."""
    return [
        row for kind in DefinitionKind.values for row in definitions(kind, actor) if row.is_offered
    ]


def edited(kind: str, code: str, actor: Actor) -> Edited:
    """Return a definition to edit; one that is not there yet begins as an empty one.

    :raises NotYourCatalogue: the actor neither draws nor publishes this kind
    :raises DraftCodeInvalid: no definition can be called so
    """
    check_sees(actor, kind)
    code = code_in(code)
    draft = DefinitionDraft.objects.filter(kind=kind, code=code).first()
    published = _newest(kind, code)
    body = draft.body if draft else (published[2] if published else empty_body(kind, code))
    return Edited(
        kind=kind,
        code=code,
        body=body,
        version=published[1] if published else 0,
        revision=draft.revision if draft else 0,
        is_offered=draft.is_offered if draft else False,
        editors=tuple(draft.editors) if draft else (),
        changed_at=draft.changed_at if draft else None,
        published_id=published[0] if published else None,
    )


def draft_body(kind: str, code: str, actor: Actor) -> str:
    """Return the body of a draft.

    :raises DraftNotFound: there is none
    """
    found = edited(kind_in(kind), code, actor)
    if not found.is_draft and found.published_id is None:
        raise DraftNotFound
    return found.body


def compiled_form(body: str) -> CompiledForm:
    """Return the form in a draft, for a preview.

    :raises InvalidForm: it may not be published
    :raises DraftMalformed: it is no JSON object
    """
    schema = form_services.checked_form(checking.read_schema(body))
    return CompiledForm(id_=UUID(int=0), code="preview", version=0, schema=schema)


def _published(kind: str) -> dict[str, tuple[int, str]]:
    if kind == DefinitionKind.PROCESS:
        rows = ProcessDefinition.objects.order_by("code", "-version").distinct("code")
        return {
            code: (version, name or "")
            for code, version, name in rows.values_list("code", "version", "facts__name")
        }
    if kind == DefinitionKind.DECISION:
        tables = DecisionTable.objects.order_by("code", "-version").distinct("code")
        return {code: (version, "") for code, version in tables.values_list("code", "version")}
    found = {}
    for code, id_ in forms.newest_form_ids().items():
        form = forms.compiled_form(id_)
        found[code] = (form.version, form.title)
    return found


def _newest(kind: str, code: str) -> tuple[UUID, int, str] | None:
    if kind == DefinitionKind.PROCESS:
        processes = ProcessDefinition.objects.filter(code=code).order_by("-version")
        return processes.values_list("id", "version", "xml").first()
    if kind == DefinitionKind.DECISION:
        tables = DecisionTable.objects.filter(code=code).order_by("-version")
        return tables.values_list("id", "version", "xml").first()
    id_ = forms.newest_form_ids().get(code)
    if id_ is None:
        return None
    form = forms.compiled_form(id_)
    return id_, form.version, written_form(form.schema)


def written_form(schema: dict[str, Any]) -> str:
    """Return a form as text, as it is downloaded and compared."""
    return json.dumps(schema, ensure_ascii=False, indent=FORM_INDENT)


def _uses(kind: str) -> dict[str, int]:
    """Return how many items in force begin with each code."""
    column = {DefinitionKind.PROCESS: "process_code", DefinitionKind.FORM: "form_code"}.get(
        DefinitionKind(kind)
    )
    if column is None:
        return {}
    rows = BaseItemVersion.objects.filter(state="published", effective_to__isnull=True)
    counts: dict[str, int] = {}
    for code in rows.values_list(column, flat=True):
        counts[code] = counts.get(code, 0) + 1
    return counts
