# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of single sign-on."""

from yiwang.sso.models.clients import Client, Registration
from yiwang.sso.models.keys import SigningKey
from yiwang.sso.models.sessions import ClientSession, Consent, Session, Subject
from yiwang.sso.models.tokens import AccessToken, Grant, RefreshToken
from yiwang.sso.models.upkeep import Figure, LogoutDelivery

__all__ = [
    "AccessToken",
    "Client",
    "ClientSession",
    "Consent",
    "Figure",
    "Grant",
    "LogoutDelivery",
    "RefreshToken",
    "Registration",
    "Session",
    "SigningKey",
    "Subject",
]
