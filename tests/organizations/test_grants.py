# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Powerful posts: one administrator asks, a security administrator answers."""

from datetime import date

import pytest

from tests.organizations.administrators import MORNING, actor_in, administrator, hold
from tests.organizations.factories import (
    HANGZHOU,
    NINGBO,
    XIHU,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
)
from yiwang.foundation.actors import system_actor
from yiwang.ledger import selectors as ledger
from yiwang.organizations import selectors, services
from yiwang.organizations.enums import GrantState, Right, StandardPost
from yiwang.organizations.errors import (
    GrantAskedAlready,
    GrantNeeded,
    GrantNotFound,
    GrantNotWaiting,
    NoGrantNeeded,
    NotInYourReach,
    OwnGrant,
    OwnPost,
    PostAlreadyHeld,
    ReasonNeeded,
    RightNotYours,
    TwoAdministrators,
)
from yiwang.organizations.models import PostHolding

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def bureau(db):
    return DepartmentFactory(of=XIHU)


@pytest.fixture
def asker(bureau):
    return administrator(bureau, StandardPost.ADMINISTRATOR)


@pytest.fixture
def guard(bureau):
    return administrator(bureau, StandardPost.SECURITY)


@pytest.fixture
def approving(bureau):
    return PostFactory(department=bureau, standard=StandardPost.APPROVER)


def ask(actor, post, staff=None, reason="接任批准岗"):
    staff = staff or StaffMemberFactory(department=post.department)
    return services.ask_grant(
        staff_id=staff.id, post_id=post.id, reason=reason, actor=actor, at=MORNING
    )


def decide(actor, grant, *, is_approved=True):
    return services.decide_grant(
        grant_id=grant.id, is_approved=is_approved, actor=actor, at=MORNING
    )


def test_an_approved_request_puts_them_in_the_post(asker, guard, approving):
    grant = ask(asker, approving)
    assert selectors.posts_of(grant.staff_id, TODAY) == []

    decide(guard, grant)

    (held,) = selectors.posts_of(grant.staff_id, TODAY)
    assert Right.CASES_APPROVE in held.rights
    holding = PostHolding.objects.get(staff=grant.staff_id)
    assert (holding.grant_id, holding.assigned_by_id) == (grant.id, guard.staff_id)
    assert [event.kind for event in ledger.events_about("staff_member", grant.staff_id)] == [
        "organizations.grant_asked",
        "organizations.grant_decided",
        "organizations.post_assigned",
    ]


def test_a_refused_request_gives_nothing(asker, guard, approving):
    grant = decide(guard, ask(asker, approving), is_approved=False)

    assert grant.state == GrantState.REFUSED
    assert selectors.posts_of(grant.staff_id, TODAY) == []
    with pytest.raises(GrantNotWaiting):
        decide(guard, grant)


def test_a_powerful_post_is_not_simply_assigned(asker, approving):
    with pytest.raises(GrantNeeded):
        services.assign_post(
            staff_id=StaffMemberFactory().id, post_id=approving.id, actor=asker, at=MORNING
        )


def test_an_ordinary_post_needs_no_request(asker, bureau):
    with pytest.raises(NoGrantNeeded):
        ask(asker, PostFactory(department=bureau, standard=StandardPost.COUNTER))


def test_nobody_asks_for_themselves(bureau, approving):
    holding = hold(bureau, StandardPost.ADMINISTRATOR)

    with pytest.raises(OwnPost):
        ask(actor_in(holding), approving, staff=holding.staff)


def test_nobody_approves_what_they_asked_for(guard, approving):
    with pytest.raises(OwnGrant):
        decide(guard, ask(guard, approving))


def test_nobody_approves_what_they_get(bureau, asker, approving):
    holding = hold(bureau, StandardPost.SECURITY)

    with pytest.raises(OwnGrant):
        decide(actor_in(holding), ask(asker, approving, staff=holding.staff))


@pytest.mark.parametrize(
    "standard", [post for post in StandardPost if post is not StandardPost.SECURITY]
)
def test_only_a_security_administrator_answers(bureau, asker, approving, standard):
    with pytest.raises(NotInYourReach):
        decide(administrator(bureau, standard), ask(asker, approving))


def test_not_even_our_own_processes_answer(asker, approving):
    with pytest.raises(NotInYourReach):
        decide(system_actor("sweep"), ask(asker, approving))


@pytest.mark.parametrize("standard", list(StandardPost))
def test_only_system_and_security_administrators_ask(bureau, approving, standard):
    actor = administrator(bureau, standard)

    if standard in (StandardPost.ADMINISTRATOR, StandardPost.SECURITY):
        assert ask(actor, approving).state == GrantState.ASKED
    else:
        with pytest.raises(NotInYourReach):
            ask(actor, approving)


def test_a_security_administrator_of_another_city_neither_asks_nor_answers(asker, approving):
    elsewhere = administrator(DepartmentFactory(of=NINGBO), StandardPost.SECURITY)

    with pytest.raises(NotInYourReach):
        ask(elsewhere, approving)
    with pytest.raises(NotInYourReach):
        decide(elsewhere, ask(asker, approving))


def test_one_of_the_city_answers_for_its_districts(asker, approving):
    city = administrator(DepartmentFactory(of=HANGZHOU), StandardPost.SECURITY)

    assert decide(city, ask(asker, approving)).state == GrantState.APPROVED


def test_a_post_that_reaches_down_is_approved_by_one_who_does(bureau, asker):
    narrow = PostFactory(department=bureau, standard=StandardPost.SECURITY)
    guard = actor_in(PostHoldingFactory(post=narrow))
    wide = PostFactory(department=bureau, standard=StandardPost.APPROVER, covers_subtree=True)

    with pytest.raises(RightNotYours):
        decide(guard, ask(asker, wide))


def test_one_of_the_three_is_not_made_another(bureau, guard):
    auditor = hold(bureau, StandardPost.AUDITOR)
    post = PostFactory(department=bureau, standard=StandardPost.SECURITY)

    with pytest.raises(TwoAdministrators):
        ask(guard, post, staff=auditor.staff)


def test_two_requests_for_one_person_cannot_both_be_approved(bureau, asker, guard):
    staff = StaffMemberFactory(department=bureau)
    first = ask(asker, PostFactory(department=bureau, standard=StandardPost.SECURITY), staff=staff)
    second = ask(asker, PostFactory(department=bureau, standard=StandardPost.AUDITOR), staff=staff)
    decide(guard, first)

    with pytest.raises(TwoAdministrators):
        decide(guard, second)
    second.refresh_from_db()
    assert second.state == GrantState.ASKED


def test_a_request_is_made_once(asker, approving):
    grant = ask(asker, approving)

    with pytest.raises(GrantAskedAlready):
        ask(asker, approving, staff=grant.staff)


def test_what_is_held_is_not_asked_for(bureau, asker):
    holding = hold(bureau, StandardPost.APPROVER)

    with pytest.raises(PostAlreadyHeld):
        ask(asker, holding.post, staff=holding.staff)


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201, "坏\x00"])
def test_a_request_has_a_reason(asker, approving, reason):
    with pytest.raises(ReasonNeeded):
        ask(asker, approving, reason=reason)


def test_who_asked_takes_it_back_and_nobody_else(asker, guard, approving):
    grant = ask(asker, approving)

    with pytest.raises(OwnGrant):
        services.withdraw_grant(grant_id=grant.id, actor=guard, at=MORNING)
    services.withdraw_grant(grant_id=grant.id, actor=asker, at=MORNING)

    with pytest.raises(GrantNotWaiting):
        decide(guard, grant)


def test_a_request_that_does_not_exist_is_not_found(guard, approving):
    with pytest.raises(GrantNotFound):
        services.decide_grant(grant_id=approving.id, is_approved=True, actor=guard, at=MORNING)


def test_security_administrators_set_up_the_posts_of_security_and_audit(bureau, guard, asker):
    for rights in ([Right.SECURITY_MANAGE], [Right.LEDGER_READ, Right.CASES_READ]):
        made = services.create_post(
            department_id=bureau.id, name=str(rights[0]), rights=rights, actor=guard, at=MORNING
        )
        assert made.rights == sorted(rights)
        with pytest.raises(RightNotYours):
            services.create_post(
                department_id=bureau.id, name="另一岗", rights=rights, actor=asker, at=MORNING
            )
    with pytest.raises(NotInYourReach):
        services.create_post(
            department_id=bureau.id,
            name="窗口岗",
            rights=[Right.CASES_READ],
            actor=guard,
            at=MORNING,
        )
