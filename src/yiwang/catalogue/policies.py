# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""May this actor keep the catalogue of this department? Pure: reads what it is handed."""

from enum import StrEnum
from uuid import UUID

from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.foundation.actors import Actor
from yiwang.organizations import policies as organizations
from yiwang.organizations.enums import Right


class Action(StrEnum):
    """What may be asked of this room."""

    READ = "read"
    EDIT_BASE = "edit_base"
    REVIEW_BASE = "review_base"
    PUBLISH_BASE = "publish_base"
    EDIT_LIST = "edit_list"
    REVIEW_LIST = "review_list"
    PUBLISH_LIST = "publish_list"
    LOAD = "load"


RIGHT_FOR = {
    Action.EDIT_BASE: Right.CATALOGUE_EDIT,
    Action.REVIEW_BASE: Right.CATALOGUE_REVIEW,
    Action.PUBLISH_BASE: Right.CATALOGUE_PUBLISH,
    Action.EDIT_LIST: Right.CATALOGUE_EDIT,
    Action.REVIEW_LIST: Right.CATALOGUE_REVIEW,
    Action.PUBLISH_LIST: Right.CATALOGUE_PUBLISH,
}
ON_BASE_ITEMS = frozenset({Action.EDIT_BASE, Action.REVIEW_BASE, Action.PUBLISH_BASE})


def can(
    actor: Actor, action: Action, *, division_code: str = "", department_id: UUID | None = None
) -> bool:
    """Return whether the actor may do this to the catalogue of a department or a place.

    What is published everybody reads. Lists are kept by posts with the right, within their reach;
    base items only by posts that cover the whole division whose catalogue it is. Default: no.

    :param division_code: of the list's department, or the scope of the base item
    """
    if action is Action.READ or actor.is_system:
        return True
    if action is Action.LOAD or not actor.is_staff or not actor.has_right(RIGHT_FOR[action]):
        return False
    if action in ON_BASE_ITEMS:
        return actor.covers_subtree and actor.division_code == division_code
    return organizations.reaches(actor, division_code=division_code, department_id=department_id)


def check_can(
    actor: Actor, action: Action, *, division_code: str = "", department_id: UUID | None = None
) -> None:
    """Raise unless the actor may do this.

    :raises NotYourCatalogue: they may not
    """
    if not can(actor, action, division_code=division_code, department_id=department_id):
        raise NotYourCatalogue
