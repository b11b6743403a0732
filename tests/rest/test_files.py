# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Files and papers over the machine interface."""

import hashlib

import pytest
from django.conf import LazySettings
from django.utils import timezone

from tests.documents import makers
from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done, submitted, uploaded
from yiwang.cases import selectors as cases
from yiwang.cases.services import notices
from yiwang.documents import services as documents
from yiwang.documents.enums import NoticeKind
from yiwang.documents.models import IssuedDocument, StoredFile
from yiwang.foundation.actors import system_actor
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db


def content_of(response: object) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_comes_back_as_it_was_sent(citizen: Caller) -> None:
    picture = makers.png()

    stored = done(citizen.upload("照片.png", picture, content_type="image/png"), 201)
    back = citizen.get(f"/files/{stored['id']}/content")

    assert stored["sha256"] == hashlib.sha256(picture).hexdigest()
    assert (stored["name"], stored["media_type"]) == ("照片.png", "image/png")
    assert done(citizen.get(f"/files/{stored['id']}")) == stored
    assert content_of(back) == picture
    assert "attachment" in back["Content-Disposition"]
    assert "sandbox" in back["Content-Security-Policy"]
    assert back["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "content", "content_type", "status", "code"),
    [
        ("a.exe", b"MZ" + b"\0" * 200, "application/pdf", 415, "documents.kind_not_allowed"),
        ("a.pdf", makers.png(), "image/png", 422, "documents.name_does_not_match"),
        ("a.png", makers.png(40_000, 40_000), "image/png", 422, "documents.picture_too_large"),
        ("a.pdf", makers.pdf(), "multipart/form-data; boundary=x", 415, "rest.not_a_bare_file"),
        ("a.pdf", makers.pdf(), "application/x-www-form-urlencoded", 415, "rest.not_a_bare_file"),
        ("%00.pdf", makers.pdf(), "application/pdf", 422, "rest.invalid_request"),
        ("", makers.pdf(), "application/pdf", 422, "rest.invalid_request"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_and_leaves_nothing(
    citizen: Caller, name: str, content: bytes, content_type: str, status: int, code: str
) -> None:
    response = citizen.upload(name, content, content_type=content_type)

    assert (response.status_code, code_of(response)) == (status, code)
    assert not StoredFile.objects.exists()


def test_an_upload_cut_off_half_way_leaves_nothing(citizen: Caller) -> None:
    response = citizen.call(
        "POST",
        "/files?name=a.pdf",
        makers.pdf(),
        content_type="application/pdf",
        announced="999999",
    )

    assert code_of(response) == "documents.upload_cut_off"
    assert not StoredFile.objects.exists()


def test_an_empty_file_is_refused(citizen: Caller) -> None:
    response = citizen.call("POST", "/files?name=a.pdf", b"", announced="0")

    assert code_of(response) == "documents.empty_file"


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read(
    citizen: Caller, settings: LazySettings
) -> None:
    settings.DOCUMENT_MAX_BYTES = 100

    response = citizen.call("POST", "/files?name=a.pdf", b"", announced="101")

    assert (response.status_code, code_of(response)) == (413, "documents.file_too_large")


@pytest.mark.parametrize("length", ["", "x", "-1", "١"])
def test_an_upload_announces_its_length(citizen: Caller, length: str) -> None:
    response = citizen.call("POST", "/files?name=a.pdf", makers.pdf(), announced=length)

    assert (response.status_code, code_of(response)) == (400, "rest.length_missing")


def test_a_file_that_nothing_uses_can_be_taken_back(world: World, citizen: Caller) -> None:
    free = uploaded(citizen)
    case_id = submitted(citizen, world.shop)["case_id"]
    used = done(citizen.get(f"/cases/{case_id}"))["materials"][0]["file_id"]

    done(citizen.delete(f"/files/{free}"))

    assert citizen.get(f"/files/{free}").status_code == 404
    assert code_of(citizen.delete(f"/files/{used}")) == "documents.file_in_use"


def test_staff_read_the_files_of_a_case_and_leave_a_trace(
    world: World, citizen: Caller, counter: Caller
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]
    file_id = done(citizen.get(f"/cases/{case_id}"))["materials"][0]["file_id"]

    own = citizen.get(f"/cases/{case_id}/files/{file_id}")
    traces = Event.objects.filter(kind="documents.file_read")
    assert content_of(own) == makers.pdf()
    assert not traces.exists()
    read = counter.get(f"/cases/{case_id}/files/{file_id}")

    assert content_of(read) == makers.pdf()
    assert traces.get().purpose == "case_handling"


@pytest.fixture
def papers(world: World, citizen: Caller) -> str:
    """Issue a receipt and a record for staff about a case; return its id."""
    case_id = submitted(citizen, world.shop)["case_id"]
    case = cases.case(case_id, world.actor(world.citizen))
    paper = documents.issue_document(
        kind=NoticeKind.RECEIPT,
        subject_type="case",
        subject_id=case.pk,
        region_code=case.region_code,
        department_id=case.department_id,
        data=notices.receipt(case),
        actor=system_actor("tests"),
        at=timezone.now(),
    )
    documents.render_now(paper.id)
    hidden = IssuedDocument.objects.get(id=paper.id)
    hidden.pk, hidden.kind, hidden.file_id = None, NoticeKind.SERVICE_RECORD, None
    hidden.rendered_at, hidden.verification_code = None, "X" * 12
    hidden.save(force_insert=True)
    return str(case_id)


def test_an_applicant_gets_their_papers_but_not_the_office_s_own(
    papers: str, citizen: Caller, counter: Caller
) -> None:
    mine = done(citizen.get(f"/cases/{papers}/documents"))["items"]
    theirs = done(counter.get(f"/cases/{papers}/documents"))["items"]

    assert [(paper["kind"], paper["is_ready"]) for paper in mine] == [("receipt", True)]
    assert {paper["kind"] for paper in theirs} == {"receipt", "service_record"}
    hidden = next(paper["id"] for paper in theirs if paper["kind"] == "service_record")
    response = citizen.get(f"/cases/{papers}/documents/{hidden}")
    assert code_of(response) == "documents.document_not_found"


def test_a_paper_is_a_pdf(papers: str, citizen: Caller) -> None:
    (paper,) = done(citizen.get(f"/cases/{papers}/documents"))["items"]

    response = citizen.get(f"/cases/{papers}/documents/{paper['id']}")

    assert response["Content-Type"] == "application/pdf"
    assert content_of(response).startswith(b"%PDF-")


def test_a_department_lists_what_it_issued(papers: str, counter: Caller, stranger: Caller) -> None:
    first = done(counter.get("/documents?limit=1"))
    second = done(counter.get(f"/documents?limit=1&cursor={first['next_cursor']}"))

    assert {page["items"][0]["case_id"] for page in (first, second)} == {papers}
    assert second["next_cursor"] == ""
    assert done(stranger.get("/documents"))["items"] == []
