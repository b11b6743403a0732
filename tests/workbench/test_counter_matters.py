# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""At the counter for somebody without an account: the pages, and the same by machine."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.documents import makers
from tests.factories import FORM_DATA, World, submitted_case
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from tests.workbench.desks import words
from yiwang.cases.models import Case, CounterAct
from yiwang.cases.services import intake
from yiwang.halls.services import presence
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def scan(name: str = "确认单.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, makers.pdf())


def asked(world: World) -> Case:
    case = submitted_case(world)
    intake.ask_correction(
        case_id=case.id,
        entries=[{"key": "lease", "what": "请补签字页。"}],
        note="",
        actor=world.actor(world.staff[StandardPost.COUNTER]),
        at=timezone.now(),
    )
    case.refresh_from_db()
    return case


def address(case: Case, action: str = "") -> str:
    return f"/workbench/counter/matters/{case.id}{action}"


def sent(case: Case, **fields: Any) -> dict[str, Any]:
    return {"idempotency_key": uuid4().hex, "revision": case.revision} | fields


def test_the_counter_finds_what_runs_and_corrects_it(world: World, counter: Client):
    case = asked(world)
    items = words(counter.get(f"/workbench/counter/items?applicant={case.applicant_id}"))
    assert address(case) in items
    assert "请补签字页。" in words(counter.get(address(case)))
    page = words(counter.get(address(case, "/correction")))
    assert 'value="张小云"' in page

    unsigned = counter.post(address(case, "/correction"), sent(case, **FORM_DATA))
    assert unsigned.status_code == 422
    assert "请申请人签署承诺书后扫描上传" in words(unsigned)
    files = {"signed-paper": scan(), "material-lease": scan("合同.pdf")}
    answer = counter.post(address(case, "/correction"), sent(case, **FORM_DATA, **files))

    assert answer["Location"] == address(case)
    case.refresh_from_db()
    assert case.state == "submitted"
    after = words(counter.get(address(case)))
    assert "窗口提交补正" in after
    assert f"/files/{CounterAct.objects.get().paper_id}" in after


def test_a_mistake_in_the_form_keeps_scan_and_signature(world: World, counter: Client):
    case = asked(world)
    files = {"signed-paper": scan(), "material-lease": scan("合同.pdf")}

    answer = counter.post(
        address(case, "/correction"), sent(case, **(FORM_DATA | {"phone": "123"}), **files)
    )

    assert answer.status_code == 422
    assert "保留 合同.pdf" in words(answer)
    assert "保留 确认单.pdf" in words(answer)
    assert not CounterAct.objects.exists()


def test_a_code_withdraws_once_and_a_doubled_click_does_nothing_more(world: World, counter: Client):
    case = submitted_case(world)
    code = presence.show_code(actor=world.actor(world.citizen), at=timezone.now()).code
    form = sent(case, presence=code)

    answers = [counter.post(address(case, "/withdraw"), form) for _ in range(2)]

    case.refresh_from_db()
    assert (answers[0].status_code, case.state) == (302, "withdrawn")
    assert CounterAct.objects.count() == 1
    assert "现在没有要在窗口办的" in words(counter.get(address(case)))


@pytest.mark.parametrize("action", ["/withdraw", "/original", "/deferred"])
def test_what_cannot_be_done_is_said_on_the_page(world: World, counter: Client, action: str):
    case = submitted_case(world)

    answer = counter.post(address(case, action), sent(case, presence="00000000"))

    assert answer.status_code == 409
    assert "到场码不对" in words(answer)
    assert counter.post(address(case, "/nonsense"), sent(case)).status_code == 404


def test_others_do_not_get_in(world: World, handler: Client, stranger: Client):
    case = asked(world)

    assert handler.get(address(case)).status_code == 403
    assert stranger.get(address(case)).status_code in {403, 404}
    assert handler.post(address(case, "/withdraw"), sent(case)).status_code == 403


def test_programs_do_the_same(world: World):
    case = asked(world)
    clerk = world.staff[StandardPost.COUNTER]
    counter = Caller(token_of(clerk))
    path = f"/counter/cases/{case.id}"
    lease = str(factories.stored_file(world.actor(clerk)))
    body = {"form": FORM_DATA, "materials": {"lease": [lease]}, "proof": {}}

    assert code_of(counter.post(f"{path}/correction-answer", body)) == "cases.signature_unproven"
    paper = {"paper_id": str(factories.stored_file(world.actor(clerk)))}
    signed = done(counter.post(f"{path}/correction-answer", body | {"proof": paper}))
    assert signed["state"] == "submitted"
    material = done(counter.get(f"/cases/{case.id}/trust"))["copies"][0]["material_id"]
    seen = {"material_id": material, "result": "match", "original": "合同", "place": "窗口"}
    assert done(counter.post(f"{path}/originals", seen | {"proof": paper}))["result"] == "match"
    wrong = {"presence_code": "00000000"}
    refused = counter.post(f"{path}/withdrawal", {"proof": wrong})
    assert code_of(refused) == "halls.presence_refused"
    missing = {"files": [lease], "proof": paper}
    assert code_of(counter.post(f"{path}/deferred/lease", missing)) == "cases.deferred_not_found"
    assert done(counter.post(f"{path}/withdrawal", {"proof": paper}))["state"] == "withdrawn"
    acts = done(counter.get(f"{path}/acts"))["items"]
    assert [one["act"] for one in acts] == ["correction", "original", "withdrawal"]
