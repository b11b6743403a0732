# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

import pytest
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest

from tests.ledger.conftest import Recorder, append_parcels
from yiwang.ledger import services as ledger
from yiwang.ledger import tasks
from yiwang.ledger.metrics import LedgerCollector
from yiwang.ledger.models import Anchor, Checkpoint, IdempotencyRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def scrape():
    registry = CollectorRegistry()
    registry.register(LedgerCollector())

    def read():
        lines = generate_latest(registry).decode().splitlines()
        return {
            line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1])
            for line in lines
            if not line.startswith("#")
        }

    return read


def test_registering_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        CollectorRegistry().register(LedgerCollector())


def test_an_empty_ledger_has_metrics(scrape):
    assert scrape() == {
        "yiwang_ledger_unsequenced_events": 0,
        "yiwang_ledger_unsequenced_seconds": 0,
        "yiwang_ledger_anchors_stale": 0,
    }


def test_the_lag_of_sequencer_and_subscriptions_is_shown(scrape, follow):
    name = follow(Recorder())
    append_parcels(3)
    ledger.sequence_batch()
    ledger.run_subscription_once(name, limit=1)
    append_parcels(2)

    metrics = scrape()

    assert metrics["yiwang_ledger_unsequenced_events"] == 2
    assert metrics["yiwang_ledger_unsequenced_seconds"] > 0
    label = '{subscription="tests.follower"}'
    assert metrics["yiwang_ledger_subscription_lag_events" + label] == 2
    assert metrics["yiwang_ledger_subscription_lag_seconds" + label] > 0
    assert metrics["yiwang_ledger_subscription_failures" + label] == 0


def test_checkpoints_and_anchors_are_shown(scrape, settings):
    settings.LEDGER_TSA_URL = "http://127.0.0.1:9/"
    append_parcels(3)
    ledger.sequence_batch()
    ledger.make_checkpoint(at=timezone.now())
    Anchor.objects.create(
        checkpoint=Checkpoint.objects.get(),
        authority="x",
        token=b"",
        stamped_at=timezone.now() - timedelta(days=3),
    )

    metrics = scrape()

    assert metrics["yiwang_ledger_signed_events"] == 3
    assert metrics["yiwang_ledger_checkpoint_age_seconds"] < 60
    assert metrics["yiwang_ledger_anchor_age_seconds"] == pytest.approx(3 * 86400, abs=60)
    assert metrics["yiwang_ledger_anchors_stale"] == 1


def test_old_answers_are_forgotten_every_night():
    for key, days in (("old", 8), ("young", 6)):
        IdempotencyRecord.objects.create(
            scope="s",
            key=key,
            fingerprint=b"",
            status=200,
            body={},
            created_at=timezone.now() - timedelta(days=days),
        )

    tasks.forget_old_answers(0)

    assert list(IdempotencyRecord.objects.values_list("key", flat=True)) == ["young"]
