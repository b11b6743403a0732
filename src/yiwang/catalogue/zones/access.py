# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""May this actor run the site of this place? That level's editors do, and nobody else."""

from uuid import UUID

from yiwang.catalogue.zone_refusals import NotYourWindow
from yiwang.foundation.actors import Actor
from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.errors import DomainError
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right


def can_run(actor: Actor, right: Right, *, region_code: str) -> bool:
    """Return whether the actor keeps the site of a place.

    Their own place's; a township's editors also those of its villages, which have no staff; who
    covers the divisions below, those too. Default: no.
    """
    if actor.is_system:
        return True
    if not actor.is_staff or not actor.has_right(right) or not actor.division_code:
        return False
    if region_code == actor.division_code:
        return True
    try:
        place = organizations.division(region_code)
        is_below = organizations.is_within(region_code, actor.division_code)
    except DomainError:
        return False
    return is_below and (actor.covers_subtree or place.level == DivisionLevel.VILLAGE)


def can_brand(actor: Actor, *, region_code: str) -> bool:
    """Return whether the actor may set the name and the looks of a place's whole site.

    It speaks for every department there, so the post covers the whole place, and not one
    department of it; see also :func:`can_run`.
    """
    if actor.is_system:
        return True
    return actor.covers_subtree and can_run(actor, Right.CATALOGUE_PUBLISH, region_code=region_code)


def check_can_brand(actor: Actor, *, region_code: str) -> None:
    """Raise unless the actor may set the name and the looks of a place's whole site.

    :raises NotYourWindow: they may not
    """
    if not can_brand(actor, region_code=region_code):
        raise NotYourWindow


def check_can_run(
    actor: Actor, right: Right, *, region_code: str, department_id: UUID | None = None
) -> None:
    """Raise unless the actor keeps the site of a place, or their own department's window there.

    :raises NotYourWindow: they do not
    """
    own = department_id is not None and department_id == actor.department_id
    if own and actor.is_staff and actor.has_right(right) and region_code == actor.division_code:
        return
    if not can_run(actor, right, region_code=region_code):
        raise NotYourWindow
