# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a client has to do to sign people in through Yiwang: ask, exchange, verify, believe."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests
from jwcrypto import jwk, jwt
from jwcrypto.common import JWException

TIMEOUT_SECONDS = 5
SKEW_SECONDS = 60
"""How far the two clocks may be apart."""
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class NotBelieved(Exception):
    """An answer or a token is not what it should be; nobody is signed in."""


@dataclass
class Attempt:
    """What is remembered between asking and being answered."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Provider:
    """Yiwang, as one client knows it.

    :param issuer: its name, which is also where its discovery document stands
    :param redirect_uri: as it is registered, character by character
    """

    def __init__(self, *, issuer: str, client_id: str, secret: str, redirect_uri: str) -> None:
        self.issuer, self.client_id, self.redirect_uri = issuer, client_id, redirect_uri
        self._secret = secret
        self._about: dict[str, Any] = {}
        self._keys = jwk.JWKSet()
        self._seen: dict[str, float] = {}

    def sign_in_address(self, attempt: Attempt, *, scope: str, **more: str) -> str:
        """Return where the browser goes to sign in."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": scope,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        return f"{self.about('authorization_endpoint')}?{urlencode(asked | more)}"

    def tokens(self, answer: dict[str, str], attempt: Attempt) -> dict[str, Any]:
        """Return the tokens for an answer, whose ID token has been verified.

        :raises NotBelieved: it answers another question, or somebody else answered
        """
        if not secrets.compare_digest(answer.get("state", ""), attempt.state):
            raise NotBelieved("the answer is to another question (state)")
        if answer.get("iss") != self.issuer:
            raise NotBelieved("somebody else has answered (iss)")
        if "error" in answer:
            raise NotBelieved(answer["error"])
        tokens = self._post(
            "token_endpoint",
            grant_type="authorization_code",
            code=answer.get("code", ""),
            redirect_uri=self.redirect_uri,
            code_verifier=attempt.verifier,
        )
        claims = self.verified(tokens["id_token"])
        if claims.get("nonce") != attempt.nonce:
            raise NotBelieved("the ID token is of another sign-in (nonce)")
        return tokens | {"claims": claims}

    def refreshed(self, refresh_token: str) -> dict[str, Any]:
        """Return new tokens; the refresh token is used up, the new one takes its place."""
        return self._post("token_endpoint", grant_type="refresh_token", refresh_token=refresh_token)

    def userinfo(self, access_token: str) -> dict[str, Any]:
        """Return what we were let know."""
        answer = requests.get(
            self.about("userinfo_endpoint"),
            headers={"Authorization": f"Bearer {access_token}"},
            timeout=TIMEOUT_SECONDS,
        )
        if answer.status_code != 200:
            raise NotBelieved(f"userinfo answered {answer.status_code}")
        told: dict[str, Any] = answer.json()
        return told

    def sign_out_address(self, id_token: str, *, back_to: str) -> str:
        """Return where the browser goes to sign out of everything."""
        asked = {"id_token_hint": id_token, "post_logout_redirect_uri": back_to}
        return f"{self.about('end_session_endpoint')}?{urlencode(asked)}"

    def logout_of(self, logout_token: str) -> dict[str, Any]:
        """Return the claims of a logout token that may be believed (Back-Channel Logout, 2.6).

        :raises NotBelieved: it is none, or came before
        """
        claims = self.verified(logout_token)
        if LOGOUT_EVENT not in claims.get("events", {}) or "nonce" in claims:
            raise NotBelieved("this is no logout token")
        if not (claims.get("sid") or claims.get("sub")):
            raise NotBelieved("nobody is named")
        self._seen = {jti: until for jti, until in self._seen.items() if until > time.time()}
        if claims["jti"] in self._seen:
            raise NotBelieved("this token came before")
        self._seen[claims["jti"]] = claims["exp"] + SKEW_SECONDS
        return claims

    def verified(self, token: str) -> dict[str, Any]:
        """Return the claims of a token that was signed by Yiwang for us and is not too old."""
        try:
            read = jwt.JWT(algs=["RS256", "ES256"], check_claims={"exp": None, "iat": None})
            read.leeway = SKEW_SECONDS
            read.deserialize(token, self._key_set(token))
            claims: dict[str, Any] = json.loads(read.claims)
        except (JWException, ValueError) as error:
            raise NotBelieved("the signature or the time is wrong") from error
        if claims.get("iss") != self.issuer or claims.get("aud") != self.client_id:
            raise NotBelieved("the token is of somebody else, or for somebody else")
        return claims

    def about(self, name: str) -> Any:
        """Return a member of the discovery document, which is asked for once."""
        if not self._about:
            address = f"{self.issuer}/.well-known/openid-configuration"
            self._about = requests.get(address, timeout=TIMEOUT_SECONDS).json()
            if self._about.get("issuer") != self.issuer:
                raise NotBelieved("the discovery document is somebody else's")
        return self._about[name]

    def _key_set(self, token: str) -> jwk.JWKSet:
        """Return the published keys, asked for anew when the token names one that is not there."""
        head = token.partition(".")[0]
        kid = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4))).get("kid", "")
        if self._keys.get_key(kid) is None:
            answer = requests.get(self.about("jwks_uri"), timeout=TIMEOUT_SECONDS)
            self._keys = jwk.JWKSet.from_json(answer.text)
        return self._keys

    def _post(self, endpoint: str, **fields: str) -> dict[str, Any]:
        answer = requests.post(
            self.about(endpoint),
            data=fields,
            auth=(self.client_id, self._secret),
            timeout=TIMEOUT_SECONDS,
        )
        if answer.status_code != 200:
            raise NotBelieved(f"{endpoint} answered {answer.status_code}: {answer.text[:200]}")
        told: dict[str, Any] = answer.json()
        return told
