# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of this room; imported here so that Django registers them."""

from yiwang.identity.models.accounts import Account, ClientCertificate, PastPassword
from yiwang.identity.models.activations import Activation
from yiwang.identity.models.assurance import AssuranceEvidence, EvidenceKind, EvidenceRule
from yiwang.identity.models.demonstration import DemonstrationFirm, DemonstrationResident
from yiwang.identity.models.mandates import Guardianship, Mandate
from yiwang.identity.models.persons import (
    AssuranceLevel,
    LegalPerson,
    LegalPersonHandler,
    NaturalPerson,
)
from yiwang.identity.models.privacy import (
    AccountClosing,
    DataCorrection,
    DataExport,
    PrivacyTerm,
    PrivacyText,
    ReadQuestion,
    RecentRead,
    TextConsent,
)
from yiwang.identity.models.staff_persons import StaffPerson
from yiwang.identity.models.tokens import AccessToken, ShortMemory, SignInThrottle, SystemClient

__all__ = [
    "AccessToken",
    "Account",
    "AccountClosing",
    "Activation",
    "AssuranceEvidence",
    "AssuranceLevel",
    "ClientCertificate",
    "DataCorrection",
    "DataExport",
    "DemonstrationFirm",
    "DemonstrationResident",
    "EvidenceKind",
    "EvidenceRule",
    "Guardianship",
    "LegalPerson",
    "LegalPersonHandler",
    "Mandate",
    "NaturalPerson",
    "PastPassword",
    "PrivacyTerm",
    "PrivacyText",
    "ReadQuestion",
    "RecentRead",
    "ShortMemory",
    "SignInThrottle",
    "StaffPerson",
    "SystemClient",
    "TextConsent",
]
