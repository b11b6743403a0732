# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""My tasks: the list, its filters, taking and handing over."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import World, staff_account, submitted_case
from tests.workbench.desks import COUNTER, HANDLER, accepted, at_desk, words
from yiwang.cases import selectors as cases
from yiwang.cases.models import WorkItem
from yiwang.workbench.cases import panels
from yiwang.workbench.tasks import handing

pytestmark = pytest.mark.django_db


def opened(items: list[WorkItem]) -> list[WorkItem]:
    """Return the items as they are in the database now."""
    return list(WorkItem.objects.filter(pk__in=[item.pk for item in items]).order_by("id"))


def test_the_list_shows_what_waits_for_the_post(world: World, counter: Client, handler: Client):
    case = submitted_case(world)

    assert case.number in words(counter.get("/workbench/"))
    assert case.number not in words(handler.get("/workbench/"))


def test_an_empty_list_says_so(world: World, counter: Client):
    assert "没有等您办的事" in words(counter.get("/workbench/"))


def test_a_person_is_masked_in_the_list_and_a_firm_is_not(world: World, counter: Client):
    submitted_case(world)
    firm = world.actor(world.citizen, acting_for=world.firm.id)
    WorkItem.objects.update(applicant_name="张小云")
    page = words(counter.get("/workbench/"))

    assert "张小云" not in page
    assert "*小云" in page
    assert firm.legal_person_id == world.firm.id


def test_the_list_is_narrowed_by_words_step_and_clock(world: World, counter: Client):
    case = submitted_case(world)

    assert case.number in words(counter.get("/workbench/", {"q": case.number}))
    assert case.number not in words(counter.get("/workbench/", {"q": "没有这个事项"}))
    assert case.number not in words(counter.get("/workbench/", {"tone": "overdue"}))
    assert case.number not in words(counter.get("/workbench/", {"role": "handler"}))
    assert case.number not in words(counter.get("/workbench/", {"mine": "1"}))


def test_the_filter_stays_until_it_is_cleared(world: World, counter: Client):
    case = submitted_case(world)
    counter.get("/workbench/", {"filter": "1", "tone": "overdue"})

    assert case.number not in words(counter.get("/workbench/"))
    counter.get("/workbench/", {"filter": "none"})
    assert case.number in words(counter.get("/workbench/"))


def test_the_words_of_a_search_are_not_kept(world: World, counter: Client):
    counter.get("/workbench/", {"filter": "1", "q": "张小云", "tone": "fine"})

    assert counter.cookies["wb_filter"].value == "tone=fine"


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")},
        {"tone": "x", "role": "x", "mine": "x"},
        {"cursor": "nonsense"},
        {"cursor": "2026-11-23_nonsense"},
        {"q": "x" * 5000},
    ],
)
def test_nonsense_in_the_address_is_no_fault(world: World, counter: Client, query: dict[str, str]):
    assert counter.get("/workbench/", query).status_code == 200
    assert counter.get("/workbench/cases", query).status_code == 200


def test_the_next_task_is_taken_and_opened(world: World, counter: Client):
    case = submitted_case(world)

    answer = counter.post("/workbench/tasks/take-next", {"idempotency_key": uuid4().hex})

    assert answer["Location"] == f"/workbench/cases/{case.id}"
    assert cases.open_items(case)[0].claimed_by_id == world.staff_actor(COUNTER).staff_id


def test_a_doubled_click_takes_one_task_and_opens_the_same_case(world: World, counter: Client):
    made = [submitted_case(world) for _ in range(2)]
    sent = {"idempotency_key": uuid4().hex}

    answers = [counter.post("/workbench/tasks/take-next", sent) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    taken = [case for case in made if cases.open_items(case)[0].claimed_by_id]
    assert [f"/workbench/cases/{case.id}" for case in taken] == [answers[0]["Location"]]


def test_no_next_task_leads_back_to_the_list(world: World, counter: Client):
    answer = counter.post("/workbench/tasks/take-next", follow=True)

    assert "没有等待领取的办件" in words(answer)


def test_ticked_tasks_are_taken_and_nonsense_is_left_alone(world: World, counter: Client):
    items = [cases.open_items(submitted_case(world))[0] for _ in range(2)]
    ticked = [str(item.id) for item in items] + ["nonsense", str(uuid4())]

    answer = counter.post("/workbench/tasks/take", {"task": ticked}, follow=True)

    assert "领取了 2 件" in words(answer)
    assert "没有找到这个办件" in words(answer)


def test_taking_nothing_says_what_to_do(world: World, counter: Client):
    assert "请先勾选" in words(counter.post("/workbench/tasks/take", follow=True))


def test_a_task_is_handed_to_a_colleague_and_back(world: World, counter: Client):
    colleague = staff_account(world.department, COUNTER)
    item = cases.open_items(submitted_case(world))[0]
    address = f"/workbench/tasks/{item.id}/hand-over"

    counter.post(address, {"to": str(colleague.staff_id)})
    item.refresh_from_db()
    assert item.claimed_by_id == colleague.staff_id
    at_desk(colleague).post(address, {"to": ""})

    item.refresh_from_db()
    assert item.claimed_by_id is None


@pytest.mark.parametrize("to", ["nonsense", "{handler}", "{unknown}"])
def test_a_task_goes_only_to_a_colleague_who_may_take_it(world: World, counter: Client, to: str):
    item = cases.open_items(submitted_case(world))[0]
    handler = str(world.staff[HANDLER].staff_id)

    counter.post(
        f"/workbench/tasks/{item.id}/hand-over",
        {"to": to.format(handler=handler, unknown=uuid4())},
    )

    item.refresh_from_db()
    assert item.claimed_by_id is None


def test_ticked_tasks_are_handed_over_and_given_back_together(world: World, counter: Client):
    colleague = staff_account(world.department, COUNTER)
    items = [cases.open_items(submitted_case(world))[0] for _ in range(2)]
    ticked, address = [str(item.id) for item in items], "/workbench/tasks/hand-over"

    asked = words(counter.post(address, {"task": [*ticked, str(uuid4())]}))
    done = counter.post(address, {"task": ticked, "to": str(colleague.staff_id)}, follow=True)

    assert str(colleague.staff_id) in asked
    assert str(world.staff[HANDLER].staff_id) not in asked
    assert str(world.staff[COUNTER].staff_id) not in asked  # nobody hands over to themselves
    assert "转交了 2 件" in words(done)
    assert {again_item.claimed_by_id for again_item in opened(items)} == {colleague.staff_id}
    at_desk(colleague).post(address, {"task": ticked, "to": "everybody"})
    assert {again_item.claimed_by_id for again_item in opened(items)} == {None}


def test_a_colleague_whom_a_long_list_leaves_out_is_named_by_staff_number(
    world: World, counter: Client, monkeypatch: pytest.MonkeyPatch
):
    first, last = (staff_account(world.department, COUNTER) for _ in range(2))
    case = submitted_case(world)
    item, many = cases.open_items(case)[0], "/workbench/tasks/hand-over"
    one = f"/workbench/tasks/{item.id}/hand-over"
    for place, name in ((panels, "MOST_COLLEAGUES"), (handing, "MOST_SHOWN")):
        monkeypatch.setattr(place, name, 1)

    for page in (
        words(counter.get(f"/workbench/cases/{case.id}")),
        words(counter.post(many, {"task": [str(item.id)]})),
    ):
        assert page.count(str(first.staff_id)) == 1
        assert str(last.staff_id) not in page
        assert "或者填写对方的工号" in page
    by_number = {"to": str(first.staff_id), "number": last.staff.staff_number}
    counter.post(one, by_number)
    assert opened([item])[0].claimed_by_id == last.staff_id
    at_desk(last).post(one, {"to": ""})
    counter.post(many, {"task": [str(item.id)]} | by_number)
    assert opened([item])[0].claimed_by_id == last.staff_id


@pytest.mark.parametrize("number", ["no such number", "{stranger}"])
def test_a_staff_number_that_the_department_does_not_have_is_refused_in_words(
    world: World, counter: Client, number: str
):
    item = cases.open_items(submitted_case(world))[0]
    sent = {"to": "everybody", "number": number.format(stranger=world.stranger.staff.staff_number)}

    for address in (f"/workbench/tasks/{item.id}/hand-over", "/workbench/tasks/hand-over"):
        answer = counter.post(address, sent | {"task": [str(item.id)]}, follow=True)
        assert "本部门没有这个工号" in words(answer)

    assert opened([item])[0].claimed_by_id is None


@pytest.mark.parametrize("to", ["nonsense", "{handler}", "{unknown}"])
def test_ticked_tasks_stay_when_the_colleague_may_not_take_them(
    world: World, counter: Client, to: str
):
    item = cases.open_items(submitted_case(world))[0]
    handler = str(world.staff[HANDLER].staff_id)
    to = to.format(handler=handler, unknown=uuid4())

    counter.post("/workbench/tasks/hand-over", {"task": [str(item.id)], "to": to})

    assert opened([item])[0].claimed_by_id is None


def test_handing_over_nothing_says_what_to_do(world: World, counter: Client, stranger: Client):
    item = cases.open_items(submitted_case(world))[0]
    address = "/workbench/tasks/hand-over"

    assert "请先勾选" in words(counter.post(address, follow=True))
    assert "不在您的待办里" in words(stranger.post(address, {"task": [str(item.id)]}))


def test_a_task_is_taken_from_the_page_of_its_case(world: World, counter: Client):
    case = submitted_case(world)
    item = cases.open_items(case)[0]
    assert f'form="take-{item.id}"' in words(counter.get(f"/workbench/cases/{case.id}"))

    answer = counter.post("/workbench/tasks/take", {"task": str(item.id), "case": str(case.id)})

    assert answer["Location"] == f"/workbench/cases/{case.id}"
    assert "我领取的" in words(counter.get(answer["Location"]))


def test_done_work_is_listed(world: World, counter: Client):
    case = submitted_case(world)
    assert case.number not in words(counter.get("/workbench/done"))

    counter.post(
        f"/workbench/cases/{case.id}/do/accept",
        {"revision": case.revision, "idempotency_key": uuid4().hex},
    )

    assert case.number in words(counter.get("/workbench/done"))


def test_cases_are_found_by_number_name_and_state(world: World, counter: Client):
    case = accepted(world)

    for query in ({"q": case.number}, {"q": "张小"}, {"q": "店铺"}, {"state": "accepted"}):
        assert case.number in words(counter.get("/workbench/cases", query)), query
    for query in ({"q": "李"}, {"state": "closed"}):
        assert case.number not in words(counter.get("/workbench/cases", query)), query


def test_a_long_list_goes_on_by_cursor(world: World, counter: Client):
    numbers = {submitted_case(world).number for _ in range(52)}

    first = words(counter.get("/workbench/cases", {"q": "店铺"}))
    rest = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = words(counter.get(f"/workbench/cases{rest}"))

    seen = {number for number in numbers if number in first or number in second}
    assert seen == numbers
    assert sum(number in first for number in numbers) == 50
