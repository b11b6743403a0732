# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

import pytest
import structlog
from django.utils import timezone

from tests.ledger.conftest import MONDAY, append_parcels, is_superuser, tamper
from tests.ledger.time_authority import TestAuthority, served
from yiwang.ledger import anchoring, selectors, tasks
from yiwang.ledger import services as ledger
from yiwang.ledger.enums import FindingKind as K
from yiwang.ledger.errors import AnchorRefused
from yiwang.ledger.models import Anchor, Checkpoint

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return TestAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def signed_log():
    append_parcels(3)
    ledger.sequence_batch()
    return ledger.make_checkpoint(at=MONDAY)


@pytest.fixture
def anchored(authority, settings, signed_log):
    settings.LEDGER_TSA_CERTIFICATE = str(authority.root)
    with served(lambda query: (200, authority.answer(query))) as url:
        settings.LEDGER_TSA_URL = url
        yield


def kinds(report):
    return [finding.kind for finding in report.findings]


def test_an_anchor_is_a_time_stamp_that_openssl_accepts_over_the_very_note(
    anchored, authority, signed_log
):
    stamped_at = ledger.anchor_checkpoint(at=timezone.now())

    anchor = Anchor.objects.get()
    assert anchor.checkpoint_id == signed_log.number
    assert anchor.stamped_at == stamped_at
    assert abs(stamped_at - timezone.now()) < timedelta(minutes=1)
    assert authority.accepts(bytes(anchor.token), signed_log.note.encode())
    assert not authority.accepts(bytes(anchor.token), b"another note")


def test_a_checkpoint_is_anchored_once(anchored):
    ledger.anchor_checkpoint(at=MONDAY)

    assert ledger.anchor_checkpoint(at=MONDAY) is None
    assert Anchor.objects.count() == 1


def test_an_empty_log_has_nothing_to_anchor(settings):
    settings.LEDGER_TSA_URL = "http://127.0.0.1:9/"

    assert ledger.anchor_checkpoint(at=MONDAY) is None


def test_an_anchored_log_verifies(anchored):
    ledger.anchor_checkpoint(at=MONDAY)

    report = ledger.verify()

    assert report.is_intact
    assert (report.findings, report.anchors) == ((), 1)


def test_anchoring_is_off_by_default(signed_log):
    with pytest.raises(AnchorRefused):
        ledger.anchor_checkpoint(at=MONDAY)

    assert not selectors.anchor_age(at=MONDAY).is_on


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"broken"),
        (302, b""),
        (200, b""),
        (200, b"<html>sign in to the network</html>"),
        (200, b"0" * 400_000),
    ],
    ids=["failing", "redirecting", "silent", "captive portal", "endless"],
)
def test_an_authority_that_answers_badly_leaves_no_anchor(settings, authority, signed_log, answer):
    settings.LEDGER_TSA_CERTIFICATE = str(authority.root)
    with served(lambda query: answer) as url:
        settings.LEDGER_TSA_URL = url
        with pytest.raises(AnchorRefused):
            ledger.anchor_checkpoint(at=MONDAY)

    assert not Anchor.objects.exists()


def test_an_answer_to_another_question_is_refused(settings, authority, signed_log):
    """A recorded answer must not pass: the nonce differs."""
    settings.LEDGER_TSA_CERTIFICATE = str(authority.root)
    recorded = []

    def replay(query):
        recorded.append(authority.answer(query))
        return 200, recorded[0]

    with served(replay) as url:
        settings.LEDGER_TSA_URL = url
        ledger.anchor_checkpoint(at=MONDAY)
        append_parcels(1)
        ledger.sequence_batch()
        ledger.make_checkpoint(at=MONDAY)
        with pytest.raises(AnchorRefused):
            ledger.anchor_checkpoint(at=MONDAY)

    assert Anchor.objects.count() == 1


def test_an_authority_that_we_do_not_trust_is_refused(settings, authority, signed_log, tmp_path):
    stranger = TestAuthority(tmp_path)
    settings.LEDGER_TSA_CERTIFICATE = str(authority.root)
    with served(lambda query: (200, stranger.answer(query))) as url:
        settings.LEDGER_TSA_URL = url
        with pytest.raises(AnchorRefused):
            ledger.anchor_checkpoint(at=MONDAY)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "ftp://127.0.0.1/", "file:///etc/passwd", "nonsense", "http://"]
)
def test_an_authority_that_cannot_be_reached_is_a_refusal(settings, signed_log, authority, url):
    settings.LEDGER_TSA_CERTIFICATE = str(authority.root)
    settings.LEDGER_TSA_URL = url

    with pytest.raises(AnchorRefused):
        ledger.anchor_checkpoint(at=MONDAY)


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_without_a_usable_certificate_nothing_is_trusted(anchored, settings, tmp_path, content):
    path = tmp_path / "roots.pem"
    if content is not None:
        path.write_bytes(content)
    settings.LEDGER_TSA_CERTIFICATE = str(path)

    with pytest.raises(AnchorRefused):
        ledger.anchor_checkpoint(at=MONDAY)


# ── tampering


def test_a_changed_token_is_found(anchored):
    ledger.anchor_checkpoint(at=MONDAY)
    place = "length(token) - 9"
    tamper(
        f"UPDATE ledger_anchor SET token = set_byte(token, {place}, 255 - get_byte(token, {place}))"  # noqa: S608
    )

    assert kinds(ledger.verify()) == [K.ANCHOR_INVALID]


def test_a_changed_time_is_found(anchored):
    ledger.anchor_checkpoint(at=MONDAY)
    tamper("UPDATE ledger_anchor SET stamped_at = stamped_at - interval '1 day'")

    assert kinds(ledger.verify()) == [K.ANCHOR_INVALID]


def test_a_checkpoint_signed_again_after_it_was_anchored_is_found(anchored):
    """Whoever has the signing key too can sign another past, but not have it stamped then."""
    ledger.anchor_checkpoint(at=MONDAY)
    tamper("UPDATE ledger_event SET purpose = 'forged'")
    tamper("UPDATE ledger_event SET seq = NULL, leaf_hash = NULL")
    for table in ("ledger_checkpoint", "ledger_tree"):
        tamper(f"DELETE FROM {table}")  # noqa: S608
    ledger.sequence_batch()
    ledger.make_checkpoint(at=MONDAY)

    assert kinds(ledger.verify()) == [K.ANCHOR_INVALID]


def test_an_anchor_whose_checkpoint_was_deleted_is_found(anchored):
    if not is_superuser():
        pytest.skip("The foreign key stops the owner.")
    ledger.anchor_checkpoint(at=MONDAY)
    tamper("DELETE FROM ledger_checkpoint")

    assert kinds(ledger.verify()) == [K.CHECKPOINT_MISSING]
    tamper("DELETE FROM ledger_anchor")  # or the test's own end would complain of it


def test_anchors_that_cannot_be_checked_are_a_warning(anchored, settings):
    ledger.anchor_checkpoint(at=MONDAY)
    settings.LEDGER_TSA_CERTIFICATE = ""

    report = ledger.verify()

    assert kinds(report) == [K.ANCHOR_UNCHECKED]
    assert report.is_intact


# ── the alarm


def test_anchors_are_stale_when_the_newest_is_older_than_allowed(settings, signed_log):
    settings.LEDGER_TSA_URL = "http://127.0.0.1:9/"
    settings.LEDGER_ANCHOR_MAX_AGE_HOURS = 24
    Anchor.objects.create(
        checkpoint=Checkpoint.objects.get(), authority="x", token=b"", stamped_at=MONDAY
    )

    fresh = selectors.anchor_age(at=MONDAY + timedelta(hours=24))
    stale = selectors.anchor_age(at=MONDAY + timedelta(hours=25))

    assert (fresh.age, fresh.is_stale) == (timedelta(hours=24), False)
    assert (stale.age, stale.is_stale) == (timedelta(hours=25), True)


def test_no_anchor_at_all_is_stale_when_anchoring_is_on(settings):
    settings.LEDGER_TSA_URL = "http://127.0.0.1:9/"

    assert selectors.anchor_age(at=MONDAY).is_stale


def test_the_periodic_task_raises_the_alarm_and_goes_on(settings, signed_log):
    settings.LEDGER_TSA_URL = "http://127.0.0.1:9/"

    with structlog.testing.capture_logs() as logs:
        tasks.anchor_checkpoint(0)

    assert [(entry["event"], entry["log_level"]) for entry in logs] == [
        ("ledger.anchor_refused", "warning"),
        ("ledger.anchors_stale", "error"),
    ]


def test_the_periodic_task_anchors(anchored):
    tasks.anchor_checkpoint(0)

    assert Anchor.objects.count() == 1


def test_the_periodic_task_does_nothing_when_anchoring_is_off(signed_log):
    with structlog.testing.capture_logs() as logs:
        tasks.anchor_checkpoint(0)

    assert logs == []


def test_an_answer_that_drips_is_given_up(monkeypatch, settings, authority, signed_log):
    monkeypatch.setattr(anchoring, "_DEADLINE_SECONDS", anchoring._CALL_SECONDS)
    settings.LEDGER_TSA_CERTIFICATE = str(authority.root)
    with served(lambda query: (200, authority.answer(query))) as url:
        settings.LEDGER_TSA_URL = url
        with pytest.raises(AnchorRefused, match="too long"):
            ledger.anchor_checkpoint(at=MONDAY)
