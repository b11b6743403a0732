# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Turn the checked rows of a spreadsheet into staff members and posts, some thousand at a time."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from yiwang.foundation.actors import Actor, ActorKind, system_actor
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact
from yiwang.organizations import events, newcomers, selectors
from yiwang.organizations.enums import ImportColumn, Right
from yiwang.organizations.models import PostHolding, StaffImport, StaffImportRow, StaffMember
from yiwang.organizations.services.records import BATCH, append_all, day_of

ACTOR = system_actor("staff-import")


def is_entitled(made: StaffImport, *, on: date) -> bool:
    """Tell whether the sender still manages the department, and as far as they did then."""
    return any(
        post.department_id == made.department_id
        and Right.ORGANIZATIONS_MANAGE in post.rights
        and (post.covers_subtree or not made.covers_subtree)
        for post in selectors.posts_of(made.sent_by_id, on)
    )


def letters_of(made: StaffImport) -> dict[ImportColumn, str]:
    """Return in which column of the sheet each of ours stands."""
    return dict(zip(ImportColumn, made.columns.split(","), strict=False))


def columns_of(letters: Mapping[ImportColumn, str]) -> str:
    """Return the letters as an import keeps them."""
    return ",".join(letters.get(column, "") for column in ImportColumn)


def take_over(made: StaffImport, *, at: datetime) -> None:
    """Make staff members and holdings of the good rows; write each to the ledger."""
    actor = _sender(made)
    rows = made.rows.filter(problems=[]).order_by("number")
    remaining = rows.iterator(chunk_size=BATCH)
    while some := list(islice(remaining, BATCH)):
        facts = [*_new_members(some), *_changed_members(some), *_holdings(some, actor, at)]
        if facts:
            append_all(facts, actor=actor, at=at)
        newcomers.welcome(_newcomers(some), actor=actor, at=at)
    made.rows.filter(problems=[]).delete()  # those that are wrong stay, for the report
    fact = events.StaffImported(
        import_id=made.id, new=made.rows_new, changed=made.rows_changed, left_out=made.rows_wrong
    )
    ledger.append(fact, actor=actor, at=at, region_code=made.department.division_id)


def _sender(made: StaffImport) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=made.sent_by_id,
        department_id=made.department_id,
        division_code=made.department.division_id,
        covers_subtree=made.covers_subtree,
        rights=frozenset({Right.ORGANIZATIONS_MANAGE}),
    )


def _new_members(rows: list[StaffImportRow]) -> Iterator[Fact]:
    members = []
    for row in rows:
        if not row.is_new or row.department_id is None:
            continue
        member = StaffMember(
            name=row.name,
            staff_number=row.staff_number,
            department_id=row.department_id,
            phone_masked=row.phone,
        )
        row.staff_id = member.id
        members.append(member)
    StaffMember.objects.bulk_create(members)
    yield from (events.StaffMemberCreated(staff_id=member.id) for member in members)


def _newcomers(rows: list[StaffImportRow]) -> list[newcomers.Newcomer]:
    return [
        newcomers.Newcomer(row.staff_id, row.staff_number)
        for row in rows
        if row.is_new and row.staff_id is not None
    ]


def _changed_members(rows: list[StaffImportRow]) -> Iterator[Fact]:
    wanted = {row.staff_id: row for row in rows if row.is_changed and row.staff_id}
    members = list(StaffMember.objects.select_for_update().filter(pk__in=wanted).order_by("id"))
    for member in members:
        row = wanted[member.id]
        if row.department_id is None:
            continue
        member.name, member.department_id = row.name, row.department_id
        member.phone_masked = row.phone or member.phone_masked
        yield events.StaffMemberChanged(staff_id=member.id, department_id=row.department_id)
    StaffMember.objects.bulk_update(members, ["name", "department", "phone_masked"])


def _holdings(rows: list[StaffImportRow], actor: Actor, at: datetime) -> Iterator[Fact]:
    wanted = [row for row in rows if (row.is_new or row.is_changed) and row.post_ids]
    held = _held([row.staff_id for row in wanted if row.staff_id], day_of(at))
    made = [
        (
            PostHolding(
                staff_id=row.staff_id,
                post_id=post_id,
                held_from=day_of(at),
                assigned_by_id=actor.staff_id,
            ),
            row.department_id,
        )
        for row in wanted
        for post_id in row.post_ids
        if row.staff_id and post_id not in held.get(row.staff_id, ())
    ]
    PostHolding.objects.bulk_create([holding for holding, _department in made])
    for holding, department_id in made:
        if department_id is not None:
            yield events.PostAssigned(
                staff_id=holding.staff_id,
                post_id=holding.post_id,
                department_id=department_id,
                held_from=holding.held_from,
            )


def _held(staff_ids: list[UUID], on: date) -> Mapping[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    held = PostHolding.objects.ending_after(on).filter(staff_id__in=staff_ids, leave__isnull=True)
    for staff_id, post_id in held.order_by().values_list("staff_id", "post_id"):
        found.setdefault(staff_id, set()).add(post_id)
    return found
