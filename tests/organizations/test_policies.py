# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may do what: every role against every action on every place, from one table."""

import itertools
from uuid import UUID, uuid4

import pytest

from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind, system_actor
from yiwang.organizations import policies
from yiwang.organizations.enums import STANDARD_RIGHTS, Right, StandardPost
from yiwang.organizations.errors import NotInYourReach, OwnPost, RightNotYours
from yiwang.organizations.policies import Action

OWN, NEIGHBOUR, BELOW, ABOVE, ELSEWHERE = (uuid4() for _place in range(5))
PLACES: dict[str, tuple[UUID, str]] = {
    "own": (OWN, "330100000000"),
    "neighbour": (NEIGHBOUR, "330100000000"),
    "below": (BELOW, "330106000000"),
    "above": (ABOVE, "330000000000"),
    "elsewhere": (ELSEWHERE, "330200000000"),
}


def staff(standard: StandardPost, *, covers_subtree: bool) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=uuid4(),
        department_id=OWN,
        division_code="330100000000",
        covers_subtree=covers_subtree,
        rights=frozenset(STANDARD_RIGHTS[standard]),
    )


ROLES: dict[str, Actor] = {
    "anonymous": ANONYMOUS,
    "citizen": Actor(kind=ActorKind.CITIZEN, person_id=uuid4()),
    "client": Actor(
        kind=ActorKind.CLIENT,
        client_id="other-system",
        department_id=OWN,
        division_code="330100000000",
        covers_subtree=True,
        rights=frozenset(Right),
    ),
    "system": system_actor("load"),
    **{str(post): staff(post, covers_subtree=False) for post in StandardPost},
    "city manager": staff(StandardPost.ADMINISTRATOR, covers_subtree=True),
    "city supervisor": staff(StandardPost.SUPERVISOR, covers_subtree=True),
    "city security": staff(StandardPost.SECURITY, covers_subtree=True),
    "city auditor": staff(StandardPost.AUDITOR, covers_subtree=True),
    "without a post": Actor(kind=ActorKind.STAFF, staff_id=uuid4()),
}

ALL = frozenset(PLACES)
REACHED = frozenset({"own", "neighbour", "below"})
ONLY_OWN = frozenset({"own"})
MANAGING = (
    Action.CREATE_DEPARTMENT,
    Action.CREATE_POST,
    Action.CHANGE_POST,
    Action.CREATE_STAFF,
    Action.ASSIGN_POST,
    Action.END_POST,
    Action.SET_LEAVE,
    Action.REMOVE_STAFF,
    Action.REVIEW_POSTS,
    Action.IMPORT_STAFF,
)
SYSTEM_ADMINISTRATORS = {str(StandardPost.ADMINISTRATOR): ONLY_OWN, "city manager": REACHED}
SECURITY_ADMINISTRATORS = {str(StandardPost.SECURITY): ONLY_OWN, "city security": REACHED}
AUDIT_ADMINISTRATORS = {str(StandardPost.AUDITOR): ONLY_OWN, "city auditor": REACHED}

# Where each role may take each action; what is not in the table may not be done anywhere.
ALLOWED: dict[Action, dict[str, frozenset[str]]] = {
    Action.READ_DIVISIONS: dict.fromkeys(ROLES, ALL),
    Action.READ_DEPARTMENTS: dict.fromkeys(ROLES, ALL),
    Action.READ_STAFF: {
        "system": ALL,
        **{str(post): ONLY_OWN for post in StandardPost},
        "city manager": REACHED,
        "city supervisor": REACHED,
        "city security": REACHED,
        "city auditor": REACHED,
    },
    Action.LOAD_REFERENCE_DATA: {"system": ALL},
    **{action: {"system": ALL, **SYSTEM_ADMINISTRATORS} for action in MANAGING},
    Action.LABEL_DATA: {"system": ALL, **SECURITY_ADMINISTRATORS},
    Action.CREATE_ADMIN_POST: {"system": ALL, **SECURITY_ADMINISTRATORS},
    Action.ASK_GRANT: {"system": ALL, **SYSTEM_ADMINISTRATORS, **SECURITY_ADMINISTRATORS},
    Action.DECIDE_GRANT: SECURITY_ADMINISTRATORS,
    **{
        action: {
            "system": ALL,
            **SYSTEM_ADMINISTRATORS,
            **SECURITY_ADMINISTRATORS,
            **AUDIT_ADMINISTRATORS,
        }
        for action in (Action.READ_GRANTS, Action.READ_REVIEWS)
    },
}


def test_every_action_has_its_row():
    assert set(ALLOWED) == set(Action)


@pytest.mark.parametrize(
    ("role", "action"), list(itertools.product(ROLES, Action)), ids=lambda value: str(value)
)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role, action):
    allowed = {
        name
        for name, (department_id, code) in PLACES.items()
        if policies.can(ROLES[role], action, division_code=code, department_id=department_id)
    }

    assert allowed == ALLOWED[action].get(role, frozenset())


def test_the_check_raises_where_the_question_says_no():
    with pytest.raises(NotInYourReach):
        policies.check_can(ANONYMOUS, Action.CREATE_POST, division_code="330100000000")


@pytest.mark.parametrize("right", sorted(policies.MANAGING_RIGHTS))
def test_a_managing_right_is_handed_on_only_by_who_has_it(right):
    without = staff(StandardPost.COUNTER, covers_subtree=False)
    having = Actor(kind=ActorKind.STAFF, rights=frozenset({right}))

    policies.check_grant(having, [right], covers_subtree=False)
    with pytest.raises(RightNotYours):
        policies.check_grant(without, [right], covers_subtree=False)


def test_oneself_is_nobody_to_give_a_post_to():
    actor = staff(StandardPost.ADMINISTRATOR, covers_subtree=True)
    assert actor.staff_id is not None

    with pytest.raises(OwnPost):
        policies.check_not_oneself(actor, actor.staff_id)
