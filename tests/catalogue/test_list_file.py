# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Publishing the lists of a file: all or nothing, every fault by line and element."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.editing.hands import of_list, published
from tests.catalogue.worlds import HYGIENE, LOADER, MORNING, TODAY, Catalogue, editor, list_content
from tests.organizations.factories import XIHU, DepartmentFactory
from yiwang.catalogue import selectors, services
from yiwang.catalogue.editing import commands
from yiwang.catalogue.errors import DataFileMissing, NotPublishable, NotYourCatalogue
from yiwang.catalogue.models import BaseItem, ImplementationList, ImplementationVersion
from yiwang.ledger.models import Event
from yiwang.organizations.models import Department

pytestmark = pytest.mark.django_db
ITEM = "K0244"


def line(catalogue: Catalogue, uscc: str, **changes: Any) -> dict[str, Any]:
    code = BaseItem.objects.get(pk=catalogue.items[ITEM]).code
    return {"item": code, "department": uscc, "content": list_content(**changes)}


def written(path: Path, *rows: object) -> Path:
    texts = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(texts), "utf-8")
    return path


def load(path: Path) -> services.LoadReport:
    return services.load_list_file(path=path, actor=LOADER, at=MORNING)


@pytest.fixture
def usccs() -> list[str]:
    return [DepartmentFactory(of=XIHU, line="卫生健康").uscc for _ in range(3)]


def test_the_lists_of_a_file_are_published(
    catalogue: Catalogue, usccs: list[str], tmp_path: Path
) -> None:
    rows = [line(catalogue, uscc) | {"local_code": "A1"} for uscc in usccs]

    report = load(written(tmp_path / "lists.jsonl", *rows))

    assert (report.read, report.changed) == (3, 3)
    found = ImplementationList.objects.get(department__uscc=usccs[0])
    assert (found.state, found.local_code, found.code[:18]) == ("open", "A1", usccs[0])
    assert selectors.guide(found.code, TODAY).item.counter.address == "文三路1号"
    assert Event.objects.filter(kind="catalogue.lists_loaded").latest("id").payload["lists"] == 3


def test_the_same_file_changes_nothing_and_another_only_what_differs(
    catalogue: Catalogue, usccs: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "lists.jsonl"
    load(written(path, *(line(catalogue, uscc) for uscc in usccs)))

    again = load(path)
    rows = [line(catalogue, usccs[0], address="新址"), *(line(catalogue, u) for u in usccs[1:])]
    other = load(written(path, *rows))

    assert (again.changed, other.changed) == (0, 1)
    versions = ImplementationVersion.objects.filter(implementation__department__uscc=usccs[0])
    assert list(versions.order_by("number").values_list("number", "effective_to")) == [
        (1, TODAY),
        (2, None),
    ]


def test_what_editors_changed_in_a_list_stays_and_the_rest_follows_the_file(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    published(catalogue, of_list(catalogue), hours="每天 8:00—20:00")
    one = catalogue.list_of(HYGIENE)
    path = tmp_path / "lists.jsonl"
    row = line(catalogue, one.department.uscc, address="新址", hours="9:00—12:00")

    report, again = load(written(path, row)), load(path)

    content = ImplementationVersion.objects.get(
        implementation=one, effective_to__isnull=True
    ).content
    assert (content["hours"], content["address"]) == ("每天 8:00—20:00", "新址")
    assert (report.changed, again.changed) == (1, 0)
    assert "共 1 个要素" in report.kept[0]


@pytest.mark.parametrize("is_given_up", [False, True])
def test_a_list_that_is_being_drafted_stays_its_editors_until_they_give_it_up(
    catalogue: Catalogue, usccs: list[str], tmp_path: Path, is_given_up: bool
) -> None:
    department = Department.objects.get(uscc=usccs[0])
    order = commands.open_new_list_order(
        base_item_id=catalogue.items[ITEM],
        department_id=department.id,
        actor=editor(department),
        at=MORNING,
    )
    if is_given_up:
        commands.withdraw_order(
            order_id=order.id, revision=order.revision, actor=editor(department), at=MORNING
        )
    path = tmp_path / "lists.jsonl"

    report = load(written(path, *(line(catalogue, uscc) for uscc in usccs)))

    one = ImplementationList.objects.get(department=department)
    kept = [sentence for sentence in report.kept if "正在起草" in sentence]
    if is_given_up:
        assert (report.changed, one.state, kept) == (3, "open", [])
        assert one.current is not None
        assert load(path).changed == 0
    else:
        assert (report.changed, one.state) == (2, "draft")
        assert department.short_name in kept[0]


def test_a_compressed_file_is_read(catalogue: Catalogue, usccs: list[str], tmp_path: Path) -> None:
    path = tmp_path / "lists.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(line(catalogue, usccs[0])).encode()))

    assert load(path).changed == 1


def test_drafts_and_versions_of_departments_do_not_stand_in_the_way(
    catalogue: Catalogue, usccs: list[str], tmp_path: Path
) -> None:
    path = written(tmp_path / "lists.jsonl", line(catalogue, usccs[0]))
    load(path)
    one = ImplementationList.objects.get(department__uscc=usccs[0])
    draft = services.revise_list(
        implementation_id=one.id, content=list_content(), actor=LOADER, at=MORNING
    )

    load(written(path, line(catalogue, usccs[0], address="新址")))
    again = services.revise_list(
        implementation_id=one.id, content=list_content(), actor=LOADER, at=MORNING
    )
    services.publish_list_version(version_id=again.id, actor=LOADER, at=MORNING)

    assert draft.id == again.id
    assert one.versions.count() == 3


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"item": "330001999000"}, "/line/2/item"),
        ({"item": 5}, "/line/2/item"),
        ({"department": "91330000000000000X"}, "/line/2/department"),
        ({"content": {"address": 5}}, "/line/2/address"),
        ({"content": None}, "/line/2"),
        ({"colour": "red"}, "/line/2"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_kept(
    catalogue: Catalogue, usccs: list[str], tmp_path: Path, change: dict[str, Any], path: str
) -> None:
    before = ImplementationList.objects.count()
    rows = [line(catalogue, usccs[0]), line(catalogue, usccs[1]) | change]

    with pytest.raises(NotPublishable) as refusal:
        load(written(tmp_path / "lists.jsonl", *rows))

    assert refusal.value.errors[0].path == path
    assert refusal.value.errors[0].message
    assert ImplementationList.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"promise_limit": {"amount": 300}}, "/line/1/promise_limit"),
        ({"spared_materials": ["nothing"]}, "/line/1/spared_materials/0"),
        ({"waived_fees": ["加急费"]}, "/line/1/waived_fees/0"),
        ({"complaint_phone": ""}, "/line/1/complaint_phone"),
    ],
)
def test_what_is_worse_than_the_base_is_named(
    catalogue: Catalogue, usccs: list[str], tmp_path: Path, changes: dict[str, Any], path: str
) -> None:
    with pytest.raises(NotPublishable) as refusal:
        load(written(tmp_path / "lists.jsonl", line(catalogue, usccs[0], **changes)))

    assert path in [error.path for error in refusal.value.errors]


@pytest.mark.parametrize("text", ["{", "[]", "5", '{"item": "\\ud800"}', "[" * 100_000, "\x00"])
def test_what_is_no_line_is_named(catalogue: Catalogue, tmp_path: Path, text: str) -> None:
    with pytest.raises(NotPublishable) as refusal:
        load(written(tmp_path / "lists.jsonl", text))

    assert refusal.value.errors[0].path.startswith("/line/1")


def test_the_same_list_twice_is_named(
    catalogue: Catalogue, usccs: list[str], tmp_path: Path
) -> None:
    rows = [line(catalogue, usccs[0]), line(catalogue, usccs[0], address="别处")]

    with pytest.raises(NotPublishable) as refusal:
        load(written(tmp_path / "lists.jsonl", *rows))

    assert [error.path for error in refusal.value.errors] == ["/line/2/item"]


def test_a_file_that_is_not_there_or_broken_is_said(catalogue: Catalogue, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(b"not compressed")

    for path in (tmp_path / "nothing.jsonl", broken):
        with pytest.raises(DataFileMissing):
            load(path)


def test_only_the_installation_itself_loads(catalogue: Catalogue, tmp_path: Path) -> None:
    actor = editor(DepartmentFactory(of=XIHU))

    with pytest.raises(NotYourCatalogue):
        services.load_list_file(path=tmp_path / "lists.jsonl", actor=actor, at=MORNING)
