# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes of invitations: worked out from a key and the invitation's id, stored nowhere."""

import base64
from typing import Final
from uuid import UUID

from yiwang.evaluations.models import Invitation
from yiwang.foundation.encryption import blind_index, blind_index_candidates

TABLE: Final = "evaluations_invitation"
CODE_LENGTH: Final = 12
"""Characters of base 32: 60 bits, guessed one address at a time."""


def new_code(invitation_id: UUID) -> tuple[str, bytes]:
    """Return the code of a new invitation, and what it will be found by."""
    code = _derived(invitation_id)[0]
    return code, blind_index(code, table=TABLE, column="code_index")


def code_of(invitation: Invitation) -> str:
    """Return the code of an invitation, worked out again: it is stored nowhere."""
    kept = bytes(invitation.code_index)
    for code in _derived(invitation.pk):
        if kept in indexes_of(code):
            return code
    raise LookupError(invitation.pk)  # the key that it was made with has left the ring


def indexes_of(code: str) -> list[bytes]:
    """Return what a code is found by; signs and small letters do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum() and sign.isascii())
    return blind_index_candidates(plain, table=TABLE, column="code_index")


def spaced(code: str) -> str:
    """Return a code as people read it: four characters at a time."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _derived(invitation_id: UUID) -> list[str]:
    keyed = blind_index_candidates(str(invitation_id), table=TABLE, column="code")
    return [base64.b32encode(each).decode()[:CODE_LENGTH] for each in keyed]
