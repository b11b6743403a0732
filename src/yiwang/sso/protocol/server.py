# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""oauthlib's endpoints with one flow: the code, PKCE with S256, and rotating refresh tokens."""

from functools import cache
from typing import Any

from oauth2_provider.oauth2_backends import OAuthLibCore
from oauthlib.oauth2.rfc6749.endpoints import (
    AuthorizationEndpoint,
    RevocationEndpoint,
    TokenEndpoint,
)
from oauthlib.oauth2.rfc6749.grant_types.authorization_code import code_challenge_method_s256
from oauthlib.oauth2.rfc6749.tokens import BearerToken
from oauthlib.openid.connect.core.grant_types import AuthorizationCodeGrant, RefreshTokenGrant

from yiwang.sso.protocol import tokens
from yiwang.sso.protocol.validator import Validator


class CodeFlow(AuthorizationEndpoint, TokenEndpoint, RevocationEndpoint):
    """The server of the one flow that there is."""

    def __init__(self, validator: Validator) -> None:
        self.request_validator = validator
        code = AuthorizationCodeGrant(validator)
        code.proxy_target._code_challenge_methods = {"S256": code_challenge_method_s256}
        bearer = BearerToken(validator, tokens.new_token, tokens.ACCESS_SECONDS, tokens.new_token)
        AuthorizationEndpoint.__init__(
            self,
            default_response_type="code",
            response_types={"code": code},
            default_token_type=bearer,
        )
        TokenEndpoint.__init__(
            self,
            default_grant_type="authorization_code",
            grant_types={
                "authorization_code": code,
                "refresh_token": RefreshTokenGrant(validator),
            },
            default_token_type=bearer,
        )
        RevocationEndpoint.__init__(self, validator)


@cache
def core() -> OAuthLibCore:
    """Return the toolkit's bridge between Django's requests and our server."""
    return OAuthLibCore(CodeFlow(Validator()))


def request_parts(request: Any) -> tuple[str, str, str, dict[str, Any]]:
    """Return a Django request as oauthlib wants it: address, method, body, headers."""
    parts: tuple[str, str, str, dict[str, Any]] = core()._extract_params(request)
    return parts
