# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which tier a case is put into, who agrees to leave its span, and what the decision then holds."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests import discretion as benchmarks
from tests.cases import world as worlds
from tests.factories import World
from yiwang.cases import errors as general
from yiwang.cases import selectors
from yiwang.cases.discretion import errors
from yiwang.cases.discretion.enums import Consent
from yiwang.cases.enums import Outcome
from yiwang.cases.models import Case, Decision, DiscretionChoice
from yiwang.cases.services import decisions, discretion, notices, procedures
from yiwang.catalogue.discretion.errors import OutcomeUnfit, TierUnknown
from yiwang.foundation.actors import Actor
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db
NOW = worlds.MONDAY
WITHIN: dict[str, Any] = {"term": "3", "conditions": []}
OUTSIDE: dict[str, Any] = {"term": "4", "conditions": []}


@pytest.fixture
def world() -> World:
    made = worlds.made()
    benchmarks.published(made.shop.version_id, at=NOW)
    return made


def choose(world: World, case: Case, *, actor: Actor | None = None, **said: Any) -> Any:
    stated = {"tier": "usual", "facts": "条件符合，没有不良记录。", "outcome": WITHIN, "reason": ""}
    return discretion.choose_tier(
        case_id=case.pk,
        chosen=discretion.Chosen(**(stated | said)),
        actor=actor or worlds.who(world, worlds.HANDLER),
        at=NOW,
    )


def answer(world: World, choice: Any, *, is_given: bool = True, actor: Actor | None = None) -> Any:
    return discretion.answer_departure(
        case_id=choice.case_id,
        is_given=is_given,
        words="情况特殊。",
        revision=choice.revision,
        actor=actor or worlds.who(world, worlds.APPROVER),
        at=NOW,
    )


def decide(
    world: World, case: Case, outcome: Outcome = Outcome.GRANTED, **grounds: Any
) -> Decision:
    return decisions.decide_case(
        case_id=case.pk,
        outcome=outcome,
        reasons="经审查符合条件。",
        actor=worlds.who(world, worlds.APPROVER),
        at=NOW,
        grounds=procedures.Grounds(**grounds),
    )


def test_nothing_is_granted_before_a_tier_is_chosen(world: World):
    case = worlds.in_process(world)

    with pytest.raises(errors.TierMissing):
        decide(world, case)

    choose(world, case)
    decision = decide(world, case)
    assert decision.discretion == "《摊位登记裁量权基准》一般（《行政许可法》第三十四条）"
    assert decision.discretion_reason == "条件符合，没有不良记录。"


def test_a_refusal_needs_no_tier(world: World):
    case = worlds.in_process(world)

    assert decide(world, case, Outcome.REFUSED).discretion == ""


def test_an_item_without_a_benchmark_keeps_its_free_text(world: World):
    case = worlds.in_process(world, item=worlds.item(world))

    decision = decide(world, case, discretion="从宽档", discretion_reason="主动整改。")

    assert decision.discretion == "从宽档"


def test_a_tier_is_not_typed_beside_the_one_that_was_chosen(world: World):
    case = worlds.in_process(world)
    choose(world, case)

    with pytest.raises(errors.DiscretionIsChosen):
        decide(world, case, discretion="从宽档", discretion_reason="主动整改。")


def test_an_outcome_outside_the_span_needs_a_reason_and_the_leader(world: World):
    case = worlds.in_process(world)
    with pytest.raises(errors.DepartureUnexplained):
        choose(world, case, outcome=OUTSIDE)

    choice = choose(world, case, outcome=OUTSIDE, reason="场所租期为四年。")
    assert choice.departures == [
        {"measure": "term", "name": "有效期", "span": "2年以上3年以下", "decided": "4年"}
    ]
    with pytest.raises(errors.ConsentMissing):
        decide(world, case)

    answer(world, choice)
    decision = decide(world, case)
    assert "场所租期为四年。" in decision.discretion_reason


def test_the_leader_may_say_no_and_it_is_chosen_anew(world: World):
    case = worlds.in_process(world)
    choice = answer(
        world, choose(world, case, outcome=OUTSIDE, reason="租期四年。"), is_given=False
    )
    assert choice.consent == Consent.REFUSED
    with pytest.raises(errors.ConsentMissing):
        decide(world, case)

    choose(world, case)

    assert decide(world, case).outcome == Outcome.GRANTED


def test_nobody_agrees_to_their_own_departure(world: World):
    case = worlds.in_process(world)
    leader = worlds.who(world, worlds.APPROVER)
    choice = choose(world, case, outcome=OUTSIDE, reason="租期四年。", actor=leader)

    with pytest.raises(general.SameHands):
        answer(world, choice, actor=leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        DiscretionChoice.objects.filter(pk=choice.pk).update(
            consent="given", consented_by_id=choice.chosen_by_id, consented_at=NOW
        )


def test_what_the_leader_agreed_to_is_what_was_shown(world: World):
    case = worlds.in_process(world)
    shown = choose(world, case, outcome=OUTSIDE, reason="租期四年。")
    choose(world, case, outcome=OUTSIDE | {"term": "9"}, reason="租期九年。")

    with pytest.raises(errors.ConsentNotAsked):
        answer(world, shown)


def test_a_span_set_by_law_is_never_left(world: World):
    case = worlds.in_process(world)

    with pytest.raises(errors.SpanIsByLaw):
        choose(world, case, tier="fixed", outcome=OUTSIDE, reason="租期四年。")

    assert not DiscretionChoice.objects.exists()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"tier": "nowhere"}, TierUnknown),
        ({"facts": "  "}, errors.FactsMissing),
        ({"outcome": {}}, OutcomeUnfit),
        ({"outcome": WITHIN | {"term": "三"}}, OutcomeUnfit),
        ({"outcome": WITHIN | {"term": "1e9"}}, OutcomeUnfit),
        ({"outcome": WITHIN | {"term": "-1"}}, OutcomeUnfit),
        ({"outcome": WITHIN | {"fine": "3"}}, OutcomeUnfit),
    ],
)
def test_what_is_said_is_complete(world: World, said: dict[str, Any], error: type[Exception]):
    case = worlds.in_process(world)

    with pytest.raises(error):
        choose(world, case, **said)


def test_a_condition_of_ones_own_leaves_the_span(world: World):
    case = worlds.in_process(world)
    outcome = {"term": "1", "conditions": ["每季度接受一次检查"]}
    assert choose(world, case, tier="strict", outcome=outcome).is_within

    more = outcome | {"conditions": ["每月接受一次检查"]}
    with pytest.raises(errors.DepartureUnexplained):
        choose(world, case, tier="strict", outcome=more)


def test_another_version_asks_for_another_choice(world: World):
    case = worlds.in_process(world)
    choose(world, case)
    item = benchmarks.ImplementationVersion.objects.get(pk=case.version_id)
    keepers = [
        benchmarks.keeper(item.implementation.base_item.scope_code, number) for number in (701, 702)
    ]
    on = NOW.date() + timedelta(days=1)
    base_item_id = item.implementation.base_item_id
    draft = benchmarks.benchmarks.save_benchmark(
        base_item_id=base_item_id,
        content=benchmarks.benchmark(),
        effective_from=on,
        revision=0,
        actor=keepers[0],
        at=NOW,
    )
    benchmarks.benchmarks.publish_benchmark(
        base_item_id=base_item_id, revision=draft.revision, actor=keepers[1], at=NOW
    )

    with pytest.raises(errors.TierOutdated):
        decisions.decide_case(
            case_id=case.pk,
            outcome=Outcome.GRANTED,
            reasons="符合。",
            actor=worlds.who(world, worlds.APPROVER),
            at=NOW + timedelta(days=1),
        )


def test_a_tier_is_chosen_between_acceptance_and_decision(world: World):
    case = worlds.submitted(world)
    with pytest.raises(errors.TierNotDue):
        choose(world, case)

    done = worlds.in_process(world)
    choose(world, done)
    decide(world, done)
    with pytest.raises(errors.TierNotDue):
        choose(world, done)


def test_others_do_not_choose(world: World):
    case = worlds.in_process(world)

    for stranger in (
        worlds.who(world, worlds.COUNTER),
        worlds.elsewhere(world, worlds.who(world, worlds.HANDLER)),
    ):
        with pytest.raises(general.NotYourCase):
            choose(world, case, actor=stranger)
    with pytest.raises(general.CaseNotFound):
        choose(world, case, actor=worlds.neighbour(world))


def test_the_database_wants_the_tier_whoever_writes(world: World):
    case = worlds.in_process(world)
    row = {
        "region_code": case.region_code,
        "case_id": case.pk,
        "outcome": "granted",
        "decided_by_id": case.pk,
        "decided_by_name": "王二",
        "decided_at": NOW,
    }

    with pytest.raises(IntegrityError, match="leaves the benchmark"), transaction.atomic():
        Decision.objects.create(**row)


def test_the_tier_is_fixed_with_the_decision(world: World):
    case = worlds.in_process(world)
    choice = choose(world, case)
    decide(world, case)

    for act in (
        lambda: DiscretionChoice.objects.filter(pk=choice.pk).update(facts="别的。"),
        choice.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_paper_tells_the_tier_and_what_was_settled(world: World):
    case = worlds.in_process(world)
    answer(world, choose(world, case, outcome=OUTSIDE, reason="场所租期为四年。"))
    decision = decide(world, case)

    paper = notices.decided(worlds.fresh(case), decision)

    told = "\n".join(paper.discretion)
    for words in ("《摊位登记裁量权基准》一般", "有效期：4年", "场所租期为四年。"):
        assert words in told


def test_figures_tell_how_often_the_span_was_left(world: World):
    one, two = worlds.in_process(world), worlds.in_process(world)
    choose(world, one)
    answer(world, choose(world, two, outcome=OUTSIDE, reason="租期四年。"))
    choose(world, worlds.in_process(world))  # not decided: does not count
    for case in (one, two):
        decide(world, case)

    (row,) = selectors.discretion.figures(worlds.who(world, worlds.APPROVER))

    assert (row.tier, row.decided, row.outside, row.percent) == ("一般", 2, 1, 50)
    stranger = worlds.elsewhere(world, worlds.who(world, worlds.APPROVER))
    assert not selectors.discretion.figures(stranger)


def test_facts_go_to_the_ledger_without_personal_text(world: World):
    case = worlds.in_process(world)
    answer(world, choose(world, case, outcome=OUTSIDE, reason="租期四年。"))

    rows = Event.objects.filter(kind__in=["cases.tier_chosen", "cases.departure_answered"])
    assert [row.kind for row in rows.order_by("id")] == [
        "cases.tier_chosen",
        "cases.departure_answered",
    ]
    assert all("租期" not in str(row.payload) for row in rows)
