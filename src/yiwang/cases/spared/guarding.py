# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nobody is asked twice: what was found may not be asked for, whatever the words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yiwang.cases.enums import Action
from yiwang.cases.models import Case, EvidenceDoubt, Finding
from yiwang.cases.models.spared import FindingQuerySet
from yiwang.cases.spared.enums import FORM
from yiwang.cases.spared.errors import AskedTwice, DisputeOpen
from yiwang.cases.spared.events import AskingRefused
from yiwang.cases.spared.plan import plan_for
from yiwang.cases.spared.submitting import found_values
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.sharing import selectors as sharing

FIELD = f"{FORM}."
"""Before the name of a field, in what a notice of corrections names."""


def check_not_asked_twice(
    case: Case,
    *,
    action: Action,
    entries: Sequence[Mapping[str, str]] = (),
    words: Iterable[str] = (),
    actor: Actor,
    at: datetime,
) -> None:
    """Raise when staff ask for what was found and is not disputed; no query where nothing was.

    :param entries: of a notice of corrections: each with the key of a material or ``form``, or
        ``form.<field>``
    :param words: free text, in which a found material may not be named either
    :raises AskedTwice: it goes on record
    """
    if not case.found_count:
        return
    sheets = list(Finding.objects.filter(case=case).order_by("requirement_key"))
    free = _released(sheets, on=timezone.localdate(at))
    names, origins = _barred(case, [one for one in sheets if one.pk not in free])
    texts = [*words, *(one.get("what", "") for one in entries if one.get("key") == FORM)]
    keys = {one.get("key", "") for one in entries}
    asked = [
        key
        for key, name in names.items()
        if key in keys or (not key.startswith(FIELD) and any(name in text for text in texts))
    ]
    if not asked:
        return
    fact = AskingRefused(
        case_id=case.pk,
        item_code=case.item_code,
        department_id=case.department_id,
        action=action.value,
        requirements=asked,
    )
    raise AskedTwice(
        params={
            "names": "、".join(names[key] for key in asked),
            "origins": "、".join(dict.fromkeys(origins[key] for key in asked)),
        },
        facts=[fact],
        actor=actor,
        at=at,
        region_code=case.region_code,
    )


def _released(sheets: Collection[Finding], *, on: date) -> set[UUID]:
    """Return the sheets whose provider let the time for its answer go by: they may be asked for.

    Two queries, none where nobody was asked to check anything.
    """
    doubts = EvidenceDoubt.objects.filter(finding__in=[one.pk for one in sheets])
    pairs = list(doubts.filter(ended_at__isnull=True).values_list("finding_id", "correction_id"))
    pairs += [
        (one.pk, one.correction_id)
        for one in sheets
        if one.correction_id is not None and one.disputed_at is not None
    ]
    if not pairs:
        return set()
    known = {one.id: one for one in sharing.corrections([asked for _sheet, asked in pairs])}
    return {sheet_id for sheet_id, asked in pairs if asked in known and known[asked].is_silent(on)}


def _barred(case: Case, sheets: Sequence[Finding]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names, and the origins, of everything that may not be asked for."""
    snapshot = catalogue.snapshot(case.version_id)
    named = {each.key: each.name for each in snapshot.materials}
    counting = [one for one in sheets if one.counts and one.requirement_key in named]
    names = {one.requirement_key: named[one.requirement_key] for one in counting}
    origins = {one.requirement_key: one.origin_name for one in counting}
    plan = plan_for(snapshot, case.applicant_kind)
    form = forms.compiled_form(snapshot.form_id) if snapshot.form_id else None
    said = {one.source_code: one.origin_name for one in sheets if one.requirement_key == FORM}
    for field, value in found_values(plan, sheets).items() if form else ():
        if form is not None and case.form_data.get(field) == value:
            names[FIELD + field] = form.label(field)
            origins[FIELD + field] = said[plan.fields[field].source]
    return names, origins


def fields_named(
    snapshot: catalogue.ItemSnapshot, entries: Iterable[Mapping[str, str]]
) -> dict[str, str]:
    """Return the names of the form's fields that a notice of corrections names, by its keys."""
    named = [key for one in entries if (key := one.get("key", "")).startswith(FIELD)]
    if not named or snapshot.form_id is None:
        return {}
    form = forms.compiled_form(snapshot.form_id)
    labels = {key: form.label(key.removeprefix(FIELD)) for key in named}
    return {key: label for key, label in labels.items() if label != key.removeprefix(FIELD)}


def check_no_open_dispute(case: Case) -> None:
    """Raise while the applicant disputes what was found; no query where nothing was.

    :raises DisputeOpen: somebody has to decide about it first
    """
    if case.found_count and open_disputes(case).exists():
        raise DisputeOpen


def open_disputes(case: Case) -> FindingQuerySet:
    """Return what the applicant disputes and nobody has decided about."""
    return Finding.objects.filter(case=case, disputed_at__isnull=False, resolution="")
