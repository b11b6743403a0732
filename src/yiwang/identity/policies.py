# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""May this actor do this to this person or account? Pure: reads what it is handed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.foundation.enums import DivisionLevel
from yiwang.identity.errors import NotYours
from yiwang.organizations import policies as organizations
from yiwang.organizations.enums import Right

SELF_REGISTERED_ASSURANCE = 1
"""What somebody reaches who only says who they are."""

CRYPTOGRAPHIC = frozenset({"webauthn", "certificate"})
TWO_FACTORS = CRYPTOGRAPHIC | {"totp", "recovery_codes"}
"""What is shown beside a password, or is two factors in one."""
STRENGTH = ("certificate", "webauthn", "totp", "recovery_codes", "openid", "code", "password")
"""Factors, the strongest first."""
"""Factors that prove the holding of a key; a code by SMS or from an app does not."""

_NEEDS_CRYPTOGRAPHIC = frozenset(
    {
        Right.CASES_APPROVE,
        Right.ORGANIZATIONS_MANAGE,
        Right.IDENTITY_MANAGE,
        Right.SECURITY_MANAGE,
        Right.LEDGER_READ,
    }
)


class Action(StrEnum):
    """What may be asked of this room."""

    READ_PERSON = "read_person"
    CHANGE_PERSON = "change_person"
    FIND_PERSON = "find_person"
    REVEAL_NUMBER = "reveal_number"
    SIGN_UP = "sign_up"
    REGISTER_PERSON = "register_person"
    SET_ASSURANCE = "set_assurance"
    REGISTER_LEGAL_PERSON = "register_legal_person"
    READ_LEGAL_PERSON = "read_legal_person"
    APPOINT_HANDLER = "appoint_handler"
    CREATE_ACCOUNT = "create_account"
    CREATE_STAFF_ACCOUNT = "create_staff_account"
    CHANGE_PASSWORD = "change_password"
    RESET_PASSWORD = "reset_password"
    CLOSE_ACCOUNT = "close_account"
    UNLOCK_SIGN_IN = "unlock_sign_in"
    REGISTER_CLIENT = "register_client"
    LOAD_IN_BULK = "load_in_bulk"
    ROTATE_NUMBERS = "rotate_numbers"


@dataclass(frozen=True, slots=True)
class Place:
    """A department and its division."""

    department_id: UUID
    division_code: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what an action is about, as far as it is known.

    :param represented_by: the person who is the legal person's representative now
    :param handled_by: the actor's own person when they have a mandate for the legal person
    :param places: all departments where a staff member has a post, and the one that keeps them
    """

    person_id: UUID | None = None
    legal_person_id: UUID | None = None
    represented_by: UUID | None = None
    handled_by: UUID | None = None
    account_id: UUID | None = None
    staff_id: UUID | None = None
    places: tuple[Place, ...] = ()


NOBODY = Subject()


def can(actor: Actor, action: Action, subject: Subject = NOBODY) -> bool:
    """Return whether the actor may do this; what no rule allows is not allowed."""
    return actor.is_system or _RULES[action](actor, subject)


def check_can(actor: Actor, action: Action, subject: Subject = NOBODY) -> None:
    """Raise unless the actor may do this.

    :raises NotYours: they may not
    """
    if not can(actor, action, subject):
        raise NotYours


def needs_cryptographic_factor(actor: Actor) -> bool:
    """Tell whether a post asks for a passkey or a certificate: approvers and administrators.

    Source: GB/T 22239-2019, 8.1.4.1 d, two factors of which one is cryptographic.
    """
    return actor.is_staff and not _NEEDS_CRYPTOGRAPHIC.isdisjoint(actor.rights)


def factors_wanted(actor: Actor, *, staff: str, citizens: str) -> frozenset[str] | None:
    """Return the factors of which an actor shows one before they go on; None when any will do.

    :param staff: ``offered``, ``required`` of approvers and administrators, or of ``everyone``
    :param citizens: ``offered`` or ``required``
    Source: OWASP ASVS 5.0.0, 6.3.3.
    """
    if actor.is_citizen:
        return TWO_FACTORS if citizens == "required" else None
    if not actor.is_staff or staff == "offered":
        return None
    if needs_cryptographic_factor(actor):
        return CRYPTOGRAPHIC
    return TWO_FACTORS if staff == "everyone" else None


def highest_assurance(actor: Actor) -> int:
    """Return the assurance level that the actor can vouch for when they register somebody."""
    vouches = actor.is_system or (actor.is_staff and actor.has_right(Right.COUNTER_ASSIST))
    return 3 if vouches else SELF_REGISTERED_ASSURANCE


def _is_own_person(actor: Actor, subject: Subject) -> bool:
    return actor.is_citizen and actor.person_id is not None and actor.person_id == subject.person_id


def _is_own_account(actor: Actor, subject: Subject) -> bool:
    return actor.account_id is not None and actor.account_id == subject.account_id


def _assists(actor: Actor, _subject: Subject) -> bool:
    return actor.is_staff and actor.has_right(Right.COUNTER_ASSIST)


def _serves_a_case(actor: Actor, subject: Subject) -> bool:
    if _is_own_person(actor, subject):
        return True
    rights = {Right.CASES_ACCEPT, Right.CASES_HANDLE, Right.CASES_REVIEW, Right.CASES_APPROVE}
    return (actor.is_staff or actor.client_id != "") and not rights.isdisjoint(actor.rights)


def _may_find(actor: Actor, _subject: Subject) -> bool:
    return actor.has_right(Right.COUNTER_ASSIST)


def _is_a_stranger(actor: Actor, _subject: Subject) -> bool:
    return not actor.is_authenticated


def _may_change_person(actor: Actor, subject: Subject) -> bool:
    return _is_own_person(actor, subject) or _assists(actor, subject)


def _may_read_legal_person(actor: Actor, subject: Subject) -> bool:
    return (
        actor.is_citizen
        and actor.person_id is not None
        and actor.person_id
        in (
            subject.represented_by,
            subject.handled_by,
        )
    )


def _may_appoint(actor: Actor, subject: Subject) -> bool:
    if _assists(actor, subject):
        return True
    return (
        actor.is_citizen
        and actor.person_id is not None
        and actor.person_id == subject.represented_by
    )


def _manages_staff(actor: Actor, subject: Subject) -> bool:
    """Hold ``identity.manage`` over every department that the staff member belongs to.

    One department would not do: whoever manages a county could then take over the account of a
    provincial colleague who also holds a post in that county.
    """
    return _administers(actor, subject, Right.IDENTITY_MANAGE)


def _administers(actor: Actor, subject: Subject, right: Right) -> bool:
    if not actor.is_staff or not actor.has_right(right):
        return False
    if actor.staff_id == subject.staff_id or not subject.places:
        return False
    return all(
        organizations.reaches(
            actor, division_code=place.division_code, department_id=place.department_id
        )
        for place in subject.places
    )


def _manages_account(actor: Actor, subject: Subject) -> bool:
    if subject.staff_id is not None:
        return _manages_staff(actor, subject)
    # Citizens belong to no department: only the province's managers touch their accounts.
    return _is_of_the_province(actor, Right.IDENTITY_MANAGE)


def _is_of_the_province(actor: Actor, right: Right) -> bool:
    return (
        actor.is_staff
        and actor.has_right(right)
        and actor.covers_subtree
        and parse_division_code(actor.division_code).level <= DivisionLevel.PROVINCE
    )


def _guards_account(actor: Actor, subject: Subject) -> bool:
    """Hold ``security.manage`` over every place of the account; unlocking is nobody else's."""
    if subject.staff_id is not None:
        return _administers(actor, subject, Right.SECURITY_MANAGE)
    return _is_of_the_province(actor, Right.SECURITY_MANAGE)


def _never(_actor: Actor, _subject: Subject) -> bool:
    return False


_RULES: Mapping[Action, Callable[[Actor, Subject], bool]] = {
    Action.READ_PERSON: _is_own_person,
    Action.CHANGE_PERSON: _may_change_person,
    Action.FIND_PERSON: _may_find,
    Action.REVEAL_NUMBER: _serves_a_case,
    Action.SIGN_UP: _is_a_stranger,
    Action.REGISTER_PERSON: _assists,
    Action.SET_ASSURANCE: _assists,
    Action.REGISTER_LEGAL_PERSON: _assists,
    Action.READ_LEGAL_PERSON: _may_read_legal_person,
    Action.APPOINT_HANDLER: _may_appoint,
    Action.CREATE_ACCOUNT: _assists,
    Action.CREATE_STAFF_ACCOUNT: _manages_staff,
    Action.CHANGE_PASSWORD: _is_own_account,
    Action.RESET_PASSWORD: _manages_account,
    Action.CLOSE_ACCOUNT: _manages_account,
    Action.UNLOCK_SIGN_IN: _guards_account,
    Action.REGISTER_CLIENT: _manages_staff,
    Action.LOAD_IN_BULK: _never,
    Action.ROTATE_NUMBERS: _never,
}
