# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from tests.documents import makers
from tests.documents.samples import NOTICES
from tests.organizations.factories import DepartmentFactory
from yiwang.documents import numbering
from yiwang.documents import services as documents
from yiwang.documents.enums import NoticeKind
from yiwang.documents.models import IssuedDocument, StoredFile
from yiwang.documents.stores.current import current_store
from yiwang.documents.stores.local import LocalFileStore
from yiwang.foundation.actors import Actor, ActorKind, system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.organizations import selectors as organizations
from yiwang.organizations.models import Department

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
CITIZEN = Actor(kind=ActorKind.CITIZEN, account_id=new_id(), person_id=new_id(), assurance=3)
NEIGHBOUR = Actor(kind=ActorKind.CITIZEN, account_id=new_id(), person_id=new_id(), assurance=3)


CLERK = system_actor("test-clerk")
CASE_ID = new_id()


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DOCUMENT_STORE = tmp_path / "files"
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def store() -> LocalFileStore:
    found = current_store()
    assert isinstance(found, LocalFileStore)
    return found


def upload(
    content: bytes = makers.GOOD_FILES["png"], name: str = "照片.png", owner: Actor = CITIZEN
) -> StoredFile:
    return documents.store_upload(BytesIO(content), name=name, owner=owner, at=MONDAY)


@pytest.fixture(autouse=True)
def _fresh_places() -> Iterator[None]:
    organizations.forget_cached()
    numbering.place_sign.cache_clear()
    yield
    organizations.forget_cached()
    numbering.place_sign.cache_clear()


def department(**facts: str) -> Department:
    made: Any = DepartmentFactory(**facts)
    return cast("Department", made)


@pytest.fixture
def bureau(db: None) -> Department:
    return department(name="杭州市西湖区市场监督管理局", phone="0571-87654321")


def issue(
    bureau: Department,
    kind: NoticeKind = NoticeKind.ACCEPTANCE,
    *,
    at: datetime = MONDAY,
    data: object = None,
    subject_id: UUID = CASE_ID,
) -> IssuedDocument:
    return documents.issue_document(
        kind=kind,
        subject_type="case",
        subject_id=subject_id,
        region_code=bureau.division_id,
        department_id=bureau.id,
        data=data or NOTICES[kind],  # type: ignore[arg-type]
        actor=CLERK,
        at=at,
    )
