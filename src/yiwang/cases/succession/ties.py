# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One item grants, another of its own changes, renews, replaces or ends what it granted.

Which belong together stands on the item that grants; nobody enters it a second time here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from yiwang.cases.aftermath_refusals import TiedItem
from yiwang.cases.enums import IN_FORCE, Purpose
from yiwang.cases.models import Case, Entitlement
from yiwang.cases.services import drafts
from yiwang.cases.succession import heirs
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms

BASIC: Final = heirs.BASIC


def snapshot_for(made: Entitlement, purpose: Purpose, today: date) -> catalogue.ItemSnapshot:
    """Return the item under which something is followed up today: one tied to it, or its own.

    Where the department does not offer the tied item, it is the item itself.

    :raises ItemNotOpen, ItemWithdrawn: the item is not offered any more
    """
    own = catalogue.open_snapshot(heirs.open_version(made.item_code, today), today)
    version_id = catalogue.tied.version_for(own, purpose, today)
    return catalogue.open_snapshot(version_id, today) if version_id else own


def check_item(snapshot: catalogue.ItemSnapshot, purpose: str, today: date) -> None:
    """Raise where an item of its own is there for what is asked under the item that grants.

    No query for an item to which none is tied.

    :raises TiedItem: says by which
    """
    version_id = catalogue.tied.version_for(snapshot, purpose, today)
    if version_id is not None:
        raise TiedItem(params={"name": catalogue.snapshot(version_id).name})


def begun(case: Case, target: catalogue.ItemSnapshot) -> drafts.DraftContent:
    """Return the application with what was stated then, as far as its form asks for the same.

    All of it under the item of then; otherwise the fields of the same name and kind.
    """
    own = catalogue.snapshot(case.version_id)
    if own.basic_code == target.basic_code:
        return drafts.DraftContent(form=case.form_data, scenario=case.scenario_answers)
    if own.form_id == target.form_id or own.form_id is None or target.form_id is None:
        return drafts.DraftContent(form=case.form_data)
    there = forms.compiled_form(target.form_id).schema["properties"]
    here = forms.compiled_form(own.form_id).schema["properties"]
    kept = {
        name: value
        for name, value in case.form_data.items()
        if name in there and name in here and _asks_the_same(here[name], there[name])
    }
    return drafts.DraftContent(form=kept)


def _asks_the_same(here: Mapping[str, Any], there: Mapping[str, Any]) -> bool:
    kind = here.get("x-kind")
    return kind == there.get("x-kind") and kind not in CHOSEN


CHOSEN: Final = frozenset({"choice", "choices"})
"""What is chosen from means something else in another form."""


def earlier(case: Case, today: date) -> tuple[Entitlement | None, Purpose]:
    """Return what a decided case is about: what it says, or the one result that its item follows.

    Somebody who applied for the item of its own without naming what they hold holds one thing of
    it in this body, or nothing is taken for granted.
    """
    purpose = Purpose(case.purpose)
    if case.about_id is not None or purpose != Purpose.NEW:
        return _locked(case.about_id), purpose
    origins = catalogue.tied.origins_of(catalogue.snapshot(case.version_id))
    if not origins:
        return None, purpose
    held = Entitlement.objects.select_for_update().filter(
        holder_id=case.applicant_id, department_id=case.department_id, state__in=IN_FORCE
    )
    found = [
        one
        for one in held.order_by("valid_from", "id")
        if one.item_code[-BASIC:] in origins and (one.valid_until or today) >= today
    ]
    if len(found) != 1:
        return None, purpose
    return found[0], Purpose(origins[found[0].item_code[-BASIC:]])


def _locked(entitlement_id: UUID | None) -> Entitlement | None:
    if entitlement_id is None:
        return None
    return Entitlement.objects.select_for_update().filter(pk=entitlement_id).first()


def is_followed_by_item(before: Entitlement, case: Case) -> bool:
    """Tell whether a case follows something up by an item of its own, not by that of then."""
    origins = catalogue.tied.origins_of(catalogue.snapshot(case.version_id))
    return before.item_code[-BASIC:] in origins
