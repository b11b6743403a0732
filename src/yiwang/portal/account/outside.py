# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Outside OpenID providers, checked as OpenID Connect Core asks of a client.

django-allauth takes an ID token that came straight from the token endpoint without looking at its
signature, sends no nonce and believes whatever issuer a provider's metadata names. Here the issuer
is the one that the installation configured, the signature is of a published key, the algorithm is
the key's and never the token's own choice, and token and userinfo speak of the same subject.

Source: OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2; Discovery 1.0, 4.3; OWASP ASVS 5.0.0, 6.8, 10.5.
"""

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from jwcrypto import jwk, jws
from jwcrypto.common import JWException

NONCE = "nonce"
ALGORITHMS: Mapping[str, tuple[str, ...]] = {
    "RSA": ("RS256", "PS256"),
    "EC": ("ES256", "ES384"),
}
"""What a key of a kind may sign with: nothing symmetric, and never ``none``."""
SHORTEST_RSA = 2048
LEEWAY_SECONDS = 60
OLDEST_SECONDS = 600
LARGEST_ANSWER = 262_144
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
UNBELIEVABLE = (OAuth2Error, requests.RequestException, ValueError, KeyError)
"""What django-allauth and we raise when a provider is silent, or says what cannot be so."""
WELL_KNOWN = "/.well-known/"


class OutsideAdapter(OpenIDConnectOAuth2Adapter):
    """django-allauth's flow with our checks of what comes back."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return the provider's metadata.

        :raises OAuth2Error: it names another issuer, or an address in the clear
        """
        if not hasattr(self, "_metadata"):
            provider = self.get_provider()
            found = _fetched(provider.server_url)
            _check_metadata(found, issuer=provider.issuer)
            self._metadata: dict[str, Any] = found
        return self._metadata

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Return who signed in with the provider.

        :raises OAuth2Error: the token or what the provider says beside it cannot be believed
        """
        provider = self.get_provider()
        claims = self._claims(str(kwargs["response"].get("id_token", "")), app.client_id)
        nonce = provider.nonce_of(request)
        if not nonce or not constant_time_compare(str(claims.get("nonce", "")), nonce):
            raise OAuth2Error("The token answers another question.")
        headers = {"Authorization": f"Bearer {token.token}"}
        userinfo = _fetched(self.profile_url, headers=headers)
        if userinfo.get("sub") != claims["sub"]:
            raise OAuth2Error("Token and userinfo speak of different people.")
        data = {"userinfo": userinfo, "id_token": claims}
        return provider.sociallogin_from_response(request, data)

    def _claims(self, token: str, client_id: str) -> dict[str, Any]:
        keys = _fetched(self.openid_config["jwks_uri"]).get("keys", [])
        claims = _verified(token, keys)
        _check_claims(claims, issuer=self.get_provider().issuer, client_id=client_id)
        return claims


class OutsideProvider(OpenIDConnectProvider):
    """A provider of the installation, which asks with a nonce and knows its own issuer."""

    oauth2_adapter_class = OutsideAdapter

    @property
    def issuer(self) -> str:
        """Return who must have issued a token, as the installation configured it."""
        return str(self.app.settings["server_url"]).partition(WELL_KNOWN)[0]

    def redirect(self, request: HttpRequest, process: str, *args: Any, **kwargs: Any) -> Any:
        """Lead to the provider, with a nonce that its token has to repeat."""
        nonce = secrets.token_urlsafe(32)
        asked = {**(kwargs.pop("auth_params", None) or {}), NONCE: nonce}
        return super().redirect(request, process, *args, auth_params=asked, nonce=nonce, **kwargs)

    def nonce_of(self, request: HttpRequest) -> str:
        """Return the nonce of the question that is being answered."""
        return str(getattr(request, "outside_nonce", ""))


def note_nonce(request: HttpRequest, provider_id: str) -> None:
    """Put the nonce of the question aside before django-allauth takes its state away."""
    state, _at, asked = statekit.get_states(request).get(request.GET.get("state", ""), ({}, 0, ""))
    if asked == provider_id:
        request.outside_nonce = state.get(NONCE, "")  # type: ignore[attr-defined]


def _check_metadata(found: Mapping[str, Any], *, issuer: str) -> None:
    if found.get("issuer") != issuer:
        raise OAuth2Error("The provider's metadata name another issuer.")
    for name in ENDPOINTS:
        if not _is_safe(str(found.get(name, ""))):
            raise OAuth2Error(f"The provider's {name} is no address to call.")


def _check_claims(claims: Mapping[str, Any], *, issuer: str, client_id: str) -> None:
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    now = time.time()
    is_ours = isinstance(audiences, list) and client_id in audiences
    is_for_us = claims.get("azp", client_id) == client_id and (
        is_ours and (len(audiences or ()) == 1 or "azp" in claims)
    )
    expires, issued = claims.get("exp"), claims.get("iat")
    if claims.get("iss") != issuer or not is_for_us:
        raise OAuth2Error("The token is of somebody else, or for somebody else.")
    if not isinstance(expires, int | float) or not isinstance(issued, int | float):
        raise OAuth2Error("The token does not say since when and until when it holds.")
    if expires < now - LEEWAY_SECONDS or not -LEEWAY_SECONDS < now - issued < OLDEST_SECONDS:
        raise OAuth2Error("The token does not hold now.")
    if not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= 255:
        raise OAuth2Error("The token names nobody.")


def _verified(token: str, keys: Any) -> dict[str, Any]:
    """Return the claims of a token that one of the published keys has signed."""
    try:
        signed = jws.JWS()
        signed.deserialize(token)
        header = signed.jose_header
        described = _key_for(header, keys)
        signed = jws.JWS()
        signed.allowed_algs = list(ALGORITHMS[described["kty"]])
        signed.deserialize(token, _strong(jwk.JWK(**described)))
        claims = json.loads(signed.payload)
    except (JWException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise OAuth2Error("The token is not signed by the provider.") from error
    if not isinstance(claims, dict):
        raise OAuth2Error("The token says nothing.")
    return claims


def _strong(key: jwk.JWK) -> jwk.JWK:
    if key.get("kty") == "RSA" and key.get_op_key("verify").key_size < SHORTEST_RSA:
        raise ValueError("The key is too short.")
    return key


def _key_for(header: Mapping[str, Any], keys: Any) -> dict[str, Any]:
    fitting = [
        key
        for key in keys
        if key.get("use", "sig") == "sig"
        and key.get("kid") == header.get("kid")
        and header.get("alg") in ALGORITHMS.get(key.get("kty", ""), ())
        and key.get("alg", header.get("alg")) == header.get("alg")
    ]
    if len(fitting) != 1:
        raise OAuth2Error("No published key fits the token.")
    found: dict[str, Any] = fitting[0]
    return found


def _fetched(address: str, *, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what a provider answers; without following it to other addresses."""
    if not _is_safe(address):
        raise OAuth2Error("This is no address to call.")
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(
                address, headers=dict(headers or {}), allow_redirects=False, stream=True
            )
            text = answer.raw.read(LARGEST_ANSWER + 1, decode_content=True)
        found = json.loads(text) if answer.status_code == 200 else None
    except (requests.RequestException, OSError, ValueError, RecursionError) as error:
        raise OAuth2Error("The provider does not answer.") from error
    if len(text) > LARGEST_ANSWER or not isinstance(found, dict):
        raise OAuth2Error("The provider does not answer as it should.")
    return found


def _is_safe(address: str) -> bool:
    """Tell whether an address may be called: TLS, or on one's own machine the loopback."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return settings.SSO_ALLOWS_LOOPBACK and parts.hostname in {"127.0.0.1", "localhost"}
