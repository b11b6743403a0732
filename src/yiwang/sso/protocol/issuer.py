# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who we are to clients, and where each endpoint stands."""

from typing import Any

from django.conf import settings

from yiwang.sso.enums import Scope, SigningAlgorithm

AUTHORIZE = "/openid/authorize"
TOKEN = "/openid/token"
USERINFO = "/openid/userinfo"
KEYS = "/openid/jwks"
REVOKE = "/openid/revoke"
INTROSPECT = "/openid/introspect"
END_SESSION = "/openid/logout"
CITIZEN_ACR = "urn:yiwang:assurance:"
STAFF_ACR = "urn:yiwang:staff:"
ACR_VALUES = (
    *(f"{CITIZEN_ACR}{level}" for level in (0, 1, 2, 3)),
    *(f"{STAFF_ACR}{level}" for level in (1, 2)),
)
AUTHENTICATION = ["client_secret_basic", "client_secret_post"]


def issuer() -> str:
    """Return our name, which is the site's address without a slash at its end."""
    return str(settings.SITE_URL)


def metadata() -> dict[str, Any]:
    """Return the discovery document (OpenID Connect Discovery 1.0 and RFC 8414)."""
    place = issuer()
    return {
        "issuer": place,
        "authorization_endpoint": place + AUTHORIZE,
        "token_endpoint": place + TOKEN,
        "userinfo_endpoint": place + USERINFO,
        "jwks_uri": place + KEYS,
        "revocation_endpoint": place + REVOKE,
        "introspection_endpoint": place + INTROSPECT,
        "end_session_endpoint": place + END_SESSION,
        "scopes_supported": list(Scope.values),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": list(SigningAlgorithm.values),
        "token_endpoint_auth_methods_supported": [*AUTHENTICATION, "none"],
        "revocation_endpoint_auth_methods_supported": [*AUTHENTICATION, "none"],
        "introspection_endpoint_auth_methods_supported": AUTHENTICATION,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "acr_values_supported": list(ACR_VALUES),
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "claim_types_supported": ["normal"],
        "claims_supported": [
            *("sub", "iss", "aud", "exp", "iat", "auth_time", "acr", "amr", "sid", "nonce"),
            *("name", "name_is_masked", "assurance_level", "resident_id", "phone_number"),
            *("acting_for", "mandate", "staff_number", "department", "posts"),
        ],
        "claims_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "frontchannel_logout_supported": False,
        "ui_locales_supported": ["zh-CN", "en"],
        "service_documentation": place + "/api/docs",
    }
