# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists, tasks, tracking, timelines and clocks: what is shown to whom, in how many statements."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases import world as worlds
from tests.cases.world import COUNTER, HANDLER, MONDAY, at, citizen, fresh, neighbour, who
from tests.factories import STEP_DATA, SYSTEM, World
from yiwang.cases import errors, selectors
from yiwang.cases.enums import CaseState
from yiwang.cases.models import Case, WorkItem
from yiwang.cases.services import handling, submission, work
from yiwang.foundation import reach
from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_reference_data")]
TODAY = date(2026, 11, 23)
_numbers = itertools.count()


def copies(case: Case, count: int) -> list[Case]:
    """Return so many more cases like one, each with its work item; all at the same moment."""
    (item,) = WorkItem.objects.filter(case=case, state="open")
    made = []
    for _ in range(count):
        twin = Case.objects.get(pk=case.pk)
        twin.pk, twin.number = new_id(), f"{case.number}-{next(_numbers)}"
        made.append(twin)
    Case.objects.bulk_create(made)
    items = []
    for twin in made:
        copy = WorkItem.objects.get(pk=item.pk)
        copy.pk, copy.case_id, copy.case_number = new_id(), twin.pk, twin.number
        items.append(copy)
    WorkItem.objects.bulk_create(items)
    return made


def statements(act) -> int:
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


# ── who sees what


def test_nobody_sees_what_is_not_theirs(world: World):
    case = worlds.submitted(world)
    clerk = who(world, COUNTER)
    blind = [
        neighbour(world),
        world.actor(world.citizen, acting_for=world.firm.id),
        ANONYMOUS,
        world.actor(world.stranger),
        world.actor(world.auditor),
        replace(clerk, rights=frozenset()),
        replace(clerk, department_id=None),
        replace(clerk, division_code="", covers_subtree=True),
        replace(clerk, division_code="330200000000", covers_subtree=True),
        Actor(kind=ActorKind.CLIENT, client_id="tax", department_id=world.department.id),
    ]

    for actor in blind:
        assert case.id not in worlds.ids(selectors.cases(actor).rows)
        with pytest.raises(errors.CaseNotFound):
            selectors.case(case.id, actor)
    for actor in (citizen(world), clerk, SYSTEM):
        assert selectors.case(case.id, actor) == case


def test_tasks_are_those_of_the_post(world: World):
    case = worlds.submitted(world)
    item = WorkItem.objects.get(case=case)
    for actor in (who(world, HANDLER), citizen(world), world.actor(world.stranger), SYSTEM):
        assert item.id not in {task.id for task in selectors.tasks(actor, today=TODAY).rows}
        with pytest.raises(errors.CaseNotFound):
            selectors.work_item(item.id, actor)

    tasks = selectors.tasks(who(world, COUNTER), today=TODAY).rows

    (mine,) = [task for task in tasks if task.id == item.id]
    assert mine.applicant_name == "*小云"


@pytest.mark.parametrize("wrong", ["number", "code", "both", "empty", "nul", "long", "another's"])
def test_a_number_without_its_code_tells_nothing(world: World, wrong: str):
    case, other = worlds.submitted(world), worlds.submitted(world)
    given_number, code = {
        "number": ("330106-261123-000317-K", case.query_code),
        "code": (case.number, "AAAAAAAA"),
        "both": ("x", "y"),
        "empty": ("", ""),
        "nul": (case.number, case.query_code + "\0"),
        "long": (case.number * 1000, case.query_code * 1000),
        "another's": (case.number, other.query_code),
    }[wrong]

    with pytest.raises(errors.TrackingFailed):
        selectors.track(given_number, code)
    assert selectors.track(case.number.lower(), f" {case.query_code.lower()} ") == case


# ── lists


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(limit=st.integers(1, 9), more=st.integers(0, 12))
def test_pages_lose_nothing_and_repeat_nothing(world: World, limit: int, more: int):
    copies(worlds.submitted(world), more)
    clerk = who(world, COUNTER)
    every = list(
        Case.objects.visible_to(clerk).order_by("-submitted_at", "-id").values_list("id", flat=True)
    )

    seen, cursor = [], ""
    while True:
        page = selectors.cases(clerk, cursor=cursor, limit=limit)
        seen += worlds.ids(page.rows)
        cursor = page.next_cursor
        if not cursor:
            break
    tasks, cursor = [], ""
    while True:
        lines = selectors.tasks(clerk, today=TODAY, cursor=cursor, limit=limit)
        tasks += [task.id for task in lines.rows]
        cursor = lines.next_cursor
        if not cursor:
            break

    assert seen == every
    assert len(tasks) == len(set(tasks)) == WorkItem.objects.filter(state="open").count()


@pytest.mark.parametrize("cursor", ["x", "_", "2026-11-23_", "9999-99-99_x", "\0", "0001-01-01_1"])
def test_a_cursor_that_is_none_starts_at_the_top(world: World, cursor: str):
    worlds.submitted(world)
    clerk = who(world, COUNTER)

    assert selectors.cases(clerk, cursor=cursor).rows == selectors.cases(clerk).rows
    assert (
        selectors.tasks(clerk, today=TODAY, cursor=cursor).rows
        == selectors.tasks(clerk, today=TODAY).rows
    )


def test_words_narrow_and_do_not_match_by_pattern(world: World):
    case = worlds.submitted(world)
    clerk = who(world, COUNTER)

    def found(words: str) -> list:
        return worlds.ids(selectors.cases(clerk, wanted=selectors.CaseFilter(words=words)).rows)

    assert found(case.number.lower()) == [case.id]
    assert found(case.number[:-4]) == []
    assert case.id in found("张小")
    assert case.id in found(case.item_name[:3])
    assert found(case.item_name[1:4]) == []
    assert found("%") == found("_") == found("' OR 1=1 --") == []


def test_lists_come_from_indexes_however_many_cases_a_province_has(world: World):
    worlds.submitted(world)
    clerk = who(world, COUNTER)

    newest = plan_of("cases_case", lambda: selectors.cases(clerk), clerk)
    waiting = plan_of("cases_work_item", lambda: selectors.tasks(clerk, today=TODAY), clerk)

    assert "case_newest_here" in newest
    assert "Sort" not in newest + waiting
    assert "work_item_waiting" in waiting
    assert "Nested Loop" not in waiting


def plan_of(table: str, asked: Callable[[], object], actor: Actor) -> str:
    """Return how the database answers a question to a table beneath row security.

    Whole tables are too large to be read or sorted, and say so: what was last counted of them in
    this test's database decides nothing.
    """
    with connection.cursor() as cursor:  # what it writes goes with the test
        cursor.execute(
            "UPDATE pg_class SET reltuples = 5000000, relpages = 1 WHERE relname = %s", [table]
        )
    with reach.a_request(), transaction.atomic(), connection.cursor() as cursor:
        reach.become(actor)
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        with CaptureQueriesContext(connection) as sent:
            asked()
        (statement,) = [query["sql"] for query in sent if f'FROM "{table}"' in query["sql"][:5000]]
        cursor.execute(f"EXPLAIN {statement}")
        plan = "\n".join(line for (line,) in cursor)
        transaction.set_rollback(True)
    return plan


def test_taking_and_handing_over(world: World):
    item = WorkItem.objects.get(case=worlds.submitted(world))
    clerk = who(world, COUNTER)
    colleague = world.actor(
        worlds.factories.staff_account(world.department, COUNTER, at=worlds.LONG_AGO)
    )
    work.claim_work(work_item_id=item.id, actor=clerk, at=MONDAY)
    work.claim_work(work_item_id=item.id, actor=clerk, at=MONDAY)
    with pytest.raises(errors.AlreadyClaimed):
        work.claim_work(work_item_id=item.id, actor=colleague, at=MONDAY)
    for nobody in (who(world, HANDLER).staff_id, world.actor(world.stranger).staff_id, new_id()):
        with pytest.raises(errors.NotYourCase):
            work.hand_over_work(work_item_id=item.id, to_staff_id=nobody, actor=clerk, at=MONDAY)

    work.hand_over_work(
        work_item_id=item.id, to_staff_id=colleague.staff_id, actor=clerk, at=MONDAY
    )

    item.refresh_from_db()
    assert item.claimed_by_id == colleague.staff_id
    work.hand_over_work(work_item_id=item.id, to_staff_id=None, actor=colleague, at=MONDAY)
    work.claim_work(work_item_id=item.id, actor=clerk, at=MONDAY)


# ── clocks and stories


@pytest.mark.parametrize(
    ("today", "tone", "left"),
    [
        (date(2026, 11, 23), "fine", 5),
        (date(2026, 11, 27), "soon", 1),
        (date(2026, 11, 28), "soon", 1),
        (date(2026, 11, 30), "soon", 0),
        (date(2026, 12, 1), "overdue", -1),
        (date(2026, 12, 7), "overdue", -5),
    ],
)
def test_a_clock_says_how_urgent_it_is(world: World, today: date, tone: str, left: int):
    face = selectors.clock_face(worlds.accepted(world), today=today)

    assert (face.tone, face.days_left, face.is_intake) == (tone, left, False)
    assert 0 <= face.share_used <= 100


@pytest.mark.parametrize(
    ("state", "tone"),
    [("correction", "stopped"), ("suspended", "stopped"), ("decided", "done"), ("closed", "done"),
     ("not_accepted", "done"), ("withdrawn", "done"), ("submitted", "fine")],
)  # fmt: skip
def test_a_clock_knows_when_it_does_not_run(world: World, state: str, tone: str):
    case = fresh(worlds.CASE_IN[CaseState(state)](world))

    assert selectors.clock_face(case, today=TODAY).tone == tone


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_fact_of_a_case_has_words(world: World, language: str):
    case = worlds.suspended(world)
    worlds.resume(case, actor=who(world, HANDLER), at=MONDAY)
    worlds.decide(world, case)
    lapsed = worlds.corrected(world)
    worlds.intake.lapse_correction(case_id=lapsed.id, at=at(12, 30))
    ledger.settle()

    with translation.override(language):
        entries = [*selectors.timeline(case), *selectors.timeline(lapsed, for_staff=True)]

    assert all(entry.title and entry.by in {"applicant", "staff", "system"} for entry in entries)
    assert "cases.correction_lapsed" in {entry.kind for entry in entries}


# ── statements


def test_a_submission_takes_few_statements(world: World):
    actor = citizen(world)
    application = worlds.application(world, actor)

    def submit(key: str):
        return ledger.perform_once(
            key=key,
            scope="test",
            fingerprint=b"x",
            action=lambda: ledger.Answer(
                201,
                {
                    "id": str(
                        submission.submit_case(application=application, actor=actor, at=MONDAY).pk
                    )
                },
            ),
        )

    submit("warm")
    # The savepoint that the test's own transaction makes of BEGIN and COMMIT counts for both.
    assert statements(lambda: submit("counted")) <= 8


def test_a_step_takes_few_statements(world: World):
    worlds.complete(world, worlds.accepted(world), "review")
    case = worlds.accepted(world)
    key = worlds.some_step(case)
    actor = who(world, HANDLER)

    def complete():
        handling.complete_step(
            case_id=case.id, step_key=key, data=STEP_DATA, opinion="", actor=actor, at=MONDAY
        )

    assert statements(complete) <= 8


def test_lists_take_the_same_statements_for_ten_and_for_a_thousand(world: World):
    case = worlds.submitted(world)
    clerk = who(world, COUNTER)
    copies(case, 9)
    lists = (
        lambda: selectors.tasks(clerk, today=TODAY, limit=200),
        lambda: selectors.cases(clerk, limit=100),
        lambda: selectors.task_counts(clerk, today=TODAY),
        lambda: selectors.waiting(clerk, today=TODAY),
    )
    selectors.tasks(clerk, today=TODAY, limit=200)  # whether the body reviews for others is kept
    few = [statements(each) for each in lists]

    copies(case, 990)

    assert [statements(each) for each in lists] == few == [1, 1, 4, 1]
    assert selectors.waiting(clerk, today=TODAY).all == 1000


def test_the_page_of_a_case_takes_a_known_number_of_statements(world: World):
    case = worlds.suspended(world)
    clerk = who(world, COUNTER)
    asked = {
        selectors.case: 1,
        selectors.materials: 1,
        selectors.correction: 1,
        selectors.decision: 1,
        selectors.steps: 1,
        selectors.open_items: 1,
        selectors.open_stop: 1,
        selectors.timeline: 2,
    }

    for question, number in asked.items():
        given_to = (case.id, clerk) if question is selectors.case else (case,)
        assert statements(lambda q=question, g=given_to: q(*g)) == number, question.__name__
    assert statements(lambda: selectors.clock_face(case, today=TODAY + timedelta(days=3))) == 1
