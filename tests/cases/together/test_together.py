# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two people apply: invited without a leak, typing without a loss, bound to what they signed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.together import couples
from tests.cases.world import HANDLER, MONDAY, fresh, who
from tests.factories import FORM_DATA, Item, World
from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState, TogetherState
from yiwang.cases.errors import CaseNotFound, DraftNotFound, MaterialUnknown
from yiwang.cases.models import Case, CoApplicant, Draft
from yiwang.cases.services import asking, decisions, drafts, submission, together
from yiwang.cases.together import errors, inviting
from yiwang.foundation.enums import Sex
from yiwang.foundation.errors import DomainError
from yiwang.ledger import selectors as ledger
from yiwang.ledger import services as ledger_services
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def item(world: World) -> Item:
    return couples.item_for_two(world)


@pytest.fixture
def draft(world: World, item: Item, db: None) -> Draft:
    return couples.begun(world, item)


def refused(error: type[DomainError], act: Any, *args: Any, **kwargs: Any) -> DomainError:
    with pytest.raises(error) as caught, transaction.atomic():
        act(*args, **kwargs)
    return caught.value


def save(world: World, draft: Draft, form: dict[str, Any], *, seen: int | None = None) -> Draft:
    files = draft.materials
    typed = drafts.DraftContent(form=form, materials=files, revision=seen)
    return drafts.save_draft(
        version_id=draft.version_id, typed=typed, actor=worlds.citizen(world), at=MONDAY
    )


def type_in(world: World, one: CoApplicant, form: dict[str, Any], *, seen: int) -> list[Any]:
    return together.save_part(
        co_applicant_id=one.pk, form=form, seen=seen, actor=worlds.neighbour(world), at=MONDAY
    )


# ── inviting


def test_nobody_learns_whether_somebody_has_an_account(world: World, draft: Draft) -> None:
    stranger = factories.natural_person(name="王五")
    number = couples.number_of(worlds.neighbour(world))
    owner = worlds.citizen(world)
    told = together.invite(draft_id=draft.pk, name="李大山", number=number, actor=owner, at=MONDAY)
    unknown = together.invite(
        draft_id=draft.pk,
        name="查无此人",
        number=factories.make_test_resident_id(stranger.born_on, 477, Sex.MALE),
        actor=owner,
        at=MONDAY,
    )
    ledger_services.settle()
    assert (told.person_id, unknown.person_id) == (None, None)
    assert told.state == unknown.state == TogetherState.INVITED
    assert Message.objects.filter(kind="together_invited").count() == 1
    assert number not in str(ledger.timeline("co_applicant", told.pk)[0].payload)


def test_only_the_named_person_sees_the_invitation(world: World, draft: Draft) -> None:
    one = couples.invited(world, draft)
    today = MONDAY.date()
    other = worlds.neighbour(world)
    assert [each.pk for each in cases.together.invited(other, today=today)] == [one.pk]
    assert cases.together.invited(worlds.citizen(world), today=today) == []
    assert cases.together.invited(replace(other, assurance=1), today=today) == []
    assert cases.together.invited(other, today=today + timedelta(days=31)) == []
    CoApplicant.objects.filter(pk=one.pk).update(name="另一个人")
    assert cases.together.invited(other, today=today) == []
    for actor in (worlds.citizen(world), other):
        refused(
            errors.InvitationNotFound,
            together.answer,
            co_applicant_id=one.pk,
            accepts=True,
            actor=actor,
            at=MONDAY,
        )


def test_whom_one_cannot_invite(world: World, draft: Draft) -> None:
    owner, other = worlds.citizen(world), worlds.neighbour(world)
    invite = {"draft_id": draft.pk, "actor": owner, "at": MONDAY}
    mine = couples.number_of(owner)
    refused(errors.CannotInvite, together.invite, name="张小云", number=mine, **invite)
    number = couples.number_of(other)
    refused(errors.CannotInvite, together.invite, name="李大山", number=number, role="x", **invite)
    refused(DomainError, together.invite, name="李大山", number="123", **invite)
    low = replace(owner, assurance=1)
    refused(
        errors.RealNameNeeded, together.invite, name="李", number=number, **invite | {"actor": low}
    )
    refused(DraftNotFound, together.invite, name="李", number=number, **invite | {"actor": other})
    couples.invited(world, draft)
    refused(errors.CannotInvite, together.invite, name="李大山", number=number, **invite)


def test_nobody_is_pestered_with_invitations(world: World, draft: Draft) -> None:
    owner = worlds.citizen(world)
    for _each in range(inviting.MOST_EVER):
        one = couples.invited(world, draft)
        together.end(co_applicant_id=one.pk, actor=owner, at=MONDAY)

    number = couples.number_of(worlds.neighbour(world))
    invite = {"draft_id": draft.pk, "actor": owner, "at": MONDAY}
    refused(errors.TooManyInvitations, together.invite, name="李大山", number=number, **invite)


def test_sharing_ends_at_once(world: World, draft: Draft) -> None:
    one = couples.joined(world, draft)
    other = worlds.neighbour(world)
    assert together.open_draft(co_applicant_id=one.pk, actor=other, at=MONDAY)[1].pk == draft.pk
    refused(
        errors.InvitationNotFound,
        together.open_draft,
        co_applicant_id=one.pk,
        actor=other,
        at=MONDAY + timedelta(days=31),
    )
    together.end(co_applicant_id=one.pk, actor=worlds.citizen(world), at=MONDAY)
    for act in (together.open_draft, together.take_back, together.end):
        refused(errors.InvitationNotFound, act, co_applicant_id=one.pk, actor=other, at=MONDAY)
    assert cases.together.joined(other, today=MONDAY.date()) == []


def test_reading_a_shared_draft_is_shown_to_its_owner(world: World, draft: Draft) -> None:
    one = couples.joined(world, draft)
    for _time in range(2):
        together.open_draft(co_applicant_id=one.pk, actor=worlds.neighbour(world), at=MONDAY)
    owner_id = worlds.citizen(world).person_id
    assert owner_id is not None
    reads = ledger.timeline("person", owner_id, kinds=["ledger.personal_data_read"])
    assert [each.payload["purpose"] for each in reads] == ["co_application"]


# ── typing


def test_two_who_type_at_once_lose_nothing(world: World, draft: Draft) -> None:
    one = couples.joined(world, draft)
    seen = Draft.objects.get(pk=draft.pk).revision
    assert type_in(world, one, {**FORM_DATA, "note": "我写的"}, seen=seen) == []
    save(world, draft, {**FORM_DATA, "kind": "stall"}, seen=seen)
    both = Draft.objects.get(pk=draft.pk)
    assert (both.form_data["note"], both.form_data["kind"]) == ("我写的", "stall")
    error = refused(
        errors.DraftChangedMeanwhile,
        save,
        world,
        draft,
        {**FORM_DATA, "kind": "stall", "note": "他写的"},
        seen=seen,
    )
    assert error.status == 409
    save(world, draft, {**both.form_data, "note": "商量好的"}, seen=both.revision)
    (conflict,) = type_in(world, one, {**both.form_data, "note": "又改"}, seen=both.revision)
    assert (conflict.name, conflict.standing, conflict.typed) == ("note", "商量好的", "又改")
    assert Draft.objects.get(pk=draft.pk).form_data["note"] == "商量好的"


def test_masked_numbers_come_back_as_they_were(world: World, draft: Draft) -> None:
    one = couples.joined(world, draft)
    shown = together.shown_to(Draft.objects.get(pk=draft.pk), worlds.neighbour(world))
    assert "*" in shown["phone"] or shown["phone"] == "13800001234"
    type_in(world, one, {**shown, "phone": "138****1234", "note": "好"}, seen=99)
    assert Draft.objects.get(pk=draft.pk).form_data["phone"] == "13800001234"


def test_a_co_applicant_hands_in_what_the_item_asks_for(world: World, draft: Draft) -> None:
    one = couples.joined(world, draft)
    file = factories.stored_file(worlds.citizen(world), name="照片.pdf")
    give: dict[str, Any] = {
        "co_applicant_id": one.pk,
        "actor": worlds.neighbour(world),
        "at": MONDAY,
    }
    together.hand_in(key="photo", files=[file], **give)
    assert Draft.objects.get(pk=draft.pk).materials["photo"] == [str(file)]
    refused(MaterialUnknown, together.hand_in, key="other", files=[file], **give)


# ── signing


def test_it_is_handed_in_once_everybody_has_signed_what_stands_there(
    world: World, draft: Draft
) -> None:
    refused(errors.SignaturesMissing, couples.handed_in, world, draft.pk)
    one = couples.joined(world, draft)
    refused(errors.SignaturesMissing, couples.handed_in, world, draft.pk)
    refused(
        errors.TextChanged,
        together.sign,
        co_applicant_id=one.pk,
        seen_sha256="0" * 64,
        actor=worlds.neighbour(world),
        at=MONDAY,
    )
    couples.signed(world, one)
    save(world, draft, {**FORM_DATA, "note": "悄悄改一下"})
    assert CoApplicant.objects.get(pk=one.pk).signed_at is None
    ledger_services.settle()
    assert Message.objects.filter(kind="together_voided").count() == 1
    refused(errors.SignaturesMissing, couples.handed_in, world, draft.pk)
    couples.signed(world, one)
    together.take_back(co_applicant_id=one.pk, actor=worlds.neighbour(world), at=MONDAY)
    refused(errors.SignaturesMissing, couples.handed_in, world, draft.pk)
    couples.signed(world, one)
    case = fresh(couples.handed_in(world, draft.pk))
    party = CoApplicant.objects.get(pk=one.pk)
    assert case.has_co_applicants
    assert (party.case_id, party.signed_assurance) == (case.pk, 3)
    assert not Draft.objects.filter(pk=draft.pk).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        CoApplicant.objects.filter(pk=party.pk).update(signed_sha256="0" * 64)


def test_nothing_else_is_handed_in_than_what_was_signed(world: World, draft: Draft) -> None:
    one = couples.joined(world, draft)
    couples.signed(world, one)
    other = submission.Application(
        version_id=draft.version_id,
        form={**FORM_DATA, "kind": "stall"},
        materials={"lease": [UUID(one) for one in draft.materials["lease"]]},
        draft_id=draft.pk,
    )
    owner = worlds.citizen(world)
    refused(
        errors.SignaturesMissing,
        submission.submit_case,
        application=other,
        actor=owner,
        at=MONDAY,
    )
    refused(
        errors.SignaturesMissing,
        submission.submit_case,
        application=replace(other, form=FORM_DATA, draft_id=None),
        actor=owner,
        at=MONDAY,
    )
    assert not Case.objects.filter(version_id=draft.version_id).exists()


# ── a case of both


def test_both_are_parties_of_the_case(world: World, draft: Draft) -> None:
    one = couples.joined(world, draft)
    couples.signed(world, one)
    case = fresh(couples.handed_in(world, draft.pk))
    owner, other = worlds.citizen(world), worlds.neighbour(world)
    assert cases.together.case_of(one.pk, other)[1].pk == case.pk
    refused(errors.InvitationNotFound, cases.together.case_of, one.pk, owner)
    refused(CaseNotFound, cases.case, case.pk, other)
    ledger_services.settle()
    assert Message.objects.filter(recipient_id=other.person_id, kind="submitted").count() == 1
    question = asking.ask(case_id=case.pk, words="我能问吗？", actor=other, at=MONDAY)
    assert question.asked_by_name == other.display_name
    back: dict[str, Any] = {"case_id": case.pk, "actor": owner, "at": MONDAY}
    refused(errors.OthersMustAgree, decisions.withdraw_case, **back)
    agree: dict[str, Any] = {"co_applicant_id": one.pk, "actor": other, "at": MONDAY}
    refused(errors.InvitationNotFound, together.agree, **agree)
    assert together.ask_withdrawal(case_id=case.pk, actor=owner, at=MONDAY) is False
    together.agree(**agree)
    assert together.ask_withdrawal(case_id=case.pk, actor=owner, at=MONDAY) is True
    decisions.withdraw_case(**back)
    assert fresh(case).state == CaseState.WITHDRAWN


def test_what_is_thrown_away_takes_its_invitations_with_it(world: World, draft: Draft) -> None:
    one = couples.joined(world, draft)
    drafts.discard_draft(draft_id=draft.pk, actor=worlds.citizen(world))
    assert not CoApplicant.objects.filter(pk=one.pk).exists()


def test_staff_handle_a_case_of_two_like_any(world: World, draft: Draft) -> None:
    one = couples.joined(world, draft)
    couples.signed(world, one)
    case = couples.handed_in(world, draft.pk)
    before = decisions.sealed_digest(fresh(case))
    assert [each.pk for each in cases.together.of_case(fresh(case))] == [one.pk]
    assert who(world, HANDLER).is_staff
    CoApplicant.objects.filter(pk=one.pk).update(withdrawal_asked_at=MONDAY)
    assert decisions.sealed_digest(fresh(case)) != before


def test_a_field_of_several_parts_is_shown_as_well(world: World, draft: Draft):
    draft.form_data = {
        "place": {"division": "330106000000", "detail": "文三路 1 号"},
        "agrees": True,
    }
    assert together.shown_to(draft, worlds.neighbour(world)) == draft.form_data
