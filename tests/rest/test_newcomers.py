# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""People who are here for the first time, by themselves and at the counter."""

from datetime import date

import pytest

from tests.factories import PASSWORD, World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import application, done
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex
from yiwang.identity.models import NaturalPerson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

NUMBER = make_test_resident_id(date(1990, 2, 28), 7, Sex.MALE)


@pytest.fixture
def stranger_s_words() -> dict[str, object]:
    return {
        "name": "陈初来",
        "resident_id": NUMBER,
        "phone": "13700007777",
        "login": "newcomer-7",
        "password": PASSWORD,
    }


def test_a_stranger_registers_and_is_signed_in(
    nobody: Caller, stranger_s_words: dict[str, object]
) -> None:
    token = done(nobody.post("/accounts", stranger_s_words), 201)

    newcomer = Caller(token["token"])
    assert done(newcomer.get("/me"))["name"] == "陈初来"
    assert done(newcomer.get("/me/details"))["assurance_level"] == 1


def test_who_only_says_who_they_are_cannot_apply_yet(
    world: World, nobody: Caller, stranger_s_words: dict[str, object]
) -> None:
    newcomer = Caller(done(nobody.post("/accounts", stranger_s_words), 201)["token"])

    response = newcomer.post("/cases", application(newcomer, world.shop))

    assert (response.status_code, code_of(response)) == (403, "cases.assurance_too_low")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"resident_id": "123"}, "foundation.invalid_resident_id"),
        ({"phone": "1"}, "identity.bad_phone"),
        ({"login": "x"}, "identity.bad_login"),
        ({"password": "short"}, "identity.weak_password"),
        ({"name": ""}, "identity.bad_name"),
        ({"name": 1}, "rest.invalid_request"),
        ({"assurance_level": 3}, "rest.invalid_request"),
    ],
)
def test_what_cannot_be_opens_no_account(
    nobody: Caller, stranger_s_words: dict[str, object], changed: dict[str, object], code: str
) -> None:
    before = NaturalPerson.objects.count()

    response = nobody.post("/accounts", stranger_s_words | changed)

    assert code_of(response) == code
    assert NaturalPerson.objects.count() == before


def test_the_counter_takes_down_a_person_and_their_firm(counter: Caller) -> None:
    body = {"name": "陈初来", "resident_id": NUMBER, "phone": "13700007777"}
    person = done(counter.post("/counter/newcomers", body, key="a"), 201)
    firm_body = {
        "name": "杭州初来有限公司",
        "uscc": make_test_uscc(4711, registrar="9", category="1"),
        "representative_id": person["id"],
    }

    firm = done(counter.post("/counter/new-firms", firm_body), 201)

    assert (person["kind"], firm["kind"]) == ("natural", "legal")
    assert NUMBER not in str(person)
    assert NaturalPerson.objects.get(id=person["id"]).assurance_level == 3
    assert done(counter.post("/counter/newcomers", body, key="a"), 201) == person
    assert code_of(counter.post("/counter/newcomers", body)) == "identity.person_exists"


def test_others_take_nobody_down(handler: Caller) -> None:
    body = {"name": "陈初来", "resident_id": NUMBER}
    firm = {"name": "x", "uscc": make_test_uscc(1), "representative_id": "0" * 32}

    assert handler.post("/counter/newcomers", body).status_code == 403
    assert handler.post("/counter/new-firms", firm).status_code == 403
