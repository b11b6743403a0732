# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two texts that began from the same one are made one, and nothing is lost on the way."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.editing.hands import (
    approved,
    content_of,
    drafted,
    hand,
    line_id,
    of_list,
    reviewed,
    submitted,
)
from tests.catalogue.worlds import HYGIENE, LOADER, MORNING, Catalogue, base_content, list_content
from tests.organizations.factories import NINGBO, DepartmentFactory
from yiwang.catalogue import publishing
from yiwang.catalogue.content import dump_content
from yiwang.catalogue.editing import commands, questions
from yiwang.catalogue.editing.merging import Choice, Merge, Take, Text, merge
from yiwang.catalogue.editing.merging_order import merged_order
from yiwang.catalogue.enums import OrderLayer, OrderState
from yiwang.catalogue.errors import (
    ChangedMeanwhile,
    ContentInvalid,
    MergeUndecided,
    NothingToMerge,
    NotYourCatalogue,
    OrderNotFound,
)
from yiwang.catalogue.models import AsideText, ChangeLine, ChangeOrder, PastText
from yiwang.ledger.models import Event
from yiwang.organizations.enums import Right
from yiwang.workflow.errors import TransitionNotAllowed

BASE, LIST = OrderLayer.BASE, OrderLayer.LIST
LAWS = [{"law": "行政许可法", "article": f"第{number}条"} for number in "一二三四"]


def text(layer: OrderLayer, **changes: Any) -> Text:
    made = base_content(**changes) if layer is BASE else list_content(**changes)
    return Text(dump_content(made) if not isinstance(made, dict) else made)


def met(
    layer: OrderLayer,
    began: dict[str, Any],
    mine: dict[str, Any],
    theirs: dict[str, Any],
    **choices: Choice,
) -> Merge:
    """Merge what two made of a text; the keys of choices have "__" for the slash of a part."""
    chosen = {key.replace("__", "/"): choice for key, choice in choices.items()}
    return merge(text(layer, **began), text(layer, **mine), text(layer, **theirs), layer, chosen)


# ── elements


def test_what_only_one_side_touched_is_taken_over() -> None:
    made = met(LIST, {}, {"hours": "早八晚五"}, {"counter": "7号窗口"})

    assert (made.text.content["hours"], made.text.content["counter"]) == ("早八晚五", "7号窗口")
    assert (made.clashes, made.undecided) == ((), ())
    assert made.from_theirs == ("办理窗口：新填写 7号窗口",)


def test_what_both_changed_alike_is_no_clash() -> None:
    made = met(LIST, {}, {"counter": "7号窗口"}, {"counter": "7号窗口"})

    assert (made.clashes, made.from_theirs, made.from_mine) == ((), (), ())


def test_what_both_changed_differently_waits_for_a_choice() -> None:
    made = met(LIST, {"counter": "1号窗口"}, {"counter": "7号窗口"}, {"counter": "8号窗口"})

    (clash,) = made.clashes
    assert (clash.before, clash.mine, clash.theirs) == (("1号窗口",), ("7号窗口",), ("8号窗口",))
    assert made.undecided == ("counter",)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(Take.MINE), "7号窗口"),
        (Choice(Take.THEIRS), "8号窗口"),
        (Choice(Take.EDITED, "7、8号窗口"), "7、8号窗口"),
    ],
    ids=["mine", "theirs", "edited"],
)
def test_a_choice_decides(choice: Choice, expected: str) -> None:
    made = met(
        LIST,
        {"counter": "1号窗口"},
        {"counter": "7号窗口"},
        {"counter": "8号窗口"},
        counter=choice,
    )

    assert (made.text.content["counter"], made.undecided) == (expected, ())


def test_a_third_text_of_another_shape_is_refused() -> None:
    with pytest.raises(ContentInvalid):
        met(
            LIST,
            {"counter": "1号"},
            {"counter": "7号"},
            {"counter": "8号"},
            counter=Choice(Take.EDITED, {"window": [1]}),
        )


def test_the_form_that_an_item_names_is_merged_too() -> None:
    content = text(BASE).content
    made = merge(
        Text(content, "one", "p"), Text(content, "two", "p"), Text(content, "three", "q"), BASE
    )

    assert [clash.part for clash in made.clashes] == ["form_code"]
    assert made.text.process_code == "q"


# ── rows


def test_rows_that_each_side_added_stand_both() -> None:
    made = met(
        BASE,
        {"legal_bases": LAWS[:1]},
        {"legal_bases": LAWS[:2]},
        {"legal_bases": [LAWS[0], LAWS[2]]},
    )

    assert made.clashes == ()
    assert [one["article"] for one in made.text.content["legal_bases"]] == [
        "第一条",
        "第三条",
        "第二条",
    ]


def test_a_row_that_one_took_out_and_the_other_changed_is_a_clash() -> None:
    noted = LAWS[1] | {"note": "设定依据"}
    made = met(
        BASE,
        {"legal_bases": LAWS[:2]},
        {"legal_bases": LAWS[:1]},
        {"legal_bases": [LAWS[0], noted]},
    )

    (clash,) = made.clashes
    assert clash.part == "legal_bases/行政许可法 第二条"
    assert (clash.mine, clash.is_row) == ((), True)
    assert "说明：设定依据" in clash.theirs


def test_two_different_rows_changed_by_two_people_are_no_clash() -> None:
    first, second = LAWS[0] | {"note": "甲"}, LAWS[1] | {"note": "乙"}
    made = met(
        BASE,
        {"legal_bases": LAWS[:2]},
        {"legal_bases": [first, LAWS[1]]},
        {"legal_bases": [LAWS[0], second]},
    )

    assert made.clashes == ()
    assert [one["note"] for one in made.text.content["legal_bases"]] == ["甲", "乙"]


def test_rows_that_both_moved_otherwise_wait_for_a_choice() -> None:
    orders = [[0, 1, 2], [2, 1, 0], [1, 0, 2]]
    began, mine, theirs = ({"legal_bases": [LAWS[at] for at in one]} for one in orders)

    made = met(BASE, began, mine, theirs)

    (clash,) = made.clashes
    assert (clash.part, clash.is_order) == ("legal_bases", True)
    chosen = met(BASE, began, mine, theirs, legal_bases=Choice(Take.THEIRS))
    assert [one["article"] for one in chosen.text.content["legal_bases"]] == [
        "第二条",
        "第一条",
        "第三条",
    ]


def test_a_row_of_the_key_order_is_not_taken_for_the_order_of_rows() -> None:
    """Both sides move the rows, and both reword the one whose key is ``order``."""
    rows = [{"key": key, "name": key} for key in ("order", "plan", "lease")]
    began, mine, theirs = (
        {"materials": [rows[at] | ({"name": name} if at == 0 else {}) for at in places]}
        for places, name in (([0, 1, 2], "单"), ([2, 1, 0], "订单"), ([1, 0, 2], "订货单"))
    )

    made = met(BASE, began, mine, theirs, materials=Choice(Take.MINE))

    assert [clash.part for clash in made.clashes] == ["materials/order", "materials"]
    assert made.undecided == ("materials/order",)


def test_plain_values_that_each_side_added_stand_both() -> None:
    made = met(
        BASE,
        {"conditions": ["成年"]},
        {"conditions": ["成年", "有场所"]},
        {"conditions": ["成年", "有设备"]},
    )

    assert made.text.content["conditions"] == ["成年", "有场所", "有设备"]


def test_plain_values_that_both_reworded_are_a_clash() -> None:
    made = met(
        BASE,
        {"conditions": ["成年"]},
        {"conditions": ["年满十八岁"]},
        {"conditions": ["年满18周岁"]},
    )

    assert [clash.part for clash in made.clashes] == ["conditions"]


KEYS = st.lists(st.sampled_from("abcdef"), unique=True)


@given(base=KEYS, mine=KEYS, theirs=KEYS)
def test_an_order_holds_each_kept_row_once(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    kept = sorted({*base, *mine, *theirs})

    order, _both = merged_order(base, mine, theirs, kept)

    assert sorted(order) == kept


@given(base=KEYS, mine=KEYS)
def test_who_alone_moved_rows_gives_their_order(base: list[str], mine: list[str]) -> None:
    assert merged_order(base, mine, base, mine) == (mine, False)
    assert merged_order(base, base, mine, mine) == (mine, False)


# ── at a line


def two_editors(catalogue: Catalogue, mine: str, theirs: str) -> tuple[ChangeOrder, Any, Any]:
    """Return an order in which a colleague saved a window while another wrote theirs."""
    hands = of_list(catalogue)
    order = drafted(catalogue, hands)
    line = line_id(order)
    commands.save_line(
        line_id=line,
        content=content_of(catalogue, counter=theirs),
        revision=1,
        actor=hands.drafter,
        at=MORNING,
    )
    commands.set_aside(
        line_id=line,
        content=content_of(catalogue, counter=mine, hours="早八晚五"),
        revision=1,
        actor=hands.second,
        at=MORNING,
    )
    return order, line, hands


@pytest.mark.django_db
def test_what_was_set_aside_is_merged_with_what_was_saved(catalogue: Catalogue) -> None:
    order, line, hands = two_editors(catalogue, "8号窗口", "7号窗口")

    view = questions.merge_of(line, hands.second)
    assert (view.source, [one.part for one in view.merge.clashes]) == ("colleague", ["counter"])
    made = commands.merge_line(
        line_id=line,
        revision=view.line.revision,
        choices={"counter": Choice(Take.THEIRS)},
        actor=hands.second,
        at=MORNING,
    )

    assert (made.content["counter"], made.content["hours"]) == ("7号窗口", "早八晚五")
    assert not AsideText.objects.exists()
    assert list(PastText.objects.order_by("revision").values_list("revision", flat=True)) == [1, 2]
    fact = Event.objects.get(kind="catalogue.order_line_merged")
    assert (fact.payload["source"], fact.payload["theirs"]) == ("colleague", 1)
    order.refresh_from_db()
    assert hands.second.staff_id in order.editors


@pytest.mark.django_db
def test_a_merge_without_all_choices_does_nothing(catalogue: Catalogue) -> None:
    _order, line, hands = two_editors(catalogue, "8号窗口", "7号窗口")

    with pytest.raises(MergeUndecided) as refusal:
        commands.merge_line(line_id=line, revision=2, choices={}, actor=hands.second, at=MORNING)

    assert [error.path for error in refusal.value.errors] == ["/choices/counter"]
    assert AsideText.objects.count() == 1
    assert ChangeLine.objects.get(pk=line).revision == 2


@pytest.mark.django_db
def test_a_merge_is_done_once(catalogue: Catalogue) -> None:
    _order, line, hands = two_editors(catalogue, "8号窗口", "7号窗口")
    choice = {"counter": Choice(Take.MINE)}
    act = {"line_id": line, "choices": choice, "actor": hands.second, "at": MORNING}
    commands.merge_line(revision=2, **act)

    with pytest.raises(NothingToMerge):
        commands.merge_line(revision=2, **act)


@pytest.mark.django_db
def test_who_merges_an_older_state_is_stopped(catalogue: Catalogue) -> None:
    _order, line, hands = two_editors(catalogue, "8号窗口", "7号窗口")
    commands.save_line(
        line_id=line,
        content=content_of(catalogue, counter="9号窗口"),
        revision=2,
        actor=hands.drafter,
        at=MORNING,
    )

    with pytest.raises(ChangedMeanwhile):
        commands.merge_line(
            line_id=line,
            revision=2,
            choices={"counter": Choice(Take.MINE)},
            actor=hands.second,
            at=MORNING,
        )


@pytest.mark.django_db
def test_what_one_set_aside_is_ones_own(catalogue: Catalogue) -> None:
    _order, line, hands = two_editors(catalogue, "8号窗口", "7号窗口")

    with pytest.raises(NothingToMerge):
        questions.merge_of(line, hands.drafter)
    with pytest.raises(NotYourCatalogue):
        questions.merge_of(line, hands.reviewer)
    with pytest.raises(OrderNotFound):
        commands.drop_aside(line_id=line, actor=stranger())
    commands.drop_aside(line_id=line, actor=hands.second)
    with pytest.raises(NothingToMerge):
        commands.drop_aside(line_id=line, actor=hands.second)


def stranger() -> Any:
    return hand(DepartmentFactory(of=NINGBO), Right.CATALOGUE_EDIT)


@pytest.mark.django_db
def test_nothing_is_set_aside_while_nobody_else_saved(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = drafted(catalogue, hands)

    with pytest.raises(NothingToMerge):
        commands.set_aside(
            line_id=line_id(order),
            content=content_of(catalogue),
            revision=1,
            actor=hands.second,
            at=MORNING,
        )


@pytest.mark.django_db
def test_a_submitted_order_is_not_merged(catalogue: Catalogue) -> None:
    order, line, hands = two_editors(catalogue, "8号窗口", "7号窗口")
    submitted(order, hands)

    with pytest.raises(TransitionNotAllowed):
        questions.merge_of(line, hands.second)


# ── with what was published


def publish_meanwhile(catalogue: Catalogue, **changes: Any) -> None:
    draft = publishing.revise_list(
        implementation_id=catalogue.list_of(HYGIENE).id,
        content=content_of(catalogue, **changes),
        actor=LOADER,
        at=MORNING,
    )
    publishing.publish_list_version(version_id=draft.id, actor=LOADER, at=MORNING)


@pytest.mark.django_db
def test_a_clash_with_what_was_published_is_decided_and_reviewed_anew(
    catalogue: Catalogue,
) -> None:
    hands = of_list(catalogue)
    order = submitted(drafted(catalogue, hands, counter="7号窗口"), hands)
    order = reviewed(order, hands)
    order = commands.return_order(
        order_id=order.id,
        revision=order.revision,
        reason="已有新版本。",
        actor=hands.approver,
        at=MORNING,
    )
    publish_meanwhile(catalogue, counter="8号窗口", hours="早八晚五")

    left = commands.take_up_newest(
        order_id=order.id, revision=order.revision, actor=hands.second, at=MORNING
    )
    line = line_id(order)
    view = questions.merge_of(line, hands.second)
    commands.merge_line(
        line_id=line,
        revision=view.line.revision,
        version=view.version,
        choices={"counter": Choice(Take.EDITED, "7、8号窗口")},
        actor=hands.second,
        at=MORNING,
    )

    order.refresh_from_db()
    assert [label for _name, label in left] == ["办理窗口"]
    assert order.reviewed_by_id is None
    again = approved(reviewed(submitted(order, hands), hands), hands)
    assert again.state == OrderState.PUBLISHED
    content = content_of(catalogue)
    assert (content["counter"], content["hours"]) == ("7、8号窗口", "早八晚五")
