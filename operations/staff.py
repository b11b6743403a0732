# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang createstaff``: a staff member with a post and an account."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils import timezone

from operations.errors import OperationFailed
from yiwang.foundation.actors import system_actor
from yiwang.identity import services as identity
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import Right


@transaction.atomic
def create(
    *,
    login: str,
    name: str,
    division: str,
    line: str,
    rights: Sequence[str],
    say: Callable[[str], None],
) -> None:
    """Make the staff member, all or nothing, and say the password, which is shown this once.

    :param line: the department's line, such as 市场监管
    :raises OperationFailed: a right does not exist
    """
    known = {right.value for right in Right}
    if unknown := sorted(set(rights) - known):
        raise OperationFailed(
            f"No such right: {', '.join(unknown)}. Rights are: {', '.join(sorted(known))}."
        )
    department = organizations.department_for_line(line, division)
    actor, at, password = system_actor("createstaff"), timezone.now(), identity.random_password()
    post = services.create_post(
        department_id=department.id, name=f"{name}（{login}）", rights=rights, actor=actor, at=at
    )
    member = services.create_staff(
        name=name, staff_number=login, department_id=department.id, actor=actor, at=at
    )
    services.assign_post(staff_id=member.id, post_id=post.id, actor=actor, at=at)
    identity.create_staff_account(
        staff_id=member.id, login=login, password=password, actor=actor, at=at
    )
    say(f"{department.name}: {name}, login {login}, password {password}")
