# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Bearer tokens: who asks, and whether the operation is for them."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from ninja.operation import Operation
from ninja.security import HttpBearer

from yiwang.foundation import reach
from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.foundation.errors import Unauthenticated
from yiwang.foundation.web.audience import audience, audience_of, check_audience
from yiwang.identity import selectors as identity

View = TypeVar("View", bound=Callable[..., Any])


class TokenFor(HttpBearer):
    """Accept a bearer token of somebody whom the operation is for.

    :param names: audiences, as in :mod:`yiwang.foundation.web.audience`
    """

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.audience = frozenset(names)

    def __call__(self, request: HttpRequest) -> Any:
        return self.authenticate(request, bearer_token(request))

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """Return the actor behind a token and keep it on the request.

        :raises Unauthenticated: the token is unknown, expired or revoked
        :raises Forbidden: the operation is for others
        """
        actor = identity.authenticate_token(token)
        check_audience(self.audience, actor)
        request.actor = actor  # type: ignore[attr-defined]
        reach.become(actor)
        return actor


CITIZEN = TokenFor("citizen")
STAFF = TokenFor("staff")
PEOPLE = TokenFor("citizen", "staff")
SYSTEMS = TokenFor("client")
ANY_TOKEN = TokenFor("citizen", "staff", "client")


def public(view: View) -> View:
    """Mark an operation as open to everybody."""
    return audience("public")(view)


def audience_of_operation(operation: Operation) -> frozenset[str]:
    """Return whom an operation is for; empty when it does not say."""
    for callback in operation.auth_callbacks:
        if isinstance(callback, TokenFor):
            return callback.audience
    return audience_of(operation.view_func)


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; nobody in particular when no token was sent."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    return actor


def bearer_token(request: HttpRequest) -> str:
    """Return the token that a request carries.

    :raises Unauthenticated: it carries none
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated
    return token.strip()
