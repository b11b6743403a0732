# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import hashlib
import io
import tracemalloc
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.documents import makers
from tests.documents.conftest import CITIZEN, MONDAY, NEIGHBOUR, upload
from yiwang.documents import errors, policies, selectors, storing
from yiwang.documents import services as documents
from yiwang.documents.enums import FileKind, ScanState
from yiwang.documents.models import StoredFile
from yiwang.documents.stores.local import LocalFileStore
from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind, system_actor
from yiwang.foundation.errors import Kind
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db

PNG = makers.png()
MACHINE = Actor(kind=ActorKind.CLIENT, client_id="hangzhou-apas")


def leftovers(store: LocalFileStore) -> list[str]:
    return sorted(path.name for path in store.incoming_root.glob("*"))


def content_of(file: StoredFile) -> bytes:
    with selectors.open_file(file.id) as content:
        return content.read()


def test_an_upload_is_stored_under_its_hash_and_belongs_to_who_sent_it(
    store: LocalFileStore,
) -> None:
    file = upload(PNG, "D:\\扫描\\身份证.png")

    digest = hashlib.sha256(PNG).hexdigest()
    assert store.path(digest).read_bytes() == PNG
    assert store.path(digest).relative_to(store.objects_root).parts[:2] == (digest[:2], digest[2:4])
    assert (file.sha256, file.size, file.name) == (digest, len(PNG), "身份证.png")
    assert (file.kind, file.media_type) == (FileKind.PNG, "image/png")
    assert file.owner_account_id == CITIZEN.account_id
    assert file.scan_state == ScanState.OFF
    assert leftovers(store) == []


@pytest.mark.parametrize(("name", "most"), [("MOST_FILES", 3), ("MOST_BYTES", 3 * len(PNG))])
def test_one_citizen_cannot_fill_the_store(
    monkeypatch: pytest.MonkeyPatch, store: LocalFileStore, name: str, most: int
) -> None:
    monkeypatch.setattr(storing, name, most)
    for _time in range(3):
        upload(PNG)

    with pytest.raises(errors.TooManyFiles):
        upload(PNG)

    assert leftovers(store) == []
    assert StoredFile.objects.owned_by(CITIZEN).count() == 3
    # Neither the neighbour, nor who scans for a whole hall, nor the day after is held back.
    upload(PNG, owner=NEIGHBOUR)
    for _time in range(4):
        upload(PNG, owner=MACHINE)
    tomorrow = MONDAY + storing.DAY
    documents.store_upload(io.BytesIO(PNG), name="a.png", owner=CITIZEN, at=tomorrow)


def test_an_upload_leaves_a_fact_without_a_name_in_it() -> None:
    file = upload(PNG, "张三的身份证.png")

    (event,) = ledger.events_about("file", file.id)
    assert event.kind == "documents.file_stored"
    assert event.payload["sha256"] == file.sha256
    assert "张三" not in str(event.payload)


@pytest.mark.parametrize(
    "stream",
    [
        io.BytesIO(PNG),
        SimpleUploadedFile("a.png", PNG),
        RequestFactory().post("/files", PNG, content_type="image/png"),
    ],
    ids=["file", "form upload", "raw body"],
)
def test_an_upload_may_come_as_a_form_field_or_as_a_raw_body(stream: HttpRequest) -> None:
    file = documents.store_upload(stream, name="a.png", owner=CITIZEN, at=MONDAY)

    assert content_of(file) == PNG


def test_a_large_form_upload_on_disk_is_taken_too() -> None:
    stream = TemporaryUploadedFile("a.png", "image/png", len(PNG), None)
    stream.write(PNG)
    stream.seek(0)

    assert documents.store_upload(stream, name="a.png", owner=CITIZEN, at=MONDAY).size == len(PNG)


class Slowly:
    """Gives a large picture in pieces and keeps none of it."""

    def __init__(self, size: int) -> None:
        self.start, self.left = makers.jpeg(), size

    def read(self, size: int, /) -> bytes:
        if self.start:
            piece, self.start = self.start, b""
            return piece
        piece = bytes(min(size, self.left))
        self.left -= len(piece)
        return piece


def test_memory_stays_flat_however_large_the_upload() -> None:
    tracemalloc.start()

    documents.store_upload(Slowly(19 << 20), name="a.jpg", owner=CITIZEN, at=MONDAY)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 << 20


def test_a_file_over_the_limit_is_refused_and_no_more_of_it_is_read(
    settings: Settings, store: LocalFileStore
) -> None:
    settings.DOCUMENT_MAX_BYTES = 2 << 20
    stream = Slowly(1 << 40)

    with pytest.raises(errors.FileTooLarge, match="2 MB"):
        documents.store_upload(stream, name="a.jpg", owner=CITIZEN, at=MONDAY)

    assert stream.left > (1 << 40) - (4 << 20)
    assert leftovers(store) == []
    assert not StoredFile.objects.exists()


def test_an_announced_size_over_the_limit_is_refused_before_anything_is_read() -> None:
    stream = Slowly(1)

    with pytest.raises(errors.FileTooLarge) as refusal:
        documents.store_upload(
            stream, name="a.jpg", owner=CITIZEN, at=MONDAY, expected_size=1 << 40
        )

    assert refusal.value.status == 413
    assert stream.start


class Cut:
    """A connection that breaks half-way."""

    def __init__(self, error: Exception) -> None:
        self.pieces = [PNG[:30]]
        self.error = error

    def read(self, size: int, /) -> bytes:
        if self.pieces:
            return self.pieces.pop()
        raise self.error


@pytest.mark.parametrize("error", [UnreadablePostError("gone"), ConnectionResetError(), EOFError()])
def test_a_broken_connection_leaves_nothing(error: Exception, store: LocalFileStore) -> None:
    with pytest.raises(errors.UploadCutOff):
        documents.store_upload(Cut(error), name="a.png", owner=CITIZEN, at=MONDAY)

    assert not StoredFile.objects.exists()
    assert leftovers(store) == []
    assert list(store.objects()) == []


def test_fewer_bytes_than_announced_leave_nothing(store: LocalFileStore) -> None:
    with pytest.raises(errors.UploadCutOff):
        documents.store_upload(
            io.BytesIO(PNG), name="a.png", owner=CITIZEN, at=MONDAY, expected_size=len(PNG) + 1
        )

    assert not StoredFile.objects.exists()
    assert list(store.objects()) == []


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(errors.EmptyFile):
        upload(b"")


def test_a_refused_file_leaves_nothing(store: LocalFileStore) -> None:
    with pytest.raises(errors.PictureTooLarge):
        upload(makers.png(60_000, 60_000))

    assert not StoredFile.objects.exists()
    assert leftovers(store) == []
    assert list(store.objects()) == []


def test_the_same_bytes_from_two_people_are_two_files_and_one_object(
    store: LocalFileStore,
) -> None:
    mine, theirs = upload(PNG), upload(PNG, owner=NEIGHBOUR)

    assert mine.id != theirs.id
    assert len(list(store.objects())) == 1


def test_a_file_handed_in_again_mends_a_damaged_object(store: LocalFileStore) -> None:
    file = upload(PNG)
    damage(store, file)

    upload(PNG, owner=NEIGHBOUR)

    assert content_of(file) == PNG


def test_an_upload_takes_four_statements() -> None:
    with CaptureQueriesContext(connection) as captured:
        upload(PNG)

    statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 4


def test_the_stored_object_cannot_be_written_by_mistake(store: LocalFileStore) -> None:
    file = upload(PNG)

    assert store.path(file.sha256).stat().st_mode & 0o777 == 0o440


# ── reading


def damage(store: LocalFileStore, file: StoredFile, *, place: int = 50) -> None:
    path = store.path(file.sha256)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


def test_one_flipped_bit_is_found_on_reading(store: LocalFileStore) -> None:
    file = upload(PNG)
    damage(store, file)

    with pytest.raises(errors.FileCorrupted) as refusal:
        selectors.open_file(file.id)

    assert refusal.value.kind is Kind.UNAVAILABLE


def test_a_missing_object_is_a_refusal_and_no_crash(store: LocalFileStore) -> None:
    file = upload(PNG)
    store.delete(file.sha256)

    with pytest.raises(errors.FileMissing):
        selectors.open_file(file.id)


def test_a_file_is_its_owners_and_nobody_elses() -> None:
    mine = upload(PNG)

    assert selectors.file_for(mine.id, CITIZEN) == mine
    for other in (NEIGHBOUR, ANONYMOUS, MACHINE, replace(CITIZEN, account_id=None)):
        with pytest.raises(errors.FileNotFound):
            selectors.file_for(mine.id, other)
        assert selectors.file_info([mine.id], other) == {}
        assert selectors.hashes_of_own_files([mine.id], other) == {}
        assert not policies.owns(other, mine)


def test_a_file_that_is_not_there_is_refused_like_another_persons() -> None:
    with pytest.raises(errors.FileNotFound):
        selectors.file_for(new_id(), CITIZEN)


def test_a_machine_owns_what_it_sent() -> None:
    file = upload(PNG, owner=MACHINE)

    assert selectors.file_for(file.id, MACHINE) == file
    with pytest.raises(errors.FileNotFound):
        selectors.file_for(file.id, replace(MACHINE, client_id="another"))


def test_own_files_are_told_in_one_statement(django_assert_num_queries: object) -> None:
    mine, theirs = upload(PNG), upload(makers.jpeg(), "a.jpg", NEIGHBOUR)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert selectors.file_info([mine.id, theirs.id, new_id()], CITIZEN) == {mine.id: mine}
    with django_assert_num_queries(1):  # type: ignore[operator]
        hashes = selectors.hashes_of_own_files([mine.id, theirs.id], CITIZEN)

    assert hashes == {mine.id: mine.sha256}


@pytest.mark.parametrize("bad", [{"scan_state": ScanState.INFECTED}, {"damaged_at": MONDAY}])
def test_an_infected_or_damaged_file_cannot_be_used(bad: dict[str, object]) -> None:
    file = upload(PNG)
    StoredFile.objects.filter(id=file.id).update(scanned_at=MONDAY, **bad)

    assert selectors.hashes_of_own_files([file.id], CITIZEN) == {}


def test_the_quick_question_and_the_query_set_say_the_same() -> None:
    states: list[dict[str, Any]] = [{}, {"scan_state": ScanState.INFECTED}, {"damaged_at": MONDAY}]
    for owner in (CITIZEN, NEIGHBOUR, MACHINE):
        for number, state in enumerate(states):
            file = upload(makers.png(noise=number), owner=owner)
            StoredFile.objects.filter(id=file.id).update(scanned_at=MONDAY, **state)
    everything = set(StoredFile.objects.values_list("id", flat=True))

    for actor in (CITIZEN, NEIGHBOUR, MACHINE, ANONYMOUS, system_actor("sweep")):
        own = StoredFile.objects.owned_by(actor).usable().order_by("id")
        asked = selectors.hashes_of_own_files(everything, actor)
        assert asked == dict(own.values_list("id", "sha256"))
        assert len(asked) == (1 if actor in (CITIZEN, NEIGHBOUR, MACHINE) else 0)


def test_others_reach_a_file_only_through_a_check() -> None:
    file = upload(PNG)

    def refuse(_file: StoredFile) -> None:
        raise errors.FileNotFound

    with pytest.raises(errors.FileNotFound):
        selectors.file_by_grant(file.id, check=refuse)
    assert selectors.file_by_grant(file.id, check=lambda _file: None) == file


# ── taking back


def test_an_owner_takes_back_a_file_that_nothing_uses() -> None:
    file = upload(PNG)

    documents.discard_file(file_id=file.id, actor=CITIZEN, at=MONDAY)

    assert not StoredFile.objects.exists()
    kinds = [event.kind for event in ledger.events_about("file", file.id)]
    assert kinds == ["documents.file_stored", "documents.file_discarded"]


def test_nobody_takes_back_another_persons_file() -> None:
    file = upload(PNG)

    with pytest.raises(errors.FileNotFound):
        documents.discard_file(file_id=file.id, actor=NEIGHBOUR, at=MONDAY)
    with pytest.raises(errors.FileNotFound):
        documents.discard_file(file_id=new_id(), actor=CITIZEN, at=MONDAY)

    assert StoredFile.objects.exists()


# ── the table's own rules


@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": "ABC"},
        {"size": 0},
        {"kind": "exe"},
        {"scan_state": "maybe"},
        {"scan_state": "clean", "scanned_at": None},
    ],
)
def test_the_database_refuses_a_row_that_cannot_be(wrong: dict[str, object]) -> None:
    file = upload(PNG)

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(id=file.id).update(**wrong)


def test_the_list_of_own_files_uses_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    newest_first = StoredFile.objects.owned_by(CITIZEN).order_by("-created_at")

    assert "file_owner" in newest_first.explain()
