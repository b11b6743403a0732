# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applicants, natural or legal, as staff and notices see them: masked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from yiwang.foundation.masking import mask_default, mask_phone, mask_resident_id
from yiwang.identity.enums import ApplicantKind
from yiwang.identity.errors import ApplicantNotFound
from yiwang.identity.numbers import LEGAL_PHONE, PERSON_PHONE, RESIDENT_ID


@dataclass(frozen=True, slots=True)
class ApplicantSummary:
    """An applicant as staff and notices see it: a name, and masked numbers."""

    id: UUID
    kind: str
    name: str
    number_masked: str
    phone_masked: str


def applicant_summary(applicant_id: UUID) -> ApplicantSummary:
    """Return an applicant, natural or legal, with masked numbers; one query.

    The caller has made sure that the reader may see this applicant.

    :raises ApplicantNotFound: there is none such
    """
    found = applicant_summaries([applicant_id]).get(applicant_id)
    if found is None:
        raise ApplicantNotFound
    return found


def applicant_summaries(applicant_ids: Collection[UUID]) -> dict[UUID, ApplicantSummary]:
    """Return applicants by their ids, those that exist; one query."""
    if not applicant_ids:
        return {}
    ids = list(applicant_ids)
    with connection.cursor() as cursor:
        cursor.execute(_APPLICANTS, {"ids": ids})
        return {row[1]: _summary(row) for row in cursor.fetchall()}


# Each side takes at most one index look-up an id; the ORM's union() would spend most of the time
# of a submission's share on putting the statement together.
_APPLICANTS = """
    SELECT 'natural', id, name, resident_id_cipher, phone_cipher, ''
    FROM identity_natural_person WHERE id = ANY(%(ids)s::uuid[])
    UNION ALL
    SELECT 'legal', id, name, NULL, phone_cipher, uscc
    FROM identity_legal_person WHERE id = ANY(%(ids)s::uuid[])
"""


def _summary(row: Sequence[Any]) -> ApplicantSummary:
    kind, applicant_id, name, number_cipher, phone_cipher, uscc = row
    is_natural = kind == ApplicantKind.NATURAL
    phone_column = PERSON_PHONE if is_natural else LEGAL_PHONE
    return ApplicantSummary(
        id=applicant_id,
        kind=kind,
        name=name,
        number_masked=(
            mask_resident_id(RESIDENT_ID.open(number_cipher, applicant_id))
            if is_natural
            else mask_default(uscc)
        ),
        phone_masked=(
            mask_phone(phone_column.open(phone_cipher, applicant_id)) if phone_cipher else ""
        ),
    )
