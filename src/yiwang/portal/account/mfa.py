# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Second factors, for django-allauth: secrets sealed, keys bound to the site's own name."""

from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _

from yiwang.identity import services as identity
from yiwang.portal.account import words


class MFAAdapter(DefaultMFAAdapter):
    """Factors of our accounts."""

    error_messages = DefaultMFAAdapter.error_messages | words.MFA_ERRORS

    def encrypt(self, text: str) -> str:
        """Seal the secret of an authenticator app."""
        return identity.seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return identity.open_secret(encrypted_text)

    def get_totp_issuer(self) -> str:
        return str(_("一网"))

    def get_totp_label(self, user: Any) -> str:
        return str(user.login)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Return a name for a passkey that its holder did not name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("通行密钥 %(number)s")) % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last passkey of somebody whose post asks for one."""
        actor = context.request.actor
        if authenticator.type != Authenticator.Type.WEBAUTHN:
            return True
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type=Authenticator.Type.WEBAUTHN
        ).exclude(pk=authenticator.pk)
        return others.exists() or not identity.is_factor_missing(actor, factor="password")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the site's own host name, whatever a request says its host is.

        Where the workbench has a name of its own, staff have passkeys for that one.
        """
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        if settings.WORKBENCH_HOST and context.request.get_host() == settings.WORKBENCH_HOST:
            host = settings.WORKBENCH_HOST.partition(":")[0]
        if settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN:
            host = context.request.get_host().partition(":")[0]  # one's own machine has many names
        return {"id": host, "name": str(_("一网"))}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {
            "id": user.pk.hex.encode(),
            "display_name": user.login,
            "name": user.login,
        }
