# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Firms claimed and lost, handlers with rights, guardians until the 18th birthday."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings

from tests.identity import registers
from tests.identity.factories import MORNING, SYSTEM, acting, citizen_account, legal_person, person
from tests.identity.registers import TODAY
from yiwang.identity import selectors, services
from yiwang.identity.enums import FirmStatus, HandlerRole
from yiwang.identity.errors import (
    LegalPersonNotFound,
    MandateExists,
    MandateNotFound,
    NoMandate,
    TokenInvalid,
)
from yiwang.identity.models import Account, LegalPerson, LegalPersonHandler
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.refusals import (
    AssuranceNeeded,
    FirmRevoked,
    FirmUnknown,
    GuardianshipExists,
    NotAMinor,
    NotRepresentative,
    NotTheGuardian,
    PersonNotMatched,
    RightMissing,
    SourceAway,
)
from yiwang.identity.services import Firm, Resident

pytestmark = pytest.mark.django_db


def head(somebody: Resident) -> Account:
    return registers.account_of(somebody, assurance=2)


def claim(account: Account, firm: Firm) -> LegalPerson:
    return services.claim_legal_person(uscc=firm.uscc, actor=acting(account), at=MORNING)


def can_act(account: Account, firm_id: object) -> bool:
    try:
        registers.actor(account, acting_for=firm_id)
    except NoMandate:
        return False
    return True


@pytest.mark.parametrize("who", ["nobody of the firm", "a handler without the right"])
def test_who_may_invite_nobody_learns_of_nobody_whether_they_exist(who: str):
    boss, asking = person(), person()
    firm, known = legal_person(boss), person(name="王存在")
    if who != "nobody of the firm":
        LegalPersonHandler.objects.create(
            legal_person=firm,
            person=asking,
            role=HandlerRole.HANDLER,
            rights=["apply", "track"],
            since=TODAY,
            accepted_at=MORNING,
        )
    account = citizen_account(asking)
    number = RESIDENT_ID.open(known.resident_id_cipher, known.id)

    for name in ("王存在", "王不在"):
        with pytest.raises(LegalPersonNotFound):
            services.invite_by_number(
                legal_person_id=firm.id,
                name=name,
                resident_id=number,
                rights=["apply"],
                until=None,
                actor=acting(account),
                at=MORNING,
            )


def test_the_representative_invites_by_name_and_number():
    boss, known = person(), person(name="王存在")
    firm, account = legal_person(boss), citizen_account(boss)
    invite = {
        "legal_person_id": firm.id,
        "resident_id": RESIDENT_ID.open(known.resident_id_cipher, known.id),
        "rights": ["apply"],
        "until": None,
        "actor": acting(account),
        "at": MORNING,
    }

    with pytest.raises(PersonNotMatched):
        services.invite_by_number(name="王不在", **invite)

    assert services.invite_by_number(name="王存在", **invite).person == known


def test_the_representative_whom_the_register_names_claims_a_firm():
    somebody = registers.resident()
    account = head(somebody)

    firm = claim(account, registers.firm(somebody))

    actor = registers.actor(account, acting_for=firm.id)
    assert firm.name == "杭州登记有限公司"
    assert actor.legal_person_id == firm.id
    assert actor.may_for_principal("manage_handlers")


@pytest.mark.parametrize(
    ("flags", "refusal"),
    [({"status": FirmStatus.REVOKED}, FirmRevoked), ({"is_slow": True}, SourceAway)],
)
def test_a_firm_that_is_gone_or_not_answered_for_is_not_claimed(flags, refusal):
    somebody = registers.resident()

    with pytest.raises(refusal):
        claim(head(somebody), registers.firm(somebody, **flags))

    assert LegalPerson.objects.count() == 0


def test_whom_the_register_does_not_name_claims_nothing():
    firm = registers.firm(registers.resident())

    with pytest.raises(NotRepresentative):
        claim(head(registers.resident("李大山")), firm)


def test_a_code_that_nobody_has_is_unknown():
    somebody = registers.resident()

    with pytest.raises(FirmUnknown):
        services.claim_legal_person(
            uscc=legal_person().uscc, actor=acting(head(somebody)), at=MORNING
        )


def test_claiming_takes_a_real_name():
    somebody = registers.resident()

    with pytest.raises(AssuranceNeeded):
        claim(registers.account_of(somebody), registers.firm(somebody))


def test_a_new_representative_ends_what_the_old_one_could_and_gave():
    old, new = registers.resident(), registers.resident("李大山")
    before, after, handler = head(old), head(new), citizen_account()
    made = registers.firm(old)
    firm = claim(before, made)
    invited = services.invite_handler(
        legal_person_id=firm.id,
        person_id=handler.person_id,
        rights=["apply"],
        until=None,
        actor=acting(before),
        at=MORNING,
    )
    services.accept_invitation(handler_id=invited.id, actor=acting(handler), at=MORNING)
    token = services.issue_token(account_id=before.id, acting_for=firm.id, at=MORNING).raw
    services.load_demonstration(
        residents=[], firms=[Firm(made.uscc, "杭州新名有限公司", new)], actor=SYSTEM
    )

    claim(after, made)

    assert can_act(after, firm.id)
    assert not can_act(before, firm.id)
    assert not can_act(handler, firm.id)
    with pytest.raises(TokenInvalid):
        selectors.authenticate_token(token, at=MORNING)
    assert LegalPerson.objects.get(pk=firm.pk).name == "杭州新名有限公司"


@pytest.mark.parametrize("status", [FirmStatus.ACTIVE, FirmStatus.REVOKED])
def test_the_register_is_asked_again_by_and_by(status: FirmStatus):
    old, new = registers.resident(), registers.resident("李大山")
    account = head(old)
    made = registers.firm(old)
    firm = claim(account, made)
    services.load_demonstration(
        residents=[], firms=[Firm(made.uscc, made.name, new, status=status)], actor=SYSTEM
    )

    early = services.recheck_legal_persons(actor=SYSTEM, at=MORNING + timedelta(days=29))
    late = services.recheck_legal_persons(actor=SYSTEM, at=MORNING + timedelta(days=31))

    assert (early, late) == (0, 1)
    with pytest.raises(NoMandate):
        selectors.actor_for_account(account.id, acting_for=firm.id, at=MORNING + timedelta(days=31))
    assert LegalPerson.objects.get(pk=firm.pk).status == status


def test_a_register_that_is_away_ends_nobodys_rights(settings: LazySettings):
    somebody = registers.resident()
    account = head(somebody)
    firm = claim(account, registers.firm(somebody))
    settings.IDENTITY_LEGAL_PERSON_SOURCE = "refusing"

    asked = services.recheck_legal_persons(actor=SYSTEM, at=MORNING + timedelta(days=31))

    assert asked == 0
    assert can_act(account, firm.id)


def test_a_handler_has_the_rights_that_were_given_and_only_once_accepted():
    boss, handler = citizen_account(), citizen_account()
    firm = legal_person(boss.person)
    made = services.invite_handler(
        legal_person_id=firm.id,
        person_id=handler.person_id,
        rights=["track"],
        until=TODAY + timedelta(days=3),
        actor=acting(boss),
        at=MORNING,
    )
    assert not can_act(handler, firm.id)

    services.accept_invitation(handler_id=made.id, actor=acting(handler), at=MORNING)

    actor = registers.actor(handler, acting_for=firm.id)
    assert actor.may_for_principal("track")
    assert not actor.may_for_principal("apply")
    with pytest.raises(NoMandate):
        selectors.actor_for_account(handler.id, acting_for=firm.id, at=MORNING + timedelta(days=3))


def test_who_manages_handlers_is_for_the_representative_to_say():
    boss, manager = citizen_account(), citizen_account()
    firm = legal_person(boss.person)
    made = services.invite_handler(
        legal_person_id=firm.id,
        person_id=manager.person_id,
        rights=["manage_handlers"],
        until=None,
        actor=acting(boss),
        at=MORNING,
    )
    services.accept_invitation(handler_id=made.id, actor=acting(manager), at=MORNING)

    with pytest.raises(RightMissing):
        services.invite_handler(
            legal_person_id=firm.id,
            person_id=person().id,
            rights=["manage_handlers"],
            until=None,
            actor=acting(manager),
            at=MORNING,
        )


def test_strangers_manage_no_handlers_and_nobody_is_asked_twice():
    boss, other = citizen_account(), person()
    firm = legal_person(boss.person)
    invite = {
        "legal_person_id": firm.id,
        "person_id": other.id,
        "rights": ["apply"],
        "until": None,
        "at": MORNING,
    }
    services.invite_handler(**invite, actor=acting(boss))  # type: ignore[arg-type]

    with pytest.raises(MandateExists):
        services.invite_handler(**invite, actor=acting(boss))  # type: ignore[arg-type]
    with pytest.raises(LegalPersonNotFound):
        services.invite_handler(
            **(invite | {"person_id": person().id}),  # type: ignore[arg-type]
            actor=acting(citizen_account()),
        )


# ── guardians


def family(born_on: date) -> tuple[Account, Resident]:
    parent = registers.resident(household="h-1", is_guardian=True)
    child = registers.resident("张小禾", born_on=born_on, household="h-1")
    return head(parent), child


def guard(account: Account, child: Resident) -> object:
    return services.become_guardian(
        name=child.name, resident_id=child.resident_id, actor=acting(account), at=MORNING
    )


def test_a_parent_acts_for_their_child_until_its_eighteenth_birthday():
    account, child = family(date(2009, 3, 1))
    made = guard(account, child)

    last, birthday = date(2027, 2, 28), date(2027, 3, 1)
    at = MORNING.replace(year=2027, month=2, day=28)
    actor = selectors.actor_for_account(account.id, acting_for=made.id, at=at)

    assert made.until == birthday
    assert last < birthday
    assert actor.principal_id == made.ward_id
    assert actor.mandate_id is None
    with pytest.raises(NoMandate):
        selectors.actor_for_account(account.id, acting_for=made.id, at=at + timedelta(days=1))


def test_whom_the_household_register_does_not_show_is_no_guardian():
    _account, child = family(date(2015, 1, 1))

    with pytest.raises(NotTheGuardian):
        guard(head(registers.resident("李大山")), child)


def test_adults_have_no_guardian_here():
    account, child = family(date(2001, 1, 1))

    with pytest.raises(NotAMinor):
        guard(account, child)


def test_a_guardian_is_taken_down_once_and_may_stop():
    account, child = family(date(2015, 1, 1))
    made = guard(account, child)
    with pytest.raises(GuardianshipExists):
        guard(account, child)

    services.end_guardianship(guardianship_id=made.id, actor=acting(account), at=MORNING)

    with pytest.raises(NoMandate):
        registers.actor(account, acting_for=made.id)
    with pytest.raises(MandateNotFound):
        services.end_guardianship(guardianship_id=made.id, actor=acting(account), at=MORNING)


def test_wards_of_age_are_noted():
    account, child = family(date(2009, 3, 1))
    guard(account, child)
    at = MORNING.replace(year=2027, month=3, day=1)

    assert services.end_guardianships_of_adults(actor=SYSTEM, at=at) == 1
    assert services.end_guardianships_of_adults(actor=SYSTEM, at=at) == 0
