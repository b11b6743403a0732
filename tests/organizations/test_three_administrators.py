# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""System, security and audit: nobody is two, and the database itself refuses it, whoever asks.

The statements run as the database's superuser, past every service.
"""

import itertools
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.urls import get_resolver

from tests.organizations.administrators import MORNING, administrator, hold
from tests.organizations.factories import DepartmentFactory, PostFactory, StaffMemberFactory
from yiwang.foundation.identifiers import new_id
from yiwang.organizations import policies, services
from yiwang.organizations.enums import (
    ADMIN_RIGHTS,
    DEFINING_RIGHTS,
    GRANTED_RIGHTS,
    STANDARD_RIGHTS,
    AdminRole,
    Right,
    StandardPost,
)
from yiwang.organizations.errors import MixedRights, PostIsHeld
from yiwang.organizations.models import Post, PostHolding

pytestmark = pytest.mark.django_db

KINDS = (StandardPost.ADMINISTRATOR, StandardPost.SECURITY, StandardPost.AUDITOR)
PAIRS = list(itertools.permutations(KINDS, 2))
JANUARY, JULY, AUGUST = date(2026, 1, 1), date(2026, 7, 1), date(2026, 8, 1)


def insert_holding(staff_id, post_id, held_from, held_to=None, *, assigned_by=None):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organizations_post_holding "
            "(id, staff_id, post_id, held_from, held_to, assigned_by_id) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [new_id(), staff_id, post_id, held_from, held_to, assigned_by],
        )


def run(statement, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_the_statements_of_this_module_run_as_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        assert cursor.fetchone() == ("on",)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_nobody_holds_two_administrators_posts_at_once(first, second):
    staff = hold(DepartmentFactory(), first).staff

    with pytest.raises(IntegrityError, match="nobody_is_two_administrators"):
        insert_holding(staff.id, PostFactory(standard=second).id, JULY)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_one_day_in_common_is_too_much(first, second):
    staff = StaffMemberFactory()
    insert_holding(staff.id, PostFactory(standard=first).id, JANUARY, AUGUST)

    with pytest.raises(IntegrityError, match="nobody_is_two_administrators"):
        insert_holding(staff.id, PostFactory(standard=second).id, date(2026, 7, 31))
    insert_holding(staff.id, PostFactory(standard=second).id, AUGUST)


def test_the_same_administrators_post_in_two_departments_is_fine():
    staff = hold(DepartmentFactory(), StandardPost.SECURITY).staff

    insert_holding(staff.id, PostFactory(standard=StandardPost.SECURITY).id, JULY)

    assert PostHolding.objects.filter(staff=staff, admin_role=AdminRole.SECURITY).count() == 2


def test_an_administrator_may_also_do_ordinary_work_in_a_post_of_its_own():
    staff = hold(DepartmentFactory(), StandardPost.AUDITOR).staff

    insert_holding(staff.id, PostFactory(standard=StandardPost.COUNTER).id, JULY)

    assert PostHolding.objects.filter(staff=staff).count() == 2


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_post_cannot_become_another_administrators_under_its_holder(first, second):
    staff = hold(DepartmentFactory(), first).staff
    ordinary = hold(DepartmentFactory(), StandardPost.COUNTER, staff=staff).post

    with pytest.raises(IntegrityError, match="nobody_is_two_administrators"):
        run(
            "UPDATE organizations_post SET rights = %s WHERE id = %s",
            [right.value for right in STANDARD_RIGHTS[second]],
            ordinary.id,
        )


def test_what_a_post_is_cannot_be_written_over():
    holding = hold(DepartmentFactory(), StandardPost.SECURITY)

    with pytest.raises(IntegrityError, match="holding_has_the_role_of_its_post"):
        run(
            "UPDATE organizations_post_holding SET admin_role = '' WHERE id = %s",
            holding.id,
        )


def test_a_wrong_role_that_is_inserted_is_put_right():
    post = PostFactory(standard=StandardPost.AUDITOR)
    holding = PostHolding(
        staff=StaffMemberFactory(), post=post, held_from=JULY, admin_role="system"
    )
    holding.save()
    holding.refresh_from_db()

    assert (holding.admin_role, holding.needs_grant) == (AdminRole.AUDIT, True)


@pytest.mark.parametrize("role", list(DEFINING_RIGHTS))
def test_an_administrators_post_has_no_other_rights(role):
    for right in set(Right) - ADMIN_RIGHTS[role]:
        with pytest.raises(IntegrityError, match="_has_no_other_rights"), transaction.atomic():
            PostFactory(rights=[*sorted(DEFINING_RIGHTS[role]), right])
        with pytest.raises(MixedRights):
            policies.admin_role_of({*DEFINING_RIGHTS[role], right})


def test_python_and_the_database_agree_what_a_post_is():
    for standard in StandardPost:
        post = Post.objects.get(pk=PostFactory(standard=standard).pk)

        assert post.admin_role == policies.admin_role_of(post.rights), standard
        assert post.needs_grant == policies.needs_grant(post.rights), standard


@pytest.mark.parametrize("right", sorted(GRANTED_RIGHTS))
def test_a_staff_member_gives_no_powerful_post_without_a_grant_even_by_sql(right):
    giver = StaffMemberFactory()

    with pytest.raises(IntegrityError, match="powerful_post_was_granted"):
        insert_holding(
            StaffMemberFactory().id, PostFactory(rights=[right]).id, JULY, assigned_by=giver.id
        )


@pytest.mark.parametrize("right", sorted(GRANTED_RIGHTS))
def test_an_ordinary_post_does_not_become_powerful_under_who_was_given_it(right):
    post = PostFactory(rights=[])
    insert_holding(StaffMemberFactory().id, post.id, JULY, assigned_by=StaffMemberFactory().id)

    with pytest.raises(IntegrityError, match="powerful_post_was_granted"):
        run("UPDATE organizations_post SET rights = %s WHERE id = %s", [right], post.id)


def test_nobody_gives_themselves_a_post_even_by_sql():
    staff = StaffMemberFactory()

    with pytest.raises(IntegrityError, match="post_not_given_to_oneself"):
        insert_holding(staff.id, PostFactory().id, JULY, assigned_by=staff.id)


@pytest.mark.parametrize(
    "change",
    [
        "asked_by_id = staff_id",
        "decided_by_id = staff_id",
        "decided_by_id = asked_by_id",
        "state = 'approved', decided_by_id = NULL, decided_at = now()",
        "state = 'approved', decided_by_id = asked_by_id, decided_at = now()",
    ],
)
def test_no_grant_is_anybodys_own_even_by_sql(change):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organizations_grant "
            "(id, staff_id, post_id, held_from, reason, state, asked_by_id, asked_at, answer) "
            "VALUES (%s, %s, %s, '2026-07-01', '', 'asked', %s, now(), '')",
            [new_id(), StaffMemberFactory().id, PostFactory().id, StaffMemberFactory().id],
        )

    with pytest.raises(IntegrityError):
        run(f"UPDATE organizations_grant SET {change}")  # noqa: S608 - from the list above


def test_the_service_says_in_words_that_a_held_post_gains_no_power():
    holding = hold(DepartmentFactory(), StandardPost.HANDLER)
    actor = administrator(holding.post.department, StandardPost.ADMINISTRATOR)

    with pytest.raises(PostIsHeld):
        services.change_post_rights(
            post_id=holding.post_id,
            rights=[Right.CASES_READ, Right.CASES_APPROVE],
            covers_subtree=False,
            actor=actor,
            at=MORNING,
        )


def test_djangos_own_administration_is_not_there_to_go_round_it():
    assert not apps.is_installed("django.contrib.admin")
    assert not apps.is_installed("django.contrib.admindocs")
    patterns = "".join(str(entry.pattern) for entry in get_resolver().url_patterns)
    assert "admin" not in patterns


def test_no_account_is_a_superuser():
    account = apps.get_model("identity", "Account")
    names = {field.name for field in account._meta.get_fields()}

    assert names.isdisjoint({"is_superuser", "is_staff", "groups", "user_permissions"})
