# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about agreeing to electronic service: ids and hashes."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.identity.events import AccountFact


@dataclass(frozen=True)
class ServiceConsentGiven(AccountFact):
    """Somebody agreed to be served in this system.

    :param applicant_id: for whom: the person, or the firm that they act for
    """

    kind = "documents.service_consent_given"

    applicant_id: UUID
    consent_id: UUID
    text_sha256: str


@dataclass(frozen=True)
class ServiceConsentEnded(AccountFact):
    """Somebody no longer agrees; what was served before stays served."""

    kind = "documents.service_consent_ended"

    applicant_id: UUID
    consent_id: UUID
