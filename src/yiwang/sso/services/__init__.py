# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of single sign-on, gathered for the faces; each lives in a module of its own."""

from yiwang.sso.protocol.authorization import Asked, Fatal, Refused
from yiwang.sso.services.authorizing import (
    SILENT_ERRORS,
    Need,
    Standing,
    issue_code,
    mark_of,
    moment_of,
    next_need,
    read_request,
    refusal_address,
)
from yiwang.sso.services.consenting import consent_text, give_consent, revoke_consent
from yiwang.sso.services.ending import (
    end_browser_session,
    end_expired_sessions,
    end_gone_sessions,
    sign_out_of,
)
from yiwang.sso.services.endpoints import (
    Reply,
    answer_introspection,
    answer_revocation,
    answer_token_request,
    discovery,
    key_set,
    userinfo,
)
from yiwang.sso.services.keys import (
    ensure_signing_keys,
    retire_signing_keys,
    rotate_due_signing_keys,
    rotate_signing_keys,
)
from yiwang.sso.services.logouts import deliver, resend_overdue, test_logout
from yiwang.sso.services.registering import (
    ShownSecret,
    apply_for_system,
    approve_system,
    issue_secret,
    refuse_system,
    resume_system,
    suspend_system,
    withdraw_application,
)
from yiwang.sso.services.sealing import rotate_private_keys, rotate_session_keys
from yiwang.sso.services.signing_out import LogoutAsked, read_logout
from yiwang.sso.services.upkeep import clear_expired, count_sign_ins
from yiwang.sso.services.wishes import Wish

__all__ = [
    "SILENT_ERRORS",
    "Asked",
    "Fatal",
    "LogoutAsked",
    "Need",
    "Refused",
    "Reply",
    "ShownSecret",
    "Standing",
    "Wish",
    "answer_introspection",
    "answer_revocation",
    "answer_token_request",
    "apply_for_system",
    "approve_system",
    "clear_expired",
    "consent_text",
    "count_sign_ins",
    "deliver",
    "discovery",
    "end_browser_session",
    "end_expired_sessions",
    "end_gone_sessions",
    "ensure_signing_keys",
    "give_consent",
    "issue_code",
    "issue_secret",
    "key_set",
    "mark_of",
    "moment_of",
    "next_need",
    "read_logout",
    "read_request",
    "refusal_address",
    "refuse_system",
    "resend_overdue",
    "resume_system",
    "retire_signing_keys",
    "revoke_consent",
    "rotate_due_signing_keys",
    "rotate_private_keys",
    "rotate_session_keys",
    "rotate_signing_keys",
    "sign_out_of",
    "suspend_system",
    "test_logout",
    "userinfo",
    "withdraw_application",
]
