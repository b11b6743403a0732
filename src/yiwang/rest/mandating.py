# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What citizens and stations do to mandates alike: name items, accept, end."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yiwang.catalogue import selectors as catalogue
from yiwang.identity import services as identity
from yiwang.rest.auth import actor_of
from yiwang.rest.commands import done


def named_items(codes: Sequence[str]) -> list[identity.ScopeItem]:
    """Return items by basic code with our own names; one that does not exist has none."""
    names = catalogue.names_of_items(codes)
    return [identity.ScopeItem(code, names.get(code, "")) for code in codes]


def accepted(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Accept a mandate for whoever asks, or for their station."""
    actor = actor_of(request)
    return done(
        request,
        lambda: identity.accept_mandate(mandate_id=mandate_id, actor=actor, at=timezone.now()),
    )


def ended(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a mandate from the side of whoever asks."""
    actor = actor_of(request)
    return done(
        request,
        lambda: identity.end_mandate(mandate_id=mandate_id, actor=actor, at=timezone.now()),
    )
