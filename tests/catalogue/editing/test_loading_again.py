# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Data files do not undo what people have changed under control."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.catalogue.editing.hands import (
    approved,
    drafted,
    of_list,
    provincial,
    published,
    reviewed,
    submitted,
)
from tests.catalogue.worlds import (
    DATA,
    HYGIENE,
    LOADER,
    MORNING,
    TODAY,
    Catalogue,
    publish_everywhere,
)
from yiwang.catalogue import publishing
from yiwang.catalogue.editing import commands
from yiwang.catalogue.editing.faults import changes_of
from yiwang.catalogue.editing.giving_back import given_back_words, own_elements
from yiwang.catalogue.enums import ListState, OnlineDepth, OrderKind, OrderLayer, OrderState
from yiwang.catalogue.load_enums import KeptWhy
from yiwang.catalogue.loading import items
from yiwang.catalogue.loading.lists import publish_lists
from yiwang.catalogue.loading.local import local_content, read_local_facts
from yiwang.catalogue.loading.sources import HOME_SCOPE, SourceItem
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    ChangeOrder,
    CodeSuccession,
    DataFileText,
    DepartmentNotice,
    ImplementationVersion,
    OwnElement,
)
from yiwang.catalogue.order_refusals import NotTheEditors
from yiwang.foundation.identifiers import new_id
from yiwang.organizations import selectors as organizations
from yiwang.organizations.models import Department

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)


def shown(catalogue: Catalogue) -> ImplementationVersion:
    return ImplementationVersion.objects.get(pk=catalogue.list_of(HYGIENE).current_id)


def test_a_list_that_editors_changed_stays_theirs(catalogue: Catalogue) -> None:
    published(catalogue, of_list(catalogue), hours="每天 8:00—20:00")

    publish_everywhere([catalogue.sources[HYGIENE]])

    assert shown(catalogue).content["hours"] == "每天 8:00—20:00"


def test_a_change_that_waits_for_its_day_is_not_disturbed(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = submitted(
        drafted(catalogue, hands, hours="每天 8:00—20:00"), hands, on=TODAY + timedelta(days=30)
    )
    approved(reviewed(order, hands), hands)
    before = shown(catalogue)

    publish_everywhere([catalogue.sources[HYGIENE]])

    assert shown(catalogue) == before
    order.refresh_from_db()
    assert order.state == OrderState.APPROVED


def with_elements(source: SourceItem, **changes: Any) -> SourceItem:
    """Return an item of the files that says something else."""
    return replace(source, content=source.content.model_copy(update=changes))


def base_shown(catalogue: Catalogue) -> BaseItemVersion:
    return BaseItemVersion.objects.get(
        base_item_id=catalogue.items[HYGIENE], effective_to__isnull=True
    )


def base_changed(catalogue: Catalogue, **changes: Any) -> ChangeOrder:
    """Return an order of the base item that has gone all the way."""
    hands = provincial()
    order = commands.open_base_order(
        base_item_id=catalogue.items[HYGIENE],
        content=base_shown(catalogue).content | changes,
        actor=hands.drafter,
        at=MORNING,
    )
    return approved(reviewed(submitted(order, hands), hands), hands)


def test_an_item_follows_the_files_but_for_what_editors_changed(catalogue: Catalogue) -> None:
    base_changed(catalogue, remedies="编辑写的救济途径。")
    published(catalogue, of_list(catalogue), hours="每天 8:00—20:00")
    before = shown(catalogue)
    other = with_elements(
        catalogue.sources[HYGIENE], remedies="文件写的。", quantity_limit="每年一百件。"
    )

    report = items.store_items([other], actor=LOADER, at=LATER)

    base, after = base_shown(catalogue), shown(catalogue)
    assert report.changed == 1
    assert base.content["remedies"] == "编辑写的救济途径。"
    assert base.content["quantity_limit"] == "每年一百件。"
    assert (after.base_version_id, after.content) == (base.id, before.content)
    told = DepartmentNotice.objects.filter(base_version=base)
    assert told.filter(implementation=catalogue.list_of(HYGIENE)).exists()
    assert len(report.kept) == 1
    assert "共 1 个要素" in report.kept[0]
    said = DataFileText.objects.get(base_item_id=catalogue.items[HYGIENE])
    assert (said.why, said.content["remedies"]) == (KeptWhy.OWN, "文件写的。")
    assert items.store_items([other], actor=LOADER, at=LATER).changed == 0


def test_a_list_follows_the_files_but_for_what_its_editors_changed(catalogue: Catalogue) -> None:
    published(catalogue, of_list(catalogue), hours="每天 8:00—20:00")
    one = catalogue.list_of(HYGIENE)
    Department.objects.filter(pk=one.department_id).update(phone="0571-99999")
    organizations.forget_cached()

    assert publish_everywhere([catalogue.sources[HYGIENE]]) == 1

    content = shown(catalogue).content
    assert (content["hours"], content["consult_phone"]) == ("每天 8:00—20:00", "0571-99999")
    assert DataFileText.objects.get(implementation=one).why == KeptWhy.OWN


def planned_with(catalogue: Catalogue, **changes: Any) -> int:
    """Publish the county's list as files would that say something else."""
    source = catalogue.sources[HYGIENE]
    department = organizations.department(catalogue.list_of(HYGIENE).department_id)
    content = local_content(source, department, read_local_facts(DATA)).model_copy(update=changes)
    found = publish_lists(
        [(source, department, content)], HOME_SCOPE, total=1, actor=LOADER, at=MORNING
    )
    return found.changed


def test_a_list_keeps_what_it_has_where_both_together_are_not_lawful(catalogue: Catalogue) -> None:
    depth = OnlineDepth.ACCEPTANCE
    assert planned_with(catalogue, visit_reason="当面核验原件。", online_depth=depth) == 1
    published(catalogue, of_list(catalogue), visits=1)
    before = shown(catalogue)

    # The editors' visit would have no reason any more.
    assert planned_with(catalogue, counter="三号窗口", online_depth=depth) == 0

    assert shown(catalogue) == before
    said = DataFileText.objects.get(implementation=catalogue.list_of(HYGIENE))
    assert said.why == KeptWhy.CLASH
    assert said.faults


def test_an_item_keeps_what_it_has_where_both_together_are_not_lawful(catalogue: Catalogue) -> None:
    materials = catalogue.sources[HYGIENE].content.materials
    key = next(one.key for one in materials if one.is_uploaded)
    base_changed(catalogue, originals=[key], trust_first_text="所交复印件与原件一致。")
    before = base_shown(catalogue)

    renamed = tuple(one.model_copy(update={"key": f"new_{one.key}"}) for one in materials)
    other = with_elements(catalogue.sources[HYGIENE], materials=renamed, quantity_limit="一百件。")
    report = items.store_items([other], actor=LOADER, at=LATER)

    assert report.changed == 0
    assert base_shown(catalogue) == before
    assert DataFileText.objects.get(base_item=before.base_item).faults


def test_what_files_say_of_a_list_is_fitted_to_a_base_item_that_editors_tightened(
    catalogue: Catalogue,
) -> None:
    base_changed(catalogue, promise_ceiling={"amount": 2, "unit": "workday"})

    assert publish_everywhere([catalogue.sources[HYGIENE]]) == 0

    assert shown(catalogue).content["promise_limit"]["amount"] == 2


def test_what_editors_withdrew_or_are_still_drafting_is_not_made_again(
    catalogue: Catalogue,
) -> None:
    hands = of_list(catalogue)
    order = submitted(drafted(catalogue, hands, kind=OrderKind.WITHDRAWAL), hands)
    approved(reviewed(order, hands), hands)

    assert publish_everywhere([catalogue.sources[HYGIENE]]) == 0

    assert catalogue.list_of(HYGIENE).state == ListState.WITHDRAWN


def test_an_element_goes_back_to_the_files_by_an_order_and_follows_them(
    catalogue: Catalogue,
) -> None:
    base_changed(catalogue, remedies="编辑写的救济途径。", quantity_limit="编辑写的。")
    item_id, hands = catalogue.items[HYGIENE], provincial()
    other = with_elements(catalogue.sources[HYGIENE], remedies="文件写的。")
    items.store_items([other], actor=LOADER, at=LATER)

    order = commands.give_back(
        item_id=item_id,
        layer=OrderLayer.BASE,
        elements={"remedies"},
        reason="以数据文件为准。",
        actor=hands.drafter,
        at=LATER,
    )
    assert changes_of(order).keys() == {"remedies"}
    order = submitted(order, hands, on=LATER.date(), at=LATER)
    approved(reviewed(order, hands, at=LATER), hands, at=LATER)

    own = own_elements(item_id, OrderLayer.BASE)
    assert base_shown(catalogue).content["remedies"] == "文件写的。"
    assert [one.element for one in own.elements] == ["quantity_limit"]
    again = with_elements(other, remedies="文件后来写的。", quantity_limit="文件写的。")
    items.store_items([again], actor=LOADER, at=LATER)
    assert base_shown(catalogue).content["remedies"] == "文件后来写的。"
    assert base_shown(catalogue).content["quantity_limit"] == "编辑写的。"


def test_an_element_that_is_the_same_can_go_back_and_one_rewritten_by_hand_does_not(
    catalogue: Catalogue,
) -> None:
    hands, list_id = of_list(catalogue), catalogue.list_of(HYGIENE).id
    hours = shown(catalogue).content["hours"]
    published(catalogue, hands, hours="每天 8:00—20:00", counter="九号窗口")
    published(catalogue, hands, hours=hours)

    order = commands.give_back(
        item_id=list_id,
        layer=OrderLayer.LIST,
        elements={"hours", "counter"},
        reason="以数据文件为准。",
        actor=hands.drafter,
        at=MORNING,
    )
    line = order.lines.get()
    commands.save_line(
        line_id=line.id,
        content=line.content | {"counter": "七号窗口"},
        revision=line.revision,
        actor=hands.drafter,
        at=MORNING,
    )
    assert order.lines.get().gives_back == ["hours"]
    approved(reviewed(submitted(order, hands), hands), hands)

    own = own_elements(list_id, OrderLayer.LIST)
    assert [one.element for one in own.elements] == ["counter"]
    assert own.elements[0].says == "七号窗口"


@pytest.mark.parametrize("elements", [(), ("hours",), ("no_such",), ("name",)])
def test_only_what_editors_changed_can_go_back(
    catalogue: Catalogue, elements: tuple[str, ...]
) -> None:
    hands = of_list(catalogue)
    with pytest.raises(NotTheEditors):
        commands.give_back(
            item_id=catalogue.list_of(HYGIENE).id,
            layer=OrderLayer.LIST,
            elements=set(elements),
            reason="以数据文件为准。",
            actor=hands.drafter,
            at=MORNING,
        )


def test_a_code_that_has_ended_is_not_made_again(catalogue: Catalogue) -> None:
    source = catalogue.sources[HYGIENE]
    ended = "000128999000"
    CodeSuccession.objects.create(
        id=new_id(), kind="abolish", old_code=ended, on=TODAY, basis="演示", recorded_at=MORNING
    )
    gone = replace(source, keys=replace(source.keys, code=ended, local_code="K9999"))

    report = items.store_items([gone], actor=LOADER, at=LATER)

    assert report.changed == 0
    assert not BaseItem.objects.filter(code=ended).exists()


def test_a_version_that_began_after_the_day_of_the_files_stays(catalogue: Catalogue) -> None:
    source = catalogue.sources[HYGIENE]
    changed = replace(source, content=source.content.model_copy(update={"remedies": "后来。"}))
    items.store_items([changed], actor=LOADER, at=LATER)

    report = items.store_items([source], actor=LOADER, at=MORNING)

    assert report.changed == 0


def test_a_list_published_after_the_day_of_the_files_stays(catalogue: Catalogue) -> None:
    one = catalogue.list_of(HYGIENE)
    draft = publishing.revise_list(
        implementation_id=one.id,
        content=shown(catalogue).content | {"hours": "每天 8:00—20:00"},
        actor=LOADER,
        at=LATER,
    )
    publishing.publish_list_version(version_id=draft.id, actor=LOADER, at=LATER)
    source = catalogue.sources[HYGIENE]
    other = replace(source, content=source.content.model_copy(update={"remedies": "另行规定。"}))

    report = items.store_items([other], actor=LOADER, at=MORNING)
    publish_everywhere([source])

    assert report.changed == 0
    assert shown(catalogue).id == draft.id


# ── lists of rows


def material(source: SourceItem, place: int, **changes: Any) -> Any:
    return source.content.materials[place].model_copy(update=changes)


def stored(rows: Any) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json", exclude_defaults=True) for row in rows]


def keys_shown(catalogue: Catalogue) -> list[str]:
    return [row["key"] for row in base_shown(catalogue).content["materials"]]


def test_rows_that_editors_touched_stay_and_the_others_follow_the_files(
    catalogue: Catalogue,
) -> None:
    source = catalogue.sources[HYGIENE]
    first, second, *others = source.content.materials
    mine = first.model_copy(update={"note": "编辑写的说明。"})
    added = first.model_copy(update={"key": "by_editor", "name": "编辑加的材料"})
    base_changed(catalogue, materials=stored([mine, added, *others]))  # the second is taken out

    theirs = [
        first.model_copy(update={"note": "文件写的说明。"}),
        second,
        *(one.model_copy(update={"note": "文件后来写的。"}) for one in others),
        first.model_copy(update={"key": "by_file", "name": "文件加的材料"}),
    ]
    report = items.store_items(
        [with_elements(source, materials=tuple(theirs))], actor=LOADER, at=LATER
    )

    rows = {row["key"]: row for row in base_shown(catalogue).content["materials"]}
    assert report.changed == 1
    assert rows[first.key]["note"] == "编辑写的说明。"
    assert second.key not in rows
    assert all(rows[one.key]["note"] == "文件后来写的。" for one in others)
    assert keys_shown(catalogue) == [
        first.key,
        "by_editor",
        *(one.key for one in others),
        "by_file",
    ]
    again = items.store_items(
        [with_elements(source, materials=tuple(theirs))], actor=LOADER, at=LATER
    )
    assert again.changed == 0


def test_the_page_shows_which_rows_are_whose_and_they_go_back_one_by_one(
    catalogue: Catalogue,
) -> None:
    source, item_id, hands = catalogue.sources[HYGIENE], catalogue.items[HYGIENE], provincial()
    first, second, *others = source.content.materials
    mine = first.model_copy(update={"note": "编辑写的说明。"})
    added = first.model_copy(update={"key": "by_editor", "name": "编辑加的材料"})
    base_changed(catalogue, materials=stored([mine, added, *others]))

    (only,) = own_elements(item_id, OrderLayer.BASE).elements
    said = {row.element: (row.says, row.would_say) for row in only.rows}
    assert said.keys() == {f"materials/{key}" for key in (first.key, "by_editor", second.key)}
    assert said["materials/by_editor"][1] == ""
    assert said[f"materials/{second.key}"][0] == ""
    assert only.other_rows == len(others)

    for given, left in (
        (f"materials/{second.key}", {first.key, "by_editor"}),
        ("materials/by_editor", {first.key}),
        (f"materials/{first.key}", set()),
    ):
        order = commands.give_back(
            item_id=item_id,
            layer=OrderLayer.BASE,
            elements={given},
            reason="以数据文件为准。",
            actor=hands.drafter,
            at=MORNING,
        )
        assert order.lines.get().gives_back == [given]
        assert changes_of(order).keys() == {"materials"}
        assert given_back_words(order.lines.get(), OrderLayer.BASE)[0].startswith("申请材料（")
        approved(reviewed(submitted(order, hands), hands), hands)
        found = {
            row.element.partition("/")[2]
            for one in own_elements(item_id, OrderLayer.BASE).elements
            for row in one.rows
        }
        assert found == left

    assert keys_shown(catalogue) == [one.key for one in source.content.materials]
    assert not OwnElement.objects.exists()


@pytest.mark.parametrize("given", ["materials/no_such", "materials/", "remedies/x", "/x", "no/x"])
def test_only_rows_that_editors_changed_can_go_back(catalogue: Catalogue, given: str) -> None:
    source = catalogue.sources[HYGIENE]
    mine = material(source, 0, note="编辑写的说明。")
    base_changed(catalogue, materials=stored([mine, *source.content.materials[1:]]))

    with pytest.raises(NotTheEditors):
        commands.give_back(
            item_id=catalogue.items[HYGIENE],
            layer=OrderLayer.BASE,
            elements={given},
            reason="以数据文件为准。",
            actor=provincial().drafter,
            at=MORNING,
        )


def test_an_order_of_rows_that_editors_made_stays_theirs(catalogue: Catalogue) -> None:
    source = catalogue.sources[HYGIENE]
    turned = tuple(reversed(source.content.materials))
    base_changed(catalogue, materials=stored(turned))
    (only,) = own_elements(catalogue.items[HYGIENE], OrderLayer.BASE).elements
    assert [row.label for row in only.rows] == ["先后顺序"]

    theirs = [one.model_copy(update={"note": "文件写的。"}) for one in source.content.materials]
    theirs.append(theirs[-1].model_copy(update={"key": "by_file", "name": "文件加的材料"}))
    items.store_items([with_elements(source, materials=tuple(theirs))], actor=LOADER, at=LATER)

    # The new one stands behind the one that it follows in the file.
    assert keys_shown(catalogue) == [turned[0].key, "by_file", *(one.key for one in turned[1:])]
    assert {row["note"] for row in base_shown(catalogue).content["materials"]} == {"文件写的。"}


def test_a_row_that_is_rewritten_by_hand_is_not_given_back(catalogue: Catalogue) -> None:
    source, hands = catalogue.sources[HYGIENE], provincial()
    mine = [material(source, place, note="编辑写的。") for place in (0, 1)]
    base_changed(catalogue, materials=stored([*mine, *source.content.materials[2:]]))
    given = {f"materials/{one.key}" for one in mine}
    order = commands.give_back(
        item_id=catalogue.items[HYGIENE],
        layer=OrderLayer.BASE,
        elements=given,
        reason="以数据文件为准。",
        actor=hands.drafter,
        at=MORNING,
    )
    line = order.lines.get()
    rows = [dict(row) for row in line.content["materials"]]
    rows[0]["note"] = "又改了。"

    commands.save_line(
        line_id=line.id,
        content=line.content | {"materials": rows},
        revision=line.revision,
        actor=hands.drafter,
        at=MORNING,
    )

    assert order.lines.get().gives_back == [f"materials/{mine[1].key}"]
