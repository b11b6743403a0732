# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms to fill in: of an item version with what is known already, and of a department's step."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import ItemNotAppliedFor
from yiwang.forms import selectors as forms
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.rest.auth import PEOPLE, STAFF, actor_of
from yiwang.rest.schemas import Out, Token, answers

router = Router(tags=["表单 forms"], auth=PEOPLE)


class FormOut(Out):
    """A form: JSON Schema 2020-12 with our presentation keywords."""

    id: UUID
    code: str
    version: int
    title: str
    json_schema: dict[str, Any]
    known: dict[str, Any] = Field(description="What government knows of the applicant already.")


@router.get("/versions/{uuid:version_id}/form", response=answers(FormOut), summary="申请表")
def get_item_form(request: HttpRequest, version_id: UUID) -> dict[str, Any]:
    """Return the application form of an item version."""
    actor = actor_of(request)
    with read_only():
        snapshot = catalogue.snapshot(version_id)
        if snapshot.form_id is None:
            raise ItemNotAppliedFor
        form = forms.compiled_form(snapshot.form_id)
        known = identity.known_facts(actor) if actor.is_citizen else {}
        return _form(form, form.prefill(known))


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
