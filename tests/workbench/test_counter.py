# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The counter: who comes, what they want, and the receipt that they take home."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.catalogue.scenarios.worlds import base_item_of, publish_scenario
from tests.documents import makers
from tests.factories import FORM_DATA, World, submitted_case
from tests.workbench.desks import words
from yiwang.cases.models import Case
from yiwang.catalogue.scenarios import keeping
from yiwang.documents.models import StoredFile
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex
from yiwang.identity.models import LegalPerson, NaturalPerson
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db

START = "/workbench/counter"
NEWCOMER = make_test_resident_id(date(1966, 6, 6), 401, Sex.MALE)
REPRESENTATIVE = make_test_resident_id(date(1977, 7, 7), 402, Sex.FEMALE)
NEW_FIRM = make_test_uscc(9001, registrar="9", category="1")


def number_of(world: World) -> str:
    """Return the number on the identity card that the world's citizen shows."""
    from yiwang.identity import selectors

    return selectors.own_details(world.actor(world.citizen)).resident_id


def apply_address(world: World) -> str:
    return f"{START}/apply/{world.citizen.person_id}/{world.shop.version_id}"


def filled(**fields: Any) -> dict[str, Any]:
    return FORM_DATA | {"idempotency_key": uuid4().hex, "accept": "1"} | fields


def lease() -> SimpleUploadedFile:
    return SimpleUploadedFile("租赁合同.pdf", makers.pdf())


# ── who


def test_a_person_is_found_by_number_and_the_search_is_written_down(world: World, counter: Client):
    answer = counter.post(START, {"kind": "natural", "number": number_of(world)})

    assert answer["Location"] == f"{START}/items?applicant={world.citizen.person_id}"
    assert Event.objects.filter(
        kind="ledger.personal_data_read", purpose="counter_service"
    ).exists()


def test_a_firm_is_found_by_its_code(world: World, counter: Client):
    answer = counter.post(START, {"kind": "legal", "number": world.firm.uscc})

    assert answer["Location"] == f"{START}/items?applicant={world.firm.id}"


@pytest.mark.parametrize("kind", ["natural", "legal", "", "nonsense"])
@pytest.mark.parametrize("number", ["", "123", "x" * 500, "\x00", "330106199001011234"])
def test_a_number_that_cannot_be_right_is_told_in_its_place(
    world: World, counter: Client, kind: str, number: str
):
    answer = counter.post(START, {"kind": kind, "number": number})

    assert answer.status_code == 422
    assert 'id="number-error"' in words(answer)
    assert 'name="register"' not in words(answer)


def test_a_wrong_number_stays_to_be_mended(world: World, counter: Client):
    answer = counter.post(START, {"kind": "natural", "number": "330106199001011234"})

    assert 'name="number" value="330106199001011234"' in words(answer)


def test_somebody_new_is_taken_down_on_the_spot(world: World, counter: Client):
    search = counter.post(START, {"kind": "natural", "number": NEWCOMER})
    assert search.status_code == 404
    assert f'value="{NEWCOMER}"' in words(search)

    answer = counter.post(
        START, {"kind": "natural", "number": NEWCOMER, "name": "沈新", "register": "1"}
    )

    person = NaturalPerson.objects.get(name="沈新")
    assert answer["Location"] == f"{START}/items?applicant={person.id}"
    assert person.assurance_level == 3


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "沈新", "phone": "123"}, "phone"),
        ({"name": "沈新", "number": "123"}, "number"),
    ],
)
def test_taking_down_says_what_is_wrong_beside_the_field(
    world: World, counter: Client, fields: dict[str, str], wrong: str
):
    sent = {"kind": "natural", "number": NEWCOMER, "register": "1"} | fields

    answer = counter.post(START, sent)

    assert answer.status_code == 422
    assert f'id="{wrong}-error"' in words(answer)
    assert not NaturalPerson.objects.filter(name="沈新").exists()


def test_a_new_firm_is_taken_down_with_its_representative(world: World, counter: Client):
    assert counter.post(START, {"kind": "legal", "number": NEW_FIRM}).status_code == 404

    answer = counter.post(
        START,
        {
            "kind": "legal",
            "number": NEW_FIRM,
            "name": "杭州新办测试有限公司",
            "representative_name": "沈代表",
            "representative_number": REPRESENTATIVE,
            "register": "1",
        },
    )

    firm = LegalPerson.objects.get(uscc=NEW_FIRM)
    assert answer["Location"] == f"{START}/items?applicant={firm.id}"
    assert firm.representative.name == "沈代表"


def test_nobody_is_taken_down_for_a_firm_whose_code_is_wrong(world: World, counter: Client):
    answer = counter.post(
        START,
        {
            "kind": "legal",
            "number": "91330106MA2XXXXXXX",
            "name": "公司",
            "representative_name": "沈代表",
            "representative_number": REPRESENTATIVE,
            "register": "1",
        },
    )

    assert answer.status_code == 422
    assert not NaturalPerson.objects.filter(name="沈代表").exists()


def test_the_representatives_number_is_told_in_its_own_place(world: World, counter: Client):
    answer = counter.post(
        START,
        {
            "kind": "legal",
            "number": NEW_FIRM,
            "name": "公司",
            "representative_name": "沈代表",
            "representative_number": "123",
            "register": "1",
        },
    )

    assert 'id="representative_number-error"' in words(answer)


# ── what


def test_the_department_s_items_are_offered(world: World, counter: Client):
    address = f"{START}/items?applicant={world.citizen.person_id}"

    page = words(counter.get(address))

    assert f"/apply/{world.citizen.person_id}/{world.shop.version_id}" in page
    assert "报刊亭登记" in page
    assert "报刊亭登记" not in words(counter.get(f"{address}&q=店铺"))


@pytest.mark.parametrize("applicant", ["", "nonsense"])
def test_without_a_person_one_begins_with_the_person(world: World, counter: Client, applicant: str):
    assert counter.get(f"{START}/items?applicant={applicant}")["Location"] == START


def test_an_unknown_person_is_not_found(world: World, counter: Client):
    assert counter.get(f"{START}/items?applicant={uuid4()}").status_code == 404
    address = f"{START}/apply/{uuid4()}/{world.shop.version_id}"
    assert counter.get(address).status_code == 404


def test_the_form_knows_what_is_known(world: World, counter: Client):
    page = words(counter.get(apply_address(world)))

    assert 'value="张小云"' in page
    assert "场所证明" in page
    assert "已为您填好" in page


# ── handing in


def test_a_case_is_handed_in_and_accepted_at_once(world: World, counter: Client):
    answer = counter.post(apply_address(world), filled(**{"material-lease": lease()}))

    case = Case.objects.get()
    assert answer["Location"] == f"{START}/receipt/{case.id}"
    assert (case.state, case.channel) == ("accepted", 1)
    receipt = words(counter.get(answer["Location"]))
    for part in (case.number, case.query_code, "张小云", "租赁合同.pdf", "<svg"):
        assert part in receipt


def test_a_case_is_handed_in_and_accepted_later(world: World, counter: Client):
    counter.post(apply_address(world), filled(accept="", **{"material-lease": lease()}))

    assert Case.objects.get().state == "submitted"


def test_a_doubled_click_hands_in_once(world: World, counter: Client):
    sent = filled()

    answers = [
        counter.post(apply_address(world), sent | {"material-lease": lease()}) for _ in range(2)
    ]

    assert answers[0].status_code == 302
    assert Case.objects.count() == 1


def test_faults_stand_beside_the_fields_and_scans_are_kept(world: World, counter: Client):
    answer = counter.post(apply_address(world), filled(phone="123", **{"material-lease": lease()}))

    page = words(answer)
    assert answer.status_code == 422
    assert 'href="#field-phone"' in page
    assert "保留 租赁合同.pdf" in page
    kept = page.partition('name="kept-lease" value="')[2].partition('"')[0]
    counter.post(apply_address(world), filled(**{"kept-lease": kept}))
    assert str(Case.objects.get().materials.get().file_id) == kept


def test_a_missing_material_is_named(world: World, counter: Client):
    answer = counter.post(apply_address(world), filled())

    page = words(answer)
    assert answer.status_code == 422
    assert "还缺少必须提交的材料：场所证明" in page
    assert 'id="material-lease-error"' in page
    assert not Case.objects.exists()


@pytest.mark.parametrize("kept", ["nonsense", "{foreign}"])
def test_somebody_elses_scan_is_refused(world: World, counter: Client, kept: str):
    foreign = submitted_case(world).materials.get().file_id

    answer = counter.post(
        apply_address(world), filled(**{"kept-lease": kept.format(foreign=foreign)})
    )

    assert answer.status_code == 422
    assert Case.objects.count() == 1


def test_a_scan_that_is_no_document_is_refused(world: World, counter: Client):
    before = StoredFile.objects.count()
    odd = SimpleUploadedFile("合同.pdf", b"MZ this is a program")

    answer = counter.post(apply_address(world), filled(**{"material-lease": odd}))

    assert answer.status_code in {415, 422}
    assert "data-error-summary" in words(answer)
    assert StoredFile.objects.count() == before


def test_a_refresh_keeps_what_was_typed_and_hands_nothing_in(world: World, counter: Client):
    sent = filled(_refresh="1", note="先看看")

    assert "先看看" in words(counter.post(apply_address(world), sent))
    answer = counter.post(apply_address(world), sent, headers={"HX-Request": "true"})
    assert "<html" not in words(answer)
    assert not Case.objects.exists()


def test_an_item_that_is_not_open_cannot_be_handed_in(world: World, counter: Client):
    answer = counter.get(f"{START}/apply/{world.citizen.person_id}/{uuid4()}")

    assert answer.status_code in {404, 409, 410}


def test_a_receipt_is_printed_for_cases_of_a_counter_only(world: World, counter: Client):
    case = submitted_case(world)

    assert counter.get(f"{START}/receipt/{case.id}").status_code == 404


def test_the_counter_belongs_to_posts_at_a_counter(world: World, handler: Client):
    for address in (START, f"{START}/items", apply_address(world), f"{START}/receipt/{uuid4()}"):
        assert handler.get(address).status_code == 403, address
    assert handler.post(START, {"number": number_of(world)}).status_code == 403
    assert handler.post(apply_address(world), filled()).status_code == 403


# ── what situation


@pytest.fixture
def guided(world: World, db: None) -> str:
    """Publish a scenario for the shop; return the address of its questions at the counter."""
    keeping.forget()
    publish_scenario(base_item_of(world.shop.code))
    return f"{apply_address(world)}/scenario"


def test_an_item_with_a_scenario_begins_with_its_questions(
    world: World, counter: Client, guided: str
):
    asked = counter.get(apply_address(world), follow=True)
    passed_over = counter.get(f"{apply_address(world)}?unasked=1")

    assert asked.redirect_chain == [(guided, 302)]
    assert "是店铺还是摊位？" in words(asked)
    assert 'name="answer.place"' in words(asked)
    assert passed_over.status_code == 200
    assert "answer.place" not in words(passed_over)


def test_the_clerk_is_told_what_the_situation_takes(world: World, counter: Client, guided: str):
    answer = words(counter.get(f"{guided}?answer.place=stall"))

    assert f"{world.shop.code}02" in answer
    assert "店面照片" in answer
    assert "场所证明" not in answer
    assert f"{apply_address(world)}?answer.place=stall" in answer


def test_a_situation_that_nobody_applies_in_leads_to_no_form(counter: Client, guided: str):
    answer = words(counter.get(f"{guided}?answer.place=home"))

    assert "在家里不用登记" in answer
    assert "按这个情形填表" not in answer


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("asked=place", "请先回答这个问题。"),
        ("answer.place=dog", "请从给出的答案里选一个。"),
        ("answer.place=shop&answer.area=0", "请填写1到900之间的整数。"),
        ("answer.place=%00", "请从给出的答案里选一个。"),
        (f"answer.place={'x' * 5000}", "请从给出的答案里选一个。"),
    ],
)
def test_an_answer_that_is_none_is_asked_for_again_at_the_counter(
    counter: Client, guided: str, query: str, sentence: str
):
    answer = counter.get(f"{guided}?{query}")

    assert answer.status_code == 422
    assert sentence in words(answer)


def test_answers_fill_the_form_and_the_case_keeps_them(world: World, counter: Client, guided: str):
    begun = words(counter.get(f"{apply_address(world)}?answer.place=stall"))
    sent = counter.post(apply_address(world), filled(kind="stall", **{"answer.place": "stall"}))
    case = Case.objects.get()

    assert '<input type="hidden" name="answer.place" value="stall">' in begun
    assert f"{world.shop.code}02" in begun
    assert sent.status_code == 302
    assert case.handling_code == f"{world.shop.code}02"
    assert case.scenario_answers == {"place": "stall"}


def test_a_form_that_takes_an_answer_back_asks_for_everything(
    world: World, counter: Client, guided: str
):
    answer = counter.post(apply_address(world), filled(kind="shop", **{"answer.place": "stall"}))

    assert answer.status_code == 422
    assert "申请表和情形里的回答不一致" in words(answer)
    assert "没有交，请扫描后上传。" in words(answer)
    assert not Case.objects.exists()


def test_answers_that_fit_no_longer_are_left_aside(world: World, counter: Client, guided: str):
    sent = counter.post(
        apply_address(world), filled(**{"answer.place": "dog", "material-lease": lease()})
    )
    case = Case.objects.get()

    assert sent.status_code == 302
    assert (case.handling_code, case.scenario_answers) == ("", None)


def test_an_item_without_a_scenario_asks_nothing(world: World, counter: Client):
    assert counter.get(apply_address(world)).status_code == 200
    assert counter.get(f"{apply_address(world)}/scenario").status_code == 404
