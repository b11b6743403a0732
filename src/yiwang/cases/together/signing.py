# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Typing in a shared draft, signing it, and handing it in once everybody has.

A signature binds to the digest of the draft; whatever changes voids it and tells who signed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yiwang.cases import masked_forms
from yiwang.cases.errors import DraftNotFound, MaterialUnknown
from yiwang.cases.models import Case, CoApplicant, Draft
from yiwang.cases.models.together import LIVE
from yiwang.cases.services import clocks
from yiwang.cases.together import events, finding, merging
from yiwang.cases.together.errors import DraftChangedMeanwhile, SignaturesMissing, TextChanged
from yiwang.cases.together.inviting import check_real_name, roles_of
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import services as documents
from yiwang.forms import selectors as forms
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.services import privacy_reads
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact

FIELDS = ("form_data", "materials", "changes", "revision", "updated_at")


def author_of(actor: Actor) -> str:
    """Return who types, as the draft notes them."""
    return str(actor.person_id or actor.account_id)


def keep(
    draft: Draft,
    form: Mapping[str, Any],
    materials: Mapping[str, Any],
    *,
    seen: int,
    actor: Actor,
    at: datetime,
    more: Mapping[str, object] | None = None,
) -> list[merging.Conflict]:
    """Merge what somebody saved into a locked shared draft; return what they have to choose.

    Signatures of another text are void from now on.
    """
    author = author_of(actor)
    form_id = catalogue.snapshot(draft.version_id).form_id
    compiled = forms.compiled_form(form_id) if form_id else None
    typed = _without_computed(compiled, draft, form) if compiled else form
    merged = merging.merge(draft, typed, materials, seen=seen, author=author)
    if compiled:
        draft.form_data = compiled.with_computed(draft.form_data)
    for name, value in (more or {}).items():
        setattr(draft, name, value)
    draft.updated_at = at
    draft.save(update_fields=[*FIELDS, *(more or {})])
    void(draft, actor=actor, at=at)
    return merged.conflicts


def _without_computed(
    compiled: forms.CompiledForm, draft: Draft, form: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a form in which computed values are as they stand: nobody changes them by hand."""
    typed = compiled.with_computed(form)
    for name in compiled.computed:
        typed.pop(name, None)
        if name in draft.form_data:
            typed[name] = draft.form_data[name]
    return typed


def refusal_of(draft: Draft, conflicts: Sequence[merging.Conflict]) -> DraftChangedMeanwhile:
    """Return what says which fields both changed."""
    form_id = catalogue.snapshot(draft.version_id).form_id
    form = forms.compiled_form(form_id) if form_id else None
    known = form.schema["properties"] if form else {}
    names = [form.label(one.name) if form and one.name in known else one.name for one in conflicts]
    return DraftChangedMeanwhile(params={"names": "、".join(names)})


def void(draft: Draft, *, actor: Actor, at: datetime) -> None:
    """Void the signatures of a text that is not the draft's any more."""
    now = merging.digest_of(draft)
    with reach.everywhere():
        signed = CoApplicant.objects.filter(draft_id=draft.pk, state__in=LIVE)
        for each in signed.filter(signed_at__isnull=False).exclude(signed_sha256=now):
            _unsign(each, is_taken_back=False, actor=actor, at=at)


def _unsign(signed: CoApplicant, *, is_taken_back: bool, actor: Actor, at: datetime) -> None:
    signed.signed_at, signed.signed_sha256, signed.signed_assurance = None, "", None
    signed.save(update_fields=["signed_at", "signed_sha256", "signed_assurance"])
    fact = events.SignatureVoided(co_applicant_id=signed.pk, is_taken_back=is_taken_back)
    ledger.append(fact, actor=actor, at=at, region_code=signed.region_code)


def shown_to(draft: Draft, actor: Actor) -> dict[str, Any]:
    """Return a shared draft's form as the co-applicant reads it: others' numbers masked."""
    own = identity.own_number(actor)
    clear = {own.number, own.phone} - {""} if own else set()
    return {
        name: value if isinstance(value, str) and value in clear else masked_forms.masked(value)
        for name, value in draft.form_data.items()
    }


def open_draft(*, co_applicant_id: UUID, actor: Actor, at: datetime) -> tuple[CoApplicant, Draft]:
    """Return a shared draft to its co-applicant, and write down that they read it.

    :raises RealNameNeeded: they are not real-name checked (any more)
    :raises InvitationNotFound: revoked, expired, or somebody else's
    """
    check_real_name(actor)
    with reach.everywhere():
        part, draft = finding.shared_draft(co_applicant_id, actor, today=clocks.today_of(at))
        privacy_reads.note_shared(
            person_id=draft.applicant_id, actor=actor, at=at, region_code=draft.region_code
        )
    return part, draft


@transaction.atomic
def save_part(
    *, co_applicant_id: UUID, form: Mapping[str, Any], seen: int, actor: Actor, at: datetime
) -> list[merging.Conflict]:
    """Keep what a co-applicant typed; masked numbers that come back stand for what was there.

    :param seen: the revision that their page showed
    """
    check_real_name(actor)
    with reach.everywhere():
        today = clocks.today_of(at)
        _part, draft = finding.shared_draft(co_applicant_id, actor, today=today, lock=True)
        whole = {
            name: masked_forms.restored(value, draft.form_data.get(name))
            for name, value in form.items()
        }
        return keep(draft, whole, draft.materials, seen=seen, actor=actor, at=at)


@transaction.atomic
def hand_in(
    *, co_applicant_id: UUID, key: str, files: Sequence[UUID], actor: Actor, at: datetime
) -> Draft:
    """Add files to a material of a shared draft; they were stored for who applies.

    :raises MaterialUnknown: the item asks for no such material, or for fewer files
    """
    check_real_name(actor)
    with reach.everywhere():
        today = clocks.today_of(at)
        _part, draft = finding.shared_draft(co_applicant_id, actor, today=today, lock=True)
        asked = {one.key: one for one in catalogue.snapshot(draft.version_id).materials}
        there = [*draft.materials.get(key, ()), *map(str, files)]
        if key not in asked or len(there) > asked[key].max_files:
            raise MaterialUnknown
        handed = {**draft.materials, key: there}
        keep(draft, draft.form_data, handed, seen=draft.revision, actor=actor, at=at)
    return draft


def receive(
    *,
    co_applicant_id: UUID,
    key: str,
    stream: Any,
    name: str,
    size: int | None,
    actor: Actor,
    at: datetime,
) -> Draft:
    """Store a co-applicant's file with the application that it is for, and add it there.

    :raises DomainError: the file is refused, or the item asks for no such material
    """
    check_real_name(actor)
    with reach.everywhere():
        _part, draft = finding.shared_draft(co_applicant_id, actor, today=clocks.today_of(at))
        if key not in {one.key for one in catalogue.snapshot(draft.version_id).materials}:
            raise MaterialUnknown
        owner = identity.actor_for_account(draft.account_id)
        stored = documents.store_upload(stream, name=name, owner=owner, at=at, expected_size=size)
    return hand_in(co_applicant_id=co_applicant_id, key=key, files=[stored.id], actor=actor, at=at)


@transaction.atomic
def sign(*, co_applicant_id: UUID, seen_sha256: str, actor: Actor, at: datetime) -> CoApplicant:
    """Confirm the whole text as it stands.

    :param seen_sha256: of the text that the page showed
    :raises TextChanged: it is another one by now
    :raises RealNameNeeded: the actor is not real-name checked
    """
    check_real_name(actor)
    with reach.everywhere():
        today = clocks.today_of(at)
        part, draft = finding.shared_draft(co_applicant_id, actor, today=today, lock=True)
        now = merging.digest_of(draft)
        if seen_sha256 != now:
            raise TextChanged
        if part.signed_sha256 == now:
            return part
        part.signed_at, part.signed_sha256, part.signed_assurance = at, now, actor.assurance
        part.save(update_fields=["signed_at", "signed_sha256", "signed_assurance"])
        fact = events.DraftSigned(
            co_applicant_id=part.pk, content_sha256=now, assurance=actor.assurance
        )
        ledger.append(fact, actor=actor, at=at, region_code=part.region_code)
    return part


@transaction.atomic
def take_back(*, co_applicant_id: UUID, actor: Actor, at: datetime) -> CoApplicant:
    """Take one's signature back before the draft is handed in."""
    with reach.everywhere():
        today = clocks.today_of(at)
        part, _draft = finding.shared_draft(co_applicant_id, actor, today=today, lock=True)
        if part.signed_at is not None:
            _unsign(part, is_taken_back=True, actor=actor, at=at)
    return part


def use_up(drafts: Any, case: Case, *, form: object, materials: Mapping[str, Any]) -> list[Fact]:
    """Delete the shared draft that a case was made of, and make its signers parties of the case.

    :param drafts: narrowed to the one draft, whoever may hand it in
    :param form: what was handed in, which has to be what was signed
    :raises DraftNotFound: it was handed in or thrown away meanwhile
    :raises SignaturesMissing: somebody has not signed this text
    """
    draft = drafts.select_for_update().first()
    if draft is None:
        raise DraftNotFound
    digest = merging.digest_of(draft)
    handed = {key: [str(one) for one in files] for key, files in materials.items() if files}
    kept = {key: list(files) for key, files in draft.materials.items() if files}
    is_same = form == draft.form_data and handed == kept and case.mode == draft.mode
    with reach.everywhere():
        live = list(
            CoApplicant.objects.select_for_update()
            .filter(draft_id=draft.pk, state__in=LIVE)
            .order_by("invited_at")
        )
        unsigned = [one.name for one in live if not is_same or one.signed_sha256 != digest]
        titles = roles_of(draft)
        missing = [title for role, title in titles.items() if role not in {o.role for o in live}]
        if unsigned or missing:
            raise SignaturesMissing(params={"names": "、".join([*unsigned, *missing])})
        for each in live:
            each.case = case
            each.save(update_fields=["case"])
        Draft.objects.filter(pk=draft.pk).delete()
        if live:
            case.has_co_applicants = True
            Case.objects.filter(pk=case.pk).update(has_co_applicants=True)
    return [
        events.CoApplicantJoinedCase(
            case_id=case.pk,
            co_applicant_id=each.pk,
            role=each.role,
            content_sha256=digest,
            assurance=each.signed_assurance or 0,
        )
        for each in live
    ]
