# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Begin what is not there yet: a new base item, and a department's list of an item it takes up.

Both begin as a change order, so that they pass the legal review and a third person like every
change. The item is entered as a draft with its code at once; what the order says becomes its first
version. A draft that was given up is taken up again by whoever begins the same once more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from yiwang.catalogue import base_publishing, policies, publishing
from yiwang.catalogue.base_publishing import NewBaseItem
from yiwang.catalogue.content import BaseContent, ImplementationContent, TimeLimit, dump_content
from yiwang.catalogue.editing.orders import Draft, open_order
from yiwang.catalogue.editing.targets import Target
from yiwang.catalogue.enums import (
    HandlingForm,
    ItemType,
    OrderKind,
    OrderLayer,
    ProjectType,
    ServiceObject,
    VersionState,
    is_applied_for,
)
from yiwang.catalogue.errors import AlreadyListed, CodeTaken, ItemNotFound
from yiwang.catalogue.loading.defaults import default_form_code, default_process_code
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    ChangeOrder,
    ImplementationList,
    ImplementationVersion,
)
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.items import parse_basic_code
from yiwang.foundation.text import clean_text
from yiwang.organizations import selectors as organizations
from yiwang.organizations.selectors import DepartmentSummary

USUAL_LIMIT: Final = TimeLimit(amount=20)
MOST_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class FirstElements:
    """What must be known of a base item before it can be drafted; unchecked.

    :ivar exercise_levels: 2 province to 6 village
    :ivar line: the line of business
    :ivar department_code: the two characters of item codes that stand for the line
    :ivar local_code: the item's own number in its catalogue; the next free one when empty
    """

    name: str
    item_type: str
    service_objects: tuple[str, ...]
    exercise_levels: tuple[str, ...]
    line: str
    department_code: str
    local_code: str = ""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A base item in force of which a department has no list."""

    id: UUID
    name: str
    code: str
    line: str


# ── verbs


def open_new_base_order(
    *, first: FirstElements, reason: str = "", actor: Actor, at: datetime
) -> ChangeOrder:
    """Begin an order that sets up a base item in the catalogue of the actor's place.

    :raises NotYourCatalogue: the actor does not keep the base items of this place
    :raises ContentInvalid: ``errors`` name what is missing or impossible
    :raises InvalidItemCode: the department code is no part of an item code
    :raises CodeTaken: the local code is another item's, or all numbers are used up
    """
    scope = actor.division_code
    policies.check_can(actor, policies.Action.EDIT_BASE, division_code=scope)
    content = {
        "name": first.name.strip(),
        "item_type": first.item_type,
        "service_objects": list(dict.fromkeys(first.service_objects)),
        "exercise_levels": sorted(set(first.exercise_levels)),
    }
    with transaction.atomic():
        _one_by_one(scope)
        version = _abandoned_base(scope, first.local_code) or base_publishing.draft_base_item(
            place=NewBaseItem(
                scope,
                clean_text(first.line, max_length=20),
                first.department_code.strip().upper(),
                clean_text(first.local_code, max_length=80) or _next_local_code(scope),
            ),
            content=content,
            **_usual_definitions(content),
            actor=actor,
            at=at,
        )
        target = Target(
            layer=OrderLayer.BASE,
            id=version.base_item_id,
            name=clean_text(first.name, max_length=300),
            code=version.base_item.code,
            place=(scope, None),
            version_id=None,
            number=0,
            content=content,
            form_code=version.form_code,
            process_code=version.process_code,
        )
        return open_order([Draft(target)], kind=OrderKind.CHANGE, reason=reason, actor=actor, at=at)


def open_new_list_order(
    *, base_item_id: UUID, department_id: UUID, reason: str = "", actor: Actor, at: datetime
) -> ChangeOrder:
    """Begin an order by which a department takes up a base item (认领).

    Its first elements are the department's own address and phone, and the longest promise that the
    base item allows.

    :raises NotYourCatalogue: the actor does not keep this department's catalogue
    :raises ItemNotFound: no such base item is in force
    :raises LevelNotExercised: the item is not exercised at the department's level
    :raises AlreadyListed: the department has a list for this item
    """
    department = _own(actor, department_id)
    today = timezone.localdate(at)
    base = BaseItemVersion.objects.in_force(today).filter(base_item_id=base_item_id).first()
    if base is None:
        raise ItemNotFound
    content = dump_content(_first_of_list(BaseContent.model_validate(base.content), department))
    with transaction.atomic():
        version = _abandoned_list(base_item_id, department_id) or publishing.draft_list(
            base_item_id=base_item_id,
            department_id=department_id,
            content=content,
            actor=actor,
            at=at,
        )
        target = Target(
            layer=OrderLayer.LIST,
            id=version.implementation_id,
            name=base.name,
            code=version.implementation.code,
            place=(department.division_code, department.id),
            version_id=None,
            number=0,
            content=content,
        )
        return open_order([Draft(target)], kind=OrderKind.CHANGE, reason=reason, actor=actor, at=at)


# ── questions


def lines_of_business(scope_code: str) -> list[tuple[str, str]]:
    """Return the lines of a catalogue, each with the department code of its items; one query."""
    rows = BaseItem.objects.filter(scope_code=scope_code).order_by("line", "code")
    found = {
        line: parse_basic_code(code).department for line, code in rows.values_list("line", "code")
    }
    return sorted(found.items())


def items_to_take_up(
    actor: Actor, department_id: UUID, words: str, *, at: datetime
) -> list[Unlisted]:
    """Return base items that a department may exercise and has no list of.

    :param words: of the name
    :raises NotYourCatalogue: the actor does not keep this department's catalogue
    """
    department = _own(actor, department_id)
    chain = organizations.division_path(department.division_code)
    listed = ImplementationList.objects.filter(department_id=department.id, current__isnull=False)
    rows = (
        BaseItemVersion.objects.in_force(timezone.localdate(at))
        .filter(
            base_item__scope_code__in=[one.code for one in chain],
            exercise_levels__contains=[department.level],
            name__icontains=clean_text(words, max_length=60),
        )
        .exclude(base_item_id__in=listed.values("base_item_id"))
        .order_by("name", "base_item__code")
    )
    columns = ("base_item_id", "name", "base_item__code", "base_item__line")
    return [Unlisted(*row) for row in rows.values_list(*columns)[:MOST_SHOWN]]


# ── parts


def _own(actor: Actor, department_id: UUID) -> DepartmentSummary:
    department = organizations.department(department_id)
    policies.check_can(
        actor,
        policies.Action.EDIT_LIST,
        division_code=department.division_code,
        department_id=department.id,
    )
    return department


def _usual_definitions(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the form and the process that such items usually have; none where nobody applies."""
    item_type, people = content["item_type"], content["service_objects"]
    known = [ServiceObject(one) for one in people if one in ServiceObject.values]
    if item_type not in ItemType.values or not known or not is_applied_for(item_type):
        return {"form_code": "", "process_code": ""}
    return {
        "form_code": default_form_code(tuple(known)),
        "process_code": default_process_code(ItemType(item_type), ProjectType.PROMISED),
    }


def _first_of_list(base: BaseContent, department: DepartmentSummary) -> ImplementationContent:
    contact = {"address": department.address, "consult_phone": department.phone}
    if not is_applied_for(base.item_type):
        return ImplementationContent(
            project_type=ProjectType.OTHER, handling_forms=(HandlingForm.OTHER,), **contact
        )
    return ImplementationContent(
        handling_forms=(HandlingForm.COUNTER, HandlingForm.COURIER),
        promise_limit=base.promise_ceiling or base.statutory_limit or USUAL_LIMIT,
        **contact,
    )


def _one_by_one(scope_code: str) -> None:
    """Let others who set up items there wait till this transaction ends: codes are counted on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('catalogue_new_base_item'), hashtext(%s))",
            [scope_code],
        )


def _next_local_code(scope_code: str) -> str:
    """Return a number that no item of the catalogue has: N and how many there are."""
    number = BaseItem.objects.filter(scope_code=scope_code).count() + 1
    while BaseItem.objects.filter(scope_code=scope_code, local_code=f"N{number:04d}").exists():
        number += 1
    return f"N{number:04d}"


def _abandoned_base(scope_code: str, local_code: str) -> BaseItemVersion | None:
    """Return the draft of an item of this number that was never published.

    :raises CodeTaken: the item was published, or is on an order
    """
    if not local_code:
        return None
    found = BaseItemVersion.objects.filter(
        base_item__scope_code=scope_code,
        base_item__local_code=clean_text(local_code, max_length=80),
    ).select_related("base_item")
    if not found:
        return None
    if any(version.state != VersionState.DRAFT for version in found):
        raise CodeTaken
    return found[0]


def _abandoned_list(base_item_id: UUID, department_id: UUID) -> ImplementationVersion | None:
    """Return the draft of a list that was never published; open_order refuses one on an order.

    :raises AlreadyListed: it was published
    """
    lists = ImplementationList.objects.filter(
        base_item_id=base_item_id, department_id=department_id
    )
    found = ImplementationVersion.objects.filter(implementation__in=lists).select_related(
        "implementation"
    )
    if not found:
        return None
    if any(version.state != VersionState.DRAFT for version in found):
        raise AlreadyListed
    return found[0]
