# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes end, and an old code always leads to what it became."""

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from tests.catalogue.worlds import LOADER, MORNING, TODAY, base_content, editor, list_content
from tests.organizations.factories import NINGBO, XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue import selectors, services
from yiwang.catalogue.code_enums import SuccessionKind
from yiwang.catalogue.errors import (
    CodeTaken,
    ItemWithdrawn,
    NothingToHandOn,
    NotYourCatalogue,
    SuccessionRefused,
)
from yiwang.catalogue.models import BaseItem, CodeSuccession, ImplementationList
from yiwang.foundation.errors import InvalidItemCode, InvalidText
from yiwang.ledger.models import Event
from yiwang.organizations.models import Department

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
BASIS = "浙政办发〔2026〕12号"
LINE = "市场监管"


def item(local_code: str, *departments: Department, **changes: Any) -> BaseItem:
    """Publish an item with a list at each of some departments."""
    draft = services.draft_base_item(
        place=services.NewBaseItem(ZHEJIANG, LINE, "31", local_code),
        content=base_content(name=f"摊位登记 {local_code}", **changes),
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    services.publish_base_version(version_id=draft.id, actor=LOADER, at=MORNING)
    for department in departments:
        version = services.draft_list(
            base_item_id=draft.base_item_id,
            department_id=department.id,
            content=list_content(address="文三路1号"),
            actor=LOADER,
            at=MORNING,
        )
        services.publish_list_version(version_id=version.id, actor=LOADER, at=MORNING)
    return BaseItem.objects.get(pk=draft.base_item_id)


def office(**traits: Any) -> Department:
    return DepartmentFactory(of=XIHU, line=LINE, **traits)


def codes_of(one: BaseItem, *, state: str = "open") -> dict[UUID, str]:
    rows = ImplementationList.objects.filter(base_item=one, state=state)
    return dict(rows.values_list("department_id", "code"))


def history(code: str) -> selectors.CodeHistory:
    found = selectors.code_history(code)
    assert found is not None
    return found


def test_a_split_item_leads_to_all_that_it_became() -> None:
    first, second = office(), office()
    old, one, two = item("old", first, second), item("one", first), item("two")
    before = codes_of(old)

    ended = services.split_item(
        base_item_id=old.id, into=[one.id, two.id], basis=BASIS, actor=LOADER, at=MORNING
    )

    assert ended == 2
    assert [each.code for each in history(old.code).in_use] == sorted([one.code, two.code])
    assert history(old.code).only_successor == ""
    for department_id, code in before.items():
        assert {each.code for each in history(code).in_use} == {
            codes_of(one)[department_id],
            codes_of(two)[department_id],
        }
        with pytest.raises(ItemWithdrawn):
            selectors.published_version_id(code, TODAY)


def test_open_cases_of_an_item_that_ended_stay_on_their_version() -> None:
    old, new = item("old", office()), item("new")
    (code,) = codes_of(old).values()
    pinned = selectors.published_version_id(code, TODAY)

    services.split_item(base_item_id=old.id, into=[new.id], basis=BASIS, actor=LOADER, at=MORNING)

    assert selectors.snapshot(pinned).name == "摊位登记 old"


def test_merged_items_lead_to_the_one_that_they_became() -> None:
    department = office()
    one, two = item("one", department), item("two", department)
    whole = item("whole")
    codes = [*codes_of(one).values(), *codes_of(two).values()]

    services.merge_items(
        base_item_ids=[one.id, two.id], into=whole.id, basis=BASIS, actor=LOADER, at=MORNING
    )

    (target,) = codes_of(whole).values()
    assert {history(code).only_successor for code in codes} == {target}
    assert {step.old for step in history(target).came_from} == set(codes)


def test_an_abolished_item_leads_nowhere_and_says_why() -> None:
    old = item("old", office())
    (code,) = codes_of(old).values()

    services.abolish_item(base_item_id=old.id, basis=BASIS, actor=LOADER, at=MORNING)

    for each in (code, old.code):
        found = history(each)
        assert (found.in_use, found.became[0].basis) == ((), BASIS)
        assert found.became[0].kind == "abolish"


def test_a_renumbered_item_keeps_all_but_its_codes() -> None:
    old = item("old", office(), office())
    before = codes_of(old)
    lists = set(ImplementationList.objects.filter(base_item=old).values_list("id", flat=True))
    target = f"{old.code[:6]}900000"

    services.renumber_item(base_item_id=old.id, code=target, basis=BASIS, actor=LOADER, at=MORNING)

    assert history(old.code).only_successor == target
    for department_id, code in before.items():
        new = f"{code[:19]}{target}"
        assert (codes_of(old)[department_id], history(code).only_successor) == (new, new)
        assert selectors.guide(new, TODAY).item.code == new
    after = set(ImplementationList.objects.filter(base_item=old).values_list("id", flat=True))
    assert after == lists


def test_a_chain_of_changes_leads_to_its_end() -> None:
    old, new = item("old", office()), item("new")
    (code,) = codes_of(old).values()
    services.renumber_item(
        base_item_id=old.id, code=f"{old.code[:6]}900000", basis=BASIS, actor=LOADER, at=MORNING
    )

    services.split_item(base_item_id=old.id, into=[new.id], basis=BASIS, actor=LOADER, at=MORNING)

    (target,) = codes_of(new).values()
    found = history(code)
    assert found.only_successor == target
    assert [step.kind for step in found.became] == ["renumber", "split"]


def test_lists_move_to_the_department_that_takes_over() -> None:
    giving = office()
    taking = DepartmentFactory(of=XIHU, line=LINE, address="新址9号", phone="0571-9999")
    one, two = item("one", giving), item("two", giving, taking)
    before = codes_of(one)[giving.id], codes_of(two)[giving.id]

    moved = services.transfer_lists(
        from_department_id=giving.id,
        to_department_id=taking.id,
        basis=BASIS,
        actor=LOADER,
        at=MORNING,
    )

    assert moved == 2
    assert [history(code).only_successor for code in before] == [
        codes_of(one)[taking.id],
        codes_of(two)[taking.id],
    ]
    assert selectors.guide(codes_of(one)[taking.id], TODAY).item.counter.address == "新址9号"
    assert giving.id not in codes_of(one)


def test_a_division_hands_its_lists_on_line_by_line() -> None:
    giving = DepartmentFactory(of=XIHU, line="文旅")
    taking = DepartmentFactory(of=NINGBO, line="文旅")
    one = item("one", giving, exercise_levels=["3", "4"])
    (code,) = codes_of(one).values()
    for line in Department.objects.filter(division_id=XIHU).values_list("line", flat=True):
        if not Department.objects.filter(division_id=NINGBO, line=line).exists():
            DepartmentFactory(of=NINGBO, line=line)

    services.transfer_division(
        from_division=XIHU, to_division=NINGBO, basis=BASIS, actor=LOADER, at=MORNING
    )

    assert history(code).only_successor == codes_of(one)[taking.id]


def test_a_level_without_the_new_item_loses_its_list() -> None:
    old = item("old", office(), exercise_levels=["3", "4"])
    new = item("new", exercise_levels=["3"])
    (code,) = codes_of(old).values()

    services.split_item(base_item_id=old.id, into=[new.id], basis=BASIS, actor=LOADER, at=MORNING)

    assert [step.kind for step in history(code).became] == ["abolish"]


@pytest.mark.parametrize("basis", ["", "   ", "x" * 501, "文件\x00"])
def test_a_change_of_codes_names_its_document(basis: str) -> None:
    with pytest.raises(InvalidText):
        services.abolish_item(base_item_id=item("old").id, basis=basis, actor=LOADER, at=MORNING)


def test_an_item_never_becomes_itself_or_nothing_by_mistake() -> None:
    old = item("old")

    for into in ([old.id], []):
        with pytest.raises(SuccessionRefused):
            services.split_item(
                base_item_id=old.id, into=into, basis=BASIS, actor=LOADER, at=MORNING
            )


def test_a_code_is_never_given_twice() -> None:
    old, other = item("old"), item("other")
    first = old.code
    renumbered = f"{first[:6]}900000"
    services.renumber_item(
        base_item_id=old.id, code=renumbered, basis=BASIS, actor=LOADER, at=MORNING
    )

    for taken in (first, renumbered):
        with pytest.raises(CodeTaken):
            services.renumber_item(
                base_item_id=other.id, code=taken, basis=BASIS, actor=LOADER, at=MORNING
            )


@pytest.mark.parametrize("code", ["", "33", "3301Z9900000", "33312"])
def test_a_new_code_has_the_shape_and_the_type_of_the_old(code: str) -> None:
    old = item("old")

    with pytest.raises((InvalidItemCode, SuccessionRefused)):
        services.renumber_item(
            base_item_id=old.id, code=code, basis=BASIS, actor=LOADER, at=MORNING
        )


def test_a_department_without_lists_has_nothing_to_hand_on() -> None:
    with pytest.raises(NothingToHandOn):
        services.transfer_lists(
            from_department_id=office().id,
            to_department_id=office().id,
            basis=BASIS,
            actor=LOADER,
            at=MORNING,
        )


def test_codes_are_changed_by_those_who_keep_the_catalogue_of_the_place() -> None:
    department = office()
    old = item("old", department)

    with pytest.raises(NotYourCatalogue):
        services.abolish_item(
            base_item_id=old.id, basis=BASIS, actor=editor(department), at=MORNING
        )
    with pytest.raises(NotYourCatalogue):
        services.transfer_lists(
            from_department_id=department.id,
            to_department_id=DepartmentFactory(of=NINGBO, line=LINE).id,
            basis=BASIS,
            actor=editor(department),
            at=MORNING,
        )


def test_the_ledger_knows_how_many_codes_ended() -> None:
    old = item("old", office())

    services.abolish_item(base_item_id=old.id, basis=BASIS, actor=LOADER, at=MORNING)

    fact = Event.objects.get(kind="catalogue.codes_succeeded", subject_id=old.id)
    assert (fact.payload["succession_kind"], fact.payload["steps"]) == ("abolish", 2)


A, B, C = "331031001000", "331031002000", "331031003000"


def step(old: str, new: str, kind: str = "renumber") -> None:
    with transaction.atomic():
        CodeSuccession.objects.create(
            kind=kind, old_code=old, new_code=new, on=TODAY, basis=BASIS, recorded_at=MORNING
        )


def test_the_database_refuses_rings() -> None:
    step(A, B)
    step(B, C)

    for old, new in ((C, A), (C, B), (A, A)):
        with pytest.raises(IntegrityError):
            step(old, new)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("short", B, "renumber"),
        (A, "1" * 31, "renumber"),
        (A, "", "renumber"),
        (A, B, "abolish"),
        (A, B, "eaten"),
    ],
)
def test_the_database_refuses_steps_that_lead_nowhere(old: str, new: str, kind: str) -> None:
    with pytest.raises(IntegrityError):
        step(old, new, kind)


def test_a_code_ends_once_and_the_record_of_it_is_fixed() -> None:
    step(A, B)

    with pytest.raises(IntegrityError):
        step(A, C, "split")
    for statement in ("DELETE FROM {}", "UPDATE {} SET basis = 'x'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format("catalogue_code_succession"))


def test_what_nobody_knows_has_no_history() -> None:
    assert selectors.code_history("331031999000") is None


def test_steps_of_the_past_are_taken_down_once() -> None:
    (code,) = codes_of(item("old", office())).values()
    gone = f"{services.past_codes.BASIC * '1'}{code[12:]}"
    steps = [services.past_codes.PastStep(SuccessionKind.TRANSFER, gone, code, TODAY, BASIS)]

    taken = [
        services.past_codes.record_past(steps=steps, actor=LOADER, at=MORNING) for _ in range(2)
    ]

    assert taken == [1, 0]
    assert history(gone).only_successor == code
    with pytest.raises(NotYourCatalogue):
        services.past_codes.record_past(steps=steps, actor=editor(office()), at=MORNING)


def test_the_past_never_leads_in_a_ring() -> None:
    steps = [
        services.past_codes.PastStep(SuccessionKind.RENUMBER, old, new, TODAY, BASIS)
        for old, new in ((A, B), (B, A))
    ]

    with pytest.raises(SuccessionRefused):
        services.past_codes.record_past(steps=steps, actor=LOADER, at=MORNING)
    assert selectors.code_history(A) is None
