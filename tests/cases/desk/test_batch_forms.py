# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps with a form of their own in a batch: the same answers for all, others where they differ."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases import world as worlds
from tests.cases.desk.test_batches import LATER, look, opened, ticked, together
from tests.cases.world import HANDLER, fresh
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.desk.enums import Apart, BatchAction, BatchResult
from yiwang.cases.desk.errors import BatchHasNoForm, BatchKeyTaken
from yiwang.cases.models import Batch, Case, StepRecord
from yiwang.cases.services import batches
from yiwang.cases.services.batches import Filled
from yiwang.forms.errors import FormTooLarge
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db
PASS = {"conclusion": "pass", "note": "一起核对"}


def examining(world: World, number: int = 2) -> list[Case]:
    return [fresh(opened(world, worlds.accepted(world), HANDLER)) for _ in range(number)]


def held(case: Case) -> dict:
    return StepRecord.objects.get(case=case).data


def filled(found: list[Case], *own: dict | None) -> Filled:
    ids = [one.work_item_id for one in ticked(found)]
    return Filled(PASS, {key: one for key, one in zip(ids, own, strict=False) if one})


def test_one_form_is_filled_in_for_all_and_single_answers_differ(world: World):
    found = examining(world, 3)
    fail = {"conclusion": "fail", "problems": "没有营业场所。", "note": None}

    assert look(world, found, HANDLER).form_code == "step-review"
    shown = together(
        world, found, post=HANDLER, filled=filled(found, None, fail), opinion="审查完毕。"
    )

    assert (shown.row.action, len(shown.done)) == (BatchAction.STEP, 3)
    assert [held(case) for case in found] == [
        PASS,
        {"conclusion": "fail", "problems": "没有营业场所。"},
        PASS,
    ]
    assert {one.opinion for one in StepRecord.objects.all()} == {"审查完毕。"}
    assert [one.text for one in shown.answers[found[1].pk]][1:] == ["没有营业场所。"]
    for case in found:
        kinds = [one.kind for one in ledger.events_about("case", case.pk)]
        assert kinds.count("cases.handled_in_batch") == kinds.count("cases.step_completed") == 1


def test_a_case_whose_answers_are_wrong_stays_and_says_which_field(world: World):
    found = examining(world)
    wrong = filled(found, {"conclusion": "fail"})
    ids = [one.work_item_id for one in ticked(found)]

    faults = cases.batch_forms.faults("step-review", wrong, ids)
    shown = together(world, found, post=HANDLER, filled=wrong)

    assert {key: [one.path for one in each] for key, each in faults.items()} == {
        ids[0]: ["/problems"]
    }
    (left,) = shown.left
    assert (left.case_id, left.result, left.code) == (
        found[0].pk,
        BatchResult.REFUSED,
        "forms.invalid",
    )
    assert left.said.startswith("不符合的条件和理由：")
    assert cases.open_items(found[0])[0].state == "open"
    assert not StepRecord.objects.filter(case=found[0]).exists()
    assert held(found[1]) == PASS


def test_the_same_answers_sent_twice_are_one_batch_and_others_are_refused(world: World):
    found = examining(world)
    same, other = filled(found), filled(found, {"note": "另一句"})
    given = {"key": "twice", "ticked": ticked(found), "post": HANDLER}

    first = together(world, found, filled=same, **given)
    second = together(world, found, filled=same, **given)
    with pytest.raises(BatchKeyTaken):
        together(world, found, filled=other, **given)

    assert first.row.pk == second.row.pk
    assert Batch.objects.filter(key="twice").count() == 1
    assert StepRecord.objects.count() == 2


def test_a_sending_that_broke_off_goes_on_with_its_answers(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    found = examining(world, 3)
    given = {"key": "cut", "ticked": ticked(found), "post": HANDLER, "filled": filled(found)}
    whole, calls = batches._handle, iter(range(9))

    def breaks(*some, **more):
        if next(calls):
            raise ConnectionResetError
        whole(*some, **more)

    monkeypatch.setattr(batches, "_handle", breaks)
    with pytest.raises(ConnectionResetError):
        together(world, found, **given)
    assert StepRecord.objects.count() == 1
    monkeypatch.undo()

    shown = together(world, found, **given)

    assert len(shown.done) == 3
    assert [held(case) for case in found] == [PASS] * 3


def test_answers_where_nothing_is_asked_are_refused_and_too_many_too(world: World):
    case = opened(world, worlds.submitted(world))
    found = examining(world, 1)

    with pytest.raises(BatchHasNoForm):
        together(world, [case], filled=Filled(PASS))
    with pytest.raises(FormTooLarge):
        together(world, found, post=HANDLER, filled=Filled({"note": ["x"] * 5001}))
    deep: object = "x"
    for _ in range(500):
        deep = [deep]
    with pytest.raises(FormTooLarge):
        together(world, found, post=HANDLER, filled=Filled({"note": deep}))

    assert not Batch.objects.exists()


def test_a_form_with_files_is_of_one_case(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cases.batch_forms, "fits", lambda _code: False)

    (row,) = look(world, examining(world, 1), HANDLER).rows

    assert list(row.apart) == [Apart.FORM]


def test_each_case_costs_the_same_number_of_statements(world: World):
    def cost(number: int) -> int:
        found = examining(world, number)
        given = {"ticked": ticked(found), "filled": filled(found), "key": uuid4().hex}
        with CaptureQueriesContext(connection) as queries:
            together(world, found, post=HANDLER, at=LATER, **given)
        return len(queries)

    cost(1)
    one, four = cost(1), cost(4)

    assert (four - one) % 3 == 0
    assert (four - one) // 3 <= 26
