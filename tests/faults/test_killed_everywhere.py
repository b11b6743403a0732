# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""kill -9 before every statement: a publication, a data file, a workbook, a callback, a mail.

Whatever is one transaction is not there at all or there as a whole, and is done once, however often
it is begun again.
"""

import email
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings

from tests import factories
from tests.catalogue import worlds
from tests.catalogue.editing.workbooks import Sheet, editor_of
from tests.catalogue.test_following import lists_of, stalls
from tests.catalogue.test_list_file import line, load, written
from tests.catalogue.worlds import HYGIENE, LOADER, MORNING, Catalogue
from tests.delivery import parcels
from tests.delivery.test_callbacks import envelope, receive
from tests.faults.killing import killed_everywhere
from tests.notifications.servers import mail_server
from tests.notifications.test_outside import NOON, told
from tests.organizations.factories import XIHU, DepartmentFactory, division
from yiwang.catalogue import services
from yiwang.catalogue.editing import sheet_commands
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeOrder,
    DepartmentNotice,
    ImplementationList,
    SheetChange,
    SheetPart,
)
from yiwang.catalogue.models import Sheet as StoredSheet
from yiwang.catalogue.sheet_enums import SheetState
from yiwang.delivery.enums import Happening, ParcelState
from yiwang.delivery.models import CarrierRecord, ParcelEvent
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.identity import selectors as identity
from yiwang.ledger.models import Event
from yiwang.notifications import preferring, sending
from yiwang.notifications.enums import DispatchState, Way
from yiwang.notifications.models import Dispatch
from yiwang.notifications.preferring import Wishes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    factories.forget_everything()
    yield
    factories.forget_everything()


def facts() -> list[str]:
    """Return the kinds of all facts, numbered or waiting to be."""
    return sorted(Event.objects.values_list("kind", flat=True))


def test_a_publication_is_whole_wherever_it_is_killed() -> None:
    worlds.small_catalogue((HYGIENE,))
    catalogue = stalls(3)
    before = BaseItemVersion.objects.get(base_item_id=catalogue.items["stall"])
    draft = services.revise_base_item(
        base_item_id=catalogue.items["stall"],
        content=before.content | {"quantity_limit": "每年一百件"},
        form_code=before.form_code,
        process_code=before.process_code,
        actor=LOADER,
        at=MORNING,
    )

    def publish() -> None:
        if BaseItemVersion.objects.get(pk=draft.pk).effective_from is None:
            services.publish_base_version(version_id=draft.id, actor=LOADER, at=MORNING)

    def seen() -> tuple[object, ...]:
        lists = [(one.code, one.current_id) for one in lists_of(catalogue, "stall")]
        version = BaseItemVersion.objects.get(pk=draft.pk)
        return lists, version.effective_from, DepartmentNotice.objects.count(), facts()

    at_first = seen()
    found = killed_everywhere(publish, seen)
    done = found[-1]

    assert len(found) > 20
    assert at_first in found
    assert all(one in (at_first, done) for one in found), "half a publication"
    versions = [one.current for one in lists_of(catalogue, "stall")]
    assert [(one.base_version_id, one.number) for one in versions if one] == [(draft.id, 2)] * 3
    with pytest.raises(DomainError):
        services.publish_base_version(version_id=draft.id, actor=LOADER, at=MORNING)
    assert seen() == done


@pytest.fixture
def catalogue() -> Catalogue:
    return worlds.small_catalogue((HYGIENE,))


def test_a_data_file_is_whole_wherever_it_is_killed(catalogue: Catalogue, tmp_path: Path) -> None:
    usccs = [str(DepartmentFactory(of=XIHU, line="卫生健康").uscc) for _ in range(3)]
    path = written(tmp_path / "lists.jsonl", *(line(catalogue, one) for one in usccs))

    def seen() -> tuple[object, ...]:
        return ImplementationList.objects.filter(department__uscc__in=usccs).count(), facts()

    at_first = seen()
    found = killed_everywhere(lambda: load(path), seen)

    assert len(found) > 5
    assert all(one in (at_first, found[-1]) for one in found), "half a file"
    assert found[-1][0] == 3  # type: ignore[index]
    assert len(facts()) == len(at_first[1]) + 1  # type: ignore[arg-type]


def workbook(catalogue: Catalogue) -> tuple[Actor, StoredSheet]:
    editor = editor_of(catalogue.list_of(HYGIENE, XIHU).department)
    made = Sheet(editor)
    made.put("办理窗口", 2, "7号窗口")
    sheet = sheet_commands.send_sheet(
        chunks=[made.content], layer=OrderLayer.LIST, actor=editor, at=MORNING
    )
    return editor, sheet


def test_a_workbook_is_checked_and_taken_over_once_wherever_it_is_killed(
    catalogue: Catalogue,
) -> None:
    editor, sheet = workbook(catalogue)

    def work() -> None:
        sheet_commands.work_on_sheet(sheet_id=sheet.id, at=MORNING)

    def seen() -> tuple[object, ...]:
        state = StoredSheet.objects.get(pk=sheet.pk).state
        planned, parts = SheetChange.objects.count(), SheetPart.objects.count()
        return state, planned, bool(parts), ChangeOrder.objects.count(), facts()

    checking = killed_everywhere(work, seen)
    sheet_commands.confirm_sheet(sheet_id=sheet.id, actor=editor, at=MORNING)
    taking = killed_everywhere(work, seen)

    assert {one[:4] for one in checking} == {  # type: ignore[index]
        (SheetState.WAITING, 0, True, 0),
        (SheetState.WORKING, 0, True, 0),
        (SheetState.CHECKED, 1, False, 0),
    }
    assert {one[0] for one in taking} == {SheetState.APPLYING, SheetState.APPLIED}  # type: ignore[index]
    assert all(one[3] == (one[0] == SheetState.APPLIED) for one in taking)  # type: ignore[index]
    for kind in ("catalogue.sheet_checked", "catalogue.sheet_taken"):
        assert facts().count(kind) == 1, kind


def test_a_carrier_s_report_counts_once_wherever_its_taking_is_killed(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.DOCUMENT_STORE, settings.CLAMD_ADDRESS = tmp_path / "files", ""
    division(XIHU)
    parcel = parcels.booked(carrier="sandbox-json")
    headers, body = envelope(parcel, parcels.report(parcel, Happening.COLLECT, hour=0))

    def seen() -> tuple[object, ...]:
        happened = ParcelEvent.objects.filter(parcel=parcel).count()
        return parcels.state_of(parcel), happened, CarrierRecord.objects.count(), facts()

    at_first = seen()
    found = killed_everywhere(lambda: receive(parcel, headers, body), seen)

    assert len(found) > 5
    assert all(one in (at_first, found[-1]) for one in found), "half a report"
    assert parcels.state_of(parcel) == ParcelState.COLLECTED
    receive(parcel, headers, body)
    assert seen() == found[-1]


def test_a_digest_is_never_lost_and_a_second_one_says_it_is_the_same(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    account = factories.citizen_account(factories.natural_person())
    EmailAddress.objects.create(
        user=account, email="zhang@example.org", verified=True, primary=True
    )
    reader = identity.actor_for_account(account.id)
    preferring.keep(wishes=Wishes(is_digest=True), actor=reader, at=NOON)
    for name in ("店铺登记", "食品经营许可"):
        told(reader, item=name)
    tries = iter(range(1, 200))

    with mail_server() as heard:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", heard.port

        def send() -> None:
            sending.send_due(at=NOON + timedelta(days=1) + 2 * tried * sending.LEASE)

        def seen() -> tuple[object, ...]:
            nonlocal tried
            tried = next(tries)
            rows = Dispatch.objects.filter(way=Way.EMAIL).order_by("id")
            return *rows.values_list("state", flat=True), len(heard.mails)

        tried = next(tries)
        found = killed_everywhere(send, seen)
        mails = [email.message_from_bytes(one.encode()) for one in heard.mails]

    queued, sent = DispatchState.QUEUED, DispatchState.SENT
    assert (queued, queued, 0) in found
    assert (queued, queued, 1) in found, "killed between handing over and noting"
    assert found[-1][:2] == (sent, sent)  # type: ignore[index]
    assert all(one[0] == one[1] for one in found), "half a digest"  # type: ignore[index]
    assert len({mail["Message-ID"] for mail in mails}) == 1
    for mail in mails:
        text = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
        assert "店铺登记" in text
        assert "食品经营许可" in text
