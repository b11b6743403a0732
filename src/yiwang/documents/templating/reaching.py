# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who writes, publishes and reads templates, by post and by place."""

from enum import StrEnum
from typing import Protocol
from uuid import UUID

from yiwang.documents import errors
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right


class Belonging(Protocol):
    """What belongs to a department, or to every department of a place: a template, a logo."""

    @property
    def department_id(self) -> UUID | None: ...
    @property
    def region_code(self) -> str: ...


class Act(StrEnum):
    """What somebody does with templates."""

    SEE = "see"
    WRITE = "write"
    PUBLISH = "publish"


RIGHTS: dict[Act, frozenset[Right]] = {
    Act.SEE: frozenset({Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH, Right.FORMS_EDIT}),
    Act.WRITE: frozenset({Right.CATALOGUE_EDIT, Right.FORMS_EDIT}),
    Act.PUBLISH: frozenset({Right.CATALOGUE_PUBLISH}),
}


def may(actor: Actor, act: Act, template: Belonging | None = None) -> bool:
    """Tell whether a post may do this; None asks whether anywhere at all."""
    if not actor.is_staff or actor.rights.isdisjoint(RIGHTS[act]):
        return False
    return template is None or _reaches(actor, template, act)


def check_may(actor: Actor, act: Act, template: Belonging | None = None) -> None:
    """Raise unless the actor's post may do this.

    :raises NotYourTemplate: it may not
    """
    if not may(actor, act, template):
        raise errors.NotYourTemplate


def staff_of(actor: Actor) -> UUID:
    """Return the staff member who acts.

    :raises NotYourTemplate: it is nobody of the staff
    """
    if actor.staff_id is None:
        raise errors.NotYourTemplate
    return actor.staff_id


def shown_department(template: Belonging, actor: Actor) -> organizations.DepartmentSummary:
    """Return the department whose name stands on samples: the template's, else the actor's.

    :raises NotYourTemplate: there is none
    """
    chosen = template.department_id or actor.department_id
    if chosen is None:
        raise errors.NotYourTemplate
    return organizations.department(chosen)


def _reaches(actor: Actor, template: Belonging, act: Act) -> bool:
    if template.department_id is not None and template.department_id == actor.department_id:
        return True
    if act is Act.SEE and template.department_id is None:
        # What a place prescribes is seen by the departments it is prescribed to.
        return organizations.is_within(actor.division_code, template.region_code)
    return actor.covers_subtree and organizations.is_within(
        template.region_code, actor.division_code
    )
