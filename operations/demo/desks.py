# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The people of one department, from counter to approval, with accounts that people remember."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from operations.demo.lower_reviews import NewPerson, make_person
from yiwang.organizations.enums import STANDARD_RIGHTS, StandardPost

ROLES: Sequence[tuple[str, str, StandardPost]] = (
    ("counter", "收件", StandardPost.COUNTER),
    ("handler", "承办", StandardPost.HANDLER),
    ("reviewer", "审核", StandardPost.REVIEWER),
    ("approver", "批准", StandardPost.APPROVER),
)


def staffed(
    prefix: str, surname: str, department_id: UUID, *, of: str, first: int, at: datetime
) -> None:
    """Give a department four people whose logins begin alike, once.

    :param of: what they are there for, said of their posts
    :param first: the number of the first of them; the others follow
    """
    for place, (role, name, post) in enumerate(ROLES):
        make_person(
            NewPerson(
                login=f"{prefix}-{role}",
                name=f"{surname}{name}",
                number=f"L{first + place:05}",
                department_id=department_id,
                post=f"{post.label}（{of}）",
                rights=STANDARD_RIGHTS[post],
            ),
            at=at,
        )
