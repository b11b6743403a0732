# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of this room, gathered for the others; each lives in a module of its own."""

from yiwang.identity.mandate_texts import Draft, ScopeItem, Terms
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
from yiwang.identity.services.evidence import (
    expire_evidence,
)
from yiwang.identity.services.firms import (
    claim_legal_person,
    recheck_legal_persons,
)
from yiwang.identity.services.guardians import (
    become_guardian,
    end_guardianship,
    end_guardianships_of_adults,
    register_guardian,
)
from yiwang.identity.services.handlers import (
    accept_invitation,
    change_handler,
    dismiss_handler,
    invite_handler,
    matched_person,
)
from yiwang.identity.services.legal_persons import (
    NewLegalPerson,
    appoint_handler,
    end_handler,
    register_legal_person,
    register_legal_persons_bulk,
)
from yiwang.identity.services.mandates import (
    accept_mandate,
    draft_mandate,
    end_mandate,
    expire_mandates,
    sign_mandate,
)
from yiwang.identity.services.paper_mandates import (
    Paper,
    TakenPaper,
    confirm_paper_mandate,
    renew_code,
    take_paper_mandate,
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
from yiwang.identity.services.real_names import (
    check_real_name,
    note_passkey,
    release_number,
    verify_at_counter,
)
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
from yiwang.identity.services.staff import dismiss_staff, locked_accounts
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
    "Draft",
    "IssuedSecret",
    "IssuedToken",
    "NewAccount",
    "NewLegalPerson",
    "NewPerson",
    "Paper",
    "Rotation",
    "ScopeItem",
    "TakenPaper",
    "Terms",
    "accept_invitation",
    "accept_mandate",
    "appoint_handler",
    "authentication_of",
    "become_guardian",
    "change_contact",
    "change_handler",
    "change_password",
    "check_real_name",
    "claim_legal_person",
    "clear_expired",
    "close_account",
    "close_accounts_of_former_staff",
    "close_client",
    "confirm_paper_mandate",
    "count_tracking",
    "create_account",
    "create_accounts_bulk",
    "create_staff_account",
    "dismiss_handler",
    "draft_mandate",
    "end_guardianship",
    "end_guardianships_of_adults",
    "dismiss_staff",
    "end_handler",
    "end_mandate",
    "end_session",
    "expire_evidence",
    "expire_mandates",
    "find_person_by_resident_id",
    "forget_tracking",
    "invite_handler",
    "is_session_open",
    "issue_client_token",
    "issue_token",
    "keep_session",
    "load_assurance_levels",
    "locked_accounts",
    "matched_person",
    "note_passkey",
    "random_password",
    "recheck_legal_persons",
    "register_client",
    "register_guardian",
    "register_legal_person",
    "register_legal_persons_bulk",
    "register_people_bulk",
    "register_person",
    "release_number",
    "renew_code",
    "reopen_account",
    "reset_password",
    "reveal_number",
    "revoke_token",
    "rotate_legal_person_numbers",
    "rotate_person_numbers",
    "set_assurance_level",
    "sign_in",
    "sign_mandate",
    "sign_up",
    "start_session",
    "switch_acting_for",
    "switch_post",
    "take_paper_mandate",
    "unlock_sign_in",
    "verify_at_counter",
]
