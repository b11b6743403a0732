# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The store of this installation."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from yiwang.documents.stores.adapted import StorageFileStore
from yiwang.documents.stores.base import FileStore
from yiwang.documents.stores.local import LocalFileStore


def current_store() -> FileStore:
    """Return the storage named "files" in ``STORAGES``, else the folder ``DOCUMENT_STORE``."""
    if "files" in settings.STORAGES:
        return StorageFileStore(storages["files"])
    return _local(Path(settings.DOCUMENT_STORE))


@lru_cache(maxsize=8)
def _local(root: Path) -> LocalFileStore:
    return LocalFileStore(root)
