# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Commands over HTTP: each may carry an idempotency key and is then done once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

import orjson
from django.http import HttpRequest, HttpResponse

from yiwang.forms.errors import FormInvalid
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.ledger import services as ledger
from yiwang.rest.auth import actor_of

KEY_PARAMETER: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
            "description": "Repeat the request with the same key and body: same answer, done once.",
        }
    ]
}


def perform(
    request: HttpRequest,
    act: Callable[[], dict[str, Any]],
    *,
    status: int = 200,
    form_at: str = "",
) -> HttpResponse:
    """Do a command in one transaction, once for each idempotency key, and answer in JSON.

    :param act: returns the answer's body; it may be called once or never
    :param form_at: where in the body the form stands, for the places of its mistakes
    """
    key = request.headers.get("Idempotency-Key")
    try:
        answer = ledger.perform_once(
            key=key,
            scope=_scope(actor_of(request)) if key else "",
            fingerprint=_fingerprint(request) if key else b"",
            action=lambda: ledger.Answer(status=status, body=act()),
        )
    except FormInvalid as refusal:
        refusal.errors = [replace(wrong, path=f"{form_at}{wrong.path}") for wrong in refusal.errors]
        raise
    return json_answer(answer.body, status=answer.status)


def done(
    request: HttpRequest,
    command: Callable[[], object],
    *,
    before: Callable[[], object] | None = None,
) -> HttpResponse:
    """Do a command once and say so.

    :param before: what has to be counted outside the transaction; not for what was answered before
    """

    def act() -> dict[str, Any]:
        command()
        return {"done": True}

    if before is not None and not _was_answered(request):
        before()
    return perform(request, act)


class Numbered(Protocol):
    """A version of something that people write, publish and take back."""

    number: int
    revision: int


def draft_stands(request: HttpRequest, command: Callable[[], Numbered]) -> HttpResponse:
    """Do a command on a draft once, and say where the draft stands."""

    def act() -> dict[str, Any]:
        draft = command()
        return {"number": draft.number, "revision": draft.revision}

    return perform(request, act)


def _was_answered(request: HttpRequest) -> bool:
    key = request.headers.get("Idempotency-Key")
    if not key:
        return False
    known = ledger.answered(
        key=key, scope=_scope(actor_of(request)), fingerprint=_fingerprint(request)
    )
    return known is not None


def done_or_counted(
    request: HttpRequest, command: Callable[[], object], *, counted: type[DomainError]
) -> HttpResponse:
    """Do a command once and say so; one refusal of it is kept, as what it counted is.

    :param counted: the refusal, such as of a wrong code: repeated under one key it is the same
        answer, and no further try
    """

    def act() -> dict[str, Any]:
        try:
            command()
        except counted:
            return {"done": False}
        return {"done": True}

    answer = perform(request, act)
    if answer.content == json_answer({"done": False}).content:
        raise counted
    return answer


def _scope(actor: Actor) -> str:
    # The same account in another post, or for another firm, means another command.
    who = actor.account_id or actor.client_id
    acts_for = actor.legal_person_id or actor.mandate_id or actor.principal_id
    return f"api:{who}:{acts_for or actor.post_id or ''}"


def _fingerprint(request: HttpRequest) -> bytes:
    return ledger.request_fingerprint(
        method=request.method or "", path=request.get_full_path(), body=request.body
    )


def json_answer(body: Any, *, status: int = 200) -> HttpResponse:
    """Return a JSON answer; UUIDs, days and moments become strings."""
    return HttpResponse(orjson.dumps(body), content_type="application/json", status=status)
