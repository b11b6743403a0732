# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was granted: on record, in force to its last day, followed by what its holder asks for."""

from datetime import date

import pytest

from tests.cases import world as worlds
from tests.cases.world import MONDAY, at, citizen, fresh, neighbour
from tests.factories import Item, World
from yiwang.cases import aftermath_refusals as refusals
from yiwang.cases.enums import EntitlementState, Outcome, Purpose
from yiwang.cases.errors import OutsideTheMandate
from yiwang.cases.models import Case, Decision, Draft, Entitlement
from yiwang.cases.services import entitlements, submission, sweeps
from yiwang.catalogue import selectors as catalogue
from yiwang.ledger import selectors as events
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def licence(world: World) -> Item:
    """An item whose result is valid for five years."""
    result = {"kind": "10", "name": "经营许可证", "validity": "5年"}
    return worlds.item(world, base={"results": [result]})


def granted(world: World, item: Item, *, when=MONDAY) -> Entitlement:
    case = worlds.decided(world, item=item, at=when)
    ledger.settle()
    return Entitlement.objects.get(case=case)


def followed_up(
    world: World, item: Item, made: Entitlement, purpose: Purpose, *, when=MONDAY
) -> Case:
    """Return the decided case of a change, a renewal and the like."""
    case = asked_for(world, item, made, purpose, when=when)
    grant(world, case, when=when)
    return fresh(case)


def asked_for(world: World, item: Item, made: Entitlement, purpose: Purpose, *, when) -> Case:
    asked = worlds.application(
        world, citizen(world), version_id=item.version_id, purpose=purpose, about_id=made.pk
    )
    return submission.submit_case(application=asked, actor=citizen(world), at=when)


def grant(world: World, case: Case, *, when=MONDAY) -> None:
    worlds.intake.accept_case(case_id=case.id, actor=worlds.who(world, worlds.COUNTER), at=when)
    worlds.complete(world, case, "review", at=when)
    worlds.decide(world, case, at=when)
    ledger.settle()


@pytest.mark.parametrize(
    ("validity", "last"),
    [
        ("5年", date(2031, 11, 22)),
        ("有效期：3年", date(2029, 11, 22)),
        ("6个月", date(2027, 5, 22)),
        ("90日", date(2027, 2, 20)),
        ("长期", None),
        ("", None),
        ("0年", None),
        ("按合同约定", None),
    ],
)
def test_the_last_day_follows_from_the_words_of_the_item(validity: str, last: date | None):
    assert entitlements.last_day(date(2026, 11, 23), validity) == last


def test_a_term_that_begins_on_a_day_that_other_months_lack_ends_with_the_month():
    assert entitlements.last_day(date(2024, 2, 29), "1年") == date(2025, 2, 27)


def test_what_is_granted_is_on_record_once(world: World, licence: Item):
    made = granted(world, licence)
    news = events.timeline("case", made.case_id, kinds=["cases.case_decided"])
    entitlements.follow_decisions(news)

    assert (made.result_name, made.state) == ("经营许可证", EntitlementState.EFFECTIVE)
    assert (made.valid_from, made.valid_until) == (date(2026, 11, 23), date(2031, 11, 22))
    assert Entitlement.objects.filter(case=made.case).count() == 1


def test_a_refusal_grants_nothing(world: World, licence: Item):
    worlds.decided(world, item=licence, outcome=Outcome.REFUSED)
    ledger.settle()

    assert not Entitlement.objects.exists()


def test_a_renewal_goes_on_from_the_last_day(world: World, licence: Item):
    old = granted(world, licence)
    case = followed_up(world, licence, old, Purpose.RENEWAL, when=at(11, 24))

    new = Entitlement.objects.get(case=case)
    old.refresh_from_db()
    assert (new.follows, new.valid_from, new.valid_until) == (
        old,
        date(2026, 11, 24),
        date(2036, 11, 22),
    )
    assert (old.state, old.ended_on) == (EntitlementState.SUPERSEDED, date(2026, 11, 24))


@pytest.mark.parametrize("purpose", [Purpose.CHANGE, Purpose.REPLACEMENT])
def test_a_change_keeps_the_last_day(world: World, licence: Item, purpose: Purpose):
    old = granted(world, licence)
    case = followed_up(world, licence, old, purpose, when=at(11, 24))

    assert Entitlement.objects.get(case=case).valid_until == old.valid_until


def test_a_cancellation_ends_it_and_grants_nothing(world: World, licence: Item):
    old = granted(world, licence)
    case = followed_up(world, licence, old, Purpose.CANCELLATION, when=at(11, 24))

    old.refresh_from_db()
    assert old.state == EntitlementState.CANCELLED
    assert not Entitlement.objects.filter(case=case).exists()


def refused(world: World, item: Item, **stated) -> None:
    asked = worlds.application(world, citizen(world), version_id=item.version_id, **stated)
    submission.submit_case(application=asked, actor=citizen(world), at=MONDAY)


def test_nobody_changes_what_somebody_else_holds(world: World, licence: Item):
    made = granted(world, licence)
    Entitlement.objects.filter(pk=made.pk).update(holder_id=neighbour(world).applicant_id)

    with pytest.raises(refusals.EntitlementNotFound):
        refused(world, licence, purpose=Purpose.CHANGE, about_id=made.pk)


@pytest.mark.parametrize(
    ("purpose", "is_about_it"),
    [(Purpose.CHANGE, False), (Purpose.NEW, True), (Purpose.ANEW, True)],
)
def test_a_purpose_and_what_it_is_about_go_together(
    world: World, licence: Item, purpose: Purpose, is_about_it: bool
):
    made = granted(world, licence)

    with pytest.raises(refusals.WrongPurpose):
        refused(world, licence, purpose=purpose, about_id=made.pk if is_about_it else None)


@pytest.mark.parametrize("is_under_mandate", [True, False])
def test_an_agent_under_a_mandate_cancels_nothing(
    world: World, licence: Item, *, is_under_mandate: bool
):
    made = granted(world, licence)

    def check() -> None:
        entitlements.check_about(
            about_id=made.pk,
            purpose=Purpose.CANCELLATION,
            applicant_id=made.holder_id,
            snapshot=catalogue.snapshot(licence.version_id),
            today=date(2026, 11, 24),
            is_under_mandate=is_under_mandate,
        )

    if is_under_mandate:
        with pytest.raises(OutsideTheMandate):
            check()
    else:
        check()


def test_what_has_ended_is_not_renewed(world: World, licence: Item):
    made = granted(world, licence)
    Entitlement.objects.filter(pk=made.pk).update(
        state=EntitlementState.REVOKED, ended_on=date(2026, 11, 23)
    )

    with pytest.raises(refusals.EntitlementNotInForce):
        refused(world, licence, purpose=Purpose.RENEWAL, about_id=made.pk)


def test_one_application_about_it_at_a_time(world: World, licence: Item):
    made = granted(world, licence)
    refused(world, licence, purpose=Purpose.CHANGE, about_id=made.pk)

    with pytest.raises(refusals.FollowUpRunning):
        refused(world, licence, purpose=Purpose.RENEWAL, about_id=made.pk)


def test_what_has_no_last_day_needs_no_renewal(world: World):
    result = {"kind": "10", "name": "登记证", "validity": "长期"}
    item = worlds.item(world, base={"results": [result]})
    made = granted(world, item)

    with pytest.raises(refusals.NothingToRenew):
        refused(world, item, purpose=Purpose.RENEWAL, about_id=made.pk)


def test_a_follow_up_begins_filled_in_as_it_was_granted(world: World, licence: Item):
    made = granted(world, licence)

    draft = entitlements.begin_follow_up(
        entitlement_id=made.pk, purpose=Purpose.RENEWAL, actor=citizen(world), at=MONDAY
    )

    kept = Draft.objects.get(pk=draft.pk)
    assert (kept.purpose, kept.about_id) == (Purpose.RENEWAL, made.pk)
    assert kept.form_data == made.case.form_data != {}
    with pytest.raises(refusals.EntitlementNotFound):
        entitlements.begin_follow_up(
            entitlement_id=made.pk, purpose=Purpose.RENEWAL, actor=neighbour(world), at=MONDAY
        )


AFTER = at(11, 23, year=2031)


def test_what_reaches_its_last_day_ends(world: World, licence: Item):
    made = granted(world, licence)

    assert sweeps.run_sweeps(at=at(11, 22, year=2031))["expire_entitlements"] == 0
    assert sweeps.run_sweeps(at=AFTER)["expire_entitlements"] == 1
    assert sweeps.run_sweeps(at=AFTER)["expire_entitlements"] == 0

    made.refresh_from_db()
    assert (made.state, made.ended_on) == (EntitlementState.EXPIRED, date(2031, 11, 23))


@pytest.mark.parametrize(("day", "is_renewed"), [(23, True), (24, False)])
def test_a_renewal_in_time_that_nobody_answers_is_granted_by_law(
    world: World, licence: Item, day: int, is_renewed: bool
):
    """行政许可法 50: asked for thirty days before, not answered before the end."""
    made = granted(world, licence)
    asked_for(world, licence, made, Purpose.RENEWAL, when=at(10, day, year=2031))

    entitlements.expire(entitlement_id=made.pk, at=AFTER)

    made.refresh_from_db()
    assert (made.state == EntitlementState.EFFECTIVE) is is_renewed
    assert made.deemed_renewals == int(is_renewed)
    if is_renewed:
        assert made.valid_until == date(2036, 11, 22)


def test_its_holder_is_reminded_twice(world: World, licence: Item):
    made = granted(world, licence)

    for month, day in ((9, 1), (9, 24), (9, 25), (10, 24), (10, 25), (11, 1)):
        sweeps.run_sweeps(at=at(month, day, year=2031))

    told = Message.objects.filter(kind="entitlement_ends", recipient_id=made.holder_id)
    assert sorted(str(one.created_at.date()) for one in told) == ["2031-09-24", "2031-10-24"]


def test_a_change_that_never_took_effect_may_be_followed_by_another(world: World, licence: Item):
    old = granted(world, licence)
    case = asked_for(world, licence, old, Purpose.CHANGE, when=at(11, 24))
    decided_without_effect(world, case, when=at(11, 24))
    first = Entitlement.objects.get(case=case)
    assert (first.state, first.follows) == (EntitlementState.PENDING, old)

    entitlements.void_of_case(case_id=case.pk, because="decision_voided", at=at(11, 25))
    second = followed_up(world, licence, old, Purpose.CHANGE, when=at(11, 26))

    old.refresh_from_db()
    assert Entitlement.objects.get(case=second).follows == old
    assert old.state == EntitlementState.SUPERSEDED


def decided_without_effect(world: World, case: Case, *, when) -> None:
    """Grant a case on trust: the originals are still to be seen."""
    worlds.intake.accept_case(case_id=case.id, actor=worlds.who(world, worlds.COUNTER), at=when)
    worlds.complete(world, case, "review", at=when)
    worlds.decide(world, case, at=when)
    Decision.objects.filter(case=case).update(is_pending=True)
    ledger.settle()
