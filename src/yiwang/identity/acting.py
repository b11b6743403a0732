# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who acts, read in one statement: account, person or staff member, post and department.

Every request begins here, so the statement is written by hand (the ORM needs longer to put it
together than PostgreSQL to run it). It names tables of ``organizations`` as a foreign key would;
``tests/identity`` holds it to the models.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yiwang.foundation.actors import Actor, ActorKind

_ACCOUNT_COLUMNS = """
    a.id, a.is_active, a.password,
    p.id, p.name, p.assurance_level, m.legal_person_id,
    s.id, s.name, w.post_id, w.department_id, w.division_id, w.covers_subtree, w.rights,
    w.admin_role, w.deputizes_for_id,
    ARRAY(SELECT l.staff_id FROM organizations_leave l
          WHERE l.deputy_id = a.staff_id AND NOT l.is_cancelled
            AND l.starts_on <= %(on)s::date AND l.ends_on >= %(on)s::date),
    m.rights, g.id, g.principal_id, g.items, g.themes, g.rights, u.ward_id,
    v.applicants,
    ARRAY(SELECT l.department_id::text || ':' || l.item_code FROM organizations_data_label l
          WHERE l.level > coalesce(w.clearance, 1) AND (a.id IS NULL OR a.staff_id IS NOT NULL))
"""
_HANDLES = """h.accepted_at IS NOT NULL
          AND h.since <= %(on)s::date AND (h.until IS NULL OR h.until > %(on)s::date)"""
_ACCOUNT_JOINS = """
    LEFT JOIN identity_natural_person p ON p.id = a.person_id
    LEFT JOIN organizations_staff_member s ON s.id = a.staff_id
    LEFT JOIN LATERAL (
        SELECT h.post_id, o.department_id, d.division_id, o.covers_subtree, o.rights,
            o.admin_role, h.deputizes_for_id, o.clearance
        FROM organizations_post_holding h
        JOIN organizations_post o ON o.id = h.post_id
        JOIN organizations_department d ON d.id = o.department_id
        WHERE h.staff_id = a.staff_id
          AND h.held_from <= %(on)s::date AND (h.held_to IS NULL OR h.held_to > %(on)s::date)
          AND ({post}::uuid IS NULL OR h.post_id = {post}::uuid)
        ORDER BY h.leave_id NULLS FIRST, h.held_from, h.id
        LIMIT 1
    ) w ON true
    LEFT JOIN LATERAL (
        SELECT h.legal_person_id, array_agg(given.code) AS rights
        FROM identity_legal_person_handler h
        JOIN identity_legal_person f ON f.id = h.legal_person_id AND f.status = 'active'
        LEFT JOIN LATERAL unnest(h.rights) AS given (code) ON true
        WHERE h.person_id = a.person_id AND h.legal_person_id = {acting_for}::uuid
          AND {handles}
        GROUP BY h.legal_person_id
    ) m ON true
    LEFT JOIN LATERAL (
        SELECT d.id, d.principal_id, d.items, d.themes, d.rights
        FROM identity_mandate d
        WHERE d.id = {acting_for}::uuid AND d.state = 'active'
          AND d.since <= %(on)s::date AND d.until > %(on)s::date
          AND (d.agent_person_id = a.person_id OR EXISTS (
              SELECT FROM identity_legal_person_handler h
              JOIN identity_legal_person f ON f.id = h.legal_person_id AND f.status = 'active'
              WHERE h.legal_person_id = d.agent_firm_id AND h.person_id = a.person_id
                AND 'apply' = ANY (h.rights) AND {handles}
          ))
    ) g ON true
    LEFT JOIN LATERAL (
        SELECT w.ward_id
        FROM identity_guardianship w
        WHERE w.id = {acting_for}::uuid AND w.guardian_id = a.person_id
          AND w.since <= %(on)s::date AND w.until > %(on)s::date
    ) u ON true
    LEFT JOIN LATERAL (
        SELECT ARRAY(
            SELECT h.legal_person_id FROM identity_legal_person_handler h
            WHERE h.person_id = i.person_id AND {handles}
        ) || i.person_id AS applicants
        FROM identity_staff_person i
        WHERE i.staff_id = a.staff_id
    ) v ON true
"""
_TOKEN_PLACE = 26
"""Where the columns of the token begin, after those of the account."""
_BY_ACCOUNT = f"""
    SELECT {_ACCOUNT_COLUMNS}
    FROM identity_account a
    {_ACCOUNT_JOINS.format(post="%(post)s", acting_for="%(acting_for)s", handles=_HANDLES)}
    WHERE a.id = %(account)s
"""  # noqa: S608 - the parts are constants of this module
_BY_TOKEN = f"""
    SELECT {_ACCOUNT_COLUMNS},
        t.post_id, t.acting_for_id, t.expires_at,
        c.client_id, c.name, c.is_active, c.rights, c.covers_subtree, e.id, e.division_id
    FROM identity_access_token t
    LEFT JOIN identity_account a ON a.id = t.account_id
    {_ACCOUNT_JOINS.format(post="t.post_id", acting_for="t.acting_for_id", handles=_HANDLES)}
    LEFT JOIN identity_system_client c ON c.id = t.client_id
    LEFT JOIN organizations_department e ON e.id = c.department_id
    WHERE t.token_hash = %(hash)s::bytea
"""  # noqa: S608 - the parts are constants of this module


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as the statement found it.

    :param has_post: the post asked for is held, or none was asked for
    :param has_mandate: whom was asked for may be acted for, or nobody was asked for
    """

    actor: Actor
    is_active: bool
    password: str
    has_post: bool
    has_mandate: bool


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as the statement found it; the actor is one that may act."""

    actor: Actor
    expires_at: datetime


def account_row(
    account_id: UUID, *, post_id: UUID | None, acting_for: UUID | None, at: datetime
) -> AccountRow | None:
    """Return who acts through an account, in a post or for somebody else; one query.

    :param acting_for: a legal person, a mandate or a guardianship
    """
    row = _one(
        _BY_ACCOUNT,
        {"account": account_id, "post": post_id, "acting_for": acting_for, "on": _day(at)},
    )
    return None if row is None else _account(row, post_id=post_id, acting_for=acting_for)


def token_row(token_hash: bytes, *, at: datetime) -> TokenRow | None:
    """Return who acts through a token; nothing when it gives nobody the right to act; one query."""
    row = _one(_BY_TOKEN, {"hash": token_hash, "on": _day(at)})
    if row is None:
        return None
    post_id, acting_for, expires_at = row[_TOKEN_PLACE : _TOKEN_PLACE + 3]
    if row[0] is None:
        client = row[_TOKEN_PLACE + 3 :]
        return TokenRow(_client(client, row[25]), expires_at) if client[2] else None
    found = _account(row, post_id=post_id, acting_for=acting_for)
    if not (found.is_active and found.has_post and found.has_mandate):
        return None
    return TokenRow(found.actor, expires_at)


def _account(row: Sequence[Any], *, post_id: UUID | None, acting_for: UUID | None) -> AccountRow:
    (account_id, is_active, password, person_id, person, assurance, legal_person_id) = row[:7]
    (staff_id, staff, held_post, department_id, division, covers_subtree, rights) = row[7:14]
    (admin_role, deputy_for, covers_for) = row[14:17]
    (firm_rights, mandate_id, principal_id, items, themes, mandate_rights, ward_id) = row[17:24]
    stands_for, barred = row[24:26]
    is_staff = staff_id is not None
    actor = Actor(
        kind=ActorKind.STAFF if is_staff else ActorKind.CITIZEN,
        account_id=account_id,
        display_name=staff if is_staff else person or "",
        person_id=person_id,
        legal_person_id=legal_person_id,
        principal_id=principal_id or ward_id,
        mandate_id=mandate_id,
        mandate_items=frozenset(items or ()),
        mandate_themes=frozenset(themes or ()),
        acting_rights=_given(mandate_rights if mandate_id else firm_rights),
        assurance=assurance or 0,
        staff_id=staff_id,
        post_id=held_post,
        department_id=department_id,
        division_code=division or "",
        covers_subtree=bool(covers_subtree),
        rights=frozenset(rights or ()),
        admin_role=admin_role or "",
        deputy_for=deputy_for,
        covers_for=frozenset(covers_for),
        stands_for=frozenset(stands_for or ()),
        barred=frozenset(barred),
    )
    return AccountRow(
        actor=actor,
        is_active=is_active,
        password=password,
        has_post=post_id is None or held_post == post_id,
        has_mandate=acting_for is None or actor.is_acting_for_another,
    )


def _given(rights: Sequence[str | None] | None) -> frozenset[str] | None:
    return None if rights is None else frozenset(right for right in rights if right)


def _client(row: Sequence[Any], barred: Sequence[str]) -> Actor:
    client_id, name, _is_active, rights, covers_subtree, department_id, division = row
    return Actor(
        kind=ActorKind.CLIENT,
        client_id=client_id,
        display_name=name,
        rights=frozenset(rights or ()),
        covers_subtree=bool(covers_subtree),
        department_id=department_id,
        division_code=division,
        barred=frozenset(barred),
    )


def _one(statement: str, parameters: dict[str, Any]) -> Sequence[Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row: Sequence[Any] | None = cursor.fetchone()
    return row


def _day(at: datetime) -> date:
    return timezone.localdate(at)
