# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep base items: enter, revise, publish."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from yiwang.catalogue import checks, events, policies
from yiwang.catalogue.content import BaseContent, read_content
from yiwang.catalogue.enums import VersionAction, VersionState, is_applied_for
from yiwang.catalogue.errors import CodeTaken, EffectiveTooEarly, ItemNotFound, NotPublishable
from yiwang.catalogue.following.lists import follow_base
from yiwang.catalogue.loading.laws import tie_legal_bases
from yiwang.catalogue.models import BaseItem, BaseItemVersion, LegalBasis, Theme
from yiwang.catalogue.states import VERSION
from yiwang.catalogue.versions import base_columns, base_version_of, legal_basis_rows
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.foundation.codes.items import make_basic_code, parse_basic_code
from yiwang.foundation.errors import FieldError
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.workflow import selectors as workflow

LAST_MAIN_ITEM = 999


@dataclass(frozen=True, slots=True)
class NewBaseItem:
    """Where a new base item belongs.

    :ivar scope_code: the division whose catalogue it stands in
    :ivar department_code: the two characters of item codes that stand for the line of business
    """

    scope_code: str
    line: str
    department_code: str
    local_code: str


def draft_base_item(
    *,
    place: NewBaseItem,
    content: Mapping[str, Any],
    form_code: str,
    process_code: str,
    actor: Actor,
    at: datetime,
) -> BaseItemVersion:
    """Enter a base item in the catalogue of a place, as a draft with the next free code.

    :raises NotYourCatalogue: the actor does not keep the base items of this place
    :raises ContentInvalid: the elements do not have the shape of the element tables
    :raises InvalidItemCode: the department code is no part of an item code
    :raises CodeTaken: the local code is another item's, or all numbers are used up
    """
    scope = parse_division_code(place.scope_code)
    policies.check_can(actor, policies.Action.EDIT_BASE, division_code=scope.code)
    elements = read_content(BaseContent, content)
    item = BaseItem(
        scope_code=scope.code,
        code=_next_code(scope.code[:2], elements.item_type.value, place.department_code),
        local_code=clean_text(place.local_code, max_length=80),
        line=clean_text(place.line, max_length=20),
    )
    version = base_version_of(
        elements,
        base_item_id=item.id,
        number=1,
        form_code=form_code[:80],
        process_code=process_code[:80],
    )
    try:
        with transaction.atomic():
            item.save(force_insert=True)
            version.save(force_insert=True)
            _append_drafted(version, actor=actor, at=at)
    except IntegrityError as error:
        raise CodeTaken from error
    return version


def revise_base_item(
    *,
    base_item_id: UUID,
    content: Mapping[str, Any],
    form_code: str,
    process_code: str,
    actor: Actor,
    at: datetime,
) -> BaseItemVersion:
    """Write the draft of a base item's next version; begin one when there is none.

    :raises NotYourCatalogue: the actor does not keep the base items of this place
    :raises ItemNotFound: there is no such base item
    :raises ContentInvalid: the elements do not have the shape of the element tables
    """
    elements = read_content(BaseContent, content)
    with transaction.atomic():
        item = _locked(base_item_id)
        policies.check_can(actor, policies.Action.EDIT_BASE, division_code=item.scope_code)
        newest = item.versions.order_by("-number").first()
        is_draft = newest is not None and newest.state == VersionState.DRAFT
        if newest is not None and is_draft:
            for column, value in base_columns(elements).items():
                setattr(newest, column, value)
            newest.form_code, newest.process_code = form_code[:80], process_code[:80]
            newest.save()
        else:
            newest = base_version_of(
                elements,
                base_item_id=item.id,
                number=newest.number + 1 if newest else 1,
                form_code=form_code[:80],
                process_code=process_code[:80],
            )
            newest.save(force_insert=True)
        _append_drafted(newest, actor=actor, at=at)
    return newest


def publish_base_version(
    *, version_id: UUID, actor: Actor, at: datetime, effective_from: date | None = None
) -> BaseItemVersion:
    """Publish a draft of a base item with the newest form and process of its codes.

    Every list under the item follows in the same transaction, from the same day on, and its
    department is told; open cases stay on the versions that they were filed under.

    :param effective_from: first day on which it is in force; today when not given
    :raises NotYourCatalogue: the actor may not publish in the catalogue of this place
    :raises ItemNotFound: there is no such version
    :raises TransitionNotAllowed: it is no draft
    :raises EffectiveTooEarly: before today, or before the version in force began
    :raises NotPublishable: ``errors`` name every element that is missing or contradictory
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        item = _locked(_version(version_id).base_item_id)
        version = _version(version_id)  # again: another may have published it meanwhile
        policies.check_can(actor, policies.Action.PUBLISH_BASE, division_code=item.scope_code)
        state = VERSION.transition(VersionState(version.state), VersionAction.PUBLISH).target
        elements = read_content(BaseContent, version.content)
        _end_the_one_before(item, effective_from or today, today)
        _check(elements, version, item)
        version.state, version.published_at = state, at
        version.effective_from = effective_from or today
        version.save()
        LegalBasis.objects.bulk_create(legal_basis_rows(version.id, elements))
        tie_legal_bases()
        _append_published(version, item, actor=actor, at=at)
        follow_base(base=version, actor=actor, at=at)
    return version


def clone_base_version(*, item: BaseItem, actor: Actor, at: datetime) -> BaseItemVersion:
    """Publish what an item says once more, from today on, so that its lists follow.

    The caller has locked the item and asked whether the actor may.

    :raises ItemNotFound: the item has no version in force, or one that waits for its day
    """
    today = timezone.localdate(at)
    newest = item.versions.filter(state=VersionState.PUBLISHED, effective_to__isnull=True).first()
    if newest is None or newest.effective_from is None or newest.effective_from > today:
        raise ItemNotFound
    elements = read_content(BaseContent, newest.content)
    item.versions.filter(state=VersionState.DRAFT).update(number=F("number") + 1)
    version = base_version_of(
        elements,
        base_item_id=item.id,
        number=newest.number + 1,
        form_code=newest.form_code,
        process_code=newest.process_code,
    )
    version.form_id, version.process_id = newest.form_id, newest.process_id
    version.state, version.published_at = VersionState.PUBLISHED, at
    version.effective_from = today
    item.versions.filter(pk=newest.pk).update(effective_to=today)
    version.save(force_insert=True)
    LegalBasis.objects.bulk_create(legal_basis_rows(version.id, elements))
    tie_legal_bases()
    _append_published(version, item, actor=actor, at=at)
    follow_base(base=version, actor=actor, at=at)
    return version


def _check(elements: BaseContent, version: BaseItemVersion, item: BaseItem) -> None:
    """Pin form and process, and refuse what is not complete."""
    faults = checks.base_faults(
        elements, themes=frozenset(Theme.objects.values_list("audience", "name"))
    )
    if parse_basic_code(item.code).item_type != elements.item_type:
        faults.append(checks.type_differs_from_code())
    if is_applied_for(elements.item_type):
        faults += _pin_definitions(version)
    if faults:
        raise NotPublishable(errors=faults)


def _pin_definitions(version: BaseItemVersion) -> list[FieldError]:
    version.form_id = forms.newest_form_ids().get(version.form_code)
    version.process_id = workflow.newest_process_ids().get(version.process_code)
    faults = []
    if version.form_id is None:
        faults.append(checks.unknown_definition("form_code", version.form_code))
    if version.process_id is None:
        faults.append(checks.unknown_definition("process_code", version.process_code))
    return faults


def _next_code(province: str, item_type: str, department_code: str) -> str:
    first = make_basic_code(
        province=province, item_type=item_type, department=department_code, main_item="001"
    )
    used = (
        BaseItem.objects.filter(code__startswith=first[:6], code__regex=r"^.{6}[0-9]{3}")
        .order_by("-code")
        .values_list("code", flat=True)
        .first()
    )
    number = int(used[6:9]) + 1 if used else 1
    if number > LAST_MAIN_ITEM:
        raise CodeTaken
    return f"{first[:6]}{number:03d}000"


def _locked(base_item_id: UUID) -> BaseItem:
    found = BaseItem.objects.select_for_update().filter(pk=base_item_id).first()
    if found is None:
        raise ItemNotFound
    return found


def _version(version_id: UUID) -> BaseItemVersion:
    found = BaseItemVersion.objects.filter(pk=version_id).first()
    if found is None:
        raise ItemNotFound
    return found


def _end_the_one_before(item: BaseItem, starts: date, today: date) -> None:
    before = item.versions.filter(state=VersionState.PUBLISHED, effective_to__isnull=True).first()
    first_possible = max(today, (before and before.effective_from) or today)
    if starts < first_possible:
        raise EffectiveTooEarly
    if before is not None:
        before.effective_to = starts
        before.save(update_fields=["effective_to"])


def _append_drafted(version: BaseItemVersion, *, actor: Actor, at: datetime) -> None:
    fact = events.BaseItemDrafted(
        base_item_id=version.base_item_id, version_id=version.id, number=version.number
    )
    ledger.append(fact, actor=actor, at=at)


def _append_published(
    version: BaseItemVersion, item: BaseItem, *, actor: Actor, at: datetime
) -> None:
    fact = events.BaseItemPublished(
        base_item_id=item.id,
        version_id=version.id,
        code=item.code,
        number=version.number,
        effective_from=version.effective_from or timezone.localdate(at),
        content_sha256=version.content_sha256,
    )
    ledger.append(fact, actor=actor, at=at)
