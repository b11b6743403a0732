# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Proposals from below, the public notice, and the count of open cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.catalogue.editing.hands import (
    EDIT,
    PUBLISH,
    Hands,
    approved,
    drafted,
    hand,
    of_list,
    provincial,
    published,
    reviewed,
    submitted,
)
from tests.catalogue.worlds import HYGIENE, MORNING, TODAY, Catalogue
from tests.organizations.factories import HANGZHOU, NINGBO, XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue.editing import commands, notices, open_cases, questions
from yiwang.catalogue.enums import OrderState, ProposalState
from yiwang.catalogue.errors import (
    ContentInvalid,
    ItemInOtherOrder,
    ItemNotFound,
    NotYourCatalogue,
    OrderNotFound,
    ProposalAnswered,
    ReasonMissing,
    SamePerson,
)
from yiwang.catalogue.models import ChangeProposal, OpenCase
from yiwang.foundation.actors import Actor
from yiwang.ledger.events import RecordedEvent

pytestmark = pytest.mark.django_db
WISH = {"materials": "少要一份复印件。"}


def proposed(catalogue: Catalogue, actor: Actor, item: str = HYGIENE) -> ChangeProposal:
    return commands.make_proposal(
        base_item_id=catalogue.items[item],
        reason="群众重复提交。",
        wishes=WISH,
        actor=actor,
        at=MORNING,
    )


def answered(made: ChangeProposal, actor: Actor, *, is_adopted: bool) -> ChangeProposal:
    return commands.answer_proposal(
        proposal_id=made.id, is_adopted=is_adopted, answer="有理。", actor=actor, at=MORNING
    )


# ── proposals


def test_an_adopted_proposal_becomes_a_change_order(catalogue: Catalogue) -> None:
    made = proposed(catalogue, of_list(catalogue).drafter)
    adopted = answered(made, provincial().drafter, is_adopted=True)

    assert adopted.state == ProposalState.ADOPTED
    assert adopted.order is not None
    assert adopted.order.lines.get().base_item_id == catalogue.items[HYGIENE]


def test_two_proposals_for_one_item_share_the_order_that_is_drafted(catalogue: Catalogue) -> None:
    bureau, keeper = of_list(catalogue), provincial().drafter
    first = answered(proposed(catalogue, bureau.drafter), keeper, is_adopted=True)
    second = answered(proposed(catalogue, bureau.second), keeper, is_adopted=True)

    assert first.order_id == second.order_id


def test_an_item_under_review_takes_no_proposal_up(catalogue: Catalogue) -> None:
    bureau, keepers = of_list(catalogue), provincial()
    order = commands.open_base_order(
        base_item_id=catalogue.items[HYGIENE],
        content=questions.version_content(
            catalogue.list_of(HYGIENE).current.base_version_id,  # type: ignore[union-attr]
            questions.OrderLayer.BASE,
        )
        | {"remedies": "可以复议。"},
        actor=keepers.drafter,
        at=MORNING,
    )
    submitted(order, keepers)

    with pytest.raises(ItemInOtherOrder):
        answered(proposed(catalogue, bureau.drafter), keepers.drafter, is_adopted=True)


def test_a_refused_proposal_makes_no_order(catalogue: Catalogue) -> None:
    made = proposed(catalogue, of_list(catalogue).drafter)
    refused = answered(made, provincial().drafter, is_adopted=False)

    assert (refused.state, refused.order) == (ProposalState.REFUSED, None)


def test_a_proposal_is_answered_once_by_those_who_keep_the_item(catalogue: Catalogue) -> None:
    bureau, keeper = of_list(catalogue), provincial().drafter
    made = proposed(catalogue, bureau.drafter)

    with pytest.raises(NotYourCatalogue):
        answered(made, bureau.second, is_adopted=True)
    answered(made, keeper, is_adopted=False)
    with pytest.raises(ProposalAnswered):
        answered(made, keeper, is_adopted=True)


def test_nobody_answers_their_own_proposal(catalogue: Catalogue) -> None:
    bureau = of_list(catalogue)
    made = proposed(catalogue, bureau.drafter)
    promoted = replace(provincial().drafter, staff_id=bureau.drafter.staff_id)

    with pytest.raises(SamePerson):
        answered(made, promoted, is_adopted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeProposal.objects.filter(pk=made.pk).update(answered_by_id=made.made_by_id)


@pytest.mark.parametrize(
    ("wishes", "reason", "refusal"),
    [
        ({}, "理由。", ContentInvalid),
        ({"no_such": "x"}, "理由。", ContentInvalid),
        ({"materials": "  "}, "理由。", ReasonMissing),
        (WISH, " ", ReasonMissing),
    ],
)
def test_a_proposal_names_elements_words_and_a_reason(
    catalogue: Catalogue, wishes: dict[str, str], reason: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        commands.make_proposal(
            base_item_id=catalogue.items[HYGIENE],
            reason=reason,
            wishes=wishes,
            actor=of_list(catalogue).drafter,
            at=MORNING,
        )


def test_only_departments_that_exercise_an_item_propose(catalogue: Catalogue) -> None:
    with pytest.raises(ItemNotFound):
        proposed(catalogue, hand(DepartmentFactory(of=XIHU), EDIT))
    with pytest.raises(NotYourCatalogue):
        proposed(catalogue, hand(catalogue.list_of(HYGIENE).department, PUBLISH))


def test_proposals_are_seen_by_both_sides_only(catalogue: Catalogue) -> None:
    bureau = of_list(catalogue)
    made = proposed(catalogue, bureau.drafter)

    assert [one.row.id for one in questions.proposals(bureau.second)] == [made.id]
    assert questions.proposal(made.id, provincial().drafter).may_answer
    with pytest.raises(OrderNotFound):
        questions.proposal(made.id, hand(DepartmentFactory(of=XIHU), EDIT))


# ── the public notice


def seen(region_code: str = "", **wanted: object) -> list[str]:
    found = notices.notices(notices.NoticeFilter(region_code=region_code, **wanted))  # type: ignore[arg-type]
    return [str(one.order.id) for one in found]


def test_what_is_in_force_is_told_with_the_difference(catalogue: Catalogue) -> None:
    order = published(catalogue, of_list(catalogue), counter="7号窗口")
    notice = notices.notice(order.id)

    assert notice.items[0].changes[0].sentences[0].endswith("7号窗口")
    assert notice.order.reason == "方便群众。"


def test_what_waits_for_its_day_is_told_ahead(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    later = TODAY + timedelta(days=9)
    order = submitted(drafted(catalogue, hands, counter="7号窗口"), hands, on=later)
    assert seen() == []
    order = approved(reviewed(order, hands), hands)

    assert order.state == OrderState.APPROVED
    assert seen() == [str(order.id)]


def test_drafts_and_returned_orders_are_not_public(catalogue: Catalogue) -> None:
    order = drafted(catalogue, of_list(catalogue), counter="7号窗口")

    with pytest.raises(OrderNotFound):
        notices.notice(order.id)


def test_notices_are_narrowed_by_place_department_and_day(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = published(catalogue, hands, counter="7号窗口")
    mine = [str(order.id)]

    assert [seen(place) for place in (XIHU, HANGZHOU, ZHEJIANG, NINGBO)] == [mine, mine, mine, []]
    assert seen(department_id=catalogue.list_of(HYGIENE).department_id) == mine
    assert seen(department_id=DepartmentFactory(of=XIHU).id) == []
    assert seen(since=TODAY, until=TODAY) == mine
    assert seen(since=TODAY + timedelta(days=1)) == []
    assert seen(until=TODAY - timedelta(days=1)) == []


def test_a_change_of_a_base_item_concerns_every_place_below(catalogue: Catalogue) -> None:
    keepers = provincial()
    content = questions.version_content(
        catalogue.list_of(HYGIENE).current.base_version_id,  # type: ignore[union-attr]
        questions.OrderLayer.BASE,
    )
    order = commands.open_base_order(
        base_item_id=catalogue.items[HYGIENE],
        content=content | {"remedies": "可以复议。"},
        actor=keepers.drafter,
        at=MORNING,
    )
    order = approved(reviewed(submitted(order, keepers), keepers), keepers)

    assert seen(XIHU) == seen(NINGBO) == [str(order.id)]


def test_notices_go_from_page_to_page(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    orders = [published(catalogue, hands, counter=f"{number}号窗口") for number in (6, 7, 8)]
    first = notices.notices(notices.NoticeFilter(), limit=2)
    last = first[-1].order
    place = (last.effective_from or TODAY, last.year * 1_000_000 + last.number)
    rest = notices.notices(notices.NoticeFilter(), after=place, limit=2)

    assert [one.order.id for one in [*first, *rest]] == [one.id for one in reversed(orders)]


# ── open cases


def fact(number: int, kind: str, case_id: UUID, **payload: object) -> RecordedEvent:
    moment = datetime(2026, 11, 23, 1, tzinfo=UTC)
    return RecordedEvent(
        id=number,
        seq=number,
        kind=kind,
        at=moment,
        recorded_at=moment,
        subject_type="case",
        subject_id=case_id,
        **_of_nobody(),
        payload=payload,
    )


def _of_nobody() -> dict[str, object]:
    from dataclasses import fields

    given = {"id", "seq", "kind", "at", "recorded_at", "subject_type", "subject_id", "payload"}
    return {one.name: "" for one in fields(RecordedEvent) if one.name not in given}


def test_open_cases_are_counted_from_what_cases_write(catalogue: Catalogue) -> None:
    listed = catalogue.list_of(HYGIENE)
    first, second = uuid4(), uuid4()
    version = str(listed.current_id)
    opened = [
        fact(1, open_cases.OPENED, first, version_id=version),
        fact(2, open_cases.OPENED, second, version_id=version),
        fact(3, open_cases.OPENED, uuid4(), version_id=str(uuid4())),
    ]
    open_cases.follow_cases(opened)
    open_cases.follow_cases(opened)  # what comes twice counts once

    assert open_cases.open_cases_of_lists([listed.id]) == {listed.id: 2}
    assert open_cases.open_cases_of_base([listed.base_item_id]) == {listed.base_item_id: 2}
    open_cases.follow_cases([fact(4, "cases.case_closed", first)])
    assert open_cases.open_cases_of_lists([listed.id]) == {listed.id: 1}


def test_a_case_that_begins_and_ends_in_one_batch_is_not_open(catalogue: Catalogue) -> None:
    case_id = uuid4()
    version = str(catalogue.list_of(HYGIENE).current_id)
    open_cases.follow_cases(
        [
            fact(1, open_cases.OPENED, case_id, version_id=version),
            fact(2, "cases.case_withdrawn", case_id),
        ]
    )

    assert not OpenCase.objects.exists()


def test_every_fact_that_ends_a_case_is_followed() -> None:
    from yiwang.cases.enums import CaseState
    from yiwang.cases.states import CASE

    ended = {"closed", "withdrawn", "not_accepted", "unaccepted", "voided", "revoked"}

    assert {state.value for state in CASE.final} == ended
    assert CaseState.CLOSED.value in ended
    assert {
        "cases.case_closed",
        "cases.case_withdrawn",
        "cases.case_not_accepted",
        "cases.correction_lapsed",
        "cases.acceptance_withdrawn",
        "cases.decision_voided",
        "cases.decision_revoked",
    } == open_cases.ENDED


def test_the_hands_of_another_department_see_no_order(catalogue: Catalogue) -> None:
    drafted(catalogue, of_list(catalogue), counter="7号窗口")

    assert questions.orders(Hands(DepartmentFactory(of=XIHU)).drafter) == []
    with pytest.raises(NotYourCatalogue):
        questions.orders(hand(DepartmentFactory(of=XIHU)))
