# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may do what: every role against every action on every place."""

import itertools
from uuid import UUID, uuid4

import pytest

from yiwang.catalogue import policies
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.policies import Action
from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind, system_actor
from yiwang.organizations.enums import Right

OWN, NEIGHBOUR, BELOW, ELSEWHERE = (uuid4() for _place in range(4))
PLACES: dict[str, tuple[UUID, str]] = {
    "own": (OWN, "330100000000"),
    "neighbour": (NEIGHBOUR, "330100000000"),
    "below": (BELOW, "330106000000"),
    "elsewhere": (ELSEWHERE, "330200000000"),
}


def staff(*rights: Right, covers_subtree: bool = False) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=uuid4(),
        department_id=OWN,
        division_code="330100000000",
        covers_subtree=covers_subtree,
        rights=frozenset(rights),
    )


ROLES: dict[str, Actor] = {
    "anonymous": ANONYMOUS,
    "citizen": Actor(kind=ActorKind.CITIZEN, person_id=uuid4()),
    "client": Actor(
        kind=ActorKind.CLIENT, client_id="x", rights=frozenset({Right.CATALOGUE_PUBLISH})
    ),
    "handler": staff(Right.CASES_HANDLE, covers_subtree=True),
    "editor": staff(Right.CATALOGUE_EDIT),
    "publisher": staff(Right.CATALOGUE_PUBLISH),
    "city editor": staff(Right.CATALOGUE_EDIT, covers_subtree=True),
    "city publisher": staff(Right.CATALOGUE_PUBLISH, covers_subtree=True),
    "system": system_actor("load"),
}
ALLOWED: dict[str, dict[Action, set[str]]] = {
    "editor": {Action.EDIT_LIST: {"own"}},
    "publisher": {Action.PUBLISH_LIST: {"own"}},
    "city editor": {
        Action.EDIT_LIST: {"own", "neighbour", "below"},
        Action.EDIT_BASE: {"own", "neighbour"},
    },
    "city publisher": {
        Action.PUBLISH_LIST: {"own", "neighbour", "below"},
        Action.PUBLISH_BASE: {"own", "neighbour"},
    },
}


@pytest.mark.parametrize(
    ("role", "action", "place"), list(itertools.product(ROLES, Action, PLACES))
)
def test_only_what_the_table_allows_is_allowed(role: str, action: Action, place: str) -> None:
    department_id, division_code = PLACES[place]
    expected = (
        action is Action.READ
        or role == "system"
        or place in ALLOWED.get(role, {}).get(action, set())
    )
    asked = {"division_code": division_code, "department_id": department_id}

    assert policies.can(ROLES[role], action, **asked) == expected
    if not expected:
        with pytest.raises(NotYourCatalogue):
            policies.check_can(ROLES[role], action, **asked)
