# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What each scope says of somebody who is signed in to a client."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from yiwang.foundation.masking import mask_name
from yiwang.identity import selectors as identity
from yiwang.organizations import selectors as organizations
from yiwang.sso.enums import SENSITIVE, Scope
from yiwang.sso.protocol.tokens import Bearer

Claims = dict[str, Any]


def claims_of(bearer: Bearer, *, at: datetime) -> Claims:
    """Return what an access token lets its client know, and no more."""
    claims: Claims = {"sub": bearer.subject}
    for scope, tell in _TELLERS.items():
        if scope in bearer.scopes:
            claims |= tell(bearer, at)
    if bearer.person_id is not None and not SENSITIVE.isdisjoint(bearer.scopes):
        claims |= _own(bearer, at)
    return claims


def _profile(bearer: Bearer, _at: datetime) -> Claims:
    return {
        "name": mask_name(bearer.name),
        "name_is_masked": True,
        "assurance_level": bearer.assurance,
    }


def _own(bearer: Bearer, at: datetime) -> Claims:
    actor = identity.actor_for_account(bearer.account_id, at=at)
    own = identity.own_details(actor)
    told: Claims = {}
    if Scope.REAL_NAME in bearer.scopes:
        told |= {"name": own.name, "name_is_masked": False}
    if Scope.RESIDENT_ID in bearer.scopes:
        told["resident_id"] = own.resident_id
    if Scope.PHONE in bearer.scopes and own.phone:
        told["phone_number"] = own.phone
    return told


def _legal_person(bearer: Bearer, at: datetime) -> Claims:
    """Tell for which firm somebody acts, as long as they may."""
    if bearer.legal_person_id is None or bearer.person_id is None:
        return {"acting_for": None}
    held = identity.legal_persons_of(bearer.person_id, timezone.localdate(at))
    found = next((one for one in held if one.legal_person_id == bearer.legal_person_id), None)
    if found is None:
        return {"acting_for": None}
    role = str(found.role)
    return {"acting_for": {"uscc": found.uscc, "name": found.legal_person_name, "role": role}}


def _mandate(bearer: Bearer, _at: datetime) -> Claims:
    if bearer.principal_id is None:
        return {"mandate": None}
    principal = identity.person(bearer.principal_id)
    return {
        "mandate": {
            "id": str(bearer.mandate_id) if bearer.mandate_id else None,
            "principal_name": mask_name(principal.name),
        }
    }


def _staff(bearer: Bearer, at: datetime) -> Claims:
    if bearer.staff_id is None:
        return {}
    held = organizations.posts_of(bearer.staff_id, timezone.localdate(at))
    departments = {
        post.department_id: organizations.department(post.department_id) for post in held
    }
    return {
        "name": bearer.name,
        "staff_number": bearer.staff_number,
        "department": _department(departments[held[0].department_id]) if held else None,
        "posts": [
            {"name": post.name, "department": _department(departments[post.department_id])}
            for post in held
        ],
    }


def _department(department: organizations.DepartmentSummary) -> Claims:
    return {
        "name": department.name,
        "uscc": department.uscc,
        "division": department.division_code,
    }


_TELLERS: Mapping[Scope, Callable[[Bearer, datetime], Claims]] = {
    Scope.PROFILE: _profile,
    Scope.LEGAL_PERSON: _legal_person,
    Scope.MANDATE: _mandate,
    Scope.STAFF: _staff,
}
