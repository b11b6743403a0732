# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a case can be opened under a version, on a day."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db import connection

from yiwang.catalogue.content import MaterialRequirement
from yiwang.catalogue.enums import ListState, VersionState, is_applied_for
from yiwang.catalogue.errors import (
    ItemNotAppliedFor,
    ItemNotFound,
    ItemNotOpen,
    ItemWithdrawn,
    VersionSuperseded,
)
from yiwang.catalogue.models import ImplementationList, ImplementationVersion
from yiwang.catalogue.snapshots import ItemSnapshot, snapshot
from yiwang.foundation import cel
from yiwang.foundation.codes.items import parse_implementation_code
from yiwang.foundation.errors import ExpressionFailed


def published_version_id(code_or_id: str | UUID, on: date) -> UUID:
    """Return the version of a list that is in force on a day; see ``selectors``."""
    wanted = list_filter(code_or_id)
    found = (
        ImplementationVersion.objects.in_force(on)
        .filter(
            implementation__state=ListState.OPEN,
            **{f"implementation__{field}": value for field, value in wanted.items()},
        )
        .values_list("id", flat=True)
        .first()
    )
    if found is not None:
        return found
    state = ImplementationList.objects.filter(**wanted).values_list("state").first()
    if state is None:
        raise ItemNotFound
    raise ItemWithdrawn if state[0] == ListState.WITHDRAWN else ItemNotOpen


# Every submission asks this; the ORM would need longer to put it together than PostgreSQL to
# answer.
_STANDING = """
    SELECT v.state, v.effective_from, v.effective_to, l.state, b.item_type
    FROM catalogue_implementation_version v
    JOIN catalogue_implementation l ON l.id = v.implementation_id
    JOIN catalogue_base_version b ON b.id = v.base_version_id
    WHERE v.id = %s::uuid
"""


def check_open(version_id: UUID, on: date) -> None:
    """Raise unless a case can be opened under a version on a day; one query.

    :raises ItemNotOpen: it cannot; the class says why
    """
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [version_id])
        row = cursor.fetchone()
    if row is None:
        raise ItemNotFound
    state, effective_from, effective_to, list_state, item_type = row
    if VersionState.WITHDRAWN in (state, list_state):
        raise ItemWithdrawn
    if state == VersionState.DRAFT or effective_from is None or effective_from > on:
        raise ItemNotOpen
    if effective_to is not None and effective_to <= on:
        raise VersionSuperseded
    if not is_applied_for(item_type):
        raise ItemNotAppliedFor


def open_snapshot(version_id: UUID, on: date) -> ItemSnapshot:
    """Return the snapshot of a version under which a case can be opened on a day."""
    check_open(version_id, on)
    return snapshot(version_id)


def materials_for(
    item: ItemSnapshot, form: Mapping[str, object]
) -> tuple[MaterialRequirement, ...]:
    """Return the materials that an application with this form must or may have.

    A material whose condition cannot be computed is asked for: nobody is spared a proof by a
    form that does not fit.
    """
    return tuple(
        material
        for material in item.materials
        if not material.when or _applies(material.when, item, form)
    )


def commitment_applies(item: ItemSnapshot, form: Mapping[str, object]) -> bool | None:
    """Tell whether the form itself chose a commitment; None where the form does not ask."""
    condition = item.base.commitment_when
    return _applies(condition, item, form) if condition else None


def _applies(condition: str, item: ItemSnapshot, form: Mapping[str, object]) -> bool:
    variables = {
        "form": form,
        "item": {
            "project_type": item.project_type,
            "mode": item.mode,
            "item_type": item.item_type,
        },
    }
    try:
        return cel.holds(_compiled(condition), variables)
    except ExpressionFailed:
        return True


@lru_cache(maxsize=1024)
def _compiled(condition: str) -> cel.Expression:
    return cel.compile_expression(condition)


def list_filter(code_or_id: str | UUID) -> dict[str, object]:
    """Return the field and value by which a list is found, by its code or its id."""
    if isinstance(code_or_id, UUID):
        return {"id": code_or_id}
    try:
        return {"id": UUID(code_or_id)} if len(code_or_id) in (32, 36) else _by_code(code_or_id)
    except ValueError as error:
        raise ItemNotFound from error


def _by_code(code: str) -> dict[str, object]:
    return {"code": parse_implementation_code(code, verify_uscc=False).code}
