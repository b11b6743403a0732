# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two act on one case at the same moment: one wins, the other is told, nothing is doubled."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from django.db import connection, connections

from tests.cases import world as worlds
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, citizen, fresh, who
from tests.factories import FORM_DATA, STEP_DATA, World, staff_account
from yiwang.cases.enums import Outcome
from yiwang.cases.models import Case, Decision, Draft, StepRecord, WorkItem
from yiwang.cases.services import decisions, drafts, handling, intake, submission, work
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, Kind
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import Right

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

ROUNDS = 20
Act = Callable[[], object]


@pytest.fixture
def world() -> World:
    """Make a world that is committed: the threads have connections of their own."""
    return worlds.made()


def race(*acts: Act) -> list[str]:
    """Do the acts at the same moment; return "done" or the kind of refusal of each."""
    outcomes: list[str] = ["lost"] * len(acts)
    barrier = threading.Barrier(len(acts))

    def run(place: int, act: Act) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(30)
            act()
            outcomes[place] = "done"
        except DomainError as refusal:
            outcomes[place] = refusal.kind.value
        except Exception as error:
            outcomes[place] = repr(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def facts(case: Case) -> Counter[str]:
    return Counter(event.kind for event in ledger.events_about("case", case.id))


def one_wins(outcomes: Sequence[str]) -> None:
    assert sorted(outcomes) == sorted([Kind.CONFLICT.value] * (len(outcomes) - 1) + ["done"])


def accepting(case: Case, actor: Actor) -> Act:
    return lambda: intake.accept_case(case_id=case.id, actor=actor, at=MONDAY)


def withdrawing(case: Case, actor: Actor) -> Act:
    return lambda: decisions.withdraw_case(case_id=case.id, actor=actor, at=MONDAY)


def completing(case: Case, actor: Actor) -> Act:
    key = worlds.some_step(case)
    return lambda: handling.complete_step(
        case_id=case.id, step_key=key, data=STEP_DATA, opinion="", actor=actor, at=MONDAY
    )


def deciding(case: Case, actor: Actor, outcome: Outcome) -> Act:
    return lambda: decisions.decide_case(
        case_id=case.id, outcome=outcome, reasons="理由。", actor=actor, at=MONDAY
    )


def test_of_two_acceptances_one_counts(world: World):
    clerk = who(world, COUNTER)
    for _ in range(ROUNDS):
        case = worlds.submitted(world)

        one_wins(race(accepting(case, clerk), accepting(case, clerk), accepting(case, clerk)))

        assert facts(case)["cases.case_accepted"] == 1
        assert WorkItem.objects.filter(case=case, element_id="review").count() == 1
        assert fresh(case).revision == 2


def test_acceptance_and_the_sweep_do_not_both_accept(world: World):
    clerk, late = who(world, COUNTER), worlds.later(20)
    for _ in range(ROUNDS):
        case = worlds.submitted(world)

        outcomes = race(
            lambda case=case: intake.accept_case(case_id=case.id, actor=clerk, at=late),
            lambda case=case: intake.deem_accepted(case_id=case.id, at=late),
        )

        assert outcomes[1] == "done"
        assert facts(case)["cases.case_accepted"] == 1


def test_acceptance_and_withdrawal_leave_a_case_that_can_be(world: World):
    clerk, applicant = who(world, COUNTER), citizen(world)
    for _ in range(ROUNDS):
        case = worlds.submitted(world)

        accepted, withdrawn = race(accepting(case, clerk), withdrawing(case, applicant))

        # An accepted case may still be withdrawn; a withdrawn one is never accepted.
        assert withdrawn == "done"
        assert accepted in {"done", "conflict"}
        assert fresh(case).state == "withdrawn"
        assert worlds.open_keys(case) == set()
        assert facts(case)["cases.case_accepted"] == (accepted == "done")


def test_of_two_step_completions_one_counts(world: World):
    handler = who(world, HANDLER)
    for _ in range(ROUNDS):
        case = worlds.accepted(world)

        one_wins(race(completing(case, handler), completing(case, handler)))

        assert StepRecord.objects.filter(case=case).count() == 1
        assert facts(case)["cases.step_completed"] == 1
        assert worlds.open_keys(case) == {"decision"}


def test_a_step_and_a_withdrawal_do_not_wait_for_each_other(world: World):
    handler, applicant = who(world, HANDLER), citizen(world)
    for _ in range(ROUNDS):
        case = worlds.accepted(world)

        done, withdrawn = race(completing(case, handler), withdrawing(case, applicant))

        assert withdrawn == "done"
        assert done in {"done", "conflict"}
        assert fresh(case).state == "withdrawn"
        assert worlds.open_keys(case) == set()
        assert StepRecord.objects.filter(case=case).count() == (done == "done")


def test_of_two_decisions_one_counts(world: World):
    approver = who(world, APPROVER)
    for _ in range(ROUNDS):
        case = worlds.in_process(world)

        outcomes = race(
            deciding(case, approver, Outcome.GRANTED), deciding(case, approver, Outcome.REFUSED)
        )

        one_wins(outcomes)
        winner = ["granted", "refused"][outcomes.index("done")]
        assert fresh(case).outcome == Decision.objects.get(case=case).outcome == winner
        assert facts(case)["cases.case_decided"] == 1
        assert worlds.open_keys(case) == {"delivery"}


def test_of_two_claims_one_counts(world: World):
    post = worlds.COUNTER
    clerks = [
        who(world, post),
        world.actor(worlds.factories.staff_account(world.department, post, at=worlds.LONG_AGO)),
    ]
    for _ in range(ROUNDS):
        item = WorkItem.objects.get(case=worlds.submitted(world))

        one_wins(
            race(
                *(
                    lambda clerk=clerk, item=item: work.claim_work(
                        work_item_id=item.id, actor=clerk, at=MONDAY
                    )
                    for clerk in clerks
                )
            )
        )

        item.refresh_from_db()
        assert item.claimed_by_id in {clerk.staff_id for clerk in clerks}
        assert facts(item.case)["cases.work_claimed"] == 1


def test_of_two_requests_for_more_time_and_two_answers_one_counts(world: World):
    handler, approver = who(world, HANDLER), who(world, APPROVER)
    for _ in range(ROUNDS):
        case = worlds.accepted(world)

        def ask(case: Case = case) -> object:
            return handling.ask_extension(
                case_id=case.id, days=5, reason="复杂。", actor=handler, at=MONDAY
            )

        def answer(case: Case = case) -> object:
            return handling.decide_extension(
                case_id=case.id, is_approved=True, actor=approver, at=MONDAY
            )

        one_wins(race(ask, ask))
        one_wins(race(answer, answer))

        assert case.extensions.count() == 1
        assert facts(case)["cases.extension_decided"] == 1
        assert fresh(case).due_on == worlds.at(12, 7).date()


def test_of_two_submissions_of_one_draft_one_counts(world: World):
    actor = citizen(world)
    lease = worlds.factories.stored_file(actor)
    for _ in range(ROUNDS):
        draft = drafts.save_draft(
            version_id=world.shop.version_id,
            typed=drafts.DraftContent(form=FORM_DATA),
            actor=actor,
            at=MONDAY,
        )
        before = Case.objects.count()

        def submit(draft: Draft = draft) -> object:
            return submission.submit_case(
                application=worlds.application(
                    world, actor, materials={"lease": [lease]}, draft_id=draft.id
                ),
                actor=actor,
                at=MONDAY,
            )

        assert sorted(race(submit, submit)) == ["done", "not_found"]
        assert Case.objects.count() == before + 1


def test_colleagues_who_ask_for_the_next_task_at_once_get_different_ones(world: World):
    clerks = [
        world.actor(staff_account(world.department, rights={Right.CASES_ACCEPT}))
        for _place in range(2)
    ]
    for _round in range(ROUNDS):
        for _clerk in clerks:
            worlds.submitted(world)
        taken: list[object] = []

        def take(clerk: Actor, taken: list[object] = taken) -> None:
            item = work.take_next(actor=clerk, at=MONDAY)
            taken.append(item.pk if item else None)

        outcomes = race(*(lambda clerk=clerk: take(clerk) for clerk in clerks))

        assert outcomes == ["done", "done"]
        assert None not in taken
        assert len(set(taken)) == 2
