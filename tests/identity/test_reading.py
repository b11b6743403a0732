# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.identity.factories import (
    MORNING,
    acting,
    citizen_account,
    person,
    staff_account,
    unused_number,
)
from yiwang.foundation.errors import InvalidResidentId
from yiwang.identity import selectors, services
from yiwang.identity.enums import Purpose
from yiwang.identity.errors import (
    ApplicantNotFound,
    NotYours,
    PersonNotFound,
    PurposeUnknown,
    TooManyAttempts,
)
from yiwang.identity.services import throttle
from yiwang.ledger import selectors as ledger
from yiwang.ledger.models import Event
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def find(number, actor, purpose=Purpose.COUNTER_SERVICE, at=MORNING):
    return services.find_person_by_resident_id(number, actor=actor, purpose=purpose, at=at)


def test_a_counter_finds_a_person_by_number_and_the_ledger_knows_why():
    number = unused_number()
    made, counter = person(resident_id=number), acting(staff_account())

    found = find(number, counter)

    assert found.id == made.id
    assert number not in str(found)
    event = ledger.events_about("person", made.id)[-1]
    assert (event.kind, event.purpose) == ("ledger.personal_data_read", "counter_service")
    assert event.actor["account_id"] == str(counter.account_id)


def test_a_search_in_vain_is_written_down_without_the_number():
    number = unused_number()
    counter = acting(staff_account())

    with pytest.raises(PersonNotFound):
        find(number, counter)

    event = Event.objects.get(kind="identity.person_searched_in_vain")
    assert number not in str(event.payload)


@pytest.mark.parametrize("purpose", ["", "curiosity", "case_handling ", None])
def test_without_a_known_purpose_nothing_is_found_or_revealed(purpose):
    made, counter = person(), acting(staff_account())

    with pytest.raises(PurposeUnknown):
        find(unused_number(), counter, purpose)
    with pytest.raises(PurposeUnknown):
        services.reveal_number(made.id, actor=counter, purpose=purpose, at=MORNING)


def test_only_who_helps_at_a_counter_may_search():
    for account in (citizen_account(), staff_account(StandardPost.APPROVER)):
        with pytest.raises(NotYours):
            find(unused_number(), acting(account))


def test_a_number_that_cannot_be_is_not_searched_for():
    with pytest.raises(InvalidResidentId):
        find("339900", acting(staff_account()))


def test_one_account_searches_so_often_and_no_more():
    counter, other = acting(staff_account()), acting(staff_account())
    number = unused_number()
    person(resident_id=number)
    for _time in range(throttle.SEARCHES):
        find(number, counter)

    with pytest.raises(TooManyAttempts):
        find(number, counter)
    assert find(number, other)
    assert find(number, counter, at=MORNING + timedelta(hours=1))


def test_a_handler_sees_the_full_number_and_leaves_a_trace():
    number = unused_number()
    made, case_id = person(resident_id=number), uuid4()

    seen = services.reveal_number(
        made.id,
        actor=acting(staff_account(StandardPost.HANDLER)),
        purpose=Purpose.CASE_HANDLING,
        at=MORNING,
        case_id=case_id,
    )

    event = ledger.events_about("person", made.id)[-1]
    assert seen == number
    assert event.payload == {"purpose": "case_handling", "case_id": str(case_id)}


def test_ones_own_number_leaves_no_trace():
    number = unused_number()
    account = citizen_account(person(resident_id=number))

    seen = services.reveal_number(
        account.person_id, actor=acting(account), purpose=Purpose.CASE_HANDLING, at=MORNING
    )

    kinds = [event.kind for event in ledger.events_about("person", account.person_id)]
    assert seen == number
    assert kinds == ["identity.person_registered"]


def test_nobody_else_sees_a_number():
    made = person()

    for account in (citizen_account(), staff_account(StandardPost.CATALOGUE)):
        with pytest.raises(NotYours):
            services.reveal_number(
                made.id, actor=acting(account), purpose=Purpose.CASE_HANDLING, at=MORNING
            )


def test_the_number_of_nobody_is_not_found():
    with pytest.raises(PersonNotFound):
        services.reveal_number(
            uuid4(), actor=acting(staff_account()), purpose=Purpose.CASE_HANDLING, at=MORNING
        )
    with pytest.raises(PersonNotFound):
        selectors.person(uuid4())
    with pytest.raises(ApplicantNotFound):
        selectors.applicant_summary(uuid4())


def test_staff_have_no_own_details():
    with pytest.raises(PersonNotFound):
        selectors.own_details(acting(staff_account()))
