# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may do what: every role against every action on every subject, from one table."""

import itertools
from uuid import uuid4

import pytest

from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind, system_actor
from yiwang.identity import policies
from yiwang.identity.errors import NotYours
from yiwang.identity.policies import Action, Place, Subject
from yiwang.organizations.enums import STANDARD_RIGHTS, Right, StandardPost

HERE, THERE = uuid4(), uuid4()
PERSON, OTHER_PERSON, FIRM = uuid4(), uuid4(), uuid4()
OWN_ACCOUNT, OWN_STAFF = uuid4(), uuid4()

CITY, DISTRICT, OTHER_CITY, PROVINCE = (
    "330100000000",
    "330106000000",
    "330200000000",
    "330000000000",
)

SUBJECTS: dict[str, Subject] = {
    "nobody": Subject(),
    "own person": Subject(person_id=PERSON),
    "another person": Subject(person_id=OTHER_PERSON),
    "represented firm": Subject(legal_person_id=FIRM, represented_by=PERSON),
    "handled firm": Subject(legal_person_id=FIRM, handled_by=PERSON),
    "strange firm": Subject(legal_person_id=FIRM, represented_by=OTHER_PERSON),
    "own account": Subject(account_id=OWN_ACCOUNT, person_id=PERSON),
    "citizen's account": Subject(account_id=uuid4(), person_id=OTHER_PERSON),
    "own staff account": Subject(
        account_id=OWN_ACCOUNT, staff_id=OWN_STAFF, places=(Place(HERE, CITY),)
    ),
    "colleague": Subject(staff_id=uuid4(), places=(Place(HERE, CITY),)),
    "colleague below": Subject(staff_id=uuid4(), places=(Place(uuid4(), DISTRICT),)),
    "colleague here and above": Subject(
        staff_id=uuid4(), places=(Place(HERE, CITY), Place(THERE, PROVINCE))
    ),
    "stranger on the staff": Subject(staff_id=uuid4(), places=(Place(THERE, OTHER_CITY),)),
    "department": Subject(places=(Place(HERE, CITY),)),
}


def staff(rights: frozenset[Right], *, at: str = CITY, covers_subtree: bool = False) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        account_id=OWN_ACCOUNT,
        staff_id=OWN_STAFF,
        department_id=HERE,
        division_code=at,
        covers_subtree=covers_subtree,
        rights=frozenset(rights),
    )


MANAGER = STANDARD_RIGHTS[StandardPost.ADMINISTRATOR]
GUARD = STANDARD_RIGHTS[StandardPost.SECURITY]
ROLES: dict[str, Actor] = {
    "anonymous": ANONYMOUS,
    "citizen": Actor(kind=ActorKind.CITIZEN, account_id=OWN_ACCOUNT, person_id=PERSON),
    "client": Actor(kind=ActorKind.CLIENT, client_id="other-system"),
    "client at the counter": Actor(
        kind=ActorKind.CLIENT, client_id="hall", rights=frozenset({Right.COUNTER_ASSIST})
    ),
    "client with cases": Actor(
        kind=ActorKind.CLIENT, client_id="cases", rights=frozenset({Right.CASES_HANDLE})
    ),
    "system": system_actor("load"),
    **{str(post): staff(STANDARD_RIGHTS[post]) for post in StandardPost},
    "city manager": staff(MANAGER, covers_subtree=True),
    "province manager": staff(MANAGER, at=PROVINCE, covers_subtree=True),
    "city security": staff(GUARD, covers_subtree=True),
    "province security": staff(GUARD, at=PROVINCE, covers_subtree=True),
    "without a post": Actor(kind=ActorKind.STAFF, account_id=OWN_ACCOUNT, staff_id=OWN_STAFF),
}

ALL = frozenset(SUBJECTS)
OWN_ACCOUNTS = frozenset({"own account", "own staff account"})
COUNTER = str(StandardPost.COUNTER)
DEPARTMENT_MANAGER = str(StandardPost.ADMINISTRATOR)

STAFF_MANAGED_BY = {
    DEPARTMENT_MANAGER: frozenset({"colleague", "department"}),
    "city manager": frozenset({"colleague", "colleague below", "department"}),
    "province manager": frozenset(
        {
            "colleague",
            "colleague below",
            "colleague here and above",
            "stranger on the staff",
            "department",
        }
    ),
}
ACCOUNTS_MANAGED_BY = {
    DEPARTMENT_MANAGER: frozenset({"colleague"}),
    "city manager": frozenset({"colleague", "colleague below"}),
    "province manager": ALL - {"own staff account"},
}
ON_OWN_CASES = {
    "client with cases": ALL,
    **{
        str(post): ALL
        for post in (
            StandardPost.COUNTER,
            StandardPost.HANDLER,
            StandardPost.REVIEWER,
            StandardPost.APPROVER,
        )
    },
    "citizen": frozenset({"own person", "own account"}),
}

# On whom each role may take each action; what is not in the table may not be done to anybody.
ALLOWED: dict[Action, dict[str, frozenset[str]]] = {
    Action.READ_PERSON: {"citizen": frozenset({"own person", "own account"})},
    Action.CHANGE_PERSON: {"citizen": frozenset({"own person", "own account"}), COUNTER: ALL},
    Action.FIND_PERSON: {COUNTER: ALL, "client at the counter": ALL},
    Action.REVEAL_NUMBER: ON_OWN_CASES,
    Action.SIGN_UP: {"anonymous": ALL},
    Action.REGISTER_PERSON: {COUNTER: ALL},
    Action.SET_ASSURANCE: {COUNTER: ALL},
    Action.REGISTER_LEGAL_PERSON: {COUNTER: ALL},
    Action.READ_LEGAL_PERSON: {"citizen": frozenset({"represented firm", "handled firm"})},
    Action.APPOINT_HANDLER: {"citizen": frozenset({"represented firm"}), COUNTER: ALL},
    Action.CREATE_ACCOUNT: {COUNTER: ALL},
    Action.CREATE_STAFF_ACCOUNT: STAFF_MANAGED_BY,
    Action.CHANGE_PASSWORD: {
        "citizen": OWN_ACCOUNTS,
        "city manager": OWN_ACCOUNTS,
        "province manager": OWN_ACCOUNTS,
        "city security": OWN_ACCOUNTS,
        "province security": OWN_ACCOUNTS,
        "without a post": OWN_ACCOUNTS,
        **{str(post): OWN_ACCOUNTS for post in StandardPost},
    },
    Action.RESET_PASSWORD: ACCOUNTS_MANAGED_BY,
    Action.CLOSE_ACCOUNT: ACCOUNTS_MANAGED_BY,
    Action.UNLOCK_SIGN_IN: {
        str(StandardPost.SECURITY): ACCOUNTS_MANAGED_BY[DEPARTMENT_MANAGER],
        "city security": ACCOUNTS_MANAGED_BY["city manager"],
        "province security": ACCOUNTS_MANAGED_BY["province manager"],
    },
    Action.REGISTER_CLIENT: STAFF_MANAGED_BY,
    Action.LOAD_IN_BULK: {},
    Action.ROTATE_NUMBERS: {},
}


def test_every_action_has_its_row():
    assert set(ALLOWED) == set(Action)


@pytest.mark.parametrize(
    ("role", "action"), list(itertools.product(ROLES, Action)), ids=lambda value: str(value)
)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role, action):
    expected = ALL if role == "system" else ALLOWED[action].get(role, frozenset())

    allowed = {
        name for name, subject in SUBJECTS.items() if policies.can(ROLES[role], action, subject)
    }

    assert allowed == expected


def test_the_check_raises_where_the_question_says_no():
    with pytest.raises(NotYours):
        policies.check_can(ANONYMOUS, Action.FIND_PERSON)
