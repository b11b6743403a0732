# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""常用意见: one's own, the department's, and what the case fills in."""

from uuid import uuid4

import pytest

from tests.cases import world as worlds
from tests.cases.world import APPROVER, HANDLER, MONDAY, REVIEWER, who
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.desk import errors
from yiwang.cases.desk.enums import OpinionState
from yiwang.cases.models import StandingOpinion
from yiwang.cases.services import opinions
from yiwang.cases.services.opinions import Wording
from yiwang.foundation.errors import InvalidText
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db
FULL = Wording("同意", "{申请人}申请的{事项}（{办件号}）符合条件，拟同意。")


def saved(world: World, wording: Wording = FULL, post=HANDLER, **more) -> StandingOpinion:
    return opinions.save_opinion(wording=wording, actor=who(world, post), at=MONDAY, **more)


def titles(world: World, post=HANDLER, step: str = "") -> list[str]:
    case = worlds.accepted(world)
    found = cases.opinions.opinions_for(
        who(world, post), case, today=MONDAY.date(), step_names=[step] if step else []
    )
    return [one.title for one in found]


def test_a_case_fills_the_places_in(world: World):
    saved(world)
    case = worlds.accepted(world)

    (offered,) = cases.opinions.opinions_for(who(world, HANDLER), case, today=MONDAY.date())

    assert case.number in offered.words
    assert case.applicant_name in offered.words
    assert "{" not in offered.words


@pytest.mark.parametrize("words", ["{身份证号}已核", "{__class__}", "{0}", "见{事项.pk}"])
def test_a_place_that_no_case_fills_in_is_refused(world: World, words: str):
    with pytest.raises(errors.OpinionPlaceUnknown):
        saved(world, Wording("一", words))


def test_it_says_something_and_not_too_much(world: World):
    with pytest.raises(errors.OpinionEmpty):
        saved(world, Wording("  ", "同意"))
    with pytest.raises(errors.OpinionEmpty):
        saved(world, Wording("同意", " "))
    with pytest.raises(InvalidText):
        saved(world, Wording("同意", "长" * 1001))
    with pytest.raises(InvalidText):
        saved(world, Wording("同意", "一\x00二"))


def test_what_is_ones_own_is_offered_to_nobody_else(world: World):
    saved(world)

    assert titles(world) == ["同意"]
    assert titles(world, REVIEWER) == []


def test_it_is_offered_published_and_then_everybodys(world: World):
    made = saved(world)

    opinions.offer_opinion(opinion_id=made.pk, actor=who(world, HANDLER), at=MONDAY)
    assert titles(world, REVIEWER) == []
    opinions.publish_opinion(opinion_id=made.pk, actor=who(world, APPROVER), at=MONDAY)

    assert titles(world, REVIEWER) == ["同意"]
    kinds = [one.kind for one in ledger.events_about("standing_opinion", made.pk)]
    assert kinds == ["cases.opinion_saved", "cases.opinion_moved", "cases.opinion_moved"]


def test_only_who_decides_publishes(world: World):
    made = saved(world)
    with pytest.raises(errors.OpinionNotYours):
        opinions.publish_opinion(opinion_id=made.pk, actor=who(world, HANDLER), at=MONDAY)
    with pytest.raises(errors.OpinionNotFound):
        opinions.publish_opinion(opinion_id=made.pk, actor=who(world, APPROVER), at=MONDAY)
    opinions.offer_opinion(opinion_id=made.pk, actor=who(world, HANDLER), at=MONDAY)
    with pytest.raises(errors.OpinionNotNow):
        opinions.offer_opinion(opinion_id=made.pk, actor=who(world, HANDLER), at=MONDAY)


def test_what_is_changed_is_ones_own_again(world: World):
    made = saved(world)
    opinions.offer_opinion(opinion_id=made.pk, actor=who(world, HANDLER), at=MONDAY)
    opinions.publish_opinion(opinion_id=made.pk, actor=who(world, APPROVER), at=MONDAY)

    changed = saved(world, Wording("同意", "改了。"), opinion_id=made.pk)

    assert (changed.state, changed.published_by_id) == (OpinionState.OWN, None)
    assert titles(world, REVIEWER) == []


def test_nobody_changes_or_deletes_what_a_colleague_wrote(world: World):
    made = saved(world)
    opinions.offer_opinion(opinion_id=made.pk, actor=who(world, HANDLER), at=MONDAY)

    with pytest.raises(errors.OpinionNotYours):
        saved(world, post=APPROVER, opinion_id=made.pk)
    with pytest.raises(errors.OpinionNotYours):
        opinions.delete_opinion(opinion_id=made.pk, actor=who(world, APPROVER), at=MONDAY)
    with pytest.raises(errors.OpinionNotFound):
        opinions.delete_opinion(opinion_id=made.pk, actor=world.actor(world.stranger), at=MONDAY)
    with pytest.raises(errors.OpinionNotFound):
        saved(world, opinion_id=uuid4())


def test_who_decides_takes_a_shared_one_back(world: World):
    made = saved(world)
    opinions.offer_opinion(opinion_id=made.pk, actor=who(world, HANDLER), at=MONDAY)

    back = opinions.take_back_opinion(opinion_id=made.pk, actor=who(world, APPROVER), at=MONDAY)

    assert back.state == OpinionState.OWN
    with pytest.raises(errors.OpinionNotNow):
        opinions.take_back_opinion(opinion_id=made.pk, actor=who(world, HANDLER), at=MONDAY)


def test_an_opinion_for_another_item_or_step_is_not_offered(world: World):
    saved(world, Wording("别的事项", "同意", item_code="other"))
    saved(world, Wording("别的环节", "同意", step_name="批准"))
    saved(world, Wording("这个环节", "同意", step_name="审查"))

    assert titles(world, step="审查") == ["这个环节"]


def test_a_hundred_are_the_most(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opinions, "MOST_OWN", 1)
    saved(world)

    with pytest.raises(errors.OpinionsTooMany):
        saved(world)
