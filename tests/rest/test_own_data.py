# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One's own data over the machine interface: what the pages do, programs do."""

import pytest
from django.conf import settings
from django.utils import timezone

from tests.factories import World
from tests.privacy.conftest import read_by
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done
from yiwang.documents import exporting
from yiwang.foundation.actors import system_actor
from yiwang.identity.models import DataExport
from yiwang.identity.services import privacy_texts
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def test_reads_are_listed_asked_about_and_answered(
    world: World, citizen: Caller, neighbour: Caller, auditor: Caller, counter: Caller
):
    read_by(world, StandardPost.COUNTER)
    (read,) = done(citizen.get("/me/reads"))["items"]
    assert (read["department"], read["purpose"]) == (world.department.name, "case_handling")
    assert done(neighbour.get("/me/reads"))["items"] == []
    path, body = f"/me/reads/{read['event_id']}/question", {"words": "为什么？"}
    assert code_of(neighbour.post(path, body)) == "identity.read_not_found"

    asked = done(citizen.post(path, body), 201)
    assert code_of(citizen.post(path, body)) == "identity.question_asked"
    assert code_of(counter.get("/read-questions")) == "forbidden"
    assert [one["id"] for one in done(auditor.get("/read-questions"))["items"]] == [asked["id"]]
    done(auditor.get(f"/read-questions/{asked['id']}"))
    done(auditor.post(f"/read-questions/{asked['id']}/answer", {"words": "办理申请。"}))

    (shown,) = done(citizen.get("/me/read-questions"))["items"]
    assert shown["answer"] == "办理申请。"
    assert done(citizen.get("/me/reads?month=2001-01"))["items"] == []


def test_texts_are_agreed_to_and_taken_back(world: World, citizen: Caller, nobody: Caller):
    privacy_texts.load_texts(
        root=settings.DATA_ROOT, actor=system_actor("loading"), at=timezone.now()
    )
    texts = done(nobody.get("/privacy/texts"))["items"]

    done(citizen.post("/me/texts/acceptance", {"text_ids": [one["id"] for one in texts]}))
    standing = done(citizen.get("/me/texts"))["items"]
    assert all(one["accepted_at"] for one in standing)
    done(citizen.post("/me/texts/sensitive/withdrawal", {}))

    refused = citizen.post("/me/texts/notice/withdrawal", {})
    assert code_of(refused) == "identity.consent_not_given"


def test_a_copy_is_asked_for_and_taken_by_its_owner(
    world: World, citizen: Caller, neighbour: Caller
):
    made = done(citizen.post("/me/exports", {}), 201)
    exporting.pack_export(DataExport.objects.get().id, at=timezone.now())
    path = f"/me/exports/{made['id']}/content"

    answer = citizen.get(path)

    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert code_of(neighbour.get(path)) == "identity.export_not_found"
    assert done(citizen.get("/me/exports"))["items"][0]["state"] == "ready"


def test_a_correction_is_asked_for_and_taken_back(citizen: Caller):
    made = done(citizen.post("/me/corrections", {"field": "name", "name": "张小云"}), 409)
    assert made["code"] == "identity.nothing_to_correct"


def test_closing_tells_what_stays_and_can_be_taken_back(citizen: Caller):
    told = done(citizen.get("/me/closing"))
    assert (told["is_under_way"], told["days"]) == (False, 15)
    done(citizen.post("/me/closing", {}), 201)
    assert done(citizen.get("/me/closing"))["is_under_way"]

    done(citizen.call("DELETE", "/me/closing"))

    assert code_of(citizen.call("DELETE", "/me/closing")) == "identity.no_closing"


def test_the_register_is_open_to_everybody(nobody: Caller):
    labels = {one["label"] for one in done(nobody.get("/privacy/register"))["items"]}

    assert {"identity.NaturalPerson", "cases.Case", "documents.StoredFile"} <= labels
