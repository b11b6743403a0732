# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the database itself refuses, whoever asks: here the owner of the tables, in SQL."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.catalogue.worlds import LOADER, MORNING, TODAY, base_content, list_content
from tests.organizations.factories import XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue import services
from yiwang.catalogue.layers import LIST_ELEMENTS
from yiwang.catalogue.models import BaseItemVersion, ImplementationVersion

pytestmark = pytest.mark.django_db
PRINT = {"name": "工本费", "standard": "每证10元", "amount_cents": 1000, "basis": "某号文"}
BASE = base_content(
    promise_ceiling={"amount": 8},
    max_visits=1,
    fees=[PRINT],
)


@pytest.fixture
def base(catalogue: object) -> BaseItemVersion:
    place = services.NewBaseItem(ZHEJIANG, "市场监管", "31", "stall")
    draft = services.draft_base_item(
        place=place,
        content=BASE,
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    return services.publish_base_version(version_id=draft.id, actor=LOADER, at=MORNING)


@pytest.fixture
def draft(base: BaseItemVersion) -> ImplementationVersion:
    return services.draft_list(
        base_item_id=base.base_item_id,
        department_id=DepartmentFactory(of=XIHU, line="市场监管").id,
        content=list_content(),
        actor=LOADER,
        at=MORNING,
    )


def publish(version_id: UUID, content: dict[str, Any], **columns: Any) -> None:
    """Publish a draft with a content and columns that no service has looked at."""
    limit = content.get("promise_limit") or {}
    values = {
        "state": "published",
        "published_at": MORNING,
        "effective_from": TODAY,
        "content": json.dumps(content),
        "promise_amount": limit.get("amount"),
        "promise_unit": limit.get("unit", "workday"),
        "visits": content.get("visits", 0),
    } | columns
    assignments = ", ".join(f"{name} = %s" for name in values)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE catalogue_implementation_version SET {assignments} WHERE id = %s",  # noqa: S608
            [*values.values(), version_id],
        )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"promise_limit": {"amount": 8}},
        {"promise_limit": {"amount": 11, "unit": "day"}},
        {"visits": 1},
        {"spared_materials": ["plan"]},
        {"fees": [PRINT | {"amount_cents": 1000}]},
        {"fees": [{"name": "工本费", "standard": "免收", "basis": "某号文"}]},
        {"waived_fees": ["工本费"]},
    ],
)
def test_a_list_as_good_as_its_base_is_taken(
    draft: ImplementationVersion, changes: dict[str, Any]
) -> None:
    publish(draft.id, list_content(**changes))

    draft.refresh_from_db()
    assert draft.state == "published"


@pytest.mark.parametrize(
    ("changes", "element"),
    [
        ({"promise_limit": {"amount": 9}}, "promise_limit"),
        ({"promise_limit": {"amount": 12, "unit": "day"}}, "promise_limit"),
        ({"visits": 2}, "visits"),
        ({"spared_materials": ["plan", "licence"]}, "spared_materials"),
        ({"fees": [PRINT | {"amount_cents": 1001}]}, "fees"),
        ({"fees": [PRINT | {"name": "加急费"}]}, "fees"),
        ({"waived_fees": ["加急费"]}, "waived_fees"),
        ({"name": "更好听的名称"}, "unknown element"),
        ({"materials": [{"key": "more", "name": "更多材料"}]}, "unknown element"),
        ({"legal_bases": []}, "unknown element"),
    ],
)
def test_the_database_refuses_what_is_worse_than_the_base(
    draft: ImplementationVersion, changes: dict[str, Any], element: str
) -> None:
    with pytest.raises(IntegrityError, match=f"breaks its base layer: {element}"):
        publish(draft.id, list_content(**changes))


@pytest.mark.parametrize(
    ("columns", "element"),
    [
        ({"visits": 1}, "visits"),
        ({"promise_amount": 3}, "promise_limit"),
        ({"promise_unit": "day"}, "promise_limit"),
        ({"statutory_amount": 30}, "statutory_limit"),
        ({"statutory_amount": None}, "statutory_limit"),
        ({"project_type": "9"}, "project_type"),
    ],
)
def test_columns_never_say_something_else_than_the_content(
    draft: ImplementationVersion, columns: dict[str, Any], element: str
) -> None:
    with pytest.raises(IntegrityError, match=element):
        publish(draft.id, list_content(), **columns)


def test_a_list_stands_on_a_version_of_its_own_item(
    draft: ImplementationVersion, catalogue: Any
) -> None:
    other = BaseItemVersion.objects.get(base_item_id=catalogue.items["K0008"])

    with pytest.raises(IntegrityError, match="base_version"):
        publish(draft.id, list_content(), base_version_id=other.id)


def test_rows_that_come_published_are_looked_at_too(draft: ImplementationVersion) -> None:
    worse = json.dumps(list_content(spared_materials=["licence"]))
    names = [field.column for field in ImplementationVersion._meta.concrete_fields]
    given = {
        "id": str(uuid4()),
        "number": 9,
        "state": "published",
        "content": worse,
        "effective_from": TODAY,
        "published_at": MORNING,
    }
    chosen = ", ".join("%s" if name in given else name for name in names)
    statement = (
        f"INSERT INTO catalogue_implementation_version ({', '.join(names)})"  # noqa: S608
        f" SELECT {chosen} FROM catalogue_implementation_version WHERE id = %s"
    )
    values = [given[name] for name in names if name in given]

    with (
        pytest.raises(IntegrityError, match="spared_materials"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [*values, draft.id])


def test_a_draft_may_be_wrong_until_it_is_published(draft: ImplementationVersion) -> None:
    changed = services.revise_list(
        implementation_id=draft.implementation_id,
        content=list_content(promise_limit={"amount": 300}, visits=9),
        actor=LOADER,
        at=MORNING,
    )

    assert (changed.state, changed.promise_amount) == ("draft", 300)


def test_the_database_knows_the_same_elements_as_the_code() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT catalogue_list_elements()")
        (known,) = cursor.fetchone()

    assert set(known) == set(LIST_ELEMENTS)


def test_a_base_version_has_the_type_that_its_code_says(base: BaseItemVersion) -> None:
    draft = services.revise_base_item(
        base_item_id=base.base_item_id,
        content=base_content(item_type="07"),
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )

    refused = pytest.raises(IntegrityError, match="not the one that the item's code says")
    with refused, transaction.atomic():
        _published(draft.id)


@pytest.mark.parametrize("column", ["name", "statutory_amount"])
def test_columns_of_a_base_version_agree_with_its_elements(
    base: BaseItemVersion, column: str
) -> None:
    draft = services.revise_base_item(
        base_item_id=base.base_item_id,
        content=BASE,
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    wrong = {"name": "别的名称", "statutory_amount": 60}

    with pytest.raises(IntegrityError, match="say something else"), transaction.atomic():
        _published(draft.id, **{column: wrong[column]})


def test_an_item_never_moves_to_a_code_of_another_type(base: BaseItemVersion) -> None:
    item = base.base_item
    item.code = f"{item.code[:2]}01{item.code[4:]}"

    with pytest.raises(IntegrityError, match="another type"), transaction.atomic():
        item.save()


def _published(version_id: UUID, **columns: Any) -> None:
    """Publish a draft of a base item in SQL; the version before has ended."""
    newest = BaseItemVersion.objects.get(pk=version_id)
    BaseItemVersion.objects.filter(
        base_item_id=newest.base_item_id, state="published", effective_to__isnull=True
    ).update(effective_to=TODAY)
    before = BaseItemVersion.objects.exclude(pk=version_id).get(base_item_id=newest.base_item_id)
    BaseItemVersion.objects.filter(pk=version_id).update(
        state="published",
        published_at=MORNING,
        effective_from=TODAY,
        form_id=before.form_id,
        process_id=before.process_id,
        **columns,
    )
