# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The job of a workbook: sent, checked, confirmed; doubled, killed, overtaken, somebody else's."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.catalogue.editing.hands import Hands, drafted, of_list, published
from tests.catalogue.editing.workbooks import (
    Sheet,
    confirmed,
    editor_of,
    provincial_editor,
    sent,
    worked,
)
from tests.catalogue.worlds import HYGIENE, MORNING, Catalogue
from tests.organizations.factories import XIHU
from yiwang.catalogue.editing import (
    commands,
    sheet_cells,
    sheet_commands,
    sheet_jobs,
    sheet_questions,
)
from yiwang.catalogue.editing.catalogue_items import ItemFilter
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import NotYourCatalogue, SheetTooLarge
from yiwang.catalogue.models import ChangeOrder, SheetChange, SheetPart
from yiwang.catalogue.models import Sheet as StoredSheet
from yiwang.catalogue.sheet_enums import SheetState
from yiwang.catalogue.sheet_refusals import (
    SheetEmpty,
    SheetNotFound,
    SheetNotReady,
    TooManyAtOnce,
    TooManySheets,
)
from yiwang.foundation.actors import Actor
from yiwang.ledger import selectors as ledger
from yiwang.organizations.models import PostHolding

pytestmark = pytest.mark.django_db
LIST = OrderLayer.LIST
COUNTER = "办理窗口"


@pytest.fixture
def editor(catalogue: Catalogue) -> Actor:
    return editor_of(catalogue.list_of(HYGIENE, XIHU).department)


@pytest.fixture
def sheet(editor: Actor) -> Sheet:
    made = Sheet(editor)
    made.put(COUNTER, 2, "7号窗口")
    return made


def kinds_of(sheet: StoredSheet) -> list[str]:
    return [one.kind for one in ledger.events_about("catalogue_sheet", sheet.id)]


def test_the_request_only_stores_the_file(sheet: Sheet, editor: Actor) -> None:
    content = sheet.content
    made = sheet_commands.send_sheet(chunks=[content], layer=LIST, actor=editor, at=MORNING)

    assert (made.state, made.size) == (SheetState.WAITING, len(content))
    assert b"".join(bytes(part.content) for part in made.parts.order_by("number")) == content
    assert not ChangeOrder.objects.exists()


def test_it_is_checked_then_confirmed_then_an_order(sheet: Sheet, editor: Actor) -> None:
    checked = sheet.sent()
    assert (checked.state, checked.rows_changed, checked.parts.count()) == ("checked", 1, 0)
    assert not ChangeOrder.objects.exists()
    view = sheet_questions.sheet(checked.id, editor, at=MORNING)
    assert view.changes[0].sentences[0].startswith("办理窗口")
    done = confirmed(checked, editor)

    assert done.order is not None
    assert (done.state, done.order.line_count, done.changes.count()) == ("applied", 1, 1)
    told = sheet_questions.sheet(done.id, editor, at=MORNING)
    assert told.changes[0].sentences[0].startswith("办理窗口")
    assert (told.places_changed, told.order_state) == (1, "起草中")
    assert done.changes.get().content == {}
    assert done.order.drafted_by_id == editor.staff_id
    assert sorted(kinds_of(done)) == [
        "catalogue.sheet_checked",
        "catalogue.sheet_sent",
        "catalogue.sheet_taken",
    ]


def test_the_same_file_sent_again_is_the_same_import(sheet: Sheet, editor: Actor) -> None:
    content = sheet.content
    first = sent(content, editor)
    again = sent(content, editor)
    done = confirmed(again, editor)
    later = sent(content, editor)

    assert first.id == again.id == later.id
    assert (StoredSheet.objects.count(), ChangeOrder.objects.count()) == (1, 1)
    assert later.order_id == done.order_id


def test_after_its_order_was_given_up_the_file_is_taken_anew(sheet: Sheet, editor: Actor) -> None:
    content = sheet.content
    order = confirmed(sent(content, editor), editor).order
    assert order is not None
    commands.withdraw_order(order_id=order.id, revision=order.revision, actor=editor, at=MORNING)

    assert sent(content, editor).state == SheetState.CHECKED


def test_confirmed_twice_it_is_one_order(sheet: Sheet, editor: Actor) -> None:
    checked = sheet.sent()
    sheet_commands.confirm_sheet(sheet_id=checked.id, actor=editor, at=MORNING)
    sheet_commands.confirm_sheet(sheet_id=checked.id, actor=editor, at=MORNING)
    worked(checked)
    worked(checked)
    sheet_commands.confirm_sheet(sheet_id=checked.id, actor=editor, at=MORNING)
    worked(checked)

    assert ChangeOrder.objects.count() == 1


class Killed(BaseException):
    """Stands for a worker that is killed."""


@pytest.mark.parametrize("place", ["read_sheet", "_note_plan"])
def test_a_check_that_was_killed_begins_again(
    sheet: Sheet, editor: Actor, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    made = sheet_commands.send_sheet(chunks=[sheet.content], layer=LIST, actor=editor, at=MORNING)

    def killed(*_given: object, **_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sheet_jobs, place, killed)
        with pytest.raises(Killed):
            worked(made)
    made.refresh_from_db()
    assert (made.state, made.changes.count()) == (SheetState.WORKING, 0)
    late = timezone.now() + timedelta(minutes=5)
    assert sheet_questions.sheet(made.id, editor, at=late).is_still
    sheet_commands.begin_again(sheet_id=made.id, actor=editor, at=late)

    assert worked(made).state == SheetState.CHECKED


def test_an_order_that_was_killed_in_the_middle_is_not_there(
    sheet: Sheet, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = sheet.sent()
    sheet_commands.confirm_sheet(sheet_id=checked.id, actor=editor, at=MORNING)

    def killed(*_given: object, **_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sheet_jobs.sheet_facts, "SheetTaken", killed)
        with pytest.raises(Killed):
            worked(checked)
    assert not ChangeOrder.objects.exists()

    assert worked(checked).order is not None


def test_what_still_moves_is_not_begun_again(sheet: Sheet, editor: Actor) -> None:
    made = sheet_commands.send_sheet(chunks=[sheet.content], layer=LIST, actor=editor, at=MORNING)

    with pytest.raises(SheetNotReady):
        sheet_commands.begin_again(sheet_id=made.id, actor=editor, at=timezone.now())


def test_what_was_cancelled_is_not_taken_over(sheet: Sheet, editor: Actor) -> None:
    checked = sheet.sent()
    sheet_commands.cancel_sheet(sheet_id=checked.id, actor=editor, at=MORNING)

    assert worked(checked).state == SheetState.CANCELLED
    assert not SheetChange.objects.exists()
    with pytest.raises(SheetNotReady):
        sheet_commands.confirm_sheet(sheet_id=checked.id, actor=editor, at=MORNING)


def test_what_changed_between_check_and_confirmation_stops_it(
    catalogue: Catalogue, editor: Actor
) -> None:
    sheet, hands = Sheet(editor), of_list(catalogue)
    row = sheet.rows(sheet_cells.SHEET, catalogue.list_of(HYGIENE, XIHU).code)[0]
    sheet.put(COUNTER, row, "7号窗口")
    checked = sheet.sent()
    published(catalogue, hands, counter="8号窗口")
    stale = confirmed(checked, editor)

    assert stale.state == SheetState.REFUSED
    assert "新版本" in stale.faults[0]["message"]


def test_an_item_that_another_order_took_meanwhile_stops_it(
    catalogue: Catalogue, editor: Actor
) -> None:
    sheet, hands = Sheet(editor), of_list(catalogue)
    row = sheet.rows(sheet_cells.SHEET, catalogue.list_of(HYGIENE, XIHU).code)[0]
    sheet.put(COUNTER, row, "7号窗口")
    checked = sheet.sent()
    order = drafted(catalogue, hands, counter="8号窗口")

    assert str(order) in confirmed(checked, editor).faults[0]["message"]


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_a_post_that_is_held_no_more_does_nothing(
    sheet: Sheet, editor: Actor, is_confirmed: bool
) -> None:
    if is_confirmed:
        made = sheet.sent()
        sheet_commands.confirm_sheet(sheet_id=made.id, actor=editor, at=MORNING)
    else:
        made = sheet_commands.send_sheet(
            chunks=[sheet.content], layer=LIST, actor=editor, at=MORNING
        )
    PostHolding.objects.filter(staff_id=editor.staff_id).delete()

    assert (worked(made).state, made.order) == (SheetState.REFUSED, None)


def test_others_see_nothing_of_it(catalogue: Catalogue, sheet: Sheet) -> None:
    made = sheet.sent()
    other = editor_of(catalogue.list_of(HYGIENE, XIHU).department)

    assert sheet_questions.sheets(other, at=MORNING) == []
    with pytest.raises(SheetNotFound):
        sheet_questions.sheet(made.id, other, at=MORNING)
    with pytest.raises(SheetNotFound):
        sheet_commands.confirm_sheet(sheet_id=made.id, actor=other, at=MORNING)


def test_only_editors_send_workbooks(catalogue: Catalogue, sheet: Sheet) -> None:
    hands = Hands(catalogue.list_of(HYGIENE, XIHU).department)

    with pytest.raises(NotYourCatalogue):
        sheet_commands.send_sheet(
            chunks=[sheet.content], layer=LIST, actor=hands.reviewer, at=MORNING
        )


def test_files_have_bounds(editor: Actor) -> None:
    piece = b"x" * 2**20
    with pytest.raises(SheetTooLarge):
        sheet_commands.send_sheet(chunks=[piece] * 21, layer=LIST, actor=editor, at=MORNING)
    with pytest.raises(SheetEmpty):
        sheet_commands.send_sheet(chunks=[], layer=LIST, actor=editor, at=MORNING)
    for number in range(10):
        sheet_commands.send_sheet(chunks=[b"%d" % number], layer=LIST, actor=editor, at=MORNING)
    with pytest.raises(TooManySheets):
        sheet_commands.send_sheet(chunks=[b"11"], layer=LIST, actor=editor, at=MORNING)


def test_what_is_wrong_is_said_in_the_language_of_the_sender(sheet: Sheet, editor: Actor) -> None:
    sheet.put("承诺办结时限", 2, "不久")
    made = sheet_commands.send_sheet(chunks=[sheet.content], layer=LIST, actor=editor, at=MORNING)
    StoredSheet.objects.filter(pk=made.pk).update(language="en")

    assert "should read" in worked(made).faults[0]["message"]


def test_a_large_workbook_is_written_by_a_job(catalogue: Catalogue) -> None:
    actor = provincial_editor()
    asked = sheet_commands.order_export(
        layer=OrderLayer.BASE, wanted=ItemFilter(), actor=actor, at=MORNING
    )
    again = sheet_commands.order_export(
        layer=OrderLayer.BASE, wanted=ItemFilter(), actor=actor, at=MORNING
    )
    with pytest.raises(SheetNotReady):
        sheet_questions.file_of(asked.id, actor)
    made = worked(asked)
    layer, parts = sheet_questions.file_of(made.id, actor)
    book = load_workbook(io.BytesIO(b"".join(parts)))

    assert again.id == asked.id
    assert (layer, made.state) == (OrderLayer.BASE, SheetState.READY)
    assert book[sheet_cells.SHEET].max_row - 1 == made.rows_total == made.rows_done > 0


def test_few_items_are_written_at_once(editor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sheet_questions.few_targets(editor, LIST, ItemFilter())
    monkeypatch.setattr(sheet_questions, "AT_ONCE", 0)
    with pytest.raises(TooManyAtOnce):
        sheet_questions.few_targets(editor, LIST, ItemFilter())


def test_old_workbooks_are_dropped_and_their_orders_stay(sheet: Sheet, editor: Actor) -> None:
    confirmed(sheet.sent(), editor)
    sheet_commands.drop_old_sheets(at=MORNING + timedelta(days=29))
    assert StoredSheet.objects.count() == 1
    sheet_commands.drop_old_sheets(at=MORNING + timedelta(days=31))

    assert (StoredSheet.objects.count(), SheetPart.objects.count()) == (0, 0)
    assert ChangeOrder.objects.count() == 1
