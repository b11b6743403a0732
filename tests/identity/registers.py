# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""People and firms of the demonstration registers, for tests."""

import itertools
from datetime import date, timedelta

from tests.identity import factories
from tests.identity.factories import MORNING, SYSTEM
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex
from yiwang.identity import selectors, services
from yiwang.identity.enums import AgentKind
from yiwang.identity.models import Account, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.services import Firm, Resident, Terms

TODAY = date(2026, 11, 23)
NAME = "张小云"

_codes = itertools.count(2000)


def resident(name: str = NAME, *, born_on: date | None = None, **flags: object) -> Resident:
    """Enter somebody into the population register."""
    number = (
        make_test_resident_id(born_on, next(_codes) % 500, Sex.FEMALE)
        if born_on
        else factories.unused_number()
    )
    made = Resident(name, number, **flags)  # type: ignore[arg-type]
    services.load_demonstration(residents=[made], firms=[], actor=SYSTEM)
    return made


def firm(representative: Resident, **flags: object) -> Firm:
    """Enter a firm into the register of legal persons."""
    uscc = make_test_uscc(next(_codes), registrar="9", category="1")
    made = Firm(uscc, "杭州登记有限公司", representative, **flags)  # type: ignore[arg-type]
    services.load_demonstration(residents=[], firms=[made], actor=SYSTEM)
    return made


def as_resident(person: NaturalPerson, **flags: object) -> Resident:
    """Enter somebody whom we know into the population register."""
    number = RESIDENT_ID.open(person.resident_id_cipher, person.id)
    made = Resident(person.name, number, **flags)  # type: ignore[arg-type]
    services.load_demonstration(residents=[made], firms=[], actor=SYSTEM)
    return made


def account_of(somebody: Resident, *, assurance: int = 1) -> Account:
    """Return the account of somebody in the register, who is known to us at a level."""
    person = factories.person(
        name=somebody.name, resident_id=somebody.resident_id, assurance=assurance
    )
    return factories.citizen_account(person)


def actor(account: Account, *, acting_for: object = None) -> Actor:
    return selectors.actor_for_account(
        account.id,
        acting_for=acting_for,  # type: ignore[arg-type]
        at=MORNING,
    )


def terms(agent_id: object, **changed: object) -> Terms:
    """Return the terms of a mandate to a person for one item, for thirty days."""
    usual: dict[str, object] = {
        "agent_kind": AgentKind.PERSON,
        "agent_id": agent_id,
        "items": [services.ScopeItem("1AB000000001", "店铺登记")],
        "themes": [],
        "rights": ["apply", "track"],
        "since": TODAY,
        "until": TODAY + timedelta(days=30),
    }
    return Terms(**(usual | changed))  # type: ignore[arg-type]
