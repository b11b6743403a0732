# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from pytest_django.fixtures import Settings

from tests.documents import makers
from tests.documents.conftest import upload
from yiwang.documents import selectors
from yiwang.documents.stores.adapted import StorageFileStore
from yiwang.documents.stores.base import FileStore
from yiwang.documents.stores.current import current_store
from yiwang.documents.stores.local import LocalFileStore

CONTENT = b"the same bytes for everybody"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["local", "django storage on disk", "django storage in memory"])
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FileStore]:
    if request.param == "local":
        yield LocalFileStore(tmp_path)
    elif request.param == "django storage on disk":
        yield StorageFileStore(FileSystemStorage(tmp_path))
    else:
        yield StorageFileStore(InMemoryStorage())


def keep(store: FileStore, content: bytes = CONTENT, digest: str = DIGEST) -> None:
    with store.incoming() as incoming:
        incoming.file.write(content)
        incoming.keep(digest)


def test_what_is_kept_can_be_opened_and_listed(any_store: FileStore) -> None:
    keep(any_store)

    with any_store.open(DIGEST) as file:
        assert file.read() == CONTENT
    (found,) = any_store.objects()
    assert (found.sha256, found.size) == (DIGEST, len(CONTENT))
    assert found.modified_at.tzinfo is not None


def test_what_is_not_kept_leaves_no_trace(any_store: FileStore) -> None:
    with any_store.incoming() as incoming:
        incoming.file.write(CONTENT)

    assert list(any_store.objects()) == []


def test_keeping_again_changes_nothing(any_store: FileStore) -> None:
    keep(any_store)
    keep(any_store)

    assert [found.sha256 for found in any_store.objects()] == [DIGEST]


def test_keeping_again_mends_what_was_damaged(any_store: FileStore) -> None:
    keep(any_store, content=b"damaged")
    keep(any_store)

    with any_store.open(DIGEST) as file:
        assert file.read() == CONTENT


def test_what_is_deleted_is_gone_and_may_be_deleted_again(any_store: FileStore) -> None:
    keep(any_store)

    any_store.delete(DIGEST)
    any_store.delete(DIGEST)

    with pytest.raises(FileNotFoundError):
        any_store.open(DIGEST)


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "g" * 64, "a" * 64 + "\n"]
)
def test_only_a_hash_names_an_object(any_store: FileStore, name: str) -> None:
    for ask in (any_store.open, any_store.delete, lambda n: keep(any_store, CONTENT, n)):
        with pytest.raises(ValueError, match="64 hexadecimal"):
            ask(name)


@pytest.mark.django_db
def test_an_installation_may_put_its_files_into_a_django_storage(settings: Settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }

    file = upload(makers.png())

    assert isinstance(current_store(), StorageFileStore)
    with selectors.open_file(file.id) as content:
        assert content.read() == makers.png()
