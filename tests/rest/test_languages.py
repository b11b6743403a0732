# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers in another language: over the machine interface, on pages, in the proof of service."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.documents.test_templates import clerk
from tests.factories import World
from tests.portal.conftest import reader
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done
from tests.workbench.desks import at_desk
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind
from yiwang.documents.models import DocumentService, IssuedDocument
from yiwang.documents.services import templates
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right, StandardPost

pytestmark = pytest.mark.django_db


def publish(world: World, *kinds: NoticeKind, at: datetime | None = None) -> None:
    writer = clerk(world.department, Right.CATALOGUE_EDIT)
    publisher = clerk(world.department, Right.CATALOGUE_PUBLISH)
    at = at or timezone.now()
    for kind in kinds:
        made = templates.make_template(kind=kind, language="en", actor=writer, at=at)
        begun = templates.built_in(kind, "en")
        wording = templates.Wording(
            effective_on=timezone.localdate(at), source=begun.source, blocks=begun.blocks
        )
        draft = templates.save_draft(
            template_id=made.id, wording=wording, revision=0, actor=writer, at=at
        )
        asked = templates.propose_version(
            version_id=draft.id, revision=draft.revision, actor=writer, at=at
        )
        templates.publish_version(
            version_id=draft.id, revision=asked.revision, actor=publisher, at=at
        )


def set_all(case_id: str) -> None:
    ledger.settle()
    for paper in documents.documents_about("case", case_id):  # type: ignore[arg-type]
        document_services.render_now(paper.pk)
        document_services.translations.set_waiting(paper.pk)


def test_a_wish_brings_a_translation_that_is_read_checked_and_served(
    world: World, citizen: Caller, counter: Caller
) -> None:
    early = citizen.put("/me/paper-language", {"language": "en"})
    publish(world, NoticeKind.ACCEPTANCE)
    wrong = citizen.put("/me/paper-language", {"language": "x" * 13})
    wished = done(citizen.put("/me/paper-language", {"language": "en"}))
    case_id = accepted(citizen, counter, world.shop)
    set_all(case_id)

    papers = done(citizen.get(f"/cases/{case_id}/documents"))["items"]
    paper = next(each for each in papers if each["kind"] == "acceptance")
    receipt = next(each for each in papers if each["kind"] == "receipt")
    (beside,) = paper["translations"]
    pdf = citizen.get(f"/cases/{case_id}/documents/{paper['id']}?language=en")
    none = citizen.get(f"/cases/{case_id}/documents/{receipt['id']}?language=en")
    checked = done(citizen.get(f"/documents/verification/{beside['verification_code']}"))
    today = timezone.localdate().isoformat()
    attempt = {
        "document_ids": [paper["id"]],
        "way": "direct",
        "sent_on": today,
        "received_on": today,
        "servers": ["王芳"],
        "receiver": "self",
    }
    done(counter.post(f"/staff/cases/{case_id}/services", attempt), 201)
    ledger.settle()

    assert code_of(early) == "documents.language_not_offered"
    assert wrong.status_code == 422
    assert (wished["language"], [each["tag"] for each in wished["offered"]]) == ("en", ["en"])
    assert beside["title"] == "Notice of Acceptance"
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert code_of(none) == "documents.translation_not_found"
    assert (checked["language"], checked["original_code"]) == ("en", paper["verification_code"])
    assert len(DocumentService.objects.get().translations) == 1
    record = IssuedDocument.objects.get(kind=NoticeKind.SERVICE_RECORD)
    titles = [each["title"] for each in record.data["notice"]["documents"]]
    assert titles == ["受理通知书", "受理通知书（英语译文）"]


def test_the_counter_writes_a_wish_down_and_makes_up_for_what_went_out_before(
    world: World, citizen: Caller, counter: Caller
) -> None:
    citizen_page, staff_page = reader(world.citizen), at_desk(world.staff[StandardPost.COUNTER])
    case_id = accepted(citizen, counter, world.shop)
    ledger.settle()
    publish(world, NoticeKind.ACCEPTANCE, NoticeKind.RECEIPT)
    papers = done(citizen.get(f"/cases/{case_id}/documents"))["items"]
    ids = [each["id"] for each in papers]

    theirs = citizen.put(f"/staff/cases/{case_id}/language", {"language": "en"})
    noted = done(counter.put(f"/staff/cases/{case_id}/language", {"language": "en"}))
    made = done(
        counter.post(
            f"/staff/cases/{case_id}/translations", {"document_ids": ids, "language": "EN"}
        ),
        201,
    )
    again = counter.post(
        f"/staff/cases/{case_id}/translations", {"document_ids": ids[:1], "language": "en"}
    )
    foreign = counter.post(
        f"/staff/cases/{case_id}/translations", {"document_ids": [case_id], "language": "en"}
    )
    set_all(case_id)
    page = staff_page.get(f"/workbench/cases/{case_id}/services").content.decode()
    mine = citizen_page.get(f"/my/cases/{case_id}").content.decode()
    sheet = citizen_page.get(f"/my/cases/{case_id}/papers/{ids[0]}?language=en")
    read = b"".join(sheet.streaming_content)  # type: ignore[attr-defined]
    code = next(iter(documents.translations.ready_of(ids[:1]).values()))[0].verification_code
    proof = Client().get(f"/verify/{code}").content.decode()
    settings = citizen_page.post("/my/served/language", {"language": "en"}, follow=True)

    assert theirs.status_code in {401, 403}
    assert (noted["language"], noted["wished_at"]) == ("en", "counter")
    assert {each["state"] for each in made["items"]} == {"waiting"}
    assert code_of(again) == "documents.translation_there"
    assert code_of(foreign) == "documents.translation_not_found"
    assert "英语（English）" in page
    assert "Notice of Acceptance" in page
    assert all(f"/papers/{each}?language=en" in mine for each in ids)
    assert read.startswith(b"%PDF")
    assert "以中文为准" in proof
    assert '<option value="en" selected>' in settings.content.decode()
    assert done(counter.get("/staff/lacking-translations"))["items"] == []
