# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room can be asked."""

import time
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.db import connection

from yiwang.forms.compiled import CompiledForm, FieldSource
from yiwang.forms.display import DisplayedSection, DisplayRow
from yiwang.forms.errors import FormNotFound
from yiwang.forms.limits import refuse_excess
from yiwang.forms.models import FormDefinition
from yiwang.forms.rendering import Extras, RenderedField, RenderedSection

__all__ = [
    "CompiledForm",
    "DisplayRow",
    "DisplayedSection",
    "Extras",
    "FieldSource",
    "RenderedField",
    "RenderedSection",
    "compiled_form",
    "compiled_form_by_code",
    "form_titles",
    "ids_of_prefilled_forms",
    "newest_form_ids",
    "newest_form_versions",
    "refuse_excess",
]

RECHECK_SECONDS: Final = 5.0
"""So long may a newer version of a form stay unnoticed by a process that asks by code."""

_newest: dict[str, tuple[float, UUID]] = {}


@lru_cache(maxsize=1024)
def compiled_form(form_id: UUID) -> CompiledForm:
    """Return a published form, compiled once in this process of the server.

    :raises FormNotFound: there is none with this id
    """
    row = FormDefinition.objects.filter(pk=form_id).values_list("code", "version", "schema").first()
    if row is None:
        raise FormNotFound
    code, version, schema = row
    return CompiledForm(id_=form_id, code=code, version=version, schema=schema)


def compiled_form_by_code(code: str) -> CompiledForm:
    """Return the newest version of a form; a newer one is noticed within five seconds.

    :raises FormNotFound: there is none with this code
    """
    asked_at, form_id = _newest.get(code, (0.0, None))
    now = time.monotonic()
    if form_id is None or now - asked_at > RECHECK_SECONDS:
        form_id = _newest_id(code)
        _newest[code] = (now, form_id)
    return compiled_form(form_id)


def _newest_id(code: str) -> UUID:
    rows = FormDefinition.objects.filter(code=code).order_by("-version")
    form_id = rows.values_list("id", flat=True).first()
    if form_id is None:
        raise FormNotFound
    return form_id


def newest_form_ids() -> dict[str, UUID]:
    """Return the id of each form's newest version by code."""
    rows = FormDefinition.objects.order_by("code", "-version").distinct("code")
    return dict(rows.values_list("code", "id"))


def newest_form_versions() -> dict[str, int]:
    """Return the number of each form's newest version by code."""
    rows = FormDefinition.objects.order_by("code", "-version").distinct("code")
    return dict(rows.values_list("code", "version"))


def form_titles() -> dict[str, str]:
    """Return what each form's newest version is called, by code."""
    rows = FormDefinition.objects.order_by("code", "-version").distinct("code")
    return {code: title or "" for code, title in rows.values_list("code", "schema__title")}


def ids_of_prefilled_forms() -> list[UUID]:
    """Return the forms that fill in something that government knows already."""
    with connection.cursor() as cursor:
        cursor.execute(_PREFILLED)
        return [form_id for (form_id,) in cursor.fetchall()]


_PREFILLED: Final = f"""
SELECT id FROM {FormDefinition._meta.db_table}
 WHERE schema @? '$.**."x-prefill"' OR schema @? '$.**."x-source"' ORDER BY id
"""  # noqa: S608 - the name of our own table


def forget_cached() -> None:
    """Drop what this process remembers of forms."""
    _newest.clear()
    compiled_form.cache_clear()
