# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which forms a decision table reads: a table alone does not say so.

The forms of items whose process is decided by it come first; then every form that has all the
fields that it reads.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yiwang.catalogue.enums import VersionState
from yiwang.catalogue.models import BaseItemVersion
from yiwang.forms import selectors as forms
from yiwang.forms.errors import FormNotFound
from yiwang.forms.selectors import CompiledForm
from yiwang.workflow import selectors as workflow

FORM: Final = "form."
MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class TableForm:
    """A form with which a table can be tried.

    :ivar items: names of items in force that are decided by the table with this form
    :ivar more: how many further items there are
    """

    code: str
    title: str
    items: Sequence[str]
    more: int = 0


def forms_for_table(code: str, reads: Collection[str]) -> list[TableForm]:
    """Return the forms that fit a table, those of items that use it first.

    :param reads: what the table reads, as ``form.kind``
    """
    wanted = frozenset(name.removeprefix(FORM) for name in reads if name.startswith(FORM))
    newest = forms.newest_form_ids()
    used = _items_by_form(workflow.processes_decided_by(code))
    found = [
        TableForm(
            form_code, _form(newest[form_code]).title, names[:MOST_NAMED], len(names[MOST_NAMED:])
        )
        for form_code, names in sorted(used.items())
        if form_code in newest
    ]
    if not wanted:
        return found
    fitting = [
        TableForm(form_code, form.title, ())
        for form_code, form_id in sorted(newest.items())
        if form_code not in used and wanted <= (form := _form(form_id)).names
    ]
    return [*found, *fitting]


@dataclass(frozen=True, slots=True)
class TableField:
    """One thing that a table reads, as the form asks for it.

    :ivar path: as the table names it: ``form.kind``
    :ivar kind: of the field of the form; "" where the form does not ask for it
    :ivar options: (value, words) of a choice
    """

    path: str
    label: str
    kind: str
    options: Sequence[tuple[str, str]]


def fields_of(reads: Sequence[str], form: CompiledForm | None) -> list[TableField]:
    """Return what a table reads in the words of a form; the paths alone without one."""
    asked: dict[str, forms.RenderedField] = {}
    if form is not None:
        asked = {one.name: one for one in form.asked({}, asked_names(reads, form))}
    return [
        TableField(path, one.label, one.kind, [(each.value, each.label) for each in one.options])
        if (one := asked.get(path.removeprefix(FORM))) and path.startswith(FORM)
        else TableField(path, label_of(path, form), "", ())
        for path in reads
    ]


def asked_names(reads: Sequence[str], form: CompiledForm) -> list[str]:
    """Return the fields that a table reads and somebody writes in, in the order of the form."""
    wanted = {path.removeprefix(FORM) for path in reads if path.startswith(FORM)}
    return [name for name in form.in_order if name in wanted and name in form.writable]


def label_of(path: str, form: CompiledForm | None) -> str:
    """Return what a form calls what a table reads; "" where it does not know it."""
    name = path.removeprefix(FORM)
    is_known = form is not None and path.startswith(FORM) and name in form.names
    return form.label(name) if form is not None and is_known else ""


def form_of(code: str) -> CompiledForm | None:
    """Return the newest version of a form; None where there is none."""
    try:
        return forms.compiled_form_by_code(code) if code else None
    except FormNotFound:
        return None


def _form(form_id: UUID) -> CompiledForm:
    return forms.compiled_form(form_id)


def _items_by_form(process_ids: Collection[UUID]) -> Mapping[str, list[str]]:
    rows = BaseItemVersion.objects.filter(
        process_id__in=list(process_ids),
        state=VersionState.PUBLISHED,
        effective_to__isnull=True,
    ).order_by("name")
    found: dict[str, list[str]] = {}
    for form_code, name in rows.values_list("form_code", "name"):
        if form_code:
            found.setdefault(form_code, []).append(name)
    return found
