# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that a form of the workbench sends: stored before the command, which names their ids."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from yiwang.documents import services as documents
from yiwang.foundation.actors import Actor


def stored(
    request: HttpRequest, name: str, *, region_code: str, actor: Actor, at: datetime
) -> list[UUID]:
    """Store what was sent under one name; what no case takes is swept away later.

    :raises DomainError: a file is too large, of a kind that is not taken, or not what it says
    """
    return [
        documents.store_upload(
            upload,
            name=upload.name or "",
            owner=actor,
            at=at,
            region_code=region_code,
            expected_size=upload.size,
        ).id
        for upload in request.FILES.getlist(name)
    ]


def stored_for_form(
    request: HttpRequest, compiled: Any, *, region_code: str, actor: Actor, at: datetime
) -> dict[str, list[str]]:
    """Store what was sent for the fields of a form; files under other names are left alone."""
    return {
        name: [
            str(one) for one in stored(request, name, region_code=region_code, actor=actor, at=at)
        ]
        for name in request.FILES
        if compiled.accepts_upload(name)
    }
