# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""关注: a star, word of each step, and nothing of what one may not see."""

import pytest

from tests.cases import world as worlds
from tests.cases.world import COUNTER, HANDLER, MONDAY, REVIEWER, at, who
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.desk.errors import WatchesTooMany
from yiwang.cases.errors import CaseNotFound, NotYourCase
from yiwang.cases.models import Watch
from yiwang.cases.services import intake, watching
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.django_db


def starred(world: World, post=REVIEWER):
    case = worlds.submitted(world)
    ledger.settle()
    watching.watch(case_id=case.pk, actor=who(world, post), at=MONDAY)
    return case


def test_a_watcher_is_told_of_the_next_step(world: World):
    case, reviewer = starred(world), who(world, REVIEWER)

    intake.accept_case(case_id=case.pk, actor=who(world, COUNTER), at=at(11, 24))
    ledger.settle()

    notices = cases.watching.inbox(reviewer)
    assert [(one.kind, one.is_new) for one in notices] == [("cases.case_accepted", True)]
    assert cases.waiting(reviewer, today=MONDAY.date()).told == 1
    assert [row.news for row in cases.watching.watched(reviewer)] == [1]


def test_nobody_is_told_of_what_they_did_themselves(world: World):
    case, counter = starred(world, COUNTER), who(world, COUNTER)

    intake.accept_case(case_id=case.pk, actor=counter, at=at(11, 24))
    ledger.settle()

    assert cases.watching.inbox(counter) == []


def test_what_was_read_is_no_news(world: World):
    case, reviewer = starred(world), who(world, REVIEWER)
    intake.accept_case(case_id=case.pk, actor=who(world, COUNTER), at=at(11, 24))
    ledger.settle()

    assert watching.note_seen(actor=reviewer, at=at(11, 25)) == 1

    assert cases.waiting(reviewer, today=MONDAY.date()).told == 0
    assert [one.is_new for one in cases.watching.inbox(reviewer)] == [False]


def test_to_follow_twice_is_to_follow_once_and_can_be_ended(world: World):
    case, reviewer = starred(world), who(world, REVIEWER)

    watching.watch(case_id=case.pk, actor=reviewer, at=MONDAY)
    assert Watch.objects.filter(case=case).count() == 1
    watching.unwatch(case_id=case.pk, actor=reviewer, at=MONDAY)
    watching.unwatch(case_id=case.pk, actor=reviewer, at=MONDAY)

    assert not Watch.objects.filter(case=case).exists()
    assert cases.watching.watched(reviewer) == []


def test_only_a_case_that_one_sees_is_followed(world: World):
    case = worlds.submitted(world)

    with pytest.raises(CaseNotFound):
        watching.watch(case_id=case.pk, actor=world.actor(world.stranger), at=MONDAY)
    with pytest.raises(NotYourCase):
        watching.watch(case_id=case.pk, actor=world.actor(world.citizen), at=MONDAY)


def test_who_lost_the_right_to_see_a_case_reads_nothing_more_of_it(world: World):
    case, reviewer = starred(world), who(world, REVIEWER)
    intake.accept_case(case_id=case.pk, actor=who(world, COUNTER), at=at(11, 24))
    ledger.settle()
    moved = worlds.elsewhere(world, reviewer)

    assert cases.watching.watched(moved) == []
    assert cases.watching.inbox(moved) == []


def test_two_hundred_are_the_most(world: World, monkeypatch: pytest.MonkeyPatch):
    starred(world)
    monkeypatch.setattr(watching, "MOST", 1)

    with pytest.raises(WatchesTooMany):
        starred(world)


def test_the_list_asks_one_question_however_long(world: World, django_assert_num_queries):
    for _ in range(3):
        starred(world, HANDLER)
    handler = who(world, HANDLER)

    with django_assert_num_queries(1):
        assert len(cases.watching.watched(handler)) == 3
    with django_assert_num_queries(1):
        cases.watching.inbox(handler)
