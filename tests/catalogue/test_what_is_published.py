# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.catalogue.worlds import (
    LOADER,
    MORNING,
    TODAY,
    Catalogue,
    drafted,
    list_content,
    published,
)
from yiwang.catalogue import services
from yiwang.catalogue.models import ImplementationList, ImplementationVersion

pytestmark = pytest.mark.django_db


CHANGES = [
    "content = '{}'",
    "promise_amount = 1",
    "effective_from = '2020-01-01'",
    "published_at = now()",
    "number = 9",
    "state = 'draft'",
    "content_sha256 = ''",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_what_is_published(
    catalogue: Catalogue, change: str
) -> None:
    version = published(catalogue)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE catalogue_implementation_version SET {change} WHERE id = %s",  # noqa: S608
            [version.id],
        )


def test_the_database_refuses_to_delete_what_is_published(catalogue: Catalogue) -> None:
    version = published(catalogue)
    statements = [
        ("DELETE FROM catalogue_implementation_version WHERE id = %s", version.id),
        ("DELETE FROM catalogue_base_version WHERE id = %s", version.base_version_id),
        (
            "UPDATE catalogue_base_version SET content = '{}' WHERE id = %s",
            version.base_version_id,
        ),
        ("UPDATE catalogue_base_version SET form_id = NULL WHERE id = %s", version.base_version_id),
    ]
    for statement, key in statements:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [key])


def test_the_database_does_not_bring_back_what_was_withdrawn(catalogue: Catalogue) -> None:
    version = published(catalogue)
    services.withdraw_list(implementation_id=version.implementation_id, actor=LOADER, at=MORNING)

    with pytest.raises(IntegrityError), transaction.atomic():
        ImplementationVersion.objects.filter(pk=version.id).update(state="published")


@pytest.mark.parametrize(
    ("amount", "unit", "allowed"),
    [(20, "workday", True), (21, "workday", False), (28, "day", True), (29, "day", False)],
)
def test_the_database_holds_the_promise_to_the_law(
    catalogue: Catalogue, amount: int, unit: str, allowed: bool
) -> None:
    version = drafted(catalogue)
    draft = ImplementationVersion.objects.filter(pk=version.id)

    def promise() -> int:
        with transaction.atomic():
            return draft.update(
                state="published",
                published_at=MORNING,
                effective_from=TODAY,
                promise_amount=amount,
                promise_unit=unit,
                content=version.content | {"promise_limit": {"amount": amount, "unit": unit}},
            )

    if allowed:
        assert promise() == 1
    else:
        with pytest.raises(IntegrityError):
            promise()


@pytest.mark.parametrize("code", ["short", "x" * 31, "11330000MB0X000000" + "9" + "330110000000"])
def test_the_database_refuses_codes_of_the_wrong_shape(catalogue: Catalogue, code: str) -> None:
    version = drafted(catalogue)

    with pytest.raises(IntegrityError), transaction.atomic():
        ImplementationList.objects.filter(pk=version.implementation_id).update(code=code[:31])


def test_the_database_keeps_one_version_in_force(catalogue: Catalogue) -> None:
    version = published(catalogue)
    second = services.revise_list(
        implementation_id=version.implementation_id,
        content=list_content(),
        actor=LOADER,
        at=MORNING,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        ImplementationVersion.objects.filter(pk=second.id).update(
            state="published", published_at=MORNING, effective_from=TODAY
        )
