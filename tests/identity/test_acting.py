# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The statement that is written by hand says what the models would say."""

from datetime import date, timedelta

import pytest

from tests.identity.factories import MORNING, citizen_account, legal_person, staff_account
from tests.organizations.factories import PostFactory, PostHoldingFactory
from yiwang.identity import acting, selectors
from yiwang.identity.errors import AccountNotFound
from yiwang.identity.models import Account
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def test_it_finds_the_posts_that_the_models_find():
    account = staff_account(StandardPost.COUNTER)
    for standard in (StandardPost.HANDLER, StandardPost.APPROVER):
        PostHoldingFactory(
            staff=account.staff, post=PostFactory(standard=standard, covers_subtree=True)
        )
    held = organizations.posts_of(account.staff_id, date(2026, 11, 23))

    for post in held:
        row = acting.account_row(account.id, post_id=post.post_id, acting_for=None, at=MORNING)
        assert row is not None
        assert row.has_post
        assert row.actor.post_id == post.post_id
        assert row.actor.rights == post.rights
        assert row.actor.covers_subtree == post.covers_subtree
        assert row.actor.department_id == post.department_id
        assert row.actor.division_code == post.division_code
    assert len(held) == 3


def test_it_reads_the_account_that_the_models_read():
    account = Account.objects.select_related("person").get(pk=citizen_account().pk)
    assert account.person is not None

    row = acting.account_row(account.id, post_id=None, acting_for=None, at=MORNING)

    assert row is not None
    assert (row.password, row.is_active) == (account.password, True)
    assert row.actor.display_name == account.person.name
    assert row.actor.assurance == account.person.assurance_level


def test_it_reads_the_day_of_china_not_of_greenwich():
    account = citizen_account()
    firm = legal_person(account.person)
    late_in_london = MORNING.replace(hour=16, minute=30) - timedelta(days=1)

    actor = selectors.actor_for_account(account.id, acting_for=firm.id, at=late_in_london)

    assert actor.legal_person_id == firm.id


def test_an_account_that_does_not_exist_is_not_found():
    with pytest.raises(AccountNotFound):
        selectors.actor_for_account(legal_person().id, at=MORNING)
