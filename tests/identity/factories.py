# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""People, accounts and tokens for tests of every room; all numbers are test numbers."""

import itertools
from datetime import UTC, date, datetime
from uuid import UUID

from tests.organizations.factories import PostFactory, PostHoldingFactory, StaffMemberFactory
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex
from yiwang.identity import selectors, services
from yiwang.identity.models import Account, LegalPerson, NaturalPerson
from yiwang.organizations.enums import StandardPost

SYSTEM = system_actor("tests")
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PASSWORD = "Correct-horse-battery-9"
ADDRESS = "203.0.113.7"

_numbers = itertools.count(1)


def unused_number() -> str:
    """Return a resident identity number that nobody has and no other test got."""
    days, sequence = divmod(next(_numbers), 400)
    return make_test_resident_id(
        date.fromordinal(date(1980, 1, 1).toordinal() + days), sequence, Sex.FEMALE
    )


def person(
    *, name: str = "张小云", resident_id: str = "", phone: str = "13800001234", assurance: int = 3
) -> NaturalPerson:
    return services.register_person(
        name=name,
        resident_id=resident_id or unused_number(),
        phone=phone,
        assurance_level=assurance,
        actor=SYSTEM,
        at=MORNING,
    )


def legal_person(representative: NaturalPerson | None = None) -> LegalPerson:
    return services.register_legal_person(
        legal_person=services.NewLegalPerson(
            uscc=make_test_uscc(next(_numbers), registrar="9", category="1"),
            name="杭州测试贸易有限公司",
            representative_id=representative.id if representative else None,
            phone="0571-87654321",
        ),
        actor=SYSTEM,
        at=MORNING,
    )


def citizen_account(of: NaturalPerson | None = None, *, is_phone_login: bool = False) -> Account:
    return services.create_account(
        person_id=(of or person()).id,
        login=f"citizen{next(_numbers)}",
        password=PASSWORD,
        is_phone_login=is_phone_login,
        actor=SYSTEM,
        at=MORNING,
    )


def staff_account(*standards: StandardPost, covers_subtree: bool = False) -> Account:
    """Return the account of a staff member with such posts in the department that took them on."""
    staff = StaffMemberFactory()
    for standard in standards or (StandardPost.COUNTER,):
        post = PostFactory(
            department=staff.department, standard=standard, covers_subtree=covers_subtree
        )
        PostHoldingFactory(staff=staff, post=post)
    return services.create_staff_account(
        staff_id=staff.id,
        login=f"staff{next(_numbers)}",
        password=PASSWORD,
        actor=SYSTEM,
        at=MORNING,
    )


def acting(account: Account, *, post_id: UUID | None = None) -> Actor:
    return selectors.actor_for_account(account.id, post_id=post_id, at=MORNING)
