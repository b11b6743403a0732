# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A deputy does the work of who is away: the same steps, and both names in the record."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from tests.factories import STEP_DATA, World, staff_account
from tests.workbench.desks import COUNTER, HANDLER, accepted, again, at_desk, waiting_step, words
from yiwang.cases import selectors as cases
from yiwang.cases.errors import AlreadyClaimed
from yiwang.cases.models import Case, StepRecord
from yiwang.cases.services import handling, passing_on, sweeps, work
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.ledger import selectors as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services as staffing
from yiwang.organizations.enums import LeaveReason, StandardPost
from yiwang.organizations.errors import LeaveNotFound, NotInYourReach

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def staff_id_of(world: World, standard) -> UUID:
    staff_id = world.staff[standard].staff_id
    assert staff_id is not None
    return staff_id


def leave(world: World, *, starts_on: date | None = None, days: int = 3):
    """Send the handler on leave, with the clerk of the counter as deputy."""
    first = starts_on or today()
    return staffing.set_leave(
        staff_id=staff_id_of(world, HANDLER),
        deputy_id=staff_id_of(world, COUNTER),
        starts_on=first,
        ends_on=first + timedelta(days=days),
        reason=LeaveReason.ANNUAL,
        actor=world.staff_actor(HANDLER),
        at=timezone.now(),
    )


def deputy(world: World, *, days_ahead: int = 0) -> Actor:
    """Return the clerk of the counter, acting in the handler's post."""
    handlers = organizations.posts_of(staff_id_of(world, HANDLER), today())
    return identity.actor_for_account(
        world.staff[COUNTER].id,
        post_id=handlers[0].post_id,
        at=timezone.now() + timedelta(days=days_ahead),
    )


def taken_by_handler(world: World) -> Case:
    case = accepted(world)
    (item,) = cases.open_items(case)
    work.claim_work(work_item_id=item.id, actor=world.staff_actor(HANDLER), at=timezone.now())
    return again(case)


def finish(case: Case, actor: Actor) -> Case:
    return handling.complete_step(
        case_id=case.id,
        step_key=waiting_step(case),
        data=STEP_DATA,
        opinion="情况属实。",
        actor=actor,
        at=timezone.now(),
    )


def test_what_waits_for_the_absent_waits_for_the_deputy(world: World):
    case = accepted(world)
    leave(world)

    rows = cases.tasks(deputy(world), today=today()).rows

    assert [row.case_id for row in rows] == [case.id]


def test_what_the_absent_has_taken_is_finished_by_the_deputy_and_both_are_named(world: World):
    case = taken_by_handler(world)
    leave(world)

    finish(case, deputy(world))

    record = StepRecord.objects.get(case=case)
    absent = world.staff_actor(HANDLER).display_name
    assert record.done_by_id == staff_id_of(world, COUNTER)
    assert record.done_by_name == f"{world.staff_actor(COUNTER).display_name}（代 {absent} 办理）"
    done = [
        event
        for event in ledger.events_about("case", case.id)
        if event.kind == "cases.step_completed"
    ]
    assert done[0].actor["staff_id"] == str(staff_id_of(world, COUNTER))
    assert done[0].actor["deputy_for"] == str(staff_id_of(world, HANDLER))


def test_what_nobody_had_taken_is_done_in_the_absent_ones_name_too(world: World):
    case = accepted(world)
    leave(world)

    finish(case, deputy(world))

    assert "（代 " in StepRecord.objects.get(case=case).done_by_name


def test_the_deputy_takes_over_what_was_taken(world: World):
    case = taken_by_handler(world)
    leave(world)
    (item,) = cases.open_items(case)

    work.claim_work(work_item_id=item.id, actor=deputy(world), at=timezone.now())

    (item,) = cases.open_items(case)
    assert item.claimed_by_id == staff_id_of(world, COUNTER)


def test_without_a_leave_what_is_taken_is_taken(world: World):
    case = taken_by_handler(world)
    clerk = world.staff_actor(COUNTER)
    posing = Actor(
        kind=clerk.kind,
        staff_id=clerk.staff_id,
        department_id=clerk.department_id,
        division_code=clerk.division_code,
        rights=world.staff_actor(HANDLER).rights,
    )

    with pytest.raises(AlreadyClaimed):
        finish(case, posing)


def test_before_and_after_the_leave_nothing_passes(world: World):
    leave(world, starts_on=today() + timedelta(days=2), days=3)
    posts = {
        ahead: {
            post.name
            for post in organizations.posts_of(
                staff_id_of(world, COUNTER), today() + timedelta(days=ahead)
            )
        }
        for ahead in (1, 2, 5, 6)
    }

    assert len(posts[2]) == len(posts[5]) == 2
    assert len(posts[1]) == len(posts[6]) == 1


def test_a_leave_that_ends_early_takes_the_deputys_post_at_once(world: World):
    made = leave(world)

    staffing.end_leave(leave_id=made.id, actor=world.staff_actor(HANDLER), at=timezone.now())

    assert len(organizations.posts_of(staff_id_of(world, COUNTER), today())) == 1
    assert world.staff_actor(COUNTER).covers_for == frozenset()


def test_on_ones_own_page_only_ones_own_leave_ends(world: World):
    made, at = leave(world), timezone.now()
    manager = staff_account(world.department, StandardPost.ADMINISTRATOR)
    others = (identity.actor_for_account(manager.id), world.staff_actor(COUNTER))

    for other in others:
        with pytest.raises(LeaveNotFound):
            staffing.end_own_leave(leave_id=made.id, actor=other, at=at)
    assert len(organizations.leaves_of(staff_id_of(world, HANDLER), on=today())) == 1
    staffing.end_own_leave(leave_id=made.id, actor=world.staff_actor(HANDLER), at=at)

    assert organizations.leaves_of(staff_id_of(world, HANDLER), on=today()) == []


def test_what_the_deputy_left_undone_goes_back_to_everybody(world: World):
    case = taken_by_handler(world)
    made = leave(world)
    (item,) = cases.open_items(case)
    work.claim_work(work_item_id=item.id, actor=deputy(world), at=timezone.now())
    staffing.end_leave(leave_id=made.id, actor=world.staff_actor(HANDLER), at=timezone.now())

    assert sweeps.run_sweeps(at=timezone.now())["release_orphaned_work"] == 1

    (item,) = cases.open_items(case)
    assert item.claimed_by_id is None
    assert sweeps.run_sweeps(at=timezone.now())["release_orphaned_work"] == 0


def test_the_task_list_says_whose_work_it_is(world: World):
    taken_by_handler(world)
    leave(world)
    client = at_desk(world.staff[COUNTER])
    handlers = organizations.posts_of(staff_id_of(world, HANDLER), today())
    client.post("/workbench/post", {"post": str(handlers[0].post_id)})

    page = words(client.get("/workbench/"))

    assert "代离岗同事办" in page


def test_open_work_is_counted_and_passed_on_by_who_manages_the_staff(world: World):
    case = taken_by_handler(world)
    leaver = staff_id_of(world, HANDLER)
    (open_work,) = cases.open_work_of(leaver)
    assert (open_work.department_id, open_work.role, open_work.count) == (
        case.department_id,
        "handler",
        1,
    )

    with pytest.raises(NotInYourReach):
        passing_on.pass_on_work(
            from_staff_id=leaver,
            to_staff_id=None,
            actor=world.staff_actor(COUNTER),
            at=timezone.now(),
        )
    manager = Actor(
        kind=world.staff_actor(COUNTER).kind,
        staff_id=staff_id_of(world, COUNTER),
        department_id=case.department_id,
        rights=frozenset({"organizations.manage"}),
    )
    passed = passing_on.pass_on_work(
        from_staff_id=leaver,
        to_staff_id=staff_id_of(world, COUNTER),
        actor=manager,
        at=timezone.now(),
    )

    assert (passed.given, passed.released) == (0, 1)
    assert cases.open_work_of(leaver) == []
