# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.documents import makers
from tests.documents.conftest import CITIZEN, MONDAY, upload
from tests.documents.test_storing import damage
from yiwang.documents import selectors, upkeep
from yiwang.documents import services as documents
from yiwang.documents.models import StoredFile
from yiwang.documents.stores.local import LocalFileStore
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=30)


def test_the_scrub_finds_a_flipped_bit_and_a_missing_object(store: LocalFileStore) -> None:
    whole, damaged, missing = (upload(makers.png(noise=number)) for number in range(3))
    damage(store, damaged)
    store.delete(missing.sha256)

    report = upkeep.scrub_files(at=LATER)

    assert (report.checked, report.damaged) == (3, 2)
    bad = StoredFile.objects.filter(damaged_at=LATER).order_by("id")
    assert list(bad) == [damaged, missing]
    assert StoredFile.objects.get(id=whole.id).checked_at == LATER
    event = list(ledger.events_about("file", missing.id))[-1]
    assert event.kind == "documents.file_damaged"
    assert event.payload["is_missing"] is True


def test_the_scrub_reports_a_damage_once_and_clears_it_when_the_file_is_whole(
    store: LocalFileStore,
) -> None:
    file = upload(makers.png())
    damage(store, file)
    upkeep.scrub_files(at=LATER)
    upkeep.scrub_files(at=LATER + timedelta(days=1))
    upload(makers.png())

    report = upkeep.scrub_files(at=LATER + timedelta(days=2))

    assert (report.damaged, report.mended) == (0, 1)
    assert StoredFile.objects.get(id=file.id).damaged_at is None
    kinds = [event.kind for event in ledger.events_about("file", file.id)]
    assert kinds == ["documents.file_stored", "documents.file_damaged", "documents.file_mended"]


def test_the_scrub_goes_round_by_what_was_looked_at_longest_ago() -> None:
    files = [upload(makers.png(noise=number)) for number in range(4)]

    upkeep.scrub_files(at=LATER, limit=2)
    upkeep.scrub_files(at=LATER + timedelta(hours=1), limit=2)

    seen = dict(StoredFile.objects.order_by("id").values_list("id", "checked_at"))
    assert [seen[file.id] for file in files] == [LATER] * 2 + [LATER + timedelta(hours=1)] * 2


def test_the_sweep_drops_old_orphans_and_keeps_the_young_and_the_used(
    store: LocalFileStore,
) -> None:
    used, orphan = upload(makers.png(noise=1)), upload(makers.png(noise=2))
    documents.discard_file(file_id=orphan.id, actor=CITIZEN, at=MONDAY)
    (store.incoming_root / "tmpdead").write_bytes(b"half a file")

    young = upkeep.sweep_orphans(at=timezone.now())
    old = upkeep.sweep_orphans(at=timezone.now() + timedelta(hours=25))

    assert (young.objects, young.incoming) == (0, 0)
    assert (old.objects, old.incoming) == (1, 1)
    assert [found.sha256 for found in store.objects()] == [used.sha256]
    selectors.open_file(used.id).close()


def test_the_sweep_leaves_what_it_does_not_know(store: LocalFileStore) -> None:
    upload(makers.png())
    stranger = store.objects_root / "ab" / "cd" / "README"
    stranger.parent.mkdir(parents=True, exist_ok=True)
    stranger.write_text("not ours")

    upkeep.sweep_orphans(at=timezone.now() + timedelta(days=9))

    assert stranger.exists()


def test_a_sweep_of_an_empty_store_is_no_error() -> None:
    assert upkeep.sweep_orphans(at=timezone.now()).objects == 0


def test_without_a_scanner_nothing_is_scanned() -> None:
    upload(makers.png())

    assert upkeep.scan_unscanned(at=LATER) == 0
