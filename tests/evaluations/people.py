# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has to do with reviews: two supervisors of the department, one above it, one elsewhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from tests import factories
from tests.cases.world import MONDAY
from tests.factories import World
from tests.organizations.factories import (
    HANGZHOU,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
)
from yiwang.evaluations.enums import Moment, ServiceChannel
from yiwang.evaluations.models import Invitation
from yiwang.evaluations.services import inviting, reviewing
from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.models import Account
from yiwang.organizations.enums import StandardPost


@dataclass(frozen=True)
class People:
    world: World
    supervisor: Actor
    second: Actor
    above: Actor
    elsewhere: Actor
    citizen: Actor
    neighbour: Actor


def made(world: World) -> People:
    def of(account: Account) -> Actor:
        return identity.actor_for_account(account.id)

    return People(
        world=world,
        supervisor=of(factories.staff_account(world.department, StandardPost.SUPERVISOR)),
        second=of(factories.staff_account(world.department, StandardPost.SUPERVISOR)),
        above=of(_above()),
        elsewhere=of(factories.staff_account(world.other_department, StandardPost.SUPERVISOR)),
        citizen=of(world.citizen),
        neighbour=of(world.neighbour),
    )


def _above() -> Account:
    department = DepartmentFactory(of=HANGZHOU)
    staff = StaffMemberFactory(department=department)
    post = PostFactory(department=department, standard=StandardPost.SUPERVISOR, covers_subtree=True)
    PostHoldingFactory(staff=staff, post=post)
    return identity_services.create_staff_account(
        staff_id=staff.id,
        login=f"above-{staff.id.hex[:8]}",
        password=factories.PASSWORD,
        actor=factories.SYSTEM,
        at=MONDAY,
    )


def service(
    people: People,
    *,
    channel: ServiceChannel = ServiceChannel.COUNTER,
    case_id: UUID | None = None,
    item_code: str = "T9",
    applicant: Actor | None = None,
) -> inviting.Service:
    return inviting.Service(
        source_key=f"visit:{uuid4()}",
        region_code=people.world.department.division_id,
        department_id=people.world.department.id,
        item_code=item_code,
        item_name="店铺登记",
        channel=channel,
        moment=Moment.VISIT,
        case_id=case_id,
        applicant_id=applicant.applicant_id if applicant else None,
    )


def invited(people: People, *, at: datetime = MONDAY, **changed: object) -> str:
    return inviting.invite(service=service(people, **changed), at=at)  # type: ignore[arg-type]


def invited_to(people: People, case_id: UUID, *, at: datetime = MONDAY) -> Invitation:
    code = invited(people, at=at, case_id=case_id, applicant=people.citizen)
    assert code
    return Invitation.objects.get(case_id=case_id)


def reviewed(
    people: People,
    level: int,
    *,
    text: str = "",
    aspects: tuple[str, ...] = (),
    at: datetime = MONDAY,
    **changed: object,
) -> UUID:
    """Review a visit by the code on its ticket."""
    return reviewing.review_by_code(
        code=invited(people, at=at, **changed),
        review=reviewing.Review(level, aspects, text),
        actor=ANONYMOUS,
        at=at,
    )


def later(days: int) -> datetime:
    return MONDAY + timedelta(days=days)
