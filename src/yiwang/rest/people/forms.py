# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms to fill in, with what is known already, and trying whether an application is complete."""

from collections.abc import Container
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases.errors import MaterialUnknown
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import ItemNotAppliedFor
from yiwang.documents import selectors as documents
from yiwang.documents.errors import FileNotFound
from yiwang.forms import selectors as forms
from yiwang.forms.errors import FormInvalid
from yiwang.foundation.errors import FieldError
from yiwang.foundation.web.database import read_only
from yiwang.identity.services import privacy_texts
from yiwang.rest.auth import PEOPLE, STAFF, actor_of
from yiwang.rest.schemas import Answers, Files, Form, Out, ProblemError, Strict, Token, answers

router = Router(tags=["表单 forms"], auth=PEOPLE)


class FormOut(Out):
    """A form: JSON Schema 2020-12 with our presentation keywords."""

    id: UUID
    code: str
    version: int
    title: str
    json_schema: dict[str, Any]
    known: dict[str, Any] = Field(description="What government knows of the applicant already.")


class CheckIn(Strict):
    """An application in the making."""

    form: Form
    materials: Files = Field(default_factory=dict, max_length=100)
    scenario: Answers | None = None


class MaterialTried(Out):
    """A material that is asked for in this situation, and what would be handed in for it."""

    key: str
    name: str
    is_required: bool
    max_files: int
    files: list[UUID]
    is_missing: bool


class CheckOut(Out):
    """What an application still lacks."""

    is_complete: bool = Field(description="It could be submitted as it is.")
    errors: list[ProblemError] = Field(description="What submitting would refuse, in its places.")
    fields: list[str] = Field(description="The fields that show with these answers.")
    form: dict[str, Any] = Field(
        description="The answers with the values that follow from others, as far as they go."
    )
    materials: list[MaterialTried]


@router.get("/versions/{uuid:version_id}/form", response=answers(FormOut), summary="申请表")
def get_item_form(request: HttpRequest, version_id: UUID) -> dict[str, Any]:
    """Return the application form of an item version."""
    actor = actor_of(request)
    with read_only():
        snapshot = catalogue.snapshot(version_id)
        if snapshot.form_id is None:
            raise ItemNotAppliedFor
        form = forms.compiled_form(snapshot.form_id)
        known = privacy_texts.facts_to_fill_in(actor, timezone.now()) if actor.is_citizen else {}
        return _form(form, form.prefill(known))


@router.post("/versions/{uuid:version_id}/check", response=answers(CheckOut), summary="预检申请")
def check_application(request: HttpRequest, version_id: UUID, payload: CheckIn) -> dict[str, Any]:
    """Tell what an application still lacks; nothing is stored.

    It is a POST so that what was typed stays out of addresses and logs.
    """
    ids = {file_id for files in payload.materials.values() for file_id in files}
    with read_only():
        item = catalogue.open_snapshot(version_id, timezone.localdate())
        form = forms.compiled_form(item.form_id)
        own = documents.file_info(ids, actor_of(request))
    answers_given, errors = _tried(form, payload.form)
    materials = [
        _asked(each, [one for one in payload.materials.get(each.key, ()) if one in own])
        for each in catalogue.materials_for(item, answers_given, payload.scenario)
        if each.is_uploaded
    ]
    errors += _faults_of(payload.materials, own, {each.key for each in item.materials})
    return {
        "is_complete": not errors and not any(each["is_missing"] for each in materials),
        "errors": [
            {"pointer": wrong.path, "code": wrong.code, "detail": str(wrong.message)}
            for wrong in errors
        ],
        "fields": [
            field.name for section in form.fields(answers_given) for field in section.fields
        ],
        "form": form.with_computed(answers_given),
        "materials": materials,
    }


def _tried(
    form: forms.CompiledForm, typed: dict[str, Any]
) -> tuple[dict[str, Any], list[FieldError]]:
    """Return the answers as they would be stored, or as they were typed, and what is wrong."""
    try:
        return form.validate(typed), []
    except FormInvalid as refusal:
        return typed, [replace(wrong, path=f"/form{wrong.path}") for wrong in refusal.errors]


def _asked(material: Any, files: list[UUID]) -> dict[str, Any]:
    return {
        "key": material.key,
        "name": material.name,
        "is_required": material.is_required,
        "max_files": material.max_files,
        "files": files,
        "is_missing": material.is_required and not files,
    }


def _faults_of(
    materials: dict[str, list[UUID]], own: Container[UUID], known: Container[str]
) -> list[FieldError]:
    """Return the places of materials that the item does not know and of files of others."""
    faults = []
    for key, files in materials.items():
        place = f"/materials/{key.replace('~', '~0').replace('/', '~1')}"
        if key not in known:
            faults.append(FieldError(place, MaterialUnknown.code, str(MaterialUnknown())))
            continue
        faults += [
            FieldError(f"{place}/{number}", FileNotFound.code, str(FileNotFound()))
            for number, file_id in enumerate(files)
            if file_id not in own
        ]
    return faults


@router.get("/forms/{code}", auth=STAFF, response=answers(FormOut), summary="环节表单")
def get_step_form(request: HttpRequest, code: Token) -> dict[str, Any]:
    """Return the newest form of a code, such as that of a step."""
    with read_only():
        return _form(forms.compiled_form_by_code(code), {})


def _form(form: forms.CompiledForm, known: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": form.id,
        "code": form.code,
        "version": form.version,
        "title": form.title,
        "json_schema": form.schema,
        "known": known,
    }
