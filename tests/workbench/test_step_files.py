# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Files in the form of a step: stored, kept, shown to colleagues, and never somebody else's."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.documents import makers
from tests.factories import STEP_FORM, SYSTEM, World, forget_everything, stored_file
from tests.workbench.desks import COUNTER, accepted, again, finish_step, words
from yiwang.cases.models import StepRecord
from yiwang.forms import services as forms

pytestmark = pytest.mark.django_db

SCHEMA: dict[str, Any] = {
    "title": "现场核查",
    "type": "object",
    "required": ["conclusion"],
    "properties": {
        "conclusion": {
            "x-kind": "choice",
            "title": "结论",
            "enum": ["pass", "fail"],
            "x-labels": {"pass": "符合", "fail": "不符合"},
        },
        "photos": {"x-kind": "file", "title": "现场照片", "maxItems": 3},
    },
}


@pytest.fixture(autouse=True)
def _step_with_photos(world: World, db: None) -> None:
    forms.publish_form(code=STEP_FORM, schema=SCHEMA, actor=SYSTEM, at=timezone.now())
    forget_everything()


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("现场.png", makers.png())


def test_a_photo_goes_with_the_step_and_colleagues_see_it(
    world: World, handler: Client, approver: Client, stranger: Client
):
    case = accepted(world)

    finish_step(handler, case, conclusion="pass", photos=photo())

    (file_id,) = StepRecord.objects.get(case=case).data["photos"]
    address = f"/workbench/cases/{case.id}/files/{file_id}"
    assert address in words(approver.get(f"/workbench/cases/{case.id}"))
    seen = approver.get(address)
    assert b"".join(seen.streaming_content) == makers.png()
    assert stranger.get(address).status_code == 404


def test_a_photo_is_kept_while_the_rest_is_mended(world: World, handler: Client):
    case = accepted(world)

    answer = finish_step(handler, case, conclusion="", photos=photo())

    page = words(answer)
    assert answer.status_code == 422
    assert "保留 现场.png" in page
    kept = page.partition('name="photos" value="')[2].partition('"')[0]
    finish_step(handler, case, conclusion="pass", photos=kept)
    assert StepRecord.objects.get(case=case).data["photos"] == [kept]


def test_somebody_elses_file_is_refused(world: World, handler: Client):
    case = accepted(world)
    foreign = stored_file(world.staff_actor(COUNTER))

    answer = finish_step(handler, case, conclusion="pass", photos=str(foreign))

    assert answer.status_code == 422
    assert again(case).state == "accepted"


def test_a_file_that_is_not_what_it_says_is_refused(world: World, handler: Client):
    case = accepted(world)

    answer = finish_step(
        handler, case, conclusion="pass", photos=SimpleUploadedFile("a.png", b"MZ not a picture")
    )

    assert answer.status_code in {415, 422}
    assert "data-error-summary" in words(answer)
    assert again(case).state == "accepted"
