# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions of whoever administers staff; each is narrowed to what the actor's post reaches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from yiwang.foundation.actors import Actor
from yiwang.organizations import reach
from yiwang.organizations.errors import StaffNotFound
from yiwang.organizations.models import Department, Post, PostHolding, StaffMember


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One staff member in a list; "posts" are those held today or later, by name."""

    id: UUID
    name: str
    staff_number: str
    department_id: UUID
    department_name: str
    phone_masked: str
    left_on: date | None
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffPage:
    """Some staff members by number, and where the next ones start ("" at the end)."""

    rows: Sequence[StaffLine]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class StaffFilter:
    """What the list is narrowed to."""

    words: str = ""
    department_id: UUID | None = None
    with_left: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """One post of a staff member, with all that administrators see of it."""

    id: UUID
    post_id: UUID
    post_name: str
    department_id: UUID
    department_name: str
    division_code: str
    admin_role: str
    needs_grant: bool
    held_from: date
    held_to: date | None
    deputizes_for: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post of a department, and by how many it is held."""

    id: UUID
    name: str
    department_id: UUID
    department_name: str
    rights: tuple[str, ...]
    covers_subtree: bool
    admin_role: str
    needs_grant: bool
    holders: int


def departments_reached(actor: Actor, *, prefix: str = "") -> Q:
    """Return the condition that a department is one that the actor's post reaches.

    :param prefix: where the department stands, such as "post__department__"
    """
    own = Q(**{f"{prefix}id": actor.department_id})
    if not actor.covers_subtree:
        return own
    first, last = reach.code_range(actor.division_code)
    return own | Q(**{f"{prefix}division__gte": first, f"{prefix}division__lte": last})


def staff_in_reach(
    actor: Actor, *, wanted: StaffFilter = StaffFilter(), cursor: str = "", limit: int = 50
) -> StaffPage:
    """Return the staff members that the departments in reach have taken on, by staff number.

    :param limit: 1 to 200
    """
    limit = max(1, min(limit, 200))
    found = StaffMember.objects.filter(departments_reached(actor, prefix="department__"))
    if not wanted.with_left:
        found = found.filter(left_on__isnull=True)
    if wanted.department_id:
        found = found.filter(department_id=wanted.department_id)
    if words := wanted.words.strip()[:60]:
        found = found.filter(Q(staff_number__startswith=words) | Q(name__startswith=words))
    if cursor:
        found = found.filter(staff_number__gt=cursor)
    rows = list(
        found.order_by("staff_number").values_list(
            "id",
            "name",
            "staff_number",
            "department_id",
            "department__name",
            "phone_masked",
            "left_on",
        )[: limit + 1]
    )
    posts = _post_names([row[0] for row in rows[:limit]])
    lines = [StaffLine(*row, posts=tuple(posts.get(row[0], ()))) for row in rows[:limit]]
    return StaffPage(lines, rows[limit - 1][2] if len(rows) > limit else "")


def staff_ids_in_reach(actor: Actor) -> Iterator[UUID]:
    """Yield all staff members that the departments in reach have taken on and not let go."""
    found = StaffMember.objects.filter(
        departments_reached(actor, prefix="department__"), left_on__isnull=True
    )
    ids = found.order_by("staff_number").values_list("id", flat=True)
    yield from ids.iterator(chunk_size=1000)


def staff_member(staff_id: UUID, actor: Actor) -> StaffLine:
    """Return one staff member of a department in reach.

    :raises StaffNotFound: there is none such
    """
    found = StaffMember.objects.filter(
        departments_reached(actor, prefix="department__"), pk=staff_id
    ).select_related("department")
    member = found.first()
    if member is None:
        raise StaffNotFound
    names = _post_names([member.id])
    return StaffLine(
        member.id,
        member.name,
        member.staff_number,
        member.department_id,
        member.department.name,
        member.phone_masked,
        member.left_on,
        tuple(names.get(member.id, ())),
    )


def _post_names(staff_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    held = PostHolding.objects.filter(staff_id__in=staff_ids, held_to__isnull=True)
    names: dict[UUID, list[str]] = {}
    rows = held.order_by("held_from", "id").values_list("staff_id", "post__name")
    for staff_id, name in rows:
        names.setdefault(staff_id, []).append(name)
    return names


def holdings_of(staff_id: UUID, *, limit: int = 50) -> list[Holding]:
    """Return the posts of a staff member, the present ones first, then those that ended."""
    held = PostHolding.objects.filter(staff_id=staff_id).select_related(
        "post__department", "deputizes_for"
    )
    return [
        Holding(
            id=each.id,
            post_id=each.post_id,
            post_name=each.post.name,
            department_id=each.post.department_id,
            department_name=each.post.department.name,
            division_code=each.post.department.division_id,
            admin_role=each.admin_role,
            needs_grant=each.needs_grant,
            held_from=each.held_from,
            held_to=each.held_to,
            deputizes_for=each.deputizes_for.name if each.deputizes_for else "",
        )
        for each in held.order_by("-held_to", "held_from", "id")[:limit]
    ]


def posts_in_reach(
    actor: Actor, *, on: date, department_id: UUID | None = None, limit: int = 200
) -> list[PostLine]:
    """Return posts of the departments in reach, by department and name, with their holders."""
    found = Post.objects.filter(departments_reached(actor, prefix="department__"))
    chosen = department_id or actor.department_id
    if chosen is None:
        return []
    found = found.filter(department_id=chosen)
    posts = list(found.select_related("department").order_by("name")[:limit])
    held = PostHolding.objects.held_on(on).filter(post__in=posts)
    holders: dict[UUID, int] = {}
    for post_id in held.order_by().values_list("post_id", flat=True):
        holders[post_id] = holders.get(post_id, 0) + 1
    return [
        PostLine(
            id=post.id,
            name=post.name,
            department_id=post.department_id,
            department_name=post.department.name,
            rights=tuple(post.rights),
            covers_subtree=post.covers_subtree,
            admin_role=post.admin_role,
            needs_grant=post.needs_grant,
            holders=holders.get(post.id, 0),
        )
        for post in posts
    ]


def find_departments(actor: Actor, words: str, *, limit: int = 20) -> list[tuple[UUID, str]]:
    """Return departments in reach whose name holds some words; the actor's own comes first."""
    found = Department.objects.filter(departments_reached(actor))
    if words := words.strip()[:60]:
        found = found.filter(Q(name__contains=words) | Q(uscc=words.upper()))
    rows = list(found.order_by("division_id", "uscc").values_list("id", "name")[:limit])
    return sorted(rows, key=lambda row: row[0] != actor.department_id)


def administrators_in_reach(actor: Actor, *, on: date) -> list[tuple[str, str, str, str, str]]:
    """Return who is which administrator: role, name, staff number, department, post."""
    held = PostHolding.objects.held_on(on).filter(
        departments_reached(actor, prefix="post__department__")
    )
    rows = held.exclude(admin_role="").order_by(
        "admin_role", "post__department__division_id", "staff__staff_number"
    )
    columns = (
        "admin_role",
        "staff__name",
        "staff__staff_number",
        "post__department__name",
        "post__name",
    )
    return list(rows.values_list(*columns)[:500])
