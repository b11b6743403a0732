# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import pytest
from django.http import FileResponse

from tests.documents import makers
from tests.documents.conftest import CITIZEN, MONDAY, NEIGHBOUR, upload
from tests.documents.test_storing import damage
from yiwang.documents import errors
from yiwang.documents import services as documents
from yiwang.documents.models import StoredFile
from yiwang.documents.stores.local import LocalFileStore
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db


def body(response: FileResponse) -> bytes:
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    shut(response)
    return content


def shut(response: FileResponse) -> None:
    """Close the file alone: a closing response also ends the test's database connection."""
    response.file_to_stream.close()  # type: ignore[union-attr]


@pytest.mark.parametrize("extension", sorted(makers.GOOD_FILES))
def test_a_download_is_an_attachment_that_no_browser_runs(extension: str) -> None:
    content = makers.GOOD_FILES[extension]
    file = upload(content, f"材料 (1).{extension}")

    response = documents.download_response(file)

    assert body(response) == content
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%9D%90")
    assert response["Content-Type"] == file.media_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"
    assert int(response["Content-Length"]) == len(content)


def test_a_picture_may_be_shown_inside_our_own_frames_only() -> None:
    response = documents.download_response(upload(), inline=True)

    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    shut(response)


def test_a_pdf_may_be_shown_by_the_browsers_viewer() -> None:
    response = documents.download_response(upload(makers.pdf(), "a.pdf"), inline=True)

    assert response["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    shut(response)


@pytest.mark.parametrize("extension", ["docx", "zip", "ofd"])
def test_what_a_browser_cannot_show_stays_an_attachment(extension: str) -> None:
    file = upload(makers.GOOD_FILES[extension], f"a.{extension}")

    response = documents.download_response(file, inline=True)

    assert response["Content-Disposition"].startswith("attachment")
    shut(response)


def test_a_damaged_file_is_not_handed_out(store: LocalFileStore) -> None:
    file = upload()
    damage(store, file)

    with pytest.raises(errors.FileCorrupted):
        documents.download_response(file)


def hand_out(file: StoredFile, actor: object = NEIGHBOUR, check: object = None) -> FileResponse:
    return documents.hand_out_file(
        file_id=file.id,
        actor=actor,  # type: ignore[arg-type]
        check=check or (lambda _file: None),  # type: ignore[arg-type]
        purpose="case_handling",
        at=MONDAY,
    )


def test_a_reading_by_somebody_else_is_written_down_with_its_purpose() -> None:
    file = upload()

    shut(hand_out(file))

    event = list(ledger.events_about("file", file.id))[-1]
    assert (event.kind, event.purpose) == ("documents.file_read", "case_handling")
    assert event.actor["account_id"] == str(NEIGHBOUR.account_id)


def test_an_owner_reads_without_an_entry() -> None:
    file = upload()

    shut(hand_out(file, CITIZEN))

    kinds = [event.kind for event in ledger.events_about("file", file.id)]
    assert kinds == ["documents.file_stored"]


def test_a_refused_reading_hands_nothing_out() -> None:
    def refuse(_file: StoredFile) -> None:
        raise errors.FileNotFound

    with pytest.raises(errors.FileNotFound):
        hand_out(upload(), replace(NEIGHBOUR), refuse)
