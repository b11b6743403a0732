# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One item grants; items of their own change, renew and end what it granted (设立、变更、注销)."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.test_entitlements import granted
from tests.cases.world import LONG_AGO, MONDAY, at, citizen
from tests.factories import FORM_DATA, Item, World
from tests.rest.calling import Caller, token_of
from tests.rest.journeys import done
from tests.workbench.desks import at_desk, words
from yiwang.cases import aftermath_refusals as refusals
from yiwang.cases import selectors as cases
from yiwang.cases.enums import EntitlementState, Purpose
from yiwang.cases.models import Case, Entitlement
from yiwang.cases.services import entitlements, submission
from yiwang.cases.succession import heirs
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.editing.faults import _base_faults, _known
from yiwang.catalogue.models import BaseItem, CodeSuccession, ImplementationList
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.django_db
RESULT = {"kind": "10", "name": "登记证", "validity": "5年"}


def number_of(item: Item) -> str:
    return BaseItem.objects.get(lists__code=item.code).local_code


@dataclass
class Tied:
    """The item that grants, and those by which it is changed and ended."""

    setup: Item
    change: Item
    closing: Item


def made(world: World, department: object) -> Tied:
    change = factories.item(
        department, at=LONG_AGO, name="登记（变更）", base={"results": [RESULT]}
    )
    closing = factories.item(
        department, at=LONG_AGO, name="登记（注销）", base={"results": [RESULT]}
    )
    ties = [
        {"purpose": "change", "item": number_of(change)},
        {"purpose": "cancellation", "item": number_of(closing)},
    ]
    base = {"results": [RESULT], "follow_ups": ties}
    setup = factories.item(department, at=LONG_AGO, name="登记（设立）", base=base)
    catalogue.forget_kept()
    return Tied(setup, change, closing)


@pytest.fixture
def tied(world: World) -> Tied:
    return made(world, world.department)


def asked(world: World, item: Item, purpose: Purpose, about: Entitlement | None) -> Case:
    application = worlds.application(
        world,
        citizen(world),
        version_id=item.version_id,
        purpose=purpose,
        about_id=about.pk if about else None,
    )
    return submission.submit_case(application=application, actor=citizen(world), at=at(11, 24))


def decide(world: World, case: Case) -> None:
    worlds.intake.accept_case(
        case_id=case.id, actor=worlds.who(world, worlds.COUNTER), at=at(11, 24)
    )
    worlds.complete(world, case, "review", at=at(11, 24))
    worlds.decide(world, case, at=at(11, 24))
    ledger.settle()


def test_a_change_begins_under_its_own_item_with_what_was_stated(world: World, tied: Tied):
    held = granted(world, tied.setup)

    draft = entitlements.begin_follow_up(
        entitlement_id=held.pk, purpose=Purpose.CHANGE, actor=citizen(world), at=MONDAY
    )
    renewal = entitlements.begin_follow_up(
        entitlement_id=held.pk, purpose=Purpose.RENEWAL, actor=citizen(world), at=MONDAY
    )

    assert (draft.version_id, draft.about_id) == (tied.change.version_id, held.pk)
    assert draft.form_data == FORM_DATA
    assert renewal.version_id == tied.setup.version_id


def test_a_change_by_its_own_item_updates_what_was_granted(world: World, tied: Tied):
    held = granted(world, tied.setup)
    case = asked(world, tied.change, Purpose.CHANGE, held)

    decide(world, case)

    held.refresh_from_db()
    newer = Entitlement.objects.get(case=case)
    assert held.state == EntitlementState.SUPERSEDED
    assert (newer.follows_id, newer.item_code, newer.item_name) == (
        held.pk,
        tied.setup.code,
        "登记（设立）",
    )
    assert newer.valid_until == held.valid_until
    again = entitlements.begin_follow_up(
        entitlement_id=newer.pk, purpose=Purpose.CANCELLATION, actor=citizen(world), at=MONDAY
    )
    assert again.version_id == tied.closing.version_id


def test_what_has_its_own_item_is_not_asked_for_under_the_item_that_grants(
    world: World, tied: Tied
):
    held = granted(world, tied.setup)

    with pytest.raises(refusals.TiedItem) as refusal, transaction.atomic():
        asked(world, tied.setup, Purpose.CHANGE, held)

    assert "登记（变更）" in str(refusal.value)
    assert asked(world, tied.setup, Purpose.RENEWAL, held).about_id == held.pk


def test_where_the_department_does_not_offer_it_the_item_itself_serves(world: World, tied: Tied):
    held = granted(world, tied.setup)
    ImplementationList.objects.filter(code=tied.change.code).update(state="withdrawn")

    draft = entitlements.begin_follow_up(
        entitlement_id=held.pk, purpose=Purpose.CHANGE, actor=citizen(world), at=MONDAY
    )

    assert draft.version_id == tied.setup.version_id


def test_who_applies_without_naming_it_has_the_earlier_result_found_and_updated(
    world: World, tied: Tied
):
    held = granted(world, tied.setup)
    case = asked(world, tied.change, Purpose.NEW, None)

    decide(world, case)

    held.refresh_from_db()
    assert held.state == EntitlementState.SUPERSEDED
    assert Entitlement.objects.get(case=case).follows_id == held.pk


def test_an_ending_by_its_own_item_ends_it(world: World, tied: Tied):
    held = granted(world, tied.setup)
    case = asked(world, tied.closing, Purpose.NEW, None)

    decide(world, case)

    held.refresh_from_db()
    assert held.state == EntitlementState.CANCELLED
    assert not Entitlement.objects.filter(case=case).exists()


def test_of_two_nothing_is_taken_for_granted(world: World, tied: Tied):
    both = [granted(world, tied.setup), granted(world, tied.setup)]
    case = asked(world, tied.change, Purpose.NEW, None)

    decide(world, case)

    for one in both:
        one.refresh_from_db()
        assert one.state == EntitlementState.EFFECTIVE
    assert Entitlement.objects.get(case=case).follows_id is None


def test_an_heir_follows_up_by_the_item_tied_to_its_own(world: World, tied: Tied):
    held = granted(world, tied.setup)
    theirs = made(world, world.other_department)
    CodeSuccession.objects.create(
        kind="transfer",
        old_code=tied.setup.code,
        new_code=theirs.setup.code,
        on=date(2026, 11, 20),
        basis="机构改革方案",
        recorded_at=LONG_AGO,
    )

    other = factories.item(world.other_department, at=LONG_AGO)
    with pytest.raises(refusals.WrongPurpose), transaction.atomic():
        asked(world, other, Purpose.CHANGE, held)
    assert asked(world, theirs.change, Purpose.CHANGE, held).about_id == held.pk


def test_pages_and_programs_lead_to_the_item_of_its_own(world: World, tied: Tied):
    held = granted(world, tied.setup)
    me, program = at_desk(world.citizen), Caller(token_of(world.citizen))

    page = words(me.get(f"/my/entitlements/{held.pk}"))
    hint = words(me.get(f"/apply/{tied.change.version_id}"))
    begun = me.post(f"/my/entitlements/{held.pk}/follow-up", {"purpose": "change"})
    after = words(me.get(f"/apply/{tied.change.version_id}"))
    whole = done(program.get(f"/entitlements/{held.pk}"))

    assert "登记（变更）" in page
    assert "登记（注销）" in page
    assert f'href="/my/entitlements/{held.pk}"' in hint
    assert begun["Location"] == f"/apply/{tied.change.version_id}?step=2"
    assert f'href="/my/entitlements/{held.pk}"' not in after
    assert whole["follow_up_items"] == {"change": "登记（变更）", "cancellation": "登记（注销）"}
    assert f"/my/entitlements/{held.pk}" not in words(
        at_desk(world.neighbour).get(f"/apply/{tied.change.version_id}")
    )


def test_what_follows_nothing_up_asks_nothing(world: World, tied: Tied, django_assert_num_queries):
    snapshot = catalogue.snapshot(world.shop.version_id)
    catalogue.tied.origins_of(snapshot)
    me = citizen(world)
    with django_assert_num_queries(0):
        assert heirs.held_under(snapshot, me, MONDAY.date()) == []
        assert catalogue.tied.version_for(snapshot, "change", MONDAY.date()) is None
    assert (
        cases.held_under(
            catalogue.snapshot(tied.change.version_id), citizen(world), today=MONDAY.date()
        )
        == []
    )


def test_an_item_that_is_not_there_or_is_itself_is_a_fault(world: World, tied: Tied):
    item = BaseItem.objects.get(lists__code=tied.setup.code)
    content = factories.BASE | {
        "follow_ups": [
            {"purpose": "change", "item": number_of(tied.change)},
            {"purpose": "renewal", "item": "K9999"},
            {"purpose": "cancellation", "item": item.local_code},
        ]
    }

    found = [one.path for one in _base_faults(content, _known(), item.code, "shop", "x")]

    assert [path for path in found if path.startswith("/follow_ups")] == [
        "/follow_ups/1/item",
        "/follow_ups/2/item",
    ]
