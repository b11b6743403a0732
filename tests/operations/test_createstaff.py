# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang createstaff``: a member of staff who can sign in, or nothing at all."""

import pytest

from operations import staff
from operations.errors import OperationFailed
from tests.organizations.factories import XIHU, DepartmentFactory
from yiwang.foundation.errors import DomainError
from yiwang.identity.models import Account
from yiwang.organizations.models import Post, PostHolding, StaffMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def said() -> list[str]:
    DepartmentFactory()
    return []


def create(said: list[str], **changed: object) -> None:
    stated = {
        "login": "newclerk",
        "name": "王小明",
        "division": XIHU,
        "line": "市场监管",
        "rights": ["cases.accept"],
    }
    staff.create(**{**stated, **changed}, say=said.append)


def test_the_member_has_a_post_with_the_rights_and_a_password(said: list[str]):
    create(said)

    password = said[0].rpartition(" ")[2]
    member = StaffMember.objects.get(staff_number="newclerk")
    assert PostHolding.objects.get(staff=member).post.rights == ["cases.accept"]
    assert len(password) >= 12
    assert Account.objects.get(login="newclerk").check_password(password)


@pytest.mark.parametrize(
    "wrong", [{"line": "占星"}, {"division": "990000000000"}, {"login": "a b"}, {"name": ""}]
)
def test_what_is_refused_leaves_nothing_behind(said: list[str], wrong: dict[str, object]):
    with pytest.raises(DomainError):
        create(said, **wrong)

    assert (Post.objects.count(), StaffMember.objects.count(), said) == (0, 0, [])


def test_a_login_that_is_taken_leaves_nothing_behind(said: list[str]):
    create(said)

    with pytest.raises(DomainError):
        create(said)

    assert (Post.objects.count(), StaffMember.objects.count(), len(said)) == (1, 1, 1)


def test_an_unknown_right_is_refused_with_those_that_there_are(said: list[str]):
    with pytest.raises(OperationFailed, match=r"No such right: moon\.walk.*cases\.accept"):
        create(said, rights=["moon.walk"])
