# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Names, telephone numbers and addresses that people type."""

import re

from yiwang.foundation.codes.checks import normalized
from yiwang.foundation.errors import InvalidDivisionCode, InvalidText
from yiwang.foundation.text import clean_text
from yiwang.identity.errors import BadAddress, BadName, BadPhone
from yiwang.organizations import errors as organizations_errors
from yiwang.organizations import selectors as organizations

LONGEST_PERSON_NAME = 60
LONGEST_LEGAL_NAME = 120
LONGEST_ADDRESS = 200

_MOBILE = re.compile(r"(?:\+?86-?)?(1[3-9][0-9]{9})", re.ASCII)
_LANDLINE = re.compile(r"0[0-9]{2,3}-?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?", re.ASCII)


def clean_name(text: str, *, longest: int = LONGEST_PERSON_NAME) -> str:
    """Return a name as it is stored.

    :raises BadName: it is empty, too long, or holds characters that no name has
    """
    try:
        name = clean_text(text, max_length=longest)
    except InvalidText as error:
        raise BadName(params={"longest": longest}) from error
    if not name:
        raise BadName(params={"longest": longest})
    return name


def clean_phone(text: str) -> str:
    """Return a mobile or landline number as it is stored, "" for none.

    :raises BadPhone: it is neither
    """
    number = normalized(text)
    if not number:
        return ""
    mobile = _MOBILE.fullmatch(number)
    if mobile:
        return mobile[1]
    if _LANDLINE.fullmatch(number):
        return number
    raise BadPhone


def clean_address(division_code: str, text: str) -> tuple[str | None, str]:
    """Return the division and the detail of an address as they are stored.

    :raises BadAddress: the division does not exist today, or the detail cannot be stored
    """
    try:
        detail = clean_text(text, max_length=LONGEST_ADDRESS)
        if not division_code:
            return None, detail
        division = organizations.division(division_code)
    except (InvalidText, InvalidDivisionCode, organizations_errors.DivisionNotFound) as error:
        raise BadAddress from error
    if not division.is_current:
        raise BadAddress
    return division.code, detail
