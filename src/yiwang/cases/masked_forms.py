# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What agents and staff read of a form that somebody filed: numbers masked.

They know what they typed; the account that reads it next month may be in other hands. A masked
value that is sent back unchanged stands for what was there. Staff read forms masked too, until
they open the numbers of one case for a purpose (``contacts.opening``).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.foundation.errors import InvalidResidentId
from yiwang.foundation.masking import (
    mask_bank_card,
    mask_email,
    mask_landline,
    mask_phone,
    mask_resident_id,
)

if TYPE_CHECKING:
    from yiwang.cases.models import Case

_MOBILE = re.compile(r"(?:\+?86|0086)?[ -]?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}", re.ASCII)
_LANDLINE = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}(?:[-转][0-9]+)?", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CARD = re.compile(r"[0-9]{16,19}", re.ASCII)
_RULES = (
    (_MOBILE, mask_phone),
    (_LANDLINE, mask_landline),
    (_EMAIL, mask_email),
    (_CARD, mask_bank_card),
)


def shown_form(case: "Case", actor: Actor) -> Any:
    """Return the form of a case as the actor may read it; staff open numbers for a purpose."""
    is_masked = actor.mandate_id is not None or actor.is_staff
    return masked(case.form_data) if is_masked else case.form_data


def masked(value: Any) -> Any:
    """Return a value of a form with all numbers of persons in it masked."""
    if isinstance(value, Mapping):
        return {name: masked(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [masked(part) for part in value]
    return _masked_text(value) if isinstance(value, str) else value


def restored(given: Any, kept: Any) -> Any:
    """Return what was given, with what was kept wherever its masked form came back."""
    if isinstance(given, Mapping) and isinstance(kept, Mapping):
        return {name: restored(part, kept.get(name)) for name, part in given.items()}
    if isinstance(given, list) and isinstance(kept, Sequence) and not isinstance(kept, str):
        rest = [None] * (len(given) - len(kept))
        return [restored(part, old) for part, old in zip(given, [*kept, *rest], strict=False)]
    is_masked = isinstance(kept, str) and given != kept and given == _masked_text(kept)
    return kept if is_masked else given


def _masked_text(text: str) -> str:
    if _is_resident_id(text):
        return mask_resident_id(text)
    plain = text.strip()
    return next((mask(plain) for rule, mask in _RULES if rule.fullmatch(plain)), text)


def _is_resident_id(text: str) -> bool:
    try:
        parse_resident_id(text, on=date.max)
    except InvalidResidentId:
        return False
    return True
