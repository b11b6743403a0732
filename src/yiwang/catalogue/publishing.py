# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep implementation lists: draft, revise, publish, withdraw."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from yiwang.catalogue import checks, events, figures, policies, snapshots
from yiwang.catalogue.content import ImplementationContent, read_content
from yiwang.catalogue.enums import ListState, ProjectType, VersionAction, VersionState
from yiwang.catalogue.errors import (
    AlreadyListed,
    EffectiveTooEarly,
    ItemNotFound,
    ItemNotOpen,
    LevelNotExercised,
    NotPublishable,
)
from yiwang.catalogue.following.again import follow_again
from yiwang.catalogue.following.lists import show_in_force
from yiwang.catalogue.models import BaseItemVersion, ImplementationList, ImplementationVersion
from yiwang.catalogue.states import VERSION
from yiwang.catalogue.versions import list_columns, list_version_of
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.items import check_implementation_code_fits, make_implementation_code
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations


def draft_list(
    *,
    base_item_id: UUID,
    department_id: UUID,
    content: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    code: str = "",
    local_code: str = "",
) -> ImplementationVersion:
    """Enter a list of a base item for a department, as a draft.

    :param code: the implementation code that the list has elsewhere; made when not given
    :raises NotYourCatalogue: the actor does not keep this department's catalogue
    :raises ItemNotFound: no such base item is in force
    :raises LevelNotExercised: the item is not exercised at the department's level
    :raises ContentInvalid: the elements do not have the shape of the element tables
    :raises AlreadyListed: the department has a list for this item
    :raises ItemCodeMismatch, InvalidItemCode: the code is not one of this department and item
    """
    department = organizations.department(department_id)
    policies.check_can(
        actor,
        policies.Action.EDIT_LIST,
        division_code=department.division_code,
        department_id=department.id,
    )
    base = _base_in_force(base_item_id, timezone.localdate(at))
    if department.level not in base.exercise_levels:
        raise LevelNotExercised
    elements = read_content(ImplementationContent, content)
    implementation = ImplementationList(
        base_item_id=base_item_id,
        department_id=department.id,
        region_code=department.division_code,
        level=department.level,
        code=_code(code, department, base.base_item.code),
        local_code=local_code[:80],
    )
    version = list_version_of(elements, implementation_id=implementation.id, number=1, base=base)
    try:
        with transaction.atomic():
            implementation.save(force_insert=True)
            version.save(force_insert=True)
            _append_drafted(version, implementation, actor=actor, at=at)
    except IntegrityError as error:
        raise AlreadyListed from error
    return version


def revise_list(
    *, implementation_id: UUID, content: Mapping[str, Any], actor: Actor, at: datetime
) -> ImplementationVersion:
    """Write the draft of a list's next version; begin one when there is none.

    The draft takes up the base version that is in force now.

    :raises NotYourCatalogue: the actor does not keep this department's catalogue
    :raises ItemNotFound: there is no such list
    :raises ContentInvalid: the elements do not have the shape of the element tables
    """
    elements = read_content(ImplementationContent, content)
    with transaction.atomic():
        implementation = _locked(implementation_id)
        _check_may(actor, policies.Action.EDIT_LIST, implementation)
        base = _base_in_force(implementation.base_item_id, timezone.localdate(at))
        newest = implementation.versions.filter(state=VersionState.DRAFT).first()
        if newest is None:
            last = implementation.versions.order_by("-number").first()
            number = last.number + 1 if last else 1
            newest = list_version_of(
                elements, implementation_id=implementation.id, number=number, base=base
            )
            newest.save(force_insert=True)
        else:
            _rewrite(newest, elements, base)
        _append_drafted(newest, implementation, actor=actor, at=at)
    return newest


def publish_list_version(
    *, version_id: UUID, actor: Actor, at: datetime, effective_from: date | None = None
) -> ImplementationVersion:
    """Publish a draft: from then on it never changes, and cases can be opened under it.

    :param effective_from: first day on which it is in force; today when not given
    :raises NotYourCatalogue: the actor may not publish for this department
    :raises ItemNotFound: there is no such version
    :raises TransitionNotAllowed: it is no draft
    :raises EffectiveTooEarly: before today, or before the version in force began
    :raises NotPublishable: ``errors`` name every element that is missing or contradictory
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        implementation = _locked(_version(version_id).implementation_id)
        version = _version(version_id)  # again: another may have published it meanwhile
        _check_may(actor, policies.Action.PUBLISH_LIST, implementation)
        state = VERSION.transition(VersionState(version.state), VersionAction.PUBLISH).target
        later = _make_room(version, effective_from or today, today)
        _check(version, effective_from or today)
        version.state, version.published_at = state, at
        version.effective_from = effective_from or today
        version.effective_to = later.effective_from if later else None
        version.save(update_fields=["state", "published_at", "effective_from", "effective_to"])
        if later is not None:
            follow_again(version, later, at)
        if version.effective_from == today:
            put_in_force(implementation, version)
        _append_published(version, implementation, actor=actor, at=at)
    return version


def withdraw_list(*, implementation_id: UUID, actor: Actor, at: datetime) -> ImplementationList:
    """Withdraw a list: no case can be opened under it any more; open cases go on.

    :raises NotYourCatalogue: the actor may not publish for this department
    :raises ItemNotFound: there is no such list
    :raises ItemNotOpen: it is not in use
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        implementation = _locked(implementation_id)
        _check_may(actor, policies.Action.PUBLISH_LIST, implementation)
        if implementation.state != ListState.OPEN:
            raise ItemNotOpen
        in_force_or_later = Q(effective_to__isnull=True) | Q(effective_to__gt=today)
        implementation.versions.filter(in_force_or_later, state=VersionState.PUBLISHED).update(
            state=VersionState.WITHDRAWN
        )
        implementation.state = ListState.WITHDRAWN
        implementation.save(update_fields=["state"])
        figures.recount([implementation.region_code])
        fact = events.ListWithdrawn(
            implementation_id=implementation.id,
            version_id=implementation.current_id,
            code=implementation.code,
        )
        ledger.append(fact, actor=actor, at=at, region_code=implementation.region_code)
    return implementation


def put_due_in_force(*, on: date) -> int:
    """Let lists show the versions whose day has come; return how many. Runs once a day."""
    with transaction.atomic():
        return show_in_force(on=on)


def put_in_force(implementation: ImplementationList, version: ImplementationVersion) -> None:
    """Let a list, which is locked, show a version."""
    implementation.current_id = version.id
    implementation.state = ListState.OPEN
    implementation.is_online = version.is_online
    implementation.is_immediate = version.project_type == ProjectType.IMMEDIATE
    implementation.save(update_fields=["current", "state", "is_online", "is_immediate"])
    figures.recount([implementation.region_code])


def _code(given: str, department: organizations.DepartmentSummary, basic_code: str) -> str:
    """Return the code of a list: the given one, when it fits, else one that is made."""
    uscc, level = department.uscc, department.level
    made = make_implementation_code(uscc=uscc, level=level, basic_code=basic_code)
    if given:
        check_implementation_code_fits(given, uscc=uscc, level=level, basic_code=basic_code)
    return made


def _base_in_force(base_item_id: UUID, on: date) -> BaseItemVersion:
    base = (
        BaseItemVersion.objects.in_force(on)
        .filter(base_item_id=base_item_id)
        .select_related("base_item")
        .defer("content")
        .first()
    )
    if base is None:
        raise ItemNotFound
    return base


def _locked(implementation_id: UUID) -> ImplementationList:
    found = ImplementationList.objects.select_for_update().filter(pk=implementation_id).first()
    if found is None:
        raise ItemNotFound
    return found


def _version(version_id: UUID) -> ImplementationVersion:
    found = ImplementationVersion.objects.filter(pk=version_id).first()
    if found is None:
        raise ItemNotFound
    return found


def _check_may(actor: Actor, action: policies.Action, implementation: ImplementationList) -> None:
    policies.check_can(
        actor,
        action,
        division_code=implementation.region_code,
        department_id=implementation.department_id,
    )


def _check(version: ImplementationVersion, starts: date) -> None:
    base = snapshots.base_layer(version.base_version_id).content
    faults = checks.list_faults(base, read_content(ImplementationContent, version.content))
    bases_in_force = BaseItemVersion.objects.in_force(starts)
    if not bases_in_force.filter(pk=version.base_version_id).exists():
        faults.append(checks.base_superseded())
    if faults:
        raise NotPublishable(errors=faults)


def _rewrite(
    draft: ImplementationVersion, elements: ImplementationContent, base: BaseItemVersion
) -> None:
    for column, value in list_columns(elements).items():
        setattr(draft, column, value)
    draft.base_version_id = base.id
    draft.statutory_amount = base.statutory_amount
    draft.statutory_unit = base.statutory_unit or "workday"
    draft.save()


def _make_room(
    draft: ImplementationVersion, starts: date, today: date
) -> ImplementationVersion | None:
    """End what is in force when a draft begins; return the version that follows a coming base.

    :raises EffectiveTooEarly: before today, or before a version that the department itself wrote
    """
    published = ImplementationVersion.objects.filter(
        implementation_id=draft.implementation_id, state=VersionState.PUBLISHED
    )
    newest = published.filter(effective_to__isnull=True).first()
    if starts < today:
        raise EffectiveTooEarly
    if newest is None or newest.effective_from is None:
        return None
    if starts >= newest.effective_from:
        published.filter(pk=newest.pk).update(effective_to=starts)
        return None
    if newest.base_version_id == draft.base_version_id:
        raise EffectiveTooEarly
    published.filter(effective_from__lte=starts, effective_to__gt=starts).update(
        effective_to=starts
    )
    between = published.filter(effective_from__gt=starts, effective_to__gt=F("effective_from"))
    if between.exists():
        raise EffectiveTooEarly
    published.filter(pk=newest.pk).update(effective_to=newest.effective_from)
    return newest


def _append_drafted(
    version: ImplementationVersion,
    implementation: ImplementationList,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    fact = events.ListDrafted(
        implementation_id=implementation.id, version_id=version.id, number=version.number
    )
    ledger.append(fact, actor=actor, at=at, region_code=implementation.region_code)


def _append_published(
    version: ImplementationVersion,
    implementation: ImplementationList,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    fact = events.ListPublished(
        implementation_id=implementation.id,
        version_id=version.id,
        base_version_id=version.base_version_id,
        code=implementation.code,
        number=version.number,
        effective_from=version.effective_from or timezone.localdate(at),
        content_sha256=version.content_sha256,
    )
    ledger.append(fact, actor=actor, at=at, region_code=implementation.region_code)
