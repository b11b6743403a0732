# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes change on a day ahead, and codes that were given away come back."""

from datetime import date, timedelta

import pytest

from tests.catalogue.editing.hands import approved, provincial, reviewed, submitted
from tests.catalogue.test_codes import BASIS, LINE, codes_of, history, item, office
from tests.catalogue.worlds import LOADER, MORNING, TODAY, base_content, editor, list_content
from yiwang.catalogue import selectors, services, snapshots
from yiwang.catalogue.code_enums import CodeChange, CodeOrderState
from yiwang.catalogue.codes import ahead
from yiwang.catalogue.editing import commands
from yiwang.catalogue.editing.commands import FirstElements
from yiwang.catalogue.errors import (
    CodeDayRefused,
    CodeOrderEnded,
    CodeOrderWaiting,
    CodeTaken,
    ItemNotFound,
    NothingToHandOn,
    NotYourCatalogue,
    SuccessionRefused,
)
from yiwang.catalogue.models import BaseItem, ChangeOrder, CodeOrder, CodeSuccession
from yiwang.ledger.models import Event
from yiwang.organizations.models import Department

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
LATER = TODAY + timedelta(days=10)
ON_THE_DAY = MORNING + timedelta(days=10)


def on_day(code: str, day: date) -> selectors.CodeHistory:
    found = selectors.code_history(code, day)
    assert found is not None
    return found


def renumbering(old: BaseItem, *, to: str = "900000", on: date = LATER) -> CodeOrder:
    wish = services.codes.Wish(CodeChange.RENUMBER, (old.code,), (f"{old.code[:6]}{to}",), BASIS)
    return services.code_orders.order_codes(wish=wish, on=on, actor=LOADER, at=MORNING)


def test_until_its_day_the_old_code_is_in_force_and_tells_the_day() -> None:
    old = item("old", office())
    (code,) = codes_of(old).values()
    before = CodeSuccession.objects.count()

    order = renumbering(old)

    assert (order.state, order.lists) == (CodeOrderState.WAITING, 1)
    assert selectors.guide(code, TODAY).item.code == code
    assert not history(code).has_ended
    (coming,) = history(code).coming
    assert (coming.on, coming.news[0][0]) == (LATER, f"{code[:19]}{order.news[0]}")
    assert f"自{LATER.year}年{LATER.month}月{LATER.day}日起" in coming.sentence
    assert CodeSuccession.objects.count() == before
    assert services.code_orders.take_due_codes(at=MORNING) == 0


def test_on_its_day_it_takes_effect_once() -> None:
    old = item("old", office())
    (code,) = codes_of(old).values()
    order = renumbering(old)

    assert services.code_orders.take_due_codes(at=ON_THE_DAY) == 1
    assert not ahead.take_code_order(order_id=order.id, at=ON_THE_DAY)

    order.refresh_from_db()
    assert order.state == CodeOrderState.DONE
    assert on_day(code, LATER - timedelta(days=1)).only_successor == ""
    assert on_day(code, LATER).only_successor == f"{code[:19]}{order.news[0]}"
    assert on_day(code, LATER).coming == ()
    assert Event.objects.filter(kind="catalogue.code_change_took_effect").count() == 1


def test_what_is_done_late_holds_from_its_day_and_tells_when_it_was_done() -> None:
    old, other = item("old", office()), item("other", office())
    (code,) = codes_of(old).values()
    first = renumbering(old)
    wish = services.codes.Wish(CodeChange.ABOLISH, (other.code,), (), BASIS)
    services.code_orders.order_codes(
        wish=wish, on=LATER + timedelta(days=1), actor=LOADER, at=MORNING
    )
    three_days_late = ON_THE_DAY + timedelta(days=3)

    assert services.code_orders.take_due_codes(at=three_days_late) == 2

    first.refresh_from_db()
    assert (first.on, first.ended_at) == (LATER, three_days_late)
    assert on_day(code, LATER - timedelta(days=1)).only_successor == ""
    assert on_day(code, LATER).only_successor == f"{code[:19]}{first.news[0]}"
    assert not on_day(other.code, LATER).has_ended
    (ended,) = on_day(other.code, LATER + timedelta(days=1)).became
    assert (ended.on, ended.recorded_at) == (LATER + timedelta(days=1), three_days_late)
    assert ended.done_on == (LATER + timedelta(days=3))
    fact = Event.objects.filter(kind="catalogue.codes_succeeded").latest("id")
    assert fact.payload["on"] == (LATER + timedelta(days=1)).isoformat()


def test_a_worker_that_dies_in_the_middle_leaves_the_order_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = item("old", office())
    (code,) = codes_of(old).values()
    order = renumbering(old)

    def dies(*_order: object, **_how: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(ahead, "_end", dies)
        with pytest.raises(KeyboardInterrupt):
            services.code_orders.take_due_codes(at=ON_THE_DAY)

    order.refresh_from_db()
    assert order.state == CodeOrderState.WAITING
    assert list(codes_of(old).values()) == [code]
    assert services.code_orders.take_due_codes(at=ON_THE_DAY) == 1


def test_an_order_that_breaks_on_a_fault_of_ours_keeps_no_other_from_its_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office_ = office()
    broken, good = renumbering(item("one", office_)), item("two", office_)
    other = renumbering(good, to="900001")
    change = ahead.asking.change_codes

    def sometimes(wish: services.codes.Wish, **how: object) -> int:
        if wish.olds[0] == broken.olds[0]:
            raise ZeroDivisionError
        return change(wish, **how)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(ahead.asking, "change_codes", sometimes)
        with pytest.raises(ZeroDivisionError):
            services.code_orders.take_due_codes(at=ON_THE_DAY)

    for order in (broken, other):
        order.refresh_from_db()
    assert (broken.state, other.state) == (CodeOrderState.WAITING, CodeOrderState.DONE)
    assert services.code_orders.take_due_codes(at=ON_THE_DAY) == 1


def test_what_waits_can_be_withdrawn_once() -> None:
    old = item("old", office())
    order = renumbering(old)

    with pytest.raises(NotYourCatalogue):
        services.code_orders.withdraw_code_order(
            order_id=order.id, actor=editor(office()), at=MORNING
        )
    services.code_orders.withdraw_code_order(order_id=order.id, actor=LOADER, at=MORNING)

    assert history(old.code).coming == ()
    assert services.code_orders.take_due_codes(at=ON_THE_DAY) == 0
    with pytest.raises(CodeOrderEnded):
        services.code_orders.withdraw_code_order(order_id=order.id, actor=LOADER, at=MORNING)


def test_one_order_at_a_time_is_about_a_code() -> None:
    old = item("old", office())
    renumbering(old)

    with pytest.raises(CodeOrderWaiting):
        renumbering(old, to="910000")
    wish = services.codes.Wish(CodeChange.ABOLISH, (old.code,), (), BASIS)
    with pytest.raises(CodeOrderWaiting):
        services.code_orders.change(wish=wish, on=None, actor=LOADER, at=MORNING)


@pytest.mark.parametrize("days", [-1, 0, 800], ids=["past", "today", "far"])
def test_a_day_ahead_is_ahead(days: int) -> None:
    with pytest.raises(CodeDayRefused):
        renumbering(item("old"), on=TODAY + timedelta(days=days))


def test_what_could_not_be_done_is_refused_when_it_is_ordered() -> None:
    old, other = item("old", office()), item("other")

    with pytest.raises(CodeTaken):
        renumbering(old, to=other.code[6:])

    assert not CodeOrder.objects.exists()


def test_what_has_become_impossible_says_why_on_its_day() -> None:
    old = item("old", office())
    order = renumbering(old)
    services.abolish_item(base_item_id=old.id, basis=BASIS, actor=LOADER, at=MORNING)

    assert services.code_orders.take_due_codes(at=ON_THE_DAY) == 0

    order.refresh_from_db()
    assert order.state == CodeOrderState.REFUSED
    assert order.answer
    assert Event.objects.filter(kind="catalogue.code_change_refused").count() == 1


# ── coming back


def transferred(one: BaseItem, giving: Department, taking: Department, days: int) -> None:
    services.transfer_lists(
        from_department_id=giving.id,
        to_department_id=taking.id,
        basis=BASIS,
        actor=LOADER,
        at=MORNING + timedelta(days=days),
        base_item_ids=[one.id],
    )


def test_lists_come_back_to_the_department_that_gave_them_away() -> None:
    first, second = office(), office()
    one = item("one", first)
    (code,) = codes_of(one).values()
    transferred(one, first, second, 1)
    (away,) = codes_of(one).values()
    transferred(one, second, first, 5)

    assert list(codes_of(one).values()) == [code]
    day = TODAY + timedelta(days=3)
    assert [each.code for each in on_day(code, day).current] == [away]
    back = on_day(code, TODAY + timedelta(days=5))
    assert (back.has_ended, [each.code for each in back.current]) == (False, [code])
    led = on_day(away, TODAY + timedelta(days=5))
    assert (led.only_successor, [step.new for step in led.became]) == (code, [code])
    assert selectors.guide(code, TODAY + timedelta(days=5)).item.code == code


def test_lists_go_and_come_back_again_and_again() -> None:
    first, second = office(), office()
    one = item("one", first)
    (code,) = codes_of(one).values()
    for turn in range(3):
        transferred(one, first, second, 10 * turn + 1)
        (away,) = codes_of(one).values()
        transferred(one, second, first, 10 * turn + 5)
    transferred(one, first, second, 40)

    for day, expected in ((3, away), (7, code), (13, away), (27, code), (41, away)):
        on = TODAY + timedelta(days=day)
        for asked in (code, away):
            found = on_day(asked, on)
            assert [each.code for each in found.current] == [expected], (day, asked)


def test_an_item_gets_its_old_number_back_and_nobody_else_does() -> None:
    old, other = item("old", office()), item("other")
    (code,) = codes_of(old).values()
    first, second = old.code, f"{old.code[:6]}900000"
    how = {"basis": BASIS, "actor": LOADER}
    services.renumber_item(base_item_id=old.id, code=second, at=MORNING, **how)

    with pytest.raises(CodeTaken):
        services.renumber_item(base_item_id=other.id, code=first, at=ON_THE_DAY, **how)
    services.renumber_item(base_item_id=old.id, code=first, at=ON_THE_DAY, **how)

    assert list(codes_of(old).values()) == [code]
    assert on_day(first, TODAY).only_successor == second
    assert on_day(second, LATER).only_successor == first
    assert not on_day(first, LATER).has_ended


def test_an_item_whose_lists_were_handed_on_can_be_renumbered_and_they_come_back() -> None:
    first, second = office(), office()
    one = item("one", first)
    (code,) = codes_of(one).values()
    transferred(one, first, second, 1)
    services.renumber_item(
        base_item_id=one.id,
        code=f"{one.code[:6]}900000",
        basis=BASIS,
        actor=LOADER,
        at=MORNING + timedelta(days=2),
    )
    transferred(one, second, first, 5)

    (now,) = codes_of(one).values()
    assert now == f"{code[:19]}{one.code[:6]}900000"
    assert on_day(code, LATER).only_successor == now


def test_a_list_that_its_department_withdrew_itself_does_not_come_back() -> None:
    first, second = office(), office()
    one = item("one", first, second)
    listed = one.lists.get(department_id=second.id)
    services.withdraw_list(implementation_id=listed.id, actor=LOADER, at=MORNING)

    with pytest.raises(SuccessionRefused):
        transferred(one, first, second, 1)


# ── what an old version was called


def test_an_old_version_read_anew_shows_the_code_of_its_time() -> None:
    old = item("old", office())
    (code,) = codes_of(old).values()
    first = selectors.published_version_id(code, TODAY)
    numbers = [f"{old.code[:6]}{number}" for number in ("900000", "910000")]
    versions = {first: old.code}
    for days, number in enumerate([*numbers, old.code], start=1):
        at = MORNING + timedelta(days=days)
        services.renumber_item(base_item_id=old.id, code=number, basis=BASIS, actor=LOADER, at=at)
        now = f"{code[:19]}{number}"
        versions[selectors.published_version_id(now, at.date())] = number

    snapshots.forget_kept()

    assert len(versions) == 4
    for version_id, number in versions.items():
        shown = selectors.snapshot(version_id)
        assert (shown.basic_code, shown.code) == (number, f"{code[:19]}{number}")


# ── what is in force on the day


def set_up(name: str, on: date) -> tuple[ChangeOrder, BaseItem]:
    """Return an approved order that sets up a base item from a day on."""
    hands = provincial()
    content = base_content(name=name)
    first = FirstElements(
        name=name,
        item_type=content["item_type"],
        service_objects=content["service_objects"],
        exercise_levels=content["exercise_levels"],
        line=LINE,
        department_code="31",
    )
    order = commands.open_new_base_order(
        first=first, reason="新设。", actor=hands.drafter, at=MORNING
    )
    line = order.lines.get()
    commands.save_line(
        line_id=line.id,
        content=content,
        revision=line.revision,
        form_code="default-natural",
        process_code="default-promise",
        actor=hands.drafter,
        at=MORNING,
    )
    order.refresh_from_db()
    order = approved(reviewed(submitted(order, hands, on=on), hands), hands)
    return order, BaseItem.objects.get(pk=line.base_item_id)


def test_an_item_that_is_in_force_only_on_the_day_takes_over() -> None:
    department = office()
    old = item("old", department)
    order, new = set_up("摊位登记新版", LATER)
    assert order.state == "approved"
    wish = services.codes.Wish(CodeChange.MERGE, (old.code,), (new.code,), BASIS)
    with pytest.raises(ItemNotFound):  # a day before it is not there
        services.code_orders.order_codes(
            wish=wish, on=LATER - timedelta(days=1), actor=LOADER, at=MORNING
        )

    code_order = services.code_orders.order_codes(wish=wish, on=LATER, actor=LOADER, at=MORNING)

    assert (code_order.lists, code_order.new_names) == (1, ["摊位登记新版"])
    order.refresh_from_db()
    assert order.state == "approved"  # trying it out left everything as it was
    assert codes_of(new) == {}
    assert services.code_orders.take_due_codes(at=ON_THE_DAY) == 1
    code_order.refresh_from_db()
    assert code_order.state == CodeOrderState.DONE
    assert set(codes_of(new)) == {department.id}
    assert codes_of(old) == {}


def test_lists_that_a_department_gains_until_the_day_are_moved_too() -> None:
    giving, taking = office(), office()
    first, later = item("first", giving), item("later", office())
    version = services.draft_list(
        base_item_id=later.id,
        department_id=giving.id,
        content=list_content(address="文三路1号"),
        actor=LOADER,
        at=MORNING,
    )
    services.publish_list_version(
        version_id=version.id, effective_from=LATER, actor=LOADER, at=MORNING
    )
    wish = services.codes.Wish(CodeChange.TRANSFER, (giving.uscc,), (taking.uscc,), BASIS)

    order = services.code_orders.order_codes(wish=wish, on=LATER, actor=LOADER, at=MORNING)

    assert order.lists == 2
    assert giving.id not in codes_of(later)
    assert services.code_orders.take_due_codes(at=ON_THE_DAY) == 1
    assert taking.id in codes_of(first)
    assert taking.id in codes_of(later)
    assert giving.id not in codes_of(later)


def test_a_department_may_have_its_first_list_only_on_the_day() -> None:
    giving, taking = office(), office()
    later = item("later", office())
    version = services.draft_list(
        base_item_id=later.id,
        department_id=giving.id,
        content=list_content(address="文三路1号"),
        actor=LOADER,
        at=MORNING,
    )
    services.publish_list_version(
        version_id=version.id, effective_from=LATER, actor=LOADER, at=MORNING
    )
    wish = services.codes.Wish(CodeChange.TRANSFER, (giving.uscc,), (taking.uscc,), BASIS)

    with pytest.raises(NothingToHandOn):
        services.code_orders.order_codes(
            wish=wish, on=LATER - timedelta(days=1), actor=LOADER, at=MORNING
        )
    order = services.code_orders.order_codes(wish=wish, on=LATER, actor=LOADER, at=MORNING)

    assert order.lists == 1
