# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of this room, gathered for the others; each lives in a module of its own."""

from yiwang.identity.mandate_texts import Draft, ScopeItem, Terms
from yiwang.identity.own_account import email_of, phone_of
from yiwang.identity.profiles import profile_of as password_profile
from yiwang.identity.services.accounts import (
    NewAccount,
    close_account,
    close_accounts_of_former_staff,
    create_account,
    create_accounts_bulk,
    create_staff_account,
    reopen_account,
    sign_up,
    unlock_sign_in,
)
from yiwang.identity.services.activations import (
    LETTERS_AT_ONCE,
    IssuedCode,
    activate,
    hand_out_code,
    issue_codes,
    open_for_newcomers,
)
from yiwang.identity.services.authentication import (
    Authentication,
    authentication_of,
    is_session_open,
    reauthenticated_at,
)
from yiwang.identity.services.contacts import (
    account_by_contact,
    account_by_email,
    account_by_phone,
    clean_contact,
    is_contact_known,
    register_account,
    set_email,
    set_phone,
)
from yiwang.identity.services.demonstration import Firm, Resident, load_demonstration
from yiwang.identity.services.entering import enter
from yiwang.identity.services.evidence import (
    expire_evidence,
)
from yiwang.identity.services.factors import (
    accept_code,
    add_certificate,
    check_factor_suffices,
    confirm_own_password,
    confirm_password_of,
    count_factor,
    factor_kinds,
    factor_of_code,
    has_certificate,
    is_factor_missing,
    lacks_factor,
    note_factor,
    note_factor_refused,
    note_reauthentication,
    remove_certificate,
    shown_certificate,
    sign_in_by_machine,
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
    invite_by_number,
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
from yiwang.identity.services.lost_factors import replace_lost_factors
from yiwang.identity.services.mandates import (
    accept_mandate,
    check_may_entrust,
    draft_mandate,
    end_mandate,
    expire_mandates,
    sign_mandate,
)
from yiwang.identity.services.new_passwords import (
    change_password,
    recover_password,
    reset_password,
)
from yiwang.identity.services.open_sessions import end_everything, end_sessions, forget_ended
from yiwang.identity.services.paper_mandates import (
    Paper,
    TakenPaper,
    confirm_paper_mandate,
    renew_code,
    take_paper_mandate,
)
from yiwang.identity.services.password_words import of_account as words_of_account
from yiwang.identity.services.password_words import of_contacts as words_of_contacts
from yiwang.identity.services.passwords import check_acceptable, hashed, random_password
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
    follow_passkeys,
    release_number,
    verify_at_counter,
)
from yiwang.identity.services.recovery_codes import first_recovery_codes, renew_recovery_codes
from yiwang.identity.services.rotation import (
    Rotation,
    rotate_account_numbers,
    rotate_legal_person_numbers,
    rotate_person_numbers,
)
from yiwang.identity.services.sessions import (
    end_session,
    keep_session,
    open_session,
    raise_factor,
    start_session,
    switch_acting_for,
    switch_post,
)
from yiwang.identity.services.signing_in import sign_in, verify_password
from yiwang.identity.services.staff import dismiss_staff, locked_accounts
from yiwang.identity.services.staff_persons import has_stated, state_own_person
from yiwang.identity.services.throttle import count_code, count_tracking, forget_tracking
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
from yiwang.identity.sources.registry import registers_asked

__all__ = [
    "LETTERS_AT_ONCE",
    "Authentication",
    "Draft",
    "Firm",
    "IssuedCode",
    "IssuedSecret",
    "IssuedToken",
    "NewAccount",
    "NewLegalPerson",
    "NewPerson",
    "Paper",
    "Resident",
    "Rotation",
    "ScopeItem",
    "TakenPaper",
    "Terms",
    "accept_code",
    "accept_invitation",
    "accept_mandate",
    "account_by_contact",
    "account_by_email",
    "account_by_phone",
    "activate",
    "add_certificate",
    "appoint_handler",
    "authentication_of",
    "become_guardian",
    "change_contact",
    "change_handler",
    "change_password",
    "check_acceptable",
    "check_factor_suffices",
    "check_may_entrust",
    "check_real_name",
    "claim_legal_person",
    "clean_contact",
    "clear_expired",
    "close_account",
    "close_accounts_of_former_staff",
    "close_client",
    "confirm_own_password",
    "confirm_paper_mandate",
    "confirm_password_of",
    "count_code",
    "count_factor",
    "count_tracking",
    "create_account",
    "create_accounts_bulk",
    "create_staff_account",
    "dismiss_handler",
    "dismiss_staff",
    "draft_mandate",
    "email_of",
    "end_everything",
    "end_guardianship",
    "end_guardianships_of_adults",
    "end_handler",
    "end_mandate",
    "end_session",
    "end_sessions",
    "enter",
    "expire_evidence",
    "expire_mandates",
    "factor_kinds",
    "factor_of_code",
    "find_person_by_resident_id",
    "first_recovery_codes",
    "follow_passkeys",
    "forget_ended",
    "forget_tracking",
    "hand_out_code",
    "has_certificate",
    "has_stated",
    "hashed",
    "invite_by_number",
    "invite_handler",
    "is_contact_known",
    "is_factor_missing",
    "is_session_open",
    "issue_client_token",
    "issue_codes",
    "issue_token",
    "keep_session",
    "lacks_factor",
    "load_assurance_levels",
    "load_demonstration",
    "locked_accounts",
    "matched_person",
    "note_factor",
    "note_factor_refused",
    "note_reauthentication",
    "open_for_newcomers",
    "open_session",
    "password_profile",
    "phone_of",
    "raise_factor",
    "random_password",
    "reauthenticated_at",
    "recheck_legal_persons",
    "recover_password",
    "register_account",
    "register_client",
    "register_guardian",
    "register_legal_person",
    "register_legal_persons_bulk",
    "register_people_bulk",
    "register_person",
    "registers_asked",
    "release_number",
    "remove_certificate",
    "renew_code",
    "renew_recovery_codes",
    "reopen_account",
    "replace_lost_factors",
    "reset_password",
    "reveal_number",
    "revoke_token",
    "rotate_account_numbers",
    "rotate_legal_person_numbers",
    "rotate_person_numbers",
    "set_assurance_level",
    "set_email",
    "set_phone",
    "shown_certificate",
    "sign_in",
    "sign_in_by_machine",
    "sign_mandate",
    "sign_up",
    "start_session",
    "state_own_person",
    "switch_acting_for",
    "switch_post",
    "take_paper_mandate",
    "unlock_sign_in",
    "verify_at_counter",
    "verify_password",
    "words_of_account",
    "words_of_contacts",
]
