# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Trust first, deferral and commitment at the counter: read out, signed, told with their days."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.cases.modes import trusting
from tests.documents import makers
from tests.factories import FORM_DATA, World
from tests.workbench.desks import words
from yiwang.cases.models import Case, DeferredMaterial, ModeChoice
from yiwang.cases.modes.enums import SignedHow
from yiwang.halls.models import Presence
from yiwang.halls.services import presence

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def address(world: World) -> str:
    item = factories.item(world.department, name="小店登记", base=trusting.TRUSTING)
    return f"/workbench/counter/apply/{world.citizen.person_id}/{item.version_id}"


def scan(name: str = "承诺书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, makers.pdf())


def sent(mode: str = "combined", **fields: Any) -> dict[str, Any]:
    chosen = {"mode": mode, "about-combined": "plan", "later-combined": "health"}
    return FORM_DATA | chosen | {"idempotency_key": uuid4().hex, "accept": "1"} | fields


def hidden(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def read_out(counter: Client, address: str, **fields: Any) -> dict[str, str]:
    """Press the button that shows the words; return what the page carries from then on."""
    page = words(counter.post(address, sent(read="1", **{"material-lease": scan("合同.pdf")})))
    return {name: hidden(page, name) for name in ("text_sha256", "kept-lease")}


def code_of(world: World) -> str:
    return presence.show_code(actor=world.actor(world.citizen), at=timezone.now()).code


def test_the_ways_are_offered_and_the_words_are_shown_before_anything_is_handed_in(
    counter: Client, address: str
):
    begun = words(counter.get(address))
    for way in ("standard", "trust_first", "deferral", "commitment", "combined"):
        assert f'id="mode-{way}"' in begun
    assert "text_sha256" not in begun

    page = words(counter.post(address, sent(read="1", **{"material-lease": scan("合同.pdf")})))

    assert "本人承诺场所和设备符合登记条件。" in page
    assert "健康证明" in page
    assert "保留 合同.pdf" in page
    assert not Case.objects.exists()
    sheet = words(counter.post(address, sent(read="print")))
    assert "签名" in sheet
    assert "本人承诺场所和设备符合登记条件。" in sheet


def test_an_ordinary_item_shows_no_choice(world: World, counter: Client):
    page = counter.get(
        f"/workbench/counter/apply/{world.citizen.person_id}/{world.shop.version_id}"
    )

    assert 'id="ways"' not in words(page)


def test_a_signed_paper_is_scanned_and_the_receipt_tells_the_days(
    world: World, counter: Client, handler: Client, address: str
):
    carried = read_out(counter, address)

    answer = counter.post(address, sent(**carried, **{"signed-paper": scan()}))

    case = Case.objects.get()
    choice = ModeChoice.objects.get(case=case)
    assert (case.mode, case.state, choice.signed_how) == ("combined", "accepted", SignedHow.PAPER)
    due_on = DeferredMaterial.objects.get(case=case).due_on
    receipt = words(counter.get(answer["Location"]))
    assert f"{due_on.month}月{due_on.day}日" in receipt
    assert "到期没有补交的，撤销受理" in receipt
    assert "六十个工作日内核查" in receipt
    trust = words(handler.get(f"/workbench/cases/{case.id}/trust"))
    file = f"/workbench/cases/{case.id}/files/{choice.paper_id}"
    assert file in trust
    assert b"".join(handler.get(file).streaming_content).startswith(b"%PDF")


def test_a_code_of_presence_signs_and_is_used_up(world: World, counter: Client, address: str):
    carried, code = read_out(counter, address), code_of(world)

    assert counter.post(address, sent(**carried, presence=code)).status_code == 302
    assert ModeChoice.objects.get().presence_id == Presence.objects.get(code=code).pk
    again = counter.post(address, sent(**carried, presence=code))
    assert again.status_code == 409
    assert "到场码不对" in words(again)
    assert Case.objects.count() == 1


def test_a_code_outlives_a_mistake_in_the_form(world: World, counter: Client, address: str):
    carried, code = read_out(counter, address), code_of(world)

    wrong = counter.post(address, sent(**carried, presence=code, phone="123"))
    assert wrong.status_code == 422
    assert counter.post(address, sent(**carried, presence=code)).status_code == 302


def test_the_code_of_somebody_else_signs_nothing_and_guessing_ends(
    world: World, counter: Client, address: str
):
    carried = read_out(counter, address)
    foreign = presence.show_code(actor=world.actor(world.neighbour), at=timezone.now()).code

    tried = [
        counter.post(address, sent(**carried, presence=code)).status_code
        for code in (foreign, "1", "2", "3", "4", code_of(world))
    ]

    assert tried == [409] * 5 + [429]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text_sha256": ""}, "请先点“显示要读的承诺”"),
        ({"text_sha256": "0" * 64}, "承诺内容已有变化"),
        ({}, "请申请人签署承诺书后扫描上传"),
        ({"mode": "deferral", "about-deferral": "plan"}, "不在可以容缺后补的范围内"),
        ({"kept-signed-paper": str(uuid4())}, "请申请人签署承诺书后扫描上传"),
    ],
)
def test_what_is_unread_unsigned_or_not_offered_is_refused(
    counter: Client, address: str, fields: dict[str, str], sentence: str
):
    answer = counter.post(address, sent(**(read_out(counter, address) | fields)))

    assert answer.status_code in {409, 422}
    assert sentence in words(answer)
    assert not Case.objects.exists()
