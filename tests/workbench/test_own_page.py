# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A staff member's own page: posts, leave, sessions; and nobody decides about themselves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import (
    FORM_DATA,
    World,
    citizen_account,
    staff_account,
    stored_file,
    submitted_case,
)
from tests.identity import registers
from tests.identity.factories import person
from tests.organizations.factories import StaffMemberFactory
from tests.workbench.desks import act, again, at_desk, words
from yiwang.cases.enums import CaseState, Channel
from yiwang.cases.errors import OwnCase
from yiwang.cases.models import Case
from yiwang.cases.services import intake, submission
from yiwang.identity import selectors
from yiwang.identity import services as identity
from yiwang.identity.enums import HandlerRole
from yiwang.identity.errors import NotYours
from yiwang.identity.models import Account, LegalPersonHandler, NaturalPerson, StaffPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.refusals import AlreadyStated, NameDiffers, PersonServesAlready
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import StandardPost
from yiwang.organizations.models import Leave
from yiwang.workbench.session import own

pytestmark = pytest.mark.django_db
ME = "/workbench/me"


@pytest.fixture
def clerk(world: World) -> Account:
    return staff_account(world.department, StandardPost.COUNTER, at=timezone.now())


@pytest.fixture
def desk(clerk: Account) -> Client:
    return at_desk(clerk)


def number_of(somebody: NaturalPerson) -> str:
    return RESIDENT_ID.open(somebody.resident_id_cipher, somebody.id)


def serves_as(clerk: Account, somebody: NaturalPerson) -> None:
    """Let a staff member state that they are somebody, whom the register knows."""
    StaffPerson.objects.create(staff=clerk.staff, person=somebody, stated_at=timezone.now())


def actor(account: Account):
    return selectors.actor_for_account(account.id, at=timezone.now())


# ── leave


def test_somebody_asks_for_leave_names_a_deputy_and_comes_back_early(world: World, desk, clerk):
    deputy = StaffMemberFactory(department=world.department)
    today = timezone.localdate()
    sent = {
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=3)).isoformat(),
        "reason": "annual",
        "deputy": str(deputy.id),
        "idempotency_key": "leave-1",
    }

    page = words(desk.post(f"{ME}/leave", sent, follow=True))
    desk.post(f"{ME}/leave", sent)

    leave = Leave.objects.get(staff=clerk.staff)
    assert leave.deputy == deputy
    assert deputy.name in page
    assert "登记离岗" in page

    desk.post(f"{ME}/leaves/{leave.id}/end")
    leave.refresh_from_db()
    assert leave.is_cancelled


def test_a_deputy_whom_a_long_list_leaves_out_is_named_by_staff_number(
    world: World, desk, clerk, monkeypatch: pytest.MonkeyPatch
):
    deputy = StaffMemberFactory(department=world.department)
    monkeypatch.setattr(own, "MOST_SHOWN", 1)
    today = timezone.localdate().isoformat()
    sent = {"starts_on": today, "ends_on": today, "reason": "annual", "deputy": ""}

    assert "或者填写代理人的工号" in words(desk.get(ME))
    nobody = words(desk.post(f"{ME}/leave", sent | {"number": "none such"}, follow=True))
    desk.post(f"{ME}/leave", sent | {"number": deputy.staff_number})

    assert "本部门没有这个工号" in nobody
    assert Leave.objects.get(staff=clerk.staff).deputy == deputy


def test_nobody_ends_a_colleague_s_leave(world: World, desk: Client):
    other, deputy = (StaffMemberFactory(department=world.department) for _one in "12")
    today = timezone.localdate()
    leave = Leave.objects.create(
        staff=other,
        deputy=deputy,
        starts_on=today,
        ends_on=today,
        reason="annual",
        set_at=timezone.now(),
    )

    desk.post(f"{ME}/leaves/{leave.id}/end")

    leave.refresh_from_db()
    assert not leave.is_cancelled


def test_the_page_shows_whom_one_stands_in_for(world: World, desk: Client, clerk: Account):
    absent = StaffMemberFactory(department=world.department, name="张三丰")
    today = timezone.localdate()
    Leave.objects.create(
        staff=absent,
        deputy=clerk.staff,
        starts_on=today,
        ends_on=today,
        reason="annual",
        set_at=timezone.now(),
    )

    assert "您代理 张三丰" in words(desk.get(ME))


def test_the_page_shows_posts_and_this_session(desk: Client):
    page = words(desk.get(ME))

    assert "我的岗位" in page
    assert "本人身份" in page


# ── who they are


def test_somebody_states_once_who_they_are(desk: Client, clerk: Account):
    own = registers.resident(clerk.staff.name)

    page = words(desk.post(f"{ME}/person", {"resident_id": own.resident_id}, follow=True))

    stated = StaffPerson.objects.get(staff=clerk.staff)
    assert number_of(stated.person) == own.resident_id
    assert own.resident_id not in page
    kinds = [event.kind for event in ledger.events_about("person", stated.person_id)]
    assert "identity.staff_person_stated" in kinds
    with pytest.raises(AlreadyStated):
        identity.state_own_person(
            resident_id=own.resident_id, actor=actor(clerk), at=timezone.now()
        )


def test_a_number_of_somebody_else_is_not_taken(world: World, clerk: Account):
    stranger = registers.resident("李他人")
    at = timezone.now()

    with pytest.raises(NameDiffers):
        identity.state_own_person(resident_id=stranger.resident_id, actor=actor(clerk), at=at)

    namesake = staff_account(world.department, StandardPost.HANDLER, at=at)
    own = registers.resident(clerk.staff.name)
    namesake.staff.name = clerk.staff.name
    namesake.staff.save()
    identity.state_own_person(resident_id=own.resident_id, actor=actor(namesake), at=at)
    with pytest.raises(PersonServesAlready):
        identity.state_own_person(resident_id=own.resident_id, actor=actor(clerk), at=at)


def test_citizens_are_nobody_s_staff(world: World):
    with pytest.raises(NotYours):
        identity.state_own_person(
            resident_id="330106199001011234", actor=actor(world.citizen), at=timezone.now()
        )


# ── and so nobody handles their own


def test_a_clerk_accepts_no_case_of_their_own(world: World, desk: Client, clerk: Account):
    case = submitted_case(world)
    assert actor(clerk).stands_for == frozenset()
    serves_as(clerk, NaturalPerson.objects.get(pk=case.applicant_id))

    with pytest.raises(OwnCase):
        intake.accept_case(case_id=case.id, actor=actor(clerk), at=timezone.now())
    act(desk, case, "accept")

    assert again(case).state == CaseState.SUBMITTED
    colleague = staff_account(world.department, StandardPost.COUNTER, at=timezone.now())
    intake.accept_case(case_id=case.id, actor=actor(colleague), at=timezone.now())


def firm_case(world: World) -> Case:
    """Return a case that the citizen has filed for their firm."""
    acting = world.actor(world.citizen, acting_for=world.firm.id)
    return submission.submit_case(
        application=submission.Application(
            version_id=world.shop.version_id,
            form=FORM_DATA,
            materials={"lease": [stored_file(acting)]},
            channel=Channel.WEB,
        ),
        actor=acting,
        at=timezone.now(),
    )


@pytest.mark.parametrize("role", ["representative", "handler", "former handler", "nobody"])
def test_a_clerk_accepts_no_case_of_a_firm_that_they_act_for(world: World, clerk, role):
    case, own = firm_case(world), person(name=clerk.staff.name)
    today = timezone.localdate()
    if role == "representative":
        own = NaturalPerson.objects.get(pk=world.citizen.person_id)
    elif role != "nobody":
        LegalPersonHandler.objects.create(
            legal_person=world.firm,
            person=own,
            role=HandlerRole.HANDLER,
            since=today - timedelta(days=9),
            until=today if role == "former handler" else None,
            accepted_at=timezone.now(),
        )
    serves_as(clerk, own)
    has_a_stake = role in {"representative", "handler"}

    assert (world.firm.id in actor(clerk).stands_for) is has_a_stake
    if has_a_stake:
        with pytest.raises(OwnCase):
            intake.accept_case(case_id=case.id, actor=actor(clerk), at=timezone.now())
    else:
        intake.accept_case(case_id=case.id, actor=actor(clerk), at=timezone.now())


def test_a_clerk_accepts_nothing_that_they_filed_for_somebody(world: World, clerk: Account):
    case = firm_case(world)
    serves_as(clerk, NaturalPerson.objects.get(pk=world.citizen.person_id))
    LegalPersonHandler.objects.filter(legal_person=world.firm).update(until=timezone.localdate())
    assert world.firm.id not in actor(clerk).stands_for

    with pytest.raises(OwnCase):
        intake.accept_case(case_id=case.id, actor=actor(clerk), at=timezone.now())


def test_a_clerk_vouches_for_nobody_who_is_themselves(clerk: Account):
    own = person(name=clerk.staff.name)
    citizen_account(own)
    serves_as(clerk, own)

    with pytest.raises(NotYours):
        identity.verify_at_counter(
            person_id=own.id, is_card_seen=True, actor=actor(clerk), at=timezone.now()
        )
