# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whom a number means that somebody typed: a firm, or a person."""

from uuid import UUID

from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.foundation.errors import InvalidResidentId, InvalidUscc
from yiwang.identity import selectors as identity
from yiwang.identity.errors import LegalPersonNotFound


def firm_meant(number: str) -> UUID | None:
    """Return the firm with a credit code; None when the number is a person's, or nobody's.

    About one number of a person in thirty passes for a credit code as well: its check character is
    one of 31 (GB 32100-2015, GB 11643-1999). It means a firm only where there is one.

    :raises LegalPersonNotFound: a credit code, and no person's number, of a firm unknown here
    """
    try:
        return identity.legal_person_by_uscc(number).id
    except InvalidUscc:
        return None
    except LegalPersonNotFound:
        if _is_of_a_person(number):
            return None
        raise


def _is_of_a_person(number: str) -> bool:
    try:
        parse_resident_id(number)
    except InvalidResidentId:
        return False
    return True
