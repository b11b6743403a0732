# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The papers of a shared draft, and of the case that it became, for those who apply together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase

from yiwang.cases.models import Case, CaseMaterial, CoApplicant, Draft
from yiwang.cases.services import clocks
from yiwang.cases.together import finding
from yiwang.cases.together.errors import InvitationNotFound
from yiwang.cases.together.inviting import check_real_name
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as document_selectors
from yiwang.documents import services as documents
from yiwang.documents.enums import FOR_STAFF_ONLY, NoticeKind
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.enums import Purpose

if TYPE_CHECKING:
    from yiwang.documents.models import StoredFile

HIDDEN = FOR_STAFF_ONLY | {NoticeKind.APPLICATION}
"""What is the office's own, and what shows the numbers of others in full."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file that everybody who applies together may read."""

    file_id: UUID
    title: str
    name: str
    size: int
    language: str = ""
    """Of a translation; "" for what counts."""


def papers_of_draft(draft: Draft) -> Mapping[str, Sequence[Paper]]:
    """Return the files of a shared draft by material; the caller has seen to who reads."""
    names = {each.key: each.name for each in catalogue.snapshot(draft.version_id).materials}
    ids = [UUID(one) for files in draft.materials.values() for one in files]
    with reach.everywhere():
        owner = identity.actor_for_account(draft.account_id)
        known = document_selectors.file_info(ids, owner)
    return {
        key: [_paper(known[UUID(one)], names.get(key, "")) for one in files if UUID(one) in known]
        for key, files in draft.materials.items()
    }


def papers_of_case(case: Case) -> list[Paper]:
    """Return what was handed in and what was issued; the caller has seen to who reads."""
    names = {each.key: each.name for each in catalogue.snapshot(case.version_id).materials}
    with reach.everywhere():
        handed = CaseMaterial.objects.filter(case=case, replaced_at__isnull=True)
        rows = list(handed.select_related("file").order_by("requirement_key", "id"))
        about = document_selectors.documents_about("case", case.pk)
        issued = [one for one in about if one.file is not None and one.kind not in HIDDEN]
        beside = document_selectors.translations.ready_of(one.pk for one in issued)
        return [
            *(_paper(one.file, names.get(one.requirement_key, "")) for one in rows),
            *(paper for one in issued for paper in _with(one, beside.get(one.pk, ()))),
        ]


def hand_out(
    *, co_applicant_id: UUID, file_id: UUID, actor: Actor, at: datetime
) -> HttpResponseBase:
    """Return one file of what the actor applies for together with others; it is written down.

    :raises RealNameNeeded: the actor is not real-name checked
    :raises InvitationNotFound: it is no such file, or somebody else's draft or case
    """
    check_real_name(actor)
    if file_id not in {one.file_id for one in _papers(co_applicant_id, actor, at)}:
        raise InvitationNotFound
    with reach.everywhere():
        return documents.hand_out_file(
            file_id=file_id,
            actor=actor,
            check=lambda _file: None,  # it was found in what the actor applies for
            purpose=Purpose.CO_APPLICATION,
            at=at,
        )


def _papers(co_applicant_id: UUID, actor: Actor, at: datetime) -> Sequence[Paper]:
    with reach.everywhere():
        part: CoApplicant = finding.own_part(co_applicant_id, actor)
        if part.case_id is not None:
            return papers_of_case(finding.case_of(co_applicant_id, actor)[1])
        today = clocks.today_of(at)
        _part, draft = finding.shared_draft(co_applicant_id, actor, today=today)
    return [one for files in papers_of_draft(draft).values() for one in files]


def _with(issued: Any, translations: Sequence[Any]) -> list[Paper]:
    """Return an issued paper and its translations."""
    own = _paper(issued.file, issued.title)
    return [own, *(_paper(one.file, one.title, one.language) for one in translations)]


def _paper(file: "StoredFile", title: str, language: str = "") -> Paper:
    return Paper(file_id=file.pk, title=title, name=file.name, size=file.size, language=language)
