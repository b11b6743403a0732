# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of this room, gathered for the others; each lives in a module of its own."""

from yiwang.identity.services.accounts import (
    NewAccount,
    change_password,
    close_account,
    close_accounts_of_former_staff,
    create_account,
    create_accounts_bulk,
    create_staff_account,
    reopen_account,
    reset_password,
    sign_up,
    unlock_sign_in,
)
from yiwang.identity.services.authentication import (
    Authentication,
    authentication_of,
    is_session_open,
)
from yiwang.identity.services.legal_persons import (
    NewLegalPerson,
    appoint_handler,
    end_handler,
    register_legal_person,
    register_legal_persons_bulk,
)
from yiwang.identity.services.passwords import random_password
from yiwang.identity.services.people import (
    NewPerson,
    change_contact,
    load_assurance_levels,
    register_people_bulk,
    register_person,
    set_assurance_level,
)
from yiwang.identity.services.reading import find_person_by_resident_id, reveal_number
from yiwang.identity.services.rotation import (
    Rotation,
    rotate_legal_person_numbers,
    rotate_person_numbers,
)
from yiwang.identity.services.sessions import (
    end_session,
    keep_session,
    start_session,
    switch_acting_for,
    switch_post,
)
from yiwang.identity.services.signing_in import sign_in
from yiwang.identity.services.throttle import count_tracking, forget_tracking
from yiwang.identity.services.tokens import (
    IssuedSecret,
    IssuedToken,
    clear_expired,
    close_client,
    issue_client_token,
    issue_token,
    register_client,
    revoke_token,
)

__all__ = [
    "Authentication",
    "IssuedSecret",
    "IssuedToken",
    "NewAccount",
    "NewLegalPerson",
    "NewPerson",
    "Rotation",
    "appoint_handler",
    "authentication_of",
    "change_contact",
    "change_password",
    "clear_expired",
    "close_account",
    "close_accounts_of_former_staff",
    "close_client",
    "count_tracking",
    "create_account",
    "create_accounts_bulk",
    "create_staff_account",
    "end_handler",
    "end_session",
    "find_person_by_resident_id",
    "forget_tracking",
    "is_session_open",
    "issue_client_token",
    "issue_token",
    "keep_session",
    "load_assurance_levels",
    "random_password",
    "register_client",
    "register_legal_person",
    "register_legal_persons_bulk",
    "register_people_bulk",
    "register_person",
    "reopen_account",
    "reset_password",
    "reveal_number",
    "revoke_token",
    "rotate_legal_person_numbers",
    "rotate_person_numbers",
    "set_assurance_level",
    "sign_in",
    "sign_up",
    "start_session",
    "switch_acting_for",
    "switch_post",
    "unlock_sign_in",
]
