# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from tests.identity.factories import (
    MORNING,
    SYSTEM,
    acting,
    citizen_account,
    person,
    staff_account,
    unused_number,
)
from tests.organizations.factories import XIHU, division
from yiwang.foundation.actors import ANONYMOUS
from yiwang.foundation.codes.test_data import make_test_resident_id
from yiwang.foundation.enums import Sex
from yiwang.foundation.errors import InvalidResidentId
from yiwang.identity import selectors, services
from yiwang.identity.errors import (
    BadAddress,
    BadName,
    BadPhone,
    NotYours,
    PersonExists,
    PersonNotFound,
    UnknownAssuranceLevel,
)
from yiwang.identity.models import AssuranceLevel, NaturalPerson
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

NUMBER = make_test_resident_id(date(1990, 3, 7), 12, Sex.MALE)


def register(**changes):
    made = {"name": "王大山", "resident_id": NUMBER, "actor": SYSTEM, "at": MORNING}
    return services.register_person(**made | changes)


def test_a_person_is_known_by_what_the_number_says():
    made = register(resident_id=NUMBER.lower(), phone="+86 138 0000 1234")

    assert (made.born_on, made.sex) == (date(1990, 3, 7), Sex.MALE)
    assert made.is_test
    events = ledger.events_about("person", made.id)
    assert [event.kind for event in events] == ["identity.person_registered"]


def test_no_number_and_no_name_stands_in_the_clear_or_in_the_ledger():
    made = register(phone="13800001234")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT resident_id_cipher, resident_id_index, phone_cipher, phone_index "
            "FROM identity_natural_person"
        )
        stored = b"".join(map(bytes, cursor.fetchone()))
    event = ledger.events_about("person", made.id)[0]
    assert NUMBER.encode() not in stored
    assert b"13800001234" not in stored
    assert "王大山" not in str(event)
    assert NUMBER not in str(event)


def test_a_number_is_registered_once_however_it_is_written():
    register()

    with pytest.raises(PersonExists):
        register(name="另一个人", resident_id=f" {NUMBER[:6]} {NUMBER[6:]} ")


def test_the_database_itself_refuses_a_number_twice():
    made = register()

    with pytest.raises(IntegrityError), transaction.atomic():
        NaturalPerson.objects.create(
            name="双",
            resident_id_cipher=b"x",
            resident_id_index=made.resident_id_index,
            born_on=date(1990, 1, 1),
            sex=Sex.MALE,
            created_at=MORNING,
        )


@pytest.mark.parametrize(
    "number",
    [
        "",
        "339900199003070",
        "33990019900307025",
        f"{NUMBER[:17]}{'0' if NUMBER[17] != '0' else '1'}",
        "339900199013070256",
        "339900209901010012",
        "339900199003070２5X\x00",
        "\ud800" * 18,
        "9" * 10_000,
    ],
    ids=[
        "empty",
        "old",
        "short",
        "check digit",
        "no such month",
        "not born yet",
        "NUL",
        "surrogates",
        "endless",
    ],
)
def test_a_number_that_cannot_be_is_refused_and_nothing_is_written(number):
    with pytest.raises(InvalidResidentId):
        register(resident_id=number)

    assert not NaturalPerson.objects.exists()


@pytest.mark.parametrize("name", ["", " \t", "王\x00", "\udfff", "长" * 10_000, "王\u202e山"])
def test_a_hostile_name_is_refused(name):
    with pytest.raises(BadName) as refusal:
        register(name=name)

    assert refusal.value.code == "identity.bad_name"


def test_names_of_all_peoples_are_taken():
    for name in ("阿卜杜拉·买买提", "欧阳娜娜", "John Smith", "𠮷田", "é"):
        assert register(name=name, resident_id=unused_number()).name == name


@pytest.mark.parametrize("phone", ["1234", "23800001234", "1380000123４x", "0571", "\x00" * 11])
def test_what_is_no_telephone_number_is_refused(phone):
    with pytest.raises(BadPhone):
        register(phone=phone)


@pytest.mark.parametrize(
    ("division_code", "text"),
    [("330199000000", ""), ("西湖区", ""), (XIHU, "长" * 201), (XIHU, "坏\x00")],
)
def test_an_address_that_cannot_be_is_refused(division_code, text):
    division(XIHU)

    with pytest.raises(BadAddress):
        register(address_division=division_code, address_text=text)


def test_an_address_in_a_division_that_ended_is_refused():
    gone = division(XIHU)
    gone.valid_to = date(2021, 1, 1)
    gone.save()

    with pytest.raises(BadAddress):
        register(address_division=XIHU)


def test_strangers_do_not_register_others():
    with pytest.raises(NotYours):
        register(actor=ANONYMOUS)


def test_a_counter_registers_people_and_vouches_for_them():
    counter = acting(staff_account(StandardPost.COUNTER))

    made = register(actor=counter, assurance_level=3)

    assert made.assurance_level == 3


@pytest.mark.parametrize("level", [-1, 4, 99])
def test_there_are_no_other_assurance_levels(level):
    with pytest.raises(UnknownAssuranceLevel):
        register(assurance_level=level)


def test_the_papers_of_a_person_are_seen_at_a_counter():
    made = person(assurance=1)
    counter = acting(staff_account(StandardPost.COUNTER))

    services.set_assurance_level(person_id=made.id, level=3, actor=counter, at=MORNING)

    assert selectors.person(made.id).assurance_level == 3
    event = ledger.events_about("person", made.id)[-1]
    assert event.payload == {"before": 1, "now": 3}


def test_nobody_vouches_for_themselves():
    account = citizen_account(person(assurance=1))

    with pytest.raises(PersonNotFound):
        services.set_assurance_level(
            person_id=account.person_id, level=3, actor=acting(account), at=MORNING
        )


def test_people_change_their_own_contact_and_nobody_elses():
    account, other = citizen_account(), person()
    division(XIHU)
    wanted = {
        "phone": "13900005678",
        "address_division": XIHU,
        "address_text": "文三路1号",
        "actor": acting(account),
        "at": MORNING,
    }

    services.change_contact(person_id=account.person_id, **wanted)
    with pytest.raises(PersonNotFound):
        services.change_contact(person_id=other.id, **wanted)

    own = selectors.own_details(acting(account))
    assert (own.phone, own.address_division, own.address_text) == (
        "13900005678",
        XIHU,
        "文三路1号",
    )
    event = ledger.events_about("person", account.person_id)[-1]
    assert event.payload == {"fields": ["phone", "address"]}


def test_a_citizen_sees_only_themselves():
    account = citizen_account()
    person()

    visible = NaturalPerson.objects.visible_to(acting(account))

    assert [found.id for found in visible.order_by("pk")] == [account.person_id]
    assert not NaturalPerson.objects.visible_to(ANONYMOUS).exists()
    assert not NaturalPerson.objects.visible_to(acting(staff_account())).exists()


def test_applicants_are_shown_with_masked_numbers_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    made = register(phone="13800001234")

    with django_assert_num_queries(1):
        summary = selectors.applicant_summary(made.id)

    assert (summary.kind, summary.name) == ("natural", "王大山")
    assert summary.number_masked == f"3{'*' * 16}{NUMBER[-1]}"
    assert summary.phone_masked == "138****1234"


def test_many_people_are_registered_in_few_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    people = [services.NewPerson(f"测试{n}", unused_number()) for n in range(120)]

    with django_assert_max_num_queries(8):
        ids = services.register_people_bulk(people=people, actor=SYSTEM, at=MORNING)

    assert [selectors.person(i).name for i in ids[:2]] == ["测试0", "测试1"]
    assert NaturalPerson.objects.count() == 120


def test_many_people_are_registered_all_or_none():
    twice = services.NewPerson("测试", unused_number())

    with pytest.raises(PersonExists):
        services.register_people_bulk(people=[twice, twice], actor=SYSTEM, at=MORNING)

    assert not NaturalPerson.objects.exists()


def test_only_our_own_processes_register_many_at_once():
    with pytest.raises(NotYours):
        services.register_people_bulk(people=[], actor=acting(staff_account()), at=MORNING)


def test_assurance_levels_are_data_in_two_languages():
    services.load_assurance_levels()
    AssuranceLevel.objects.filter(level=2).update(name_zh="改过的名称")
    services.load_assurance_levels()

    levels = selectors.assurance_levels()

    assert [level.level for level in levels] == [0, 1, 2, 3]
    assert [level.may_apply for level in levels] == [False, False, True, True]
    assert levels[2].name == "改过的名称"
