# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The form of a step for several cases: once for all, then each case with what differs in it."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiwang.cases import selectors as cases
from yiwang.cases.services.batches import BatchEmpty, Filled, Ticked
from yiwang.forms import selectors as forms
from yiwang.forms.errors import FormNotFound
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, is_fragment, page, private, uuids, whole_number
from yiwang.workbench.tasks import preparing

TICKED, OPINION, COMMON, DIFFERS, FORM = "_task", "_opinion", "_common", "_differs", "_form"
"""Names that no field of a form can have."""
MOST_CELLS: Final = 800
"""So many single answers fit on one page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What has been filled in so far.

    :param differs: names of the fields that each case answers for itself
    :param is_begun: some case has answers of its own already
    """

    form: forms.CompiledForm
    common: Mapping[str, Any]
    differs: Sequence[str]
    own: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)
    is_begun: bool = False

    @property
    def filled(self) -> Filled:
        """Return it as the service takes it: a field that differs is no common one."""
        if not self.is_begun:
            return Filled(self.common)
        shared = {name: one for name, one in self.common.items() if name not in self.differs}
        return Filled(shared, self.own)


class _OfOne:
    """Those of the posted names that belong to one case."""

    def __init__(self, post: QueryDict, work_item_id: UUID) -> None:
        self._post, self._start = post, start_of(work_item_id)

    def get(self, key: str, default: Any = None, /) -> Any:
        return self._post.get(self._start + key, default)

    def getlist(self, key: str, /) -> Sequence[Any]:
        return self._post.getlist(self._start + key)

    def __contains__(self, key: object, /) -> bool:
        return f"{self._start}{key}" in self._post


def start_of(work_item_id: UUID) -> str:
    """Return what the names of the fields of one case begin with."""
    return f"own-{work_item_id}-"


def ticked_of(texts: Sequence[str]) -> list[Ticked]:
    """Return ticked tasks with the revision of each case that was shown."""
    found = []
    for text in texts:
        item_id, _colon, revision = text.partition(":")
        seen = whole_number(revision) or 0
        found += [Ticked(each, seen) for each in uuids([item_id])]
    return found


def sheet_of(post: QueryDict, form: forms.CompiledForm, ticked: Sequence[Ticked]) -> Sheet:
    """Return what the second page posted: common answers in one, those of each case by name.

    :raises FormTooLarge: more than any form takes
    """
    differs = _differing(post, form)
    own = {}
    for one in ticked:
        answers = form.parse(_OfOne(post, one.work_item_id))
        own[one.work_item_id] = {name: answers[name] for name in differs if name in answers}
    return Sheet(form, _common(post), differs, own, is_begun=True)


def _common(post: QueryDict) -> dict[str, Any]:
    found: object = None
    with suppress(ValueError, RecursionError):
        found = json.loads(post.get(COMMON, ""))
    common = found if isinstance(found, dict) else {}
    forms.refuse_excess(common)
    return common


def _differing(post: QueryDict, form: forms.CompiledForm) -> list[str]:
    asked = set(post.getlist(DIFFERS))
    return [name for name in form.single if name in asked]


@audience("staff")
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Show each case with what was filled in for all; nothing is done yet."""
    actor = actor_of(request)
    ticked = ticked_of(request.POST.getlist(TICKED))
    try:
        with read_only():
            look = preparing.look(ticked, actor)
            if not look.form_code:
                return preparing.page_of(request, look, actor)
            return _checked(request, look, ticked, actor)
    except DomainError as refusal:
        return preparing.sent_back(request, refusal)


def _checked(
    request: HttpRequest, look: cases.batches.BatchLook, ticked: Sequence[Ticked], actor: Actor
) -> HttpResponse:
    form = forms.compiled_form_by_code(look.form_code)
    post = request.POST
    common = _common(post) if COMMON in post else form.parse(post)
    if is_fragment(request):
        return private(render(request, "forms/form.html", {"sections": form.fields(common)}))
    sheet = Sheet(form, common, _differing(post, form))
    if COMMON in post or form.is_edit(post):
        return _first_page(request, look, sheet, actor)
    if len(sheet.differs) * len(look.joining) > MOST_CELLS:
        return _first_page(request, look, sheet, actor, [_too_many()])
    if wrong := _common_faults(look, sheet):
        return _first_page(request, look, sheet, actor, wrong)
    return second_page(request, look, sheet, ticked)


def _too_many() -> FieldError:
    words = _("要逐件填的栏太多，一页放不下，请少选几件或者少选几栏。")
    return FieldError("/differs", "too_many", words)


def _common_faults(look: cases.batches.BatchLook, sheet: Sheet) -> list[FieldError]:
    """Return what is wrong in fields that are the same for all."""
    first = [one.item.pk for one in look.joining[:1]]
    found = cases.batch_forms.faults(look.form_code, sheet.filled, first)
    return [one for each in found.values() for one in each if _field(one.path) not in sheet.differs]


def _field(path: str) -> str:
    return path.strip("/").split("/")[0]


def _first_page(
    request: HttpRequest,
    look: cases.batches.BatchLook,
    sheet: Sheet,
    actor: Actor,
    errors: Sequence[FieldError] = (),
) -> HttpResponse:
    typed = {
        "data": sheet.common,
        "differs": sheet.differs,
        "errors": errors,
        "opinion": request.POST.get(OPINION) or request.POST.get("opinion", ""),
    }
    return preparing.page_of(request, look, actor, typed)


@dataclass(frozen=True, slots=True)
class Row:
    """One case on the second page, with the fields that it answers for itself."""

    row: cases.batches.BatchRow
    ticked: str
    is_ticked: bool
    fields: Sequence[forms.RenderedField]
    errors: Sequence[FieldError]


def second_page(
    request: HttpRequest,
    look: cases.batches.BatchLook,
    sheet: Sheet,
    ticked: Sequence[Ticked],
    faults: Mapping[UUID, Sequence[FieldError]] | None = None,
) -> HttpResponse:
    """Answer the page on which each case is looked over before all are done.

    :param faults: what was wrong when all were to be done
    """
    revisions = {one.work_item_id: one.revision for one in ticked}
    tried = faults or {}
    rows = [_row(one, sheet, revisions, tried.get(one.item.pk, ())) for one in look.joining]
    common = {name: one for name, one in sheet.common.items() if name not in sheet.form.computed}
    context = {
        "look": look,
        "rows": rows,
        "errors": [
            FieldError(
                _place(one.row.item.pk, wrong), wrong.code, f"{one.row.case.number}：{words}"
            )
            for one in rows
            for wrong in one.errors
            for words in [wrong.message]
        ],
        "displayed": sheet.form.display(
            {name: one for name, one in common.items() if name not in sheet.differs}
        ),
        "form_code": sheet.form.code,
        "common": json.dumps(common),
        "differs": sheet.differs,
        "opinion": request.POST.get(OPINION) or request.POST.get("opinion", ""),
        "key": request.POST.get("idempotency_key", ""),
    }
    status = 422 if faults else 200
    return page(request, "workbench/together/check.html", context, status=status)


def _row(
    row: cases.batches.BatchRow,
    sheet: Sheet,
    revisions: Mapping[UUID, int],
    errors: Sequence[FieldError],
) -> Row:
    item_id = row.item.pk
    seen = revisions.get(item_id, row.case.revision)
    is_ticked = not sheet.is_begun or item_id in sheet.own
    data = sheet.filled.of(item_id) if is_ticked else dict(sheet.common)
    start = start_of(item_id)
    shown = [
        _renamed(one, start)
        for section in sheet.form.fields(data, errors)
        for one in section.fields
        if one.name in sheet.differs
    ]
    return Row(row, f"{item_id}:{seen}", is_ticked, shown, errors)


def _renamed(one: forms.RenderedField, start: str) -> forms.RenderedField:
    options = tuple(replace(each, id=start + each.id) for each in one.options)
    described = " ".join(start + each for each in one.described_by.split())
    return replace(
        one,
        name=start + one.name,
        id=start + one.id,
        options=options,
        described_by=described,
        controls=False,
        computes=False,
    )


def _place(work_item_id: UUID, wrong: FieldError) -> str:
    return f"/{start_of(work_item_id)}field-{_field(wrong.path)}"


def faulty(
    request: HttpRequest, ticked: Sequence[Ticked], actor: Actor
) -> tuple[Filled, HttpResponse | None]:
    """Return what was filled in for a batch, and the page to show again when some is wrong.

    :raises FormNotFound: nothing has such a form
    :raises DomainError: the list as a whole
    """
    if FORM not in request.POST:
        return Filled(), None
    code = request.POST[FORM]
    if not code.isprintable():
        raise FormNotFound
    form = forms.compiled_form_by_code(code)
    sheet = sheet_of(request.POST, form, ticked)
    with read_only(), suppress(BatchEmpty):  # sent twice: nothing waits, the service knows
        look = preparing.look(ticked, actor)
        ids = [one.item.pk for one in look.joining if look.form_code == form.code]
        if faults := cases.batch_forms.faults(form.code, sheet.filled, ids):
            return sheet.filled, _shown_again(request, look, sheet, ticked, actor, faults)
    return sheet.filled, None


def _shown_again(
    request: HttpRequest,
    look: cases.batches.BatchLook,
    sheet: Sheet,
    ticked: Sequence[Ticked],
    actor: Actor,
    faults: Mapping[UUID, Sequence[FieldError]],
) -> HttpResponse:
    """Answer the second page, or the first when what is wrong stands there.

    A field that only shows because of what one case answered is asked on the second.
    """
    wrong = {_field(one.path): one for each in faults.values() for one in each}
    on_first = {one.name for each in sheet.form.fields(sheet.common) for one in each.fields}
    fresh = [name for name in sheet.form.single if name in wrong and name not in on_first]
    sheet = replace(sheet, differs=[*sheet.differs, *fresh])
    elsewhere = [one for name, one in wrong.items() if name not in sheet.differs]
    if elsewhere:
        return _first_page(request, look, sheet, actor, elsewhere)
    return second_page(request, look, sheet, ticked, faults)
