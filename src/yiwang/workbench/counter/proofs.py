# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How somebody at the counter shows that it is they who want it: signed paper, or a code."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from yiwang.cases.services import modes
from yiwang.documents import selectors as documents
from yiwang.foundation.actors import Actor
from yiwang.halls.services import attending
from yiwang.workbench.frame import uuids
from yiwang.workbench.uploads import stored

PAPER, KEPT, CODE = "signed-paper", "kept-signed-paper", "presence"
LONGEST_CODE = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page has so far.

    :param paper: the scan of what was signed, with its name
    """

    paper: tuple[UUID, str] | None = None
    code: str = ""


def shown_in(request: HttpRequest, *, region_code: str, actor: Actor, at: datetime) -> Shown:
    """Store the scan of what was signed; one that was sent before an error is kept."""
    fresh = stored(request, PAPER, region_code=region_code, actor=actor, at=at)
    found = [*fresh, *uuids([request.POST.get(KEPT, "")])][:1]
    known = documents.file_info(found, actor) if found else {}
    paper = (found[0], known[found[0]].name) if known else None
    return Shown(paper, request.POST.get(CODE, "")[:LONGEST_CODE].strip())


def count_code(shown: Shown, *, applicant_id: UUID, actor: Actor, at: datetime) -> None:
    """Count a code of presence that was typed; call it before the command, outside its doing.

    :raises TooManyAttempts: five were wrong
    """
    if shown.code and shown.paper is None:
        attending.count_try(applicant_id=applicant_id, actor=actor, at=at)


def proof_of(shown: Shown, *, applicant_id: UUID, actor: Actor, at: datetime) -> modes.Proof:
    """Return the proof; a code of presence is used up by it.

    :raises PresenceRefused: the code is not right
    """
    if shown.paper is not None:
        return modes.Proof(paper=shown.paper[0])
    if not shown.code:
        return modes.Proof()
    code = attending.show(applicant_id=applicant_id, code=shown.code, actor=actor, at=at)
    return modes.Proof(presence_id=code)
