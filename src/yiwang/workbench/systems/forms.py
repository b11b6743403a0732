# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The application for a system, as it is typed, and as it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from yiwang.foundation.errors import FieldError
from yiwang.sso.enums import SCOPES_OF, Audience, ClientType, Scope, SigningAlgorithm
from yiwang.sso.services import Wish

LINES = ("redirect_uris", "post_logout_redirect_uris")
TEXTS = (
    *("name", "purpose", "contact_name", "contact_phone", "audience", "client_type"),
    *("algorithm", "logout_uri", "start_uri"),
)


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """One scope on the form, with the reason typed for it."""

    code: str
    label: str
    audience: str
    is_chosen: bool
    reason: str
    fault: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form shows: what was typed, and what is wrong where."""

    typed: Mapping[str, str]
    scopes: Sequence[ScopeChoice]
    faults: Mapping[str, str]
    audiences: Sequence[tuple[str, Any]] = tuple(Audience.choices)
    client_types: Sequence[tuple[str, Any]] = tuple(ClientType.choices)
    algorithms: Sequence[tuple[str, Any]] = tuple(SigningAlgorithm.choices)
    levels: Sequence[str] = ("0", "1", "2", "3")


def wish_of(sent: QueryDict) -> Wish:
    """Return the application that somebody typed."""
    chosen = tuple(scope for scope in sent.getlist("scopes") if scope in Scope.values)
    level = sent.get("least_assurance", "0")
    return Wish(
        name=sent.get("name", ""),
        purpose=sent.get("purpose", ""),
        contact_name=sent.get("contact_name", ""),
        contact_phone=sent.get("contact_phone", ""),
        audience=sent.get("audience", ""),
        client_type=sent.get("client_type", ""),
        algorithm=sent.get("algorithm", ""),
        logout_uri=sent.get("logout_uri", ""),
        start_uri=sent.get("start_uri", ""),
        redirect_uris=tuple(sent.get("redirect_uris", "").split()),
        post_logout_redirect_uris=tuple(sent.get("post_logout_redirect_uris", "").split()),
        scopes=chosen,
        reasons={scope: sent.get(f"reason_{scope}", "") for scope in chosen},
        least_assurance=int(level) if level in {"0", "1", "2", "3"} else 0,
    )


def shown(content: Mapping[str, Any], errors: Sequence[FieldError] = ()) -> Shown:
    """Return the form with what was typed, or with what a client is registered with."""
    faults = {error.path.strip("/"): str(error.message) for error in reversed(errors)}
    names = (*TEXTS, *LINES)
    typed = {name: str(content.get(name, "")) for name in TEXTS}
    typed |= {name: "\n".join(content.get(name, ())) for name in LINES}
    typed["least_assurance"] = str(content.get("least_assurance", 0))
    return Shown(
        typed=typed,
        scopes=_choices(content, faults),
        faults={name: faults.get(name, "") for name in (*names, "scopes", "least_assurance")},
    )


def _choices(content: Mapping[str, Any], faults: Mapping[str, str]) -> list[ScopeChoice]:
    chosen = set(content.get("scopes", ()))
    reasons = content.get("reasons", {})
    return [
        ScopeChoice(
            code=scope.value,
            label=str(scope.label),
            audience=_audience(scope),
            is_chosen=scope.value in chosen,
            reason=str(reasons.get(scope.value, "")),
            fault=faults.get(f"reasons/{scope.value}", ""),
        )
        for scope in Scope
        if scope is not Scope.OPENID
    ]


def _audience(scope: Scope) -> str:
    return next(kind.value for kind, scopes in SCOPES_OF.items() if scope in scopes)
