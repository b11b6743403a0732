# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Citizens and enterprises with accounts; their numbers are test numbers, nobody's."""

from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from operations.demo import HOME_COUNTY, PASSWORD
from operations.demo.names import FIRMS, people
from operations.loading import Tick
from yiwang.foundation.actors import system_actor
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex
from yiwang.identity import services as identity

COUNT = 60
ACTOR = system_actor("demo")
KNOWN = {"wangxm": 0, "lijg": 1, "zhangyf": 2}
"""Logins that the start page prints → place in the list of people."""
CHECKED, SEEN = 2, 3
STEP_UP = 2
"""So many of the first people have only been checked; where more is asked they step up."""


def load(tick: Tick, *, at: datetime) -> int:
    """Register people, enterprises and their accounts; return how many people."""
    identity.load_assurance_levels()
    ids = identity.register_people_bulk(people=made_people(), actor=ACTOR, at=at)
    tick(1, 3)
    identity.register_legal_persons_bulk(legal_persons=_firms(ids), actor=ACTOR, at=at)
    tick(2, 3)
    logins = {place: login for login, place in KNOWN.items()}
    identity.create_accounts_bulk(
        accounts=[
            identity.NewAccount(
                login=logins.get(place, f"citizen{place + 1:03}"), person_id=person_id
            )
            for place, person_id in enumerate(ids)
        ],
        shared_password=PASSWORD,
        actor=ACTOR,
        at=at,
    )
    tick(3, 3)
    return len(ids)


def made_people() -> list[identity.NewPerson]:
    """Return the people of the demonstration, in the order of their logins."""
    return [
        identity.NewPerson(
            name=name,
            resident_id=make_test_resident_id(
                date(1950, 3, 1) + timedelta(days=311 * place),
                place % 500,
                Sex.FEMALE if place % 2 == 0 else Sex.MALE,
            ),
            phone=f"1990000{place:04}",
            address_division=HOME_COUNTY,
            address_text=f"文三路{place + 1}号",
            assurance_level=CHECKED if place < STEP_UP else SEEN,
        )
        for place, name in enumerate(islice(people(), COUNT))
    ]


def _firms(person_ids: list[UUID]) -> list[identity.NewLegalPerson]:
    return [
        identity.NewLegalPerson(
            uscc=make_test_uscc(place + 1),
            name=f"杭州{words}有限公司（演示）",
            representative_id=person_ids[place],
            phone=f"1990001{place:04}",
            address_division=HOME_COUNTY,
            address_text=f"古墩路{place + 1}号",
        )
        for place, words in enumerate(FIRMS)
    ]
