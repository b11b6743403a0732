# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applying together: who is invited to a draft, what they type and sign, the case of all."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router

from yiwang.cases import selectors as cases
from yiwang.cases.services import asking, together
from yiwang.evaluations import selectors as evaluations
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.description import BINARY, bytes_of
from yiwang.rest.errors import LengthMissing
from yiwang.rest.people.files import FileName
from yiwang.rest.people.languages import PaperLanguageIn
from yiwang.rest.people.together_shapes import (
    CoApplicantIn,
    CoApplicantOut,
    CoApplicantsOut,
    InvitationAnswerIn,
    MyPartOut,
    PartReceiptOut,
    PartsOut,
    PartyQuestionIn,
    SharedDraftIn,
    SignatureIn,
)
from yiwang.rest.schemas import Done, Line, answers

router = Router(tags=["共同申请 together"], auth=CITIZEN)


@router.get(
    "/drafts/{uuid:draft_id}/co-applicants",
    response=answers(CoApplicantsOut),
    summary="草稿的共同申请人",
)
def list_co_applicants(request: HttpRequest, draft_id: UUID) -> dict[str, Any]:
    """Return who was invited to one's draft, and who has to sign."""
    with read_only():
        return _people(draft_id, actor_of(request))


def _people(draft_id: UUID, actor: Actor) -> dict[str, Any]:
    draft = cases.draft(draft_id, actor)
    shown = CoApplicantsOut(
        roles=together.roles_of(draft),
        people=[CoApplicantOut.model_validate(one) for one in cases.together.of_draft(draft)],
    )
    return shown.model_dump(mode="json")


@router.post(
    "/drafts/{uuid:draft_id}/co-applicants",
    response=answers(CoApplicantsOut, 201),
    summary="邀请共同申请人",
    openapi_extra=KEY_PARAMETER,
)
def invite_co_applicant(
    request: HttpRequest, draft_id: UUID, payload: CoApplicantIn
) -> HttpResponse:
    """Invite somebody by name and resident number to read, change and sign one's draft."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        together.invite(
            draft_id=draft_id,
            name=payload.name,
            number=payload.number.upper(),
            role=payload.role,
            actor=actor,
            at=timezone.now(),
        )
        return _people(draft_id, actor)

    return perform(request, act, status=201)


@router.post(
    "/drafts/{uuid:draft_id}/co-applicants/{uuid:co_applicant_id}/end",
    response=answers(Done),
    summary="停止共享草稿",
)
def end_sharing(request: HttpRequest, draft_id: UUID, co_applicant_id: UUID) -> HttpResponse:
    """Stop sharing with somebody, at once; their signature is void."""

    def act() -> object:
        cases.draft(draft_id, actor_of(request))
        return together.end(
            co_applicant_id=co_applicant_id, actor=actor_of(request), at=timezone.now()
        )

    return done(request, act)


@router.post(
    "/drafts/{uuid:draft_id}/co-applicants/{uuid:co_applicant_id}/reminder",
    response=answers(Done),
    summary="提醒共同申请人",
)
def remind_co_applicant(
    request: HttpRequest, draft_id: UUID, co_applicant_id: UUID
) -> HttpResponse:
    """Ask somebody again to answer or to sign, once a day."""
    actor = actor_of(request)
    cases.draft(draft_id, actor)
    return done(
        request,
        lambda: together.remind(co_applicant_id=co_applicant_id, actor=actor, at=timezone.now()),
    )


@router.get("/together", response=answers(PartsOut), summary="和我一起申请的")
def list_my_parts(request: HttpRequest) -> dict[str, Any]:
    """Return invitations for oneself, and drafts and cases of others that one has a part in."""
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        return {
            "invitations": cases.together.invited(actor, today=today),
            "parts": cases.together.joined(actor, today=today),
        }


@router.get("/together/{uuid:co_applicant_id}", response=answers(MyPartOut), summary="共同申请")
def get_my_part(request: HttpRequest, co_applicant_id: UUID) -> dict[str, Any]:
    """Return the shared draft, or the case that it became; the applicant sees who read."""
    return _part(co_applicant_id, actor_of(request))


@router.get(
    "/together/{uuid:co_applicant_id}/receipt",
    response=answers(PartReceiptOut),
    summary="共同申请人的收件凭证",
)
def get_part_receipt(request: HttpRequest, co_applicant_id: UUID) -> dict[str, Any]:
    """Return number and query code of the case of all, and one's own code to review with."""
    actor = actor_of(request)
    with read_only():
        _part_of, case = cases.together.case_of(co_applicant_id, actor)
        own = evaluations.of_case(case.pk, actor)
        return {
            "number": case.number,
            "query_code": case.query_code,
            "may_review": own.may_review,
            "review_code": own.code if own.may_review else "",
        }


def _part(co_applicant_id: UUID, actor: Actor) -> dict[str, Any]:
    try:
        one, draft = together.open_draft(
            co_applicant_id=co_applicant_id, actor=actor, at=timezone.now()
        )
    except together.InvitationNotFound:
        with read_only():
            one, case = cases.together.case_of(co_applicant_id, actor)
        plain = {name: getattr(case, name) for name in ("id", "number", "state", "due_on")}
        asked = {"withdrawal_asked_at": one.withdrawal_asked_at}
        agreed = {"withdrawal_agreed_at": one.withdrawal_agreed_at}
        papers = together.papers_of_case(case)
        told = {"papers": papers, "language": together.language_of(one)}
        return {"part": one, "draft": None, "case": plain | asked | agreed} | told
    shown = {
        "version_id": draft.version_id,
        "revision": draft.revision,
        "form": together.shown_to(draft, actor),
        "materials": {key: len(files) for key, files in draft.materials.items()},
        "content_sha256": together.digest_of(draft),
    }
    papers = [each for files in together.papers_of_draft(draft).values() for each in files]
    told = {"papers": papers, "language": together.language_of(one)}
    return {"part": one, "draft": shown, "case": None} | told


@router.post("/together/{uuid:co_applicant_id}/answer", response=answers(Done), summary="答复邀请")
def answer_invitation(
    request: HttpRequest, co_applicant_id: UUID, payload: InvitationAnswerIn
) -> HttpResponse:
    """Accept an invitation, or decline it."""
    return done(
        request,
        lambda: together.answer(
            co_applicant_id=co_applicant_id,
            accepts=payload.accepts,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.put(
    "/together/{uuid:co_applicant_id}/draft", response=answers(Done), summary="修改共享的草稿"
)
def save_shared_draft(
    request: HttpRequest, co_applicant_id: UUID, payload: SharedDraftIn
) -> HttpResponse:
    """Change a shared draft; what others changed since stays, what both changed is refused."""
    actor, at = actor_of(request), timezone.now()

    def act() -> None:
        _one, draft = together.open_draft(co_applicant_id=co_applicant_id, actor=actor, at=at)
        conflicts = together.save_part(
            co_applicant_id=co_applicant_id,
            form=payload.form,
            seen=payload.revision,
            actor=actor,
            at=at,
        )
        if conflicts:
            raise together.refusal_of(draft, conflicts)

    return done(request, act)


@router.post(
    "/together/{uuid:co_applicant_id}/materials/{key}",
    response=answers(Done),
    summary="为共享的草稿上传材料",
    openapi_extra={"requestBody": {"required": True, "content": BINARY}},
)
def hand_in_together(
    request: HttpRequest, co_applicant_id: UUID, key: Line, name: FileName
) -> HttpResponse:
    """Add a file to a material of a shared draft: the bytes are the body, as they are."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    if not (announced.isascii() and announced.isdecimal()):
        raise LengthMissing
    return done(
        request,
        lambda: together.receive(
            co_applicant_id=co_applicant_id,
            key=key,
            stream=request,
            name=name,
            size=int(announced),
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.get(
    "/together/{uuid:co_applicant_id}/files/{uuid:file_id}",
    response=answers(None),
    summary="共同申请的材料和文书",
    openapi_extra=bytes_of("The file."),
)
def get_shared_file(request: HttpRequest, co_applicant_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Return a file of a shared draft, or of the case that it became."""
    return together.hand_out_paper(
        co_applicant_id=co_applicant_id,
        file_id=file_id,
        actor=actor_of(request),
        at=timezone.now(),
    )


@router.post(
    "/together/{uuid:co_applicant_id}/signature", response=answers(Done), summary="确认签署"
)
def sign_draft(request: HttpRequest, co_applicant_id: UUID, payload: SignatureIn) -> HttpResponse:
    """Confirm the whole text as it was read; any later change voids it."""
    return done(
        request,
        lambda: together.sign(
            co_applicant_id=co_applicant_id,
            seen_sha256=payload.content_sha256,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.delete(
    "/together/{uuid:co_applicant_id}/signature", response=answers(Done), summary="撤回签署"
)
def take_signature_back(request: HttpRequest, co_applicant_id: UUID) -> HttpResponse:
    """Take one's signature back before the draft is handed in."""
    return done(request, lambda: together.take_back(**_by(request, co_applicant_id)))


@router.post(
    "/together/{uuid:co_applicant_id}/leaving", response=answers(Done), summary="退出共同申请"
)
def leave_draft(request: HttpRequest, co_applicant_id: UUID) -> HttpResponse:
    """Leave a shared draft; it cannot be read any more."""
    return done(request, lambda: together.end(**_by(request, co_applicant_id)))


@router.post(
    "/together/{uuid:co_applicant_id}/withdrawal-consent",
    response=answers(Done),
    summary="同意撤回",
)
def agree_to_withdrawal(request: HttpRequest, co_applicant_id: UUID) -> HttpResponse:
    """Agree that the applicant takes the case back."""
    return done(request, lambda: together.agree(**_by(request, co_applicant_id)))


@router.put(
    "/together/{uuid:co_applicant_id}/language",
    response=answers(Done),
    summary="共同申请人的译文语言",
)
def put_part_language(
    request: HttpRequest, co_applicant_id: UUID, payload: PaperLanguageIn
) -> HttpResponse:
    """State in which language one's papers of this come translated; Chinese stays the original."""
    by = _by(request, co_applicant_id)
    return done(request, lambda: together.wish_language(language=payload.language, **by))


@router.post(
    "/together/{uuid:co_applicant_id}/questions", response=answers(Done), summary="共同申请人咨询"
)
def ask_together(
    request: HttpRequest, co_applicant_id: UUID, payload: PartyQuestionIn
) -> HttpResponse:
    """Ask something in the case that one is a party of."""
    actor = actor_of(request)

    def act() -> object:
        _one, case = cases.together.case_of(co_applicant_id, actor)
        return asking.ask(case_id=case.pk, words=payload.words, actor=actor, at=timezone.now())

    return done(request, act)


def _by(request: HttpRequest, co_applicant_id: UUID) -> dict[str, Any]:
    actor = actor_of(request)
    return {"co_applicant_id": co_applicant_id, "actor": actor, "at": timezone.now()}
