# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of this room; imported here so that Django registers them."""

from yiwang.identity.models.accounts import Account
from yiwang.identity.models.persons import (
    AssuranceLevel,
    LegalPerson,
    LegalPersonHandler,
    NaturalPerson,
)
from yiwang.identity.models.tokens import AccessToken, SignInThrottle, SystemClient

__all__ = [
    "AccessToken",
    "Account",
    "AssuranceLevel",
    "LegalPerson",
    "LegalPersonHandler",
    "NaturalPerson",
    "SignInThrottle",
    "SystemClient",
]
