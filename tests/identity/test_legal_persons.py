# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.identity.factories import (
    MORNING,
    SYSTEM,
    acting,
    citizen_account,
    legal_person,
    person,
    staff_account,
)
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.foundation.errors import InvalidUscc
from yiwang.identity import selectors, services
from yiwang.identity.enums import HandlerRole
from yiwang.identity.errors import (
    BadName,
    BadPeriod,
    LegalPersonExists,
    LegalPersonNotFound,
    MandateExists,
    MandateNotFound,
    NoMandate,
    NotYours,
    PersonNotFound,
    UnknownKind,
)
from yiwang.identity.models import LegalPerson
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
USCC = make_test_uscc(4711, registrar="9", category="1")


def register(actor=SYSTEM, **changes):
    new = {"uscc": USCC, "name": "西湖茶馆", **changes}
    return services.register_legal_person(
        legal_person=services.NewLegalPerson(**new), actor=actor, at=MORNING
    )


def test_the_representative_may_act_for_a_legal_person_from_its_first_day():
    boss = person()

    made = register(representative_id=boss.id)

    mandates = selectors.legal_persons_of(boss.id, TODAY)
    assert [(m.legal_person_id, m.role) for m in mandates] == [
        (made.id, HandlerRole.REPRESENTATIVE)
    ]
    assert made.is_test


def test_a_credit_code_is_registered_once():
    register()

    with pytest.raises(LegalPersonExists):
        register(uscc=USCC.lower())


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"uscc": USCC[:-1] + ("0" if USCC[-1] != "0" else "1")}, InvalidUscc),
        ({"uscc": ""}, InvalidUscc),
        ({"uscc": "\x00" * 18}, InvalidUscc),
        ({"name": "坏\ud800"}, BadName),
        ({"name": "长" * 121}, BadName),
        ({"kind": "9"}, UnknownKind),
        ({"representative_id": uuid4()}, PersonNotFound),
    ],
)
def test_a_legal_person_that_cannot_be_is_refused(changes, refusal):
    with pytest.raises(refusal):
        register(**changes)

    assert not LegalPerson.objects.exists()


def test_citizens_do_not_register_legal_persons_counters_do():
    with pytest.raises(NotYours):
        register(actor=acting(citizen_account()))

    assert register(actor=acting(staff_account())).name == "西湖茶馆"


def test_the_representative_appoints_a_handler_who_may_then_act():
    boss, helper = citizen_account(), citizen_account()
    firm = legal_person(boss.person)

    services.appoint_handler(
        legal_person_id=firm.id, person_id=helper.person_id, actor=acting(boss), at=MORNING
    )

    actor = selectors.actor_for_account(helper.id, acting_for=firm.id, at=MORNING)
    assert (actor.legal_person_id, actor.applicant_id) == (firm.id, firm.id)
    kinds = [event.kind for event in ledger.events_about("legal_person", firm.id)]
    assert kinds == ["identity.legal_person_registered", "identity.handler_appointed"]


def test_a_handler_appoints_nobody_and_a_stranger_neither():
    boss, helper, stranger = citizen_account(), citizen_account(), citizen_account()
    firm = legal_person(boss.person)
    wanted = {"legal_person_id": firm.id, "person_id": stranger.person_id, "at": MORNING}
    services.appoint_handler(
        legal_person_id=firm.id, person_id=helper.person_id, actor=SYSTEM, at=MORNING
    )

    for account in (helper, stranger):
        with pytest.raises(NotYours):
            services.appoint_handler(**wanted, actor=acting(account))


def test_a_mandate_is_given_once():
    boss = person()
    firm = legal_person(boss)

    with pytest.raises(MandateExists):
        services.appoint_handler(
            legal_person_id=firm.id,
            person_id=boss.id,
            role=HandlerRole.REPRESENTATIVE,
            actor=SYSTEM,
            at=MORNING,
        )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"legal_person_id": uuid4()}, LegalPersonNotFound),
        ({"person_id": uuid4()}, PersonNotFound),
        ({"role": "emperor"}, UnknownKind),
        ({"until": TODAY}, BadPeriod),
    ],
)
def test_a_mandate_that_cannot_be_is_refused(changes, refusal):
    wanted = {"legal_person_id": legal_person().id, "person_id": person().id} | changes

    with pytest.raises(refusal):
        services.appoint_handler(**wanted, actor=SYSTEM, at=MORNING)


def test_a_mandate_ends_at_once_or_on_its_day():
    helper, firm = citizen_account(), legal_person()
    services.appoint_handler(
        legal_person_id=firm.id,
        person_id=helper.person_id,
        until=TODAY + timedelta(days=2),
        actor=SYSTEM,
        at=MORNING,
    )

    selectors.actor_for_account(helper.id, acting_for=firm.id, at=MORNING + timedelta(days=1))
    with pytest.raises(NoMandate):
        selectors.actor_for_account(helper.id, acting_for=firm.id, at=MORNING + timedelta(days=2))
    services.end_handler(
        legal_person_id=firm.id,
        person_id=helper.person_id,
        role=HandlerRole.HANDLER,
        actor=SYSTEM,
        at=MORNING,
    )
    with pytest.raises(NoMandate):
        selectors.actor_for_account(helper.id, acting_for=firm.id, at=MORNING)


def test_what_was_never_given_cannot_end():
    with pytest.raises(MandateNotFound):
        services.end_handler(
            legal_person_id=legal_person().id,
            person_id=person().id,
            role=HandlerRole.HANDLER,
            actor=SYSTEM,
            at=MORNING,
        )


def test_a_citizen_sees_the_legal_person_they_act_for_and_no_other():
    boss = citizen_account()
    firm = legal_person(boss.person)
    legal_person()
    for_oneself = acting(boss)
    for_the_firm = selectors.actor_for_account(boss.id, acting_for=firm.id, at=MORNING)

    assert [f.id for f in LegalPerson.objects.visible_to(for_the_firm).order_by("pk")] == [firm.id]
    assert not LegalPerson.objects.visible_to(for_oneself).exists()


def test_a_legal_applicant_is_shown_with_masked_numbers():
    firm = legal_person()

    summary = selectors.applicant_summary(firm.id)

    assert summary.kind == "legal"
    assert firm.uscc not in summary.number_masked
    assert summary.phone_masked == "0571-****4321"
    assert selectors.legal_person(firm.id).phone == "0571-87654321"


def test_a_legal_person_is_found_by_its_credit_code_however_it_is_written():
    firm = legal_person()

    assert selectors.legal_person_by_uscc(firm.uscc.lower()).id == firm.id
    with pytest.raises(LegalPersonNotFound):
        selectors.legal_person_by_uscc(USCC)
    with pytest.raises(InvalidUscc):
        selectors.legal_person_by_uscc("91330106")


def test_mandates_are_read_in_one_query(django_assert_num_queries: DjangoAssertNumQueries):
    boss = person()
    for _firm in range(3):
        legal_person(boss)

    with django_assert_num_queries(1):
        assert len(selectors.legal_persons_of(boss.id, TODAY)) == 3


def test_many_legal_persons_are_registered_at_once():
    boss = person()
    new = [
        services.NewLegalPerson(
            uscc=make_test_uscc(900_000 + n, registrar="9"),
            name=f"第{n}号店",
            representative_id=boss.id,
        )
        for n in range(30)
    ]

    ids = services.register_legal_persons_bulk(legal_persons=new, actor=SYSTEM, at=MORNING)

    assert len(selectors.legal_persons_of(boss.id, TODAY)) == len(ids) == 30
